"""What is said of a lesson that can be loaded, before anything is run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.authoring.gather import gather
from tutor.authoring.static import Remark
from tutor.progress.store import Store
from tutor.session.shelf import Shelf

Write = Callable[..., Path]

ANSWER = """\
- id: by-hand
  title: By hand
  text: TEXT
  answer: {prompt: What comes out?, network: bank, expect: "{{ output }}", wrong: WRONG}
  hints: [Begin with node_0.]
  explain: Relu makes 0 of what is negative.
"""
CODE = """\
- id: by-code
  title: By code
  code:
    task: Compute `TOTAL`.
    setup: first_value = 1
    starter: |
      total = ...
    solution: |
      total = first_value + 2
    checks: [{variable: total}]
  hints: [What is added to `first_value`?]
  explain: Sums are sums.
"""


def remarks(write: Write, *exercises: str) -> list[Remark]:
    gathered = gather(Shelf(Store(None)), [str(write(*exercises))])
    assert gathered.errors == []
    return gathered.remarks


def said(write: Write, *exercises: str) -> list[tuple[bool, str]]:
    return [
        (remark.fault, f"{remark.diagnostic.message} ({remark.diagnostic.hint})")
        for remark in remarks(write, *exercises)
    ]


def answer(text: str = "It counts.", wrong: str = '{"-39": Relu is missing.}') -> str:
    return ANSWER.replace("TEXT", text).replace("WRONG", wrong)


def code(total: str = "total") -> str:
    return CODE.replace("TOTAL", total)


def test_nothing_is_said_of_a_good_lesson(write: Write) -> None:
    assert said(write, answer(), code()) == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("#by-hnad", "the link '#by-hnad' leads to no exercise (did you mean by-hand?)"),
        ("made-up#nothing", "the link 'made-up#nothing' leads to no exercise"),
        ("mad-up", "the link 'mad-up' leads to no lesson and no file (did you mean made-up?)"),
        ("picture.txt", "the link 'picture.txt' leads to no lesson and no file"),
    ],
)
def test_links_that_lead_nowhere(write: Write, target: str, message: str) -> None:
    ((fault, found),) = said(write, answer(f'"See [this]({target}) first."'))
    assert fault and found.startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        '"See [this](#by-hand), [made-up](made-up), [it](made-up.yaml#by-hand)."',
        '"See [the web](https://example.org/a#b) or [write](mailto:a@example.org)."',
        '"The text `a[0](nowhere)` is code."',
        '"[notes](beside.txt)"',
    ],
)
def test_links_that_are_fine(write: Write, tmp_path: Path, text: str) -> None:
    (tmp_path / "beside.txt").write_text("here")
    assert said(write, answer(text)) == []


def test_two_mistakes_with_the_same_number(write: Write) -> None:
    wrong = '{"-39": Relu is missing., "{{ sum(node_1) }}": One., "-13": Two.}'
    ((fault, found),) = said(write, answer(wrong=wrong))
    assert fault and "'-13' stands for the same as '{{ sum(node_1) }}'" in found


def test_a_name_that_is_nearly_one_of_the_code_s(write: Write) -> None:
    assert said(write, answer(), code("totl")) == [
        (False, "the code has no `totl` (did you mean total?)")
    ]
    assert said(write, answer(), code("totl + 2")) != []
    for fine in ("banana", "total + 2", "first_value", "max(total)", "a totl b", "f.totl"):
        assert said(write, answer(), code(fine)) == [], fine


def test_hints_and_explanations_are_missed(write: Write) -> None:
    bare = "".join(line for line in code().splitlines(True) if "hints" not in line)
    ((fault, found),) = said(write, answer(), bare)
    assert not fault and found.startswith("'by-code' has no hints")
    bare = "".join(line for line in code().splitlines(True) if "explain" not in line)
    ((fault, found),) = said(write, answer(), bare)
    assert not fault and found.startswith("'by-code' has no explain")


def test_code_that_is_too_wide(write: Write) -> None:
    wide = "x = 1" + " + 1" * 20
    block = f"|\n    Look:\n\n        {wide}\n\n    And {wide} is wrapped."
    ((_, found),) = said(write, answer(block))
    assert found.startswith(f"a line of code has {len(wide)} columns")
    starter = code().replace("total = ...", f"total = ...  # {wide}")
    ((_, found),) = said(write, answer(), starter)
    assert "a line of the starter has" in found


def test_a_network_that_nobody_uses(write: Write) -> None:
    ((fault, found),) = said(write, code())
    assert not fault and "no exercise uses the network 'bank'" in found


def test_a_text_that_yaml_cut_off(write: Write) -> None:
    ((fault, found),) = said(write, answer("Lesson #3 says so."))
    assert not fault and "a # after a space begins a comment" in found


def test_a_quantity_without_braces_is_a_word(write: Write) -> None:
    word = answer(wrong="{low: Higher.}").replace('"{{ output }}"', "output")
    ((fault, found),) = said(write, word)
    assert not fault and found.endswith('(to have it computed, write "{{ output }}")')
    assert said(write, word.replace("expect: output", "expect: high")) == []


def test_givens_and_cases_that_do_nothing_are_told(write: Write) -> None:
    exercise = CODE.replace("TOTAL", "total").replace(
        "    checks: [{variable: total}]\n",
        "    checks: [{variable: total}, {function: abs, cases: [abs(totl), abs(first_value)]},"
        " {avoids: loops}, {avoids: loop}, {avoids: first},"
        " {uses: functions}, {variable: totla}]\n"
        "    again: [{first_value: 2}, {first_valu: 2}]\n",
    )
    unused, *others = said(write, exercise)
    assert "bank" in unused[1]
    assert others == [
        (False, "this case is never compared: the solution has no 'totl' (did you mean total?)"),
        (False, "'loops' is taken for a name to do without (did you mean loop?)"),
        (False, "'functions' is taken for a name to use (did you mean function?)"),
        (False, "the solution gives 'totla' no value (did you mean total?)"),
        (
            False,
            "again gives 'first_valu' a value, but nothing of that name is in the setup "
            "(did you mean first_value?)",
        ),
    ]
    anything = exercise.replace("setup: first_value = 1", "setup: from math import *")
    assert "again" not in str(said(write, anything))


@pytest.mark.parametrize(
    ("expect", "hint"),
    [
        ('"1,5"', "write 1.5"),
        ("50 %", "write 50"),
        ("1/3", 'write "{{ 1/3 }}"'),
        ("2024-01-01", None),
        ("3 cakes", None),
        ("1/0", None),
    ],
)
def test_numbers_that_would_be_texts(write: Write, expect: str, hint: str | None) -> None:
    exercise = answer().replace('network: bank, expect: "{{ output }}"', f"expect: {expect}")
    told = [text for _, text in said(write, exercise) if "has to type" in text]
    assert len(told) == (hint is not None)
    assert all(hint is not None and hint in text for text in told)


def test_what_a_cross_entropy_is_not_made_for(write: Write) -> None:
    path = write(answer())
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("loss: squared_error", "loss: binary_crossentropy"))
    gathered = gather(Shelf(Store(None)), [str(path)])
    told = [remark.diagnostic.message for remark in gathered.remarks]
    assert [each for each in told if "targets from 0 to 1" in each]
    assert [each for each in told if "outputs between 0 and 1" in each]


def test_a_quantity_in_single_braces_is_advised_against(write: Write) -> None:
    single = answer().replace("{{ output }}", "{ output }")
    assert any('write "{{ output }}"' in text for _, text in said(write, single))


def test_a_number_is_the_same_mistake_whole_or_not(write: Write) -> None:
    assert said(write, answer(wrong='{-39: Relu is missing., "{{ 0 - 39.0 }}": Relu.}'))[0][0]
