"""Lessons made of notebooks: what becomes of each cell, and that all of them can be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.authoring.desks import Desks
from tutor.authoring.gather import gather
from tutor.authoring.notebook import NotebookError
from tutor.authoring.notebook_lesson import lesson_of
from tutor.authoring.pool import verify_at
from tutor.authoring.verify import Plan
from tutor.lesson.course import Lesson
from tutor.lesson.load import make_lesson
from tutor.lesson.models import ExerciseModel
from tutor.lesson.source import parse_source

Cells = list[tuple[str, str]]


def notebook(cells: Cells, **metadata: Any) -> dict[str, Any]:
    """A notebook of format 4."""
    raw = [
        {"cell_type": kind, "metadata": {}, "source": text.splitlines(True), "outputs": []}
        for kind, text in cells
    ]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": raw}


def lesson_from(data: object, folder: Path) -> Lesson:
    path = folder / "notes_of-today.ipynb"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return make_lesson(parse_source(lesson_of(path), folder / "lesson.yaml"))


def of(folder: Path, *cells: tuple[str, str]) -> tuple[ExerciseModel, ...]:
    return lesson_from(notebook(list(cells)), folder).exercises


def test_texts_and_code(tmp_path: Path) -> None:
    read, code = of(
        tmp_path,
        ("markdown", "# Slopes\nWhat a slope is."),
        ("markdown", "## One *slope*\nOf a line."),
        ("code", "%matplotlib inline\n!pip install x\nimport numpy as np"),
        ("code", "x = np.array([1, 2])"),
        ("code", "unused = 3"),
        ("code", "%time y = 2 * x\ny.sum()"),
    )
    assert (read.id, read.title, read.read) == ("slopes", "Slopes", "What a slope is.")
    assert (code.id, code.title) == ("one-slope", "One slope") and "Of a line." in code.text
    assert code.code is not None
    assert code.code.setup == "import numpy as np\n\nx = np.array([1, 2])\n"
    assert code.code.solution == "y = 2 * x\nprint(y.sum())\n"
    assert code.code.starter == "y = ...\n...\n"
    assert code.code.task == "Compute `y`, and print the result. Given: `x`."


def test_what_changes_an_object_belongs_to_it(tmp_path: Path) -> None:
    *_, last = of(
        tmp_path,
        ("code", "numbers = [1]"),
        ("code", "numbers.append(2)"),
        ("code", "other = [3]"),
        ("code", "numbers[0] = 5"),
        ("code", "total = sum(numbers)"),
    )
    assert last.code is not None
    assert last.code.setup == "numbers = [1]\n\nnumbers.append(2)\n\nnumbers[0] = 5\n"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("print 'old'", "is not Python 3"),
        ("files = !ls", "is not Python 3"),
        ("import torch\nx = torch.ones(3)", "imports torch"),
        ("import pandas as pd\ndf = pd.read_csv('mine.csv')", "with read_csv"),
        ("y = unknown + 1", "needs unknown"),
        ("x = " + "-" * 2500 + "1", "is nested too deeply"),
        ("x = " + "1 + " * 2500 + "1", "is nested too deeply"),
        ("total += 1", "needs total"),
        ("def f():\n    return later\nf()", "needs later"),
    ],
)
def test_what_cannot_run_is_shown(cell: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text(json.dumps(notebook([("code", cell)])), encoding="utf-8")
    text = lesson_of(path)
    (exercise,) = make_lesson(parse_source(text, path)).exercises
    assert exercise.read is not None and cell.splitlines()[0] in exercise.read
    assert f"  # Cell 1 is only shown: it {reason}" in text.replace(
        "reads what is not in the lesson, ", ""
    )


@pytest.mark.parametrize(
    "cell",
    [
        "for i in range(3):\n    y = i\n    print(y)",
        "def f(a, b=2):\n    c = a + b\n    return [c * k for k in range(3)]\nz = f(1)",
        "with np.errstate(all='ignore') as state:\n    q = len([state])",
        "try:\n    v = 1 / 1\nexcept ZeroDivisionError as error:\n    print(error)",
        "class A:\n    size = 3\n    def get(self):\n        return self.size\nw = A().get()",
        "def f():\n    return g()\ndef g():\n    return 3\nh = f()",
        "with open_it() as one, open_it() as two:\n    s = len([one, two])".replace(
            "open_it", "np.errstate"
        ),
        "total = sum(1 for _ in range(3))\ntotal += 1",
    ],
)
def test_names_that_a_cell_has_itself(cell: str, tmp_path: Path) -> None:
    *_, exercise = of(tmp_path, ("code", "import numpy as np"), ("code", cell))
    assert exercise.kind == "code", "it needs nothing from elsewhere"


def test_format_3(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": ["Sums"]},
        {"cell_type": "code", "input": ["a = 1\n", "b = a + 1"], "outputs": []},
        {"cell_type": "raw", "source": "left out"},
    ]
    lesson = lesson_from({"nbformat": 3, "worksheets": [{"cells": cells}]}, tmp_path)
    (exercise,) = lesson.exercises
    assert exercise.title == "Sums" and exercise.code is not None
    assert exercise.code.starter == "a = 1\nb = ...\n"


def test_pictures_html_and_tables(tmp_path: Path) -> None:
    text = (
        "![a net](attachment:n.png) <b>bold</b><br><img src='x' alt='two'>\n\n| a | b |\n|---|---|"
    )
    (exercise,) = of(tmp_path, ("markdown", text))
    assert exercise.read is not None
    assert "*(picture: a net)* bold\n*(picture: two)*" in exercise.read
    assert "\n\n| a | b |\n|---|---|" in exercise.read


def test_other_languages_are_shown(tmp_path: Path) -> None:
    data = notebook([("code", "x <- 1")], kernelspec={"language": "R"})
    (exercise,) = lesson_from(data, tmp_path).exercises
    assert exercise.read == "```\nx <- 1\n```\n"


@pytest.mark.parametrize(
    "data",
    ["", "{", "[]", '{"cells": 3}', '{"cells": []}', '{"nbformat": "x", "cells": []}', "[" * 10**5],
)
def test_no_notebooks(data: str, tmp_path: Path) -> None:
    with pytest.raises(NotebookError) as caught:
        lesson_from(data, tmp_path)
    assert "\n" not in str(caught.value) and "notes_of-today.ipynb" in str(caught.value)


LINES = st.sampled_from(
    ["# Part 1", "# {{ x }}", "## 1e-6", "- yes: no", "{{ x }}", "```", "    deep", "a: b # c",
     "'", '"', "%%time", "%%bash", "!ls", "\tx = 1", "x = 1", "y = x", "def f(x):", "x += 1",
     "    return x", "print(y)", "f(3)", "\x07\x1b[0m", "on", "…\u2028", "---", "<div>"]
)  # fmt: skip
TEXTS = st.lists(LINES | st.text(max_size=30), max_size=6).map("\n".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["markdown", "code", "raw"]), TEXTS), max_size=8))
def test_whatever_stands_in_a_notebook_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, cells: Cells
) -> None:
    folder = tmp_path_factory.mktemp("notebook")
    try:
        lesson = lesson_from(notebook(cells), folder)
    except NotebookError:
        texts = (text.replace("<div>", "") for kind, text in cells if kind == "markdown")
        assert not any(c.isprintable() and c not in "# " for text in texts for c in text)
        return
    assert len({exercise.id for exercise in lesson.exercises}) == len(lesson.exercises)


@pytest.mark.asyncio(loop_scope="module")
async def test_the_solutions_pass_and_the_starters_do_not(tmp_path: Path, desks: Desks) -> None:
    cells = [
        ("code", "import numpy as np"),
        ("markdown", "## A step"),
        ("code", "x, y = np.array([1.0, 2.0]), np.array([2.0, 4.0])\nw = 1.5"),
        ("code", "slope = 2 * ((w * x - y) * x).mean()\nslope"),
        ("code", "def loss(w):\n    return ((w * x - y) ** 2).mean()"),
        ("code", "for _ in range(5):\n    w = w - 0.1 * slope\nprint(w, loss(w))"),
    ]
    path = tmp_path / "n.ipynb"
    path.write_text(json.dumps(notebook(cells)), encoding="utf-8")
    lesson = tmp_path / "lesson.yaml"
    lesson.write_text(lesson_of(path), encoding="utf-8")
    gathered = gather(desks.shelf, [str(lesson)])
    results = await verify_at(desks, gathered.works, Plan())
    assert [r.work.exercise.kind for r in results] == ["code", "code"]
    assert all(result.fine and result.count("starter") == (1, 1) for result in results)
