"""The stack review: rows, what counts as decided, and what finish leaves."""

from importlib.resources import files

import pytest

from spec_tui.documents import toml
from spec_tui.interview.detect import Detected
from spec_tui.interview.stack import (
    accept,
    choices,
    decide_later,
    finish_values,
    needs_review,
    own,
    review_rows,
    reviewed,
    starter,
)

TEMPLATE = (files("spec_tui") / "templates" / "stack.toml").read_text(encoding="utf-8")
SEEN = (
    Detected("app.language", "python", "pyproject.toml"),
    Detected("app.package", "uv", "uv.lock"),
)
NEW = starter(TEMPLATE, "clinic", SEEN)


def test_a_new_file_holds_what_is_known_and_names_every_key_as_open() -> None:
    """The template's lines stay; the first line says that nobody decided anything."""
    first, _, rest = NEW.partition("\n")
    assert first.startswith("# spec-tui: not reviewed: name.project, app.language, ")
    assert len(toml.unreviewed(NEW)) == 12
    changed = [a for a, b in zip(TEMPLATE.split("\n"), rest.split("\n"), strict=True) if a != b]
    assert [line.split("=")[0].strip() for line in changed] == ["project", "language", "package"]
    assert reviewed(NEW) == {}


def test_rows_stand_in_the_order_of_the_review() -> None:
    """Language first, the project's name last, and each row says where its value comes from."""
    rows = review_rows(NEW, SEEN)
    assert [row.name for row in rows] == [
        "language", "framework", "package", "runtime", "datastore", "migrations", "hosting", "ci",
        "observability", "auth", "secrets", "project",
    ]  # fmt: skip
    assert [row.source for row in rows[:4]] == ["pyproject.toml", "starter", "uv.lock", "starter"]


def test_a_decided_key_is_yours() -> None:
    """Also where a file shows the same."""
    assert {row.source for row in review_rows(TEMPLATE, SEEN)} == {"yours"}


def test_a_missing_key_has_no_row_and_broken_toml_has_none() -> None:
    """The review shows what the file says."""
    assert [row.key for row in review_rows('[app]\nlanguage = "go"\n', ())] == ["app.language"]
    assert review_rows("[app", ()) == ()


def test_the_other_spelling_of_the_project_is_shown() -> None:
    """`[project] name` is read like `[name] project`."""
    assert [row.key for row in review_rows('[project]\nname = "x"\n', ())] == ["project.name"]


@pytest.mark.parametrize(
    ("key", "language", "first"),
    [
        ("app.framework", "python", "fastapi"),
        ("app.framework", "javascript", "nextjs"),
        ("app.package", "kotlin", "gradle"),
        ("datastore.migrations", "go", "goose"),
        ("infra.ci", "cobol", "github-actions"),
    ],
)
def test_choices_fit_the_language(key: str, language: str, first: str) -> None:
    """Python gets fastapi, not rails."""
    assert choices(key, language)[0] == first


def test_an_unknown_language_gets_no_guesses() -> None:
    """Better no list than a wrong one."""
    assert choices("app.framework", "cobol") == ()


def test_accept_leaves_sign_in_and_secrets_open() -> None:
    """A general yes decides everything else, and the review is over."""
    accepted = accept(NEW)
    assert toml.unreviewed(accepted) == {"security.auth", "security.secrets"}
    assert needs_review(NEW)
    assert not needs_review(accepted)
    assert reviewed(accepted)["app.language"] == "python"
    assert "security.auth" not in reviewed(accepted)


def test_decide_later_is_remembered_in_the_file() -> None:
    """All keys stay open, and the review is not due again."""
    later = decide_later(NEW)
    assert toml.unreviewed(later) == toml.unreviewed(NEW)
    assert not needs_review(later)
    assert reviewed(later) == {}
    shrunk = toml.set_unreviewed(later, toml.unreviewed(later) - {"app.language"})
    assert not needs_review(shrunk)


def test_a_file_that_a_person_brought_needs_no_review() -> None:
    """No mark, no question."""
    assert not needs_review(TEMPLATE)
    assert decide_later(TEMPLATE) == TEMPLATE


def test_an_own_file_replaces_ours_as_it_is() -> None:
    """It is decided, its comments stay, and it takes the newline style of the old file."""
    assert own(NEW, "[app] # mine\nlanguage = 'go'") == "[app] # mine\nlanguage = 'go'\n"
    assert own("a = 1\r\n", "b = 2\n") == "b = 2\r\n"
    assert reviewed(own(NEW, "[app]\nlanguage = 'go'\n")) == {"app.language": "go"}


def test_finish_empties_what_nobody_decided() -> None:
    """Each open key says so on its line; the project keeps its name; the mark is gone."""
    done = finish_values(accept(NEW))
    assert 'auth       = ""  # not decided\n' in done
    assert "spec-tui:" not in done
    assert toml.values(done)["app.language"] == "python"
    later = finish_values(decide_later(NEW))
    assert 'language   = ""  # not decided; e.g. python, go, rust\n' in later
    assert toml.values(later)["name.project"] == "clinic"
    assert finish_values(later) == later


def test_a_later_value_takes_our_words_away() -> None:
    """`not decided` is not left beside a value; the person's comment is."""
    done = finish_values(decide_later(NEW))
    changed = toml.set_value(done, "app.language", "go")
    assert 'language   = "go" # e.g. python, go, rust\n' in changed
    assert 'auth       = "oidc"\n' in toml.set_value(done, "security.auth", "oidc")


def test_finish_leaves_broken_toml_alone() -> None:
    """Nothing is written over."""
    broken = "# spec-tui: not reviewed: app.language\n[app\n"
    assert finish_values(broken) == broken
