"""Loading: what fits together, what does not and where, and that nothing else is ever raised."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

import pytest

from tutor.lesson.course import data_of, network_of
from tutor.lesson.errors import LessonError
from tutor.lesson.load import load_course, load_lesson
from tutor.network.model import Row

COURSE = Path(__file__).parent / "fixtures" / "course"

NETWORKS = """\
title: T
networks:
  bank:
    inputs: {accounts: 3, children: 5}
    layers:
      - {activation: relu, nodes: {node_0: [2, 4], node_1: [4, -5]}}
      - nodes: {output: [2, 7]}
  back:
    inputs: {a: 2, b: 1}
    layers:
      - {activation: relu, nodes: {h0: [4, -1], h1: [-1, 3]}}
      - nodes: {result: [3, -1]}
    target: {result: 19.5}
    loss: squared_error
exercises:
"""
FIRST = NETWORKS.count("\n") + 1


class Table:
    columns = ("age", "male")
    rows = ((20, 1), (30, 0), (None, 1))


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "lesson.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def said(path: Path, tables=None) -> list[str]:
    with pytest.raises(LessonError) as caught:
        load_lesson(path, tables)
    return [line.removeprefix(f"{path}:") for line in str(caught.value).splitlines()]


def with_exercise(tmp_path: Path, text: str) -> Path:
    return write(tmp_path, NETWORKS + "  - id: a\n    title: A\n" + textwrap.indent(text, "    "))


# --- what is right --------------------------------------------------------------------------------


def test_the_course_of_fixtures_loads():
    course = load_course(COURSE)
    assert (course.id, course.title, course.lesson_ids) == (
        "course",
        "A small course",
        ("sample", "kinds", "code"),
    )
    assert [lesson.id for lesson in course.lessons()] == ["sample", "kinds", "code"]
    assert course.lesson("kinds") is course.lesson("kinds")


def test_the_fixtures_have_every_kind_and_every_check():
    from tutor.lesson.models import CHECK_KINDS, KINDS, check_kind

    exercises = [e for lesson in load_course(COURSE).lessons() for e in lesson.exercises]
    assert {e.kind for e in exercises} == set(KINDS)
    checks = [check for e in exercises if e.code for check in e.code.checks]
    assert {check_kind(check) for check in checks} == set(CHECK_KINDS)


def test_a_lesson_knows_its_networks():
    lesson = load_lesson(COURSE / "sample.yaml")
    assert (lesson.id, lesson.title) == ("sample", "Forward propagation")
    bank = lesson.problems["bank"]
    assert bank.rows == (Row((3.0, 5.0), (50.0,)),)
    assert bank.network.layers[0].nodes[1].bias == 0.0
    assert bank.network.optimizer.learning_rate == 0.01
    assert [len(column) for column in lesson.problems["wide"].network.columns] == [784, 50, 50, 10]
    assert lesson.trace("bank") is lesson.trace("bank")
    assert lesson.exercise("one-round").kind == "steps"
    with pytest.raises(KeyError):
        lesson.exercise("none")


def test_a_batch_has_a_row_for_each_value():
    batch = load_lesson(COURSE / "kinds.yaml").problems["batch"]
    assert batch.rows == (
        Row((1.0, 0.5), (0.0,)),
        Row((2.0, -1.0), (1.0,)),
        Row((3.0, 0.001), (1.0,)),
    )
    assert batch.network.train_biases is False
    assert batch.network.optimizer.name == "adam"


def test_a_file_with_networks_only_can_be_drawn(tmp_path):
    lesson = load_lesson(write(tmp_path, "networks: {n: {shape: [2, 2, 1], seed: 3}}"))
    assert list(lesson.problems) == ["n"]
    assert lesson.title == "lesson"


def test_what_an_exercise_is_about():
    lesson = load_lesson(COURSE / "kinds.yaml")
    assert network_of(lesson.exercise("play")) == "bank"
    assert network_of(lesson.exercise("reading")) == "bank"
    assert network_of(lesson.exercise("yes-or-no")) is None
    assert data_of(lesson.exercise("reading")) == "wages"
    assert data_of(lesson.exercise("binary")) == "wages"


# --- what is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        (
            "{inputs: {a: 1, b: 2}, layers: [{nodes: {h: [1]}}]}",
            "1:59: h has 1 weight, but the layer before has 2 nodes: one weight for each",
        ),
        ("{inputs: {a: 1}}", "1:12: a network needs layers (or a shape, to be drawn by lot)"),
        (
            "{shape: [2, 1], layers: [{nodes: {h: [1]}}]}",
            "1:31: layers can't stand beside shape",
        ),
        (
            "{inputs: {a: 1}, layers: [{nodes: {h: [1]}}], seed: 3}",
            "1:61: seed can't stand beside inputs and layers",
        ),
        (
            "{inputs: {a: [1, 2], b: 3}, layers: [{nodes: {h: [1, 1]}}]}",
            "1:39: b has 1 value, but a has 2 values: one for each row",
        ),
        ("{inputs: {a: []}, layers: [{nodes: {h: [1]}}]}", "1:28: a has no values"),
        (
            "{inputs: {a: 1}, layers: [{nodes: {out: [1]}}], target: {outt: 1}}",
            "1:72: 'outt' is not an output (did you mean out?)",
        ),
        (
            "{inputs: {a: 1}, layers: [{nodes: {p: [1], q: [1]}}], target: {p: 1}}",
            "1:77: the target of q is missing",
        ),
        (
            "{inputs: {a: 1}, layers: [{nodes: {p: [1]}}], target: {p: [1, 2]}}",
            "1:69: 2 values as target, but 1 as inputs: one for each row",
        ),
        (
            "{inputs: {a: 1}, layers: [{nodes: {a: [1]}}]}",
            "1:50: two nodes are called 'a'",
        ),
        (
            "{inputs: {a: 1}, layers: [{nodes: {loss: [1]}}]}",
            "1:50: 'loss' can't be a node's name: it means something else",
        ),
        (
            "{inputs: {a: 1}, layers: [{nodes: {p: [1]}}], loss: categorical_crossentropy}",
            "1:67: categorical_crossentropy needs softmax on the last layer",
        ),
        (
            "{shape: [2, 2], activations: [relu, relu]}",
            "1:44: there are 1 layers after the inputs, so 1 activations are needed, not 2",
        ),
        ("{shape: [4000, 4000]}", "1:23: this network has 16,000,000 weights; at most"),
    ],
)
def test_networks_that_do_not_fit(tmp_path, network, expected):
    (message,) = said(write(tmp_path, f"networks: {{{'n'}: {network}}}"))
    assert message.startswith(expected)


@pytest.mark.parametrize(
    ("text", "line", "column", "expected"),
    [
        ("read: '{{ node_7 }}'", 0, 11, "no network has 'node_7'"),
        (
            "show: [bank]\nread: '{{ node_7 }}'",
            1,
            11,
            "there is no node 'node_7' (did you mean node_1?)",
        ),
        ("read: '{{ bnak.output }}'", 0, 11, "unknown network 'bnak' (did you mean bank?)"),
        ("read: '{{ prediction }}'", 0, 11, "several networks have 'prediction' (say which: "),
        ("read: '{{ bank.output'", 0, 8, "'{{' without '}}'"),
        ("read: '{{ bank.output:.zz }}'", 0, 8, "'.zz' is not a format"),
        ("read: '{{ }}'", 0, 8, "nothing stands between the braces"),
        ("read: '{{ 1 + }}'", 0, 15, ""),
        ("read: r\nhints: [h, '{{ x }}']", 1, 16, "no network has 'x'"),
        ("read: r\nshow: [bnak]", 1, 8, "unknown network 'bnak' (did you mean bank?)"),
        ("read: r\nshow: [{network: bnak}]", 1, 18, "unknown network 'bnak' (did you mean bank?)"),
        ("read: r\nshow: [{data: wage}]", 1, 15, "unknown data set 'wage' (did you mean wages?)"),
        (
            "choice: {prompt: p, options: [{text: t, feedback: f}, {text: u, feedback: f}]}",
            0,
            30,
            "no option is right",
        ),
        (
            "choice: {prompt: p, options: [{text: t, feedback: f, right: true}, "
            "{text: t, feedback: f}]}",
            0,
            75,
            "the option 't' stands twice",
        ),
        (
            "answer: {prompt: p, network: bnak, expect: 3}",
            0,
            30,
            "unknown network 'bnak' (did you mean bank?)",
        ),
        (
            "answer: {prompt: p, network: bank, expect: '{{ delta(node_0) }}'}",
            0,
            48,
            "there is no delta(node_0)",
        ),
        (
            "answer: {prompt: p, network: bank, expect: 3, wrong: {sum(nod_0): w}}",
            0,
            55,
            "there is no node 'nod_0' (did you mean node_0?)",
        ),
        ("answer: {prompt: p, expect: w, pattern: '('}", 0, 41, "this is no regular expression"),
        ("answer: {prompt: p, data: wages, expect: 'max('}", 0, 43, "'max(' is not an expression"),
        ("answer: {prompt: p, data: wages, expect: maxi(age)}", 0, 42, "unknown function 'maxi'"),
        (
            "steps: {network: bank, pass: backward}",
            0,
            30,
            "a backward pass needs a target and a loss in the network 'bank'",
        ),
        (
            "steps: {network: back, pass: backward, ask: [delta(h2)]}",
            0,
            46,
            "there is no node 'h2' (did you mean h",
        ),
        (
            "steps: {network: back, pass: forward, ask: [delta(h0)]}",
            0,
            45,
            "delta(h0) belongs to the backward pass, not to the forward pass",
        ),
        ("steps: {network: back, ask: [a]}", 0, 30, "'a' is given: no step computes it"),
        ("steps: {network: back, ask: [h0 + 1]}", 0, 30, "'h0 + 1' is not a single quantity"),
        ("lab: {prompt: p, network: bank, goal: prediction = 3}", 0, 50, "to compare, write =="),
        ("lab: {prompt: p, network: bank, goal: prediction}", 0, 39, "a goal has to compare"),
        (
            "lab: {prompt: p, network: bank, goal: output == 3, solution: {node_0: 3}}",
            0,
            63,
            "'node_0' can't be changed",
        ),
        (
            "lab: {prompt: p, network: bank, goal: output == 3, "
            "wrong: [{edits: {weight(children->output): 3}}]}",
            0,
            69,
            "there is no edge children→output",
        ),
        (
            "code: {task: t, solution: a = 1, checks: [{uses: loop}], "
            "wrong: [{replace: {b: c}, says: s}]}",
            0,
            77,
            "the solution has no 'b' to replace",
        ),
        (
            "code: {task: t, solution: 'a = ', checks: [{uses: loop}]}",
            0,
            27,
            "solution is not Python: invalid syntax",
        ),
        (
            "code: {task: t, solution: a, checks: [{function: f, cases: ['f(']}]}",
            0,
            63,
            "item 1 of cases is not a Python expression: '(' was never closed",
        ),
        (
            "code: {task: '{{ x }}', solution: a, checks: [{printed: '{{ bank.y }}'}]}",
            0,
            18,
            "no network has 'x'",
        ),
    ],
)
def test_parts_that_do_not_fit_together(tmp_path, text, line, column, expected):
    messages = said(with_exercise(tmp_path, text))
    assert messages[0].startswith(f"{FIRST + 2 + line}:{4 + column}: {expected}")


def test_ids_are_unique(tmp_path):
    text = NETWORKS + "  - {id: a, title: A, read: r}\n  - {id: a, title: B, read: r}\n"
    assert said(write(tmp_path, text)) == [
        f"{FIRST + 1}:10: two exercises have the id 'a' (first in line {FIRST})"
    ]


def test_exercises_need_a_title_above_them(tmp_path):
    assert said(write(tmp_path, "exercises: [{id: a, title: A, read: r}]")) == [
        "1:1: the lesson needs the key 'title'"
    ]


def test_a_file_without_anything_in_it_is_no_lesson(tmp_path):
    (message,) = said(write(tmp_path, "title: T"))
    assert "neither exercises nor networks" in message


def test_all_errors_of_a_file_are_told_at_once(tmp_path):
    text = NETWORKS + "  - {id: a, title: '{{ x }}', read: r, show: [y]}\n"
    text += "  - {id: b, title: B, read: '{{ z }}'}\n"
    lines = [int(message.split(":")[0]) for message in said(write(tmp_path, text))]
    assert lines == [FIRST, FIRST + 1]


def test_a_message_is_one_line_whatever_it_quotes(tmp_path):
    text = 'code: {task: t, solution: a, checks: [{uses: loop}], accept: [{replace: {"b\\nc": d}}]}'
    (message,) = said(with_exercise(tmp_path, text))
    assert message.endswith("the solution has no 'b\\nc' to replace")


def test_strange_escapes_in_code_print_no_warning(tmp_path, recwarn):
    load_lesson(
        with_exercise(tmp_path, "code: {task: t, solution: '\"\\d\"', checks: [{uses: x}]}")
    )
    assert not recwarn.list


def test_with_tables_columns_are_looked_up(tmp_path):
    path = with_exercise(tmp_path, "answer: {prompt: p, data: wages, expect: max(agee)}")
    load_lesson(path)
    (message,) = said(path, lambda name: Table())
    assert "unknown column 'agee' (did you mean age?)" in message


def test_a_table_that_cannot_be_had_is_an_error_of_the_lesson(tmp_path):
    def tables(name: str) -> Table:
        raise LookupError(f"no {name} here")

    path = with_exercise(tmp_path, "answer: {prompt: p, data: digits, expect: rows}")
    (message,) = said(path, tables)
    assert message.endswith("there is no table of digits: no digits here")


# --- courses --------------------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path) -> Path:
    folder = tmp_path / "mine"
    shutil.copytree(COURSE, folder)
    return folder


def test_a_lesson_file_that_is_missing(copy):
    (copy / "kinds.yaml").unlink()
    with pytest.raises(LessonError, match=re.escape("course.yaml:7:19: there is no lesson file")):
        load_course(copy)


def test_a_lesson_that_is_listed_twice(copy):
    text = (copy / "course.yaml").read_text().replace("kinds, code", "kinds, kinds")
    (copy / "course.yaml").write_text(text)
    with pytest.raises(LessonError, match="7:26: the lesson 'kinds' stands here twice"):
        load_course(copy)


def test_ids_are_unique_in_a_course(copy):
    text = (copy / "code.yaml").read_text().replace("id: every-check", "id: play")
    (copy / "code.yaml").write_text(text)
    with pytest.raises(LessonError, match=r"code\.yaml:8:9: the lesson 'kinds' has an exercise"):
        load_course(copy)


def test_a_broken_lesson_does_not_keep_the_others_from_opening(copy):
    (copy / "code.yaml").write_text("title: [")
    course = load_course(copy)
    assert course.lesson("kinds").id == "kinds"
    with pytest.raises(LessonError, match=r"code\.yaml"):
        course.lesson("code")
    with pytest.raises(LessonError, match=r"code\.yaml"):
        course.lessons()


def test_a_folder_without_a_course(tmp_path):
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(LessonError, match=r"course\.yaml:1:1: can't be read"):
            load_course(folder)
