"""The data sets as the learner's code sees them: pandas frames and numpy arrays.

For the runner's child processes only; pandas, numpy and scikit-learn are imported when asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutor.datasets.folder import find
from tutor.datasets.own import data_set
from tutor.datasets.table import load_table, path_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Floats = np.ndarray[Any, np.dtype[np.float64]]

SIDE = 28
ABOUT_DIGITS = (
    "1,797 handwritten digits, scanned in 8×8 points, as they come with scikit-learn; "
    "enlarged here to 28×28."
)


def load_frame(name: str, folder: Path | None = None) -> pd.DataFrame:
    """The table as a frame; a file of the learner's own in ``folder`` comes first.

    Raises DataError for an unknown name and for a file that can't be used.
    """
    import pandas as pd

    path = path_of(name, folder)
    if path != path_of(name):
        load_table(name, folder)
    return pd.read_csv(path, skipinitialspace=True)


def load_digits(folder: Path | None = None) -> tuple[Floats, Floats]:
    """``X`` (n, 784), the points of each picture in 0..1, row by row, and ``y`` (n, 10), one-hot.

    A ``digits.npz`` with these two arrays in the learner's ``folder`` comes first.
    Raises DataError if it can't be used.
    """
    import numpy as np

    found = find("digits", folder)
    if found is not None:
        data_set("digits", folder)
        with np.load(found[0], allow_pickle=False) as arrays:
            return arrays["X"].astype(np.float64), arrays["y"].astype(np.float64)
    from sklearn.datasets import load_digits as load_scans

    scans = load_scans()
    pictures = enlarge(scans.images / 16.0, SIDE)
    return pictures.reshape(len(pictures), SIDE * SIDE), np.eye(10)[scans.target]


def enlarge(pictures: Floats, side: int) -> Floats:
    """Square pictures (n, s, s) enlarged to (n, side, side) by linear interpolation.

    The points are taken as the middles of their squares, so a picture keeps its place.
    """
    import numpy as np

    size = pictures.shape[1]
    places = (np.arange(side) + 0.5) * size / side - 0.5
    shares = np.stack([np.interp(places, np.arange(size), unit) for unit in np.eye(size)], axis=1)
    enlarged: Floats = shares @ pictures @ shares.T
    return enlarged
