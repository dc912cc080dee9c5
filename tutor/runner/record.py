"""From frames to an ``Observation``. Whatever a child sends, nothing is raised here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from tutor.network import numbers
from tutor.runner import wire
from tutor.runner.codec import ShapeError, from_json
from tutor.runner.observation import (
    Ending,
    EpochEnded,
    ErrorView,
    Event,
    FigureShown,
    FigureView,
    Observation,
    Printed,
    TrainingEnded,
    TrainingRun,
    TrainingStarted,
    Value,
    Waiting,
)

_EVENTS: dict[str, Any] = {kind.__name__: kind for kind in get_args(Event)}

_SIGNALS = {
    "SIGSEGV": "Python itself crashed on this code (a segmentation fault).",
    "SIGKILL": "The code was ended from outside, or ended itself.",
    "SIGABRT": "A library gave up and aborted.",
    "SIGFPE": "The processor refused a calculation.",
    "SIGXFSZ": "The code wrote a file that is too large.",
}


#: Exceptions by which the system keeps a limit, by type and message.
_ENDINGS: tuple[tuple[Ending, Callable[[str, str], bool]], ...] = (
    ("memory", lambda kind, _: kind.rpartition(".")[2] in ("MemoryError", "_ArrayMemoryError")),
    (
        "processes",
        lambda kind, message: (
            "can't start new thread" in message
            or (kind == "BlockingIOError" and "temporarily unavailable" in message)
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Result:
    """What a child says at its end."""

    values: Mapping[str, Value]
    results: tuple[Value | ErrorView, ...]
    said: tuple[str, ...]
    error: ErrorView | None


@dataclass(frozen=True, slots=True)
class _End:
    """What the warm parent says of a child's end."""

    ending: Ending
    signal: str
    line: int | None
    left_out: int
    seconds: float


@dataclass(slots=True)
class Recording:
    """Collects the frames of one run. ``begun`` says that the warm parent took the job,
    ``lost`` what became of it, if it was lost meanwhile."""

    _texts: dict[str, list[str]] = field(default_factory=lambda: {"out": [], "err": []})
    _runs: dict[int, TrainingRun] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)
    _figures: list[FigureView] = field(default_factory=list)
    _result: _Result | None = None
    _end: _End | None = None
    begun: bool = False
    lost: str = ""

    @property
    def ended(self) -> bool:
        """Whether the warm parent has said that the child is gone."""
        return self._end is not None

    def take(self, tag: bytes, payload: bytes) -> Event | None:
        """Note a frame; the event in it, if it has one. What has a wrong shape is ignored."""
        self.begun = self.begun or tag == wire.BEGUN
        try:
            value = wire.unpack(payload)
            if tag == wire.OUTPUT:
                return self._note_text(from_json(Printed, value))
            if tag == wire.EVENT and isinstance(value, dict):
                return self._note(from_json(_EVENTS[value.pop("event")], value))
            if tag == wire.RESULT:
                self._result = self._result or from_json(_Result, value)
            elif tag == wire.ENDED:
                self._end = from_json(_End, value)
        except (wire.FrameError, ShapeError, KeyError, TypeError):
            pass
        return None

    def _note_text(self, printed: Printed) -> Event:
        self._texts[printed.stream].append(printed.text)
        return printed

    def _note(self, event: Event) -> Event | None:
        if isinstance(event, Printed | Waiting):
            return None  # Text comes through the output pipes only, and no child knows of others.
        if isinstance(event, TrainingStarted | TrainingEnded):
            return self._note_run(event)
        if isinstance(event, EpochEnded) and event.number in self._open:
            run = self._runs[event.number]
            self._runs[event.number] = replace(run, logs=(*run.logs, event.logs))
        elif isinstance(event, FigureShown):
            self._figures.append(event.figure)
        return event

    def _note_run(self, event: TrainingStarted | TrainingEnded) -> Event:
        number = event.run.number
        self._runs[number] = event.run
        if isinstance(event, TrainingStarted):
            self._open.add(number)
        else:
            self._open.discard(number)
        named = dict(zip(self._runs, named_runs(tuple(self._runs.values())), strict=True))
        return replace(event, run=named[number])

    def observation(self, ending: Ending | None = None) -> Observation:
        """What was seen, up to now; ``ending`` tells why if the warm parent could not."""
        end = self._end or _End(ending or "crash", "", None, 0, 0.0)
        result = self._result or _Result({}, (), (), None)
        runs = tuple(
            replace(run, stopped=run.stopped or number in self._open)
            for number, run in self._runs.items()
        )
        how = _ending(end, self._result)
        return Observation(
            ending=how,
            printed="".join(self._texts["out"]),
            left_out=end.left_out,
            values=result.values,
            results=result.results,
            runs=named_runs(runs),
            figures=tuple(self._figures),
            error=_crash(end, self.lost) if how == "crash" else result.error,
            line=result.error.line if result.error else end.line,
            seconds=end.seconds,
            messages="".join(self._texts["err"]),
            said=result.said,
        )


def _ending(end: _End, result: _Result | None) -> Ending:
    if end.ending != "complete":
        return end.ending
    if result is None:
        return "exit"
    if result.error is None:
        return "complete"
    return next(
        (ending for ending, meant in _ENDINGS if meant(result.error.type, result.error.message)),
        "error",
    )


def _crash(end: _End, lost: str) -> ErrorView:
    what = _SIGNALS.get(end.signal, "The process that ran the code ended without a word.")
    return ErrorView(type=end.signal or "crash", message=lost or what)


def named_runs(runs: tuple[TrainingRun, ...]) -> tuple[TrainingRun, ...]:
    """The runs with names that tell them apart, as far as they are known.

    The name is the model's variable; where several runs share it, their learning rates, or else
    the number of the run.
    """
    return tuple(replace(run, name=_run_name(run, runs)) for run in runs)


def _run_name(run: TrainingRun, runs: tuple[TrainingRun, ...]) -> str:
    rates = [other.model.learning_rate for other in runs if other.variable == run.variable]
    rate = run.model.learning_rate
    if len(rates) > 1 and rate is not None and rates.count(rate) == 1:
        return f"learning rate {numbers.rate(rate)}"
    if run.variable and len(rates) == 1:
        return run.variable
    return f"{run.variable}, run {run.number}" if run.variable else f"run {run.number}"
