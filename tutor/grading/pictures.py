"""Pictures to look at after code passed, each with what the learner's model makes of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from tutor.grading.arrays import Array
from tutor.grading.values import Plain, is_number, plain
from tutor.grading.verdict import Picture
from tutor.lesson.models import CodeModel
from tutor.runner.observation import Observation, Value


def picture_calls(code: CodeModel) -> tuple[str, ...]:
    """The expressions to evaluate after a run for the pictures of an exercise."""
    if code.pictures is None:
        return ()
    asked = (code.pictures.images, code.pictures.guesses, code.pictures.labels)
    return tuple(expression for expression in asked if expression is not None)


def pictures_of(code: CodeModel, seen: Observation) -> tuple[Picture, ...]:
    """The pictures of a run that was asked for ``picture_calls`` last; none if they don't fit."""
    count = len(picture_calls(code))
    found = [_rows_of(result) for result in seen.results[-count:]] if count else []
    if not found or len(found) != count or not all(found):
        return ()
    images = [_square(image) for image in found[0] or ()]
    answers = [[_class_of(answer) for answer in column or ()] for column in found[1:]]
    if any(len(column) != len(images) for column in answers):
        return ()
    pictures = []
    for place, image in enumerate(images):
        guess, *label = [column[place] for column in answers]
        if image is None or guess is None or None in label:
            return ()
        chances = _chances((found[1] or ())[place])
        pictures.append(Picture(image, guess, label[0] if label else None, chances))
    return tuple(pictures)


def _rows_of(result: object) -> list[Plain] | None:
    """The items of an array or list; None for everything else."""
    value = plain(result) if isinstance(result, Value) else None
    if isinstance(value, Array):
        value = value.nested()
    return list(value) if isinstance(value, list | tuple) else None


def _square(image: Any) -> tuple[tuple[float, ...], ...] | None:
    """The rows of a picture that is given as rows, or as one row of a square."""
    if not isinstance(image, list | tuple) or not image:
        return None
    if all(isinstance(row, list | tuple) for row in image):
        rows = [tuple(row) for row in image]
    else:
        side = math.isqrt(len(image))
        if side * side != len(image):
            return None
        rows = [tuple(image[start : start + side]) for start in range(0, len(image), side)]
    return tuple(rows) if all(is_number(point) for row in rows for point in row) else None


def _class_of(answer: Any) -> int | None:
    """The class that a number, a row of one or a row of probabilities stands for."""
    row = _chances(answer)
    if row:
        return max(range(len(row)), key=row.__getitem__)
    number = answer[0] if isinstance(answer, list | tuple) and len(answer) == 1 else answer
    return round(number) if is_number(number) and math.isfinite(number) else None


def _chances(answer: Any) -> tuple[float, ...]:
    """A row of several numbers; nothing for all else."""
    if not isinstance(answer, Sequence) or isinstance(answer, str) or len(answer) < 2:
        return ()
    return tuple(map(float, answer)) if all(map(is_number, answer)) else ()
