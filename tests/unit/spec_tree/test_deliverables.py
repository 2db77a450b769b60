"""Deliverables: types, places, lines that link them, and names that cannot lead anywhere else."""

from __future__ import annotations

import posixpath
import random
import unicodedata

import pytest

from spec_tui.documents.links import inside, links
from spec_tui.spec_tree.deliverables import (
    TYPES,
    clash,
    code_of,
    code_row,
    folder_of,
    listed,
    row,
    safe_name,
    type_of,
)
from spec_tui.work.change import Refused

TASK = "specs/1000/1001/1011.spec.md"
CONTEXT = "specs/1000/1001/1011.context.md"
SCRIPTS = TYPES["scripts"]


@pytest.mark.parametrize(
    ("words", "folder", "heading"),
    [
        ("scripts", "scripts", "Scripts"),
        ("Script", "scripts", "Scripts"),
        ("docs", "docs", "Documentation"),
        ("documentation", "docs", "Documentation"),
        ("config", "config", "Configuration Files"),
        ("Configuration Files", "config", "Configuration Files"),
        ("code", "", "Code Changes"),
        ("tests", "tests", "Tests"),
        ("run books", "run-books", "Run books"),
        ("../../etc", "etc", "Etc"),
        ("[x|y]", "x-y", "X y"),
        ("CON", "con-1", "CON"),
        ("com1", "com1-1", "Com1"),
        (".git", "git", "Git"),
    ],
)
def test_types_have_a_folder_and_a_heading(words: str, folder: str, heading: str) -> None:
    """The fixed map of formats.md 99; a free type gets its own, and no way out."""
    found = type_of(words)
    assert (found.folder, found.heading) == (folder, heading)


def test_type_without_a_letter_is_refused() -> None:
    """Nothing to name a folder after."""
    with pytest.raises(Refused, match="no latin letter"):
        type_of("../..")


def test_deliverables_of_a_task_lie_in_the_folder_of_its_feature() -> None:
    """And those of an epic in its own (formats.md 94)."""
    assert folder_of(TASK, SCRIPTS) == "specs/1000/1001/deliverables/scripts"
    assert folder_of("specs/1000/epic.md", SCRIPTS) == "specs/1000/deliverables/scripts"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("nas-setup.sh", "nas-setup.sh"),
        ("lib/mount.sh", "lib/mount.sh"),
        ("./a//b.md", "a/b.md"),
        ("Größe ü.md", "Größe ü.md"),
        ("Gro\u0308ße.md", "Größe.md"),
        ("ab:c?.md", "ab-c-.md"),
        ("[x]|y.md", "-x--y.md"),
        ("CON", "CON-1"),
        ("con.txt", "con-1.txt"),
        (".con.txt", "con-1.txt"),
        ("name. .", "name"),
        (".hidden", "hidden"),
        (".gitignore", ".gitignore"),
        (".git/config", "git/config"),
        ("a\\b.sh", "a/b.sh"),
        ("a\u2215b.sh", "a-b.sh"),
        ("a\u202eb.sh", "a-b.sh"),
        ("100%.md", "100-.md"),
        ("x" * 300 + ".md", "x" * 97 + ".md"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    """What a file system or a link would trip over is replaced."""
    assert safe_name(name) == safe
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    "name",
    [
        "", "  ", "/etc/passwd", "../x", "a/../../x", "a/..", "..", ".", "~/x", "~root/x",
        "%2e%2e/x", "%252e%252e/x", "..%2fx", "%2fetc", "a\0b", "..\\x", "C:\\x", "c:x", "\\\\h\\x",
        "file:///x", "．．/x", "‥/x", "a/.. /x", "scripts/", "...", "---", "a/b/c/d/e/f.md",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    """In every spelling; nothing is guessed from them."""
    with pytest.raises(Refused):
        safe_name(name)


PIECES = (
    "..", ".", "...", "/", "//", "\\", "~", "%2e", "%2f", "%5c", "%00", "%252e", "\0", "\n", "\r",
    "CON", "nul", "com1", "LPT9", "aux.", " ", "\t", "\u00a0", "\u2028", "\u202e", "\u200b", "．",
    "‥", "∕", "⁄", "／", "＼", "：", "ﬁ", "é", "e\u0301", "ü", "ş", "İ", "日本", "😀", "\ud800",
    "a", "B", "setup", ".sh", ".md", ".git", "deliverables", "scripts", "-", "--", "-rf", "$HOME",
    "`id`", "$(id)", ";", "&", "|", "*", "?", "<", ">", '"', "'", "[", "]", "[[", "]]", "#", "C:",
    "file:", "://", "\x1b[2J", "\x07", "x" * 120, "ö" * 60,
)  # fmt: skip


def hostile_names(count: int) -> list[str]:
    """Names built from pieces that have led somewhere before, the same each time."""
    chance = random.Random(20250823)
    return [
        "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 7))) for _ in range(count)
    ]


def test_ten_thousand_hostile_names_stay_in_the_folder_of_their_type() -> None:
    """S1: no name leads out, hides, clashes with a device, or breaks the links to it."""
    kept = 0
    for name in hostile_names(10_000):
        try:
            safe = safe_name(name)
        except Refused:
            continue
        kept += 1
        path = f"{folder_of(TASK, SCRIPTS)}/{safe}"
        assert posixpath.normpath(path) == path, name
        assert path.startswith("specs/1000/1001/deliverables/scripts/"), name
        for part in safe.split("/"):
            assert part not in {"", ".", ".."}, name
            assert not part.startswith((".", "~")) or part == ".gitignore", name
            assert not part.endswith((".", " ")), name
            assert len(part.encode()) <= 120, name
            assert part.split(".")[0].lower() not in {"con", "nul", "aux", "prn", "com1", "lpt9"}
            assert not set(part) & set('\\:*?"<>|#^[]%`'), name
            assert all(unicodedata.category(char)[0] != "C" for char in part), name
        (link,) = links(row(path, SCRIPTS, CONTEXT, "about", verb="Created").registry)
        assert inside(link.target, posixpath.dirname(CONTEXT)) == path, name
    assert kept > 2500


def test_ten_thousand_hostile_types_make_one_folder_each() -> None:
    """A free type is one folder name and one line of heading."""
    for name in hostile_names(10_000):
        try:
            found = type_of(name)
        except Refused:
            continue
        assert "/" not in found.folder
        assert found.folder == "" or found.folder[0].isalnum()
        assert "\n" not in found.heading
        assert "\r" not in found.heading
        assert found.heading == found.heading.strip() != ""


def test_lines_are_those_of_the_template() -> None:
    """Seed 004: registry with what it is, entry in the session, list of the spec."""
    made = row(
        "specs/1000/1001/deliverables/scripts/nas-setup.sh", SCRIPTS, CONTEXT,
        "Automated NAS mount\nconfiguration", verb="Created",
    )  # fmt: skip
    link = "[[deliverables/scripts/nas-setup.sh|nas-setup.sh]]"
    assert made.registry == f"- {link} - Automated NAS mount configuration"
    assert made.entry == f"Created {link} - Automated NAS mount configuration"
    assert made.spec == f"- {link}"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("services/api.ts", ("services/api.ts", 0, 0)),
        ("services/api.ts:45", ("services/api.ts", 45, 0)),
        ("./services/api.ts:60-45", ("services/api.ts", 45, 60)),
    ],
)
def test_code_is_named_by_path_and_lines(words: str, found: tuple[str, int, int]) -> None:
    """The lines may be left out."""
    assert code_of(words) == found


@pytest.mark.parametrize(
    "words",
    ["../x.ts:3", "/etc/passwd", ".", ".git/config", "a`b.ts", "a\nb.ts", "file:///x.ts", ""],
)
def test_code_outside_of_the_repository_is_refused(words: str) -> None:
    """And what no reference can hold."""
    with pytest.raises(Refused):
        code_of(words)


def test_code_change_is_a_plain_reference_with_a_link_to_its_line() -> None:
    """formats.md 101: no `file://` whose host is a folder."""
    code = TYPES["code"]
    made = code_row("services/broker/api.ts", (45, 0), code, CONTEXT, "retries")
    assert made.registry == "- `services/broker/api.ts:45` - retries"
    assert made.entry == (
        "Modified `services/broker/api.ts` "
        "([Line 45](../../../services/broker/api.ts#L45)) - retries"
    )
    assert made.spec == ""
    spaced = code_row("my code/a (1).ts", (4, 9), code, CONTEXT, "")
    (link,) = links(spaced.entry)
    assert link.target == "../../../my code/a (1).ts#L4-L9"
    assert code_row("a.ts", (0, 0), code, CONTEXT, "").entry == "Modified `a.ts`"


def test_list_of_the_spec_gets_one_line_once() -> None:
    """Below its heading, which is made where it is missing; all else stays."""
    path = "specs/1000/1001/deliverables/scripts/a.sh"
    line = "- [[deliverables/scripts/a.sh|a.sh]]"
    text = "# 1001: A\r\n\r\n## Deliverables\r\n- [[x|X]]\r\n\r\n## Notes  \r\nend"
    once = listed(text, "specs/1000/1001/spec.md", path, line)
    assert once == text.replace("- [[x|X]]\r\n", f"- [[x|X]]\r\n{line}\r\n")
    assert listed(once, "specs/1000/1001/spec.md", path, line) == once
    bare = listed("# 1001: A", "specs/1000/1001/spec.md", path, line)
    assert bare == f"# 1001: A\n\n## Deliverables\n\n{line}\n"


def test_link_elsewhere_in_the_spec_does_not_count_as_listed() -> None:
    """Only the section says what is delivered."""
    text = "# A\n\nSee [[deliverables/docs/a.md]].\n\n## Deliverables\n"
    new = listed(text, "specs/1/spec.md", "specs/1/deliverables/docs/a.md", "- [[x]]")
    assert new == text + "\n- [[x]]\n"


def test_names_that_some_systems_take_for_one_are_seen() -> None:
    """Case, and letters that are composed or not."""
    assert clash("d/Setup.sh", ["d/a.sh", "d/setup.sh"]) == "d/setup.sh"
    assert clash("d/ü.md", ["d/u\u0308.md"]) == "d/u\u0308.md"
    assert clash("d/a.sh", ["d/a.sh"]) == ""
