"""The lesson format, ``format: 1``: what a YAML file may hold.

pydantic checks the shape of a file here; what needs a network or other parts of the lesson to be
judged (names of nodes, quantities, ids) is checked in ``checks``. The models are frozen and are
used as they are by every room above.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from tutor.lab.moves import Change
from tutor.lesson.base import Id, Model, Number, PythonText, QuantityText
from tutor.lesson.check_models import (
    CHECK_KINDS,
    AcceptCode,
    AvoidsCheck,
    CallCheck,
    Check,
    CheckModel,
    CurveModel,
    EqualCode,
    FunctionCheck,
    HoldsCheck,
    LayerCheck,
    ModelCheck,
    PlotCheck,
    PrintedCheck,
    TrainingCheck,
    UsesCheck,
    VariableCheck,
    WrongCode,
    check_kind,
)
from tutor.lesson.kinds import DEFAULT_ORDER, KINDS
from tutor.lesson.network_models import (
    AdamModel,
    LayerModel,
    MomentumModel,
    NetworkModel,
    NodeModel,
    OptimizerModel,
    SgdModel,
)

__all__ = [
    "CHECK_KINDS",
    "KINDS",
    "AcceptCode",
    "AdamModel",
    "AnswerModel",
    "AvoidsCheck",
    "CallCheck",
    "Check",
    "CheckModel",
    "ChoiceModel",
    "CodeModel",
    "CourseModel",
    "CurveModel",
    "EditsModel",
    "EqualCode",
    "ExerciseModel",
    "FunctionCheck",
    "HoldsCheck",
    "Id",
    "LabModel",
    "LayerCheck",
    "LayerModel",
    "LessonModel",
    "Model",
    "ModelCheck",
    "MomentumModel",
    "NetworkModel",
    "NodeModel",
    "Number",
    "OptimizerModel",
    "OptionModel",
    "PicturesModel",
    "PlotCheck",
    "PrintedCheck",
    "PythonText",
    "QuantityText",
    "SgdModel",
    "ShowModel",
    "StepsModel",
    "TrainingCheck",
    "UsesCheck",
    "VariableCheck",
    "WrongCode",
    "check_kind",
]

Pass = Literal["forward", "backward", "training"]


class ShowModel(Model):
    """A picture or a table beside the text: ``{network: bank, pass: forward}``, ``{data: wages}``.

    ``pass: none`` draws the network before anything is computed; ``labels: false`` draws nodes
    and wires only.
    """

    one_of = ("network", "data")

    network: str | None = None
    data: str | None = None
    pass_: Literal["none", "forward", "backward"] = Field(default="forward", alias="pass")
    labels: bool = True


def _show_form(value: Any) -> str:
    return "name" if isinstance(value, str) else "show"


#: The name of a network is short for ``{network: name}``.
Show = Annotated[
    Annotated[str, Tag("name")] | Annotated[ShowModel, Tag("show")], Discriminator(_show_form)
]


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

    ``expect`` is read like this: a number, true or false, or a list of numbers is itself; a text
    that is ``"{{ … }}"`` as a whole is computed, from the network, or from the table where the
    exercise has ``data``; with ``data`` a text without braces is an expression over the table
    (``rows``, ``max(age)``, ``binary_columns``); any other text is a word or sentence, compared
    without regard to case and spaces.

    Keys of ``wrong`` are compared as numbers where they are numbers or quantities (``"-39"``,
    ``"{{ sum(node_1) }}"``), else as texts. ``accept`` lists other right answers, ``pattern`` is a
    regular expression that a right word or sentence matches as a whole.
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
    """Walk a trace; ``ask`` names the quantities that the learner types when they come up.

    ``pass`` is the part that is walked: training is forward, backward and the updates.
    ``updates`` is how many training steps are made; the last of them is walked. ``wrong`` is as
    in an answer, for any of the quantities asked.
    """

    network: str
    pass_: Pass = Field(default="training", alias="pass")
    ask: list[QuantityText] = Field(default_factory=list)
    prompt: str = ""
    size: Literal["operation", "node", "layer", "pass"] = "operation"
    updates: int = Field(default=1, ge=1, le=1000)
    tolerance: Number | None = Field(default=None, ge=0)
    wrong: dict[str | Number, str] = Field(default_factory=dict)


#: What is changed in a lab, in this order: ``{weight(a->b): 2.5, activation(b): tanh, train: 10}``.
Edits = dict[QuantityText, Number | str]


class EditsModel(Model):
    """Edits of a lab that must not reach the goal, and what the learner is told."""

    edits: Edits
    says: str = ""


def _weights() -> list[Change]:
    return ["weights"]


class LabModel(Model):
    """Change a network until ``goal`` holds: ``prediction == 3``, ``loss < 0.1``.

    Several comparisons are joined by ``and``. ``change`` says what may be changed: ``shape`` are
    nodes and layers, ``biases`` their numbers and whether there are any, ``rows`` how many rows
    there are. ``max_edits`` is how many things may differ from the start by hand, ``max_updates``
    how many training steps may be taken; without it any number, but none where not all weights
    may change (``max_edits``, or ``change`` without weights).

    ``solution`` maps what is edited to what reaches the goal, in this order: ``weight(a->b)``,
    ``bias(b)``, an input's name (of all rows; ``x[2]`` of row 2), ``target(b)`` and
    ``learning_rate`` to a number; ``activation(b)`` (of the layer b is in), ``loss`` and
    ``optimizer`` to a name; ``train`` to a number of training steps; ``add_node``,
    ``add_layer``, ``remove_layer`` to a layer's number (0: the inputs); ``remove_node``,
    ``add_bias``, ``remove_bias`` to a node; ``add_row`` (a copy), ``remove_row`` to a row's number.
    """

    prompt: str
    network: str
    goal: str
    change: list[Change] = Field(default_factory=_weights, min_length=1)
    max_edits: int | None = Field(default=None, ge=1)
    max_updates: int | None = Field(default=None, ge=0)
    solution: Edits = Field(default_factory=dict)
    wrong: list[EditsModel] = Field(default_factory=list)


class PicturesModel(Model):
    """Pictures to page through after the code passed, each with the model's guess beside it.

    All are Python expressions over the learner's names: ``images`` has one row of pixels (0 to 1,
    a square) for each picture, ``guesses`` and ``labels`` one number or one row of probabilities.
    """

    images: PythonText
    guesses: PythonText
    labels: PythonText | None = None


class CodeModel(Model):
    """Python to write, run and check.

    ``curve`` names the curve that is drawn while a model trains and compared afterwards where
    several were trained (``val_loss``); without it, loss.
    """

    task: str
    solution: str
    checks: list[Check] = Field(min_length=1)
    setup: str = ""
    starter: str = ""
    again: list[dict[str, PythonText]] = Field(default_factory=list)
    accept: list[AcceptCode] = Field(default_factory=list)
    wrong: list[WrongCode] = Field(default_factory=list)
    equal: list[EqualCode] = Field(default_factory=list)
    needs: Literal["numpy", "pandas", "keras"] = "numpy"
    data: str | None = None
    network: str | None = None
    time_limit: Number | None = Field(default=None, gt=0, le=3600)
    seed: int = 0
    curve: str | None = None
    pictures: PicturesModel | None = None


# --- exercises, lessons, courses -----------------------------------------------------------------


class ExerciseModel(Model):
    """One exercise. Its kind is the one key of KINDS that it has."""

    one_of = KINDS

    id: Id
    title: str
    read: str | None = None
    choice: ChoiceModel | None = None
    answer: AnswerModel | None = None
    steps: StepsModel | None = None
    lab: LabModel | None = None
    code: CodeModel | None = None
    text: str = ""
    show: list[Show] = Field(default_factory=list)
    hints: list[str] = Field(default_factory=list)
    explain: str = ""
    review: bool = True

    @property
    def kind(self) -> str:
        """One of KINDS."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def shows(self) -> tuple[ShowModel, ...]:
        """``show``, with names of networks written out."""
        return tuple(ShowModel(network=s) if isinstance(s, str) else s for s in self.show)


class LessonModel(Model):
    """One lesson file. One that has only ``networks``, to draw or trace, needs no title."""

    title: str = ""
    summary: str = ""
    networks: dict[str, NetworkModel] = Field(default_factory=dict)
    exercises: list[ExerciseModel] = Field(default_factory=list)


class CourseModel(Model):
    """``course.yaml``. Of several courses those with a lower ``order`` are listed first."""

    format: Literal[1]
    title: str
    summary: str = ""
    licence: str
    authors: list[str] = Field(min_length=1)
    version: str = "1"
    order: int = DEFAULT_ORDER
    lessons: list[Id] = Field(min_length=1)
