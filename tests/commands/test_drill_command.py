"""``tutor drill`` without a screen."""

from __future__ import annotations

import json
import sys

import pytest

from tutor.cli import main
from tutor.progress.store import Store


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, output, errors."""
    try:
        code = main(["drill", *arguments])
    except SystemExit as stop:
        code = int(str(stop.code))
    done = capsys.readouterr()
    return code, done.out, done.err


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setattr(sys, "argv", ["tutor"])


def test_a_seed_gives_the_same_questions_with_their_answers(capsys) -> None:
    arguments = ("gradients", "--seed", "7", "--level", "4", "--count", "3", "--json")
    code, out, _ = run(capsys, *arguments)
    assert code == 0
    assert run(capsys, *arguments)[1] == out
    questions = json.loads(out)["questions"]
    assert [question["seed"] for question in questions] == [7, 8, 9]
    for question in questions:
        which = (question["topic"], "--level", str(question["level"]), "--seed",
                 str(question["seed"]))  # fmt: skip
        code, out, _ = run(capsys, *which, "--answer", str(question["answer"]), "--json")
        assert (code, json.loads(out)["passed"]) == (0, True)
        for mistake in question["mistakes"][:2]:
            code, out, _ = run(capsys, *which, "--answer", str(mistake["value"]), "--json")
            assert code == 1
            assert mistake["name"] in json.loads(out)["mistakes"]


def test_only_what_is_to_be_recorded_counts(capsys) -> None:
    which = ("forward", "--level", "1", "--seed", "5")
    assert run(capsys, *which, "--answer", "26")[0] == 0
    with Store.open_or_memory()[0] as store:
        assert not store.attempts()
    assert run(capsys, *which, "--answer", "-1*-2 + 4*4 + 2*4", "--record")[0] == 0
    with Store.open_or_memory()[0] as store:
        assert [attempt.key for attempt in store.attempts()] == ["drill/forward"]


def test_what_is_printed_says_how_to_answer(capsys) -> None:
    code, out, _ = run(capsys, "batches", "--seed", "2", "--table")
    assert code == 0
    assert "enters" in out
    assert "tutor drill batches --level 3 --seed 2 --answer NUMBER" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("gradient", "--text"), "did you mean gradients?"),
        (("gradient",), "did you mean gradients?"),
        (("zzz", "--json"), "forward, loss, gradients, updates, batches"),
        (("loss", "--level", "1", "--text"), "loss has the levels 2 to 5, not 1"),
        (("--level", "6"), "levels 1 to 5, not 6"),
        (("--seed", "-1", "--text"), "from 0 on"),
        (("--seed", "x"), "invalid int value"),
        (("--count", "0"), "--count goes from 1"),
        (("--answer", "3"), "needs --seed"),
    ],
)
def test_wrong_use_is_one_line(capsys, arguments: tuple[str, ...], words: str) -> None:
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert not out
    assert len(err.splitlines()) == 1
    assert words in err


def test_what_is_no_number_is_said_to_be_none(capsys) -> None:
    code, out, _ = run(capsys, "--seed", "1", "--answer", "much")
    assert code == 1
    assert "can't read 'much'" in out
