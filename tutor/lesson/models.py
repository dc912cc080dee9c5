"""The lesson format, ``format: 1``: what a YAML file may hold.

pydantic checks the shape of a file here; what needs a network or other parts of the lesson to be
judged (names of nodes, quantities, ids) is checked in ``checks``. The models are frozen and are
used as they are by every room above.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

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
from tutor.lesson.kind_models import (
    AnswerModel,
    ChoiceModel,
    CodeModel,
    Edits,
    EditsModel,
    LabModel,
    OptionModel,
    PicturesModel,
    StepsModel,
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
    "Edits",
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


class ShowModel(Model):
    """A picture or a table beside the text: ``{network: bank, pass: forward}``, ``{data: wages}``.

    ``pass: none`` draws the network before anything is computed; ``labels: false`` draws nodes
    and wires only.
    """

    one_of = ("network", "data")

    network: str | None = None
    """The network to draw, by its name in networks."""
    data: str | None = None
    """The data set to show the first rows of: wages, titanic or digits."""
    pass_: Literal["none", "forward", "backward"] = Field(default="forward", alias="pass")
    """How much of it is computed."""
    labels: bool = True
    """false: nodes and wires only, no numbers."""


def _show_form(value: Any) -> str:
    return "name" if isinstance(value, str) else "show"


#: The name of a network is short for ``{network: name}``.
Show = Annotated[
    Annotated[str, Tag("name")] | Annotated[ShowModel, Tag("show")], Discriminator(_show_form)
]


# --- exercises, lessons, courses -----------------------------------------------------------------


class ExerciseModel(Model):
    """One exercise. Its kind is the one key of KINDS that it has."""

    one_of = KINDS

    id: Id
    """What progress hangs on, so keep it: unique in the course; a-z, 0-9 and -."""
    title: str
    """What the exercise is called in lists and on top of the screen."""
    read: str | None = None
    """A text to read, in Markdown; {{ quantities }} are computed."""
    choice: ChoiceModel | None = None
    """Options to choose from."""
    answer: AnswerModel | None = None
    """A number, list, word or sentence to type."""
    steps: StepsModel | None = None
    """A walk through a network, one operation at a time."""
    lab: LabModel | None = None
    """A network to change until a goal holds."""
    code: CodeModel | None = None
    """Python to write, run and check."""
    text: str = ""
    """What stands above the question, in Markdown."""
    show: list[Show] = Field(default_factory=list)
    """Networks and tables beside the text, by name or as {network: n, pass: backward}."""
    hints: list[str] = Field(default_factory=list)
    """A ladder: each is shown when asked for, the last nearly says it all."""
    explain: str = ""
    """What is shown once it is right."""
    review: bool = True
    """false: it never comes back for review."""

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
    """What the lesson is called."""
    summary: str = ""
    """One or two sentences for the list of lessons."""
    networks: dict[str, NetworkModel] = Field(default_factory=dict)
    """The networks of the lesson, by name."""
    exercises: list[ExerciseModel] = Field(default_factory=list)
    """The exercises, in order."""


class CourseModel(Model):
    """``course.yaml``. Of several courses those with a lower ``order`` are listed first."""

    format: Literal[1]
    """The version of the format: 1."""
    title: str
    """What the course is called."""
    summary: str = ""
    """One or two sentences for the list of courses."""
    licence: str
    """How others may use it: CC-BY-4.0."""
    authors: list[str] = Field(min_length=1)
    """Who wrote it."""
    version: str = "1"
    """The version of the course, as a text: "1.2"."""
    order: int = DEFAULT_ORDER
    """Courses with a lower number are listed first."""
    lessons: list[Id] = Field(min_length=1)
    """The names of the lesson files without .yaml, in order."""
