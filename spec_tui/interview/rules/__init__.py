"""The gap rules of interview.md B.2: one rule, one function, one file.

A rule is a pure function of what SPEC.md says, the question bank and the reviewed values of
stack.toml. Text that is N/A, a See, `undecided` or code is never judged, because it is no passage
(`Spec.passages`). What imported texts say beside (`Spec.imported`) is judged by the rules that ask
for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.g01 import g01
from spec_tui.interview.rules.g02 import g02
from spec_tui.interview.rules.g03 import g03
from spec_tui.interview.rules.g04 import g04
from spec_tui.interview.rules.g05 import g05
from spec_tui.interview.rules.g06 import g06
from spec_tui.interview.rules.g07 import g07
from spec_tui.interview.rules.g08 import g08
from spec_tui.interview.rules.g09 import g09
from spec_tui.interview.rules.g10 import g10
from spec_tui.interview.rules.g11 import g11
from spec_tui.interview.rules.g12 import g12
from spec_tui.interview.rules.g13 import g13
from spec_tui.interview.rules.g14 import g14
from spec_tui.interview.rules.g15 import g15
from spec_tui.interview.rules.g16 import g16
from spec_tui.interview.rules.g17 import g17
from spec_tui.interview.rules.g18 import g18
from spec_tui.interview.rules.g19 import g19
from spec_tui.interview.rules.g20 import g20
from spec_tui.interview.rules.g21 import g21
from spec_tui.interview.rules.g22 import g22
from spec_tui.interview.rules.g24 import g24
from spec_tui.interview.rules.g25 import g25
from spec_tui.interview.rules.waivers import not_waived, waived
from spec_tui.interview.spec import Spec

Rule = Callable[[Spec, Bank, Mapping[str, str]], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    g01, g02, g03, g04, g05, g06, g07, g08, g09, g10, g11, g12, g13, g14, g15, g16, g17, g18, g19,
    g20, g21, g22, g24, g25,
)  # fmt: skip

__all__ = ["RULES", "Rule", "run", "waived"]


def run(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what all rules see and nobody has accepted, sorted by line.

    `stack` holds the reviewed values of stack.toml by dotted key.
    """
    found = [finding for rule in RULES for finding in rule(spec, bank, stack)]
    return tuple(sorted(not_waived(spec, found), key=lambda f: (f.line, f.column, f.rule)))
