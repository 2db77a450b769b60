"""G17: SPEC.md and stack.toml name different technologies."""

import pytest

from spec_tui.interview.rules.g17 import g17

POSTGRES = {"datastore.primary": "postgres"}
PYTHON = {"app.language": "python"}


def test_another_datastore_is_a_conflict(look) -> None:
    """The words of both files and their places."""
    (found,) = look(g17, {"DAT10": "MySQL 8"}, POSTGRES)
    assert (found.severity, found.text) == ("critical", "MySQL")
    assert found.message == "MySQL stands here, and stack.toml says postgres."
    assert found.sides == (
        ("MySQL", "data_schema/storage/DAT10"),
        ("postgres", "stack.toml:datastore.primary"),
    )
    assert found.question_id == "conflict:DAT10"


@pytest.mark.parametrize(
    ("answers", "stack"),
    [
        ({"STK1": "Go"}, PYTHON),
        ({"WF1": "Appointments are stored in MySQL"}, POSTGRES),
        ({"DEP1": "production, hosted on Azure"}, {"infra.hosting": "aws-ecs"}),
        ({"SEC1": "SAML"}, {"security.auth": "oauth2+rbac"}),
        ({"API2": "The service is written in Rust"}, PYTHON),
    ],
)
def test_the_place_of_a_key_and_sentences_of_use_are_compared(look, answers, stack) -> None:
    """One finding for each key."""
    (found,) = look(g17, answers, stack)
    assert found.rule == "G17"


@pytest.mark.parametrize(
    ("answers", "stack"),
    [
        ({"DAT10": "PostgreSQL 16"}, POSTGRES),
        ({"DAT10": "PostgreSQL 16, Redis for sessions"}, POSTGRES),
        ({"DAT10": "MySQL 8"}, {}),
        ({"DAT10": "MySQL 8"}, {"datastore.primary": ""}),
        ({"DAT10": "MySQL 8"}, {"datastore.primary": "MySQL 8"}),
        ({"DAT10": "not MySQL"}, POSTGRES),
        ({"DAT10": "our own files"}, POSTGRES),
        ({"WF1": "Rows are imported from the partner, stored in MySQL there"}, POSTGRES),
        ({"WF1": "MySQL users will like it"}, POSTGRES),
        ({"ALT1": "Storing all in MySQL"}, POSTGRES),
        ({"DAT7": "4,000 rows kept in MySQL"}, POSTGRES),
        ({"STK1": "Python, TypeScript for the client"}, PYTHON),
        ({"SEC1": "OIDC for staff"}, {"security.auth": "oauth2+rbac"}),
        ({"DEP6": "AWS eu-central-1, ECS"}, {"infra.hosting": "aws-ecs"}),
        ({"DAT10": "MySQL 8 (both: reports stay where they are)"}, POSTGRES),
    ],
)
def test_agreement_negation_and_other_systems_are_left_alone(look, answers, stack) -> None:
    """Only a reviewed key that the text contradicts counts."""
    assert look(g17, answers, stack) == []


@pytest.mark.parametrize(
    "text",
    ["All of it is in one MySQL file", "Orders live on MySQL.", "The notes lie in a MySQL 8"],
)
def test_where_something_lies_is_what_is_used(look, text: str) -> None:
    """Under another label of the slot, while the place that mirrors stack.toml agrees with it."""
    (found,) = look(g17, {"DAT10": "SQLite", "DAT1": text}, {"datastore.primary": "sqlite"})
    assert found.text == "MySQL"


@pytest.mark.parametrize("text", ["Ruby, no framework", "Ruby 3.4 and SQL", "Written in Ruby"])
def test_unlabelled_text_of_the_stack_is_compared_too(look, text: str) -> None:
    """People write §11 Stack as one line."""
    (found,) = look(g17, {"deployment/stack": text}, {"app.language": "python"})
    assert (found.severity, found.text) == ("critical", "Ruby")
    assert look(g17, {"deployment/stack": "Python 3.12 and SQL"}, {"app.language": "python"}) == []


def test_a_labelled_value_is_compared_by_itself(look) -> None:
    """`python3.12` as the runtime does not make Ruby right."""
    (found,) = look(g17, {"STK1": "Ruby", "STK4": "python3.12"}, {"app.language": "python"})
    assert found.text == "Ruby"


@pytest.mark.parametrize(
    "answers",
    [
        {"DAT10": "PostgreSQL 17, Ruby 3.4 with Sinatra, Puma, GitHub Actions"},
        {"deployment/envs": "Ruby 3.4, all in one container"},
        {"CMP1": "He would write it in Ruby, with the plain library"},
    ],
)
def test_a_line_of_a_stack_needs_no_verb(look, answers) -> None:
    """Many names in a row, or one that begins a line of the deployment."""
    (found,) = look(g17, answers, PYTHON)
    assert found.text == "Ruby"


def test_a_language_of_the_client_is_another_one(look) -> None:
    """The stack names what the server is written in."""
    assert look(g17, {"deployment/envs": "TypeScript for the client"}, PYTHON) == []


@pytest.mark.parametrize(
    "words",
    ["MySQL holds all of it", "Runs on: a shed", "We met R. Delgado, dispatcher"],
)
def test_who_holds_the_data_is_what_is_used(look, words: str) -> None:
    """And the first letter of a name is no language."""
    found = look(g17, {"DAT1": words}, {"datastore.primary": "postgresql", "app.language": "go"})
    assert bool(found) == words.startswith("MySQL")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The curves go into MySQL", "MySQL"),
        ("You put the lists in MySQL", "MySQL"),
        ("Counts have their home in MySQL", "MySQL"),
        ("Counts go into their MySQL", ""),
        ("C passes if the old clip is gone", ""),
        ("Case C. The captain asks", ""),
        ("Cheers, R.", ""),
        ("(C) The server fills the cache", ""),
    ],
)
def test_what_is_used_and_what_is_only_a_letter(look, words: str, found: str) -> None:
    """Single letters are languages only where one can stand."""
    stack = {"datastore.primary": "postgresql", "app.language": "go"}
    assert [f.text for f in look(g17, {"DAT1": words}, stack)] == ([found] if found else [])


def test_a_name_of_one_letter_stands_by_itself(look) -> None:
    """The `r` in every word does not agree with the stack."""
    stack = {"app.language": "r"}
    (found,) = look(g17, {"STK1": "Ruby, because I can read it; version 3.4"}, stack)
    assert found.text == "Ruby"


@pytest.mark.parametrize("words", ["its language is Ruby", "the memory is MySQL, on one disk"])
def test_a_technology_is_named_as_what_a_part_is(look, words: str) -> None:
    """In any sentence: `the memory is MySQL`."""
    assert look(g17, {"WF1": f"They talk; {words}"}, {**PYTHON, **POSTGRES})


def test_a_letter_of_a_name_is_no_language(look) -> None:
    """`R. Adeyemi` at the end of a line signs it."""
    assert look(g17, {"STK1": "Written down by R. Adeyemi"}, PYTHON) == []


@pytest.mark.parametrize(
    ("facet", "words", "found"),
    [
        ("STK1", "Written in Ruby, run by CPython 3.12", "Ruby"),
        ("STK2", "The service is written in Ruby; packages come as a Python wheel", "Ruby"),
        ("DAT6", "Rows live in MySQL 8.4 with one standby; scripts are run by Flyway", "MySQL"),
        ("DAT7", "4,000 rows live in MySQL", ""),
        ("RSK1", "The lock was written in Ruby once", ""),
        ("STK1", "Ruby at both ends", "Ruby"),
        ("SEC1", "Passwords for managers? No, a link by e-mail", ""),
        ("SEC2", "Clerk: all loans", ""),
    ],
)
def test_the_words_before_a_name_may_say_that_it_is_the_one(
    look, facet: str, words: str, found: str
) -> None:
    """Whatever else is named beside it; where data live today is another matter."""
    stack = {**PYTHON, **POSTGRES, "security.auth": "oidc"}
    assert [f.text for f in look(g17, {facet: words}, stack)] == ([found] if found else [])


def test_who_a_machine_is_rented_from_is_no_source_to_leave(look) -> None:
    """`from` before a name may say both."""
    stack = {"infra.hosting": "ovhcloud"}
    assert look(g17, {"DEP6": "A machine rented from Heroku"}, stack)
    assert look(g17, {"DEP6": "moved away from Heroku"}, stack) == []


@pytest.mark.parametrize(
    ("key", "value", "facet", "words"),
    [
        ("datastore.primary", "sqlserver", "DAT10", "SQL Server 2022"),
        ("app.framework", "aspnetcore", "STK2", "ASP.NET Core 8"),
    ],
)
def test_blanks_in_a_name_are_no_other_name(
    look, key: str, value: str, facet: str, words: str
) -> None:
    """People run names together in stack.toml."""
    assert look(g17, {facet: words}, {key: value}) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ruby, runtime Python 3.13", "Ruby"),
        ("She works with Ruby and Flask, the machine has Python 3.13", "Ruby"),
        ("Code | Ruby", "Ruby"),
        ("TypeScript on the page, Python 3.12 on the server", ""),
        ("TypeScript 5 and Python 3.12", ""),
        ("notes are written C to g by our house rule", ""),
        ("`--temp C`: the temperature", ""),
    ],
)
def test_a_language_beside_what_only_runs_it(look, words: str, found: str) -> None:
    """The first without a version, ours with one."""
    assert [f.text for f in look(g17, {"STK1": words}, PYTHON)] == ([found] if found else [])


def test_a_way_to_sign_in_that_nobody_knows_contradicts_none(look) -> None:
    """People use several."""
    assert look(g17, {"SEC1": "API key for the scales"}, {"security.auth": "card-pin"}) == []


@pytest.mark.parametrize(("value", "words"), [("fly", "Fly.io"), ("render", "Render")])
def test_a_name_may_be_cut_short_in_the_stack(look, value: str, words: str) -> None:
    """As long as it is the beginning of one name only."""
    assert look(g17, {"DEP6": words}, {"infra.hosting": value}) == []
