"""The work that follows from SPEC.md: groups of at most five jobs, in the order of B.10.

Data, one group for each use case, Integrations, Quality and operations, Documentation. A job waits
on what it needs first: entity, API, UI, tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spec_tui.derive.domain import Entity, Milestone, entities, milestones
from spec_tui.derive.facts import Facts, slug
from spec_tui.derive.requirements import Need, needs
from spec_tui.derive.usecases import UseCase, bare, lowered, one_line, unique, use_cases
from spec_tui.documents.prose import stems

Part = Literal["data", "api", "ui", "tests", "integration", "quality", "docs"]
JobType = Literal["feat", "infra", "tests", "docs", "migration"]
Priority = Literal["HIGH", "MEDIUM"]

MOST_JOBS = 5
HOURS = {"S": 2.0, "M": 4.0}
_OBSERVED = (("OBS1", "Logging"), ("OBS3", "Metrics"), ("OBS4", "Alerts"), ("OBS7", "Tracing"))


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work for one small pull request; becomes a task."""

    key: str
    """Stable, `personas/top-use-cases/book-an-appointment#api`."""
    title: str
    part: Part
    type: JobType
    size: Literal["S", "M"]
    rationale: str
    test_plan: tuple[str, ...]
    criteria: tuple[str, ...]
    after: tuple[str, ...]
    """Keys of the jobs that it waits on."""
    sources: tuple[str, ...]
    """Keys of SPEC.md."""
    requirements: tuple[str, ...] = ()
    """Keys of the `Need`s that it fulfils."""
    milestone: str = ""
    """Key of a milestone, "" where SPEC.md names none for it."""
    priority: Priority = "MEDIUM"

    @property
    def hours(self) -> float:
        """S is 2, M is 4."""
        return HOURS[self.size]


@dataclass(frozen=True, slots=True)
class Group:
    """Jobs that belong together; becomes a ticket."""

    key: str
    title: str
    jobs: tuple[Job, ...]
    priority: Priority
    milestone: str


def breakdown(facts: Facts) -> tuple[Group, ...]:
    """All work, in groups of at most five jobs; what comes first stands first."""
    found = needs(facts)
    phases = milestones(facts)
    cases = use_cases(facts)
    shared = _shared(found, cases)
    data = _data(facts)
    groups: list[Group] = []
    groups += _split("data", "Data", data, phases[0].key if phases else "", bool(phases))
    of_cases: list[Job] = []
    for case in cases:
        phase, high = _phase(case.words, phases)
        jobs = _case(facts, case, shared.get(case.key, ()), data)
        of_cases += jobs
        groups += _split(case.key, bare(case.words), jobs, phase, high)
    for key, title, jobs in (
        ("integrations", "Integrations", _integrations(facts)),
        ("quality", "Quality and operations", _quality(facts, found, of_cases)),
        ("docs", "Documentation", _documentation(facts, cases, of_cases)),
    ):
        words = " ".join(job.title for job in jobs) if key == "integrations" else ""
        phase, high = _phase(words, phases)
        groups += _split(key, title, jobs, phase, high)
    return tuple(groups)


def _data(facts: Facts) -> list[Job]:
    stored = facts.standing("DAT10") != "na"
    return [_entity(entity, stored) for entity in entities(facts)]


def _entity(entity: Entity, stored: bool) -> Job:
    fields = ", ".join(column.words for column in entity.columns)
    having = f" with {fields}" if fields else ""
    verb = "stored" if stored else "represented"
    return Job(
        entity.key,
        f"{entity.name}: {'table and migration' if stored else 'model'}",
        "data",
        "migration" if stored else "feat",
        "M",
        f"{entity.name} is an entity of the domain model: {entity.words}",
        (
            f"Unit: the rules of {entity.name}",
            "Integration: the migration runs forward and back"
            if stored
            else f"Integration: {entity.name} is written and read back",
        ),
        (f"THE SYSTEM SHALL have {entity.name} {verb}{having}.",),
        (),
        (entity.key,),
    )


def _case(facts: Facts, case: UseCase, shared: Sequence[Need], data: Sequence[Job]) -> list[Job]:
    title = bare(case.words)
    criteria = accepted(facts, case) or tuple(n.sentence for n in shared if n.use_case == case.key)
    edges = tuple(need.sentence for need in shared if not need.use_case)
    own = tuple(need.key for need in shared)
    waits = _entities_of((case.words, *criteria, *edges), data)
    jobs: list[Job] = []
    for part, words, unit, whole in _parts(facts):
        jobs.append(
            Job(
                f"{case.key}#{part}",
                f"{title}: {words}",
                part,
                "feat",
                "M",
                f"Use case: {case.words}",
                (f"Unit: {unit}", f"Integration: {whole}"),
                criteria + edges if part != "ui" or len(jobs) == 0 else criteria,
                (jobs[-1].key,) if jobs else waits,
                (case.key,),
                own,
            )
        )
    jobs.append(
        Job(
            f"{case.key}#tests",
            f"{title}: end-to-end tests",
            "tests",
            "tests",
            "S",
            f"Shows that this use case works as a whole: {case.words}",
            (f"End to end: {lowered(case.words)}", *(f"End to end: {edge}" for edge in edges)),
            criteria + edges,
            (jobs[-1].key,),
            (case.key,),
            own,
        )
    )
    return jobs


def _parts(facts: Facts) -> tuple[tuple[Part, str, str, str], ...]:
    """(part, words of the title, what is tested alone, what together) by product type."""
    types = facts.types
    api: tuple[Part, str, str, str] = (
        "api", "API", "its rules and its errors", "the calls against a real store",
    )  # fmt: skip
    screens: tuple[Part, str, str, str] = (
        "ui", "screens", "what each screen shows in each state", "the screens against the API",
    )  # fmt: skip
    command: tuple[Part, str, str, str] = (
        "ui", "command", "arguments, output and exit codes", "the command on real files",
    )  # fmt: skip
    found: list[tuple[Part, str, str, str]] = []
    if "HTTP API" in types:
        found.append(api)
    if types & {"web app", "mobile app"}:
        found.append(screens)
    elif "command-line tool" in types:
        found.append(command)
    if not found:
        found.append(("api", "implementation", "its rules and its errors", "with what it calls"))
    return tuple(found)


def _integrations(facts: Facts) -> list[Job]:
    found = facts.fact("TP1")
    if found is None:
        return []
    lines = [one_line(item) for item in found.items]
    keys = unique(f"integrations/third-parties/{slug(line)}" for line in lines)
    fallback = [one_line(item) for item in facts.items("TP4")]
    made = []
    for key, line in zip(keys, lines, strict=True):
        name = bare(line.split(" — ")[0]).rstrip(".")
        known = [words for words in fallback if _shares(words, name)]
        criteria = (f"THE SYSTEM SHALL work with {name}.", *known)
        plan = (
            "Unit: answers and errors, with a stand-in",
            "Integration: the sandbox of the service",
        )
        why = f"SPEC.md names it as a third party: {line}"
        made.append(
            Job(
                key,
                f"{name}: integration",
                "integration",
                "feat",
                "M",
                why,
                plan,
                criteria,
                (),
                (key,),
            )
        )
    return made


def _quality(facts: Facts, found: Iterable[Need], of_cases: Sequence[Job]) -> list[Job]:
    first = next((job.key for job in of_cases if job.part in {"api", "ui"}), "")
    made = []
    for need in found:
        if need.category == "FUNC":
            continue
        measured = need.category == "PERF"
        made.append(
            Job(
                need.key,
                f"{need.title}: {_verb(need)}",
                "quality",
                "tests" if measured else "feat",
                "S",
                f"SPEC.md asks for it: {need.words}",
                ("Measured against the number of SPEC.md",)
                if measured and any(char.isdigit() for char in need.words)
                else ("Shown by a review of the design",)
                if measured
                else ("Integration: allowed and refused cases",),
                (need.sentence,),
                (first,) if first and measured else (),
                (need.fact,),
                (need.key,),
            )
        )
    for facet, name in _OBSERVED:
        one = facts.fact(facet)
        if one is not None and one.key.startswith("observability/"):
            words = one_line(one.text)
            sentence = f"THE SYSTEM SHALL provide {name.lower()}: {words.rstrip('.')}."
            unit = "request" if facts.types & {"HTTP API", "web app", "mobile app"} else "run"
            plan = (f"Integration: one {unit} leaves what is asked for",)
            made.append(
                Job(one.key, f"{name}: put in place", "quality", "infra", "S",
                    f"Operations depend on it: {words}", plan, (sentence,), (), (one.key,))
            )  # fmt: skip
    runs = facts.fact("STK6") or facts.fact("DEP5") or facts.fact("DEP3")
    if runs is not None:
        words = one_line(runs.text)
        made.append(
            Job(runs.key, "CI: every change is built and tested", "quality", "infra", "S",
                f"Releases go through it: {words}", ("The pipeline runs on a pull request",),
                (f"Every pull request runs the tests in {words.rstrip('.')}.",)
                if runs.facet == "STK6"
                else (f"Every pull request runs the tests; {lowered(words).rstrip('.')}.",),
                (), (runs.key,))
        )  # fmt: skip
    return made


def _verb(need: Need) -> str:
    """A number is measured, anything else is put in place."""
    if need.category == "PERF" and any(char.isdigit() for char in need.words):
        return "measure"
    return "put in place and verify"


def _documentation(facts: Facts, cases: Sequence[UseCase], of_cases: Sequence[Job]) -> list[Job]:
    made = []
    last = tuple(job.key for job in of_cases if job.part == "tests")
    if cases:
        listed = "; ".join(bare(case.words) for case in cases)
        made.append(
            Job("docs#guide", "User guide", "docs", "docs", "S",
                "Somebody new has to find out how the top use cases are done.",
                ("A reader who was not there does each use case with it",),
                (f"The guide shows step by step: {listed}.",), last,
                tuple(case.key for case in cases))
        )  # fmt: skip
    apis = tuple(job.key for job in of_cases if job.part == "api")
    if "HTTP API" in facts.types and apis:
        made.append(
            Job("docs#api", "API reference", "docs", "docs", "S",
                "Others build on the API.", ("Each example in it runs",),
                ("Every call is described with one request, one answer and its errors.",), apis,
                ("interfaces/api",))
        )  # fmt: skip
    return made


def accepted(facts: Facts, case: UseCase) -> tuple[str, ...]:
    """The lines of §14 that are about a use case; none where SPEC.md has none."""
    own = [one_line(item) for item in facts.items("ACC2")]
    said = [line for line in own if _shares(line.partition(":")[0], case.words, least=1)]
    if said:
        return tuple(line.partition(": ")[2] or line for line in said)
    lines = [one_line(item) for item in facts.items("ACC1")]
    cases = use_cases(facts)
    return tuple(line for line in lines if case.key in _nearest(line, cases))


def _nearest(line: str, cases: Sequence[UseCase]) -> set[str]:
    """Keys of the use cases that share most words with a line; the first where none shares any."""
    words = set(stems(line))
    shared = {case.key: len(words & set(stems(case.words))) for case in cases}
    most = max(shared.values(), default=0)
    if not most:
        # a line that speaks of none of them is not lost: the first use case carries it
        return {cases[0].key} if cases else set()
    return {key for key, count in shared.items() if count == most}


def _shared(found: Iterable[Need], cases: Sequence[UseCase]) -> dict[str, tuple[Need, ...]]:
    """Steps and edges go to the use case that shares most words with them, else to the first."""
    given: dict[str, list[Need]] = {case.key: [] for case in cases}
    for need in found:
        if need.category != "FUNC" or not cases:
            continue
        if need.use_case:
            given[need.use_case].append(need)
            continue
        words = set(stems(need.sentence))
        best = max(cases, key=lambda case: len(words & set(stems(case.words))))
        given[best.key].append(need)
    return {key: tuple(one) for key, one in given.items()}


def _entities_of(texts: Sequence[str], data: Sequence[Job]) -> tuple[str, ...]:
    """Jobs of the entities that a text speaks of; all of them where it names none."""
    words = {stem for text in texts for stem in stems(text)}
    named = [job.key for job in data if words & set(stems(job.title.partition(":")[0]))]
    return tuple(named or [job.key for job in data])


def _phase(words: str, phases: Sequence[Milestone]) -> tuple[str, bool]:
    """(key of the milestone that speaks of it, whether it is the MVP); else the first one."""
    for phase in phases:
        if words and _shares(phase.words, words, least=1):
            return phase.key, phase.name == "MVP"
    return (phases[0].key, len(phases) == 1) if phases else ("", False)


def _shares(one: str, other: str, *, least: int = 1) -> bool:
    return len(set(stems(one)) & set(stems(other))) >= least


def _split(key: str, title: str, jobs: Sequence[Job], phase: str, high: bool) -> list[Group]:
    """Groups of at most five; the second is called `… 2`."""
    priority: Priority = "HIGH" if high else "MEDIUM"
    made = []
    for number, at in enumerate(range(0, len(jobs), MOST_JOBS), 1):
        some = tuple(
            replace(job, milestone=phase, priority=priority) for job in jobs[at : at + MOST_JOBS]
        )
        more = f" {number}" if number > 1 else ""
        made.append(
            Group(f"{key}{'#' + str(number) if more else ''}", title + more, some, priority, phase)
        )
    return made
