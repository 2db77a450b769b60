"""G11: a list without an end."""

import pytest

from spec_tui.interview.rules.g11 import g11


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Photos, videos etc.", "“etc.” leaves the list open."),
        ("Mail, SMS and so on", "“and so on” leaves the list open."),
        ("Import and/or export", "“and/or” means two things."),
        ("Reports including but not limited to CSV",
         "“including but not limited to” leaves the list open."),
        ("Search, filters, and more", "“and more” leaves the list open."),
    ],
)  # fmt: skip
def test_an_open_list_is_minor(look, text: str, said: str) -> None:
    """Nobody can tell when it is done."""
    (found,) = look(g11, {"SCP1": text})
    assert (found.severity, found.text, found.message) == ("minor", text, said)


@pytest.mark.parametrize(
    ("facet", "text"),
    [
        ("SCP1", "Attachments (photos, videos, etc.) up to 5 MB"),
        ("SCP1", "`etc` is a folder, and /etc/hosts a file"),
        ("ALT1", "Mail, SMS etc. cost too much"),
        ("VIS1", "Calls, letters and so on take hours"),
        ("SCP1", "Two members and more than ten tools"),
    ],
)
def test_examples_code_and_rationale_may_stay_open(look, facet: str, text: str) -> None:
    """What is in parentheses only illustrates."""
    assert look(g11, {facet: text}) == []
