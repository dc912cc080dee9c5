"""The pictures that can be looked at after code passed."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.grading.jobs import calls_checked, solution_jobs, submission_jobs
from tutor.grading.pictures import picture_calls, pictures_of
from tutor.grading.values import value_of
from tutor.grading.verdict import Picture
from tutor.lesson.models import CodeModel
from tutor.runner.observation import ErrorView, Observation, Value

ASKED = {"images": "X[-2:]", "guesses": "model.predict(X[-2:])", "labels": "y[-2:]"}


def model(pictures: dict[str, str] | None) -> CodeModel:
    checks = [{"holds": "len(X) == 2"}, {"function": "f", "cases": ["f(1)"]}]
    data: dict[str, Any] = {"task": "t", "solution": "pass", "checks": checks}
    data |= {"again": [{"X": "[]"}], "pictures": pictures}
    return CodeModel.model_validate(data)


def seen(*results: Any) -> Observation:
    values = tuple(r if isinstance(r, Value | ErrorView) else value_of(r) for r in results)
    return Observation("complete", results=values)


def test_only_the_first_run_of_the_submission_is_asked_for_pictures() -> None:
    code = model(ASKED)
    first, again = submission_jobs(code, "pass")
    assert first.calls == (*calls_checked(code), *ASKED.values())
    assert again.calls == calls_checked(code)
    assert [job.calls for job in solution_jobs(code)] == [calls_checked(code)] * 2
    assert picture_calls(model(None)) == ()


def test_rows_of_points_become_squares_with_guess_label_and_chances() -> None:
    images = [[0.0, 1.0, 1.0, 0.0], [1.0, 0.5, 0.0, 0.25]]
    guesses = [[0.1, 0.9], [0.7, 0.3]]
    labels = [[0, 1], [0, 1]]
    first, second = pictures_of(model(ASKED), seen(1, images, guesses, labels))
    assert first == Picture(((0.0, 1.0), (1.0, 0.0)), 1, 1, (0.1, 0.9))
    assert second == Picture(((1.0, 0.5), (0.0, 0.25)), 0, 1, (0.7, 0.3))
    assert (first.right, second.right) == (True, False)


def test_numbers_will_do_for_guesses_and_pictures_may_have_rows() -> None:
    without_labels = {name: ASKED[name] for name in ("images", "guesses")}
    images = [[[0.0, 1.0, 0.0], [1.0, 0.0, 1.0]]]
    (picture,) = pictures_of(model(without_labels), seen(1, images, [[3.0]]))
    assert picture == Picture(((0.0, 1.0, 0.0), (1.0, 0.0, 1.0)), 3, None)
    assert picture.right is None
    (other,) = pictures_of(model(ASKED), seen(1, [[1.0]], [7], [7.0]))
    assert (other.guess, other.label) == (7, 7)


@pytest.mark.parametrize(
    "results",
    [
        (ErrorView("NameError", "X"), [1], [1]),
        ([[0.0] * 4], [1, 2], [1]),
        ([[0.0] * 4], [1], [1, 2]),
        ([[0.0] * 5], [1], [1]),
        ([["a"] * 4], [1], [1]),
        ([[0.0] * 4], [None], [1]),
        ([[0.0] * 4], [float("nan")], [1]),
        ([], [], []),
        (7, 7, 7),
        (Value("array", "numpy.ndarray", "[…]", None, (90, 784)), [1], [1]),
        ([[0.0] * 4],),
    ],
)
def test_what_does_not_fit_together_shows_no_pictures(results: tuple[Any, ...]) -> None:
    assert pictures_of(model(ASKED), seen(*results)) == ()
