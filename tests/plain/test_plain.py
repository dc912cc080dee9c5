"""The linear mode, driven through real pipes and real terminals."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from tutor.datasets.table import load_table
from tutor.lesson.load import load_lesson
from tutor.progress.store import Store
from tutor.session.quiz import Quiz
from tutor.session.walk import Walk

Say = Callable[..., str]


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
        "h0, relu: weights 2 from a, 1 from b; sum 8, activation 8.",
        "Yes, that one.",
        "Hint 1 of 1. Begin with h0.",
        "\nYour turn: what is delta(output)?",  # stands last, before what is typed
        "goal: prediction == 13: not yet: prediction is 19, changes 1 of 1",
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
    assert 'Numbers -> nodes, and weights - "so".' in text


LOOK = "?\nchanges\nnumbers\nnumbers h0\nbackward\nwalk\n?\nquiz\nshow\nback\nglossary\nnext\n?\n"


@pytest.mark.parametrize("columns", [40, 50, 80])
def test_lines_keep_to_the_width(say: Say, course: Path, columns: int) -> None:
    place = f"{course}/kinds.yaml#playing"
    text = say("open", place, lines=LOOK, COLUMNS=str(columns), NO_UNICODE="1")
    own = [line for line in text.splitlines() if not re.match(r" {4}|\d+: ", line)]  # no code
    assert max(map(len, own)) <= columns


def test_the_end_of_the_input_saves_what_was_typed(
    say: Say, course: Path, environment: dict[str, str]
) -> None:
    say("open", f"{course}/kinds.yaml#coding", lines="type\nx = 41\nfor i in range(2):\n    x += 1")
    with Store(Path(environment["TUTOR_HOME"]) / "progress.sqlite") as store:
        draft = store.draft("kinds/coding")
    assert draft is not None
    assert draft.state["text"] == "x = 41\nfor i in range(2):\n    x += 1\n"


def test_the_end_of_the_input_may_come_at_a_pause(say: Say) -> None:
    assert "All is saved." in say(lines="pause 3\n?\n\n")


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


def test_the_drill_asks_in_sentences(say: Say) -> None:
    text = say("drill", "forward", "--level", "1", "--seed", "3", lines="hint\n-12345\nshow\n\n")
    for said in ("seed 3", "Inputs: ", "Hint 1 of", "Not yet.", "seed 4"):
        assert said in text


def test_a_network_of_the_lab_is_saved_and_loaded(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    begin = "weight(x0->h0) = 2.5\ntrain 3\nweight(x0->h9) = 1\nundo\nsave mine\n"
    text = say("lab", "2-2-1", lines=f"{begin}save mine\nno\nload mine.yaml\nnumbers h0\nunload\n")
    assert "after 3 training steps" in text
    assert "That can't be done: there is no node 'h9'; did you mean 'h1'? changes" in text
    assert "mine.yaml is there already" in text
    assert "Nothing was written." in text
    assert text.count("weights 2.5 from x0") == 3  # loaded, asked for, and back
    assert "weights 2.5 from x0" in say("lab", "mine.yaml")


def test_words_are_answers_where_words_are_asked_and_else_when_it_is_said(
    say: Say, course: Path, environment: dict[str, str]
) -> None:
    text = say("open", f"{course}/kinds.yaml#naming", lines="home\n/home\n")
    assert "Not yet. " in text
    assert "Lesson, 1 to" in text
    text = say("open", f"{course}/kinds.yaml#answering", lines="answer hint\nctrl+n\nanswer 16\n")
    assert re.search(r"Not yet\. .*hint", text)
    assert "Hint 1 of 1" in text
    assert done_of(environment) == {"answering"}


def test_the_quiz_asks_for_every_number(say: Say, course: Path) -> None:
    walk = Walk(load_lesson(course / "kinds.yaml").trace("net"))
    quiz, typed = Quiz(walk), ["quiz", "4711"]
    while quiz.asked is not None:
        typed.append(repr(walk.trace.value(quiz.asked.step)))
        quiz.check(typed[-1])
    text = say("open", f"{course}/kinds.yaml#net", lines="\n".join([*typed, ""]))
    assert text.count("Quiz: what is ") == quiz.right + 1
    assert f"The quiz is over: {quiz.right - 1} right, 1 wrong." in text


def test_attempts_are_said_and_one_is_gone_on_from(
    say: Say, course: Path, environment: dict[str, str]
) -> None:
    lines = "1: x = 7\nrun\nyes\n1: x = 8\nrun\nattempts\nattempts 2\nrestore 2\nattempts 9\n"
    text = say("open", f"{course}/kinds.yaml#coding", lines=lines)
    assert re.search(r"\n1: .*not passed, x = 8\n2: .*not passed, x = 7\n", text)
    assert "numbers 1 to 2" in text
    with Store(Path(environment["TUTOR_HOME"]) / "progress.sqlite") as store:
        draft = store.draft("kinds/coding")
    assert draft is not None
    assert draft.state["text"] == "x = 7\nprint(x)\n"
    text = say(lines="statistics\n")
    assert "Attempts since you began: 2" in text
    assert "All kinds: 0 of 7 done" not in text  # in no course of the shelf


def test_plots_are_said_and_drawn_when_asked_for(say: Say, course: Path) -> None:
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3], [0.5, 0.2, 0.9])\nplt.show()"
    text = say("open", f"{course}/kinds.yaml#coding", lines=f"type\n{code}\n.\nrun\nyes\nplot\n")
    said = "Line 1: 3 points, from 0.5 at 1 to 0.9 at 3, lowest 0.2, highest 0.9."
    before, _, after = text.replace("\n  ", " ").partition(said)
    assert after
    assert "┤" in after
    assert "┤" not in before


def test_data_is_said_row_by_row_and_column_by_column(say: Say) -> None:
    text = say("open", "keras-models#wage-data", lines="columns\nrows 532\n", COLUMNS="500")
    wages = load_table("wages")
    said = {int(n): row for n, row in re.findall(r"^Row (\d+): (.*)\.$", text, re.M)}
    assert sorted(said) == [0, 1, 2, 3, 4, 532, 533]
    for number, row in said.items():
        numbers = [float(part.split()[-1]) for part in row.split(", ")]
        assert numbers == pytest.approx(wages.rows[number], abs=0.005)
    assert "age: 47 different values, from 18 to 64" in text


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
        terminal.wait_for("Your code:")
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
        terminal.wait_for("Your code:")
        terminal.send(b"edit\n")
        terminal.wait_for("The code is saved")
        terminal.send(b"list\n")
        terminal.wait_for("14: edited = 1")
    for broken, says in (("false", "exit code 1"), ("/no/such", "can't be found")):
        with dumb("open", "forward-propagation#forward-by-code", EDITOR=broken) as terminal:
            terminal.wait_for("14: edited = 1")
            terminal.send(b"edit\n")
            terminal.wait_for(says)


def test_ctrl_c_twice_at_the_prompt_ends_and_saves(dumb) -> None:
    with dumb() as terminal:
        terminal.wait_for("Lesson, 1 to")
        time.sleep(0.2)
        terminal.send(b"\x03")
        terminal.wait_for("once more ends")
        time.sleep(0.2)
        terminal.send(b"\x03")
        assert terminal.wait_for_exit() == 0
        assert "All is saved" in terminal.text


def test_a_screenful_is_waited_for_and_the_rest_may_be_left_out(open_tutor) -> None:
    place = "forward-propagation#more-interactions"
    with open_tutor("--plain", "open", place, TERM="dumb", size=(80, 12)) as terminal:
        terminal.wait_for("Enter for more")
        terminal.send(b"2\n")  # the answer, with the question half said
        terminal.wait_for("Right.")
        terminal.wait_for("Enter for more")
        terminal.send(b"\x03")
        terminal.wait_for("Enter goes on to the next exercise:")
        terminal.send(b"pause 0\nhelp\nquit\n")
        assert terminal.wait_for_exit() == 0
    with open_tutor("--plain", "open", place, TERM="dumb", size=(80, 12)) as terminal:
        terminal.wait_for("Enter goes on to the next exercise:")  # nothing waits any more
        terminal.send(b"quit\n")
        assert terminal.wait_for_exit() == 0


def test_a_dropped_line_loses_nothing_that_was_open(open_tutor, say: Say) -> None:
    with open_tutor("--plain", "lab", "2-2-1", TERM="dumb", size=(80, 100)) as terminal:
        terminal.wait_for("Your change:")
        terminal.send(b"weight(x0->h0) = 2.5\nwalk\nstep\n")
        terminal.wait_for("Step 1, ")
        terminal.hang_up()
        terminal.wait_for_exit()
    text = say(lines="back\nundo\nback\n")
    assert text.index("You are at step 1 of") < text.index("\nLab, 2-2-1\n")
    assert "weights 2.5 from x0" in text
    assert "nothing more to go back" not in text
    assert "You are at" not in say()


@pytest.mark.keras
def test_a_training_says_a_line_for_each_epoch(say: Say) -> None:
    code = [
        "type", "n_cols = predictors.shape[1]", "model = Sequential()",
        "model.add(Dense(5, activation='relu', input_shape=(n_cols,)))", "model.add(Dense(1))",
        "model.compile(optimizer='adam', loss='mean_squared_error')",
        "model.fit(predictors, target, epochs=3)", ".", "run", "epochs",
    ]  # fmt: skip
    text = say("open", "keras-models#fit", lines="\n".join(code) + "\n")
    for epoch in (1, 2, 3):
        assert text.count(f"\nepoch {epoch}: loss ") == 2  # as it came, and once more
