"""Attempts in short."""

from __future__ import annotations

from tutor.progress.values import Attempt
from tutor.session.attempts import summaries


def tells(*submissions: str) -> list[str]:
    """The lines that tell attempts apart, the latest first."""
    found = summaries([Attempt("c/e", "hash", text, False) for text in reversed(submissions)])
    return [each.tells for each in found]


def test_an_attempt_is_told_by_what_the_one_before_did_not_have() -> None:
    first = "# the inputs\n\nx = 1\ny = 2\n"
    second = "# the inputs\n\nx = 1\n# better\ny = 3\n"
    assert tells(first, second) == ["y = 3", "x = 1"]


def test_the_same_again_begins_as_before() -> None:
    assert tells("x = 1\ny = 2", "x = 1\ny = 2") == ["x = 1", "x = 1"]


def test_remarks_alone_and_nothing_at_all() -> None:
    assert tells("", "# only this", "12") == ["12", "# only this", ""]
