"""Questions as the shells show them, made from the bank and what SPEC.md says now."""

from __future__ import annotations

from dataclasses import replace

from spec_tui.documents.fold import fold
from spec_tui.interview import grammar
from spec_tui.interview.model import Choice, Facet, Finding, Question, StackRow
from spec_tui.interview.places import place_name, sign
from spec_tui.interview.spec import Record, Value
from spec_tui.interview.state import View

STACK = "stack:review"
OVERVIEW = "overview"
YES, NO = "Yes", "No"


def facet_question(view: View, facet: Facet, *, follow_up: str = "") -> Question:
    """The bank's question about a facet, or the one pointed follow-up under the same id."""
    lands = sign(view.bank, facet.key)
    if facet.stack_key:
        lands += f", and stack.toml {facet.stack_key.rpartition('.')[2]}"
    choices = () if follow_up else facet.choices
    if facet.kind == "bool" and not choices and not follow_up:
        choices = (Choice(YES), Choice(NO))
    return Question(
        id=facet.id,
        kind="text" if follow_up else facet.kind,
        section=facet.section,
        slot=facet.slot,
        text=follow_up or facet.text,
        why="Your answer is saved. This makes it exact." if follow_up else facet.why,
        lands_in=lands,
        example="" if follow_up else facet.example,
        choices=choices,
        role=facet.role,
        follow_up=bool(follow_up),
    )


def confirm_question(view: View, value: Value, beside: Finding | None = None) -> Question:
    """A drafted value, to be confirmed under its facet's id (B.5.3b).

    `beside`: what a rule stumbles over in further words of the imported text on the same place.
    """
    facet = view.bank.facets.get(value.facet)
    source = value.marker.ref if value.marker is not None else ""
    why = f"It was taken from {source}." if source else "It was drafted, not answered."
    section, slot = value.key.split("/")[:2]
    return Question(
        id=facet.id if facet is not None else value.key,
        kind="confirm",
        section=section,
        slot=slot,
        text=f"Is this right for {place_name(view.bank, value.key)}?",
        why=f"{why} Line {beside.line} speaks of it too: {beside.message}" if beside else why,
        lands_in=sign(view.bank, value.key),
        example="yes",
        quote=value.text,
        choices=(
            Choice("Yes"),
            Choice("Change it", opens_box=True),
            Choice("Take it out", about="The words move to the end of SPEC.md."),
        ),
        role=facet.role if facet is not None else "product",
        prefill=value.text,
    )


def finding_question(view: View, finding: Finding) -> Question:
    """A settled place whose words a rule stumbles over: the same question, with the reason."""
    facet = view.bank.facets[finding.question_id]
    value = view.facet_value(facet)
    said = value.text if value is not None and value.form == "text" else ""
    if not said and finding.sources and finding.key == facet.key:
        said = finding.sources[0]
    return replace(
        facet_question(view, facet),
        kind="text",
        choices=(),
        doubt=True,
        why=finding.message,
        prefill=said,
    )


def type_question(view: View, facet: Facet) -> Question:
    """Product type in words that no rule knows: asked once more."""
    return replace(
        facet_question(view, facet),
        why="I know seven kinds of product; the one written there switches nothing off.",
    )


def parked_question(view: View, record: Record) -> Question:
    """A question that stands in §17, asked once per session."""
    facet = view.bank.facets.get(record.key.rpartition("/")[2]) if record.key else None
    words = fold(grammar.without_person(record.text))
    if facet is not None and words == fold(facet.text) and not view.settled(facet.id):
        return facet_question(view, facet)
    place = record.key or "open_questions/outstanding"
    section, slot = place.split("/")[:2]
    return Question(
        id=record.id,
        kind="open",
        section=section,
        slot=slot,
        text=record.text,
        why=f"It stands in §17 as {record.id}.",
        lands_in=sign(view.bank, place),
        example=facet.example if facet is not None else "",
        role=facet.role if facet is not None else "product",
    )


def overview_question() -> Question:
    """The first long answer of an empty SPEC.md (seed 001 section 4, step 1)."""
    return Question(
        id=OVERVIEW,
        kind="overview",
        section="vision",
        slot="problem-outcome",
        text="What do you want to build?",
        why="Tell it in your own words, or paste what you have.",
        lands_in="§1 to §3, and the end of SPEC.md",
        example="A booking page for small clinics: patients book online, reception keeps control.",
    )


def stack_question(rows: tuple[StackRow, ...], notice: str = "") -> Question:
    """The review of stack.toml (formats.md 14 to 16)."""
    return Question(
        id=STACK,
        kind="stack",
        section="deployment",
        slot="stack",
        text="Is this the stack you build on?",
        why="Starter values are nobody's decision until you say so.",
        lands_in="stack.toml, and §11 Stack",
        example="1",
        choices=(
            Choice("Yes, all of it", about="Sign-in and secrets are asked later."),
            Choice("Change some values", opens_box=True),
            Choice("Use my own stack.toml", opens_box=True),
            Choice("Decide later"),
        ),
        role="operations",
        rows=rows,
        notice=notice,
    )
