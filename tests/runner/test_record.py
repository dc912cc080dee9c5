"""Frames become an observation; whatever they hold, nothing is raised."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.runner import wire
from tutor.runner.codec import ShapeError, from_json, to_json
from tutor.runner.observation import (
    EpochEnded,
    ErrorView,
    Event,
    FigureShown,
    FigureView,
    Job,
    LayerView,
    ModelView,
    Printed,
    TrainingEnded,
    TrainingRun,
    TrainingStarted,
    Value,
)
from tutor.runner.output import Output
from tutor.runner.record import Recording, named_runs

MODEL = ModelView((LayerView("Dense", "dense", 3, "relu"),), 2, 9, True, "adam", 0.001, "mse")
RUN = TrainingRun(1, "model", MODEL, 3, 4, 100, None)
ENDED = {"ending": "complete", "signal": "", "line": None, "left_out": 0, "seconds": 0.5}
RESULT: dict[str, Any] = {"values": {}, "results": [], "said": [], "error": None}


def record(*frames: tuple[bytes, Any]) -> Recording:
    recording = Recording()
    for tag, value in frames:
        recording.take(tag, json.dumps(value).encode())
    return recording


def sent(event: Event) -> tuple[bytes, Any]:
    return wire.EVENT, {"event": type(event).__name__, **to_json(event)}


@pytest.mark.parametrize(
    "value",
    [
        Job("x", again={"a": "1"}, starter_names=frozenset({"a"}), names=("b",), time_limit=3.5),
        Value("list", "list", "[1]", (Value("number", "int", "1", 1),), (1,)),
        Value("dict", "dict", "{}", (("k", Value("none")),)),
        Value("model", "keras.Sequential", data=MODEL),
        Value("bool", data=False),
        Value("number", data=0),
        ErrorView("KeyError", "'a'", 3, 4, facts={"keys": ["a"]}),
        replace(RUN, logs=({"loss": 1.0},), stopped_epoch=3),
        FigureView("x", (((0.0, 1.0), (1.0, 2.0)),)),
    ],
)
def test_values_come_back_as_they_were(value: Any) -> None:
    assert from_json(type(value), json.loads(json.dumps(to_json(value)))) == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Value, {}),
        (Value, {"kind": "nonsense"}),
        (Value, {"kind": ["list"]}),
        (Value, {"kind": "number", "data": True}),
        (Value, {"kind": "list", "data": [1]}),
        (Value, {"kind": "array", "data": {"a": 1}}),
        (Value, {"kind": "none", "extra": 1}),
        (ErrorView, {"type": "E"}),
        (ErrorView, {"type": "E", "message": 1}),
        (Job, []),
        (Printed, {"text": "x", "stream": "log"}),
    ],
)
def test_wrong_shapes_are_refused(kind: Any, raw: Any) -> None:
    with pytest.raises(ShapeError):
        from_json(kind, raw)


def test_values_nested_too_deeply_are_refused() -> None:
    raw: dict[str, Any] = {"kind": "number", "data": 1}
    for _ in range(100):
        raw = {"kind": "list", "data": [raw]}
    with pytest.raises(ShapeError):
        from_json(Value, raw)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["event", "run", "kind", "data", "text", "values", "error", "ending"])
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([wire.OUTPUT, wire.EVENT, wire.RESULT, wire.ENDED, b"?"]),
            st.binary(max_size=20) | json_values.map(lambda value: json.dumps(value).encode()),
        ),
        max_size=6,
    )
)
def test_no_frame_raises_and_only_a_result_with_an_end_is_complete(
    frames: list[tuple[bytes, bytes]],
) -> None:
    recording = Recording()
    for tag, payload in frames:
        recording.take(tag, payload)
    assert recording.observation().ending != "complete"


def test_deeply_nested_json_is_ignored() -> None:
    recording = Recording()
    assert recording.take(wire.RESULT, b"[" * 100_000) is None


def test_a_result_and_an_end_are_complete() -> None:
    assert record((wire.RESULT, RESULT), (wire.ENDED, ENDED)).observation().ending == "complete"
    assert record((wire.ENDED, ENDED)).observation().ending == "exit"
    assert record((wire.RESULT, RESULT)).observation("stopped").ending == "stopped"
    late = ENDED | {"ending": "time"}
    assert record((wire.RESULT, RESULT), (wire.ENDED, late)).observation().ending == "time"


def test_epochs_are_kept_when_a_training_is_cut_off() -> None:
    epochs = [EpochEnded(1, epoch, {"loss": 1 / epoch}, 0.1) for epoch in (1, 2)]
    recording = record(sent(TrainingStarted(RUN)), *map(sent, epochs))
    (run,) = recording.observation("stopped").runs
    assert run.stopped
    assert run.logs == ({"loss": 1.0}, {"loss": 0.5})
    recording.take(*_bytes(sent(TrainingEnded(replace(run, stopped=False)))))
    assert not recording.observation("stopped").runs[0].stopped


def _bytes(frame: tuple[bytes, Any]) -> tuple[bytes, bytes]:
    return frame[0], json.dumps(frame[1]).encode()


def test_epochs_of_a_training_that_never_began_are_ignored() -> None:
    assert record(sent(EpochEnded(3, 1, {}, 0.1))).observation().runs == ()


def test_printed_text_can_not_be_sent_as_an_event() -> None:
    recording = Recording()
    assert recording.take(*_bytes(sent(Printed("52")))) is None
    assert recording.observation().printed == ""


def test_figures_are_kept() -> None:
    figure = FigureView("plot", (((0.0, 1.0),),))
    assert record(sent(FigureShown(figure))).observation().figures == (figure,)


def test_runs_are_named_by_what_tells_them_apart() -> None:
    def run(number: int, name: str, rate: float) -> TrainingRun:
        return replace(RUN, number=number, variable=name, model=replace(MODEL, learning_rate=rate))

    def names(*runs: TrainingRun) -> list[str]:
        return [run.name for run in named_runs(runs)]

    assert names(run(1, "", 0.1)) == ["run 1"]
    assert names(run(1, "model_1", 0.1), run(2, "model_2", 0.1)) == ["model_1", "model_2"]
    rates = [run(1, "model", 0.000001), run(2, "model", 0.01), run(3, "model", 1.0)]
    assert names(*rates) == ["learning rate 0.000001", "learning rate 0.01", "learning rate 1"]
    assert named_runs(named_runs(tuple(rates))) == named_runs(tuple(rates))
    assert names(run(1, "m", 0.1), run(2, "m", 0.1)) == ["m, run 1", "m, run 2"]


def test_frames_are_cut_wherever_the_bytes_come_apart() -> None:
    data = wire.pack(wire.READY) + wire.pack(wire.EVENT, {"a": "ü"})
    decoder = wire.Decoder()
    frames = [frame for byte in data for frame in decoder.feed(bytes([byte]))]
    assert frames == wire.Decoder().feed(data)
    assert [wire.unpack(payload) for _, payload in frames] == [None, {"a": "ü"}]


def test_a_frame_that_is_too_long_is_refused() -> None:
    with pytest.raises(wire.FrameError):
        wire.Decoder().feed(b"\xff\xff\xff\xffE")


@given(st.lists(st.text(max_size=30), max_size=30), st.integers(2, 200))
@settings(max_examples=80, deadline=None)
def test_output_keeps_head_and_tail_and_counts_the_rest(texts: list[str], limit: int) -> None:
    data = [text.encode("utf-8", "replace") for text in texts]
    output = Output(limit)
    head = "".join(map(output.feed, data))
    left_out, tail = output.finish()
    everything = b"".join(data).decode()
    if len(everything.encode()) <= limit:
        assert (head + tail, left_out) == (everything, 0)
    else:
        assert everything.startswith(head) and everything.endswith(tail)
        assert abs(len(everything.encode()) - left_out - len((head + tail).encode())) < 4
