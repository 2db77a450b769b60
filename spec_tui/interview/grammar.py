"""The small grammar of values in SPEC.md: labels, forms, markers, records, escapes (B.1).

Read leniently, written exactly. Nothing here knows the bank or the place of a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from spec_tui.interview.model import Form
from spec_tui.interview.spec import Marker

_LABEL = re.compile(
    r"""(?P<mark>\*\*\*|\*\*|__|\*|_)?      # bold, italics or plain
        (?P<label>[^\s*_:][^:*\n]{0,60}?)
        (?:(?(mark)(?P=mark)))\s*:(?!//)
        (?P<text>.*)$""",
    re.VERBOSE | re.DOTALL,
)
_LABEL_COLON_INSIDE = re.compile(
    r"(?P<mark>\*\*\*|\*\*|__|\*|_)(?P<label>[^\s*_:][^:*\n]{0,60}?)\s*:\s*(?P=mark)(?P<text>.*)$",
    re.DOTALL,
)
_DASHED = re.compile(r"\*\*(?P<label>[^*\n]{2,60}?)\*\*\s+[—–-]\s+(?P<text>\S.*)$", re.DOTALL)
_MARKER = re.compile(
    r"\s*(?P<escape>\\*)_\((?:assumption (?P<a>A\d+)|confirm, from (?P<file>[^()]+))\)_$"
)
_NA = re.compile(r"N/A\s+(?:—|–|--|-)\s+(?P<reason>\S.*)$", re.DOTALL)
_SEE = re.compile(r"See\s+§\s*(?P<number>\d{1,2})\s+(?P<slot>\S.*?)\.?$")
_RECORD = re.compile(
    r"(?P<kind>[AQW])(?P<number>\d{1,6})\s*\((?P<paren>(?:[^()]|\([^()]*\))*)\)\s*:\s*(?P<text>.*)$",
    re.DOTALL,
)
_BLOCK_START = re.compile(
    r"""(?P<escape>\\*)(?:
        (?P<bullet>[-+*](?=\s|$)) | (?P<rule>([-_*=])[ \t]*(?:\4[ \t]*)*$)
      | (?P<hash>\#{1,6}(?=\s|$)) | (?P<sign>[><|]) | (?P<fence>`{3,}|~{3,})
    )""",
    re.VERBOSE,
)
_ASK = re.compile(r" \(ask [^()]+\)$")
_ORDERED = re.compile(r"(?P<number>\d{1,9})(?P<escape>\\*)(?P<dot>[.)])(?=\s|$)")

CONFIRM = "_(confirm, from {})_"
ASSUMPTION = "_(assumption {})_"
NamesPlace = Callable[[str], bool]
"""Says of the words of a label whether they name a place where the text stands."""
MARKED = re.compile(r"\(assumption (A\d+)\)")


def split_label(text: str) -> tuple[str, str] | None:
    """`*P95 latency*: 300 ms` as (`P95 latency`, `300 ms`); italics, bold or plain."""
    found = _LABEL_COLON_INSIDE.match(text) or _LABEL.match(text)
    if not found:
        return None
    label = found["label"].strip()
    if label.endswith("\\"):  # an escaped colon: the writer says that this is no label
        return None
    return label, found["text"].strip()


def split_dashed(text: str) -> tuple[str, str] | None:
    """`**Storage** — a file` as (`Storage`, `a file`): the label of a slot in somebody's hand.

    Only in bold, and for slots alone: in an answer it is a way of writing.
    """
    found = _DASHED.match(text)
    return (found["label"].strip(), found["text"].strip()) if found else None


def _label_run(text: str, names_place: NamesPlace) -> tuple[str, int, str] | None:
    """(head, backslashes, tail) around the first colon of a text that reads as a label here."""
    before, colon, tail = text.partition(":")
    head = before.rstrip("\\")
    split = split_label(f"{head}:{tail}") if colon and len(before) <= 80 else None
    if split is None or not names_place(split[0]):
        return None
    return head, len(before) - len(head), tail


def escape_label(text: str, names_place: NamesPlace) -> str:
    r"""Text whose first words would read as a label here, its colon escaped: `Errors\: none`."""
    run = _label_run(text, names_place)
    return text if run is None else f"{run[0]}{chr(92) * (run[1] + 1)}:{run[2]}"


def unescape_label(text: str, names_place: NamesPlace) -> str:
    """The reverse of `escape_label`."""
    run = _label_run(text, names_place)
    return text if run is None or not run[1] else f"{run[0]}{chr(92) * (run[1] - 1)}:{run[2]}"


def split_marker(text: str) -> tuple[str, Marker | None]:
    """Take the marker off the end of a value, and the escape off a text that looks like one."""
    found = _MARKER.search(text)
    if not found:
        return text, None
    if found["escape"]:
        at = found.start("escape")
        return text[:at] + text[at + 1 :], None
    body = text[: found.start()]
    if found["a"]:
        return body, Marker("assumption", found["a"])
    return body, Marker("confirm", found["file"].strip())


def escape_marker(text: str) -> str:
    """Make sure that the end of a person's text is not read as a marker."""
    found = _MARKER.search(text)
    if not found:
        return text
    at = found.start("escape")
    return f"{text[:at]}\\{text[at:]}"


def form_of(text: str) -> Form:
    """Which of the four forms a value has."""
    if _NA.match(text):
        return "na"
    if _SEE.match(text):
        return "see"
    if text.strip() == "undecided":
        return "undecided"
    return "text"


def na_reason(text: str) -> str:
    """The words behind `N/A —`; "" where the text is none."""
    found = _NA.match(text)
    return found["reason"].strip() if found else ""


def see_target(text: str) -> tuple[int, str] | None:
    """(heading number, slot label) of `See §1 Success Metrics`."""
    found = _SEE.match(text)
    return (int(found["number"]), found["slot"].strip()) if found else None


@dataclass(frozen=True, slots=True)
class RecordText:
    """An A, Q or W record as it is written, before its place is known."""

    kind: Literal["A", "Q", "W"]
    number: int
    paren: str
    text: str


def asking(person: str) -> str:
    """The remark at the end of a question that somebody else can answer: ` (ask @tom)`."""
    words = " ".join(person.replace("(", " ").replace(")", " ").split())
    if not words:
        return ""
    return f" (ask {words if words.startswith('@') or ' ' in words else '@' + words})"


def without_person(text: str) -> str:
    """A question without the remark that names who knows."""
    return _ASK.sub("", text)


def split_record(text: str) -> RecordText | None:
    """`Q7 (Slot · Facet, major): question?` in its parts; None for any other text."""
    found = _RECORD.match(text)
    if not found:
        return None
    kind: Literal["A", "Q", "W"] = found["kind"]  # type: ignore[assignment]  # by the pattern
    return RecordText(kind, int(found["number"]), found["paren"].strip(), found["text"].strip())


def escape_line(text: str) -> str:
    """A line of a person's text as the text of an item: nothing in it starts a block."""
    found = _BLOCK_START.match(text)
    if found:
        return f"\\{text}"
    found = _ORDERED.match(text)
    if found:
        at = found.start("escape")
        return f"{text[:at]}\\{text[at:]}"
    return text


def unescape_line(text: str) -> str:
    """The reverse of `escape_line`."""
    if text.startswith("\\"):
        return text[1:] if _BLOCK_START.match(text) else text
    found = _ORDERED.match(text)
    if found and found["escape"]:
        at = found.start("escape")
        return text[:at] + text[at + 1 :]
    return text


def label_end(text: str) -> int:
    """Index behind the colon (and closing emphasis) of a label, or behind the dash of one in bold;
    0 where the text has none.
    """
    found = _LABEL_COLON_INSIDE.match(text) or _LABEL.match(text) or _DASHED.match(text)
    return found.start("text") if found else 0
