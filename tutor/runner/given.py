"""What is there before a job's setup runs: names, data and seeds."""

from __future__ import annotations

import random
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

from tutor.datasets.frames import load_digits, load_frame
from tutor.runner.observation import Job

#: What Keras warns of though the lessons allow it.
_ALLOWED = ("Do not pass an `input_shape`",)


def give(job: Job, namespace: dict[str, Any]) -> None:
    """Import what the job needs into the namespace, read its data, set the seeds.

    Raises ImportError where a library is missing, DataError for data that is unknown or
    unusable.
    """
    namespace["np"] = np = import_module("numpy")
    # In a list numpy's numbers print as 52, like any other, not as np.int64(52).
    np.set_printoptions(legacy="1.25")
    random.seed(job.seed)
    np.random.seed(job.seed % 2**32)
    if job.needs != "numpy" or job.data:
        namespace["pd"] = import_module("pandas")
    if job.needs == "keras":
        keras = import_module("keras")
        namespace["Sequential"] = keras.Sequential
        namespace["Dense"] = keras.layers.Dense
        keras.utils.set_random_seed(job.seed % 2**32)
        for beginning in _ALLOWED:
            warnings.filterwarnings("ignore", f"{beginning}.*")
    if job.data:
        namespace.update(_data(job.data, Path(job.data_folder) if job.data_folder else None))


def names_given(needs: str, data: str | None) -> set[str]:
    """The names that ``give`` puts into the namespace."""
    names = {"np"}
    if needs != "numpy" or data:
        names |= {"pd"}
    if needs == "keras":
        names |= {"Sequential", "Dense"}
    if data:
        names |= {"X", "y"} if data == "digits" else {"df"}
    return names


def _data(name: str, folder: Path | None) -> dict[str, Any]:
    """A table as ``df``, the digits as ``X`` and ``y``; the learner's own data comes first."""
    if name == "digits":
        return dict(zip(("X", "y"), load_digits(folder), strict=True))
    return {"df": load_frame(name, folder)}
