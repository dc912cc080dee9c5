"""What is open comes back from JSON as it was: labs, walks, the drill, reviews, exercises."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from tests.network.problems import random_problem
from tutor.lab.bench import MAX_STATES, Bench, History
from tutor.lab.moves import Move, MoveError
from tutor.network.model import ACTIVATIONS, OPTIMIZERS
from tutor.network.trace import trace
from tutor.progress.store import Attempt, Store
from tutor.session.desk import Desk
from tutor.session.open import begin_review, find_work
from tutor.session.opened import (
    OpenLab,
    OpenWalk,
    new_lab,
    practice_entry,
    reopened,
    work_entry,
)
from tutor.session.practice import Practice
from tutor.session.shelf import OPEN, Entry, Shelf
from tutor.session.sitting import Sitting
from tutor.session.walk import Walk
from tutor.session.work import Work

SEEDS = range(30)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(Store(None))


def again(shelf: Shelf, entry: Entry) -> Work | Practice | OpenLab | OpenWalk:
    """What one entry opens, after it was JSON."""
    (found,) = reopened(shelf, [json.loads(json.dumps(entry))])
    return found


def play(history: History, lot: random.Random, count: int) -> History:
    """Moves of all kinds by lot, with undoing, redoing and rewinding."""
    for _ in range(count):
        node = lot.choice(history.bench.problem.network.columns[-1])
        moves = [
            Move(f"bias({node})", lot.uniform(-1, 1)),
            Move("learning_rate", lot.uniform(0.001, 0.1)),
            Move(f"activation({node})", lot.choice(ACTIVATIONS)),
            Move("optimizer", lot.choice(OPTIMIZERS)),
            Move("train", float(lot.choice([1, 2, 7]))),
            Move("add_node", 0.0),
            Move("add_row", 0.0),
            Move("remove_row", 0.0),
        ]
        ways = [history.undo, history.redo, history.rewind]
        with suppress(MoveError):
            history = lot.choice(ways)() if lot.random() < 0.4 else history.do(lot.choice(moves))
    return history


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lab_comes_back_with_all_that_can_be_undone(shelf: Shelf, seed: int) -> None:
    lot = random.Random(seed)
    history = play(History((Bench(random_problem(seed), seed),)), lot, 25)
    looks = {"cursor": "learning_rate", "row": 1}
    lab = again(shelf, OpenLab("Lab", history, looks).entry())
    assert isinstance(lab, OpenLab) and (lab.title, lab.view) == ("Lab", looks)
    assert lab.history.at == history.at
    for bench, before in zip(lab.history.benches, history.benches, strict=True):
        assert bench.problem == before.problem
        assert (bench.memory, bench.losses) == (before.memory, before.losses)


def test_of_more_moves_than_can_be_undone_the_last_come_back(shelf: Shelf) -> None:
    history = History((Bench(random_problem(1)),))
    for number in range(MAX_STATES + 20):
        history = history.do(Move("learning_rate", 0.001 + number / 10_000))
    history = history.undo().undo()
    lab = again(shelf, OpenLab("Lab", history).entry())
    assert isinstance(lab, OpenLab)
    assert [b.problem for b in lab.history.benches] == [b.problem for b in history.benches]
    assert lab.history.at == history.at


def test_moves_that_can_t_be_made_any_more_end_the_way(shelf: Shelf) -> None:
    entry = new_lab(Bench(random_problem(1)), "Lab").entry()
    entry |= {"way": [["learning_rate", 0.5], ["weight(gone->gone)", 1], ["train", 1]]}
    lab = again(shelf, entry | {"undone": 2})
    assert isinstance(lab, OpenLab) and lab.history.undone == 0
    assert lab.history.bench.problem.network.optimizer.learning_rate == 0.5


@pytest.mark.parametrize("seed", SEEDS)
def test_a_walk_comes_back_to_its_step_of_its_training_step(shelf: Shelf, seed: int) -> None:
    lot, problem = random.Random(seed), random_problem(seed)
    batches = tuple((row,) for row in problem.rows) if lot.random() < 0.5 else ()
    rows = batches[0] if batches else problem.rows
    before = trace(problem.network, rows)
    walk = Walk(trace(before.after(), rows, memory=before.memory()), batches=batches)
    for _ in range(lot.randint(0, 3)):
        walk.next_update()
    walk.go(lot.randint(0, walk.end))
    walk.coarser(lot.randint(0, 3))
    back = again(shelf, OpenWalk("Steps", walk, "About it.").entry())
    assert isinstance(back, OpenWalk) and (back.title, back.about) == ("Steps", "About it.")
    assert back.walk.trace.cells == walk.trace.cells
    assert [each.cells for each in back.walk.past] == [each.cells for each in walk.past]
    assert (back.walk.k, back.walk.size) == (walk.k, walk.size)


def test_a_question_of_the_drill_comes_back(shelf: Shelf) -> None:
    practice = Practice(shelf, "gradients", 3, 77)
    practice.save("1.5", "Said.")
    back = again(shelf, practice_entry(practice))
    assert isinstance(back, Practice)
    assert (back.question.seed, back.level, back.text) == (77, 3, "1.5")
    assert back.question.topic == practice.question.topic == "gradients"


def test_a_review_comes_back_at_its_place(shelf: Shelf) -> None:
    for name in ("forward-by-code", "a-round-of-backprop"):
        work = find_work(shelf, f"deep-learning/{_lesson(shelf, name)}#{name}")
        long_ago = shelf.clock() - timedelta(days=100)
        shelf.store.record(Attempt(work.key, work.hash, "", False, at=long_ago))
        shelf.store.record(Attempt(work.key, work.hash, "1", True, at=long_ago))
    work = begin_review(shelf)
    assert work is not None and work.round is not None and len(work.round.items) == 2
    back = again(shelf, work_entry(shelf, work))
    assert isinstance(back, Work) and back.round == work.round and back.key == work.key


def _lesson(shelf: Shelf, exercise: str) -> str:
    lessons = (lesson for course in shelf.courses for lesson in course.lessons)
    return next(x.id for x in lessons if exercise in {e.id for e in x.exercises})


def test_a_file_that_is_in_no_course_comes_back_and_is_no_place(
    shelf: Shelf, tmp_path: Path
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "title: Mine\nexercises:\n  - {id: a, title: A, read: Text.}\n", encoding="utf-8"
    )
    shipped = find_work(shelf, "forward-propagation#forward-by-code")
    desk = Desk(shelf)
    desk.enter(shipped)
    desk.enter(find_work(shelf, f"{file}#a"))
    place = shelf.place()
    assert place is not None and place.exercise == "forward-by-code"
    (found,) = reopened(shelf, shelf.left_open())
    assert isinstance(found, Work) and found.lesson.path == file
    file.unlink()
    assert reopened(shelf, shelf.left_open()) == ()
    desk.leave()
    place = shelf.place()
    assert place is not None and place.exercise == "forward-by-code" and OPEN not in place.state


@pytest.mark.parametrize(
    "entry", [{"is": "a thing of later"}, {"is": "lab", "start": {}}, {}, "lab", None]
)
def test_what_can_t_be_opened_is_left_out_with_what_lay_over_it(shelf: Shelf, entry: Entry) -> None:
    lab = new_lab(Bench(random_problem(1)), "Lab").entry()
    found = reopened(shelf, [lab, entry, lab])
    assert len(found) == 1 and isinstance(found[0], OpenLab)


def test_a_window_in_which_nothing_was_done_leaves_what_another_kept(shelf: Shelf) -> None:
    desk = Desk(shelf)
    work = find_work(shelf, "forward-propagation#forward-by-code")
    idle, busy = Sitting(work, desk), Sitting(work, desk)
    for sitting in (idle, busy):
        sitting.begin({"text": "starter"})
    busy.keep({"text": "mine"})
    idle.keep({"text": "starter"})
    assert desk.draft(work)["text"] == "mine"
    idle.keep({"text": "other"})
    assert desk.draft(work)["text"] == "other"
