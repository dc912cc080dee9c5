"""Getting the real data sets from where they are kept.

``python -m tutor.datasets.fetch NAME FOLDER`` gets one with the loaders of scikit-learn and Keras
and writes it into FOLDER, as the lessons use it; what goes wrong is its last line on standard
error. ``fetch`` starts that in a process of its own and ends it after a while.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError

import tutor
from tutor.datasets.folder import FILES
from tutor.datasets.own import DataSet, check_name, use_fetched
from tutor.datasets.table import DataError

TIME_LIMIT = 300.0
"""Seconds for one data set, unless told otherwise: MNIST is 11 MB."""

SOURCES = {
    "wages": "openml.org",
    "titanic": "openml.org",
    "digits": "storage.googleapis.com",
}
"""The machines that have them."""


_NO_CONNECTION = (URLError, ConnectionError, TimeoutError, HTTPException, socket.gaierror)


class FetchError(Exception):
    """The data can't be had now; the message is the reason, as a part of a sentence."""


def fetch(name: str, folder: Path, seconds: float = TIME_LIMIT) -> DataSet:
    """Get the real data set and use it from now on; ``folder`` is the learner's.

    Raises FetchError if it can't be had, DataError if it can't be used. What was in use stays in
    use then.
    """
    check_name(name)
    with tempfile.TemporaryDirectory(prefix="tutor-data-") as scratch:
        _run(name, scratch, seconds)
        return use_fetched(name, Path(scratch) / FILES[name], folder)


def _run(name: str, scratch: str, seconds: float) -> None:
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "tutor.datasets.fetch", name, scratch],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
        env=_environment(scratch),
    )
    try:
        _, said = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise FetchError(f"{SOURCES[name]} did not give it within {seconds:g} s") from error
    finally:
        _end(child)
    if child.returncode != 0:
        lines = said.strip().splitlines() or ["the process that fetches ended early"]
        raise FetchError(lines[-1].rstrip("."))


def _end(child: subprocess.Popen[str]) -> None:
    """End the child, and what it may have started."""
    if child.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stderr is not None:
        child.stderr.close()


def _environment(scratch: str) -> dict[str, str]:
    """The child finds this program, and the libraries are quiet and leave nothing behind."""
    root = str(Path(tutor.__file__).parent.parent)
    known = os.environ.get("PYTHONPATH", "")
    return {
        **os.environ,
        "CUDA_VISIBLE_DEVICES": "-1",
        "KERAS_BACKEND": "tensorflow",
        "KERAS_HOME": scratch,
        "PYTHONPATH": os.pathsep.join(path for path in (root, known) if path),
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


# --- in the child ---------------------------------------------------------------------------------


def main(arguments: list[str]) -> int:
    """Get one data set and write it; 1 if that can't be done."""
    name, folder = arguments[0], Path(arguments[1])
    try:
        _GETTERS[name](folder)
    except DataError as problem:
        sys.stderr.write(f"\nthe data at {SOURCES[name]} is not what it was: {problem}\n")
    except Exception as error:  # loaders raise all kinds, even plain Exception
        sys.stderr.write(f"\n{reason(error, SOURCES[name])}\n")
    else:
        return 0
    return 1


def _get_wages(folder: Path) -> None:
    from tutor.datasets import convert

    convert.wages(_from_openml(534, folder)).to_csv(folder / FILES["wages"], index=False)


def _get_titanic(folder: Path) -> None:
    from tutor.datasets import convert

    convert.titanic(_from_openml(40945, folder)).to_csv(folder / FILES["titanic"], index=False)


def _from_openml(number: int, folder: Path) -> Any:
    from sklearn.datasets import fetch_openml

    return fetch_openml(data_id=number, as_frame=True, data_home=folder, parser="auto").frame


def _get_digits(folder: Path) -> None:
    import numpy as np
    from keras.datasets import mnist

    from tutor.datasets import convert

    (pictures, labels), _ = mnist.load_data()
    made, target = convert.digits(pictures, labels)
    np.savez_compressed(folder / FILES["digits"], X=made, y=target)


_GETTERS: dict[str, Callable[[Path], None]] = {
    "wages": _get_wages,
    "titanic": _get_titanic,
    "digits": _get_digits,
}


def reason(error: BaseException, source: str) -> str:
    """Why it could not be fetched, as a part of a sentence."""
    text = " ".join(str(error).split())
    # Keras says it in a text only: "URL fetch failure on ADDRESS: CODE -- REASON".
    keras = re.search(r"URL fetch failure on \S+ (\S+) -- (.*)", text)
    code = keras[1] if keras else str(getattr(error, "code", ""))
    if code.isdigit():
        return f"{source} answered {code}"
    if keras or isinstance(error, _NO_CONNECTION):
        cause = getattr(error, "reason", error)
        detail = keras[2] if keras else getattr(cause, "strerror", None) or str(cause)
        detail = re.sub(r"\[Errno -?\d+\] ", "", detail)
        return f"there is no connection to {source} ({detail or 'it does not answer'})"
    if isinstance(error, ImportError):
        return f"{text}, which it needs"
    if isinstance(error, OSError):
        return f"it could not be written ({error.strerror or text})"
    return f"{source} gave something unexpected ({type(error).__name__}: {text[:200]})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
