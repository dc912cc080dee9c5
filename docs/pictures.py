"""Make the pictures of the README: ``python docs/pictures.py [NAME …]`` (or ``make picture``).

The program runs without a terminal, is driven by keys, and Textual draws what it shows as SVG.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

from textual.pilot import Pilot

from tutor.lab.bench import Bench
from tutor.lab.problems import problem_to_play
from tutor.progress.store import Attempt, Place, Store
from tutor.session.open import find_work
from tutor.session.opened import new_lab
from tutor.session.shelf import Shelf
from tutor.tui.app import TutorApp
from tutor.tui.editor import Editor

#: A submission with a slip in it.
WRONG = """\
# node 0: inputs times their weights, added up
node_0_value = (input_data * weights['node_0']).sum()

# node 1
node_1_value = (input_data * weights['node_0']).sum()

hidden_layer_outputs = np.array([node_0_value, node_1_value])
output = (hidden_layer_outputs * weights['output']).sum()
print(output)
"""

TRAINING = """\
n_cols = predictors.shape[1]
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(n_cols,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(1))
model.compile(optimizer='adam', loss='mean_squared_error')
model.fit(predictors, target, epochs=10)
"""

HERE = Path(__file__).parent / "pictures"

#: When the pictures are taken, so that those of dates stay as they are.
NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)
#: How many exercises the learner of the pictures has done, and what went wrong meanwhile.
DONE = 17
MISTAKES = (
    "took the sum for the activation",
    "left out a product",
    "took the value for the weight",
)


@dataclass(frozen=True)
class Picture:
    """What is opened, which text is typed, keys, and what has to stand there in the end."""

    what: str = ""
    keys: tuple[str, ...] = ()
    until: str = ""
    code: str = ""
    record: bool = False
    size: tuple[int, int] = (80, 24)


BACK = "backward-propagation#a-round-of-backprop"

PICTURES = {
    "home": Picture(record=True, until="continue"),
    "code": Picture(
        "forward-propagation#forward-by-code", ("ctrl+r",), "expected -13", code=WRONG
    ),
    "stepper": Picture(BACK, (*["right"] * 13, "2", "1", "enter"), "h0's own value"),
    "lab": Picture("lab", (*["tab"] * 7, "T", "T"), "trained 20", size=(100, 30)),
    "training": Picture(
        "keras-models#fit", ("ctrl+r",), "✓", code=TRAINING, size=(100, 30)
    ),
    "data": Picture("keras-models#wage-data", ("ctrl+t", "s"), "9.02"),
    "statistics": Picture(keys=("s",), record=True, until="Statistics"),
}  # fmt: skip


async def take(name: str, picture: Picture) -> None:
    """Open, type, press keys, wait, and write the SVG."""
    shelf = Shelf(Store(None), clock=lambda: NOON)
    if picture.record:
        fill(shelf)
    if picture.what == "lab":
        app = TutorApp(shelf, new_lab(Bench(problem_to_play()), "Lab"))
    else:
        app = TutorApp(shelf, find_work(shelf, picture.what) if picture.what else None)
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause(0.3)
        if picture.code:
            editor = app.screen.query_one(Editor)
            editor.load_text(picture.code)
            editor.focus()
        for key in picture.keys:
            await pilot.press(key)
            await pilot.pause(0.05)
        await until(pilot, lambda: picture.until in text_of(app))
        svg = app.export_screenshot(title="tutor")
    HERE.mkdir(exist_ok=True)
    (HERE / f"{name}.svg").write_text(portable(svg), encoding="utf-8")


def fill(shelf: Shelf) -> None:
    """The record of someone who is in the middle of the course."""
    slips = cycle(MISTAKES)
    for number, (key, hash_) in enumerate(exercises(shelf)):
        at = NOON - timedelta(days=(DONE - number) * 0.7)
        for missed in range(number % 3):
            attempt = Attempt(key, hash_, "", False, mistakes=(next(slips),), at=at)
            shelf.store.record(attempt)
            at += timedelta(minutes=3 + missed)
        shelf.store.record(Attempt(key, hash_, "", True, at=at))
    shelf.store.save_place(Place("deep-learning", "backward-propagation", "a-round-of-backprop"))


def exercises(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """Keys and hashes of those that are done."""
    course = shelf.courses[0]
    found = [exercise for lesson in course.lessons for exercise in lesson.exercises]
    return ((f"{course.id}/{exercise.id}", exercise.hash) for exercise in found[:DONE])


def text_of(app: TutorApp) -> str:
    """What stands on the screen."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def until(pilot: Pilot[None], holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something holds, and a little longer."""
    for _ in range(int(seconds / 0.2)):
        await pilot.pause(0.2)
        if holds():
            await pilot.pause(0.3)
            return
    raise TimeoutError(f"it never came to that:\n{text_of(pilot.app)}")  # type: ignore[arg-type]


def portable(svg: str) -> str:
    """With a monospaced font that is at hand, and every space in its place."""
    # The fonts would be fetched from elsewhere.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    # Spaces at the edges of a text count: they are what keeps the columns.
    svg = svg.replace("<text ", '<text xml:space="preserve" ')
    return svg.replace("Fira Code", "monospace")


async def main(names: list[str]) -> None:
    """The pictures with these names, or all."""
    for name in names or PICTURES:
        await take(name, PICTURES[name])


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
