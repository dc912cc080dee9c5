"""What is there before a job's setup runs: names, data and seeds."""

from __future__ import annotations

import random
import warnings
from importlib import import_module
from typing import Any

from tutor.datasets.frames import load_frame
from tutor.runner.observation import Job

#: What Keras warns of though the lessons allow it.
_ALLOWED = ("Do not pass an `input_shape`",)


def give(job: Job, namespace: dict[str, Any]) -> None:
    """Import what the job needs into the namespace, read its data as ``df``, set the seeds.

    Raises ImportError where a library is missing, DataError for unknown data.
    """
    namespace["np"] = np = import_module("numpy")
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
        namespace["df"] = load_frame(job.data)
