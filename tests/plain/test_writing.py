"""Code changed line by line through a pipe, against a list of lines; and all of it undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tutor.progress.store import Store

STARTER = ["x = ...", "print(x)"]


def change(random: Random, lines: list[str]) -> tuple[str, list[str]]:
    """A command of lot, and the lines that it leads to."""
    text = random.choice(["    y = 1", "x = 2  # 3: 4", "if x:", "line 3", "."])
    at = random.randrange(1, len(lines) + 1)
    match random.randrange(6 if len(lines) > 3 else 5):
        case 0:
            return f"{at}: {text}", [*lines[: at - 1], text, *lines[at:]]
        case 1:
            return f"line {at} {text}", [*lines[: at - 1], text, *lines[at:]]
        case 2:
            return f"insert {at} {text}", [*lines[: at - 1], text, *lines[at - 1 :]]
        case 3:
            return f"add {text}", [*lines, text]
        case 4:
            return f"insert {at}\n{text * 2}\n\n.", [
                *lines[: at - 1],
                text * 2,
                "",
                *lines[at - 1 :],
            ]
        case _:
            return f"delete {at} {at + 1}", lines[: at - 1] + lines[at + 1 :]


@pytest.mark.parametrize("seed", range(3))
def test_lines_are_changed_undone_and_made_again(
    say: Callable[..., str], course: Path, environment: dict[str, str], seed: int
) -> None:
    random, states, typed = Random(seed), [STARTER], []
    while len(states) < 12:
        command, lines = change(random, states[-1])
        if lines != states[-1] and lines[-1]:
            typed.append(command)
            states.append(lines)
    back, on = random.randrange(1, 12), random.randrange(0, 3)
    typed += ["undo"] * back + ["redo"] * min(on, back)
    say("open", f"{course}/kinds.yaml#coding", lines="\n".join([*typed, ""]))
    with Store(Path(environment["TUTOR_HOME"]) / "progress.sqlite") as store:
        draft = store.draft("kinds/coding")
    assert draft is not None
    assert draft.state["text"].splitlines() == states[len(states) - 1 - back + min(on, back)]


def test_what_is_no_line_changes_nothing(say: Callable[..., str], course: Path) -> None:
    lines = "9: x\ninsert 4 x\ndelete 3\ndelete\nline\nline x\n0: x\nx = 1\nlist\n"
    text = say("open", f"{course}/kinds.yaml#coding", lines=lines)
    assert text.count("Name a line by its number") == 7
    assert "That is no command here" in text
    assert text.count("1: x = ...\n2: print(x)\n") == 2
