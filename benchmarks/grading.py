"""From submit to what is seen, in the program and as ``python script.py`` with the same code.

Both in turn, so that they have the same machine.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.screen import TUTOR, environment
from benchmarks.table import Result, of
from benchmarks.terminal import Terminal
from tutor.datasets.table import path_of
from tutor.grading.jobs import solution_jobs
from tutor.progress.store import Store
from tutor.runner.observation import EpochEnded, Event
from tutor.session.desk import Desk
from tutor.session.open import find_work
from tutor.session.shelf import Shelf
from tutor.session.work import Work

ROUNDS = 7
KERAS_ROUNDS = 4
NUMPY_GOAL, SCREEN_GOAL, KERAS_GOAL = 0.3, 0.5, 0.25
RUN = b"\x12"
NUMPY_EXERCISE = "forward-propagation#forward-by-code"
#: Nobody submits twice within it (seconds).
PAUSE = 0.5

NUMPY_HEAD = "import numpy as np\n"
KERAS_HEAD = f"""
import numpy as np
import pandas as pd
import keras
from keras.models import Sequential
from keras.layers import Dense
df = pd.read_csv({str(path_of("wages"))!r})
"""
KERAS_PRINT = """
class _First(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        print("epoch", epoch + 1, logs, flush=True)
_fit, _how = keras.Model.fit, {"verbose": 0, "callbacks": [_First()]}
keras.Model.fit = lambda self, *a, **k: _fit(self, *a, **k | _how)
"""


def measure() -> list[Result]:
    return asyncio.run(_measure())


async def _measure() -> list[Result]:
    shelf = Shelf(Store(None))
    desk = Desk(shelf)
    try:
        numpy_work = find_work(shelf, NUMPY_EXERCISE)
        fit_work = find_work(shelf, "keras-models#fit")
        verdicts, script = await _verdicts(desk, numpy_work)
        seen, script_again = _on_screen(numpy_work)
        first, total, cold = await _epochs(desk, fit_work)
    finally:
        await desk.close()
    assert numpy_work.exercise.code is not None
    runs = len(solution_jobs(numpy_work.exercise.code))
    return [
        Result("submit to verdict, exercise 2", "python script.py", of(verdicts), of(script), "s",
               NUMPY_GOAL, f"(in {runs} runs)"),
        Result("key to verdict on the screen", "python script.py", of(seen), of(script_again), "s",
               SCREEN_GOAL),
        Result("submit to first epoch line, exercise 22", "python script.py", of(first), of(cold),
               "s", KERAS_GOAL, f"(verdict after {of(total):.2f} s)"),
    ]  # fmt: skip


async def _verdicts(desk: Desk, work: Work) -> tuple[list[float], list[float]]:
    """Seconds to the verdict, and those that the script takes."""
    assert work.exercise.code is not None
    source = work.exercise.code.solution
    await desk.check_code(work, source)
    times, script = [], []
    for _ in range(ROUNDS):
        script.append(_script(work, NUMPY_HEAD, "", "-"))
        await asyncio.sleep(PAUSE)
        begin = time.perf_counter()
        verdict = await desk.check_code(work, source)
        times.append(time.perf_counter() - begin)
        assert verdict.passed, verdict
    return times, script


def _on_screen(work: Work) -> tuple[list[float], list[float]]:
    """Seconds from the key to the verdict on the screen, and those that the script takes."""
    assert work.exercise.code is not None
    times, script = [], []
    with tempfile.TemporaryDirectory() as home:
        store = Store(Path(home, "progress.sqlite"))
        store.save_draft(work.key, {"text": work.exercise.code.solution})
        with Terminal([*TUTOR, "open", NUMPY_EXERCISE], environment(home)) as terminal:
            terminal.wait_for("run")
            for number in range(1, ROUNDS + 2):
                script.append(_script(work, NUMPY_HEAD, "", "-"))
                terminal.settle()
                time.sleep(PAUSE)
                begin = time.perf_counter()
                os.write(terminal.fd, RUN)
                terminal.wait_for(f"of run {number} ")
                times.append(time.perf_counter() - begin)
    return times[1:], script[1:]  # Python is got ready for the first


async def _epochs(desk: Desk, work: Work) -> tuple[list[float], list[float], list[float]]:
    """Seconds to the first epoch and to the verdict, and to the script's first epoch."""
    assert work.exercise.code is not None
    source = work.exercise.code.solution
    await desk.check_code(work, source)
    first, total, script = [], [], []
    for _ in range(KERAS_ROUNDS):
        script.append(_script(work, KERAS_HEAD, KERAS_PRINT, "epoch 1"))
        await asyncio.sleep(PAUSE)
        seen: list[float] = []

        def listen(event: Event, seen: list[float] = seen) -> None:
            if isinstance(event, EpochEnded):
                seen.append(time.perf_counter())

        begin = time.perf_counter()
        verdict = await desk.check_code(work, source, listen)
        total.append(time.perf_counter() - begin)
        first.append(seen[0] - begin)
        assert verdict.passed, verdict
    return first, total, script


def _script(work: Work, head: str, patch: str, until: str) -> float:
    """Seconds until a script with the same code printed the line that begins so."""
    code = work.exercise.code
    assert code is not None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "script.py")
        path.write_text(head + code.setup + patch + code.solution, encoding="utf-8")
        begin = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, env=environment(folder), cwd=folder,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            for line in process.stdout:
                if line.startswith(until):
                    seconds = time.perf_counter() - begin
                    process.kill()
                    return seconds
    raise RuntimeError(f"the script never printed {until!r}")
