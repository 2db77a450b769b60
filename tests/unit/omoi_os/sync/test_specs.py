"""Requirements and designs on the server: split by EARS, criteria with ticks, designs whole."""

from __future__ import annotations

import pytest

from spec_tui.omoi_os.sync.designs import parts_of
from spec_tui.omoi_os.sync.model import Refused
from spec_tui.omoi_os.sync.requirements import condition_and_action
from tests.unit.omoi_os.sync.specs import DESIGN, REQUIREMENTS, requirements
from tests.unit.omoi_os.sync.worlds import World, actions, row

FILE = REQUIREMENTS[0]


@pytest.fixture
def booking(world: World) -> World:
    """One feature with two requirements and a design."""
    world.put(REQUIREMENTS, DESIGN)
    return world


@pytest.mark.parametrize(
    ("sentence", "condition", "action"),
    [
        ("WHEN a slot is taken, THE SYSTEM SHALL hold it.", "a slot is taken", "hold it."),
        ("THE SYSTEM SHALL answer in 300 ms.", "", "answer in 300 ms."),
        (
            "IF the slot is taken, THEN THE SYSTEM SHALL offer three.",
            "IF the slot is taken", "offer three.",
        ),
        (
            "WHILE it is night, WHEN a call comes, THE SYSTEM SHALL record it.",
            "WHILE it is night, WHEN a call comes", "record it.",
        ),
        ("WHEN it rains, the gate SHALL close.", "it rains", "the gate SHALL close."),
        ("Reception can move a booking", "", "Reception can move a booking"),
    ],
)  # fmt: skip
def test_a_requirement_is_split_by_ears(sentence: str, condition: str, action: str) -> None:
    """Condition and action lose no keyword but a plain WHEN."""
    assert condition_and_action(sentence) == (condition, action)


def test_a_push_makes_one_spec_with_requirements_criteria_and_design(booking: World) -> None:
    """All of it is there as the files say, ticks included."""
    booking.push("specs")
    (spec,) = booking.server.specs.values()
    assert spec["title"] == "Booking Design"
    assert spec["description"].startswith("Requirements (2): Hold a slot of booking, Offer others")
    held = {one["title"]: one for one in spec["requirements"]}
    one = held["REQ-BOOK-FUNC-001: Hold a slot of booking"]
    assert (one["condition"], one["action"], one["linked_design"]) == (
        "a patient takes a slot", "hold it for 10 minutes.", "DESIGN-BOOK-001",
    )  # fmt: skip
    assert [(c["text"], c["completed"]) for c in one["criteria"]] == [
        ("A second patient cannot take it", True), ("It is free again after 10 minutes", False),
    ]  # fmt: skip
    assert spec["design"]["architecture"] == "### System Context\n\nOne service behind the site."
    assert "CREATE TABLE slots" in spec["design"]["data_model"]
    assert [(e["method"], e["endpoint"], e["description"]) for e in spec["design"]["api_spec"]] == [
        ("POST", "/api/v1/slots", "Take a slot"),
        ("GET", "/api/v1/slots/{id}", "Read a slot | state"),
    ]


def test_a_ticked_criterion_is_one_update(booking: World) -> None:
    """Criteria of requirements that exist are synced, with their checked state."""
    booking.push("specs")
    booking.server.calls.clear()
    booking.change(FILE, "- [ ] It is free", "- [x] It is free")
    pushed = booking.push("specs")
    assert row(pushed, "REQ-BOOK-FUNC-001").fields == ("criteria",)
    assert actions(pushed) == {"REQ-BOOK-FUNC-001": "update"}
    assert [call.body for call in booking.server.writes()] == [{"completed": True}]
    assert actions(booking.push("specs")) == {}


def test_a_reworded_criterion_is_patched_and_a_new_one_added(booking: World) -> None:
    """The ledger knows which one was reworded: nothing is duplicated, nothing deleted."""
    booking.push("specs")
    booking.change(
        FILE, "- [ ] It is free again after 10 minutes", "- [ ] It is free again\n- [x] It is told"
    )
    booking.push("specs")
    (spec,) = booking.server.specs.values()
    criteria = [(c["text"], c["completed"]) for c in spec["requirements"][0]["criteria"]]
    if spec["requirements"][0]["title"].startswith("REQ-BOOK-FUNC-002"):
        criteria = [(c["text"], c["completed"]) for c in spec["requirements"][1]["criteria"]]
    assert criteria == [
        ("A second patient cannot take it", True), ("It is free again", False),
        ("It is told", True),
    ]  # fmt: skip
    assert actions(booking.push("specs")) == {}


def test_words_that_the_server_rewrote_make_no_second_spec(booking: World) -> None:
    """The created title may differ; the ledger holds the id, and the next push is quiet."""
    booking.server.rewrites = lambda text: f"Better: {text[:12]}"
    booking.push("specs")
    assert actions(booking.push("specs")) == {}
    assert len(booking.server.specs) == 1


def test_an_archived_spec_is_not_used_again(booking: World) -> None:
    """The list with archived ones is asked for, and they are dropped here."""
    booking.push("specs")
    (old,) = booking.server.specs.values()
    old["status"] = "archived"
    booking.push("specs")
    assert [spec["status"] for spec in booking.server.specs.values()] == ["archived", "draft"]


def test_a_part_that_no_design_here_holds_stays_on_the_server(booking: World) -> None:
    """PUT replaces the whole design, so what is only there is sent back with it."""
    booking.change(DESIGN[0], "## Data Model", "## Other")
    booking.push("specs")
    (spec,) = booking.server.specs.values()
    spec["design"]["data_model"] = "Written on the server"
    booking.change(DESIGN[0], "One service", "Two services")
    assert row(booking.push("specs"), "DESIGN-BOOK-001").fields == ("architecture",)
    assert spec["design"]["data_model"] == "Written on the server"
    assert "Two services" in spec["design"]["architecture"]


def test_the_title_can_be_given_for_one_feature_only(booking: World) -> None:
    """--spec-title with two features is refused before anything is sent."""
    booking.push("specs", title="Booking 2.0")
    assert [spec["title"] for spec in booking.server.specs.values()] == ["Booking 2.0"]
    booking.put(requirements("billing"))
    with pytest.raises(Refused, match="here are 2: billing, booking"):
        booking.push("specs", title="Both")


def test_two_designs_of_a_feature_share_the_one_slot(booking: World) -> None:
    """Both texts and all endpoints are in it, under the titles of the designs."""
    path, text = DESIGN
    second = text.replace("DESIGN-BOOK-001", "DESIGN-BOOK-002").replace("Booking Design", "Mails")
    booking.put((path.replace("booking", "mails"), second.replace("/slots", "/mails")))
    booking.push("specs")
    (spec,) = booking.server.specs.values()
    assert "## Booking Design\n\n### System" in spec["design"]["architecture"]
    assert "## Mails\n\n### System" in spec["design"]["architecture"]
    assert len(spec["design"]["api_spec"]) == 4


def test_headings_and_tables_in_code_are_no_parts() -> None:
    """A fence hides what is in it."""
    text = "```\n## Architecture\nno\n```\n## API\n```\n| Method | Path |\n| GET | /x |\n```\n"
    assert parts_of(text) == {"architecture": "", "data_model": "", "api_spec": []}
