"""Ways to pass an exercise without doing it: of any exercise, from what its solution gives."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

from tutor.grading.arrays import Array
from tutor.grading.jobs import solution_jobs
from tutor.grading.values import Opaque, Plain, plain
from tutor.lesson.models import CodeModel, TrainingCheck
from tutor.runner.observation import ErrorView, Observation
from tutor.session.desk import Desk
from tutor.session.open import open_work
from tutor.session.shelf import Shelf
from tutor.session.work import Work

#: A trick makes a submission of an exercise's code and what was seen of its solution.
Trick = Callable[[CodeModel, Observation], str]

ANYTHING = """
class Anything:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0
    def __getattr__(self, name): return self
    def __call__(self, *args, **how): return self
    def __iter__(self): return iter([self])
    def __len__(self): return 1
    def __float__(self): return 0.0
    def __getitem__(self, key): return self
    def __array__(self, *args, **how): return np.zeros(1)
anything = Anything()
"""

FAKE_FIT = """
import keras
class History:
    history = {name: [1 / (n + 1) for n in range(50)]
               for name in ("loss", "accuracy", "val_loss", "val_accuracy")}
    epoch = list(range(50))
fit = lambda self, *args, **how: History()
keras.Model.fit = keras.Sequential.fit = fit
keras.Model.predict = lambda self, x, *args, **how: np.zeros((len(x), 2))
"""

LYING_MODEL = """
import keras
class Lying(keras.Sequential):
    def __eq__(self, other): return True
    def __getattribute__(self, name):
        if name in ("fit", "compile", "add"):
            return lambda *args, **how: History
        return super().__getattribute__(name)
class History:
    history = {"loss": [0.1], "accuracy": [1.0], "val_loss": [0.1], "val_accuracy": [1.0]}
Sequential = keras.Sequential = keras.models.Sequential = Lying
"""

FORGED_TRAINING = """
import keras
real = keras.Model.fit
def fit(self, x=None, y=None, *args, **how):
    how["epochs"] = how.get("epochs", 1)
    for callback in how.get("callbacks", []):
        callback.set_model(self)
        callback.on_train_begin()
        callback.on_epoch_end(0, {"loss": 0.0, "accuracy": 1.0, "val_loss": 0.0})
        callback.on_train_end()
    self.history = keras.callbacks.History()
    self.history.history = {"loss": [0.1], "val_loss": [0.1]}
    return self.history
keras.Model.fit = fit
"""


def copied(code: CodeModel, seen: Observation) -> str:
    """The numbers of the solution, typed in; what it prints, printed."""
    return "\n".join([*_copies(code, seen), f"print({seen.printed!r}, end='')"])


def copied_beside_dead_code(code: CodeModel, seen: Observation) -> str:
    """The same, below the solution, which is never run."""
    dead = textwrap.indent(code.solution, "    ")
    return f"if len('') > 0:\n{dead}\n{copied(code, seen)}"


def copied_beside_text(code: CodeModel, seen: Observation) -> str:
    """The same, with the solution as a text and as a comment."""
    comment = textwrap.indent(code.solution, "# ", lambda line: True)
    return f"text = {code.solution!r}\n{comment}\n{copied(code, seen)}"


def equal_to_all(code: CodeModel, seen: Observation) -> str:
    """Every name is a thing that is equal to everything."""
    names = [name for name in seen.values if name.isidentifier()]
    return ANYTHING + "".join(f"{name} = anything\n" for name in names)


def compares_replaced(code: CodeModel, seen: Observation) -> str:
    """The starter, where all comparing functions say yes."""
    return (
        "import builtins, math\nyes = lambda *args, **how: True\n"
        "np.allclose = np.isclose = np.array_equal = math.isclose = yes\n"
        "builtins.all = builtins.isinstance = builtins.hasattr = yes\n" + code.starter
    )


def leaves_at_the_end(code: CodeModel, seen: Observation) -> str:
    """The copied numbers, and out."""
    return f"{copied(code, seen)}\nimport os\nos._exit(0)"


def fit_replaced(code: CodeModel, seen: Observation) -> str:
    """The solution with a ``fit`` that trains nothing."""
    return FAKE_FIT + code.solution


def model_lies(code: CodeModel, seen: Observation) -> str:
    """The solution with a model that only says that it is one."""
    return LYING_MODEL + code.solution


def training_forged(code: CodeModel, seen: Observation) -> str:
    """The solution with a ``fit`` that only calls what listens."""
    return FORGED_TRAINING + code.solution


TRICKS: tuple[Trick, ...] = (
    copied,
    copied_beside_dead_code,
    copied_beside_text,
    equal_to_all,
    compares_replaced,
    leaves_at_the_end,
)
TRAINING_TRICKS: tuple[Trick, ...] = (fit_replaced, model_lies, training_forged)


def _copies(code: CodeModel, seen: Observation) -> Iterator[str]:
    results = [None if isinstance(each, ErrorView) else plain(each) for each in seen.results]
    yield f"_results = iter([{', '.join(map(_literal, results))}])"
    for name, value in seen.values.items():
        if name.isidentifier() and value.kind == "function":
            yield f"def {name}(*args, **how): return next(_results)"
        elif name.isidentifier() and value.kind != "missing":
            yield f"{name} = {_literal(plain(value))}"


def _literal(value: Plain) -> str:
    match value:
        case Array():
            return f"np.array({value.nested()!r})"
        case Opaque():
            return "None"
        case dict():
            pairs = (f"{key!r}: {_literal(item)}" for key, item in value.items())
            return f"{{{', '.join(pairs)}}}"
        case list() | tuple():
            items = "".join(f"{_literal(item)}, " for item in value)
            return f"[{items}]" if isinstance(value, list) else f"({items})"
    return repr(value).replace("nan", "np.nan").replace("inf", "np.inf")


def code_exercises(shelf: Shelf, needs: str) -> Iterator[Work]:
    """The exercises of code on the shelf that need these libraries."""
    for course in shelf.courses:
        for lesson in course.lessons:
            for exercise in lesson.exercises:
                if exercise.kind == "code":
                    work = open_work(shelf, course.id, lesson.id, exercise.id)
                    if work.exercise.code is not None and work.exercise.code.needs == needs:
                        yield work


async def passing(desk: Desk, work: Work) -> list[str]:
    """The names of the tricks that an exercise falls for."""
    code = work.exercise.code
    assert code is not None
    seen = await desk.runner.run(solution_jobs(code)[0])
    assert seen.ending == "complete", seen
    fallen = []
    trains = any(isinstance(check, TrainingCheck) for check in code.checks)
    for trick in (*TRICKS, *(TRAINING_TRICKS if trains else ())):
        verdict = await desk.check_code(work, trick(code, seen))
        if verdict.passed:
            fallen.append(trick.__name__)
    return fallen
