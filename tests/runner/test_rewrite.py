"""Names replaced after their own assignment; everything else stays as it is."""

from __future__ import annotations

import traceback
from typing import Any

import pytest

from tutor.runner.rewrite import CODE_NAME, compile_code


def run(code: str, **replaced: str) -> dict[str, Any]:
    namespace: dict[str, Any] = {}
    exec(compile_code(code, replaced), namespace)
    return namespace


@pytest.mark.parametrize(
    "code",
    [
        "a = 1",
        "a: int = 1",
        "a = b = 1",
        "a, b = 1, 2",
        "[b, (a, c)] = 1, (2, 3)",
        "b, *a = 1, 2, 3",
        "a = 1\na += 5",
        "a = 1; b = a",
    ],
)
def test_each_kind_of_assignment(code: str) -> None:
    assert run(code, a="7")["a"] == 7


def test_what_follows_sees_the_new_value() -> None:
    assert run("a = 1; b = a + 1", a="7")["b"] == 8
    assert run("k = 3\na = 1", a="k * 2")["a"] == 6


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n    a = 1\n    return a\nx = f()",
        "class C:\n    a = 1\nx = C.a",
        "x = 0\nfor _ in range(1):\n    a = 1\n    x = a",
        "a: int\nx = 1",
        "d = {}\nd['a'] = 1\nx = d['a']",
    ],
)
def test_other_places_are_left_alone(code: str) -> None:
    assert run(code, a="7")["x"] == 1


def test_lines_stay_where_they_are() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        run("a = (1 +\n  2)\nb = 1\n\nc = 1 / 0", a="7", b="8")
    last = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert (last.filename, last.lineno) == (CODE_NAME, 5)


def test_code_that_is_no_python_raises_as_ever() -> None:
    with pytest.raises(SyntaxError):
        compile_code("a = = 1", {"a": "7"})


def test_the_options_of_this_program_do_not_leak_into_it() -> None:
    assert run("def f(x: int): pass\nx = f.__annotations__['x']")["x"] is int
