"""What each command prints and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from spec_tui.interview.model import Blocker, Finding, Outcome
from tests.unit.cli.fake import CHOICE, CLOSE, LINE, answered

FINDING = Finding(
    "G08", "major", 71, 17, "under 200", "A number without a unit.", "nfr", "nfr/performance/NFR1",
    "NFR1",
)  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ("init",),
        ("import", "-"),
        ("status",),
        ("answer", "NFR1", "P95 300 ms"),
        ("undo",),
        ("redo",),
        ("finish",),
    ],
)
def test_progress_line_is_the_last_line_of_stdout(run, session, arguments) -> None:
    """Every command that did something ends with the literal line of seed 001 section 6."""
    ran = run(*arguments)
    assert (ran.code, ran.last) == (0, session.state.line)


def test_answer_prints_receipt_then_follow_up_then_the_line(run, session) -> None:
    """A follow-up stands between the receipt and the progress line."""
    session.outcome = Outcome(
        receipt="Saved to SPEC.md, §9 Performance.", notes=("Also: §9.",), follow_up="How many ms?"
    )
    assert run("answer", "NFR1", "fast").out.splitlines() == [
        "Saved to SPEC.md, §9 Performance.",
        "Also: §9.",
        "One more thing: How many ms?",
        LINE,
    ]


def test_refused_answer_writes_to_stderr_only(run, session) -> None:
    """A refused answer leaves stdout empty and ends with 1."""
    session.outcome = Outcome(refused="I need a number with a unit, such as 300 ms.")
    ran = run("answer", "NFR1", "soon")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "I need a number with a unit, such as 300 ms.\n"


def test_secret_is_refused_with_the_way_to_go_on(run, session) -> None:
    """An answer that looks like a secret ends with 1 and names `--secret`."""
    session.outcome = Outcome(secrets=("AWS access key",))
    ran = run("answer", "NFR1", "key")
    assert (ran.code, ran.out) == (1, "")
    assert "AWS access key" in ran.err
    assert "--secret redact" in ran.err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--skip",), ("", {"intent": "skip"})),
        (("--defer",), ("", {"intent": "later"})),
        (("--unknown",), ("", {"intent": "unknown"})),
        (("--na", "no server"), ("", {"intent": "na", "reason": "no server"})),
        (("--choose", "2", "GraphQL"), ("GraphQL", {"choose": 2})),
        (("--secret", "keep", "text"), ("text", {"secret": "keep"})),
        (("- a\n- b",), ("- a\n- b", {})),
        (("-5 degrees",), ("-5 degrees", {})),
        (("--verbose prints more",), ("--verbose prints more", {})),
        (("--", "--skip"), ("--skip", {})),
    ],
)
def test_answer_hands_over_what_was_given(run, session, arguments, expected) -> None:
    """Flags become intents; a text may begin with a dash."""
    assert run("answer", "NFR1", *arguments).code == 0
    assert session.calls[-1] == ("answer", "NFR1", *expected)


def test_words_of_an_answer_are_looked_for(run, session) -> None:
    """Nothing is answered; `next` shows what holds them."""
    ran = run("answer", "NFR1", "--find", "300 ms")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "This holds “300 ms”.")
    assert [call[0] for call in session.calls].count("answer") == 0
    assert run("answer", "NFR1", "--find", "300 ms", "--skip").code == 2


def test_answer_reads_standard_input_for_a_single_dash(run, session) -> None:
    """`-` alone means stdin, whole and with its newlines."""
    assert run("answer", "NFR1", "-", stdin="one\n\ntwo é\n".encode()).code == 0
    assert session.calls[-1] == ("answer", "NFR1", "one\n\ntwo é\n", {})


def test_answer_that_is_not_utf8_is_refused_with_its_place(run, session) -> None:
    """Bytes that are no text are never stored."""
    ran = run("answer", "NFR1", "-", stdin=b"caf\xe9")
    assert (ran.code, ran.out) == (1, "")
    assert "byte 4" in ran.err
    assert [call for call in session.calls if call[0] == "answer"] == []


@pytest.mark.parametrize(
    "arguments",
    [(), ("text", "--skip"), ("--skip", "--defer"), ("--skpi",), ("text", "--sceret=keep")],
)
def test_answer_with_no_or_two_answers_is_wrong_use(run, session, arguments) -> None:
    """Nothing is stored where it is not clear what; a mistyped option is no answer."""
    ran = run("answer", "NFR1", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert [call for call in session.calls if call[0] == "answer"] == []


def test_answer_as_names_who_is_answering(run, session) -> None:
    """`--as` names the person of this answer, and changes nothing for the next one."""
    run("answer", "NFR1", "300 ms", "--as", "Tom Baker")
    assert session.who == "@tom"
    assert ("who", "@tom") not in session.calls


def test_name_without_a_latin_letter_is_wrong_use(run, session) -> None:
    """An answer is never put down to somebody else because a name could not be used."""
    assert run("answer", "NFR1", "300 ms", "--as", "王芳").code == 2
    assert [call for call in session.calls if call[0] == "answer"] == []


def test_nothing_to_undo_ends_with_1(run, session) -> None:
    """An empty history is a refusal."""
    session.outcome = Outcome(refused="There is nothing to take back.")
    assert run("undo").code == 1


def test_read_only_stops_writing_commands_with_2(run, session) -> None:
    """Where nothing can be answered, writing commands end with 2 and say why."""
    session.read_only = "SPEC.md holds merge markers (line 88)."
    for arguments in [("answer", "NFR1", "x"), ("undo",), ("init",), ("import", "-"), ("finish",)]:
        ran = run(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert "line 88" in ran.err


def test_read_only_warns_reading_commands_only(run, session) -> None:
    """Reading goes on with a warning."""
    session.read_only = "SPEC.md holds merge markers (line 88)."
    for command in ("status", "next"):
        ran = run(command)
        assert ran.code == 0
        assert "line 88" in ran.err


def test_status_shows_rows_then_counts_then_the_line(run, session) -> None:
    """18 rows with glyph, name, word and what is missing; the honest line; the progress line."""
    lines = run("status").out.splitlines()
    assert len(lines) == 18 + 1 + 2
    assert lines[0] == "✓ Vision            final"
    assert lines[11] == "◐ NFRs              drafted    2 to go: P95 latency"
    assert lines[19] == "11 Final, 7 Drafted; 1 question left, 1 one-key card, about 3 min"
    assert lines[20] == LINE


def test_status_json_has_the_fields_of_the_stable_surface(run, session) -> None:
    """`status --json` is what scripts rely on (cli.md)."""
    session.findings = (FINDING,)
    data = json.loads(run("status", "--json").out)
    assert set(data) == {
        "percent", "line", "sections", "findings", "open_questions", "remaining", "final", "floor",
    }  # fmt: skip
    assert (data["percent"], data["line"], data["final"], data["floor"]) == (60, LINE, 11, 25)
    assert data["sections"][17] == {
        "id": "nfr",
        "title": "NFRs",
        "state": "drafted",
        "slots": [{"id": "performance", "label": "Performance", "state": "drafted"}],
    }
    assert data["findings"] == [
        {
            "rule": "G08",
            "severity": "major",
            "path": "SPEC.md",
            "line": 71,
            "column": 17,
            "text": "under 200",
            "message": "A number without a unit.",
            "section": "nfr",
            "question_id": "NFR1",
        }
    ]


def test_next_json_has_the_fields_of_the_stable_surface(run, session) -> None:
    """`next --json` names the question, and what is left."""
    data = json.loads(run("next", "--json").out)
    assert (data["remaining"], data["cards"]) == (1, 1)
    assert set(data["question"]) == {
        "id", "section", "slot", "text", "why", "lands_in", "kind", "choices", "example",
    }  # fmt: skip


def test_next_json_shows_the_lines_of_a_close_card_as_choices(run, session) -> None:
    """A close card is a question of kind `close` whose choices are its lines."""
    session.questions = [CLOSE]
    question = json.loads(run("next", "--json").out)["question"]
    assert (question["id"], question["kind"]) == ("close:observability", "close")
    assert question["choices"] == ["Logging: structured JSON", "Tracing: undecided"]


def test_next_is_null_when_nothing_is_left(run, session) -> None:
    """`question` is null at the end."""
    session.questions = []
    assert json.loads(run("next", "--json").out) == {"question": None, "remaining": 0, "cards": 1}


def test_next_numbers_the_choices(run, session) -> None:
    """The text form shows the id, the question and its choices by number."""
    session.questions = [CHOICE]
    lines = run("next").out.splitlines()
    assert lines[0] == "SEC1  §9 Security & Privacy"
    assert lines[2:4] == ["1. OAuth2", "2. Something else …"]


def test_check_ends_with_1_where_something_major_stands(run, session) -> None:
    """`check` lists findings as path:line:column and fails the build."""
    session.findings = (FINDING,)
    ran = run("check")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "SPEC.md:71:17: major G08: A number without a unit.",
        "1 finding: 1 major.",
    ]


def test_check_json_ends_with_0_for_minor_findings(run, session) -> None:
    """Minor findings are told and fail nothing; `code` is the rule's id."""
    minor = Finding("G11", "minor", 3, 1, "etc.", "An open list.", "scope")
    session.findings = (minor,)
    ran = run("check", "--json")
    assert ran.code == 0
    assert json.loads(ran.out) == {
        "problems": [
            {
                "severity": "minor",
                "code": "G11",
                "path": "SPEC.md",
                "line": 3,
                "column": 1,
                "message": "An open list.",
                "fix": "",
            }
        ]
    }


def test_finish_prints_the_closing_text_and_nothing_after_it(run, session) -> None:
    """After the bar of the closing text comes nothing (interview.md B.8)."""
    ran = run("finish", "--accept-assumptions")
    assert ran.code == 0
    assert ran.out.endswith("✅ SPEC complete.\n\nSpec Creation Progress: ████████████ 100%\n")
    assert session.calls[-1] == ("finish", True)


def test_finish_refused_names_the_blockers_on_stderr(run, session) -> None:
    """A refused finish says on stderr what stands in the way and how to settle it."""
    session.blocked = (Blocker("Two answers disagree", "§9 Reliability", "conflict:Q8"),)
    ran = run("finish")
    assert (ran.code, ran.out) == (1, "")
    assert "- Two answers disagree (§9 Reliability, critical)." in ran.err
    assert "spec-tui answer conflict:Q8" in ran.err


def test_finish_names_at_most_three_blockers(run, session) -> None:
    """Of many blockers three are named, the rest counted."""
    session.blocked = tuple(Blocker(f"Place {n} is open", "§9 X") for n in range(9))
    ran = run("finish")
    assert ran.err.count("is open") == 3
    assert "And 6 more" in ran.err


def test_import_hands_over_the_bytes_of_the_file(run, session, tmp_path: Path) -> None:
    """The original bytes reach the session, with the name of the file."""
    (tmp_path / "overview.md").write_bytes(b"\xef\xbb\xbfA clinic\r\n")
    assert run("import", "overview.md").code == 0
    assert session.calls[-1] == ("import", "overview.md", b"\xef\xbb\xbfA clinic\r\n")


def test_import_of_a_file_that_cannot_be_read_ends_with_2(run, session, tmp_path: Path) -> None:
    """A missing file and a folder are named; nothing is opened."""
    for name in ("missing.md", str(tmp_path)):
        ran = run("import", name)
        assert (ran.code, ran.out) == (2, "")
        assert "could not be read" in ran.err


def test_transcript_in_three_formats(run, session) -> None:
    """Markdown for reading, JSON lines and CSV for programs, with the same events."""
    session.rows = (answered(answer="P95 300 ms\nat 40, or so"),)
    markdown = run("transcript").out
    assert "2025-08-30 14:02, @maria, NFR1" in markdown
    assert "> P95 300 ms\n> at 40, or so" in markdown
    line = json.loads(run("transcript", "--format", "jsonl").out)
    table = list(csv.DictReader(io.StringIO(run("transcript", "--format", "csv").out)))
    assert line["answer"] == table[0]["answer"] == "P95 300 ms\nat 40, or so"
    assert line["at"] == table[0]["at"] == "2025-08-30T14:02:00"


def test_unwritten_change_names_the_patch(run, session, tmp_path: Path) -> None:
    """Where SPEC.md cannot be written at all, the patch is named on stderr."""
    session.patch = tmp_path / "SPEC.md.patch"
    assert str(session.patch) in run("answer", "NFR1", "300 ms").err


def test_depth_is_remembered_only_where_spec_exists(run, session) -> None:
    """`status --depth` writes nothing before SPEC.md stands, and still counts at that depth."""
    session.exists = False
    assert json.loads(run("status", "--depth", "thorough", "--json").out)["remaining"] == 99
    assert ("depth", "thorough") not in session.calls
    session.exists = True
    run("next", "--depth", "quick")
    assert session.calls[-1] == ("depth", "quick")
