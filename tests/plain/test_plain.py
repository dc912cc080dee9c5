"""The linear mode, driven through real pipes and real terminals."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from tutor.progress.store import Store

COURSE = """\
format: 1
title: Kinds
licence: MIT
authors: [someone]
lessons: [kinds]
"""
LESSON = """\
title: All kinds
networks:
  net:
    inputs: {a: 3, b: 2}
    layers:
      - activation: relu
        nodes: {h0: [2, 1], h1: [1, -2]}
      - nodes: {output: [2, 3]}
    target: {output: 5}
    loss: squared_error
exercises:
  - {id: reading, title: Read, read: "Numbers → *nodes*, and `weights` – “so”.", show: [net]}
  - id: choosing
    title: Choose
    choice:
      prompt: Which?
      options:
        - {text: the first, feedback: No.}
        - {text: the second, right: true, feedback: "Yes, that one."}
  - id: answering
    title: Answer
    answer: {prompt: What comes out?, network: net, expect: "{{ output }}"}
    hints: [Begin with h0.]
  - id: naming
    title: Name it
    answer: {prompt: What do you want if you are stuck?, expect: hint}
  - id: walking
    title: Walk
    steps: {network: net, pass: backward, ask: [delta(output), gradient(a->h0)]}
  - id: playing
    title: Play
    lab: {prompt: Make it 13., network: net, goal: prediction == 13, max_edits: 1,
          solution: {weight(a->h0): 1.5}}
  - id: coding
    title: Code
    code:
      task: Make x the sum of 1 and 2, and print it.
      starter: |
        x = ...
        print(x)
      solution: |
        x = 1 + 2
        print(x)
      checks: [{variable: x}, {printed: "3"}]
"""

Say = Callable[..., str]


@pytest.fixture
def course(tmp_path: Path, environment: dict[str, str]) -> Path:
    """A course with an exercise of every kind, among those of the learner."""
    folder = tmp_path / "kinds"
    folder.mkdir()
    (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
    (folder / "kinds.yaml").write_text(LESSON, encoding="utf-8")
    return folder


@pytest.fixture
def say(environment: dict[str, str]) -> Say:
    """Types lines into ``tutor --plain`` through a pipe; gives all that was said."""

    def run(*arguments: str, lines: str = "", **extra: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tutor", "--plain", *arguments],
            input=lines.encode(), env=environment | extra, capture_output=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"\x1b" not in done.stdout
        encoding = "ascii" if extra else "utf-8"
        return done.stdout.decode(encoding)

    return run


def done_of(environment: dict[str, str], course: str = "kinds") -> set[str]:
    with Store(Path(environment["TUTOR_HOME"]) / "progress.sqlite") as store:
        return {key.partition("/")[2] for key in store.done(course)}


ALL = """\

2

x
/hint
16

hint

step
step
run
21
run
2*11
run
132
run

weight(a->h0) = 2.5
undo
weight(a->h0) = 1.5

run
yes
1: x = 1 + 1
run
type
x = 1 + 2
print(x)
.
run
"""


def test_every_kind_can_be_done_through_a_pipe(
    say: Say, course: Path, environment: dict[str, str]
) -> None:
    text = say("open", f"{course}/kinds.yaml#reading", lines=ALL)
    for said in (
        "a     h0       +2.00    3.00    +6.00",  # the table in place of the picture
        "Yes, that one.",
        "Hint 1 of 1. Begin with h0.",
        "what is delta(output)?",
        "goal: prediction == 13: not yet, prediction is 19, changes 1 of 1",
        "prediction == 13 holds",
        "x is 2, expected 3",
    ):
        assert said in text, text
    kinds = {"reading", "choosing", "answering", "naming", "walking", "playing", "coding"}
    assert done_of(environment) == kinds, text


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_only_ascii_where_nothing_else_can_be_shown(say: Say, course: Path, locale: str) -> None:
    bare = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TERM": "dumb"}
    text = say("open", f"{course}/kinds.yaml#reading", lines="\n1\n?\nwalk\nquit\n", **bare)
    assert "Numbers -> nodes" in text


def test_lines_keep_to_the_width(say: Say, course: Path) -> None:
    text = say("open", f"{course}/kinds.yaml#playing", lines="?\n", COLUMNS="50", NO_UNICODE="1")
    assert max(map(len, text.splitlines())) <= 50


def test_the_end_of_the_input_saves_what_was_typed(
    say: Say, course: Path, environment: dict[str, str]
) -> None:
    say("open", f"{course}/kinds.yaml#coding", lines="type\nx = 41\nfor i in range(2):\n    x += 1")
    with Store(Path(environment["TUTOR_HOME"]) / "progress.sqlite") as store:
        draft = store.draft("kinds/coding")
    assert draft is not None
    assert draft.state["text"] == "x = 41\nfor i in range(2):\n    x += 1\n"


def test_the_screen_and_the_lines_share_a_draft(open_tutor, say: Say) -> None:
    say("open", "forward-propagation#forward-by-code", lines="2: node_0_value = 4711\n")
    with open_tutor() as terminal:
        terminal.wait_for("q quit")
        terminal.send(b"c")
        terminal.wait_for("node_0_value = 4711")
        terminal.send(b"7")
        terminal.wait_for("4711")
        terminal.send(b"\x11")
        terminal.wait_for_exit()
    text = say(lines="\n")
    assert "Enter goes on with: Forward propagation, Forward propagation in code" in text
    assert "1: 7# node 0" in text


def test_drill_and_lab_have_lines_too(say: Say, environment: dict[str, str]) -> None:
    text = say("drill", "forward", "--level", "1", "--seed", "3", lines="hint\n-12345\nshow\n\n")
    assert "seed 3" in text
    assert "Hint 1 of" in text
    assert "Not yet." in text
    assert "seed 4" in text
    text = say("lab", "2-2-1", lines="weight(x0->h0) = 2\ntrain 3\nweight(q->h0) = 1\nundo\n")
    assert "after 3 training steps" in text
    assert "That can't be done" in text


def test_other_commands_stay_as_they_are(environment: dict[str, str]) -> None:
    answers = [
        subprocess.run([sys.executable, "-m", "tutor", *flag, "list"], env=environment,
                       capture_output=True, check=True).stdout
        for flag in ([], ["--plain"])
    ]  # fmt: skip
    assert answers[0] == answers[1]


# --- a terminal that can't move its cursor --------------------------------------------------------


@pytest.fixture
def dumb(open_tutor) -> Callable[..., Terminal]:
    def open_(*arguments: str, **extra: str) -> Terminal:
        return open_tutor("--plain", *arguments, TERM="dumb", size=(80, 100), **extra)

    return open_


def test_a_run_is_stopped_and_the_lines_go_on(dumb, environment: dict[str, str]) -> None:
    with dumb("open", "forward-propagation#forward-by-code") as terminal:
        terminal.wait_for("runs and checks it")
        terminal.send(b"type\nwhile True: pass\n.\nrun\n")
        terminal.wait_for("ctrl+c stops it.\n".strip())
        terminal.send(b"\x03")
        terminal.wait_for("Stopping")
        terminal.wait_for("Not yet.")
        terminal.send(b"quit\n")
        assert terminal.wait_for_exit() == 0
        assert "All is saved" in terminal.text


def test_the_editor_of_the_learner_gets_the_draft(dumb, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\necho 'edited = 1' >> \"$1\"\n", encoding="utf-8")
    editor.chmod(0o700)
    with dumb("open", "forward-propagation#forward-by-code", EDITOR=str(editor)) as terminal:
        terminal.wait_for("runs and checks it")
        terminal.send(b"edit\n")
        terminal.wait_for("The code is saved")
        terminal.send(b"list\n")
        terminal.wait_for("14: edited = 1")
    for broken, says in (("false", "exit code 1"), ("/no/such", "can't be found")):
        with dumb("open", "forward-propagation#forward-by-code", EDITOR=broken) as terminal:
            terminal.wait_for("14: edited = 1")
            terminal.send(b"edit\n")
            terminal.wait_for(says)


def test_ctrl_c_at_the_prompt_ends_and_saves(dumb) -> None:
    with dumb() as terminal:
        terminal.wait_for("Type the number of the lesson")
        time.sleep(0.2)
        terminal.send(b"\x03")
        assert terminal.wait_for_exit() == 0
        assert "All is saved" in terminal.text


@pytest.mark.keras
def test_a_training_says_a_line_for_each_epoch(say: Say) -> None:
    code = [
        "type", "n_cols = predictors.shape[1]", "model = Sequential()",
        "model.add(Dense(5, activation='relu', input_shape=(n_cols,)))", "model.add(Dense(1))",
        "model.compile(optimizer='adam', loss='mean_squared_error')",
        "model.fit(predictors, target, epochs=3)", ".", "run",
    ]  # fmt: skip
    text = say("open", "keras-models#fit", lines="\n".join(code) + "\n")
    for epoch in (1, 2, 3):
        assert f"\nepoch {epoch}: loss " in text
