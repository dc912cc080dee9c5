"""The kinds of exercises in the lesson format, without the reading, which is a text."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tutor.lab.moves import Change
from tutor.lesson.base import Model, Number, PythonText, QuantityText
from tutor.lesson.check_models import AcceptCode, Check, EqualCode, WrongCode

Pass = Literal["forward", "backward", "training"]


class OptionModel(Model):
    """One option of a choice, with the sentence the learner gets for it."""

    text: str
    """What can be chosen."""
    feedback: str
    """What the learner is told who chooses it."""
    right: bool = False
    """true: it belongs to the right answer."""


class ChoiceModel(Model):
    """One right option or several; several right ones must all be chosen."""

    prompt: str
    """The question."""
    options: list[OptionModel] = Field(min_length=2, max_length=9)
    """Two to nine options; if several are right, all of them must be chosen."""
    network: str | None = None
    """The network it is about, by its name in networks; quantities without a name are its own."""


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
    """The question."""
    expect: Number | bool | str | list[Number]
    """The right answer: a number, list, word, or "{{ quantity }}", which is computed."""
    network: str | None = None
    """The network it is about, by its name in networks; quantities without a name are its own."""
    data: str | None = None
    """The data set that expressions are about: wages, titanic or digits."""
    tolerance: Number | None = Field(default=None, ge=0)
    """How far off a number may be; without it, right to the digits typed, at least two
    decimals.
    """
    wrong: dict[str | Number, str] = Field(default_factory=dict)
    """Foreseen wrong answers (numbers, words, "{{ quantities }}"), each with a sentence."""
    accept: list[str | Number | list[Number]] = Field(default_factory=list)
    """Other right answers."""
    pattern: str | None = None
    """A regular expression that right words match as a whole."""


class StepsModel(Model):
    """Walk a trace; the learner types the quantities of ``ask`` when they come up."""

    network: str
    """The network to walk through, by its name in networks."""
    pass_: Pass = Field(default="training", alias="pass")
    """What is walked: forward, backward, or training, which is both and the update."""
    ask: list[QuantityText] = Field(default_factory=list)
    """Quantities that the learner types when they come up: delta(h0)."""
    prompt: str = ""
    """What to do, in a sentence."""
    size: Literal["operation", "node", "layer", "pass"] = "operation"
    """How far one step goes."""
    updates: int = Field(default=1, ge=1, le=1000)
    """How many training steps are made; the last of them is walked."""
    tolerance: Number | None = Field(default=None, ge=0)
    """How far off a number may be; without it, right to the digits typed, at least two
    decimals.
    """
    wrong: dict[str | Number, str] = Field(default_factory=dict)
    """Foreseen wrong answers to any of the quantities, each with a sentence."""


#: What is changed in a lab, in this order: ``{weight(a->b): 2.5, activation(b): tanh, train: 10}``.
Edits = dict[QuantityText, Number | str]


class EditsModel(Model):
    """Edits of a lab that must not reach the goal, and what the learner is told."""

    edits: Edits
    """What is changed, as in solution."""
    says: str = ""
    """What the learner is told who changes just that."""


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
    """What to do, in a sentence or two."""
    network: str
    """The network to change, by its name in networks."""
    goal: str
    """What must come to hold: prediction == 3 and loss < 0.1."""
    change: list[Change] = Field(default_factory=_weights, min_length=1)
    """What may be changed."""
    max_edits: int | None = Field(default=None, ge=1)
    """How many things may differ from the start by hand."""
    max_updates: int | None = Field(default=None, ge=0)
    """How many training steps may be taken."""
    solution: Edits = Field(default_factory=dict)
    """Changes, in order, that reach the goal: {weight(a->b): 2.5, train: 10}."""
    wrong: list[EditsModel] = Field(default_factory=list)
    """Changes that must not reach the goal."""


class PicturesModel(Model):
    """Pictures to page through after the code passed, each with the model's guess beside it.

    All are Python expressions over the learner's names.
    """

    images: PythonText
    """Rows of pixels from 0 to 1, each row a square picture: X[:40]."""
    guesses: PythonText
    """One number or one row of probabilities for each picture."""
    labels: PythonText | None = None
    """The right numbers, likewise."""


class CodeModel(Model):
    """Python to write, run and check."""

    task: str
    """What to write, for the learner to read."""
    solution: str
    """Code that does it; what is expected comes from running it."""
    checks: list[Check] = Field(min_length=1)
    """What must be true of the learner's code, in this order."""
    setup: str = ""
    """Code that is run before the learner's; its names are given."""
    starter: str = ""
    """What stands in the editor at first."""
    again: list[dict[str, PythonText]] = Field(default_factory=list)
    """Other givens to run with, so that copied numbers fail: [{x: "np.array([8, 4])"}]."""
    accept: list[AcceptCode] = Field(default_factory=list)
    """Other right submissions, for tutor verify."""
    wrong: list[WrongCode] = Field(default_factory=list)
    """Wrong submissions and what they are told, for tutor verify."""
    equal: list[EqualCode] = Field(default_factory=list)
    """Changes of the solution that no check needs to notice, for tutor verify."""
    needs: Literal["numpy", "pandas", "keras"] = "numpy"
    """The libraries to have ready: numpy, pandas (with numpy) or keras (with both)."""
    data: str | None = None
    """A data set that the code reads: wages, titanic or digits."""
    network: str | None = None
    """The network it is about, by its name in networks; quantities without a name are its own."""
    time_limit: Number | None = Field(default=None, gt=0, le=3600)
    """Seconds that the code may take."""
    seed: int = 0
    """What random numbers begin with."""
    curve: str | None = None
    """The curve to draw of a training: val_loss."""
    pictures: PicturesModel | None = None
    """Pictures to page through once the code has passed."""
