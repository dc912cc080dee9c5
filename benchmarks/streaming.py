"""A training that is watched epoch by epoch, against the same ``fit(verbose=0)`` alone."""

from __future__ import annotations

import asyncio

from benchmarks.table import Result, of
from tutor.runner.observation import EpochEnded, Event, Job, Observation
from tutor.runner.runner import OnEvent, Runner

ROUNDS = 9
GOAL = 1.05

#: In turn, so that both have the same machine. What ``fit`` was before it was watched is wrapped.
CODE = """
import time
import keras
alone = keras.Model.fit.__wrapped__
for _ in range({rounds} + 1):
    for fit in (alone, keras.Model.fit):
        model = Sequential({layers})
        model.compile('sgd', {loss!r})
        begun = time.perf_counter()
        fit(model, x, y, epochs=10, verbose=0)
        print(time.perf_counter() - begun)
"""

#: What is trained: its name, table, data, layers and loss. The second also sends its weights.
TRAININGS = (
    (
        "9-50-32-1", "wages", "x = df.drop(columns='wage_per_hour').to_numpy(dtype='float32')\n"
        "y = df['wage_per_hour'].to_numpy() / 100",
        "[Dense(50, activation='relu'), Dense(32, activation='relu'), Dense(1)]",
        "mean_squared_error",
    ),
    (
        "10-32-2, weights too", "titanic", "x = df.drop(columns='survived').to_numpy('float32')\n"
        "y = np.eye(2)[df['survived']]",
        "[Dense(32, activation='relu'), Dense(2, activation='softmax')]",
        "categorical_crossentropy",
    ),
)  # fmt: skip


def measure() -> list[Result]:
    return [_measure(*training) for training in TRAININGS]


def _measure(name: str, data: str, setup: str, layers: str, loss: str) -> Result:
    code = CODE.format(rounds=ROUNDS, layers=layers, loss=loss)
    job = Job(code, setup=setup, data=data, needs="keras", time_limit=600)
    events: list[Event] = []
    seen = asyncio.run(_run(job, events.append))
    if seen.ending != "complete":
        raise RuntimeError(f"{seen.ending}: {seen.error}")
    seconds = [float(line) for line in seen.printed.split()][2:]  # the first round warms up
    epochs = sum(isinstance(event, EpochEnded) for event in events)
    return Result(
        f"ten epochs of {name}, streamed", "fit(verbose=0)", of(seconds[1::2]), of(seconds[::2]),
        "s", GOAL, f"({epochs} epochs seen)", epochs == 10 * (ROUNDS + 1),
    )  # fmt: skip


async def _run(job: Job, on_event: OnEvent) -> Observation:
    async with Runner() as runner:
        return await runner.run(job, on_event)
