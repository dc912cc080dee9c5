"""One learner in a real terminal at 80×24: the five exercises, from the first start to the last."""

from __future__ import annotations

import re
import time

from benchmarks.terminal import Terminal

RIGHT, LEFT, DOWN, UP = b"\x1b[C", b"\x1b[D", b"\x1b[B", b"\x1b[A"
HOME, END, ENTER, ESCAPE, BACK = b"\x1b[H", b"\x1b[F", b"\r", b"\x1b", b"\x7f"
RUN, HINT, SHOW, TABLE = b"\x12", b"\x0e", b"\x0f", b"\x14"

FIT = """\
n_cols = predictors.shape[1]
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(n_cols,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(1))
model.compile(optimizer='adam', loss='mean_squared_error')
model.fit(predictors, target, epochs=10)
"""


def escape(terminal: Terminal) -> None:
    """Esc alone: the terminal has to see that nothing follows it."""
    time.sleep(0.3)
    terminal.send(ESCAPE)
    time.sleep(0.3)


def paste(terminal: Terminal, text: str) -> None:
    terminal.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")


def fill_gap(terminal: Terminal, text: str, down: int, gap: str = "...") -> None:
    """Go down to a line that ends with a gap, and type over the gap."""
    for key in (DOWN * down, END, BACK * len(gap), text.encode()):
        terminal.send(key)


def find(terminal: Terminal, title: str) -> None:
    """From an exercise or the home screen to the exercise with this title."""
    while "find" not in terminal.text.splitlines()[-1]:
        escape(terminal)
    terminal.send(b"/")
    terminal.send(title.encode())
    terminal.wait_for("›")
    terminal.send(ENTER)
    terminal.send(ENTER)


def quit_tutor(terminal: Terminal) -> None:
    terminal.send(b"\x11")  # ctrl+q works everywhere; q is for outside of fields
    assert terminal.wait_for_exit() == 0


def test_the_first_five_exercises(open_tutor) -> None:
    with open_tutor() as terminal:
        terminal.wait_for("q quit")
        done = done_of(terminal)
        assert done[0] == 0
        for title, work in (
            ("Forward propagation in code", write_code),
            ("The error of a prediction", find_the_error),
            ("A round of backpropagation", walk_back),
            ("The wage data", look_through_the_data),
            ("Fit the model", begin_to_type),
        ):
            find(terminal, title)
            work(terminal)
        quit_tutor(terminal)
    with open_tutor() as terminal:
        terminal.wait_for("Fit the model")
        terminal.send(b"c")
        terminal.wait_for("half_written = 1")
        train(terminal)
        quit_tutor(terminal)
    with open_tutor() as terminal:
        terminal.wait_for("q quit")
        assert done_of(terminal) == (5, done[1])


def done_of(terminal: Terminal) -> tuple[int, int]:
    """How many exercises of the first course are done, of how many; the list at its top."""
    terminal.send(HOME)
    terminal.wait_for("Deep learning, step by step ")
    terminal.settle()
    done, total = re.findall(r"step by step .*?(\d+)/(\d+)", terminal.text)[0]
    return int(done), int(total)


def write_code(terminal: Terminal) -> None:
    terminal.wait_for("enter edit")
    terminal.send(ENTER)
    terminal.wait_for("node_0_value = ...")
    terminal.send(b"(input_data * weights['node_0']).sum()")
    fill_gap(terminal, "(input_data * weights['node_0']).sum()", 3)
    fill_gap(terminal, "[node_0_value, node_1_value])", 3, "[..., ...])")
    fill_gap(terminal, "(hidden_layer_outputs * weights['output']).sum()", 3)
    terminal.send(RUN)
    terminal.wait_for("node_1_value is 26")
    assert "-13" in terminal.text
    assert "weights['node_0']" in terminal.text
    terminal.send(UP * 20 + DOWN * 4 + END + BACK * len("0']).sum()") + b"1']).sum()")
    terminal.send(RUN)
    terminal.wait_for("✓")
    assert "-39" in terminal.text


def find_the_error(terminal: Terminal) -> None:
    terminal.wait_for("Go forward")
    terminal.send(b"8" + ENTER)
    terminal.wait_for("relu, on node_1")
    terminal.send(BACK + b"13 + 3" + ENTER)
    terminal.wait_for("That is the prediction itself")
    terminal.send(BACK * 6 + b"16 - 5" + ENTER)
    terminal.wait_for("✓")


def walk_back(terminal: Terminal) -> None:
    terminal.wait_for("The forward pass is done")
    for _ in range(13):
        terminal.send(RIGHT)
    terminal.wait_for("Your turn")
    assert "+4.00:    ?" in terminal.text
    terminal.send(b"21" + ENTER)
    terminal.wait_for("h0's own value")
    terminal.send(BACK * 2 + b"3" + ENTER)
    terminal.wait_for("forgets the 2")
    assert "delta(h0)" in terminal.text
    terminal.send(BACK + b"6" + ENTER)
    terminal.wait_for("+4.00:+6.00")
    terminal.send(LEFT * 3)
    assert "+4.00:    ?" in terminal.text


def look_through_the_data(terminal: Terminal) -> None:
    terminal.wait_for("How many of the predictors are binary?")
    terminal.send(TABLE)
    terminal.wait_for("534 rows")
    terminal.send(b"s")
    terminal.wait_for("9.02")
    escape(terminal)
    terminal.send(b"9" + ENTER)
    terminal.wait_for("That is how many predictors there are")
    terminal.send(BACK + b"6" + ENTER)
    terminal.wait_for("✓")


def begin_to_type(terminal: Terminal) -> None:
    terminal.wait_for("A model in Keras is specified")
    terminal.send(ENTER)
    terminal.wait_for("specify the model")
    terminal.send(UP * 20)
    paste(terminal, "half_written = 1\n")
    terminal.send(UP)
    terminal.wait_for("half_written = 1")


def train(terminal: Terminal) -> None:
    terminal.send(UP * 20)
    paste(terminal, FIT + "'''\n")  # what stood there becomes a text that nothing reads
    terminal.send(DOWN * 40 + END)
    paste(terminal, "\n'''\n")
    terminal.send(RUN)
    seen: set[int] = set()

    def ten_epochs() -> bool:
        seen.update(int(n) for n in re.findall(r"^ +(\d+) +\d+\.\d{4}", terminal.text, re.M))
        return "✓" in terminal.text or "✗" in terminal.text

    terminal.wait_until(ten_epochs, 120, "a verdict")
    assert "✓" in terminal.text, terminal.text
    terminal.settle()
    ten_epochs()
    assert seen == set(range(1, 11))
    assert "2,165 parameters" in terminal.text
