"""Processes that are killed, and processes that write at the same time; all of them real.

``TUTOR_CRASHES=300 pytest tests/progress/test_crash.py`` kills that many instead of some dozens.
"""

import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.progress.store import Store

ROOT = Path(__file__).parents[2]
CRASHES = int(os.environ.get("TUTOR_CRASHES", "24"))

WRITER = """
import sys
from itertools import count
from pathlib import Path
from tutor.progress.store import Attempt, Place, Store

path, name, limit = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with Store(path) as store:
    for number in count(1):
        store.save_draft(f"dl/{name}", {"text": "x" * 5000, "number": number})
        store.record(Attempt(f"dl/{name}", "hash", str(number), number % 3 == 0, "m" * 3000))
        store.save_place(Place("dl", name, str(number)))
        print(number, flush=True)
        if number == limit:
            break
"""


def start(path: Path, name: str, limit: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, path, name, str(limit)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def integrity(path: Path) -> str:
    connection = sqlite3.connect(path)
    (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return str(answer)


def test_a_process_killed_at_any_moment_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite"
    chance = random.Random(1)
    for turn in range(CRASHES):
        writer = start(path, str(turn))
        assert writer.stdout is not None
        assert writer.stderr is not None
        # After some acknowledged rounds, and then anywhere within the next one.
        said = [int(writer.stdout.readline()) for _ in range(chance.randrange(1, 12))]
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(chance.random() * 0.02)
        writer.kill()
        # Not communicate(): it would miss what readline() has already taken from the pipe.
        said += [int(line) for line in writer.stdout]
        with writer.stdout, writer.stderr:
            assert writer.stderr.read() == ""
        writer.wait()
        assert said == list(range(1, len(said) + 1))

        assert integrity(path) == "ok"
        with Store(path) as store:
            kept = [int(attempt.submission) for attempt in store.attempts(f"dl/{turn}")]
            assert kept in (said, [*said, said[-1] + 1])
            draft, place = store.draft(f"dl/{turn}"), store.place()
            assert draft is not None
            assert draft.state["number"] in (said[-1], said[-1] + 1)
            assert place is not None
            assert int(place.exercise) in (said[-1], said[-1] + 1)


def test_a_process_killed_while_it_makes_the_file_leaves_one_that_works(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tutor.progress.store import Store\n"
        "print('ready', flush=True); Store(Path(sys.argv[1])).done()"
    )
    chance = random.Random(2)
    for turn in range(8):
        path = tmp_path / str(turn) / "progress.sqlite"
        maker = subprocess.Popen(
            [sys.executable, "-c", code, path], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert maker.stdout is not None
        assert maker.stdout.readline() == "ready\n"
        try:
            maker.wait(chance.random() * 0.01)
        except subprocess.TimeoutExpired:
            maker.kill()
        maker.communicate()
        store, warning = Store.open_or_memory(path)
        assert warning is None
        assert store.attempts() == []
        assert integrity(path) == "ok"


def test_two_processes_write_at_once_and_both_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite"
    writers = [start(path, name, limit=60) for name in ("one", "two")]
    for writer in writers:
        out, problems = writer.communicate(timeout=120)
        assert (writer.returncode, problems) == (0, "")
        assert len(out.splitlines()) == 60
    with Store(path) as store:
        for name in ("one", "two"):
            kept = [attempt.submission for attempt in store.attempts(f"dl/{name}")]
            assert kept == [str(number) for number in range(1, 61)]
    assert integrity(path) == "ok"
