"""The language of `ask_if`."""

from __future__ import annotations

import pytest

from spec_tui.interview.conditions import GROUPS, TYPES, Facts, holds, unknown_atoms


def facts(*types: str, settled: str = "", live: str = "", **rest: object) -> Facts:
    return Facts(
        types=frozenset(types),
        settled=settled.split().__contains__,
        live=live.split().__contains__,
        **rest,  # type: ignore[arg-type]
    )


def test_no_condition_always_holds() -> None:
    """A question without ask_if is asked of everybody."""
    assert holds((), facts())


@pytest.mark.parametrize(
    ("kind", "groups"),
    [
        ("web app", {"ui", "server"}),
        ("HTTP API", {"api", "server"}),
        ("command-line tool", {"cli"}),
        ("library", {"library"}),
        ("mobile app", {"ui", "device"}),
        ("data pipeline", {"server", "pipeline"}),
        ("embedded", {"device"}),
    ],
)
def test_each_product_type_belongs_to_its_groups(kind: str, groups: set[str]) -> None:
    """`has:` atoms hold for exactly the groups of a type."""
    assert {group for group in GROUPS if holds((f"has:{group}",), facts(kind))} == groups


def test_every_group_names_known_types_only() -> None:
    """A typing error in a group would switch questions off silently."""
    assert set().union(*GROUPS.values()) == set(TYPES)


def test_unknown_product_counts_as_a_web_app_with_an_api() -> None:
    """Until the type is known the most common wide product is assumed."""
    assert holds(("has:ui", "has:api", "!has:library", "!has:cli"), facts())


def test_one_of_several_types_is_enough() -> None:
    """A product may be of several types."""
    assert holds(("has:api", "has:cli"), facts("HTTP API", "command-line tool"))


def test_all_conditions_must_hold() -> None:
    """Conditions are joined by and."""
    assert not holds(("has:ui", "settled:VIS6"), facts("web app"))


def test_bar_means_or() -> None:
    """Atoms inside one condition are joined by or."""
    assert holds(("has:library|settled:VIS6",), facts("web app", settled="VIS6"))


def test_settled_is_not_live() -> None:
    """N/A settles a place and keeps the questions behind it closed."""
    na = facts("web app", settled="SEC1")
    assert holds(("settled:SEC1",), na)
    assert not holds(("live:SEC1",), na)


def test_negation_turns_one_atom() -> None:
    """`!` belongs to the atom it stands before."""
    assert holds(("!settled:VIS6|has:ui",), facts("library"))
    assert not holds(("!settled:VIS6",), facts("library", settled="VIS6"))


def test_personal_data_opens_its_questions() -> None:
    """Retention is asked only where personal data is handled."""
    assert holds(("personal-data",), facts(personal_data=True))
    assert not holds(("personal-data",), facts())


def test_stack_key_is_asked_only_when_due() -> None:
    """A stack facet waits for the key to be in the set of rule B.9."""
    assert holds(("stack:app.language",), facts(stack_asked=frozenset({"app.language"})))
    assert not holds(("stack:app.language",), facts(assume=True))


@pytest.mark.parametrize("atom", ["settled:VIS6", "!settled:VIS6", "live:SEC1", "personal-data"])
def test_assuming_opens_every_condition_on_other_answers(atom: str) -> None:
    """Questions left counts as if every ask_if opened."""
    assert holds((atom,), facts(assume=True))


def test_assuming_leaves_product_types_to_decide() -> None:
    """A library is never counted with questions about screens."""
    assert not holds(("has:ui",), facts("library", assume=True))


@pytest.mark.parametrize("atom", ["has:gui", "settle:VIS6", "personal", ""])
def test_unknown_atom_is_an_error(atom: str) -> None:
    """A typing error in the bank is never taken for no."""
    with pytest.raises(ValueError, match="unknown condition"):
        holds((atom,), facts())


def test_unknown_atoms_are_listed_for_the_lint() -> None:
    """The lint names words, facet ids and keys that nothing can decide."""
    conditions = ("has:ui|has:gui", "!settled:VIS6", "live:NOPE", "stack:app.lang", "personal-data")
    assert unknown_atoms(conditions, {"VIS6"}, {"app.language"}) == (
        "has:gui",
        "live:NOPE",
        "stack:app.lang",
    )
