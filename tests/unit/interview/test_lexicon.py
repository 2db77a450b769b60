"""Names of technologies are found as whole words."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_tui.interview.lexicon import _TOGETHER, CLASSES, named, technologies, together

TEMPLATES = files("spec_tui") / "templates"


def names(text: str) -> list[str]:
    """Canonical names found in a text."""
    return [tech.name for tech in technologies(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Postgres 16 or MySQL", ["postgresql", "mysql"]),
        ("Go or Rust", ["go", "rust"]),
        ("We write it in Go, C and C++ with R.", ["go", "c", "c++", "r"]),
        ("Next.js on Node.js", ["nextjs", "node"]),
        ("github-actions and GitLab CI", ["github actions", "gitlab ci"]),
        ("OAuth2 + RBAC, OAuth 2.0", ["oauth2", "oauth2"]),
        ("otel+grafana", ["opentelemetry", "grafana"]),
        ("`sqlite` file", ["sqlite"]),
        ("ASP.NET Core, C#", ["asp.net", "c#"]),
        ("on-premises, k8s", ["own servers", "kubernetes"]),
        ("python3.12", ["python"]),
        ("C.2 The code shall be in Go", ["go"]),
        ("C: the last two hospitals", []),
        ("C, with FreeRTOS", ["c"]),
    ],
)
def test_a_technology_is_found_under_any_of_its_names(text: str, expected: list[str]) -> None:
    """Aliases, versions and joints of a name do not matter."""
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Go to the page. Go through it", "we go on", "react to events", "plan C, 5 C, C-level",
        "Swift action", "Render the page", "we render and express it", "my_mysql_table",
        "see https://mysql.com/x and [that](https://go.dev/Go)", "mysqlish", "a gin and tonic", "",
    ],
)  # fmt: skip
def test_plain_words_and_addresses_are_no_technology(text: str) -> None:
    """Short and ambiguous names count only as a name would be written."""
    assert names(text) == []


def test_a_technology_stands_where_it_says() -> None:
    """Offsets are those of the text."""
    text = "We use `x` and Postgres."
    (tech,) = technologies(text)
    assert (text[tech.start : tech.end], tech.cls) == ("Postgres", "datastore")


@pytest.mark.parametrize(
    ("value", "cls", "expected"),
    [
        ("go", "language", {"go"}),
        ("c++", "language", {"c++"}),
        ("node18", "runtime", {"node"}),
        ("otel+grafana", "observability", {"opentelemetry", "grafana"}),
        ("aws-ecs", "hosting", {"aws"}),
        ("postgres", "datastore", {"postgresql"}),
        ("our own thing", "datastore", {"our own thing"}),
        ("", "datastore", set()),
    ],
)
def test_a_stack_value_is_read_in_any_case(value: str, cls: str, expected: set[str]) -> None:
    """In stack.toml a key says the class, so `go` needs no capital."""
    assert named(value, cls) == expected


def test_every_class_has_about_ten_names() -> None:
    """The data hold the twelve classes and nothing else."""
    data = tomllib.loads((TEMPLATES / "technologies.toml").read_text(encoding="utf-8"))
    assert set(data) == set(CLASSES)
    assert all(len(entries) >= 9 for entries in data.values())
    assert sum(len(entries) for entries in data.values()) >= 250


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("oidc", "keycloak", True),
        ("oauth2", "session cookie", True),
        ("grafana", "loki", True),
        ("docker", "node", True),
        ("postgresql", "timescaledb", True),
        ("postgresql", "mysql", False),
        ("auth0", "okta", False),
        ("node", "deno", False),
        ("aws", "gcp", False),
    ],
)
def test_names_that_are_used_together_are_no_alternatives(one, other, expected) -> None:
    """In either order."""
    assert (together(one, other), together(other, one)) == (expected, expected)


def test_names_that_are_said_to_be_used_together_exist() -> None:
    """A misspelt one would never match."""
    data = tomllib.loads((TEMPLATES / "technologies.toml").read_text(encoding="utf-8"))
    known = {name for entries in data.values() for name in entries}
    assert {name for pair in _TOGETHER for names in pair for name in names} <= known


def test_every_listed_spelling_finds_its_name() -> None:
    """No spelling of the data is hidden by another one."""
    data = tomllib.loads((TEMPLATES / "technologies.toml").read_text(encoding="utf-8"))
    for cls, entries in data.items():
        for name, spellings in entries.items():
            exact = {s[1:].lower() for s in spellings if s[0] == "="}
            for spelling in [*spellings, *([] if name in exact else [name])]:
                found = technologies(f"We use {spelling.lstrip('=')} here")
                assert [(t.name, t.cls) for t in found] == [(name, cls)], spelling


@given(st.text("GoCR+#./- _nextjsaw`[](\n1"))
@settings(max_examples=200, deadline=None)
def test_reading_never_raises_and_spans_are_in_order(text: str) -> None:
    """Any text can be read."""
    position = 0
    for tech in technologies(text):
        assert position <= tech.start < tech.end <= len(text)
        position = tech.end


def test_a_letter_of_a_list_of_grades_is_no_language() -> None:
    """`A as new, B for the outlet, C not for sale`."""
    assert technologies("A as new, B for the outlet, C not for sale") == ()
    assert [tech.name for tech in technologies("The driver is written in C, as ever")] == ["c"]


@pytest.mark.parametrize(
    "text",
    [
        "Job C: trace a street",
        "a task of a person named in chapter C",
        "plot C 41 was opened",
        "Design changes: C — C — A — R",
        "A, C, I, R: accountable, consulted, informed, responsible",
        "Thank you and cheers, R",
        "JSON: JavaScript object notation",
    ],
)
def test_a_letter_that_names_something_else_is_no_language(text: str) -> None:
    """Rows, roles, plots and people have letters; a format is called after a language."""
    assert technologies(text) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("written in C", ["c"]),
        ("The firmware is C, on Zephyr", ["c"]),
        ("Python, C and Rust", ["python", "c", "rust"]),
        ("We use R, with ggplot", ["r"]),
        ("portable C 11", ["c"]),
    ],
)
def test_a_letter_is_a_language_where_one_is_spoken_of(text: str, names: list[str]) -> None:
    """By the word before it."""
    assert [tech.name for tech in technologies(text)] == names
