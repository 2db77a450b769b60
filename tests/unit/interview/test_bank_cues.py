"""Cues: which words on a slot's line count as the answer to a question (interview.md B.5).

Each facet has sentences as somebody writes them by hand in a SPEC.md that never saw the bank. The
same sentences are held against the cues of the other facets of their slot, so that a cue is not
greedy.
"""

from __future__ import annotations

import pytest

from spec_tui.interview.bank import cue, load

BANK = load()

SENTENCES: dict[str, tuple[str, ...]] = {
    "VIS1": (
        "Teams lose an hour a week because exports are copied by hand.",
        "The problem is that backups are started and then forgotten.",
    ),
    "VIS2": ("Today each nurse keeps a paper list.", "Currently files are mailed around."),
    "VIS3": ("Without it the clinic hires two more people.", "Otherwise the status quo stays."),
    "VIS6": (
        "No-show rate drops to 10 %.",
        "At least 200 weekly active users.",
        "Time to first backup is under 5 min.",
    ),
    "VIS8": ("No-show rate below 10 %.", "From 19 % to 10 %.", "At least 95 % of runs."),
    "VIS7": ("It is 19 % today.", "The baseline was 19 % last year."),
    "VIS9": ("Measured monthly from the logs.", "Counted by a survey of all clinics."),
    "VIS4": ("After 90 days ten clinics book online.", "Three months in, ten clinics use it."),
    "VIS5": ("After 12 months two hundred clinics use it.", "Within a year half are online."),
    "TGT1": ("It is aimed at small clinics.", "The target users are system administrators."),
    "USR3": ("Also used by owners who read the report.", "Occasional users are auditors."),
    "SCP1": ("The first release includes booking and reminders.", "It must support moving visits."),
    "SCP3": ("It replaces the phone sheet.", "There is an overlap with the old portal."),
    "SCP2": ("Payments are not part of v1.", "It will not sync calendars.", "Billing is excluded."),
    "USR1": ("The primary users are receptionists.", "Used by system administrators."),
    "USR2": (
        "Patients want to book at night.",
        "As a receptionist, I fill gaps without phoning.",
        "The administrator needs proof that last night's run worked.",
    ),
    "USR4": ("Top tasks: book, move, cancel.", "The main use cases are backup and restore."),
    "DOM1": ("The product stores clinics and appointments.", "Entities: clinic, slot."),
    "DOM2": ("Free slots are derived from opening hours.", "The index is kept in memory, cached."),
    "DOM4": (
        "Practitioners and treatments are many-to-many.",
        "An m:n link between tags and notes.",
    ),
    "DOM5": ("Navigated from both directions.", "Looked up from a treatment to its practitioners."),
    "DOM3": (
        "A slot holds at most one appointment.",
        "File names are unique.",
        "A run never deletes.",
    ),
    "TYP": (
        "It is a web app with a REST API.",
        "A command-line tool for Linux.",
        "A Python library.",
    ),
    "API1": ("Called by our own web client.", "The only consumer is the phone app."),
    "API5": ("GET /slots returns free slots.", "Endpoints: slots, appointments."),
    "API2": ("Errors are problem documents.", "Clients retry on 503.", "4xx codes carry a reason."),
    "LIB1": (
        "The public functions are parse and render.",
        "One class, Document, with two methods.",
    ),
    "LIB2": ("Follows semantic versioning.", "No breaking changes within a major version."),
    "LIB3": ("Example: print(render(parse(text)))", "import wiki; wiki.parse(text)"),
    "UI1": ("Screens: booking page and day view.", "One dashboard with three forms."),
    "UI2": ("A visit is booked in three steps.", "Two clicks from the start page to a result."),
    "UI3": ("Works on phones and tablets.", "Desktop only in v1."),
    "UI4": ("Meets WCAG 2.1 AA.", "Usable with screen readers."),
    "UI5": ("German and English.", "Texts are localised."),
    "CLI1": ("Commands: run, list, restore.", "backup --dry-run shows what would happen."),
    "CLI2": ("Reminders run every hour by cron.", "Scheduled nightly."),
    "CLI3": ("A run takes less than 10 min.", "Time limit 10 min."),
    "CLI4": ("The operator gets an e-mail.", "A failed run ends with a non-zero exit code."),
    "EVT1": ("Publishes appointment.booked.", "It emits one event per change."),
    "EVT2": ("It listens to clinic.closed.", "Subscribes to the register."),
    "EVT3": ("JSON payload with id and version.", "Avro schema in the registry."),
    "WF1": ("The main flow: pick a slot, confirm.", "First the user signs in, then picks a slot."),
    "WF2": ("If the slot is taken, offer the next one.", "When no slot is free, offer the list."),
    "WF3": ("The SMS provider is down: send e-mail.", "A failed upload is retried."),
    "WF4": ("An interrupted import resumes at the last row.", "Half-done work is rolled back."),
    "ST1": ("States: requested, confirmed, done.", "A job is pending, active or archived."),
    "ST2": ("Done cannot be undone.", "Cancelled is terminal."),
    "ST3": ("Publishing needs the approval of an editor.", "Only an admin may close a case."),
    "DAT10": ("PostgreSQL with one schema per clinic.", "Plain JSON files in the home folder."),
    "DAT1": ("The clinic register is the source of truth.", "Prices are owned by the ERP."),
    "DAT2": ("Data stays in the EU.", "Hosted in Germany."),
    "DAT6": ("Index on practitioner and day.", "Queries by date must be fast."),
    "DAT3": ("Name and phone are required.", "The e-mail is mandatory."),
    "DAT4": ("Uploads up to 10 MB.", "Notes have at most 2000 characters."),
    "DAT5": ("Phone numbers as E.164.", "Dates must match ISO 8601."),
    "DAT7": ("Patients are imported from CSV.", "There is no existing data.", "It starts empty."),
    "DAT8": ("Migrations are versioned.", "Schema versions stay backward compatible."),
    "STK5": ("Handled by alembic.", "Flyway scripts."),
    "NFR1": (
        "P95 under 300 ms.",
        "Search answers within 300 ms.",
        "95th percentile latency of 200 ms.",
        "A page loads in under 2 s.",
        "Parsing 1 MB takes at most 50 ms.",
    ),
    "NFR2": ("Median 120 ms.", "P50 of 100 ms."),
    "NFR3": ("Peak of 50 requests per second.", "200 concurrent users."),
    "NFR4": ("Data grows by 20 GB per year.", "About 5 GB a month."),
    "NFR5": ("99.9 % uptime per month.", "Available 99.5 % of the time.", "At most 1 h downtime."),
    "NFR6": ("RTO 1 h.", "Service is restored within 4 h."),
    "NFR7": ("RPO 5 min.", "Backups every 6 h.", "At most 1 h of data loss."),
    "NFR8": ("Scales horizontally behind a load balancer.", "A larger machine is enough."),
    "CMP1": ("GDPR applies.", "No regulations apply.", "PCI DSS for card data."),
    "CMP2": ("Every change is in an audit log.", "It records who changed what."),
    "SEC1": (
        "Staff sign in with OIDC.",
        "Users log in by magic link.",
        "No accounts; the tool runs as the local user.",
        "JWT bearer tokens.",
    ),
    "SEC2": ("Admins may delete, members can read.", "RBAC with three roles."),
    "SEC6": (
        "It keeps names and phone numbers.",
        "No personal data is handled.",
        "PII is limited to the e-mail address.",
    ),
    "SEC7": ("Deleted after 24 months.", "Kept for two years."),
    "SEC4": ("Backups are encrypted.", "AES-256 at rest."),
    "SEC5": ("TLS 1.3 everywhere.", "HTTPS only."),
    "SEC8": ("The main threat is a leaked booking link.", "Attackers may guess ids."),
    "TP1": ("Integrates with Twilio.", "One external service: the SMS gateway."),
    "TP2": ("The gateway allows 10 messages per second.", "Rate limit of 5000 calls."),
    "TP3": ("Its SLA is 99.5 %.", "The provider guarantees 99.5 %."),
    "TP4": ("If the gateway is unavailable, send e-mail instead.", "Fall back to polling."),
    "WH1": ("One webhook reports delivery.", "The gateway calls /hooks/sms."),
    "WH2": ("Requests are signed with HMAC.", "Signatures are verified."),
    "WH3": ("Retried five times.", "Exponential backoff for a day."),
    "DEP1": ("Staging and production.", "Dev, stage and prod."),
    "DEP6": ("Runs on AWS in Frankfurt.", "Hosted on our own servers.", "A Kubernetes cluster."),
    "DEP2": ("Staging mirrors production.", "Same images, smaller machines."),
    "DEP3": ("Canary releases with rollback.", "Risky changes sit behind feature flags."),
    "DEP5": ("All tests must pass before a merge.", "A failing build blocks the release."),
    "LIB4": ("Published to PyPI from a tag.", "Users download it from the releases page."),
    "STK6": ("GitHub Actions.", "Built by Jenkins."),
    "DEP4": ("Settings come from environment variables.", "A YAML config file."),
    "SEC3": ("Secrets live in AWS KMS.", "Credentials are kept in the keyring."),
    "STK1": ("Python", "Rust with a C++ core"),
    "STK2": ("FastAPI", "Next.js pages"),
    "STK3": ("uv", "managed with pnpm"),
    "STK4": ("Python 3.12", "Node 20"),
    "OBS1": ("Structured logs in JSON lines.", "Errors go to stderr."),
    "OBS2": ("Names are redacted.", "Passwords are never logged."),
    "OBS3": ("Metric: bookings per hour on a dashboard.", "Prometheus counters."),
    "OBS4": ("The on-call engineer is paged at 2 % errors.", "Alerts go to the team channel."),
    "STK7": ("Prometheus and Grafana.", "Datadog."),
    "OBS7": ("Spans from the page to the gateway.", "A trace id is propagated."),
    "RSK1": ("The largest risk is late delivery of the API.", "Costs could not be covered."),
    "RSK2": ("Mitigated by caching.", "Plan B is a CSV import."),
    "VIS10": (
        "A failure even if it ships: nobody uses it.",
        "It would be a failure if staff kept paper.",
    ),
    "CON1": ("A hard limit: no internet in the ward.", "Must run on Windows 10."),
    "ALT1": ("We looked at a bought product.", "A cron script was considered."),
    "ALT2": ("It was ruled out: too slow.", "Rejected because it lacks an API."),
    "RSK3": ("We accept slower writes.", "The trade-off: simplicity over speed."),
    "RSK4": (
        "The reason is that reads are far more common.",
        "Reads dominate, due to the day view.",
    ),
    "ACC1": ("Accepted if a patient books without help.", "Before release the restore must work."),
    "ACC2": ("Given a free slot, when booked, it shows.", "When it is full, then it says so."),
    "ACC3": ("80 % coverage.", "Unit tests for each module."),
    "ACC5": ("End-to-end tests in CI.", "Playwright runs on each commit."),
    "MIL2": ("Phase 2: several clinics.", "The next release adds reports."),
    "MIL1": (
        "The MVP is booking for one clinic.",
        "Phase 1: booking.",
        "v1 can back up and restore.",
    ),
    "MIL3": ("Done when two clinics sign.", "It ends when ten runs were clean."),
    "MIL4": ("Due 2027-03-01.", "By the end of March.", "No fixed date.", "Ships in Q3 2026."),
    "MIL5": ("High priority.", "Urgent."),
    "MIL6": ("A spike on SMS delivery.", "Prototype the parser."),
    "GLO1": ("Slot means a bookable time.", "ERP stands for the stock system."),
}

# Pairs (sentence of, cue of) in one slot where one sentence fairly answers both.
BOTH = {
    ("VIS6", "VIS8"),
    ("VIS8", "VIS6"),
    ("VIS8", "VIS7"),
    ("VIS1", "VIS2"),
    ("STK4", "STK1"),
    ("OBS3", "STK7"),
}

NEIGHBOURS = [
    (facet.id, other.id)
    for key in BANK.slots
    for facet in BANK.facets_of(key)
    for other in BANK.facets_of(key)
    if facet is not other and not other.lead and (facet.id, other.id) not in BOTH
]


def matches(facet_id: str, sentence: str) -> bool:
    found = cue(BANK.facets[facet_id])
    return found is not None and found.search(sentence) is not None


def test_each_facet_has_sentences() -> None:
    """No cue goes untested."""
    assert sorted(SENTENCES) == sorted(BANK.facets)


@pytest.mark.parametrize("facet", SENTENCES)
def test_a_natural_sentence_is_understood(facet: str) -> None:
    """What somebody writes by hand settles the question it answers."""
    assert [text for text in SENTENCES[facet] if not matches(facet, text)] == []


@pytest.mark.parametrize(("facet", "other"), NEIGHBOURS)
def test_a_sentence_does_not_answer_its_neighbour(facet: str, other: str) -> None:
    """An answer to one question of a slot leaves the other questions of that slot open."""
    assert [text for text in SENTENCES[facet] if matches(other, text)] == []


@pytest.mark.parametrize(("facet", "other"), NEIGHBOURS)
def test_what_the_bank_offers_does_not_answer_a_neighbour(facet: str, other: str) -> None:
    """Taking a choice, a default or the example never makes another question vanish."""
    offering = BANK.facets[facet]
    offers = [offering.example, offering.default, offering.yes, offering.no]
    offers += [choice.label for choice in offering.choices]
    lines = [line for offer in offers for line in offer.split("\n")]
    assert [line for line in lines if matches(other, line)] == []
