"""Computed numbers in the texts of a lesson: ``{{ output }}``, ``{{ bank.output:.2f }}``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from tutor.lesson.course import Lesson, data_of, network_of
from tutor.lesson.data_quantities import DataExpressionError, Tables, evaluate_data, parse_data
from tutor.lesson.errors import did_you_mean
from tutor.lesson.models import ExerciseModel
from tutor.network.calculate import Value
from tutor.network.numbers import plain
from tutor.network.quantity import WORDS, Expression, Lookup, Quantity, QuantityError, parse
from tutor.network.resolve import value_of
from tutor.network.trace import Trace

_BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_WHOLE = re.compile(r"\s*\{\{((?:(?!\}\}).)*)\}\}\s*\Z", re.DOTALL)
_FORMAT = re.compile(r"[-+ ]?[,_]?(\.\d{1,2})?[feg%]\Z")

T = TypeVar("T")


class TemplateError(ValueError):
    """A text whose computed part has no value; ``hint`` says what may have been meant.

    ``position`` is where in the text it is, from 0.
    """

    def __init__(self, message: str, hint: str = "", position: int = 0) -> None:
        super().__init__(f"{message} ({hint})" if hint else message)
        self.message = message
        self.hint = hint
        self.position = position

    def moved(self, by: int) -> TemplateError:
        """The same in a longer text, that has so many characters more in front."""
        return TemplateError(self.message, self.hint, self.position + by)


def render(
    text: str, lesson: Lesson, exercise: ExerciseModel | None = None, tables: Tables | None = None
) -> str:
    """The text with every ``{{ … }}`` computed. Raises TemplateError.

    A quantity without a network's name is one of the exercise's own network, else of the
    lesson's only one, else of the one in which it has a value. Where the exercise has ``data``
    and no network, the braces hold an expression over that table, which comes from ``tables``.
    """
    return _BRACES.sub(lambda m: _filled(m[1], lesson, exercise, tables), text)


def evaluate(
    text: str, lesson: Lesson, exercise: ExerciseModel | None = None, tables: Tables | None = None
) -> Value:
    """The value of one quantity or expression, with braces around it or without.

    A number, a truth value (of a goal), or a tuple of numbers. Raises TemplateError.
    """
    body, _ = _parts(text)
    table = _table_of(body, exercise)
    try:
        if table is not None:
            return _over_data(body, table, tables)
        return evaluate_with(_parsed(body), lesson, exercise)
    except TemplateError as error:
        raise error.moved(text.find(body)) from None


def computed(
    value: Any, lesson: Lesson, exercise: ExerciseModel | None = None, tables: Tables | None = None
) -> Any:
    """A value of the format with what is in braces computed: ``expect``, ``equals``, ``printed``.

    ``"{{ quantity }}"`` becomes its number or list, any other text is rendered, lists item by
    item; numbers and truth values are themselves. Raises TemplateError.
    """
    if isinstance(value, list | tuple):
        return [computed(item, lesson, exercise, tables) for item in value]
    if not isinstance(value, str):
        return value
    if not is_computed(value) or _parts(value)[1]:
        return render(value, lesson, exercise, tables)
    result = evaluate(value, lesson, exercise, tables)
    return list(result) if isinstance(result, tuple) else result


def is_computed(text: str) -> bool:
    """Whether a text is one ``{{ … }}`` and nothing else."""
    return _WHOLE.match(text) is not None


def check_template(
    text: str, lesson: Lesson, exercise: ExerciseModel | None, tables: Tables | None = None
) -> Iterator[TemplateError]:
    """Why a text can't be rendered: every ``{{ … }}`` of it that has no value.

    Without ``tables``, expressions over data are only parsed.
    """
    for match in _BRACES.finditer(text):
        try:
            check_quantity(match[0], lesson, exercise, tables)
        except TemplateError as error:
            yield error.moved(match.start())
    # Braces that belong together become other characters, so that positions stay.
    rest = _BRACES.sub(lambda match: "x" * len(match[0]), text)
    if "{{" in rest:
        yield TemplateError("'{{' without '}}'", "", rest.index("{{"))


def check_quantity(
    text: str, lesson: Lesson, exercise: ExerciseModel | None, tables: Tables | None = None
) -> None:
    """Raises TemplateError if one quantity or expression has no value."""
    body, form = _parts(text)
    table = _table_of(body, exercise)
    if table is not None and tables is None:
        _in_plain_words(lambda: parse_data(body))
        return
    _written(evaluate(text, lesson, exercise, tables), form)


def evaluate_with(
    expression: Expression, lesson: Lesson, exercise: ExerciseModel | None = None
) -> Value:
    """The value of a parsed expression, in the network it is about. Raises TemplateError."""
    bare = [quantity for quantity in expression.quantities if not quantity.network]
    own = network_of(exercise) if exercise is not None else None
    if own is None and len(lesson.problems) == 1:
        own = next(iter(lesson.problems))
    if own is not None or not bare:
        return _in_plain_words(lambda: expression.evaluate(_lookup(lesson, own)))
    return _where_it_has_a_value(expression, lesson, bare[0])


def value_text(value: Value, form: str = "") -> str:
    """A value as it stands in a text: ``3``, ``0.25``, ``[1, 2]``; with a format, ``3.00``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(value_text(number, form) for number in value)}]"
    return format(value, form) if form else plain(value)


def plain_error(error: QuantityError) -> TemplateError:
    """What the mathematics says of a quantity, with what was meant as a hint."""
    message, found, near = error.message.partition("; did you mean ")
    hint = "did you mean " + near.replace("'", "") if found else ""
    return TemplateError(message, hint, error.position)


# --- the parts -----------------------------------------------------------------------------------


def _filled(
    inside: str, lesson: Lesson, exercise: ExerciseModel | None, tables: Tables | None
) -> str:
    _, form = _parts(inside)
    return _written(evaluate(inside, lesson, exercise, tables), form)


def _parts(text: str) -> tuple[str, str]:
    """The expression and the format, without the braces."""
    whole = _WHOLE.match(text)
    body, _, form = (whole[1] if whole else text).partition(":")
    return body.strip(), form.strip()


def _written(value: Value, form: str) -> str:
    if form and not _FORMAT.match(form):
        raise TemplateError(f"'{form}' is not a format", "write :.2f for two decimals")
    return value_text(value, form)


def _parsed(body: str) -> Expression:
    if not body:
        raise TemplateError("nothing stands between the braces")
    return _in_plain_words(lambda: parse(body))


def _table_of(body: str, exercise: ExerciseModel | None) -> str | None:
    """The table that an expression is over, None if it is over a network."""
    if exercise is None or network_of(exercise) is not None:
        return None
    table = data_of(exercise)
    return None if table is None or _names_a_network(body) else table


def _names_a_network(body: str) -> bool:
    try:
        return any(quantity.network for quantity in parse(body).quantities)
    except QuantityError:
        return False


def _over_data(body: str, table: str, tables: Tables | None) -> float:
    if tables is None:
        raise TemplateError(f"'{body}' needs the data of {table}")
    try:
        found = tables(table)
    except Exception as error:  # whoever gives the tables knows why there is none
        raise TemplateError(f"there is no table of {table}: {error}") from None
    return _in_plain_words(lambda: evaluate_data(body, found))


def _in_plain_words(compute: Callable[[], T]) -> T:
    try:
        return compute()
    except QuantityError as error:
        raise plain_error(error) from None
    except DataExpressionError as error:
        raise TemplateError(str(error)) from None


def _lookup(lesson: Lesson, own: str | None) -> Lookup:
    def lookup(quantity: Quantity) -> Value:
        return value_of(_trace(lesson, quantity, quantity.network or own), quantity)

    return lookup


def _trace(lesson: Lesson, quantity: Quantity, name: str | None) -> Trace:
    if name is not None and name in lesson.problems:
        return lesson.trace(name)
    if not lesson.problems:
        message = f"there is no '{quantity}': the lesson has no networks"
    else:
        message = f"unknown network '{name}'"
    raise TemplateError(message, did_you_mean(name, lesson.problems))


def _where_it_has_a_value(expression: Expression, lesson: Lesson, first: Quantity) -> Value:
    """The value in the only network that gives one."""
    found: dict[str, Value] = {}
    for name in _with_all_names(expression, lesson):
        try:
            found[name] = expression.evaluate(_lookup(lesson, name))
        except QuantityError:
            continue
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        ways = " or ".join(f"{name}.{first}" for name in found)
        raise TemplateError(f"several networks have '{first}'", f"say which: {ways}")
    networks = ", ".join(lesson.problems)
    if not networks:
        raise TemplateError(f"there is no '{first}': the lesson has no networks")
    raise TemplateError(f"no network has '{expression.text}'", f"there is {networks}")


def _with_all_names(expression: Expression, lesson: Lesson) -> Iterator[str]:
    """The networks that have every node of the expression."""
    nodes = {name for q in expression.quantities if not q.network for name in q.at.split("->")}
    for name, problem in lesson.problems.items():
        known = {node for column in problem.network.columns for node in column}
        if nodes <= known | {*WORDS, "bias"}:
            yield name
