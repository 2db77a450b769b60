"""stack.toml is read whole and edited one value at a time."""

from importlib.resources import files

import pytest

from spec_tui.documents.toml import (
    StackFile,
    TomlError,
    TomlProblem,
    key_line,
    parse,
    put_off,
    segments,
    set_unreviewed,
    set_value,
    unreviewed,
    values,
)

TEMPLATE = (files("spec_tui") / "templates" / "stack.toml").read_text(encoding="utf-8")


def changed(before: str, after: str) -> list[tuple[str, str]]:
    """Pairs of lines that differ, for texts with the same number of lines."""
    old, new = before.split("\n"), after.split("\n")
    assert len(old) == len(new)
    return [(a, b) for a, b in zip(old, new, strict=True) if a != b]


def test_values_are_addressed_by_dotted_keys() -> None:
    """Every value of the template is read as a string."""
    found = values(TEMPLATE)
    assert found["app.language"] == "typescript"
    assert found["infra.observability"] == "otel+grafana"
    assert len(found) == 12


def test_other_types_read_as_words() -> None:
    """Numbers, booleans, dates, lists and inner tables have a readable value."""
    text = 'a = 1.50\nb = true\nc = 2025-08-23\nd = ["x", 2]\ne = {f = "g"}\n[[h]]\ni = 3\n'
    assert values(text) == {
        "a": "1.50", "b": "true", "c": "2025-08-23", "d": "x, 2", "e.f": "g", "h.0.i": "3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('\ufeffa = "b"\n', 1, 1),
        ('a = "b"\na = "c"\n', 2, 8),
        ("[a]\nb = 1\n[a]\n", 3, 3),
        ("ok = 1\na = " + "[" * 5000, 2, 5),
        ("ok = 1\nx\n", 2, 2),
        ('a = "never closed\n', 1, 18),
        ("a = 1\na = {", 2, 6),
        ("a = " + "9" * 5000, 1, 5),
    ],
)
def test_a_text_that_is_no_toml_is_located(text: str, line: int, column: int) -> None:
    """A problem names line and column, and reading never raises."""
    problem = parse(text)
    assert isinstance(problem, TomlProblem)
    assert (problem.line, problem.column) == (line, column)
    assert problem.message.endswith(".")
    assert values(text) == {}


def test_editing_what_is_no_toml_is_refused() -> None:
    """A broken file is never written over."""
    with pytest.raises(TomlError, match="line 1"):
        set_value("a = [", "a", "b")


def test_a_value_changes_and_its_comment_stays_in_its_column() -> None:
    """Only the value's own line differs."""
    after = set_value(TEMPLATE, "app.language", "python")
    assert changed(TEMPLATE, after) == [
        (
            'language   = "typescript"      # e.g. python, go, rust',
            'language   = "python"          # e.g. python, go, rust',
        )
    ]


def test_a_comment_pushed_out_of_its_column_returns() -> None:
    """A long value and the old one again give the old bytes."""
    long = set_value(TEMPLATE, "app.language", "a language with a rather long name")
    assert 'name" # e.g. python' in long
    assert set_value(long, "app.language", "typescript") == TEMPLATE


@pytest.mark.parametrize(
    ("text", "key", "value", "expected"),
    [
        ("a = 'x'\n", "a", "y", "a = 'y'\n"),
        ("a = 'x'\n", "a", "it's", 'a = "it\'s"\n'),
        ("port = 80 # c\n", "port", "81", "port = 81 # c\n"),
        ("port = 80\n", "port", "many", 'port = "many"\n'),
        ('a = "1"\n', "a", "2", 'a = "2"\n'),
        ("a = true\n", "a", "false", "a = false\n"),
        ('a = """\nx\n""" # c\n', "a", "y", 'a = "y" # c\n'),
        ('a = [\n "x", # why\n]\nb = 1\n', "a", "y", 'a = "y"\nb = 1\n'),
        ('"a b"."c" = 1\n', '"a b".c', "2", '"a b"."c" = 2\n'),
        ('a="x"#c\n', "a", "long value", 'a="long value"#c\n'),
        ('a = "x"\t# c\n', "a", "longer", 'a = "longer"\t# c\n'),
        ('a = "x"', "a", 'q"\\\n', 'a = "q\\"\\\\\\n"'),
        ('t = { a = "x", b = 1 } # c\r\n', "t.a", "y", 't = { a = "y", b = 1 } # c\r\n'),
        ("[[s]]\na = 1\n[[s]]\na = 2\n", "s.1.a", "3", "[[s]]\na = 1\n[[s]]\na = 3\n"),
        ("[t]\nx.y = 1\n", "t.x.y", "2", "[t]\nx.y = 2\n"),
    ],
)
def test_the_manner_of_a_value_is_kept(text: str, key: str, value: str, expected: str) -> None:
    """Quotes, numbers, tables, blanks and comments stay as the person wrote them."""
    assert set_value(text, key, value) == expected


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("[a]\nb   = 1\n\n[c]\n", "a.dd", '[a]\nb   = 1\ndd  = "v"\n\n[c]\n'),
        ("[a]\r\nb = 1\r\n[c]\r\n", "a.d", '[a]\r\nb = 1\r\nd = "v"\r\n[c]\r\n'),
        ("[a]\nb = 1", "a.d", '[a]\nb = 1\nd = "v"'),
        ("[a]\n[c]\n", "a.d", '[a]\nd = "v"\n[c]\n'),
        ("a = 1\n", "c.d", 'a = 1\n\n[c]\nd = "v"\n'),
        ("a = 1", "c.d", 'a = 1\n\n[c]\nd = "v"'),
        ("", "c.d", '[c]\nd = "v"\n'),
        ("# note\n[a]\n", "d", '# note\nd = "v"\n[a]\n'),
        ("c.b = 1\n[a]\n", "c.d", 'c.b = 1\nc.d = "v"\n[a]\n'),
        ("c = {b = 1 }\n", "c.d", 'c = {b = 1, d = "v"}\n'),
    ],
)
def test_a_missing_key_is_added_at_the_end_of_its_table(text: str, key: str, expected: str) -> None:
    """The newline style and a missing final newline are those of the text."""
    assert set_value(text, key, "v") == expected


@pytest.mark.parametrize("key", ["app", "app.language.x", "services.0.name"])
def test_a_key_taken_by_something_else_is_refused(key: str) -> None:
    """A table is not replaced by a value, nor a value by a table."""
    text = TEMPLATE + "[[services]]\n[services.name]\n"
    with pytest.raises(TomlError, match="cannot be set"):
        set_value(text, key, "v")


def test_line_of_a_key_is_found() -> None:
    """Findings point at the line of their key; an absent key has line 0."""
    assert key_line(TEMPLATE, "infra.ci") == 16
    assert key_line(TEMPLATE, "infra.none") == 0


def test_the_review_mark_shrinks_and_vanishes() -> None:
    """Undecided keys stand in the first line, in the order of the file."""
    marked = set_unreviewed(TEMPLATE, {"security.auth", "app.language"})
    assert marked == f"# spec-tui: not reviewed: app.language, security.auth\n{TEMPLATE}"
    assert unreviewed(marked) == {"app.language", "security.auth"}
    shrunk = set_unreviewed(marked, {"security.auth"})
    assert unreviewed(shrunk) == {"security.auth"}
    assert set_unreviewed(shrunk, ()) == TEMPLATE


def test_the_mark_can_say_that_the_review_was_put_off() -> None:
    """`decide later` names the same keys and stays while the list shrinks."""
    later = set_unreviewed(TEMPLATE, {"app.language", "infra.ci"}, later=True)
    assert later.startswith("# spec-tui: decide later: app.language, infra.ci\n")
    assert put_off(set_unreviewed(later, {"infra.ci"}))
    assert unreviewed(later) == {"app.language", "infra.ci"}


def test_a_file_without_the_mark_is_reviewed() -> None:
    """A comment further down is no mark."""
    assert unreviewed(TEMPLATE + "# spec-tui: not reviewed: app.language\n") == frozenset()
    assert set_unreviewed(TEMPLATE, ()) == TEMPLATE


def test_the_mark_takes_the_newline_of_the_file() -> None:
    """A file with CRLF stays one."""
    text = "[a]\r\nb = 1\r\n"
    marked = set_unreviewed(text, ["a.b"])
    assert marked == "# spec-tui: not reviewed: a.b\r\n" + text
    assert set_unreviewed(marked, ()) == text


def test_parse_gives_values_and_mark() -> None:
    """One call tells everything about a file that can be read."""
    found = parse(set_unreviewed(TEMPLATE, ["infra.ci"]))
    assert isinstance(found, StackFile)
    assert (found.unreviewed, found.later) == ({"infra.ci"}, False)
    assert found.values["infra.ci"] == "github-actions"


def test_segments_are_keyed_by_what_they_hold() -> None:
    """Values by dotted key, headers by brackets, repeats numbered, several lines together."""
    text = '[a]\nb = """\n[x]\n"""\n# c\n\n# c\n\nb = 2\n'
    keys = [key for key, _ in segments(text)]
    assert keys[:2] == ["[a]", "a.b"]
    assert keys[2] + "#2" == keys[4]
    assert keys[3] + "#2" == keys[5]
    assert keys[6] == "a.b#2"
