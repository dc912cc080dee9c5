"""The lesson format, ``format: 1``: what a YAML file may hold.

pydantic checks the shape of a file here; what needs a network or other parts of the lesson to be
judged (names of nodes, quantities, ids) is checked in ``load``. The models are frozen and are
used as they are by every room above.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    field_validator,
    model_validator,
)

from tutor.network.model import Activation, Loss

Number = int | float
#: A quantity ("delta(node_0)"), arithmetic with quantities, or "{{ … }}" around one.
QuantityText = str
#: A Python expression, as the learner would write it.
PythonText = str

KINDS = ("read", "choice", "answer", "steps", "lab", "code")
Pass = Literal["forward", "backward", "training"]


class Model(BaseModel):
    """What all parts of the format share: no unknown keys, no silent conversions, no changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


M = TypeVar("M", bound=Model)


def _exactly_one(model: M, keys: tuple[str, ...]) -> M:
    """The model, if exactly one of the keys is given. Raises ValueError otherwise."""
    given = [key for key in keys if getattr(model, key) is not None]
    if len(given) == 1:
        return model
    wanted = ", ".join(keys)
    if given:
        raise ValueError(f"only one of these can stand here: {', '.join(given)}")
    raise ValueError(f"one of these keys is needed here: {wanted}")


# --- networks -------------------------------------------------------------------------------


class NodeModel(Model):
    """``{weights: [4, -5], bias: 0}``; a bare list is the weights of a node without bias."""

    weights: list[Number]
    bias: Number | None = None


class LayerModel(Model):
    """One layer: named nodes, in order, and the activation they share."""

    nodes: dict[str, list[Number] | NodeModel] = Field(min_length=1)
    activation: Activation = "identity"


class SgdModel(Model):
    """Plain gradient descent."""

    learning_rate: Number = Field(default=0.01, gt=0)


class MomentumModel(SgdModel):
    """Gradient descent with momentum, as in Keras: m ← μm − ηg, w ← w + m."""

    momentum: Number = Field(default=0.9, ge=0, lt=1)


class AdamModel(Model):
    """Adam, with Keras's defaults."""

    learning_rate: Number = Field(default=0.001, gt=0)
    beta_1: Number = Field(default=0.9, ge=0, lt=1)
    beta_2: Number = Field(default=0.999, ge=0, lt=1)
    epsilon: Number = Field(default=1e-7, gt=0)


class OptimizerModel(Model):
    """Exactly one of the three: ``{sgd: {learning_rate: 0.01}}``."""

    sgd: SgdModel | None = None
    momentum: MomentumModel | None = None
    adam: AdamModel | None = None

    @model_validator(mode="after")
    def _one(self) -> OptimizerModel:
        return _exactly_one(self, ("sgd", "momentum", "adam"))


class NetworkModel(Model):
    """A network written out (``inputs`` and ``layers``) or drawn by lot (``shape`` and ``seed``).

    ``inputs`` and ``target`` hold one number for each node, or a list of them: a batch.
    """

    inputs: dict[str, Number | list[Number]] | None = Field(default=None, min_length=1)
    layers: list[LayerModel] | None = Field(default=None, min_length=1)
    shape: list[Annotated[int, Field(ge=1, le=4096)]] | None = Field(
        default=None, min_length=2, max_length=16
    )
    activations: list[Activation] | None = None
    biases: bool = False
    seed: int | None = None
    target: dict[str, Number | list[Number]] | None = None
    loss: Loss | None = None
    optimizer: OptimizerModel | None = None
    train_biases: bool = True


# --- what stands beside an exercise -----------------------------------------------------------


class ShowModel(Model):
    """A picture or a table beside the text: ``{network: bank, pass: forward}``, ``{data: wages}``."""

    network: str | None = None
    data: str | None = None
    pass_: Literal["none", "forward", "backward"] = Field(default="forward", alias="pass")
    labels: bool = True

    @model_validator(mode="after")
    def _one(self) -> ShowModel:
        return _exactly_one(self, ("network", "data"))


# --- kinds ------------------------------------------------------------------------------------


class OptionModel(Model):
    """One option of a choice, with the sentence the learner gets for it."""

    text: str
    feedback: str
    right: bool = False


class ChoiceModel(Model):
    """One right option or several; several right ones must all be chosen."""

    prompt: str
    options: list[OptionModel] = Field(min_length=2, max_length=9)
    network: str | None = None


class AnswerModel(Model):
    """A number, list, word or sentence to type.

    ``expect`` is a plain value, ``{{ quantity }}``, or an expression over ``data``.
    """

    prompt: str
    expect: Number | bool | str | list[Number]
    network: str | None = None
    data: str | None = None
    tolerance: Number | None = Field(default=None, ge=0)
    wrong: dict[str | Number, str] = Field(default_factory=dict)
    accept: list[str | Number | list[Number]] = Field(default_factory=list)
    pattern: str | None = None


class StepsModel(Model):
    """Walk a trace; ``ask`` names the quantities that the learner types when they come up."""

    network: str
    pass_: Pass = Field(default="training", alias="pass")
    ask: list[QuantityText] = Field(default_factory=list)
    prompt: str = ""
    size: Literal["operation", "node", "layer", "pass"] = "operation"
    updates: int = Field(default=1, ge=1, le=1000)
    tolerance: Number | None = Field(default=None, ge=0)
    wrong: dict[str | Number, str] = Field(default_factory=dict)


class EditsModel(Model):
    """Edits of a lab that must not reach the goal, and what the learner is told."""

    edits: dict[QuantityText, Number]
    says: str = ""


class LabModel(Model):
    """Change a network until ``goal`` holds: ``prediction == 3``, ``loss < 0.1``."""

    prompt: str
    network: str
    goal: str
    change: list[Literal["weights", "biases", "inputs", "targets", "learning_rate", "activation"]] = (
        Field(default_factory=lambda: ["weights"], min_length=1)
    )
    max_edits: int | None = Field(default=None, ge=1)
    max_updates: int | None = Field(default=None, ge=0)
    solution: dict[QuantityText, Number] = Field(default_factory=dict)
    wrong: list[EditsModel] = Field(default_factory=list)


# --- checks of code -----------------------------------------------------------------------------


class CheckModel(Model):
    """What every check may have: a sentence of the author's, shown when it fails."""

    message: str | None = None


class VariableCheck(CheckModel):
    """A variable has the value that it has in the solution, or the value of ``equals``."""

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
    """What a curve of a training must do."""

    falls: bool | None = None
    below: Number | None = None
    above: Number | None = None
    between: tuple[Number, Number] | None = None

    @field_validator("between", mode="before")
    @classmethod
    def _pair(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class TrainingCheck(CheckModel):
    """Training runs, in order: how many, how long, how their curves end, which ends best."""

    training: str | Literal[True]
    runs: int | None = Field(default=None, ge=1)
    run: int | None = Field(default=None, ge=1)
    epochs: int | None = Field(default=None, ge=1)
    epochs_below: int | None = Field(default=None, ge=2)
    validation_split: Number | None = None
    rows: int | None = None
    curves: dict[str, CurveModel] = Field(default_factory=dict)
    lowest: int | None = Field(default=None, ge=1)
    early_stopping: bool | None = None


class PlotCheck(CheckModel):
    """A figure was shown; with how many lines, and over how many points."""

    plot: Literal[True]
    lines: int | None = Field(default=None, ge=1)
    points: int | None = Field(default=None, ge=1)


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

    says: str
    code: str | None = None
    replace: dict[str, str] | None = None

    @model_validator(mode="after")
    def _one(self) -> WrongCode:
        return _exactly_one(self, ("code", "replace"))


class AcceptCode(Model):
    """Another right way, which must pass."""

    code: str | None = None
    replace: dict[str, str] | None = None

    @model_validator(mode="after")
    def _one(self) -> AcceptCode:
        return _exactly_one(self, ("code", "replace"))


class CodeModel(Model):
    """Python to write, run and check."""

    task: str
    solution: str
    checks: list[Check] = Field(min_length=1)
    setup: str = ""
    starter: str = ""
    again: list[dict[str, PythonText]] = Field(default_factory=list)
    accept: list[AcceptCode] = Field(default_factory=list)
    wrong: list[WrongCode] = Field(default_factory=list)
    needs: Literal["numpy", "pandas", "keras"] = "numpy"
    data: str | None = None
    network: str | None = None
    time_limit: Number | None = Field(default=None, gt=0, le=3600)
    seed: int = 0


# --- exercises, lessons, courses -----------------------------------------------------------------

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]


class ExerciseModel(Model):
    """One exercise. Its kind is the one key of KINDS that it has."""

    id: Id
    title: str
    read: str | None = None
    choice: ChoiceModel | None = None
    answer: AnswerModel | None = None
    steps: StepsModel | None = None
    lab: LabModel | None = None
    code: CodeModel | None = None
    text: str = ""
    show: list[str | ShowModel] = Field(default_factory=list)
    hints: list[str] = Field(default_factory=list)
    explain: str = ""
    review: bool = True

    @model_validator(mode="after")
    def _one(self) -> ExerciseModel:
        return _exactly_one(self, KINDS)

    @property
    def kind(self) -> str:
        """One of KINDS."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)


class LessonModel(Model):
    """One lesson file."""

    title: str
    summary: str = ""
    networks: dict[str, NetworkModel] = Field(default_factory=dict)
    exercises: list[ExerciseModel] = Field(default_factory=list)


class CourseModel(Model):
    """``course.yaml``."""

    format: Literal[1]
    title: str
    summary: str = ""
    licence: str
    authors: list[str] = Field(min_length=1)
    version: str = "1"
    lessons: list[Id] = Field(min_length=1)
