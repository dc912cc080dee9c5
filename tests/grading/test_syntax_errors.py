"""What can't be read as Python, in plain words."""

from __future__ import annotations

import pytest

from tutor.grading.syntax_errors import of_syntax
from tutor.runner.observation import ErrorView


def explained(code: str) -> tuple[str, str]:
    with pytest.raises(SyntaxError) as caught:
        compile(code, "code", "exec")
    error = caught.value
    return of_syntax(
        ErrorView("SyntaxError", str(error.msg), error.lineno, error.offset, error.text or "")
    )


@pytest.mark.parametrize(
    ("code", "help_"),
    [
        ("learning_rate = 0,01\n", "Write 0.01."),
        ("rates = [0.1, 3,05]\n", "Write 3.05."),
        ("slope = 2 input_data * error\n", "Is a * missing between 2 and input_data?"),
        ("slope = 0.5 (a) b\n", "A bracket or quote is often left open before it."),
        ("x = 2 while 3\n", "A bracket or quote is often left open before it."),
    ],
)
def test_what_to_do(code: str, help_: str) -> None:
    assert explained(code)[1] == help_


def test_pythons_own_advice_stands_for_itself() -> None:
    weights = "w = {\n'a': [1]\n'b': [2]\n}\n"
    assert explained(weights) == ("Python can't read this: Perhaps you forgot a comma?", "")
    assert explained("x = (1\n") == ("Python can't read this: '(' was never closed.", "")
