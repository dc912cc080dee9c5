"""What is asked of the learner's code, and what was seen of it.

These values are all that the rest of the program knows of a run. They are plain data: a child
process sends them as JSON, ``grading`` judges them, and neither knows the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Needs = Literal["numpy", "pandas", "keras"]
Ending = Literal[
    "complete", "error", "exit", "crash", "time", "memory", "processes", "output", "stopped"
]

#: Networks with no more parameters can be looked into while they're trained.
PARAMETER_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Job:
    """One run of one text of Python.

    ``setup`` runs before ``code``. ``again`` replaces top-level names by the values of
    expressions: those that the setup gives after the setup, those in ``starter_names`` after the
    code's own top-level assignment. Afterwards the values of ``names`` are described, then each
    of ``calls`` (Python expressions) is evaluated with the names at hand and described.
    ``data_folder`` is the learner's, whose data comes before the shipped.

    Limits: ``time_limit`` in seconds, from the start of the setup; ``output_limit`` in bytes for
    each of the two output streams; ``memory_limit`` in bytes, beside what the libraries take.
    """

    code: str
    setup: str = ""
    needs: Needs = "numpy"
    data: str | None = None
    data_folder: str | None = None
    again: Mapping[str, str] = field(default_factory=dict)
    starter_names: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    seed: int = 0
    time_limit: float = 10.0
    output_limit: int = 200_000
    memory_limit: int = 2 << 30
    columns: int = 78


ValueKind = Literal[
    "missing",
    "none",
    "bool",
    "number",
    "text",
    "array",
    "list",
    "tuple",
    "dict",
    "set",
    "function",
    "class",
    "module",
    "frame",
    "model",
    "other",
]


@dataclass(frozen=True, slots=True)
class Value:
    """A description of one Python value.

    ``data`` holds a bool, number or text; nested lists of numbers for an array; the tuple of item
    Values for list, tuple and set; a tuple of (key text, Value) pairs for a dict; a ModelView for
    a model; a tuple of (column, list of cells) pairs for a frame; for a training history ("other",
    type "keras.History") the pairs of its ``history``. It is None where there is more than what
    is sent. ``shape`` is the size of a container, the text included. ``type`` is the Python type's
    name ("int", "numpy.float64"), ``text`` a short repr.
    """

    kind: ValueKind
    type: str = ""
    text: str = ""
    data: Any = None
    shape: tuple[int, ...] = ()
    dtype: str = ""


@dataclass(frozen=True, slots=True)
class LayerView:
    """One layer of a Keras model.

    ``slope`` is that of a ReLU or LeakyReLU layer below 0. ``own`` says that more is in it than
    its names tell: a class or activation that isn't Keras's, or settings of its own.
    """

    type: str
    name: str
    units: int | None = None
    activation: str | None = None
    slope: float | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class ModelView:
    """A Keras model as it was built and compiled. ``input`` is the number of features, if known."""

    layers: tuple[LayerView, ...]
    input: int | None = None
    parameters: int | None = None
    compiled: bool = False
    optimizer: str | None = None
    learning_rate: float | None = None
    loss: str | None = None
    metrics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrainingRun:
    """One call of ``fit``. ``logs`` has one mapping for each epoch that ended.

    ``early_stopping`` is a sentence about the EarlyStopping callback, if there was one,
    ``watched`` what it watched, ``patience`` how many epochs it waited, and
    ``stopped_epoch`` the epoch (from 1) after which it ended the training, if it did. ``stopped``
    says that the training was cut off: by a stop, a limit or an error. ``variable`` is the model's
    name in the code, "" where it has none; ``name`` tells the run from the others.
    ``epochs_before`` is how long the model had been trained when the run began, ``gaps`` how many
    of the values it learns from are no finite numbers.
    """

    number: int
    name: str
    model: ModelView
    asked_epochs: int
    batches: int | None
    rows: int | None
    validation_rows: int | None
    logs: tuple[Mapping[str, float], ...] = ()
    early_stopping: str | None = None
    stopped: bool = False
    stopped_epoch: int | None = None
    variable: str = ""
    epochs_before: int = 0
    watched: str | None = None
    patience: int | None = None
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class OptimizerState:
    """What an optimizer goes on from: the updates it made, its learning rate, what it remembers.

    ``memory`` has for each kind of number (``velocity``; ``first_moment``, ``second_moment``) as
    many arrays as there are of weights, in their order; nothing before the first update.
    """

    updates: int = 0
    learning_rate: float | None = None
    memory: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inside:
    """What it takes to draw a small network while it's trained.

    ``weights`` are those before the training, as ``model.get_weights()`` lists them. ``rows`` are
    the first rows of x as Keras takes them, ``targets`` their rows of y; empty where x, or y, has
    no such rows. ``columns`` are the names of x's columns, where it has any. ``loss`` is the full
    name of a loss of Keras with its usual settings, None for any other; ``settings`` are those of
    the optimizer, ``optimizer`` its state. ``apart`` names what the training does beside following
    this loss, ``branches`` says that the layers are no plain chain. ``batch_size`` is how many rows
    a training step takes, None where that isn't known; ``in_order``, whether each epoch takes them
    as they come, so that its batches are known, too.
    """

    weights: tuple[Any, ...]
    rows: tuple[tuple[float, ...], ...] = ()
    targets: tuple[tuple[float, ...], ...] = ()
    columns: tuple[str, ...] = ()
    loss: str | None = None
    settings: Mapping[str, float] = field(default_factory=dict)
    apart: tuple[str, ...] = ()
    branches: bool = False
    optimizer: OptimizerState = OptimizerState()
    batch_size: int | None = None
    in_order: bool = False


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure the code showed: the text drawn for it, and the points of its lines and clouds."""

    text: str
    lines: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ErrorView:
    """An exception: its type, message and notes, and where in the learner's own code.

    ``where`` says which text failed: "code", "setup", or the call that was being tried.
    ``column`` and ``end_column`` count characters from 1. ``facts`` has what explains it (names
    that exist, shapes), for the sentence about it. For a crash, ``type`` is the signal's name.
    """

    type: str
    message: str
    line: int | None = None
    column: int | None = None
    source: str = ""
    where: str = "code"
    trace: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    end_column: int | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """Everything seen of one run. Only ``ending == "complete"`` is a record that can pass.

    ``printed`` is what went to standard output, without ``left_out`` bytes in its middle;
    ``messages`` what went to standard error (warnings); ``said`` what each of the calls printed.
    ``line`` is where the code was when it was ended.
    """

    ending: Ending
    printed: str = ""
    left_out: int = 0
    values: Mapping[str, Value] = field(default_factory=dict)
    results: tuple[Value | ErrorView, ...] = ()
    runs: tuple[TrainingRun, ...] = ()
    figures: tuple[FigureView, ...] = ()
    error: ErrorView | None = None
    line: int | None = None
    seconds: float = 0.0
    messages: str = ""
    said: tuple[str, ...] = ()


# --- what arrives while the code runs -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Printed:
    """Text that the code printed, as it comes (not cut at lines)."""

    text: str
    stream: Literal["out", "err"] = "out"


@dataclass(frozen=True, slots=True)
class TrainingStarted:
    """A ``fit`` begins; its ``logs`` are still empty. ``inside`` of small networks only."""

    run: TrainingRun
    inside: Inside | None = None


@dataclass(frozen=True, slots=True)
class BatchEnded:
    """Batch ``batch`` (from 1) of the current epoch; throttled."""

    number: int
    epoch: int
    batch: int
    logs: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class EpochEnded:
    """Epoch ``epoch`` (from 1) with its logs; never left out.

    Weights, and what the optimizer goes on from, of small networks only; in a long training not of
    every epoch.
    """

    number: int
    epoch: int
    logs: Mapping[str, float]
    seconds: float
    weights: tuple[Any, ...] | None = None
    optimizer: OptimizerState = OptimizerState()


@dataclass(frozen=True, slots=True)
class TrainingEnded:
    """A ``fit`` is over; the run as it is now."""

    run: TrainingRun


@dataclass(frozen=True, slots=True)
class FigureShown:
    """The code called ``plt.show()``."""

    figure: FigureView


@dataclass(frozen=True, slots=True)
class Waiting:
    """The code waits for a place on this host, for ``before`` others; None: it has got one."""

    before: int | None


Event = Printed | TrainingStarted | BatchEnded | EpochEnded | TrainingEnded | FigureShown | Waiting
