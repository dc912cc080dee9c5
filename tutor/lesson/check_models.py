"""The checks of code in the lesson format, and the codes that must pass or fail them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, field_validator

from tutor.lesson.base import Model, Number, PythonText, QuantityText


class CheckModel(Model):
    """What every check may have: a sentence of the author's, shown when it fails."""

    message: str | None = None


class VariableCheck(CheckModel):
    """A variable has the value that it has in the solution, or the value of ``equals``.

    ``equals`` is a plain value, or ``"{{ quantity }}"``; any other text is the text itself.
    """

    variable: str
    equals: QuantityText | Number | bool | list[Any] | None = None
    tolerance: Number | None = Field(default=None, ge=0)


class FunctionCheck(CheckModel):
    """A function gives what the solution's gives, called as in ``cases`` (``["relu(3)"]``)."""

    function: str
    cases: list[PythonText] = Field(min_length=1)
    tolerance: Number | None = Field(default=None, ge=0)


class PrintedCheck(CheckModel):
    """A text or number was printed; ``true``: all numbers that the solution prints, in order."""

    printed: Literal[True] | Number | str | list[Number | str]
    tolerance: Number | None = Field(default=None, ge=0)


class CallCheck(CheckModel):
    """A call stands in the code: ``{call: model.fit, with: {epochs: 10}}``.

    ``with`` maps parameter names to expressions; positional arguments are bound by
    ``signature`` (parameter names in order) or by what is known of the function.
    """

    call: str
    with_: dict[str, PythonText | Number | bool] = Field(default_factory=dict, alias="with")
    signature: list[str] = Field(default_factory=list)
    times: int | None = Field(default=None, ge=0)
    inside: Literal["loop", "function"] | None = None


class UsesCheck(CheckModel):
    """How the code is built: a loop, a function, an import, a name, an operator."""

    uses: str


class AvoidsCheck(CheckModel):
    """What must not stand in the code; the words are those of ``uses``."""

    avoids: str


class LayerCheck(Model):
    """What a layer of a model must be; what is left out does not matter."""

    type: str = "Dense"
    units: int | None = None
    activation: str | None = None


class ModelCheck(CheckModel):
    """A Keras model: its layers and how it was compiled; without keys: as the solution's."""

    model: str
    layers: list[LayerCheck] | None = None
    input: int | None = None
    optimizer: str | None = None
    learning_rate: Number | None = None
    loss: str | None = None
    metrics: list[str] | None = None
    compiled: bool | None = None


class CurveModel(Model):
    """What a curve of a training must do; below, above and between are about where it ends."""

    falls: bool | None = None
    below: Number | None = None
    above: Number | None = None
    between: tuple[Number, Number] | None = None

    @field_validator("between", mode="before")
    @classmethod
    def _pair(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class TrainingCheck(CheckModel):
    """Training runs, in order: how many, how long, how their curves end, which ends best.

    ``training`` is true, or the name of the model that was trained. ``runs`` is how many there
    are; ``run`` (from 1) says which of them the other keys are about, all of them without it;
    ``lowest`` is the number of the run whose loss ends lowest. ``epochs`` counts those that were
    trained, ``asked_epochs`` those that ``fit`` was asked for: early stopping makes them fewer.
    ``untrained``: the model had not been trained before.
    """

    training: str | Literal[True]
    runs: int | None = Field(default=None, ge=1)
    run: int | None = Field(default=None, ge=1)
    epochs: int | None = Field(default=None, ge=1)
    epochs_below: int | None = Field(default=None, ge=2)
    asked_epochs: int | None = Field(default=None, ge=1)
    untrained: Literal[True] | None = None
    loss: str | None = None
    learning_rate: Number | None = Field(default=None, gt=0)
    validation_split: Number | None = None
    rows: int | None = None
    validation_rows: int | None = None
    curves: dict[str, CurveModel] = Field(default_factory=dict)
    lowest: int | None = Field(default=None, ge=1)
    early_stopping: bool | None = None


class PlotCheck(CheckModel):
    """A figure was shown; with how many lines, and over how many points.

    ``curves`` names a curve of the trainings (``val_loss``): each run's has to be one of the lines.
    """

    plot: Literal[True]
    lines: int | None = Field(default=None, ge=1)
    points: int | None = Field(default=None, ge=1)
    curves: str | None = None


class HoldsCheck(CheckModel):
    """A predicate over observed values that must be true: ``len(mse_hist) == 20``."""

    holds: PythonText


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
    code: str | None = None
    replace: dict[str, str] | None = Field(default=None, min_length=1)


class AcceptCode(Model):
    """Another right way, which must pass; ``replace`` as in WrongCode."""

    one_of = ("code", "replace")

    code: str | None = None
    replace: dict[str, str] | None = Field(default=None, min_length=1)


class EqualCode(Model):
    """A change of the solution that does the same, or differs in nothing that matters.

    ``because`` says why; it has to pass, and ``tutor verify`` doesn't ask for a check that
    notices it. ``replace`` as in WrongCode.
    """

    one_of = ("code", "replace")

    because: str = Field(min_length=1)
    code: str | None = None
    replace: dict[str, str] | None = Field(default=None, min_length=1)
