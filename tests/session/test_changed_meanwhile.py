"""Lesson files that change while the program runs: what went is said, and nothing fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.authoring.new import create
from tutor.authoring.preview import PreviewShelf
from tutor.lesson.where import WhereError
from tutor.session.open import find_work, neighbour, open_work


def test_an_exercise_that_went_is_no_fault(tmp_path: Path) -> None:
    course = create("course", tmp_path / "mine")[0].parent
    shelf = PreviewShelf(course)
    lesson = shelf.course.lessons[0]
    first = lesson.exercises[0].id
    work = find_work(shelf, f"{course}/{lesson.path.name}#{first}")
    text = lesson.path.read_text(encoding="utf-8")
    lesson.path.write_text(text.replace(f"id: {first}", "id: another"), encoding="utf-8")
    with pytest.raises(WhereError, match=f"no exercise '{first}' any more"):
        open_work(shelf, shelf.course.id, lesson.id, first)
    assert neighbour(shelf, work, 1) is not None
