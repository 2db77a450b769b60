"""Fields of a front matter that follow SPEC.md, each remembered by a short hash (B.10).

The last comment of the header, `# spec-tui: derived title=1a2b3c4d depends_on=…`, says what was
written last, so that a value a person changed is seen and kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spec_tui.derive.model import Derived
from spec_tui.documents.derivedmark import COMMENT, LEAD, remembered, value_hash
from spec_tui.documents.frontmatter import Header, Value
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.headeredit import add, apply, put, remove


class HeaderMerge(NamedTuple):
    """A text whose header was brought up to date."""

    text: str
    changed: tuple[str, ...]
    """Names of the fields that have another value now."""
    edited: tuple[tuple[str, int, bool], ...]
    """(name, offset, SPEC.md changed too) of the fields that a person changed; they were kept."""


def comment(derived: Sequence[Derived]) -> str:
    """The comment line for a fresh header, with its newline; "" where nothing is derived."""
    if not derived:
        return ""
    return f"{LEAD} {' '.join(f'{name_of(d)}={value_hash(d.value)}' for d in derived)}\n"


def merge_header(text: str, derived: Sequence[Derived]) -> HeaderMerge:
    """Bring the derived fields of a text up to date; what a person changed is kept and named."""
    header = read_header(text)
    known = _known(text, header)
    if header is None or header.broken or known is None:
        return HeaderMerge(text, (), ())
    changed: list[str] = []
    edited: list[tuple[str, int, bool]] = []
    hashes = dict(known)
    for one in derived:
        name = name_of(one)
        base, fresh = known.get(name), value_hash(one.value)
        header = read_header(text)
        assert header is not None
        value = header.get(*one.path)
        current = value_hash(_plain(value))
        if base is None or current == fresh:
            if current == fresh:
                hashes[name] = fresh
            continue
        if current != base and one.carried:
            continue
        if current != base:
            edited.append((name, value.start if value is not None else header.start, fresh != base))
            continue
        text = _written(text, header, one, value)
        hashes[name] = fresh
        changed.append(name)
    return HeaderMerge(_remembered(text, hashes), tuple(changed), tuple(edited))


def set_derived(text: str, one: Derived) -> str:
    """Give a field the value of SPEC.md again, whatever stands there."""
    header = read_header(text)
    known = _known(text, header)
    if header is None or known is None:
        return text
    text = _written(text, header, one, header.get(*one.path))
    return _remembered(text, {**known, name_of(one): value_hash(one.value)})


def forget_derived(text: str, name: str) -> str:
    """Let a field be a person's from now on."""
    known = _known(text, read_header(text))
    if known is None:
        return text
    return _remembered(text, {key: value for key, value in known.items() if key != name})


def name_of(one: Derived) -> str:
    """How the comment calls a field."""
    return one.path[-1]


def _known(text: str, header: Header | None) -> dict[str, str] | None:
    if header is None:
        return None
    return remembered(text[header.start : header.end])


def _remembered(text: str, hashes: dict[str, str]) -> str:
    header = read_header(text)
    assert header is not None
    found = COMMENT.search(text, header.start, header.end)
    assert found is not None
    line = f"{LEAD} {' '.join(f'{name}={value}' for name, value in hashes.items())}".rstrip()
    return text[: found.start()] + line + text[found.end() :]


def _written(text: str, header: Header, one: Derived, value: Value | None) -> str:
    if isinstance(one.value, str):
        return apply(text, put(text, header, one.path[0], one.value))
    wanted = list(one.value)
    have = [item.text for item in value.items] if value is not None else []
    gone = {item for item in have if item not in wanted}
    if gone:
        text = apply(text, remove(text, header, one.path, lambda item: item in gone))
    for item in wanted:
        if item not in have:
            fresh = read_header(text)
            assert fresh is not None
            text = apply(text, add(text, fresh, one.path, item))
    return text


def _plain(value: Value | None) -> str | tuple[str, ...]:
    if value is None or value.kind == "none":
        return ""
    if value.kind == "list":
        return tuple(item.text for item in value.items)
    return value.text
