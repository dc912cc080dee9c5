"""A small network on the screen while it is trained, and afterwards epoch by epoch."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from tests.tui.screens import SIZES, check_snapshot, press, settle, text_of
from tutor.diagram.picture import line_text, line_width
from tutor.network.trace import Trace
from tutor.runner.observation import (
    EpochEnded,
    Event,
    Inside,
    LayerView,
    ModelView,
    OptimizerState,
    Printed,
    TrainingEnded,
    TrainingRun,
    TrainingStarted,
)
from tutor.session.opened import OpenWalk
from tutor.session.walk import Walk
from tutor.tui.epochs import epochs_of
from tutor.tui.free import TraceScreen
from tutor.tui.keyline import KeyLine
from tutor.tui.marks import ASCII_MARKS, UNICODE_MARKS
from tutor.tui.output import Output
from tutor.tui.training import TrainingView

ROWS = ((0.0, 1.0), (2.0, 3.0), (-1.0, 0.5))
MODEL = ModelView(
    (LayerView("Dense", "one", 2, "relu"), LayerView("Dense", "two", 1, "linear")),
    input=2, parameters=9, compiled=True, optimizer="adam", learning_rate=0.1,
    loss="mean_squared_error",
)  # fmt: skip


def weights(epoch: int) -> tuple[list[object], ...]:
    """Weights whose numbers tell the epoch: x0 enters h0 with 1.0, 1.1, 1.2, …"""
    return ([[1 + epoch / 10, 2.0], [0.5, -1.0]], [0.0, 0.25], [[1.0], [epoch]], [0.5])


def state(epoch: int) -> OptimizerState:
    """As many updates as epochs, whatever they left."""
    squares = ([[1.0, 2.0], [0.5, 1.0]], [0.0, 0.25], [[1.0], [epoch]], [0.5])
    return OptimizerState(epoch, 0.1, {"first_moment": weights(1), "second_moment": squares})


INSIDE = Inside(weights(0), ROWS, ((1.0,), (2.0,), (3.0,)), ("age", "fare"), "mean_squared_error")


def events(number: int = 1, epochs: int = 4, name: str = "model") -> list[Event]:
    """A training that runs to its end."""
    run = TrainingRun(number, name, MODEL, epochs, 1, 3, None, variable=name)
    logs = tuple({"loss": 8.0 / epoch, "mae": 1.0} for epoch in range(1, epochs + 1))
    ended = [
        EpochEnded(number, epoch, log, 0.1, weights(epoch), state(epoch))
        for epoch, log in enumerate(logs, 1)
    ]
    return [TrainingStarted(run, INSIDE), *ended, TrainingEnded(replace(run, logs=logs))]


def view_of(*runs: list[Event], ascii_only: bool = False) -> TrainingView:
    view = TrainingView(ASCII_MARKS if ascii_only else UNICODE_MARKS)
    for event in (event for run in runs for event in run):
        assert view.take(event)
    return view


def text(view: TrainingView, running: bool = False, size: tuple[int, int] = (80, 18)) -> str:
    return "\n".join(map(line_text, view.lines(*size, running)))


def test_the_picture_goes_with_the_training_and_back_through_it() -> None:
    view = view_of(events()[:3])
    assert "+1.20" in text(view, running=True) and "epoch   2/4" in text(view, running=True)
    assert view.take(events()[3])
    assert "+1.30" in text(view, running=True)  # what comes is followed
    assert view.shown.go(-2) and "+1.10" in text(view, running=True)
    assert view.take(events()[4])
    now = text(view, running=True)
    assert "+1.10" in now and "epoch   4/4" in now and "epoch 1 of 4" in now and "loss 8" in now
    assert view.shown.go(-1) and "before the training" in text(view)
    assert "+1.00" in text(view) and not view.shown.go(-1)
    assert view.shown.go(99) and "epoch 4 of 4" in text(view) and not view.shown.go(1)
    assert not view.shown.go(0)


def test_the_row_that_is_chosen_goes_through_the_network() -> None:
    view = view_of(events())
    assert "[age  0.00]" in text(view) and "row 0 of 0 to 2   predicted 1   target 1" in text(view)
    assert view.shown.choose(1)
    # At epoch 4: relu(2 × 1.4 + 3 × 0.5) + 4 × relu(2 × 2 − 3 + 0.25) + 0.5
    assert "row 1 of 0 to 2   predicted 9.8   target 2   its loss 60.84" in text(view)
    assert view.shown.choose(2) and "row 0 of 0 to 2" in text(view)


def test_an_epoch_is_traced_with_its_own_weights() -> None:
    epochs = view_of(events()).shown
    epochs.go(-1)
    epochs.choose(1)
    seen = epochs.trace()
    assert isinstance(seen, Trace) and seen is epochs.trace()
    assert seen.known(len(seen)).edge("age", "h0", "weight") == 1.3
    assert seen.known(len(seen)).edge("h1", "y0", "new_weight") is not None


def test_the_step_after_an_epoch_is_that_of_the_batch_or_says_why_not() -> None:
    epochs = view_of(events()).shown
    epochs.go(-1)
    epochs.choose(1)
    step = epochs.step()
    assert step is not None and step.trace.rows == (epochs.plan.rows[1],)  # type: ignore[union-attr]
    title = epochs.title(step, UNICODE_MARKS)
    assert title == "model · after epoch 3 · row 1 alone · update 4 of adam"
    assert step.about.startswith("Which rows Keras takes together is not known.")
    epochs.inside = replace(INSIDE, batch_size=32, apart=("a regularizer",))
    step = epochs.step()
    assert step is not None and len(step.trace.rows) == 3 and step.trace.find("new_weight(h0->y0)")
    assert step.title == ("all 3 rows", "update 4 of adam")
    assert "what adam remembers of 3 updates." in step.about
    assert step.about.endswith("It leaves out a regularizer, so Keras's new weights are others.")


@pytest.mark.parametrize("updates", [-5, 0, 10**400])
@pytest.mark.parametrize("memory", [(), (None,), ([[1.0]],), weights(1)])
def test_whatever_a_child_says_of_its_optimizer_there_is_a_step(
    updates: int, memory: tuple[list[object], ...]
) -> None:
    epochs = view_of(events()).shown
    epochs.inside = replace(INSIDE, batch_size=-1)
    epochs.optimizers[4] = OptimizerState(updates, math.nan, {"second_moment": memory, "x": memory})
    step = epochs.step()
    assert step is not None and len(list(step.trace)) > 60


def test_the_nodes_that_are_drawn_stay_through_the_epochs() -> None:
    layers = (LayerView("Dense", "one", 1, "linear"),)
    wide = replace(MODEL, layers=layers, input=40, parameters=40)
    inside = Inside(([[math.sin(i)] for i in range(40)],), ((1.0,) * 40, (2.0, *(1.0,) * 39)))
    start = TrainingStarted(TrainingRun(1, "m", wide, 3, 1, 2, None), inside)
    ends = [
        EpochEnded(1, epoch, {"loss": 1.0}, 0.1, ([[math.cos(epoch * i)] for i in range(40)],))
        for epoch in (1, 2, 3)
    ]
    view, seen = view_of([start, *ends]), []
    for _ in range(4):
        drawn = view.shown.drawing(60, 12, UNICODE_MARKS)
        seen.append({name for line in drawn for name in re.findall(r"x\d+", line_text(line))})
        view.shown.go(-1)
        view.shown.choose(1)
    assert view.shown.elided and len(seen[0]) > 5
    assert seen == [seen[0]] * 4


def test_of_several_runs_each_can_be_looked_at() -> None:
    view = view_of(events(1, 2, "first"), events(2, 3, "second"))
    assert view.looks(running=True) == "picture" and view.looks(running=False) == "curve"
    assert "2 runs" in text(view) and not view.can_slide(running=False)
    view.look = "picture"
    assert "second" in text(view) and "+1.30" in text(view)
    assert view.choose(1) and "first" in text(view) and "+1.20" in text(view)
    view.look = "log"
    assert "›    2   4.0000" in text(view)
    assert not view_of(events()).choose(1)


def test_every_way_to_look_in_turn() -> None:
    view, seen = view_of(events()), []
    for _ in range(4):
        view.turn(running=False)
        seen.append(view.looks(running=False))
    assert seen == ["curve", "log", "picture", "curve"]
    view.shown.go(-2)
    axis = next(line for line in text(view).splitlines() if "▲" in line)
    labels = next(line for line in text(view).splitlines() if "epoch 1" in line)
    assert axis.index("▲") == labels.index("2", labels.index("epoch 1"))
    assert "›    2" in text(view)


def test_what_is_too_large_says_so_and_shows_its_curve() -> None:
    large = replace(MODEL, parameters=2165)
    first, *others = events()
    assert isinstance(first, TrainingStarted)
    view = view_of([TrainingStarted(replace(first.run, model=large)), *others[:-1]])
    assert view.looks(running=True) == "curve"
    view.look = "picture"
    shown = " ".join(text(view).split())
    assert "up to 500 parameters, and this one has 2,165" in shown and "● loss" in shown
    assert view.shown.go(-3) and view.shown.log == {"loss": 8.0, "mae": 1.0}
    assert epochs_of(first.run, replace(INSIDE, branches=True)).why.endswith("these branch.")


def test_a_loss_that_is_no_number_is_explained_by_its_cause() -> None:
    start, *_ = events()
    assert isinstance(start, TrainingStarted)

    def said(run: TrainingRun) -> str:
        nan = EpochEnded(1, 1, {"loss": math.nan}, 0.1, weights(1))
        return " ".join(text(view_of([TrainingStarted(run, INSIDE), nan])).split())

    assert "from epoch 1 on the loss is no number any more" in said(start.run)
    assert "the learning rate 0.1 may be too high" in said(start.run)
    assert "in the data 3 values are missing (nan) or infinite" in said(replace(start.run, gaps=3))


def test_how_long_it_takes_is_said_in_the_first_epoch_too() -> None:
    from tutor.runner.observation import BatchEnded

    now = [100.0]
    view = TrainingView(UNICODE_MARKS, clock=lambda: now[0])
    start, *_ = events()
    assert isinstance(start, TrainingStarted)
    view.take(TrainingStarted(replace(start.run, asked_epochs=5, batches=10), None))
    assert "left" not in text(view, running=True)
    now[0] += 4
    view.take(BatchEnded(1, 1, 5, {}))
    assert "about 36 s left" in text(view, running=True)
    view.take(EpochEnded(1, 1, {"loss": 1.0}, 60.0))
    assert "about 4 min left" in text(view, running=True)


@given(
    numbers=st.lists(st.floats(), min_size=9, max_size=9),
    size=st.tuples(st.integers(20, 130), st.integers(3, 40)),
    look=st.sampled_from([None, "picture", "curve", "log"]),
    back=st.integers(0, 5),
    running=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_whatever_the_weights_are_it_stays_inside(
    numbers: list[float], size: tuple[int, int], look: None, back: int, running: bool
) -> None:
    values = ([numbers[:2], numbers[2:4]], numbers[4:6], [numbers[6:7], numbers[7:8]], numbers[8:])
    run = [*events()[:-1]]
    run[2] = EpochEnded(1, 2, {"loss": numbers[0]}, 0.1, values)
    view = view_of(run, ascii_only=True)
    view.look = look
    view.shown.go(-back)
    lines = view.lines(*size, running)
    assert "".join(map(line_text, lines)).isascii()
    assert all(line_width(line) <= size[0] for line in lines)
    if size[0] >= 60:
        assert len(lines) <= max(size[1], 12)


# --- the widget ---------------------------------------------------------------------------------


class Trained(App[object]):
    """The output alone, with what a training left there."""

    BINDINGS = []

    def __init__(self, ascii_only: bool = False) -> None:
        super().__init__()
        self.marks = ASCII_MARKS if ascii_only else UNICODE_MARKS
        self.output = Output(self.marks, None)

    def compose(self) -> ComposeResult:
        yield self.output
        yield KeyLine(self.marks)

    def on_mount(self) -> None:
        self.output.styles.height = "1fr"
        self.output.touch(running=False, alone=True)
        for event in (*events(), Printed("52\n")):
            self.output.take(event)
        self.output.focus()
        self.output.paint()

    def on_output_opened(self, opened: Output.Opened) -> None:
        step = opened.epochs.step()
        assert step is not None
        title = opened.epochs.title(step, self.marks)
        walk = OpenWalk(title, Walk(step.trace, batches=step.batches), step.about)
        self.push_screen(TraceScreen(walk, self.marks))

    def keep_open(self) -> None:
        """Nothing is kept here."""


async def test_keys_go_through_epochs_and_rows_and_open_the_stepper() -> None:
    async with Trained().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "epoch 4 of 4" in text_of(pilot.app) and "\n52" in text_of(pilot.app)
        assert "c view" in text_of(pilot.app) and "m model" not in text_of(pilot.app)
        await press(pilot, "left", "left", "d")
        assert "epoch 2 of 4" in text_of(pilot.app) and "row 1 of 0 to 2" in text_of(pilot.app)
        await press(pilot, "home", "D", "D")
        assert "before the training" in text_of(pilot.app) and "row 2 of 0 to 2" in text_of(
            pilot.app
        )
        await press(pilot, "end", "left", "c")
        assert "›    3   2.6667" in text_of(pilot.app) and "d row" not in text_of(pilot.app)
        await press(pilot, "c", "c", "s")
        assert isinstance(pilot.app.screen, TraceScreen)
        assert "model · after epoch 3 · row 2 alone" in text_of(pilot.app)
        assert "together is not known" in text_of(pilot.app)
        await press(pilot, "right")
        assert "together is not known" not in text_of(pilot.app)
        await press(pilot, "left")
        assert "together is not known" in text_of(pilot.app)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_how_a_training_looks(size: tuple[int, int], ascii_only: bool) -> None:
    async with Trained(ascii_only).run_test(size=size) as pilot:
        await press(pilot, "left", "d")
        alphabet = "ascii" if ascii_only else "unicode"
        check_snapshot(pilot.app, f"training-{size[0]}x{size[1]}-{alphabet}")
