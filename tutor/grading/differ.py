"""What differs between a value and the one that was expected, in words."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.grading.arrays import Array, array
from tutor.grading.relation import Pairs, relation
from tutor.grading.values import Opaque, Plain, Unordered, close, is_number, plain, same
from tutor.network import numbers
from tutor.network.numbers import counted
from tutor.runner.observation import Value

LONGEST = 60
#: Keys of a dict that are listed.
MOST_KEYS = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """``message`` says what is and what was expected; ``hint`` how the two are related, or ""."""

    message: str
    hint: str = ""


KINDS: dict[str, str] = {
    "missing": "not defined",
    "none": "None",
    "bool": "True or False",
    "number": "a number",
    "text": "a text",
    "array": "an array",
    "list": "a list",
    "tuple": "a tuple",
    "dict": "a dict",
    "set": "a set",
    "function": "a function",
    "class": "a class",
    "module": "a module",
    "frame": "a table",
    "model": "a model",
}
SEQUENCES = frozenset({"array", "list", "tuple"})


def difference(  # noqa: PLR0911
    name: str,
    given: Value,
    expected: Value,
    tolerance: float | None = None,
    elsewhere: Pairs = (),
) -> Difference | None:
    """What differs, or None where both are the same. ``name`` is a variable or a call.

    ``elsewhere`` are the numbers that came of the same with other inputs: see ``relation``.
    """
    ours, theirs = plain(given), plain(expected)
    if same(ours, theirs, tolerance):
        return None
    if _group(given) != _group(expected):
        return _kinds(name, given, expected, ours, theirs)
    match given.kind:
        case "number" if is_number(ours) and is_number(theirs):
            return _numbers(name, ours, theirs, elsewhere)
        case "text" if isinstance(ours, str) and isinstance(theirs, str):
            return _texts(name, ours, theirs)
        case "dict" if isinstance(ours, dict) and isinstance(theirs, dict):
            return _dicts(name, ours, theirs, tolerance)
        case "array" | "list" | "tuple":
            return _sequences(name, given, expected, tolerance, elsewhere)
        case "set":
            return _sets(name, ours, theirs)
    return _plainly(name, given, expected)


def alike(given: Value, expected: Value) -> bool:
    """Whether two values are of one kind: both numbers, or lists or arrays of as many axes."""
    if _group(given) != _group(expected):
        return False
    first, second = array(plain(given)), array(plain(expected))
    return first is None or second is None or len(first.shape) == len(second.shape)


def number(value: object) -> str:
    """A number as a learner would write it: 26, -13, 5.04."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return str(value) if isinstance(value, int) else numbers.plain(value)


def both(given: object, expected: object) -> tuple[str, str]:
    """Two numbers that differ, with as many digits as it takes to see it."""
    ours, theirs = number(given), number(expected)
    if ours == theirs:
        ours, theirs = f"{given!r}", f"{expected!r}"
    return ours, theirs


def shown(value: Plain) -> str:
    """A short text of a plain value."""
    match value:
        case Array():
            text = shown(value.nested())
        case list() | tuple():
            opening, closing = "[]" if isinstance(value, list) else "()"
            text = opening + ", ".join(shown(item) for item in value[:20]) + closing
        case dict():
            text = "{" + ", ".join(f"{key!r}: {shown(v)}" for key, v in value.items()) + "}"
        case Unordered():
            text = "{" + ", ".join(shown(item) for item in value.members[:20]) + "}"
        case Opaque():
            text = value.value.text
        case str():
            text = repr(value)
        case _:
            text = number(value)
    return _brief(text)


def _brief(text: str) -> str:
    """A text that is not too long: cut between words or items, and closed as it was opened."""
    if len(text) <= LONGEST:
        return text
    closing = text[-1] if text[0] in "[({'\"" else ""
    head = text[: LONGEST - 2 - len(closing)]
    whole, space, _ = head.rpartition(" ")
    # One long word or number has to be cut all the same.
    return f"{whole if len(whole) > LONGEST // 2 else head}{space and ' '}…{closing}"


def _group(value: Value) -> str:
    return "sequence" if value.kind in SEQUENCES else value.kind


def _what(value: Value, data: Plain) -> str:
    """``a number, 26``."""
    kind = KINDS.get(value.kind, f"of type {value.type}")
    if value.type.endswith("Series"):
        return "a column of a table"
    if value.kind in ("none", "function", "class", "module", "frame", "model", "other"):
        return kind
    if value.kind == "bool":
        return str(data)
    return f"{kind}, {shown(data)}"


def _kinds(name: str, given: Value, expected: Value, ours: Plain, theirs: Plain) -> Difference:
    wanted = KINDS.get(expected.kind, f"something of type {expected.type}")
    if expected.kind in ("bool", "number", "text", "none"):
        wanted = {"number": "the number ", "text": "the text "}.get(expected.kind, "")
        wanted += shown(theirs)
    is_what = f"the text {ours!r}" if given.kind == "text" else _what(given, ours)
    return Difference(f"{name} is {is_what}; expected {wanted}.", _kind_hint(given, ours, theirs))


def _kind_hint(given: Value, ours: Plain, theirs: Plain) -> str:
    """What turns a value of one kind into the other, where that is known."""
    if ours is None:
        return "None is what a function without return gives, and so does print(…)."
    if isinstance(ours, str) and is_number(theirs):
        return "Without the quotes it would be a number." if ours == number(theirs) else ""
    if given.kind in SEQUENCES and is_number(theirs):
        hint = _single_hint(ours, theirs)
        return hint or (_TUPLE if given.kind == "tuple" else "")
    return "To call it, write () after its name." if given.kind == "function" else ""


_TUPLE = "A comma between values makes a tuple of them; decimals have a point."


def _single_hint(ours: Plain, theirs: float) -> str:
    whole = array(ours)
    if whole is None or not all(map(is_number, whole.items)) or not whole.items:
        return ""
    items: list[float] = [item for item in whole.items if isinstance(item, int | float)]
    if len(items) == 1:
        inside = "It's the right number, but inside an array: take it out with [0]."
        return inside if close(items[0], theirs) else ""
    if close(sum(items), theirs):
        return f"Its numbers add up to {number(theirs)}: a .sum() is missing."
    if close(sum(items) / len(items), theirs):
        return f"The mean of its numbers is {number(theirs)}."
    return ""


def _numbers(name: str, given: float, expected: float, elsewhere: Pairs = ()) -> Difference:
    ours, theirs = both(given, expected)
    related = relation([given], [expected], elsewhere)
    return Difference(f"{name} is {ours}, expected {theirs}.", related)


def _texts(name: str, given: str, expected: str) -> Difference:
    hint = ""
    if " ".join(given.split()).lower() == " ".join(expected.split()).lower():
        hint = "Only spaces or capital letters differ."
    return Difference(f"{name} is {shown(given)}, expected {shown(expected)}.", hint)


def _dicts(
    name: str, given: dict[Plain, Plain], expected: dict[Plain, Plain], tolerance: float | None
) -> Difference:
    missing = [key for key in expected if key not in given]
    extra = [key for key in given if key not in expected]
    if missing:
        keys = ", ".join(map(repr, list(given)[:MOST_KEYS])) or "none"
        keys += ", …" if len(given) > MOST_KEYS else ""
        return Difference(f"{name} has no key {missing[0]!r}; its keys are {keys}.")
    if extra:
        return Difference(f"{name} has a key too many: {extra[0]!r}.")
    key = next(k for k in expected if not same(given[k], expected[k], tolerance))
    return _inside(f"{name}[{key!r}]", given[key], expected[key], tolerance)


def _inside(name: str, given: Plain, expected: Plain, tolerance: float | None) -> Difference:
    """The difference of two plain values that are parts of larger ones."""
    if is_number(given) and is_number(expected):
        return _numbers(name, given, expected)
    if isinstance(given, dict) and isinstance(expected, dict):
        return _dicts(name, given, expected, tolerance)
    ours, theirs = array(given), array(expected)
    if ours is not None and theirs is not None:
        return _arrays(name, ours, theirs, tolerance)
    return Difference(f"{name} is {shown(given)}, expected {shown(expected)}.")


def _sets(name: str, given: Plain, expected: Plain) -> Difference:
    return Difference(f"{name} is {shown(given)}, expected {shown(expected)}.")


def _sequences(
    name: str, given: Value, expected: Value, tolerance: float | None, elsewhere: Pairs
) -> Difference:
    ours, theirs = plain(given), plain(expected)
    first, second = array(ours), array(theirs)
    if first is not None and second is not None:
        return _arrays(name, first, second, tolerance, elsewhere)
    if isinstance(ours, Opaque) or isinstance(theirs, Opaque):
        if given.shape != expected.shape:
            return _shapes(name, given.shape, expected.shape)
        return Difference(f"{name} has the right shape, but not the numbers that were expected.")
    if len(ours) != len(theirs):
        return Difference(f"{name} has {counted(len(ours), 'item')}, expected {len(theirs)}.")
    pairs = enumerate(zip(ours, theirs, strict=True))
    place = next(i for i, (a, b) in pairs if not same(a, b, tolerance))
    return _inside(f"{name}[{place}]", ours[place], theirs[place], tolerance)


def _shapes(
    name: str, given: tuple[int, ...], expected: tuple[int, ...], hint: str = ""
) -> Difference:
    if len(given) == len(expected) == 1:
        return Difference(f"{name} has {counted(given[0], 'item')}, expected {expected[0]}.", hint)
    return Difference(f"{name} has the shape {given}, expected {expected}.", hint)


def _arrays(
    name: str, given: Array, expected: Array, tolerance: float | None, elsewhere: Pairs = ()
) -> Difference:
    if given.shape != expected.shape:
        return _shapes(name, given.shape, expected.shape, _shape_hint(given, expected))
    pairs = zip(given.places(), given.items, expected.items, strict=True)
    place, ours, theirs = next((p, a, b) for p, a, b in pairs if not same(a, b, tolerance))
    hint = ""
    if all(map(is_number, given.items + expected.items)):
        hint = relation(_floats(given), _floats(expected), elsewhere)
    if not hint and len(given.shape) == 2 and same(given.transposed(), expected):
        hint = "Rows and columns are swapped."
    if len(expected.items) <= 6:
        texts = both_arrays(given, expected)
        return Difference(f"{name} is {texts[0]}, expected {texts[1]}.", hint)
    where = ", ".join(map(str, place))
    if is_number(ours) and is_number(theirs):
        first, second = both(ours, theirs)
    else:
        first, second = shown(ours), shown(theirs)
    return Difference(f"{name}[{where}] is {first}, expected {second}.", hint)


def _floats(numbers: Array) -> list[float]:
    return [x for x in numbers.items if isinstance(x, int | float)]


def both_arrays(given: Array, expected: Array) -> tuple[str, str]:
    """Two short arrays that differ, as texts that differ."""
    ours, theirs = shown(given), shown(expected)
    return (ours, theirs) if ours != theirs else (repr(given.nested()), repr(expected.nested()))


def _shape_hint(given: Array, expected: Array) -> str:
    if len(given.shape) == 2 and same(given.transposed(), expected):
        return "Rows and columns are swapped."
    if same(Array((len(given.items),), given.items), Array((len(expected.items),), expected.items)):
        return "The numbers are right; only the shape is not."
    return ""


def _plainly(name: str, given: Value, expected: Value) -> Difference:
    texts = {given.text, expected.text}
    if len(texts) == 2 and all(0 < len(text) <= LONGEST for text in texts):
        return Difference(f"{name} is {given.text}, expected {expected.text}.")
    if given.type != expected.type:
        return Difference(f"{name} is of type {given.type}, expected {expected.type}.")
    if given.shape != expected.shape:
        return _shapes(name, given.shape, expected.shape)
    return Difference(f"{name} isn't what was expected.")
