"""The measures, next to their aims: one function each over the runs of a lab."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import mean

from benchmarks.interview.corpus import STYLES, bank
from benchmarks.interview.interviews import Turn
from benchmarks.interview.judging import COMPULSORY, Judged
from benchmarks.interview.lab import EMPTY_RULES, Lab, MaskedRun, PlantedRun, Seen
from benchmarks.interview.mutators import AIMS, MUTATORS
from benchmarks.interview.respondents import PROFILES
from spec_tui.interview.model import DEPTHS
from spec_tui.interview.state import CONFIRM

CONFLICT_IMPACT = 5
EXPECTED_COUNTS = {
    frozenset({"web app"}): (10, 30, 108),
    frozenset({"command-line tool"}): (9, 22, 56),
    frozenset({"library"}): (8, 21, 45),
}
"""Questions at quick, standard and thorough by product types (B.3); a web app is counted there
with its API, which a document need not have, so it may stay below at thorough."""
CERTAIN = frozenset({"vision/problem-outcome/VIS1"})
"""What is drafted from a text in another language, beside the title (B.6.8)."""
PROGRESS_AIMS = ((25, 5), (50, 35), (75, 60))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    measure: str
    value: str
    aim: str = ""
    held: bool | None = None
    """None where there is no aim."""
    failures: tuple[str, ...] = field(default=())


def redundant(lab: Lab) -> Iterator[Row]:
    """Questions asked blank although the answer stands in the visible text."""
    wrong = [
        f"{_where(run)}: {judged.turn.question.id} asked"
        for run in _clear(lab)
        for judged in run.judged
        if judged.redundant
    ]
    yield Row("redundant questions", str(len(wrong)), "0", not wrong, tuple(wrong))
    for style in STYLES:
        runs = [run for run in _clear(lab) if run.document.style == style]
        number = sum(judged.redundant for run in runs for judged in run.judged)
        yield Row(f"- in {len(runs)} interviews on style {style}", str(number))
    looked = [
        f"{_where(run)}: {turn.question.id} “{turn.said}”"
        for run in _clear(lab)
        for turn in run.played.turns
        if turn.looked_for
    ]
    yield Row("times that words were looked for", str(len(looked)), "", None, tuple(looked))
    cards = [
        f"{_where(run)}: {judged.turn.question.id}: {judged.reason}"
        for run in _clear(lab)
        for judged in run.judged
        if judged.turn.question.kind == "close" and judged.verdict == "wrong"
    ]
    yield Row("cards offering what is known", str(len(cards)), "", None, tuple(cards))


def recall(lab: Lab) -> Iterator[Row]:
    """Required facts taken out that are asked for, by a question about that very facet that is
    answered in words, or by words of another place that say the same and are taken for the answer.
    """
    wanted = found = again = 0
    missed: list[str] = []
    for run in lab.masked:
        told = {t.question.id for t in run.played.turns if t.in_own_words}
        taken = {j.turn.question.id for j in run.judged if _is_taken(j)} - told
        wanted += len(run.wanted)
        found += len(run.wanted & (told | taken))
        again += len(run.wanted & taken)
        left = sorted(run.wanted - told - taken)
        missed += [f"{_where(run)}: {facet} never asked" for facet in left]
    share = found / wanted if wanted else 1.0
    yield Row("masked recall", f"{share:.3f} of {wanted}", "0.95", share >= 0.95, tuple(missed))
    yield Row("- said again elsewhere, and shown", str(again))


def _is_taken(judged: Judged) -> bool:
    return judged.turn.question.kind == "confirm" and judged.verdict == "right"


def defects(lab: Lab) -> Iterator[Row]:
    """Planted defects found at their line, by group and by kind."""
    return _defects("defects", lab.planted)


def short(lab: Lab) -> Iterator[Row]:
    """Planted defects and false alarms in specifications of one page in many shapes."""
    yield from _defects("short ones: defects", lab.planted_short)
    yield _alarms("short ones: false alarms per document", lab.clean_short)


def _defects(name: str, planted: Sequence[PlantedRun]) -> Iterator[Row]:
    for group, aim in AIMS.items():
        runs = [run for run in planted if run.group == group]
        share = mean(run.found for run in runs) if runs else 1.0
        missed = tuple(
            f"{run.document.name}: {run.planted.defect} “{run.planted.words[0]}” not found"
            + (f"; saw {', '.join(_short(s) for s in run.seen[:3])}" if run.seen else "")
            for run in runs
            if not run.found
        )
        yield Row(
            f"{name}, {group}", f"{share:.2f} of {len(runs)}", f"{aim:.2f}", share >= aim, missed
        )
        for mutator in MUTATORS:
            own = [run for run in runs if run.planted.defect == mutator.name]
            if own:
                yield Row(f"- {mutator.name}", f"{mean(r.found for r in own):.2f} of {len(own)}")


def alarms(lab: Lab) -> Iterator[Row]:
    """Critical and major findings in documents and texts without defects."""
    yield _alarms("false alarms per clean document", lab.clean)
    yield _alarms("false alarms per text without defects", lab.negatives)


def _alarms(name: str, seen: dict[str, tuple[Seen, ...]]) -> Row:
    false = [
        f"{document}: {_short(s)}"
        for document, found in seen.items()
        for s in found
        if s.finding.severity in {"critical", "major"}
        and s.finding.rule not in {*EMPTY_RULES, CONFIRM}  # a draft that waits is no alarm
    ]
    rate = len(false) / len(seen)
    return Row(name, f"{rate:.2f}", "0.5", rate <= 0.5, tuple(false))


def precision(lab: Lab) -> Iterator[Row]:
    """Questions asked that were worth asking, on clean, masked and mutated documents."""
    rows = [(_where(run), judged) for run in _clear(lab) for judged in run.judged]
    rows += [
        (f"{run.document.name} with {run.planted.defect}", judged)
        for run, turns in lab.mutated
        for judged in turns
    ]
    yield _precision("precision of questions asked", rows, "0.85")
    confirms = [row for row in rows if row[1].turn.question.kind == "confirm"]
    yield _precision("- of confirmations", confirms, "")
    blank = [row for row in rows if row[1].turn.question.kind not in {"confirm", "close"}]
    yield _precision("- of blank questions", blank, "")


def _precision(name: str, rows: list[tuple[str, Judged]], aim: str) -> Row:
    counted = [row for row in rows if row[1].verdict != "uncounted"]
    wrong = tuple(
        f"{where}: {judged.turn.question.id} ({judged.reason})"
        + (f" “{judged.turn.question.quote[:60]}”" if judged.turn.question.quote else "")
        for where, judged in counted
        if judged.verdict == "wrong"
    )
    share = 1 - len(wrong) / len(counted) if counted else 1.0
    held = share >= float(aim) if aim else None
    return Row(name, f"{share:.2f} of {len(counted)}", aim, held, wrong)


def regret(lab: Lab) -> Iterator[Row]:
    """Impact of the best question minus impact of the one asked first, over documents with gaps."""
    facets = bank().facets
    regrets: list[int] = []
    failures: list[str] = []
    for run in lab.masked:
        first = next(
            (t.question for t in run.played.turns if t.question.kind not in COMPULSORY), None
        )
        best = max((facets[facet].impact for facet in run.wanted), default=0)
        if first is None:
            asked = 0
        elif first.kind == "conflict":
            asked = CONFLICT_IMPACT
        else:
            asked = facets[first.id].impact if first.id in facets else 0
        regrets.append(max(0, best - asked))
        if best > asked:
            named = first.id if first is not None else "nothing"
            failures.append(f"{_where(run)}: {named} first, although impact {best} is missing")
    yield Row("turn-1 regret", f"{mean(regrets):.2f}", "0", not any(regrets), tuple(failures))


def lost(lab: Lab) -> Iterator[Row]:
    """Statements of respondents and of imported texts that are missing from SPEC.md afterwards."""
    gone = [
        f"{document}, {profile}: {words[:90]}"
        for (profile, document), played in lab.people.items()
        for words in played.lost
    ]
    gone += [f"{_where(run)}: {words[:90]}" for run in _clear(lab) for words in run.played.lost]
    yield Row("facts lost", str(len(gone)), "0", not gone, tuple(gone))


def people(lab: Lab) -> Iterator[Row]:
    """Interviews of the ten respondents that come to a finished specification."""
    for profile in PROFILES:
        runs = {d: played for (p, d), played in lab.people.items() if p == profile}
        failures = tuple(
            f"{document}, {profile}: {played.stuck or 'not complete after finish'}"
            for document, played in runs.items()
            if played.stuck or not played.complete
        )
        questions = mean(played.questions for played in runs.values())
        yield Row(
            f"finished, {profile} ({questions:.0f} questions)",
            f"{len(runs) - len(failures)} of {len(runs)}",
            f"{len(runs)}",
            not failures,
            failures,
        )


def counts(lab: Lab) -> Iterator[Row]:
    """Questions and cards from nothing to 100 %: quick / standard / thorough."""
    for document in lab.documents:
        runs = [lab.from_nothing[document.name, depth] for depth in DEPTHS]
        failures = tuple(
            f"{document.name}, {depth}: {run.stuck or 'not complete'}"
            for depth, run in zip(DEPTHS, runs, strict=True)
            if run.stuck or not run.complete
        )
        said = " / ".join(f"{run.questions}+{run.cards}" for run in runs)
        expected = EXPECTED_COUNTS.get(document.types)
        held = expected and all(
            abs(run.questions - count) <= max(1, count / 10)
            for run, count in zip(runs, expected, strict=True)
        )
        aim = " / ".join(str(count) for count in expected or ())
        yield Row(f"questions+cards, {document.kind}", said, aim, held, failures)


def again(lab: Lab) -> Iterator[Row]:
    """Turns of standard interviews from nothing that came back to what was said before."""
    turns = [t for d in lab.documents for t in lab.from_nothing[d.name, "standard"].turns]
    kinds = Counter(kind for turn in turns if (kind := _came_back(turn)))
    said = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "none"
    yield Row("questions about what was said before", said)


def _came_back(turn: Turn) -> str:
    """In which way a turn is about what was said before; "" for a new question."""
    if turn.question.follow_up:
        return "follow-ups"
    if turn.question.kind in {"confirm", "conflict", "open"}:
        return f"{turn.question.kind}s"
    return "doubts" if turn.finding else ""


def progress(lab: Lab) -> Iterator[Row]:
    """The shown percent when a quarter, half and three quarters of an interview are done."""
    runs = {d.name: lab.from_nothing[d.name, "standard"].turns for d in lab.documents}
    for at, aim in PROGRESS_AIMS:
        shown = {name: turns[-(-len(turns) * at // 100)].percent for name, turns in runs.items()}
        failures = tuple(f"{name}: {p} %" for name, p in shown.items() if p < aim)
        low = min(shown.values())
        yield Row(
            f"progress at {at} % of the turns",
            f"{low} to {max(shown.values())} %",
            f"{aim} %",
            low >= aim,
            failures,
        )


def languages(lab: Lab) -> Iterator[Row]:
    """Texts in other languages: only what is certain is drafted, it is said, nothing is lost."""
    wrong = [
        f"{name}: {problem}"
        for name, made in lab.languages.items()
        for problem in (
            *(f"{key} drafted" for key in sorted(made.drafted - CERTAIN)),
            *(["not told"] if not made.said else []),
            *(f"{words[:60]} is lost" for words in made.lost),
        )
    ]
    name = f"wrong in {len(lab.languages)} texts in other languages"
    yield Row(name, str(len(wrong)), "0", not wrong, tuple(wrong))


MEASURES: dict[str, Callable[[Lab], Iterator[Row]]] = {
    "redundant": redundant,
    "recall": recall,
    "defects": defects,
    "short": short,
    "alarms": alarms,
    "precision": precision,
    "regret": regret,
    "lost": lost,
    "people": people,
    "counts": counts,
    "again": again,
    "progress": progress,
    "languages": languages,
}


def _clear(lab: Lab) -> tuple[MaskedRun, ...]:
    return (*lab.complete, *lab.masked)


def _where(run: MaskedRun) -> str:
    hidden = sorted(run.masked.hidden)
    return f"{run.document.name} without {' '.join(hidden)}" if hidden else run.document.name


def _short(seen: Seen) -> str:
    finding = seen.finding
    return f"{finding.path}:{finding.line} {finding.rule} “{finding.text[:50]}”"
