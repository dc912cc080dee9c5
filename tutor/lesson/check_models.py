"""The checks of code in the lesson format, and the codes that must pass or fail them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, field_validator

from tutor.lesson.base import Model, Number, PythonText, QuantityText


class CheckModel(Model):
    """What every check may have: a sentence of the author's, shown when it fails."""

    message: str | None = None
    """A sentence for the learner in place of the program's own, when this check fails."""


class VariableCheck(CheckModel):
    """A variable has the value that it has in the solution, or the value of ``equals``.

    ``equals`` is a plain value, or ``"{{ quantity }}"``; any other text is the text itself.
    """

    variable: str
    """The variable's name; it has to have the value it has in the solution."""
    equals: QuantityText | Number | bool | list[Any] | None = None
    """The value it has to have instead of the solution's: a plain one, or "{{ quantity }}"."""
    tolerance: Number | None = Field(default=None, ge=0)
    """How far off numbers may be; without it, by a rounding error."""


class FunctionCheck(CheckModel):
    """A function gives what the solution's gives, called as in ``cases`` (``["relu(3)"]``)."""

    function: str
    """The function's name."""
    cases: list[PythonText] = Field(min_length=1)
    """Calls whose values are compared with those of the solution's function: relu(3)."""
    tolerance: Number | None = Field(default=None, ge=0)
    """How far off numbers may be; without it, by a rounding error."""


class PrintedCheck(CheckModel):
    """A text or number was printed; ``true``: all numbers that the solution prints, in order."""

    printed: Literal[True] | Number | str | list[Number | str]
    """A number or text that must be printed, a list of them in order, or true: all numbers
    that the solution prints.
    """
    tolerance: Number | None = Field(default=None, ge=0)
    """How far off numbers may be; without it, right to the digits printed."""


class CallCheck(CheckModel):
    """A call stands in the code: ``{call: model.fit, with: {epochs: 10}}``.

    ``with`` maps parameter names to expressions; positional arguments are bound by
    ``signature`` (parameter names in order) or by what is known of the function.
    """

    call: str
    """The function or method as it is written: model.fit."""
    with_: dict[str, PythonText | Number | bool] = Field(default_factory=dict, alias="with")
    """Parameters with the values they must have, as Python expressions: {epochs: 10}."""
    signature: list[str] = Field(default_factory=list)
    """The parameters' names in order, for functions the program doesn't know."""
    times: int | None = Field(default=None, ge=0)
    """How often it must be called so; 0 forbids it."""
    inside: Literal["loop", "function"] | None = None
    """Whether it must stand in a loop or in a function."""


class UsesCheck(CheckModel):
    """How the code is built: a loop, a function, an import, a name, an operator."""

    uses: str
    """What the code must have: loop, for, while, comprehension, function, def, lambda, return,
    class, if, import, try, an operator (@, +=), import NAME, or any name.
    """


class AvoidsCheck(CheckModel):
    """What must not stand in the code; the words are those of ``uses``."""

    avoids: str
    """What the code must not have, in the words of uses."""


class LayerCheck(Model):
    """What a layer of a model must be; what is left out does not matter."""

    type: str = "Dense"
    """The layer's class: Dense, Dropout."""
    units: int | None = None
    """How many nodes it must have."""
    activation: str | None = None
    """The activation it must have: relu."""


class ModelCheck(CheckModel):
    """A Keras model: its layers and how it was compiled; without keys: as the solution's."""

    model: str
    """The variable that holds the Keras model."""
    layers: list[LayerCheck] | None = None
    """What its layers must be, in order."""
    input: int | None = None
    """How many inputs it must take."""
    optimizer: str | None = None
    """The optimizer it must be compiled with: adam."""
    learning_rate: Number | None = None
    """The optimizer's learning rate."""
    loss: str | None = None
    """The loss it must be compiled with."""
    metrics: list[str] | None = None
    """Metrics it must be compiled with."""
    compiled: bool | None = None
    """Whether it must be compiled."""


class CurveModel(Model):
    """What a curve of a training must do; below, above and between are about where it ends."""

    falls: bool | None = None
    """true: it ends lower than it begins."""
    below: Number | None = None
    """It ends below this number."""
    above: Number | None = None
    """It ends above this number."""
    between: tuple[Number, Number] | None = None
    """It ends between these two numbers."""

    @field_validator("between", mode="before")
    @classmethod
    def _pair(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class TrainingCheck(CheckModel):
    """Training runs, in order: how many, how long, how their curves end, which ends best."""

    training: str | Literal[True]
    """true, or the variable of the model that must be trained."""
    runs: int | None = Field(default=None, ge=1)
    """How many trainings there must be."""
    run: int | None = Field(default=None, ge=1)
    """Which of them the other keys are about, from 1; without it, all."""
    epochs: int | None = Field(default=None, ge=1)
    """How many epochs must have been trained."""
    epochs_below: int | None = Field(default=None, ge=2)
    """Fewer epochs than this must have been trained."""
    asked_epochs: int | None = Field(default=None, ge=1)
    """How many epochs fit must be asked for; early stopping makes them fewer."""
    untrained: Literal[True] | None = None
    """true: the model must not have been trained before."""
    loss: str | None = None
    """The loss it must be trained with."""
    learning_rate: Number | None = Field(default=None, gt=0)
    """The learning rate it must be trained with."""
    validation_split: Number | None = None
    """The part of the rows that must be kept for validation."""
    rows: int | None = None
    """How many rows it must be trained on."""
    validation_rows: int | None = None
    """How many rows it must be validated on."""
    curves: dict[str, CurveModel] = Field(default_factory=dict)
    """What curves (loss, val_accuracy, …) must do."""
    lowest: int | None = Field(default=None, ge=1)
    """The number of the run whose loss must end lowest."""
    early_stopping: bool | None = None
    """Whether it must be trained with EarlyStopping."""


class PlotCheck(CheckModel):
    """A figure was shown; with how many lines, and over how many points."""

    plot: Literal[True]
    """true: a figure must be shown."""
    lines: int | None = Field(default=None, ge=1)
    """How many lines it must have."""
    points: int | None = Field(default=None, ge=1)
    """How many points each line must have."""
    curves: str | None = None
    """A curve of the trainings, val_loss: that of each run must be one of the lines."""


class HoldsCheck(CheckModel):
    """A predicate over observed values that must be true: ``len(mse_hist) == 20``."""

    holds: PythonText
    """A Python expression over the learner's names that must be true: len(mse_hist) == 20."""


CHECK_KINDS = (
    "variable",
    "function",
    "printed",
    "call",
    "uses",
    "avoids",
    "model",
    "training",
    "plot",
    "holds",
)


def check_kind(value: Any) -> str | None:
    """The kind of a check, which is the key it has; for one that is loaded and one that is not."""
    if isinstance(value, CheckModel):
        return type(value).__name__.removesuffix("Check").lower()
    return next((kind for kind in CHECK_KINDS if isinstance(value, dict) and kind in value), None)


Check = Annotated[
    Annotated[VariableCheck, Tag("variable")]
    | Annotated[FunctionCheck, Tag("function")]
    | Annotated[PrintedCheck, Tag("printed")]
    | Annotated[CallCheck, Tag("call")]
    | Annotated[UsesCheck, Tag("uses")]
    | Annotated[AvoidsCheck, Tag("avoids")]
    | Annotated[ModelCheck, Tag("model")]
    | Annotated[TrainingCheck, Tag("training")]
    | Annotated[PlotCheck, Tag("plot")]
    | Annotated[HoldsCheck, Tag("holds")],
    Discriminator(check_kind),
]


class WrongCode(Model):
    """A submission that must fail with a message that contains ``says``.

    ``replace`` is short for the solution with texts replaced.
    """

    one_of = ("code", "replace")

    says: str
    """What the message must contain, so that it fails for the right reason."""
    code: str | None = None
    """A submission that must fail."""
    replace: dict[str, str] | None = Field(default=None, min_length=1)
    """The solution with texts replaced: {old: new}, in place of code."""


class AcceptCode(Model):
    """Another right way, which must pass; ``replace`` as in WrongCode."""

    one_of = ("code", "replace")

    code: str | None = None
    """Another right submission, as a whole."""
    replace: dict[str, str] | None = Field(default=None, min_length=1)
    """The solution with texts replaced: {old: new}, in place of code."""


class EqualCode(Model):
    """A change of the solution that does the same, or differs in nothing that matters.

    ``because`` says why; it has to pass, and ``tutor verify`` doesn't ask for a check that
    notices it. ``replace`` as in WrongCode.
    """

    one_of = ("code", "replace")

    because: str = Field(min_length=1)
    """Why it makes no difference."""
    code: str | None = None
    """A change that does the same, as a whole."""
    replace: dict[str, str] | None = Field(default=None, min_length=1)
    """The solution with texts replaced: {old: new}, in place of code."""
