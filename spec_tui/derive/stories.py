"""Who wants what, and why: personas, their top jobs and the use cases put together."""

from __future__ import annotations

from dataclasses import dataclass

from spec_tui.derive.facts import Facts
from spec_tui.derive.usecases import UseCase, bare, lowered, one_line, use_cases
from spec_tui.documents.prose import stems


@dataclass(frozen=True, slots=True)
class Story:
    """One user story."""

    case: UseCase
    user: str
    """"" where SPEC.md names no users."""
    benefit: str
    """"" where SPEC.md names no job of that user."""

    @property
    def sentence(self) -> str:
        """`As a …, I want to … so that …`."""
        user = self.user or "_(not in SPEC.md: user)_"
        article = "an" if user[:1].lower() in "aeiou" else "a"
        benefit = (
            f"I can {lowered(self.benefit)}" if self.benefit else "_(not in SPEC.md: benefit)_"
        )
        return f"As {article} {user}, I want to {lowered(self.case.words)} so that {benefit}."


def stories(facts: Facts) -> tuple[Story, ...]:
    """A story for each use case; its user is the one whose top job speaks of the same things."""
    jobs = [_job(one_line(item)) for item in facts.items("USR2")]
    jobs = [job for job in jobs if job[0]]
    people = [bare(one_line(item)).rstrip(".") for item in facts.items("USR1")]
    made = []
    for case in use_cases(facts):
        words = set(stems(case.words))
        best = max(jobs, key=lambda job: len(words & set(stems(" ".join(job)))), default=None)
        if best is not None:
            made.append(Story(case, best[0], best[1]))
        else:
            made.append(Story(case, people[0] if people else "", ""))
    return tuple(made)


def _job(line: str) -> tuple[str, str]:
    """(user, what he needs) of `Patient: book in under a minute`."""
    user, colon, job = line.partition(": ")
    return (bare(user), bare(job).rstrip(".")) if colon else ("", bare(line))
