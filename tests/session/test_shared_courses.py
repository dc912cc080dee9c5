"""Courses that the one who offers the program shares with all: there, and trusted."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tutor.lesson.where import shipped_courses
from tutor.progress.store import Store
from tutor.session.shelf import Shelf


def copy(id_: str, place: Path) -> Path:
    return Path(shutil.copytree(shipped_courses() / "backprop-by-hand", place / id_))


def test_shared_courses_are_there_and_trusted_and_others_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [tmp_path / name for name in ("first", "second", "missing", "home/courses")]
    for place, id_ in ((0, "ours"), (1, "ours"), (1, "theirs"), (3, "own")):
        copy(id_, places[place])
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TUTOR_COURSES", os.pathsep.join(map(str, places[:3])))
    shelf = Shelf(Store(None))
    found = {course.id: course for course in shelf.courses}
    assert found["ours"].path.parent == places[0]
    trusted = {id_ for id_, course in found.items() if shelf.is_shipped(course)}
    assert trusted == {"deep-learning", "backprop-by-hand", "ours", "theirs"}
    assert set(found) - trusted == {"own"}
