"""G12: two technologies of one class, and nobody has chosen."""

import pytest

from spec_tui.interview.rules.g12 import g12


@pytest.mark.parametrize(
    ("answers", "words", "sides"),
    [
        ({"DAT10": "Postgres or MySQL"}, "Postgres or MySQL", ("Postgres", "MySQL")),
        ({"DAT10": "PostgreSQL 16 or MySQL 8"}, "PostgreSQL 16 or MySQL", ("PostgreSQL", "MySQL")),
        ({"DAT10": "Postgres, MySQL or SQLite"}, "Postgres, MySQL or SQLite",
         ("Postgres", "SQLite")),
        ({"STK1": "Go/Rust"}, "Go/Rust", ("Go", "Rust")),
        ({"DEP6": "AWS vs. Azure"}, "AWS vs. Azure", ("AWS", "Azure")),
        ({"EVT1": "We use either Kafka for all or stay with RabbitMQ"},
         "Kafka for all or stay with RabbitMQ", ("Kafka", "RabbitMQ")),
        ({"SEC1": "SAML or OIDC"}, "SAML or OIDC", ("SAML", "OIDC")),
        ({"STK2": "Django or maybe FastAPI"}, "Django or maybe FastAPI", ("Django", "FastAPI")),
    ],
)  # fmt: skip
def test_an_open_choice_is_a_conflict(look, answers, words: str, sides: tuple[str, str]) -> None:
    """Language, framework, datastore, sign-in, hosting and queue are critical."""
    (found,) = look(g12, answers)
    (facet,) = answers
    assert (found.severity, found.text) == ("critical", words)
    assert tuple(side for side, _ in found.sides) == sides
    assert {key for _, key in found.sides} == {found.key}
    assert found.question_id == f"conflict:{facet}"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"STK6": "github-actions or Jenkins"}, "github-actions or Jenkins"),
        ({"UI1": "Booking page in React or Vue"}, "React or Vue"),
        ({"DEP3": "not yet decided"}, "not yet decided"),
        ({"OBS1": "TBD between JSON lines and plain text"}, "TBD between"),
    ],
)
def test_other_classes_and_open_words_are_major(look, answers, words: str) -> None:
    """They are settled by their own question, no conflict card."""
    (found,) = look(g12, answers)
    assert (found.severity, found.text, found.question_id) == ("major", words, next(iter(answers)))


@pytest.mark.parametrize(
    "answers",
    [
        {"DAT10": "Supports Postgres or MySQL"},
        {"DAT10": "Compatible with PostgreSQL or MySQL"},
        {"DAT10": "PostgreSQL, and Redis for sessions"},
        {"DAT10": "no Postgres or MySQL, files only"},
        {"DAT10": "PostgreSQL or MySQL (both: the clinic brings its own)"},
        {"ALT1": "Postgres or MySQL"},
        {"SCP2": "Postgres or MySQL"},
        {"SEC1": "Users sign in with a passkey or a magic link"},
        {"SEC1": "OAuth2/OIDC"},
        {"STK2": "Django or PostgreSQL"},
        {"DEP1": "Go to staging or production"},
        {"WF2": "Cancel either by phone or online"},
        {"DAT10": "undecided"},
    ],
)  # fmt: skip
def test_what_is_decided_or_no_alternative_is_left_alone(look, answers) -> None:
    """Support for both, negations, §13, other classes, qualifiers and plain words."""
    assert look(g12, answers) == []


def test_what_somebody_else_may_choose_is_no_open_choice(look) -> None:
    """A request for proposals leaves it to them."""
    assert look(g12, {"STK1": "Proposers may use Java or C#"}) == []
    assert look(g12, {"STK1": "We may use Java or C#"})
