"""Many lessons: the start of ``tutor``, and checking them without running anything."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

import tutor
from benchmarks.screen import environment
from benchmarks.table import Result, of
from benchmarks.terminal import Terminal
from tutor.authoring.gather import gather
from tutor.authoring.pool import verify_all
from tutor.authoring.verify import Plan
from tutor.lesson.where import shipped_courses
from tutor.progress.store import Store
from tutor.session.shelf import Shelf

LESSONS, COURSES, EXERCISES, ROUNDS = 2000, 20, 4, 7
#: Milliseconds that checking a lesson may take without running code.
GOAL = 10.0


def measure() -> list[Result]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_catalogue(folder / "lessons")
        # The package finds its courses beside itself.
        (folder / "tutor").symlink_to(Path(tutor.__file__).parent, target_is_directory=True)
        many, few = starts(folder)
        per_lesson = seconds_to_check(folder / "lessons") * 1000 / LESSONS
    return [
        Result(f"start with {LESSONS} lessons", "with the shipped ones", many, few, "s", 1.5),
        Result(f"{EXERCISES} exercises in tutor verify --static", f"{GOAL:g} ms", per_lesson, GOAL,
               "ms", 1.0),
    ]  # fmt: skip


def write_catalogue(folder: Path) -> None:
    """Courses of copies of the shipped exercises, with ids of their own."""
    texts = [
        text
        for path in sorted(shipped_courses().glob("*/*.yaml"))
        if path.name != "course.yaml"
        for text in parts(path.read_text(encoding="utf-8"))
    ]
    each = LESSONS // COURSES
    for number in range(COURSES):
        course = folder / f"course-{number:02}"
        course.mkdir(parents=True)
        names = [f"lesson-{number:02}-{index:03}" for index in range(each)]
        for index, name in enumerate(names):
            text = texts[index % len(texts)].replace("  - id: ", f"  - id: {name}-")
            (course / f"{name}.yaml").write_text(text, encoding="utf-8")
        head = f"format: 1\ntitle: Course {number}\nlicence: MIT\nauthors: [Nobody]\n"
        (course / "course.yaml").write_text(head + f"lessons: [{', '.join(names)}]\n")
    long_ago = time.time() - 3600  # what has just been written is not remembered
    for path in folder.glob("*/*"):
        os.utime(path, (long_ago, long_ago))


def parts(text: str) -> list[str]:
    """A lesson as several, of EXERCISES exercises each."""
    begin = "\n  - id: "
    head, *exercises = text.split(begin)
    groups = [exercises[i : i + EXERCISES] for i in range(0, len(exercises), EXERCISES)]
    return [begin.join([head, *group]) for group in groups]


def starts(folder: Path) -> tuple[float, float]:
    """Median seconds to the first home screen with the catalogue, and with the shipped courses."""
    command = [sys.executable, "-m", "tutor"]
    seconds: dict[str, list[float]] = {"many": [], "few": []}
    for warm_up in (True, *[False] * ROUNDS):
        for name, path in (("many", folder), ("few", Path(tutor.__file__).parent.parent)):
            home = folder / f"home-{name}"
            home.mkdir(exist_ok=True)
            env = environment(str(home)) | {"PYTHONPATH": str(path), "PYTHONSAFEPATH": "1"}
            with Terminal(command, env) as terminal:
                taken = terminal.wait_for("q quit")
                terminal.settle()
                assert ("Course 0" in terminal.text) is (name == "many"), terminal.text
            if not warm_up:
                seconds[name].append(taken)
    return of(seconds["many"]), of(seconds["few"])


def seconds_to_check(folder: Path) -> float:
    """Seconds for all lessons, read and checked, with every answer that needs no code graded."""
    shelf = Shelf(Store(None))
    begin = time.perf_counter()
    gathered = gather(shelf, [str(folder)])
    results = asyncio.run(verify_all(gathered.works, shelf, Plan(static=True)))
    seconds = time.perf_counter() - begin
    assert not gathered.errors and all(result.fine for result in results)
    return seconds
