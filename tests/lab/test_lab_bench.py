"""The bench: moves change what they say and nothing else, and every one can be taken back."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.lab.bench import Bench, History
from tutor.lab.edit import read
from tutor.lab.moves import Move, MoveError, read_moves, write_moves
from tutor.lab.nudge import nudged, nudged_rate, rate_window, window
from tutor.lab.places import RATE, beside, columns_of, drawn_at, is_given, still_there
from tutor.lab.problems import problem_to_play, read_shape
from tutor.lab.sweep import sweep
from tutor.network.model import ACTIVATIONS, LOSSES, OPTIMIZERS, Optimizer, Problem
from tutor.network.trace import trace

SHAPES = st.lists(st.integers(1, 4), min_size=2, max_size=4)
NUMBERS = st.floats(-100, 100)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    problem = problem_to_play(draw(SHAPES), draw(st.integers(0, 9)))
    layers = tuple(
        replace(layer, activation=draw(st.sampled_from(ACTIVATIONS[:5])))
        for layer in problem.network.layers
    )
    network = replace(
        problem.network,
        layers=layers,
        loss=draw(st.sampled_from(LOSSES[:4])),
        optimizer=Optimizer(draw(st.sampled_from(OPTIMIZERS)), draw(st.floats(1e-4, 0.1))),
        train_biases=draw(st.booleans()),
    )
    return Problem(network, problem.rows[: draw(st.integers(1, 4))])


@st.composite
def moves_for(draw: st.DrawFn, bench: Bench) -> Move:
    """Some move that could be made, or could not."""
    problem = bench.problem
    given_places = [p for column in columns_of(problem) for p in column if is_given(problem, p)]
    names = [name for column in problem.network.columns for name in column]
    depths = st.integers(0, len(names)).map(float)
    return draw(
        st.builds(Move, st.sampled_from(given_places), NUMBERS)
        | st.builds(Move, st.just("train"), st.integers(1, 3).map(float))
        | st.builds(Move, st.sampled_from(["add_node", "add_layer", "remove_layer"]), depths)
        | st.builds(
            Move,
            st.sampled_from(["remove_node", "add_bias", "remove_bias"]),
            st.sampled_from(names),
        )
        | st.builds(Move, st.sampled_from(["add_row", "remove_row"]), depths)
        | st.builds(Move, st.just("loss"), st.sampled_from(LOSSES))
        | st.builds(Move, st.just("optimizer"), st.sampled_from(OPTIMIZERS))
        | st.builds(
            Move, st.sampled_from([f"activation({n})" for n in names]), st.sampled_from(ACTIVATIONS)
        )
    )


@settings(max_examples=60, deadline=None)
@given(problems(), st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_training_in_parts_is_training_at_once(problem: Problem, parts: list[int]) -> None:
    bench = Bench(problem)
    for part in parts:
        bench = bench.do(Move("train", float(part)))
    at_once = trace(problem.network, problem.rows, updates=sum(parts))
    assert repr(bench.problem.network) == repr(at_once.after())
    assert bench.updates == len(bench.losses) == sum(parts)
    assert bench.moves == (Move("train", float(sum(parts))),)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_was_done_is_undone_redone_rewound_and_replayed(data: st.DataObject) -> None:
    start = data.draw(problems())
    history = History((Bench(start, seed=3),))
    seen = [history.bench.problem]
    for _ in range(data.draw(st.integers(1, 8))):
        try:
            history = history.do(data.draw(moves_for(history.bench)))
        except MoveError as error:
            assert str(error)
            assert history.bench.problem is seen[-1]
            continue
        seen.append(history.bench.problem)
    last = history.bench
    replayed = Bench(start, seed=3).do_all(read_moves(write_moves(last.moves)))
    assert repr(replayed.problem) == repr(last.problem)
    assert repr(replayed.memory) == repr(last.memory)
    assert history.rewind().bench.problem is start
    assert history.rewind().undo().bench.problem is last.problem
    for problem in reversed(seen):
        assert history.bench.problem is problem
        history = history.undo()
    assert history.bench.problem is start
    for problem in seen:
        assert history.bench.problem is problem
        history = history.redo()


@settings(max_examples=40, deadline=None)
@given(problems(), st.integers(0, 3))
def test_a_node_or_layer_that_is_added_can_be_removed(problem: Problem, layer: int) -> None:
    columns = problem.network.columns
    depth = float(layer % len(columns))
    more = Bench(problem).do(Move("add_node", depth))
    new = more.problem.network.columns[int(depth)][-1]
    assert all(new not in column for column in columns)
    assert more.do(Move("remove_node", new)).problem == problem
    assert Bench(problem).do(Move("add_node", depth)).problem == more.problem
    assert len(Bench(problem).do(Move("add_layer", 1.0)).problem.network.layers) == len(columns)


@settings(max_examples=40, deadline=None)
@given(problems(), st.data())
def test_a_sweep_is_what_every_single_move_would_give(
    problem: Problem, data: st.DataObject
) -> None:
    bench = Bench(problem)
    given_places = [p for column in columns_of(problem) for p in column if is_given(problem, p)]
    what = data.draw(st.sampled_from([p for p in given_places if p != RATE]))
    now = read(problem, what)[0]
    assert isinstance(now, float)
    found = sweep(bench, what, window(now, 0.1), points=9)
    assert found is not None
    for value, loss in zip(found.values, found.losses, strict=True):
        moved = bench.do(Move(what, value)).loss
        assert moved is not None
        assert math.isclose(moved, loss, rel_tol=1e-12) or (math.isnan(moved) and math.isnan(loss))
    assert found.values[0] <= now <= found.values[-1]


def test_the_sweep_of_the_rate_is_the_loss_after_a_step() -> None:
    bench = Bench(problem_to_play())
    found = sweep(bench, RATE, rate_window(0.02), points=9)
    assert found is not None
    for value, loss in zip(found.values, found.losses, strict=True):
        assert bench.do(Move(RATE, value)).do(Move("train", 1.0)).loss == loss


@pytest.mark.parametrize("size", [1e200, -1e300, 1e-320])
def test_numbers_out_of_all_bounds_break_nothing(size: float) -> None:
    bench = Bench(problem_to_play((2, 3, 2)))
    for what in ("weight(x0->h0)", "weight(h0->y0)", "bias(h1)", "x0", "target(y1)"):
        bench = bench.do(Move(what, size))
    for loss in LOSSES:
        trained = bench.do(Move("loss", loss)).do(Move("train", 5.0))
        assert trained.loss is not None
        assert sweep(trained, "weight(x0->h0)", window(size, 100.0)) is not None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("weight(x0->y0) = 1", "there is no edge x0→y0"),
        ("weight(x9->h0) = 1", "there is no node 'x9'"),
        ("h0 = 1", "'h0' can't be changed: it is computed"),
        ("delta(h0) = 1", "it is computed"),
        ("x0 + 1 = 2", "not a single number"),
        ("x0 = relu", "has to be a number, not 'relu'"),
        ("x0[9] = 1", "there is no row 9"),
        ("learning_rate = 0", "above 0"),
        ("activation(x0) = relu", "is an input"),
        ("activation(h0) = rellu", "none of the activations"),
        ("activation(h0) = softmax", "softmax stands on the last layer only"),
        ("optimizer = sdg", "none of the optimizers"),
        ("train = 0", "from 1 to"),
        ("train = 1.5", "from 1 to"),
        ("add_node = 7", "there is no layer 7: there are 0 to 2"),
        ("remove_node = y0", "the only node of its layer"),
        ("remove_node = zz", "there is no node 'zz'"),
        ("remove_layer = 2", "there is no hidden layer 2: there is only 1"),
        ("add_bias = h0", "has a bias already"),
        ("remove_row = 4", "there is no row 4"),
        ("x0", "write it like"),
        ("x0 = 1 +", "is no number"),
    ],
)
def test_what_can_t_be_done_is_said(text: str, says: str) -> None:
    bench = Bench(problem_to_play())
    with pytest.raises(MoveError) as caught:
        bench.do_all(read_moves(text))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "edits", "updates"),
    [
        ("x0 = 5, x0 = 1, x0 = 5", {"x0": 5}, 0),
        ("weight(x0->h0) = 1, weight( x0 → h0 ) = -3", {}, 0),
        ("bias(h0) = 9, train = 2, bias(h0) = 1.5", {"bias(h0)": 1.5}, 2),
        ("activation(h0) = relu, activation(h0) = tanh", {}, 0),
        ("add_node = 1, remove_node = h3", {"add_node 0": 1, "remove_node 1": "h3"}, 0),
        (
            "optimizer = adam; loss = squared_error",
            {"optimizer": "adam", "loss": "squared_error"},
            0,
        ),
    ],
)
def test_only_what_differs_counts_as_an_edit(
    text: str, edits: dict[str, object], updates: int
) -> None:
    bench = Bench(problem_to_play()).do_all(read_moves(text))
    assert dict(bench.edits) == edits
    assert bench.updates == updates


def test_softmax_comes_and_goes_with_its_loss() -> None:
    bench = Bench(problem_to_play((2, 3, 2))).do(Move("loss", "categorical_crossentropy"))
    assert bench.problem.network.layers[-1].activation == "softmax"
    bench = bench.do(Move("loss", "squared_error"))
    assert bench.problem.network.layers[-1].activation == "identity"


def test_another_optimizer_remembers_nothing() -> None:
    bench = Bench(problem_to_play()).do_all(read_moves("optimizer = momentum, train = 3"))
    there_and_back = bench.do_all(read_moves("optimizer = adam, optimizer = momentum"))
    fresh = Bench(bench.problem).do(Move("train", 1.0)).problem
    assert there_and_back.do(Move("train", 1.0)).problem == fresh
    assert bench.do(Move("train", 1.0)).problem != fresh


@pytest.mark.parametrize("shape", [(2, 3, 1), (1, 1), (3, 2, 2, 2), (6, 10, 3)])
@pytest.mark.parametrize("seed", range(4))
def test_a_problem_to_play_with_learns_at_once(shape: tuple[int, ...], seed: int) -> None:
    bench = Bench(problem_to_play(shape, seed))
    trained = bench.do(Move("train", 100.0))
    assert bench.loss is not None and trained.loss is not None
    assert trained.loss < 0.8 * bench.loss
    assert Bench(problem_to_play(shape, seed)).problem == bench.problem


@pytest.mark.parametrize("text", ["3", "2-", "0-1", "2-9999", "2-64-64-64-1", "-"])
def test_shapes_that_are_none(text: str) -> None:
    with pytest.raises(MoveError, match=text):
        read_shape(text)


@settings(max_examples=40, deadline=None)
@given(problems(), st.data())
def test_the_cursor_reaches_everything_and_never_leaves(
    problem: Problem, data: st.DataObject
) -> None:
    columns = columns_of(problem)
    every = [place for column in columns for place in column]
    place = every[0]
    for expected in (*every[1:], every[0]):
        place = beside(problem, place, "next")
        assert place == expected
    for direction in ("left", "right", "up", "down", "before"):
        place = data.draw(st.sampled_from(every))
        assert beside(problem, place, direction) in every
    fewer = Bench(problem).do_all([Move("add_node", 1.0)]).problem
    for place in (p for column in columns_of(fewer) for p in column):
        assert any(still_there(problem, place) in column for column in columns)
    assert drawn_at(problem, "weight(x0->y0)") == "x0->y0"
    assert drawn_at(problem, "bias(y0)") == "bias->y0"
    assert drawn_at(problem, RATE) is None


@given(st.floats(-1e6, 1e6), st.sampled_from((0.001, 0.1, 0.5, 10.0)))
def test_nudging_there_and_back_again(value: float, step: float) -> None:
    value = round(value, 6)
    assert nudged(nudged(value, step, 1), step, -1) == pytest.approx(value, abs=1e-9)
    low, high = window(value, step)
    assert low < value < high or low <= value <= high


@given(st.floats(1e-9, 1e6))
def test_learning_rates_go_up_and_down_without_end(rate: float) -> None:
    assert nudged_rate(rate, -1) < rate < nudged_rate(rate, 1)
    assert nudged_rate(nudged_rate(0.02, 1), -1) == 0.02
    low, high = rate_window(rate)
    assert 0 < low <= rate <= high * 1.001


def test_a_network_without_targets_and_loss_can_be_given_them() -> None:
    start = problem_to_play()
    bare = Problem(
        replace(start.network, loss=None), tuple(replace(row, target=None) for row in start.rows)
    )
    bench = Bench(bare)
    with pytest.raises(MoveError, match="needs a loss"):
        bench.do(Move("train", 1.0))
    bench = bench.do(Move("loss", "squared_error"))
    with pytest.raises(MoveError, match="needs a target"):
        bench.do(Move("train", 1.0))
    bench = bench.do(Move("target(y0)[1]", 2.0)).do(Move("target", 1.0))
    assert [row.target for row in bench.problem.rows] == [(1.0,)] * 4
    assert bench.do(Move("train", 1.0)).updates == 1
