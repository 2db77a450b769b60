"""What answering the product type switches off and on (interview.md B.1)."""

from __future__ import annotations

from tests.unit.interview.desks import BANK, TEMPLATE, Table, table


def test_a_library_has_17_slots_less() -> None:
    """Each reads `N/A — not part of a library`, and the receipt lists them."""
    spot = table(("TYP", "library"))
    assert spot.text.count("N/A — not part of a library") == 17
    assert spot.last.notes[0].startswith("17 places are N/A for it: ")
    assert "- **UI/UX**: N/A — not part of a library\n" in spot.text


def test_a_command_line_tool_has_14_less_and_a_web_app_none() -> None:
    """B.1."""
    assert table(("TYP", "command-line tool")).text.count("N/A — not part of a") == 14
    assert table(("TYP", "web app")).text.count("N/A") == 0


def test_a_product_of_two_kinds_keeps_what_either_has() -> None:
    """Only slots that no such product has are switched off."""
    spot = table(("TYP", "command-line tool, library"))
    assert "- **CLI/Jobs**: commands, flags, schedules\n" in spot.text
    assert "- **UI/UX**: N/A — not part of a command-line tool or library\n" in spot.text


def test_the_bullet_stands_first_in_section_5() -> None:
    """It is not in the template (B.1)."""
    assert (
        "## 5. Interfaces\n- **Product type**: web app\n- **API**" in table(("TYP", "web app")).text
    )


def test_another_type_takes_the_lines_back() -> None:
    """The hint comes back where the new type has such a slot."""
    spot = table(("TYP", "library"), ("TYP", "web app"))
    assert spot.text == table(("TYP", "web app")).text


def test_lines_of_another_type_are_void_at_once() -> None:
    """Also when the type was changed by hand."""
    text = table(("TYP", "library")).text.replace(
        "Product type**: library", "Product type**: web app"
    )
    spot = Table(text)
    assert not spot.view.settled("UI1")
    assert spot.state.section("observability").state == "unknown"


def test_text_that_stands_already_is_never_replaced() -> None:
    """Only empty places get the line."""
    spot = table(("OBS1", "One line per call"), ("TYP", "library"))
    assert spot.words("OBS1") == "One line per call"


def test_other_words_are_kept_switch_nothing_off_and_ask_once() -> None:
    """ "a kiosk" is nobody's type (B.1)."""
    spot = table(("TYP", "a kiosk"))
    assert spot.text.count("N/A") == 0
    assert spot.words("TYP") == "a kiosk"
    assert spot.next.id == "TYP"
    spot.say("TYP", "a kiosk")
    assert spot.next.id != "TYP"
    assert spot.words("TYP") == "a kiosk"


def test_security_and_compliance_are_never_na_by_type() -> None:
    """B.1."""
    for kind in BANK.not_applicable:
        off = BANK.switched_off(frozenset({kind}))
        assert not any(
            key.startswith("security_privacy/") or key == "nfr/compliance" for key in off
        )


def test_the_type_is_taken_from_section_5_where_nobody_named_it() -> None:
    """Any content that is not N/A settles it."""
    text = TEMPLATE.replace("commands, flags, schedules", "one command, `tidy`")
    spot = Table(text)
    assert spot.view.settled("TYP")
    assert spot.view.types == {"command-line tool"}
