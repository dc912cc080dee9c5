"""Frames and digits as the learner's code gets them, and how training on them ends."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_digits as load_scans

from tutor.datasets import try_training
from tutor.datasets.frames import enlarge, load_digits


def test_digits_are_large_pictures_and_one_hot_targets() -> None:
    pictures, target = load_digits()
    assert (pictures.shape, target.shape) == ((1797, 784), (1797, 10))
    assert (pictures.dtype, target.dtype) == (np.float64, np.float64)
    assert (pictures.min(), pictures.max()) == (0, 1)
    assert (target.sum(axis=1) == 1).all()
    assert (target.argmax(axis=1) == load_scans().target).all()


def test_an_enlarged_digit_looks_like_its_scan() -> None:
    """Averages over the area of each point of the scan come close to it."""
    pictures, _ = load_digits()
    scans = load_scans().images / 16
    area = np.zeros((8, 28))
    for point in range(28):
        area[int((point + 0.5) * 8 / 28), point] = 1
    area /= area.sum(axis=1, keepdims=True)
    again = area @ pictures.reshape(-1, 28, 28) @ area.T
    alike = [np.corrcoef(a.ravel(), b.ravel())[0, 1] for a, b in zip(again, scans, strict=True)]
    assert min(alike) > 0.95


def test_enlarging_keeps_constants_slopes_and_corners() -> None:
    assert np.allclose(enlarge(np.full((1, 8, 8), 0.5), 28), 0.5)
    slope = enlarge(np.tile(np.arange(8.0), (1, 8, 1)), 32)[0]
    assert (np.diff(slope, axis=1) >= 0).all()
    assert np.allclose(np.diff(slope[5, 4:28]), 8 / 32)
    assert np.allclose(slope, slope[0])
    corner = np.zeros((1, 8, 8))
    corner[0, 0, 7] = 1
    assert enlarge(corner, 28)[0, 0, 27] == 1
    assert enlarge(corner, 28)[0, 27].sum() == 0


def test_digits_of_the_learners_own_win(tmp_path: Path) -> None:
    mine = np.linspace(0, 1, 2 * 784, dtype=np.float32).reshape(2, 784)
    np.savez(tmp_path / "digits.npz", X=mine, y=np.eye(10, dtype=np.uint8)[[3, 9]])
    pictures, target = load_digits(tmp_path)
    assert np.array_equal(pictures, mine)
    assert target.argmax(axis=1).tolist() == [3, 9]
    assert pictures.dtype == target.dtype == np.float64


@pytest.mark.parametrize(
    ("train", "low", "high"),
    [
        (try_training.wages, 18, 24),
        (try_training.titanic, 0.63, 1),
        (try_training.digits, 0.85, 1),
    ],
)
@pytest.mark.parametrize("seed", [0, 1])
def test_training_ends_where_the_lessons_say(
    train: Callable[[int], float], low: float, high: float, seed: int
) -> None:
    assert low < train(seed) < high
