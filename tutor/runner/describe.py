"""Any Python value as a ``Value``: plain data, of limited size, whatever the value is.

Methods of foreign objects are never called: ``len``, ``repr``, ``==`` and iteration can be
anything there. Values are known by their real type, and read with the methods of the type that
is known (``list.__iter__``).
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

from tutor.runner.models import view_model
from tutor.runner.observation import Value, ValueKind

#: Numbers of one array or table, and of all of them together, that are sent.
ARRAY_LIMIT, ALL_LIMIT = 50_000, 400_000
#: Items of one container; values of all containers together; how deep they stand in each other.
ITEM_LIMIT, VALUE_LIMIT, DEPTH_LIMIT = 1_000, 10_000, 8
TEXT_LIMIT, REPR_LIMIT = 20_000, 200
#: A whole number of more bits is not sent.
BIT_LIMIT = 1_024


class Describer:
    """Describes the values of one run; the limits hold for all of them together."""

    def __init__(self) -> None:
        self._numbers_left = ALL_LIMIT
        self._values_left = VALUE_LIMIT

    def look_up(self, namespace: Mapping[str, Any], name: str) -> Value:
        """The value of a name, or one of the kind "missing"."""
        return self.describe(namespace[name]) if name in namespace else Value("missing")

    def describe(self, value: Any, depth: int = 0) -> Value:
        """The description of any value. Raises nothing."""
        kind = type(value)
        name = type_name(kind)
        self._values_left -= 1
        try:
            describe = self._reader(kind)
            if describe is not None:
                return describe(value, name, depth)
        except BaseException:  # A foreign object may raise anything.
            pass
        return Value("other", name, f"<{name}>")

    def _reader(self, kind: type) -> Callable[[Any, str, int], Value] | None:
        for base in type.__dict__["__mro__"].__get__(kind):
            reader = _BUILT_IN.get(base) or _of_library(base)
            if reader is not None:
                return lambda value, name, depth: reader(self, value, name, depth)
        return None

    # --- plain values -------------------------------------------------------------------

    def none(self, value: None, name: str, depth: int) -> Value:
        """None."""
        return Value("none", name, "None")

    def boolean(self, value: Any, name: str, depth: int) -> Value:
        """A bool or numpy.bool."""
        return Value("bool", name, str(bool(value)), bool(value))

    def whole(self, value: Any, name: str, depth: int) -> Value:
        """An int; a very large one without data."""
        number = int.__index__(value)
        if number.bit_length() > BIT_LIMIT:
            return Value("number", name, f"a whole number of {number.bit_length():,} bits")
        return Value("number", name, int.__repr__(number), number)

    def real(self, value: Any, name: str, depth: int) -> Value:
        """A float."""
        number = float.__float__(value)
        return Value("number", name, float.__repr__(number), number)

    def exact(self, value: Any, name: str, depth: int) -> Value:
        """A Fraction or Decimal, as the float that is nearest to it."""
        return self.real(type(value).__float__(value), name, depth)

    def scalar(self, value: Any, name: str, depth: int) -> Value:
        """A numpy scalar."""
        item = type(value).item(value)
        if type(item) is int:
            return self.whole(item, name, depth)
        if type(item) is float:
            return self.real(item, name, depth)
        return self.describe(item, depth) if type(item) is str else _other(value, name)

    def words(self, value: str, name: str, depth: int) -> Value:
        """A str."""
        length = str.__len__(value)
        text = str.__getitem__(value, slice(0, TEXT_LIMIT))
        return Value("text", name, _short(str.__repr__(text)), text, (length,))

    # --- containers ---------------------------------------------------------------------

    def sequence(self, value: Any, name: str, depth: int) -> Value:
        """A list, tuple or set (in the order of its texts)."""
        base = next(base for base in (list, tuple, set, frozenset) if issubclass(type(value), base))
        kind: ValueKind = _SEQUENCES[base][0]
        size = base.__len__(value)
        items = self._items(base.__iter__(value), size, depth)
        if items is not None and kind == "set":
            items = tuple(sorted(items, key=lambda item: item.text))
        start, end = _SEQUENCES[base][1]
        end = ",)" if base is tuple and size == 1 else end
        texts = "…" if items is None else ", ".join(item.text for item in items)
        return Value(kind, name, _short(f"{start}{texts}{end}"), items, (size,))

    def _items(self, items: Iterable[Any], size: int, depth: int) -> tuple[Value, ...] | None:
        if size > ITEM_LIMIT or depth >= DEPTH_LIMIT or size > self._values_left:
            return None
        return tuple(self.describe(item, depth + 1) for item in islice(items, ITEM_LIMIT))

    def mapping(self, value: Any, name: str, depth: int) -> Value:
        """A dict. Keys that are texts stand as they are, others as their repr."""
        size = dict.__len__(value)
        keys = self._items(dict.keys(value), size, depth)
        values = self._items(dict.values(value), size, depth)
        if keys is None or values is None:
            return Value("dict", name, "{…}", None, (size,))
        pairs = tuple(
            (key.data if key.kind == "text" else key.text, item)
            for key, item in zip(keys, values, strict=True)
        )
        inside = ", ".join(
            f"{key.text}: {item.text}" for key, item in zip(keys, values, strict=True)
        )
        return Value("dict", name, _short(f"{{{inside}}}"), pairs, (size,))

    # --- numpy, TensorFlow, pandas, Keras ---------------------------------------------------

    def array(self, value: Any, name: str, depth: int) -> Value:
        """A numpy array; one of objects only if they are numbers or texts."""
        numpy = sys.modules["numpy"]
        plain = numpy.ndarray.view(value, numpy.ndarray)
        data = None
        if self._takes(plain.size) and plain.dtype.kind in "biufUSO":
            data = plain.astype(str).tolist() if plain.dtype.kind == "S" else plain.tolist()
            data = data if plain.dtype.kind != "O" or _is_plain(data) else None
        text = (
            ""
            if plain.dtype.kind == "O"
            else numpy.array2string(
                plain, threshold=20, edgeitems=3, precision=6, max_line_width=REPR_LIMIT
            )
        )
        text = _short(" ".join(text.split())) or f"<{name}>"
        return Value("array", name, text, data, tuple(plain.shape), str(plain.dtype))

    def tensor(self, value: Any, name: str, depth: int) -> Value:
        """A TensorFlow tensor or a Keras variable, as the array in it."""
        return self.array(sys.modules["numpy"].asarray(value), name, depth)

    def frame(self, value: Any, name: str, depth: int) -> Value:
        """A pandas DataFrame; cells that are neither numbers nor texts are None."""
        data = None
        if self._takes(value.size):
            data = tuple(
                (str(column), _cells(value.iloc[:, place]))
                for place, column in enumerate(value.columns)
            )
        text = f"{len(value)} rows: {', '.join(map(str, value.columns))}"
        return Value("frame", name, _short(text), data, tuple(value.shape))

    def series(self, value: Any, name: str, depth: int) -> Value:
        """A pandas Series: a frame of one column."""
        column = "" if value.name is None else str(value.name)
        data = ((column, _cells(value)),) if self._takes(value.size) else None
        text = _short(f"{len(value)} rows of {column or 'values'}")
        return Value("frame", name, text, data, tuple(value.shape), str(value.dtype))

    def model(self, value: Any, name: str, depth: int) -> Value:
        """A Keras model."""
        return Value("model", name, f"<{name}>", view_model(value))

    def history(self, value: Any, name: str, depth: int) -> Value:
        """What ``fit`` returns."""
        return Value("other", name, f"<{name}>", self.mapping(value.history, name, depth).data)

    def _takes(self, size: int) -> bool:
        """Whether so many numbers may still be sent; if so, they are counted."""
        if size > min(ARRAY_LIMIT, self._numbers_left):
            return False
        self._numbers_left -= size
        return True

    # --- what can be called or imported -----------------------------------------------------

    def function(self, value: Any, name: str, depth: int) -> Value:
        """A function, with its parameters where they are known."""
        called = getattr(value, "__name__", "")
        try:
            text = f"{called}{inspect.signature(value)}"
        except (TypeError, ValueError):
            text = f"{called}(…)"
        return Value("function", name, _short(text))

    def class_(self, value: Any, name: str, depth: int) -> Value:
        """A class."""
        return Value("class", name, _short(type_name(value)))

    def module(self, value: Any, name: str, depth: int) -> Value:
        """A module."""
        return Value("module", name, _short(str(value.__dict__.get("__name__", "?"))))


Reader = Callable[[Describer, Any, str, int], Value]

_SEQUENCES: dict[type, tuple[ValueKind, tuple[str, str]]] = {
    list: ("list", ("[", "]")),
    tuple: ("tuple", ("(", ")")),
    set: ("set", ("{", "}")),
    frozenset: ("set", ("{", "}")),
}

_BUILT_IN: dict[type, Reader] = {
    type(None): Describer.none,
    bool: Describer.boolean,
    int: Describer.whole,
    float: Describer.real,
    str: Describer.words,
    dict: Describer.mapping,
    FunctionType: Describer.function,
    BuiltinFunctionType: Describer.function,
    MethodType: Describer.function,
    type: Describer.class_,
    ModuleType: Describer.module,
    **dict.fromkeys(_SEQUENCES, Describer.sequence),
}

#: Types of libraries that need not be imported, by module and name; the first that fits counts.
_LIBRARIES: tuple[tuple[str, str, Reader], ...] = (
    ("fractions", "Fraction", Describer.exact),
    ("decimal", "Decimal", Describer.exact),
    ("numpy", "bool", Describer.boolean),
    ("numpy", "generic", Describer.scalar),
    ("numpy", "ufunc", Describer.function),
    ("numpy", "ndarray", Describer.array),
    ("pandas", "DataFrame", Describer.frame),
    ("pandas", "Series", Describer.series),
    ("pandas", "Index", Describer.series),
    ("tensorflow", "Tensor", Describer.tensor),
    ("tensorflow", "Variable", Describer.tensor),
    ("keras", "Variable", Describer.tensor),
    ("keras", "Model", Describer.model),
    ("keras.callbacks", "History", Describer.history),
)


def _of_library(base: type) -> Reader | None:
    """The reader for a library's own type, if the library has been imported."""
    for module, name, reader in _LIBRARIES:
        if module in sys.modules and getattr(sys.modules[module], name, None) is base:
            return reader
    return None


def type_name(kind: type) -> str:
    """ "int", "numpy.float64", "keras.Sequential": the library and the name of a type."""
    name = str(type.__dict__["__qualname__"].__get__(kind))
    module = type.__dict__["__module__"].__get__(kind)
    library = str(module).partition(".")[0]
    return name if library in ("builtins", "__main__") else f"{library}.{name}"


def _other(value: Any, name: str) -> Value:
    return Value("other", name, f"<{name}>")


def _short(text: str) -> str:
    return text if len(text) <= REPR_LIMIT else f"{text[: REPR_LIMIT - 1]}…"


def _is_plain(data: Any) -> bool:
    """Whether nested lists hold numbers, texts and None only."""
    if type(data) is list:
        return all(_is_plain(item) for item in data)
    return type(data) in (bool, int, float, str, type(None))


def _cells(column: Any) -> list[Any]:
    return [cell if type(cell) in (bool, int, float, str) else None for cell in column.tolist()]
