"""Names of technologies are found as whole words, vague words with their one question."""

import re
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_tui.interview.lexicon import (
    _TOGETHER,
    CLASSES,
    VAGUE_CLASSES,
    named,
    technologies,
    together,
    vague,
)

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


VAGUE = tomllib.loads((TEMPLATES / "vague.toml").read_text(encoding="utf-8"))


def test_every_vague_word_has_one_short_question() -> None:
    """A follow-up is one plain question of at most 160 characters, and no word has two."""
    words = [word for entry in VAGUE["vague"] for word in entry["words"]]
    assert len(words) == len(set(words))
    assert len(words) >= 200
    for entry in VAGUE["vague"]:
        assert set(entry) == {"class", "words", "question"}
        assert entry["class"] in VAGUE_CLASSES
        question = entry["question"]
        assert question.count("?") == 1
        assert question.endswith("?")
        assert len(question) <= 160
        assert not re.search(r"\band (?:what|how|who|which|when|why|where)\b", question)


def test_vague_words_are_spelt_as_people_type_them() -> None:
    """Lists copied from PDF files hold ligatures, which never match what somebody writes."""
    for entry in VAGUE["vague"]:
        for word in entry["words"]:
            assert re.fullmatch(r"[a-z]+(?:[ -][a-z]+)*", word), word
    assert all(pattern.isascii() for pattern in VAGUE["idioms"])


def test_every_listed_vague_word_is_found_under_its_class() -> None:
    """No word is hidden by an idiom or by a longer entry."""
    for entry in VAGUE["vague"]:
        for word in entry["words"]:
            (found,) = vague(f"It must stay {word} here.", frozenset(VAGUE_CLASSES))
            assert (found.word, found.cls, found.question) == (
                word,
                entry["class"],
                entry["question"],
            )


def test_every_idiom_holds_a_vague_word() -> None:
    """Any other one would do nothing."""
    heads = {re.split(r"[ -]", w)[0] for entry in VAGUE["vague"] for w in entry["words"]}
    for pattern in VAGUE["idioms"]:
        assert heads & set(re.findall(r"[a-z]+", pattern)), pattern


def test_words_that_only_allow_call_for_no_follow_up() -> None:
    """`be able to` is natural in an answer; only the rule over the finished text names it."""
    assert vague("Members are able to and must be able to book") == ()
    (found,) = vague("It must be able to book", frozenset(VAGUE_CLASSES))
    assert (found.word, found.cls) == ("be able to", "weak")


def test_a_vague_word_brings_its_pointed_question() -> None:
    """`fast` asks for a number."""
    (found,) = vague("It must be fast.")
    assert (found.word, found.question) == ("fast", "Which P95 in ms is fast enough?")
    assert (found.start, found.end) == (11, 15)


@pytest.mark.parametrize(
    "text",
    [
        "fast: 300 ms", "Answers fast, within 2 s", "fail fast", "responsive layout", "`fast`",
        'the word "fast"', "[x](https://fast.com)", "steadfast", "PostgreSQL 16", "fast-path",
    ],
)  # fmt: skip
def test_a_word_that_is_exact_already_is_left_alone(text: str) -> None:
    """Idioms, code, quotes, links, and a number with a unit in the same clause."""
    assert vague(text) == ()


def test_a_number_answers_its_own_clause_only() -> None:
    """The next sentence is vague on its own."""
    assert [v.word for v in vague("Fast: 300 ms. The start is quick")] == ["quick"]


@given(st.text("GoCR+#./- _nextjsaw`[](\n1"))
@settings(max_examples=200, deadline=None)
def test_reading_never_raises_and_spans_are_in_order(text: str) -> None:
    """Any text can be read."""
    position = 0
    for tech in technologies(text):
        assert position <= tech.start < tech.end <= len(text)
        position = tech.end
    vague(text)


def test_a_word_in_a_name_is_not_vague() -> None:
    """`LE Secure Connections` is called so; at the start of a sentence it is a claim."""
    assert vague("The link is encrypted by LE Secure Connections.") == ()
    assert [found.word for found in vague("Secure links are needed.")] == ["Secure"]


def test_a_letter_of_a_list_of_grades_is_no_language() -> None:
    """`A as new, B for the outlet, C not for sale`."""
    assert technologies("A as new, B for the outlet, C not for sale") == ()
    assert [tech.name for tech in technologies("The driver is written in C, as ever")] == ["c"]


def test_scales_are_a_thing_too() -> None:
    """A desk with a scanner and scales promises nothing."""
    assert vague("A desk with scanner, camera and scales") == ()
    assert vague("The service scales")


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


def test_a_percentile_alone_does_not_say_how_fast() -> None:
    """`quickly, 60 ms at P95` does; so does no length of a thing."""
    assert [v.word for v in vague("A clearance comes back quickly, 95th percentile")] == ["quickly"]
    assert vague("A clearance comes back quickly, 60 ms at the 95th percentile") == ()
    said = vague("It reports on a 30-minute chapter quickly")
    assert [v.word for v in said] == ["quickly"]
