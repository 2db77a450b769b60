"""Properties of editing TOML: one value changes, every other byte stays."""

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from spec_tui.documents.toml import (
    key_line,
    parse,
    segments,
    set_unreviewed,
    set_value,
    unreviewed,
    values,
)

NAMES = st.sampled_from(["language", "ci", "a-b", '"x y"', "k1", "runtime"])
VALUES = st.sampled_from(
    ['"plain"', "'literal'", '"日本 \\" # no comment"', "12", "true", "1.50", "2025-08-23",
     '["a", # why\n  "b"]', '"""\nmany\n[lines]\n"""', "{ q = 1, r = 'z' }", '""']
)  # fmt: skip
LINES = st.sampled_from(["", "# comment", "  # [not.a.table]", "\t"])


@st.composite
def toml_texts(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A valid text with LF, CRLF or both, and the dotted keys of its plain values."""
    lines: list[str] = []
    keys: list[str] = []
    for table in draw(st.lists(st.sampled_from(["", "app", "infra", "x.y"]), unique=True)):
        if table:
            lines.append(f"[{table}]" + draw(st.sampled_from(["", "  # table"])))
        elif lines:
            continue
        for name in draw(st.lists(NAMES, unique=True, max_size=4)):
            lines.extend(draw(st.lists(LINES, max_size=2)))
            prefix = draw(st.sampled_from(["", "sub."])) if table else ""
            value = draw(VALUES)
            gap = draw(st.sampled_from(["", " # c", "      # far", "\t# tab"]))
            lines.append(
                f"{prefix}{name}{draw(st.sampled_from([' = ', '=', '    = ']))}{value}{gap}"
            )
            if not value.startswith("{"):
                keys.append(".".join(part for part in (table, prefix + name) if part))
    newline = draw(st.sampled_from(["\n", "\r\n", "mixed"]))
    text = ""
    for line in lines:
        end = draw(st.sampled_from(["\n", "\r\n"])) if newline == "mixed" else newline
        text += line.replace("\n", "\n" if newline == "mixed" else newline) + end
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    return text, keys


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.data(), toml_texts(), WORDS)
@settings(max_examples=150, deadline=None)
def test_setting_a_value_touches_its_own_statement_only(
    data: st.DataObject, made: tuple[str, list[str]], value: str
) -> None:
    """All other pieces of the text are the same bytes in the same order."""
    text, keys = made
    tomllib.loads(text)
    if not keys:
        return
    key = data.draw(st.sampled_from(keys))
    after = set_value(text, key, value)
    wanted = next(iter(values(set_value("", key, "x"))))
    assert values(after)[wanted] == value
    line = key_line(text, key)
    old = [raw for name, raw in segments(text) if name != wanted]
    assert [raw for name, raw in segments(after) if name != wanted] == old
    assert key_line(after, key) == line


@given(toml_texts(), WORDS, st.sampled_from(["app.new", "new.table.key", "top", "x.y.new"]))
@settings(max_examples=150, deadline=None)
def test_adding_a_value_keeps_every_line(made: tuple[str, list[str]], value: str, key: str) -> None:
    """A new key adds lines and takes none away."""
    text, _ = made
    after = set_value(text, key, value)
    assert values(after)[key] == value
    rest = iter(after.replace("\r\n", "\n").split("\n"))
    assert all(line in rest for line in text.replace("\r\n", "\n").split("\n") if line)
    assert after.endswith("\n") == (text.endswith("\n") or not text)


@given(st.one_of(st.text(), st.text("[]{}='\"#\\\n\r ab.,1"), toml_texts().map(lambda t: t[0])))
@settings(max_examples=250, deadline=None)
def test_segments_are_a_partition_of_any_text(text: str) -> None:
    """Put together again, the pieces are the text, and no key stands twice."""
    pieces = segments(text)
    assert "".join(raw for _, raw in pieces) == text
    assert len({key for key, _ in pieces}) == len(pieces)


@given(st.one_of(st.text(), st.text("[]{}='\"#\\\n\r ab.,1-:")))
@settings(max_examples=250, deadline=None)
def test_reading_never_raises(text: str) -> None:
    """Any text is either read or located."""
    problem = parse(text)
    assert (values(text) == {}) or not hasattr(problem, "line")
    unreviewed(text)


@given(toml_texts(), st.sets(st.sampled_from(["app.language", "infra.ci", "x.y.k1"])))
@settings(max_examples=80, deadline=None)
def test_the_review_mark_comes_and_goes_without_a_trace(
    made: tuple[str, list[str]], keys: set[str]
) -> None:
    """Marking and unmarking gives the bytes back, and the values never change."""
    text, _ = made
    marked = set_unreviewed(text, keys)
    assert unreviewed(marked) == keys
    assert values(marked) == values(text)
    assert set_unreviewed(marked, ()) == text
