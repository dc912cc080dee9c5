"""Exceptions: where in the learner's code, and what explains them."""

from __future__ import annotations

import linecache
from typing import Any

import numpy as np
import pytest

from tutor.runner import errors
from tutor.runner.observation import ErrorView
from tutor.runner.rewrite import CODE_NAME, compile_code


def fail(code: str) -> ErrorView:
    """The view of the exception that the code raises."""
    linecache.cache[CODE_NAME] = (len(code), None, code.splitlines(keepends=True), CODE_NAME)
    namespace: dict[str, Any] = {"np": np}
    try:
        exec(compile_code(code, {}), namespace)
    except BaseException as error:
        return errors.view(error, "code")
    raise AssertionError("the code raised nothing")


def test_line_columns_and_source_of_an_expression() -> None:
    seen = fail("a = 1\nb = 'ü' + str(a / 0)\n")
    assert (seen.type, seen.message) == ("ZeroDivisionError", "division by zero")
    assert (seen.line, seen.column, seen.end_column) == (2, 15, 20)
    assert seen.source == "b = 'ü' + str(a / 0)"
    assert seen.source[seen.column - 1 : seen.end_column - 1] == "a / 0"  # type: ignore


def test_the_innermost_own_line_counts_not_the_librarys() -> None:
    seen = fail("def f(x):\n    return np.linalg.inv(x)\n\nf(np.zeros((2, 2)))\n")
    assert seen.type == "numpy.LinAlgError"
    assert (seen.line, seen.source) == (2, "    return np.linalg.inv(x)")
    assert 'File "<your code>", line 4' in seen.trace
    assert "site-packages" not in seen.trace and __file__ not in seen.trace.replace("'", "")


def test_an_expression_over_several_lines() -> None:
    seen = fail("x = np.array([1, 2])\ny = (x +\n     np.zeros(3))\n")
    assert (seen.line, seen.end_column) == (2, None)
    assert seen.facts["shapes"] == {"x": [2]}


@pytest.mark.parametrize(
    ("code", "type_", "line"),
    [
        ("x = 1\nif x\n    y = 2", "SyntaxError", 2),
        ("def f():\nreturn 1", "IndentationError", 2),
        ("x = (1,\n", "SyntaxError", 1),
        ("print 'a'", "SyntaxError", 1),
        ("x = 'abc", "SyntaxError", 1),
        ("return 3", "SyntaxError", 1),
    ],
)
def test_code_that_is_no_python(code: str, type_: str, line: int) -> None:
    seen = fail(code)
    assert (seen.type, seen.line) == (type_, line)
    assert seen.column is not None and seen.source in code and seen.message
    assert '"<your code>"' in seen.trace


def test_a_null_byte_is_an_error_without_a_line() -> None:
    assert fail("x = 1\0").type in ("ValueError", "SyntaxError")


def test_names_that_look_alike() -> None:
    seen = fail("node_0_value = 3\nprint(node_0_vlaue)")
    assert seen.facts == {"name": "node_0_vlaue", "nearest": ["node_0_value"]}
    seen = fail("def f(inputs):\n    return input_s\nf(1)")
    assert "inputs" in seen.facts["nearest"]
    assert "print" in fail("prnt(1)").facts["nearest"]


@pytest.mark.parametrize("code", ["predictors", "inputs", "dense(50)", "credit(1)", "x = sums + 1"])
def test_no_name_of_python_that_has_nothing_to_do_with_it(code: str) -> None:
    assert fail(code).facts["nearest"] == []


@pytest.mark.parametrize(
    ("code", "meant"), [("x = true", "True"), ("none", "None"), ("lenn([1])", "len")]
)
def test_names_of_python_where_they_are_meant(code: str, meant: str) -> None:
    assert meant in fail(code).facts["nearest"]


def test_own_names_come_before_those_of_python() -> None:
    assert fail("rang = [1]\nranges(3)").facts["nearest"][0] == "rang"


def test_columns_of_a_table() -> None:
    table = "import pandas as pd\nt = pd.DataFrame({'age': [1], 'fare': [2]})\n"
    for code in ("t['ages']", "t.drop(columns='ages')"):
        facts = fail(table + code).facts
        assert (facts["key"], facts["object"], facts["nearest"]) == ("ages", "t", ["age"])
        assert facts["keys"] == ["age", "fare"]
    assert fail(table + "t.ages").facts["nearest"] == ["age"]


def test_imports_that_look_alike() -> None:
    assert fail("from json import dump_s").facts["nearest"][0] in ("dump", "dumps")
    assert "email.message" in fail("import email.message\nimport email.mesage").facts["nearest"]


def test_codes_of_colours_are_left_out() -> None:
    seen = fail("raise ValueError('\\x1b[1mbad\\x1b[0m')")
    assert seen.message == "bad"
    assert "\x1b" not in seen.trace


def test_keys_that_there_are() -> None:
    seen = fail("weights = {'node_0': 1, 'node_1': 2}\nweights['node_2']")
    assert seen.facts["key"] == "node_2"
    assert seen.facts["object"] == "weights"
    assert seen.facts["keys"] == ["node_0", "node_1"]
    assert fail("d = {}\nd[1, 2]").facts["key"] == "<tuple>"


def test_attributes_that_there_are() -> None:
    seen = fail("x = np.array([1])\nx.sums()")
    assert seen.facts["type"] == "numpy.ndarray" and "sum" in seen.facts["nearest"]


def test_shapes_of_the_operands() -> None:
    code = "weights = {'n': np.ones((3, 2))}\nx = np.ones(4)\nx @ weights['n']"
    assert fail(code).facts == {"shapes": {"x": [4], "weights['n']": [3, 2]}}
    assert fail("x = [1, 2]\nx[5]").facts == {"shapes": {"x": [2]}}


def test_what_is_none() -> None:
    assert fail("a = None\nb = 1\na + b").facts["none"] == ["a"]
    assert fail("a = [1, None]\nsum(a)").facts["holding_none"] == ["a"]
    assert fail("a = np.array([1, None])\na * 2").facts["holding_none"] == ["a"]
    assert "none" not in fail("a = 'x'\na + 1").facts


def test_dicts_that_have_a_missing_name_as_a_key() -> None:
    assert fail("w = {'node_0': 1}\nx = w[node_0]").facts["keyed"] == ["w"]
    assert "keyed" not in fail("w = {'node_0': 1}\nx = w[node_1]").facts


def test_notes_belong_to_the_message() -> None:
    assert fail("e = ValueError('a')\ne.add_note('b')\nraise e").message == "a\nb"


def test_causes_are_in_the_trace() -> None:
    code = "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('x') from e"
    seen = fail(code)
    assert seen.line == 4
    assert "ZeroDivisionError" in seen.trace and "direct cause" in seen.trace


def test_an_exception_that_raises_when_it_is_shown() -> None:
    code = "class Bad(Exception):\n    def __str__(self): raise SystemExit\nraise Bad"
    seen = fail(code)
    assert (seen.type.rpartition(".")[2], seen.message, seen.line) == ("Bad", "", 3)


def test_recursion_keeps_the_trace_short() -> None:
    seen = fail("def f(n):\n    return g(n)\ndef g(n):\n    return f(n)\nf(1)")
    assert seen.type == "RecursionError"
    assert len(seen.trace) < 5_000


def test_what_is_missing() -> None:
    assert fail("import nonsense_that_is_not").facts == {"name": "nonsense_that_is_not"}
