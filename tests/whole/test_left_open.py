"""The program is cut off: the next start goes on where it was, with all that stood there."""

from __future__ import annotations

import os
import signal
import time

import pytest

from benchmarks.terminal import Terminal
from tests.whole.test_learner import DOWN, ENTER, RIGHT, RUN, escape

#: A killed process may lose so much of what was typed, in seconds.
SAVED_AFTER = 1.0


def cut_off(terminal: Terminal, how: signal.Signals) -> None:
    terminal.settle()
    time.sleep(SAVED_AFTER)
    os.kill(terminal.pid, how)
    terminal.wait_for_exit()


def shown(terminal: Terminal) -> str:
    """All of the screen but its key line, once it stands still."""
    terminal.settle()
    return "\n".join(line.rstrip() for line in terminal.text.splitlines()[:-1])


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGHUP])
def test_code_comes_back_with_cursor_output_and_verdict(open_tutor, how) -> None:
    with open_tutor("open", "forward-propagation#forward-by-code") as terminal:
        terminal.wait_for("not yet done")
        terminal.send(ENTER)
        terminal.wait_for("node_0_value = ...")
        terminal.send(b"print('4' '2')")
        terminal.send(RUN)
        terminal.wait_for("node_0_value is None")
        terminal.send(DOWN * 2)
        cut_off(terminal, how)
    with open_tutor() as terminal:
        terminal.wait_for("node_0_value is None")
        terminal.settle()
        assert "node_0_value = print('4' '2')" in terminal.text
        assert any(line.strip() == "42" for line in terminal.text.splitlines()), terminal.text
        terminal.send(b"#here")
        terminal.wait_for("#here")
        assert "node_0_value" not in next(x for x in terminal.text.splitlines() if "#here" in x)


def test_a_walk_comes_back_to_its_step_and_its_line(open_tutor) -> None:
    with open_tutor("open", "backward-propagation#a-round-of-backprop") as terminal:
        terminal.wait_for("takes the first step back")
        terminal.send(RIGHT * 13)
        terminal.wait_for("Your turn")
        terminal.send(b"3*4")
        before = shown(terminal)
        cut_off(terminal, signal.SIGKILL)
    with open_tutor() as terminal:
        terminal.wait_for("Your turn")
        assert shown(terminal) == before


def test_a_lab_comes_back_with_its_changes(open_tutor) -> None:
    with open_tutor("open", "one-weight#too-long-a-step") as terminal:
        terminal.wait_for("goal")
        terminal.send(b"++")
        before = shown(terminal)
        cut_off(terminal, signal.SIGKILL)
    with open_tutor() as terminal:
        terminal.wait_for("goal")
        assert shown(terminal).split("goal")[1] == before.split("goal")[1]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGHUP])
def test_the_lab_comes_back_with_moves_cursor_and_what_was_undone(open_tutor, how) -> None:
    with open_tutor("lab", "2-2-1") as terminal:
        terminal.wait_for("Lab")
        terminal.send(b"+ \t+r+\tu")
        before = shown(terminal)
        terminal.send(b"U")
        redone = shown(terminal)
        terminal.send(b"u")
        cut_off(terminal, how)
    with open_tutor() as terminal:
        terminal.wait_for("Lab")
        assert picture(shown(terminal)) == picture(before)
        terminal.send(b"U")
        assert picture(shown(terminal)) == picture(redone) != picture(before)


def picture(screen: str) -> str:
    """What stands above the feedback."""
    return screen.rpartition("───")[0]


def test_all_that_lies_over_an_exercise_comes_back_with_it(open_tutor) -> None:
    with open_tutor("open", "one-weight#too-long-a-step") as terminal:
        terminal.wait_for("goal")
        escape(terminal)
        terminal.send(b"l")
        terminal.wait_for("nothing counts here")
        terminal.send(b"+ s")
        terminal.wait_for("training step 2")
        terminal.send(RIGHT * 3)
        before = shown(terminal)
        cut_off(terminal, signal.SIGHUP)
    with open_tutor() as terminal:
        terminal.wait_for("training step 2")
        assert shown(terminal) == before
        escape(terminal)
        terminal.wait_for("2 changes")
        escape(terminal)
        terminal.wait_for("goal")
        cut_off(terminal, signal.SIGKILL)
    with open_tutor() as terminal:
        terminal.wait_for("goal")
        assert "nothing counts here" not in terminal.text


def test_a_question_of_the_drill_comes_back_with_what_was_typed(open_tutor) -> None:
    with open_tutor("drill", "forward", "--seed", "5") as terminal:
        terminal.wait_for("seed 5")
        terminal.send(b"12.25")
        before = shown(terminal)
        cut_off(terminal, signal.SIGKILL)
    with open_tutor() as terminal:
        terminal.wait_for("seed 5")
        assert shown(terminal) == before


def test_a_lab_that_was_left_stays_away(open_tutor) -> None:
    with open_tutor("lab") as terminal:
        terminal.wait_for("Lab")
        terminal.send(b"+")
        escape(terminal)
        terminal.wait_for("c continue")
        cut_off(terminal, signal.SIGHUP)
    with open_tutor() as terminal:
        terminal.wait_for("c continue")
        terminal.send(b"l")
        terminal.wait_for("Lab")
        terminal.send(b"+\x11")
        assert terminal.wait_for_exit() == 0
    with open_tutor() as terminal:
        terminal.wait_for("c continue")


def test_who_quits_comes_home(open_tutor) -> None:
    with open_tutor("open", "backward-propagation#a-round-of-backprop") as terminal:
        terminal.wait_for("takes the first step back")
        escape(terminal)
        terminal.send(b"\x11")
        assert terminal.wait_for_exit() == 0
    with open_tutor() as terminal:
        terminal.wait_for("c continue")
        assert "› " in terminal.text
        assert "A round of backpropagation" in terminal.text
