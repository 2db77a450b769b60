"""Whether words say something: placeholders, TBD, words of the templates and N/A do not."""

from __future__ import annotations

import re
from functools import cache

from spec_tui.documents.fold import fold
from spec_tui.documents.prose import content_words, mask, stem

_PLACEHOLDER = re.compile(r"(?<![\w/$])(?:<[A-Za-z][^<>\n]*>|\{[A-Za-z][^{}\n]*\}|\[\.{3}\])")
_UNDECIDED = re.compile(
    r"\b(?:TBD|TBC|TBA|TODO|FIXME|XXX|WIP)\b|\?\?\?"
    r"|(?i:\bto be (?:decided|determined|defined|confirmed|written|done|added|specified|agreed))"
    r"|(?i:\b(?:coming soon|lorem ipsum|not (?:yet )?(?:decided|defined|known|specified)|undecided"
    r"|not written yet|fill (?:this |me )?in|work in progress|not in SPEC\.md"
    r"|will (?:be )?(?:define|decide)d?(?: (?:this|it|that))? later|later on|open point"
    r"|as soon as possible)\b)"
)
_NOTHING = re.compile(
    r"(?:there (?:is|are|will be) )?(?:n/?a|not applicable|none|nothing|no|not needed|not required"
    r"|not planned|without|never)\b(?!-\w)(?P<rest>.*)"
)
_AFTER_NOTHING = 3
"""Words behind `no` up to its reason; a longer text is a sentence of its own."""
_REASON = re.compile(r"(?:\s[—–-]+\s|[—–:;,.(]+\s*|\s(?:because|since|as)\s)(?P<why>.+)")
_ID = re.compile(r"^\W*(?:[a-z]{1,3}-?\d+|[a-z]{1,4}-\d+)\b[\s:.)—–-]*")
_FILLER = frozenset(
    """add added adequate agreed all appropriate appropriately aspect available best better
    carefully
    case cover covered define defined detail describe described document documented done
    essential etc everything exist existing feature follow following full fully general good
    great handle handled have high important include included issue item kept keep later list
    make many matter maybe much must need needed needs nice normal ok other perhaps place plan
    planned point possible practice practices proper properly provide provided question ready
    real relevant require required reviewed section set several shall should simple some soon
    standard standards stuff support supported sure take taken team thing things top usual use
    used using various very want wanted way well will work works yes yet""".split()  # noqa: SIM905
)
_TEMPLATE = (
    # the bullets of Appendices A to C, as they stand there
    "one-paragraph description, user and business value.",
    "primary users and their jobs-to-be-done.", "personas, contexts, constraints.",
    "success metrics: <kpi, target, measurement source>",
    "in-scope features, flows, and boundaries.",
    "links to mockups/flows (assets/). accessibility and i18n notes.",
    "context and constraints", "high-level diagram (assets/)",
    "<service/module>: responsibilities, interfaces, failure modes",
    "entities and relationships (models/)", "migrations and rollback",
    "rest/graphql/grpc endpoints", "example requests/responses", "openapi (api/openapi.yaml)",
    "authn/authz model", "secrets, key rotation", "pii handling, data retention",
    "logs/metrics/traces", "alerts and slos", "dashboards and runbooks",
    "latency/throughput budgets", "availability targets", "resource limits",
    "r1 (mitigation)", "alternative a vs b (trade-offs)",
    "environments, ci/cd, feature flags", "rollback strategy",
    "why this task exists", "list of files/dirs expected", "unit/integration/e2e bullets",
    "ac1 objective", "ac2 objective",
)  # fmt: skip


@cache
def _template_words() -> frozenset[str]:
    return frozenset(_bare(line) for line in _TEMPLATE)


def _bare(text: str) -> str:
    return fold(text).strip(" .:;,-")


def hollow(text: str) -> bool:
    """Whether a text says nothing: empty, a placeholder, TBD, dots, or words of the template."""
    prose = mask(text)
    if _PLACEHOLDER.search(prose) is not None or _UNDECIDED.search(prose) is not None:
        return True
    folded = _bare(text)
    if not folded or folded in _template_words():
        return True
    rest = _ID.sub("", folded).strip(" .:;,-")
    if rest.endswith("?"):
        return True
    return not re.search(r"\w", rest)


def placeholder(text: str) -> bool:
    """Whether a `<placeholder>` of a template still stands in a text, outside code."""
    return _PLACEHOLDER.search(mask(text)) is not None


def nothing(text: str) -> str | None:
    """The reason behind `N/A — reason`, `None: reason`; "" without one; None for another text."""
    match = _NOTHING.match(_bare(text))
    if match is None:
        return None
    rest = f" {match['rest'].strip()}"
    why = _REASON.search(rest)
    if len(rest[: why.start() if why is not None else len(rest)].split()) > _AFTER_NOTHING:
        return None
    reason = why["why"] if why is not None else ""
    enough = said(reason) >= (1 if len(reason.split()) > 2 else 2)
    return reason if enough and not hollow(reason) else ""


def said(text: str, beside: re.Pattern[str] | None = None) -> int:
    """How many words say something, those that match `beside` and mere filler not counted."""
    folded = fold(text)
    if beside is not None:
        folded = beside.sub(" ", folded)
    return sum(
        word not in _FILLER and stem(word) not in _filler_stems() and any(c.isalnum() for c in word)
        for word in content_words(_ID.sub("", folded))
    )


@cache
def _filler_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _FILLER)
