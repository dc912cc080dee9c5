"""What is there before a job's setup runs: names, data and seeds."""

from __future__ import annotations

import random
from importlib import import_module, resources
from typing import Any

from tutor.runner.observation import Job


def give(job: Job, namespace: dict[str, Any]) -> None:
    """Import what the job needs into the namespace, read its data as ``df``, set the seeds.

    Raises ImportError where a library is missing, LookupError for unknown data.
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
    if job.data:
        namespace["df"] = _read(job.data)


def _read(name: str) -> Any:
    """A table of the shipped data."""
    if not name.isidentifier():
        raise LookupError(f"There is no data set called {name!r}.")
    file = resources.files("tutor.datasets").joinpath(f"{name}.csv")
    if not file.is_file():
        raise LookupError(f"There is no data set called {name!r}.")
    with file.open("rb") as stream:
        return import_module("pandas").read_csv(stream)
