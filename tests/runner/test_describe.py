"""Values become plain data, whatever they are."""

from __future__ import annotations

import collections
import json
import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.runner.codec import from_json, to_json
from tutor.runner.describe import ARRAY_LIMIT, Describer
from tutor.runner.observation import Value


def describe(value: Any) -> Value:
    """The description, after its way through the pipe."""
    return from_json(Value, json.loads(json.dumps(to_json(Describer().describe(value)))))


@pytest.mark.parametrize(
    ("value", "kind", "type_", "text", "data"),
    [
        (None, "none", "NoneType", "None", None),
        (True, "bool", "bool", "True", True),
        (np.bool_(False), "bool", "numpy.bool", "False", False),
        (3, "number", "int", "3", 3),
        (1.5, "number", "float", "1.5", 1.5),
        (np.float64(0.1), "number", "numpy.float64", "0.1", 0.1),
        (Fraction(13, 2), "number", "fractions.Fraction", "6.5", 6.5),
        (Decimal("0.1"), "number", "decimal.Decimal", "0.1", 0.1),
        (np.float32(0.5), "number", "numpy.float32", "0.5", 0.5),
        (np.int8(-3), "number", "numpy.int8", "-3", -3),
        ("näme", "text", "str", "'näme'", "näme"),
        (np.str_("a"), "text", "numpy.str", "'a'", "a"),
        (len, "function", "builtin_function_or_method", "len(obj, /)", None),
        (lambda a, b=2: a, "function", "function", "<lambda>(a, b=2)", None),
        (int, "class", "type", "int", None),
        (math, "module", "module", "math", None),
        (1j, "other", "complex", "<complex>", None),
        (range(3), "other", "range", "<range>", None),
    ],
)
def test_plain_values(value: Any, kind: str, type_: str, text: str, data: Any) -> None:
    seen = describe(value)
    assert (seen.kind, seen.text, seen.data) == (kind, text, data)
    assert seen.type in (type_, type_ + "_")


def test_true_is_not_one() -> None:
    assert describe(True).data is True
    assert describe(1).data == 1 and type(describe(1).data) is int


def test_numbers_that_are_not_finite_come_through() -> None:
    assert math.isnan(describe(math.nan).data)
    assert describe(np.array([math.inf, -math.inf])).data == [math.inf, -math.inf]


def test_a_very_large_number_has_no_data() -> None:
    assert describe(10**300).data == 10**300
    assert describe(10**10_000) == Value("number", "int", "a whole number of 33,220 bits")


def test_containers() -> None:
    seen = describe([1, ("a",), {"k": np.array([1.0])}, {3, 1}, frozenset()])
    assert seen.kind == "list" and seen.shape == (5,)
    assert [item.kind for item in seen.data] == ["number", "tuple", "dict", "set", "set"]
    assert seen.text == "[1, ('a',), {'k': [1.]}, {1, 3}, {}]"
    assert seen.data[2].data == (("k", describe(np.array([1.0]))),)
    assert describe({3: "x", (1, 2): None}).data[0] == ("3", describe("x"))


def test_subclasses_are_read_with_the_methods_of_their_base() -> None:
    class Liar(list[int]):
        def __iter__(self) -> Any:
            raise AssertionError

        def __len__(self) -> int:
            raise AssertionError

        def __repr__(self) -> str:
            raise AssertionError

    assert [item.data for item in describe(Liar([1, 2])).data] == [1, 2]
    assert describe(collections.OrderedDict(a=1)).data == (("a", describe(1)),)
    assert describe(collections.namedtuple("P", "x y")(1, 2)).kind == "tuple"


def test_arrays() -> None:
    seen = describe(np.array([[1, 2], [3, 4]]))
    assert (seen.data, seen.shape, seen.dtype) == ([[1, 2], [3, 4]], (2, 2), "int64")
    assert seen.type == "numpy.ndarray" and seen.text == "[[1 2] [3 4]]"
    assert describe(np.array(3.0)).data == 3.0
    assert describe(np.array(["a", "b"])).data == ["a", "b"]
    assert describe(np.array([1, None], dtype=object)).data == [1, None]
    assert describe(np.array([1, object()], dtype=object)).data is None
    assert describe(np.array([1j])).data is None
    assert describe(np.ones(ARRAY_LIMIT)).data == [1.0] * ARRAY_LIMIT
    large = describe(np.ones(ARRAY_LIMIT + 1))
    assert large.data is None and large.shape == (ARRAY_LIMIT + 1,) and len(large.text) < 300


def test_all_arrays_together_have_a_limit() -> None:
    describer = Describer()
    arrays = [describer.describe(np.ones(ARRAY_LIMIT)) for _ in range(30)]
    assert arrays[0].data is not None and arrays[-1].data is None


def test_tables() -> None:
    table = pd.DataFrame({"age": [20, 30], "name": ["a", "b"], "score": [0.5, math.nan]})
    seen = describe(table)
    assert (seen.kind, seen.type, seen.shape) == ("frame", "pandas.DataFrame", (2, 3))
    assert seen.text == "2 rows: age, name, score"
    assert seen.data[0] == ("age", [20, 30]) and seen.data[1] == ("name", ["a", "b"])
    assert math.isnan(seen.data[2][1][1])
    column = describe(table["age"])
    assert (column.kind, column.shape, column.data) == ("frame", (2,), (("age", [20, 30]),))


def test_cycles_and_depth_end_somewhere() -> None:
    cycle: list[Any] = []
    cycle.append(cycle)
    assert describe(cycle).kind == "list"
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert describe(deep).kind == "list"
    wide: Any = 1
    for _ in range(8):
        wide = [wide] * 500
    assert describe(wide).kind == "list"


def test_long_containers_and_texts_are_cut() -> None:
    assert describe(list(range(5_000))).data is None
    assert describe(list(range(5_000))).shape == (5_000,)
    seen = describe("x" * 1_000_000)
    assert len(seen.data) == 20_000 and seen.shape == (1_000_000,) and len(seen.text) == 200


class Hostile:
    """Raises wherever it is touched."""

    def __getattribute__(self, name: str) -> Any:
        raise SystemExit(name)

    __repr__ = __str__ = __len__ = __iter__ = __eq__ = __hash__ = __bool__ = (  # type: ignore
        lambda *_: exec("raise SystemExit")
    )


def test_foreign_objects_are_never_asked() -> None:
    seen = describe(Hostile())
    assert (seen.kind, seen.data) == ("other", None)
    assert seen.type.endswith(".Hostile") and seen.text == f"<{seen.type}>"
    assert describe([Hostile()]).data[0].kind == "other"


def test_foreign_classes_are_never_asked() -> None:
    class Meta(type):
        def __getattribute__(cls, name: str) -> Any:
            raise KeyboardInterrupt(name)

    class Strange(metaclass=Meta):
        pass

    assert describe(Strange()).kind == "other"
    assert describe(Strange).kind == "class"


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(plain)
def test_plain_data_comes_back_as_it_was(value: Any) -> None:
    assert rebuilt(describe(value)) == value


def rebuilt(seen: Value) -> Any:
    if seen.kind == "list":
        return [rebuilt(item) for item in seen.data]
    if seen.kind == "dict":
        return {key: rebuilt(item) for key, item in seen.data}
    return seen.data
