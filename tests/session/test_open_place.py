"""What a person types, taken to an exercise or to a network."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.lesson.where import WhereError
from tutor.progress.store import Store
from tutor.session.open import find_place
from tutor.session.shelf import Shelf
from tutor.session.work import Work

TWO = """\
title: Two
networks:
  first: {shape: [2, 1]}
  second: {shape: [3, 2]}
exercises:
  - {id: first, title: Read, read: Text.}
"""
ONE = "networks:\n  only: {shape: [2, 2, 1], seed: 4}\n"


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(Store(None))


@pytest.fixture
def two(tmp_path: Path) -> Path:
    file = tmp_path / "two.yaml"
    file.write_text(TWO, encoding="utf-8")
    return file


def test_an_exercise_goes_before_a_network_of_its_name(shelf: Shelf, two: Path) -> None:
    place = find_place(shelf, f"{two}#first")
    assert isinstance(place, Work) and place.exercise.id == "first"
    lesson, name = find_place(shelf, f"{two}#second")
    assert name == "second" and lesson.path == two


def test_a_shipped_lesson_has_its_networks_too(shelf: Shelf) -> None:
    lesson, name = find_place(shelf, "backward-propagation#round")
    assert (lesson.id, name) == ("backward-propagation", "round")


def test_a_file_of_one_network_opens_it(shelf: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    file.write_text(ONE, encoding="utf-8")
    assert find_place(shelf, str(file))[1] == "only"


@pytest.mark.parametrize("name", ["frist", "thrid"])
def test_what_is_neither_is_said_to_be_no_exercise(shelf: Shelf, two: Path, name: str) -> None:
    with pytest.raises(WhereError, match=f"no exercise '{name}'"):
        find_place(shelf, f"{two}#{name}")


def test_of_several_networks_one_has_to_be_named(shelf: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "several.yaml"
    file.write_text(TWO.partition("exercises")[0], encoding="utf-8")
    with pytest.raises(WhereError, match="first, second"):
        find_place(shelf, str(file))
