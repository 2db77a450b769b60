"""What a spec delivers: its type, its folder and heading, a safe name, and the lines that link it.

Pure: names and texts in, names and texts out. Whether a place lies behind a link out of the
repository is for workspace/ to see when it is used (safety.md S1).
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from spec_tui.documents.blocks import heading, scan
from spec_tui.documents.links import inside, links
from spec_tui.spec_tree.model import Deliverable
from spec_tui.spec_tree.wording import unbroken
from spec_tui.work.change import Refused
from spec_tui.work.create import slug
from spec_tui.work.formats import tree_edit
from spec_tui.work.formats.tree_context import registered, wikilink

FOLDER = "deliverables"
LONGEST_PART = 100
"""Bytes of one part of a name; file systems take 255, paths add up."""
DEEPEST = 5
DOT_FILES = frozenset(
    {
        ".gitignore", ".gitattributes", ".dockerignore", ".npmignore", ".eslintignore",
        ".prettierignore", ".editorconfig", ".env.example", ".env.sample", ".env.template",
        ".npmrc", ".nvmrc", ".python-version", ".tool-versions", ".eslintrc", ".prettierrc",
        ".eslintrc.json", ".prettierrc.json", ".bashrc", ".zshrc", ".profile", ".vimrc",
        ".gitlab-ci.yml", ".pre-commit-config.yaml",
    }
)  # fmt: skip
"""Hidden names that are the usual ones for what they hold."""

_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])")
_UNSAFE = re.compile(r'[<>:"|?*#^\[\]%{}`\\]')
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]+:[/\\]")
_LINES = re.compile(r":\d+(?:-\d+)?$")
_CODE = re.compile(r"(?P<path>.*?)(?::(?P<first>\d{1,7})(?:-(?P<last>\d{1,7}))?)?")


_FOLDER_OF_TYPE = "the folder of its type. Name a file, or a path below that folder."
_REPOSITORY = "the repository. Name a file by its path from the top of the repository."


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of deliverable."""

    name: str
    folder: str
    """Below `deliverables/`; "" for code, which stays where it is."""
    heading: str
    """In the registry of the context file."""


def _types(*rows: tuple[str, str, str]) -> Mapping[str, Type]:
    return {name: Type(name, folder, title) for name, folder, title in rows}


TYPES: Mapping[str, Type] = _types(
    ("scripts", "scripts", "Scripts"),
    ("docs", "docs", "Documentation"),
    ("config", "config", "Configuration Files"),
    ("code", "", "Code Changes"),
    ("tests", "tests", "Tests"),
    ("data", "data", "Data"),
    ("diagrams", "diagrams", "Diagrams"),
    ("schemas", "schemas", "Schemas"),
    ("reports", "reports", "Reports"),
)
"""Types with a folder and a heading of their own (formats.md 99); others name theirs."""

_ALSO = {
    "script": "scripts", "doc": "docs", "document": "docs", "documents": "docs",
    "documentation": "docs", "guide": "docs", "guides": "docs", "configuration": "config",
    "configs": "config", "configuration-files": "config", "code-change": "code",
    "code-changes": "code", "test": "tests", "diagram": "diagrams", "schema": "schemas",
    "report": "reports",
}  # fmt: skip


def type_of(words: str) -> Type:
    """The type that words name; a free one gets a folder and a heading of its own.

    Raises Refused for words without a latin letter or digit.
    """
    title = one_line(words)
    name = slug(title)
    if _DEVICES.fullmatch(name):
        name += "-1"
    known = TYPES.get(_ALSO.get(name, name))
    if known is not None:
        return known
    plain = re.sub(r"[\[\]|#`*_<>/\\~]|\.(?=\.)", " ", title).strip(". ")
    plain = " ".join(plain.split())[:60].strip() or name
    return Type(name, name, plain[0].upper() + plain[1:])


def folder_of(spec: str, kind: Type) -> str:
    """The folder for deliverables of a type; those of a task lie in its feature's folder."""
    return f"{posixpath.dirname(spec)}/{FOLDER}/{kind.folder}"


def safe_name(name: str) -> str:
    """A file name or a relative path below the folder of a type. Raises Refused (safety.md S1).

    What names another place is refused; what only cannot be in a name, or would act in a link, is
    replaced: `a:b?.md` is `a-b-.md`, `CON.txt` is `CON-1.txt`.
    """
    _check(name, _FOLDER_OF_TYPE)
    if name.rstrip().endswith("/"):
        raise Refused(f"{_shown(name)} names a folder. Name the file as well.")
    parts = [part for part in re.split(r"[/\\]", name) if part.strip() not in {"", "."}]
    safe = [_part(part, last=number == len(parts)) for number, part in enumerate(parts, 1)]
    if not safe or not all(safe):
        raise Refused(f"{_shown(name)} holds no character that a file name can be made of.")
    if len(safe) > DEEPEST:
        raise Refused(f"{_shown(name)} lies more than {DEEPEST} folders deep.")
    return "/".join(safe)


def code_of(words: str) -> tuple[str, int, int]:
    """(path, first line, last line) of `services/api.ts:45-60`; 0 where no line is named.

    Raises Refused for what is no path of the repository.
    """
    match = _CODE.fullmatch(words.strip())
    path = match["path"] if match is not None else ""
    if any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in path):
        raise Refused(f"{_shown(words)} is no path of this repository.")
    _check(path, _REPOSITORY)
    if re.search(r"[`\[\]]", path):
        raise Refused(f"{_shown(words)} holds a character that a reference cannot hold.")
    path = posixpath.normpath(path)
    if path == "." or path.split("/")[0] == ".git":
        raise Refused(f"{_shown(words)} is no file of this repository.")
    assert match is not None
    first, last = int(match["first"] or 0), int(match["last"] or 0)
    if last and last < first:
        first, last = last, first
    return path, first, last


# lines that link it


@dataclass(frozen=True, slots=True)
class Row:
    """A deliverable as the context file and the spec file write it."""

    registry: str
    """The line below its heading in the registry."""
    entry: str
    """The words of the entry in the session: `Created [[…|…]]`."""
    spec: str
    """The line in the list of the spec file; "" for a code change."""


def row(path: str, kind: Type, context: str, about: str, *, verb: str) -> Row:
    """How a deliverable at `path` is written into a context file at `context`."""
    target, name = relative(path, context), posixpath.basename(path)
    one = Deliverable(kind.heading, target, name, one_line(about), 0)
    link = wikilink(target, name)
    return Row(registered(one), f"{verb} {link}{_tail(one)}", f"- {link}")


def code_row(path: str, lines: tuple[int, int], kind: Type, context: str, about: str) -> Row:
    """How a code change is written: a plain reference, and a link to its line (formats.md 101)."""
    first, last = lines
    mark = (f":{first}" if first else "") + (f"-{last}" if last else "")
    one = Deliverable(kind.heading, path + mark, path, one_line(about), 0, code=True)
    entry = f"Modified `{path}`"
    if first:
        words = f"Lines {first}-{last}" if last else f"Line {first}"
        href = relative(path, context) + f"#L{first}" + (f"-L{last}" if last else "")
        entry += (
            f" ([{words}](<{href}>))" if re.search(r"[\s()]", href) else f" ([{words}]({href}))"
        )
    return Row(registered(one), entry + _tail(one), "")


def files_of(one: Deliverable, context: str) -> tuple[str, ...]:
    """The files that a row of the registry may mean, relative to the repository; none outside it.

    `context` is the path of the context file it stands in.
    """
    target = _LINES.sub("", one.target) if one.code else one.target
    path = inside(target, "" if one.code else posixpath.dirname(context))
    return (path, f"{path}.md") if path is not None else ()


def relative(path: str, source: str) -> str:
    """The way from one file to another, both relative to the repository."""
    return posixpath.relpath(path, posixpath.dirname(source) or ".")


def _tail(one: Deliverable) -> str:
    return f" - {one.about}" if one.about else ""


def listed(text: str, path: str, deliverable: str, line: str) -> str:
    """A spec file at `path` with one line more in its list below `## Deliverables`.

    Unchanged where that section links to the deliverable already.
    """
    folder, inside_section = posixpath.dirname(path), False
    for one in scan(text).plain():
        found = heading(one.text)
        if found is not None and found[0] <= 2:
            inside_section = found[1].strip(" :").casefold() == "deliverables"
        elif inside_section and any(
            inside(link.target, folder) == deliverable for link in links(one.text)
        ):
            return text
    return tree_edit.listed(text, "Deliverables", line)


def one_line(words: str) -> str:
    """Words on one line, without characters that act on a terminal."""
    return " ".join(unbroken(words).split())


def clash(path: str, there: Iterable[str]) -> str:
    """The one of `there` that differs from a path only in case or composition, else ""."""
    folded = fold(path)
    return next((one for one in there if one != path and fold(one) == folded), "")


def fold(path: str) -> str:
    """A path as file systems compare it that know no case."""
    return unicodedata.normalize("NFC", path).casefold()


# names


def _check(name: str, where: str) -> None:
    """Refuse a name that leads somewhere else, in any of its spellings."""
    if not name.strip():
        raise Refused("A deliverable needs a name.")
    if "\0" in name:
        raise Refused("A name cannot hold a NUL byte.")
    seen = name
    for _ in range(3):
        read = unicodedata.normalize("NFKC", seen).replace("\\", "/").strip()
        outside = _ABSOLUTE.match(read) or read.startswith("~")
        if outside or ".." in (part.strip() for part in read.split("/")):
            raise Refused(f"{_shown(name)} leads out of {where} Nothing was written.")
        seen = unquote(seen)


def _part(part: str, *, last: bool) -> str:
    """One part of a name that every file system takes and no link trips over; "" for none."""
    words = "".join("-" if _is_odd(char) else char for char in unicodedata.normalize("NFC", part))
    words = _UNSAFE.sub("-", " ".join(words.split()))
    words = words.rstrip(". ")
    if last and words in DOT_FILES:
        return words
    words = words.lstrip(".~ ")
    if not words.strip("-. "):
        return ""
    stem, dot, rest = words.partition(".")
    if _DEVICES.fullmatch(stem.strip()):
        words = f"{stem.strip()}-1{dot}{rest}"
    return _short(words)


def _is_odd(char: str) -> bool:
    """A character that is not seen, or that looks like one which leads elsewhere."""
    if char in {" ", "\t"}:
        return False
    if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}:
        return True
    looks = unicodedata.normalize("NFKC", char)
    return (looks != char and any(one in "/\\.:~%" for one in looks)) or char in "∕⁄⧸⧵╱╲"


def _short(words: str) -> str:
    """At most `LONGEST_PART` bytes, its extension kept."""
    if len(words.encode()) <= LONGEST_PART:
        return words
    stem, dot, extension = words.rpartition(".")
    if not dot or not stem or len(extension) > 12:
        stem, tail = words, ""
    else:
        tail = dot + extension
    room = LONGEST_PART - len(tail.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". -") + tail


def _shown(name: str) -> str:
    return repr(name if len(name) <= 80 else name[:79] + "…")
