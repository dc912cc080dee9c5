"""Every way a file can miss the format, with its line, column, sentence and hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.lesson.errors import LessonError
from tutor.lesson.messages import validated
from tutor.lesson.models import CourseModel, LessonModel
from tutor.lesson.source import parse_source

HEAD = "title: T\n"
EXERCISE = "title: T\nexercises:\n  - id: a\n    title: A\n"
CODE = EXERCISE + "    code:\n      task: t\n      solution: s\n"
NET = HEAD + "networks:\n  n:\n"


def errors_of(text: str, model=LessonModel) -> list[str]:
    with pytest.raises(LessonError) as caught:
        validated(model, parse_source(text, Path("f")))
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "f:1:1: the file is empty (tutor new writes one to begin with)"),
        ("3", "f:1:1: the file has to be keys with values, not the number 3 (like {title: …})"),
        ("- a", "f:1:1: the file has to be keys with values, not a list (like {title: …})"),
        (
            HEAD + "hints: x",
            "f:2:1: unknown key 'hints' (it stands below exercises)",
        ),
        (HEAD + "exercise: []", "f:2:1: unknown key 'exercise' (did you mean exercises?)"),
        (
            HEAD + "exercises: 3",
            "f:2:12: exercises has to be a list, not the number 3 (put [ ] around it)",
        ),
        (
            HEAD + "exercises: [3]",
            "f:2:13: an exercise has to be keys with values, not the number 3 (like {id: "
            "…, title: …})",
        ),
        ("title:\n", "f:1:7: title is empty: it has to be a text (what the lesson is called)"),
        ("title: 3", "f:1:8: title has to be a text, not the number 3 (put it in quotes)"),
        (
            "title: {Loss: a sum}",
            "f:1:8: title has to be a text, not keys with values "
            "(a text with ': ' in it needs quotes)",
        ),
        (
            EXERCISE,
            "f:3:5: an exercise needs one of these keys: read, choice, answer, steps, lab, code",
        ),
        (EXERCISE + "    steps:\n", "f:5:5: steps is empty"),
        (
            EXERCISE + "    read: a\n    answer: {prompt: p, expect: 1}",
            "f:6:5: only one of these keys can stand here: read, answer",
        ),
        (
            EXERCISE + "    answer: {prompt: p, expect: 1, hints: [h]}",
            "f:5:36: unknown key 'hints' (it stands beside answer, not below it)",
        ),
        (
            EXERCISE + "    prompt: p\n    answer: {prompt: p, expect: 1}",
            "f:5:5: unknown key 'prompt' (it stands below answer)",
        ),
        (
            NET + "    learning_rate: 0.1",
            "f:4:5: unknown key 'learning_rate' (it stands below optimizer)",
        ),
        (
            HEAD + "\u00a0summary: s",
            "f:2:1: unknown key '\u00a0summary' "
            "(the space in front of it is none of YAML's: type it anew)",
        ),
        (HEAD + "licence: L", "f:2:1: unknown key 'licence' (it is a key of course.yaml)"),
        (
            NET + "    layers: [{nodes: {h: {weights: [1], activation: relu}}}]",
            "f:4:41: unknown key 'activation' (it stands beside nodes, not below it)",
        ),
        (
            NET + "    activation: relu\n    layers: [{nodes: {h: [1]}}]",
            "f:4:5: unknown key 'activation' (did you mean activations?)",
        ),
        (
            NET + "    loss: mse",
            "f:4:11: loss has to be one of squared_error, half_squared_error, mean_squared_error, "
            "binary_crossentropy, categorical_crossentropy, not 'mse' "
            "(did you mean mean_squared_error?)",
        ),
        (
            NET + "    optimizer: adam",
            "f:4:16: optimizer has to be keys with values, not 'adam' (like {adam: …})",
        ),
        (
            CODE + "      checks: [{variable: x, printed: 2}]",
            "f:8:30: unknown key 'printed' (it is a check of its own: begin a new item with '- ')",
        ),
        (EXERCISE + "    choise: {}", "f:5:5: unknown key 'choise' (did you mean choice?)"),
        (
            EXERCISE + "    answer: {promt: p, expect: 1}",
            "f:5:14: unknown key 'promt' (did you mean prompt?)",
        ),
        (
            EXERCISE + "    answer: {prompt: p}",
            "f:5:13: answer needs the key 'expect' (the right answer: a number, list, "
            'word, or "{{ quantity }}", which is computed)',
        ),
        (
            EXERCISE + "    answer: {prompt: p, expect: {a: 1}}",
            "f:5:33: expect has to be a text, a number, true or false or a list, "
            "not keys with values (a text with ': ' in it needs quotes)",
        ),
        (
            EXERCISE + "    answer: {prompt: p, expect: [1, a]}",
            "f:5:37: item 2 of expect has to be a number, not 'a'",
        ),
        (
            EXERCISE + "    answer: {prompt: p, expect: 1, tolerance: -1}",
            "f:5:47: tolerance has to be at least 0, not -1",
        ),
        (
            EXERCISE + "    answer: {prompt: p, expect: 1, wrong: {0.5: 3}}",
            "f:5:49: 0.5 has to be a text, not the number 3 (put it in quotes)",
        ),
        (
            EXERCISE.replace("id: a", "id: A b") + "    read: r",
            "f:3:9: id 'A b' can have a-z, 0-9 and - only (small letters, no spaces)",
        ),
        (
            EXERCISE + "    read: r\n    review: no",
            "f:6:13: review has to be true or false, not 'no' "
            "(write true or false, in small letters)",
        ),
        (
            EXERCISE + "    choice: {prompt: p, options: [{text: Yes, it does, feedback: f}]}",
            "f:5:47: unknown key 'it does' (put a text with a comma or a colon in quotes)",
        ),
        (
            EXERCISE + "    choice: {prompt: p, options: [{text: t, feedback: f}]}",
            "f:5:34: options needs at least 2 items",
        ),
        (
            EXERCISE + "    show: [3]\n    read: r",
            "f:5:12: item 1 of show has to be keys with values, not the number 3 (like "
            "{network: …})",
        ),
        (
            EXERCISE + "    show: [{network: n, data: d}]\n    read: r",
            "f:5:25: only one of these keys can stand here: network, data",
        ),
        (
            EXERCISE + "    steps: {network: n, pass: back}",
            "f:5:31: pass has to be one of forward, backward, training, not 'back' "
            "(did you mean backward?)",
        ),
        (
            EXERCISE + "    steps: {network: n, updates: 1.5}",
            "f:5:34: updates has to be a whole number, not the number 1.5 (how many "
            "training steps are made; the last of them is walked)",
        ),
        (
            EXERCISE + "    lab: {prompt: p, network: n, goal: g, change: [weight]}",
            "f:5:52: item 1 of change has to be one of weights, biases, inputs, targets, "
            "learning_rate, activation, loss, optimizer, shape, rows, not 'weight' "
            "(did you mean weights?)",
        ),
        (
            CODE + "      checks: [{variabel: x}]",
            "f:8:16: a check needs one of these keys: variable, function, printed, call, uses, "
            "avoids, model, training, plot, holds (did you mean variable?)",
        ),
        (
            CODE + "      checks: [3]",
            "f:8:16: a check has to be keys with values, not the number 3",
        ),
        (
            CODE + "      checks: []",
            "f:8:15: checks is empty (what must be true of the learner's code, in this order)",
        ),
        (
            CODE + "      checks: [{variable: x, tolerence: 1}]",
            "f:8:30: unknown key 'tolerence' (did you mean tolerance?)",
        ),
        (
            CODE + "      checks: [{printed: false}]",
            "f:8:26: printed has to be a text, a number, true or a list, not false (a "
            "number or text that must be printed, a list of them in order, or true: all "
            "numbers that the solution prints)",
        ),
        (
            CODE + "      checks: [{plot: 3}]",
            "f:8:23: plot has to be true, not the number 3",
        ),
        (
            CODE + "      checks: [{training: true, curves: {loss: {between: [1]}}}]",
            "f:8:58: between has too few values",
        ),
        (
            CODE + "      checks: [{training: true, curves: {loss: {bellow: 1}}}]",
            "f:8:49: unknown key 'bellow' (did you mean below?)",
        ),
        (
            CODE + "      checks: [{uses: loop}]\n      needs: karas",
            "f:9:14: needs has to be one of numpy, pandas, keras, not 'karas' "
            "(did you mean keras?)",
        ),
        (
            CODE + "      checks: [{uses: loop}]\n      wrong: [{code: c}]",
            "f:9:15: item 1 of wrong needs the key 'says' (what the message must contain, "
            "so that it fails for the right reason)",
        ),
        (
            CODE + "      checks: [{uses: loop}]\n      accept: [{}]",
            "f:9:16: item 1 of accept needs one of these keys: code, replace",
        ),
        (
            CODE + "      checks: [{uses: loop}]\n      again: [{x: [1]}]",
            "f:9:19: x has to be a text, not a list",
        ),
        (
            CODE + "      checks: [{uses: loop}]\n      time_limit: 0",
            "f:9:19: time_limit has to be more than 0, not 0",
        ),
        (HEAD + "networks: {1: {}}", "f:2:12: the key '1' has to be a text (put it in quotes)"),
        (NET + "    inputs: {a: x}", "f:4:17: a has to be a number or a list, not 'x'"),
        (NET + "    inputs: {a: [1, y]}", "f:4:21: item 2 of a has to be a number, not 'y'"),
        (
            NET + "    inputs: {}",
            "f:4:13: inputs is empty (the inputs by name, each with a number, or with a "
            "list of them: a batch of rows)",
        ),
        (
            NET + "    layers: [{nodes: {h: [1, q]}}]",
            "f:4:30: item 2 of h has to be a number, not 'q'",
        ),
        (
            NET + "    layers: [{nodes: {h: {weights: [1], bais: 0}}}]",
            "f:4:41: unknown key 'bais' (did you mean bias?)",
        ),
        (
            NET + "    layers: [{nodes: {h: 3}}]",
            "f:4:26: h has to be a list, not the number 3 (put [ ] around it)",
        ),
        (
            NET + "    layers: [{nodes: {h: [1]}, activation: rellu}]",
            "f:4:44: activation has to be one of identity, relu, leaky_relu, sigmoid, tanh, "
            "softmax, not 'rellu' (did you mean relu?)",
        ),
        (NET + "    optimizer: {sdg: {}}", "f:4:17: unknown key 'sdg' (did you mean sgd?)"),
        (
            NET + "    optimizer: {momentum: {momentum: 1}}",
            "f:4:38: momentum has to be less than 1, not 1",
        ),
        (NET + "    shape: [3]", "f:4:12: shape needs at least 2 items"),
        (NET + "    shape: [3, 9000]", "f:4:16: item 2 of shape has to be at most 4096, not 9000"),
    ],
)
def test_one_mistake_gives_one_sentence(text, expected):
    assert errors_of(text) == [expected]


def test_all_mistakes_are_told_in_the_order_of_the_file():
    text = (
        EXERCISE + "    answer: {prompt: 3, expect: {}, tolerance: -1}\nnetwork: {}\nsummary: 4\n"
    )
    places = [line.split(": ")[0] for line in errors_of(text)]
    assert places == ["f:5:22", "f:5:33", "f:5:48", "f:6:1", "f:7:10"]


def test_no_word_of_pydantic_reaches_the_author():
    text = NET + "    inputs: [1]\n    layers: {}\n    seed: x\n    loss: 3\n    target: {a: {}}\n"
    said = "\n".join(errors_of(text)).lower()
    for jargon in ("input should", "valid", "pydantic", "dict", "union", "type="):
        assert jargon not in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "format: 2\ntitle: T\nlicence: L\nauthors: [A]\nlessons: [a]",
            "f:1:9: format has to be 1, not the number 2",
        ),
        (
            "format: 1\ntitle: T\nlicense: L\nauthors: [A]\nlessons: [a]",
            "f:3:1: unknown key 'license' (did you mean licence?)",
        ),
        (
            "format: 1\ntitle: T\nlicence: L\nauthors: []\nlessons: [a]",
            "f:4:10: authors is empty (who wrote it)",
        ),
        (
            "format: 1\ntitle: T\nlicence: L\nauthors: [A]\nlessons: [a.yaml]",
            "f:5:11: item 1 of lessons 'a.yaml' can have a-z, 0-9 and - only "
            "(small letters, no spaces)",
        ),
        (
            "title: T\nlicence: L\nauthors: [A]\nlessons: [a]",
            "f:1:1: the file needs the key 'format' (the version of the format: 1)",
        ),
    ],
)
def test_course_files(text, expected):
    assert errors_of(text, CourseModel) == [expected]
