"""Lesson files broken by lot: whatever is done to one, it loads or says where it is wrong.

``python -m tests.lesson.fuzz 10000`` tries so many, and says which of them misbehaved and how long
the slowest took. The same number gives the same files.
"""

from __future__ import annotations

import copy
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tutor.datasets.table import load_table
from tutor.lesson.errors import LessonError
from tutor.lesson.excerpt import excerpts
from tutor.lesson.expected import expected_value, wrong_values
from tutor.lesson.kinds import COURSE_FILE
from tutor.lesson.load import load_course, load_lesson
from tutor.lesson.locate import part
from tutor.lesson.outline import outline_lesson
from tutor.lesson.source import parse_source
from tutor.lesson.template import render
from tutor.lesson.traps import traps
from tutor.lesson.where import shipped_courses
from tutor.network.spelling import nearest_word

FILES = (
    *sorted(shipped_courses().glob("*/*.yaml")),
    *sorted((Path(__file__).parent / "fixtures" / "course").glob("*.yaml")),
)
#: More than anybody waits for.
SECONDS = 1.0

_BYTES = (
    *(b"\t", b": ", b"- ", b"[", b"}", b"{{", b"&a ", b"*a", b"'", b'"', b"\n", b" #", b"|", b"%"),
    *(b"\r", b"\xff", b"\x00", b"\xe2\x80\xa8", b"!!python/object/apply:os.system "),
)
_VALUES = (
    *(None, True, 0, -1, 3, 10**17, 1.5, 1e300, float("inf")),
    *(
        "",
        "x",
        "{{ x }}",
        "{{",
        "1 +",
        "yes",
        "é",
        "a" * 5000,
        "(" * 500,
        "9**9**9",
        "{{ 9**9**9 }}",
    ),
    *("__import__('os').system('true')", "delta(h0)", "output", "a\nb", "(a+)+$"),
    *([], {}, [1, "a"], {"a": 1}, {1: 2}, [[]], [None], [[[[[]]]]]),
)
_KEYS = ("x", "", 3, -1.5, "read", "code", "answer", "steps", "lab", "network", "wrong", "shape")


# --- mutants -------------------------------------------------------------------------------------


def mutant(seed: int) -> tuple[Path, bytes]:
    """A broken lesson, and the file that it was made of."""
    lot = random.Random(seed)
    path = lot.choice(FILES)
    make = lot.choice((_of_bytes, _of_lines, _of_structure))
    return path, make(path, lot)


def _of_bytes(path: Path, lot: random.Random) -> bytes:
    raw = _raw(path)
    for _ in range(lot.randint(1, 4)):
        at, length = lot.randrange(len(raw) + 1), lot.choice((0, 0, 1, 2, 10))
        new = lot.choice((*_BYTES, lot.randbytes(lot.randint(1, 3))))
        raw = raw[:at] + new + raw[at + length :]
    return raw


def _of_lines(path: Path, lot: random.Random) -> bytes:
    lines = _raw(path).split(b"\n")
    for _ in range(lot.randint(1, 3)):
        at, other = lot.randrange(len(lines)), lot.randrange(len(lines))
        match lot.choice(("remove", "double", "swap", "indent", "cut")):
            case "remove":
                del lines[at : at + lot.randint(1, 5)]
            case "double":
                lines[at:at] = lines[other : other + lot.randint(1, 5)]
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "indent":
                lines[at] = b" " * lot.randint(1, 3) + lines[at]
            case "cut":
                lines = lines[: at + 1]
        lines = lines or [b""]
    return b"\n".join(lines)


def _of_structure(path: Path, lot: random.Random) -> bytes:
    data = copy.deepcopy(_data(path))
    for _ in range(lot.randint(1, 3)):
        _change(data, lot.choice(_places(path)), lot)
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(data, Dumper=dumper, sort_keys=False, allow_unicode=True)
    return bytes(text.encode("utf-8"))


def _change(whole: Any, place: tuple[Any, ...], lot: random.Random) -> None:
    """Replaces, removes, renames, moves or doubles the part at a place, if it is still there."""
    outer, key = part(whole, place[:-1]), place[-1]
    if isinstance(outer, dict) and key in outer:
        value = outer.pop(key)
        match lot.choice(("replace", "replace", "remove", "rename", "move")):
            case "replace":
                outer[key] = lot.choice(_VALUES)
            case "rename":
                outer[lot.choice((*_KEYS, f"{key}s"))] = value
            case "move":
                whole[key] = value
    elif isinstance(outer, list) and isinstance(key, int) and key < len(outer):
        outer.append(copy.deepcopy(outer[key]))
        outer[key] = lot.choice(_VALUES) if lot.random() < 0.5 else outer[key]


@cache
def _raw(path: Path) -> bytes:
    return path.read_bytes()


@cache
def _data(path: Path) -> Any:
    return parse_source(_raw(path).decode("utf-8"), path).data


@cache
def _places(path: Path) -> tuple[tuple[Any, ...], ...]:
    return tuple(_parts(_data(path), ()))


def _parts(data: Any, place: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        yield (*place, key)
        if isinstance(value, dict | list):
            yield from _parts(value, (*place, key))


# --- trying --------------------------------------------------------------------------------------


def loads_or_says_where(file: Path) -> bool:
    """Whether a file loads; that it does, or says where it is wrong, is asserted."""
    lines = len(file.read_bytes().decode("utf-8", "replace").splitlines())
    outline_lesson(file)
    try:
        if file.name == COURSE_FILE:
            load_course(file.parent)
            return True
        lesson = load_lesson(file, load_table)
        traps(lesson.source)
    except LessonError as error:
        assert error.diagnostics
        for found in error.diagnostics:
            assert 1 <= found.line <= lines + 2, found  # the end is after the last line
            assert found.column >= 1, found
            assert found.message, found
            assert "\n" not in str(found), found
        assert len(excerpts(error.diagnostics).splitlines()) >= len(error.diagnostics)
        return False
    for exercise in lesson.exercises:
        render(exercise.title, lesson, exercise, load_table)
        if exercise.answer is not None:
            right = expected_value(lesson, exercise, load_table)
            wrong_values(lesson, exercise, right, load_table)
    return True


class Guard:
    """Notices code of a lesson that is run, programs that are started, and files written."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []
        sys.addaudithook(self._event)

    def _event(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "exec":
            name = getattr(arguments[0], "co_filename", "<unknown>")
            if not name.endswith(".py") and not name.startswith("<frozen"):
                self.seen.append(f"{event} {name}")
        elif event in ("os.system", "os.exec", "os.fork", "subprocess.Popen", "socket.connect"):
            self.seen.append(event)
        elif event == "open" and arguments[1] is not None and set("wax+") & set(str(arguments[1])):
            self.seen.append(f"{event} {arguments[0]}")


def attempt(seed: int, folder: Path, guard: Guard) -> tuple[str, float]:
    """What came of a mutant ("loads", "refused", or what went wrong), and the seconds it took."""
    path, raw = mutant(seed)
    file = folder / path.name
    file.write_bytes(raw)
    begin, guard.seen = time.process_time(), []
    guard.on = True
    try:
        said = "loads" if loads_or_says_where(file) else "refused"
    except Exception as error:  # whatever it is, it is a defect
        said = f"{type(error).__name__}: {str(error)[:200]}"
    finally:
        guard.on = False
        file.unlink()
    return (f"did {guard.seen}" if guard.seen else said), time.process_time() - begin


def fuzz(
    seeds: range, folder: Path, on_result: Callable[[int, str, float], None] = lambda *_: None
) -> dict[int, str]:
    """The mutants that neither loaded nor were refused as they have to be, and why."""
    for path in FILES:  # what is imported when it is first needed runs code, too
        outline_lesson(path)
        loads_or_says_where(path)
    nearest_word("a", "b")
    guard = Guard()
    faults: dict[int, str] = {}
    for seed in seeds:
        said, seconds = attempt(seed, folder, guard)
        on_result(seed, said, seconds)
        if said not in ("loads", "refused"):
            faults[seed] = said
    return faults


def main() -> int:
    """Fuzz; 1 if a file misbehaved or took more than a second of one processor."""
    import tempfile

    number, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    results: Counter[str] = Counter()
    times: list[tuple[float, int]] = []

    def on_result(seed: int, said: str, seconds: float) -> None:
        results[said if said in ("loads", "refused") else "misbehaves"] += 1
        times.append((seconds, seed))

    with tempfile.TemporaryDirectory() as folder:
        faults = fuzz(range(first, first + number), Path(folder), on_result)
    for seed, said in faults.items():
        print(f"seed {seed}: {said}")
    slow = [seed for seconds, seed in times if seconds > SECONDS]
    worst, seed = max(times)
    print(f"{number} files: {dict(results)}; the slowest took {worst:.2f} s (seed {seed})")
    if slow:
        print(f"slower than {SECONDS} s: seeds {slow}")
    return 1 if faults or slow else 0


if __name__ == "__main__":
    sys.exit(main())
