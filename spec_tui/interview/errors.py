"""What can be wrong with a question that somebody names."""

from __future__ import annotations


class UnknownQuestion(Exception):  # noqa: N818 - it names what is unknown
    """No question has that id now."""

    def __init__(self, question_id: str) -> None:
        super().__init__(
            f"There is no question {question_id} here. `spec-tui next` names the next one."
        )
