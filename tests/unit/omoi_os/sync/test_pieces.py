"""The small parts: marks, ledgers, targets and keys, each against what is hostile to it."""

from __future__ import annotations

import copy
import pickle
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_tui.omoi_os.sync.ledger import Book, Sent, project_id
from spec_tui.omoi_os.sync.marker import marked, marks, unmarked
from spec_tui.omoi_os.sync.model import SyncError
from spec_tui.omoi_os.sync.target import DEFAULT, Key, key_from, target
from tests.unit.omoi_os.sync.test_chaos import Disk

SECRET = "eyJhbGciOi.c2VjcmV0.c2ln"


@given(st.text(), st.text(), st.text())
def test_a_mark_is_read_back_and_ends_the_description(body: str, one: str, kind: str) -> None:
    """Whatever the values hold, nothing of them can end the comment early."""
    text = marked(body, {"id": one, "type": kind})
    assert marks(text) == {n: v for n, v in (("id", one), ("type", kind)) if v}
    assert text.endswith("-->")
    assert text.count("-->", text.rindex("<!-- spec-tui ")) == 1


def test_a_mark_in_the_body_is_not_ours() -> None:
    """Only the end counts, and our own mark is never doubled."""
    body = "See <!-- spec-tui id=TKT-007 --> above.\r\nEnd."
    assert marks(body) == {}
    text = marked(body, {"id": "TKT-001"})
    assert marks(text) == {"id": "TKT-001"}
    assert unmarked(text) == "See <!-- spec-tui id=TKT-007 --> above.\nEnd."
    assert marked(text, {"id": "TKT-001"}) == text


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "a\\b",
        "a\0b",
        "~",
        "-x",
        ".hidden",
        "x" * 101,
        "é",
        "x.",
        "a b",
    ],
)
def test_a_project_id_that_could_be_a_path_is_refused(hostile: str) -> None:
    """Ids of flags, the environment and servers become file names."""
    with pytest.raises(SyncError, match="is no project id"):
        project_id(hostile)


@pytest.mark.parametrize(
    "text",
    [
        "{", "[]", '"x"', '{"version": 2, "origins": {}}', '{"version": 1, "origins": []}',
        '{"version": 1, "origins": {"http://x": {"items": {"task:A": {"remote_id": "../x"}}}}}',
        '{"version": 1, "origins": {"http://x": {"items": {"task:A": {"fields": {"a": 1}}}}}}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_ledger_stops_a_sync_with_a_sentence(text: str) -> None:
    """It says which file, that nothing was sent, and what to do."""
    disk = Disk()
    disk.text = text
    with pytest.raises(SyncError, match=r"is no ledger of sync.*Nothing was sent.*remove it"):
        Book(disk, "http://x")


def test_a_ledger_keeps_what_other_origins_know() -> None:
    """A local test server and the real one do not mix in the file of one project."""
    disk = Disk()
    Book(disk, "http://one").put("task:A", Sent("1", "h", {"title": "t"}, ("2",), at="now"))
    Book(disk, "http://two").put("task:A", Sent("9"))
    assert Book(disk, "http://one").get("task:A") == Sent(
        "1", "h", {"title": "t"}, ("2",), at="now"
    )
    assert Book(disk, "http://two").get("task:A") == Sent("9")


def test_where_to_is_the_flag_then_the_environment_then_the_default() -> None:
    """And the target says which it was."""
    env = {"OMOIOS_API_URL": "https://env.example.org/", "OMOIOS_PROJECT_ID": "p-env"}
    assert (target({}).url, target({}).url_from) == (DEFAULT, "default")
    found = target(env)
    assert (found.url, found.url_from, found.project) == (
        "https://env.example.org", "environment", "p-env",
    )  # fmt: skip
    found = target(env, "https://flag.example.org:8443/base", "p-flag")
    assert (found.url, found.origin, found.url_from, found.project_from) == (
        "https://flag.example.org:8443/base", "https://flag.example.org:8443", "flag", "flag",
    )  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "http://api.omoios.dev", "ftp://x", "file:///etc/passwd", "https://", "https://a b",
        "https://user:pw@host", "https://h/?q=1", "https://h/#f", "https://h:99999", "javascript:x",
        "http://127.0.0.1.evil.example", "http://localhost.evil.example", "https://h/../x\n",
        "//h", "http://0x7f.1.example", "https://h/%2e%2e",
    ],
)  # fmt: skip
def test_a_url_that_is_none_or_not_safe_is_refused(url: str) -> None:
    """https, or this machine; no name, query or fragment; and no password is repeated."""
    with pytest.raises(SyncError, match="Nothing was sent") as refused:
        target({}, url)
    assert "pw" not in str(refused.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:80"])
def test_this_machine_is_reached_without_https(url: str) -> None:
    """For tests and local servers."""
    assert target({}, url).origin.startswith("http://")


def test_a_key_shows_itself_nowhere() -> None:
    """Not in repr, format, pickle, copy, nor in a traceback with the values of all frames."""
    key = Key(SECRET)
    assert SECRET not in f"{key!r} {key} {[key]} {vars} {dir(key)}"
    for leak in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError):
            leak(key)
    with pytest.raises(SyncError) as refused:
        key_from({"OMOIOS_API_KEY": f"{SECRET}\nX-Other: 1"})
    assert SECRET not in str(refused.value)
    try:
        raise RuntimeError
    except RuntimeError as error:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert "Key(…)" in "".join(shown.format())


def test_no_key_is_none() -> None:
    """Blank counts as absent."""
    assert key_from({}) is None
    assert key_from({"OMOIOS_API_KEY": "  "}) is None
