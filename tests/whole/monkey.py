"""Random keys and sizes over all screens: ``python -m tests.whole.monkey [--keys N] [--seed N]``.

A fault of the program ends it with the seed and the last keys of that life, which bring it back.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from textual import events
from textual.geometry import Size
from textual.keys import _character_to_key

from tutor.lab.bench import Bench
from tutor.lab.problems import problem_to_play
from tutor.progress.store import Store
from tutor.session.open import find_work
from tutor.session.practice import Practice
from tutor.session.shelf import Shelf
from tutor.tui import app as app_module
from tutor.tui.app import TutorApp

#: Keys pressed between a start and the next.
LIFE = 150
SIZES = ((80, 24), (120, 40), (40, 12), (200, 60), (20, 5), (1, 1))
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
PRINTABLE = [*LETTERS, *"0123456789 -+.,/?[]<>()*=#'\"é漢"]
MOVING = ["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab"]
DOING = ["enter", "enter", "escape", "backspace", "delete", "f4", "ctrl+home", "ctrl+end"]
#: All but those that end the program (c, q) and f, which Textual's own driver takes.
CONTROL = [f"ctrl+{letter}" for letter in "abdefghjklmnoprstuvwxyz"]

Lot = random.Random


def key(lot: Lot) -> str:
    """A key, with those that lead somewhere more often than by chance."""
    kind = lot.choices((PRINTABLE, MOVING, DOING, CONTROL), (5, 5, 3, 2))[0]
    return lot.choice(kind)


def exercises(shelf: Shelf, keras: bool) -> list[str]:
    """What can be opened; without ``keras`` only what needs none."""
    found = []
    for course in shelf.courses:
        for lesson in course.lessons:
            for exercise in lesson.exercises:
                what = f"{course.id}/{lesson.id}#{exercise.id}"
                if keras or exercise.kind != "code" or not _needs_keras(shelf, what):
                    found.append(what)
    return found


def _needs_keras(shelf: Shelf, what: str) -> bool:
    exercise = find_work(shelf, what).exercise
    return getattr(exercise, "code", None) is not None and exercise.code.needs == "keras"


def start(lot: Lot, shelf: Shelf, places: list[str]) -> TutorApp:
    """The program at some place."""
    ascii_only = lot.random() < 0.2
    ways: list[Callable[[], TutorApp]] = [
        lambda: TutorApp(shelf, None, ascii_only),
        lambda: TutorApp(
            shelf, None, ascii_only, (Bench(problem_to_play(seed=lot.randrange(99))), "Lab")
        ),
        lambda: TutorApp(shelf, None, ascii_only, drill=Practice(shelf.store)),
        *[lambda: TutorApp(shelf, find_work(shelf, lot.choice(places)), ascii_only)] * 4,
    ]
    return lot.choice(ways)()


def press(app: TutorApp, name: str) -> None:
    """Send a key, without waiting for what it does as a pilot would."""
    printable = len(name) == 1
    event = events.Key(_character_to_key(name) if printable else name, name if printable else None)
    event.set_sender(app)
    app._driver.send_message(event)


async def live(lot: Lot, shelf: Shelf, places: list[str], pressed: list[str], count: int) -> None:
    """One life: start, press keys and change the size, until it is over or the program quits."""
    app = start(lot, shelf, places)
    async with app.run_test(size=lot.choice(SIZES[:4])) as pilot:
        while len(pressed) < count and app.is_running and app._exit is False:
            if lot.random() < 0.02:
                size = Size(*lot.choice(SIZES))
                pressed.append(f"{size.width}x{size.height}")
                await pilot.resize_terminal(*size)
            else:
                pressed.append(key(lot))
                press(app, pressed[-1])
                # In bursts, as over a slow line; now and then all is painted before the next.
                await (pilot.pause() if lot.random() < 0.1 else asyncio.sleep(0))
        await pilot.pause()
        if app._exit is False:  # as a signal ends it: after all that was pressed
            app.call_later(app._end)
        while app.is_running and app._exit is False:
            await asyncio.sleep(0.01)


def run(number: int, seed: int, keras: bool = False, every: Callable[[int], object] = id) -> None:
    """So many keys; raises what the program raises, with what leads there as a note."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # what a lab writes goes there
        os.environ["TUTOR_HOME"] = folder
        os.environ["VISUAL"] = "true"  # an editor that changes nothing
        app_module._leave_after = lambda _: None  # who quits here is born again
        TutorApp.suspend = nullcontext  # there is no terminal to hand to the editor
        shelf = Shelf(Store(Path(folder) / "progress.sqlite"))
        places = exercises(shelf, keras)
        done = 0
        while done < number:
            pressed: list[str] = []
            try:
                asyncio.run(
                    live(random.Random(seed), shelf, places, pressed, min(LIFE, number - done))
                )
            except BaseException as error:
                error.add_note(f"seed {seed}: {' '.join(pressed)}")
                raise
            done += max(1, len(pressed))
            seed += 1
            every(done)


def main() -> None:
    """From the command line; the exit code is 1 where something was raised."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--keys", type=int, default=200_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keras", action="store_true", help="exercises that need Keras, too")
    given = options.parse_args()

    def say(done: int) -> None:
        if done // 5000 != (done - LIFE) // 5000:
            sys.stderr.write(f"{done:,} keys\n")

    run(given.keys, given.seed, given.keras, say)
    sys.stdout.write(f"{given.keys:,} keys, and nothing was raised\n")


if __name__ == "__main__":
    main()
