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
        ("slope = 0.5 (a) b\n", ""),
        ("x = 2 while 3\n", ""),
        ("weighted sum = 3\n", "Is a sign missing between weighted and sum?"),
        ("if x > 2:\n    y = 1\nelse if x > 1:\n    y = 2\n", "Write elif."),
        ("The prediction is 52\n", "A comment begins with #, a text stands in quotes."),
        ("y = x > 0 ? x : 0\n", "Write a if condition else b."),
        ("for x in y while z\n", ""),
        ("count++\n", "Write count += 1."),
        ("x = '1 && 2' + y && z\n", "Write and."),
        ("// the sum\n", "Comments begin with #."),
        ("let rate = 0.1\n", "Write rate = …"),
        ("lambda = 0.1\n", "Take another one, such as lambda_."),
        ("w = weights[‘a’]\n", "Type ' in its place."),
        ("x = 3 − 2\n", "Type - in its place."),
        ("print total\n", "Write print(total)."),
        ("def relu(x)\n    return x\n", ""),
        ("x = (1 + 2))\n", "Or is a ( missing before it?"),
        ("x = [1, 2)\n", "It takes a ]."),
        ("if x = 3:\n    pass\n", "Whether two are equal is asked with ==."),
        ("node-0 = 3\n", "Write node_0."),
        ("for i range(3):\n    pass\n", "Write for i in …:"),
        ("if True:\n\tx = 1\n        y = 2\n", "Use four spaces for each level, everywhere."),
        ("x = 2y\n", "Is a * missing between 2 and y?"),
        ("x = 3\nreturn x\n", "What belongs to a function is indented below its first line."),
    ],
)
def test_what_to_do(code: str, help_: str) -> None:
    assert explained(code)[1] == help_


def test_pythons_own_advice_stands_for_itself() -> None:
    weights = "w = {\n'a': [1]\n'b': [2]\n}\n"
    assert explained(weights) == ("Python can't read this: Perhaps you forgot a comma?", "")
    _, help_ = explained("model.add(Dense(2\nmodel.add(Dense(1)), 3))\n")
    assert help_ == "Or is the ( of this line never closed?"
    assert explained("x = (1\n") == ("Python can't read this: '(' was never closed.", "")
