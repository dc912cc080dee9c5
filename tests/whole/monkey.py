"""Random keys and more over all screens: ``python -m tests.whole.monkey [--keys N] [--seed N]``.

A fault of the program ends it with the seed and the last keys of that life, which bring it back.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual import events
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.screen import Screen

from tests.whole.chance import PASTES, SIZES, Lot, key
from tests.whole.starts import Starts
from tutor.authoring.cases import cases_of
from tutor.datasets.table import load_table
from tutor.tui import ending
from tutor.tui.app import TutorApp
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.trying import submit

#: Keys pressed between a start and the next.
LIFE = 150


def _send(app: TutorApp, event: events.Event) -> None:
    """As the terminal does, without waiting for what comes of it as a pilot would."""
    event.set_sender(app)
    app._driver.send_message(event)


def known(app: TutorApp) -> list[str]:
    """The keys that do something at this moment; but for those that end the program."""
    bindings = app.screen.active_bindings if app.screen_stack else {}
    return sorted(name for name, active in bindings.items() if "quit" not in active.binding.action)


def press(app: TutorApp, lot: Lot) -> str:
    """Press a key; its name."""
    name = key(lot, known(app))
    printable = len(name) == 1
    _send(app, events.Key(_character_to_key(name) if printable else name, name * printable or None))
    return name


def paste(app: TutorApp, lot: Lot) -> str:
    """Paste a text; the beginning of it."""
    text = lot.choice(PASTES)
    _send(app, events.Paste(text))
    return f"paste({text[:20]!r})"


def click(app: TutorApp, lot: Lot) -> str:
    """Press and release the button of the mouse somewhere."""
    x, y = lot.randrange(max(app.size.width, 1)), lot.randrange(max(app.size.height, 1))
    for event in (events.MouseMove, events.MouseDown, events.MouseUp):
        made = event(None, x, y, 0, 0, int(event is not events.MouseMove), False, False, False)
        made.set_sender(app)
        app._driver.process_message(made)
    return f"click({x},{y})"


def look_away(app: TutorApp, lot: Lot) -> str:
    """To another window, or back to this."""
    event = lot.choice((events.AppBlur, events.AppFocus))()
    _send(app, event)
    return type(event).__name__


def submit_something(app: TutorApp, lot: Lot) -> str:
    """Type what the lesson names as right or wrong, and have it checked."""
    screen, chosen = app.screen, lot.random()
    if not isinstance(screen, ExerciseScreen) or not screen.is_mounted:
        return "-"
    cases = cases_of(screen.work.exercise, screen.work.lesson, load_table)
    if not cases:
        return "-"
    case = cases[int(chosen * len(cases))]

    async def typed() -> None:
        if screen.is_current and not getattr(screen, "running", False):
            await submit(screen, case)

    app.call_later(typed)
    return f"submit({case.name})"


async def live(lot: Lot, starts: Starts, done: list[str], count: int) -> None:
    """One life: start, press keys and change the size, until it is over or the program quits."""
    app = starts.app(lot)
    deeds: dict[Callable[[TutorApp, Lot], str], int] = {
        press: 180, paste: 4, click: 4, look_away: 2, submit_something: 4,
        lambda app, lot: starts.save_lesson(lot): 2,
    }  # fmt: skip
    async with app.run_test(size=lot.choice(SIZES[:4]), notifications=True) as pilot:
        while len(done) < count and app.is_running and app._exit is False:
            if lot.random() < 0.02:
                size = Size(*lot.choice(SIZES))
                done.append(f"{size.width}x{size.height}")
                await pilot.resize_terminal(*size)
            else:
                deed = lot.choices(list(deeds), list(deeds.values()))[0]
                done.append(deed(app, lot))
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
        starts, count = Starts(Path(folder), keras), 0
        while count < number:
            done: list[str] = []
            try:
                with immortal():
                    asyncio.run(live(Lot(seed), starts, done, min(LIFE, number - count)))
            except BaseException as error:
                error.add_note(f"seed {seed}: {' '.join(done)}")
                raise
            count += max(1, len(done))
            seed += 1
            every(count)


@contextmanager
def immortal() -> Iterator[None]:
    """Who quits is born again; and there is no terminal to hand to the editor."""
    with (
        patch.object(ending, "_leave_after", lambda _: None),
        patch.object(TutorApp, "suspend", nullcontext),
    ):
        yield


def watch_screens() -> Counter[str]:
    """How often each screen comes up from now on."""
    seen: Counter[str] = Counter()
    resume = Screen._on_screen_resume

    def counted(screen: Screen[Any], event: events.ScreenResume) -> None:
        seen[type(screen).__name__] += 1
        resume(screen, event)

    Screen._on_screen_resume = counted  # type: ignore[method-assign]
    return seen


def main() -> None:
    """From the command line; the exit code is 1 where something was raised."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--keys", type=int, default=200_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keras", action="store_true", help="exercises that need Keras, too")
    given = options.parse_args()
    seen = watch_screens()

    def say(done: int) -> None:
        if done % 5000 < LIFE:
            sys.stderr.write(f"{done:,} keys\n")

    run(given.keys, given.seed, given.keras, say)
    reached = ", ".join(f"{name} {count}" for name, count in seen.most_common())
    sys.stdout.write(f"{given.keys:,} keys, and nothing was raised\nreached: {reached}\n")


if __name__ == "__main__":
    main()
