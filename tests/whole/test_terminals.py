"""Terminals of many kinds: what reaches them, and what comes back from an editor or a paste."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.whole.test_colours import bytes_of, kept_bytes
from tests.whole.test_learner import DOWN, ENTER, UP, escape, paste, quit_tutor

CODE = "def f(x):\n    for i in x:\n        if i:\n            return i\n    return 0\n"
F4, PALETTE = b"\x1bOS", b"\x10"
#: Modes in which a terminal sends what the mouse does, which takes marking text away.
MOUSE = re.compile(rb"\x1b\[\?100[0236]h")
#: Of any other sequence the Linux console prints a part, or did so for years.
KNOWN_TO_CONSOLES = re.compile(rb"\x1b\[\??[\d;]*[@A-Za-z]")
SGR = re.compile(rb"\x1b\[([\d;]*)m")


@pytest.mark.parametrize(
    "terminal_is",
    [
        {"TERM": "linux"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
    ids=["linux console", "C", "Latin-1"],
)
def test_ascii_everywhere_where_nothing_else_can_be_shown(open_tutor, terminal_is) -> None:
    with open_tutor(**terminal_is) as terminal:
        assert bytes_of(terminal).isascii()
        for keys, says in ((b"?", "Moving about"), (PALETTE, "find a command"), (b"g", "Glossary")):
            terminal.send(keys)
            terminal.settle()
            assert says in terminal.text
            assert terminal.text.isascii()
            escape(terminal)


def test_a_linux_console_is_sent_only_what_it_knows(open_tutor) -> None:
    with open_tutor(TERM="linux") as terminal:
        taken = kept_bytes(terminal)
        terminal.wait_for("quit")
        for keys in (b"\x03", b"g", DOWN * 30, b"\x1b", PALETTE, b"dri", b"\x1b"):
            terminal.send(keys)
            terminal.settle()
        quit_tutor(terminal)
        seen = b"".join(taken)
        assert terminal.text.strip() == ""  # there is no other screen to go back to
    assert KNOWN_TO_CONSOLES.sub(b"", seen).translate(None, b"\r\n").isascii()
    assert b"\x1b" not in KNOWN_TO_CONSOLES.sub(b"", seen)
    numbers = {int(n or 0) for found in SGR.findall(seen) for n in found.split(b";")}
    assert numbers <= {*range(9), *range(30, 38), 39, *range(40, 48), 49, *range(90, 108)}


@pytest.mark.parametrize(
    ("terminal_is", "sent", "shows"),
    [
        ({}, b"caf\xe9 \xff2", "caf\ufffd \ufffd2"),
        ({"PYTHONIOENCODING": "latin-1"}, b"caf\xe9 2", "caf\ufffd 2"),
        ({"PYTHONIOENCODING": "ascii"}, "é漢2".encode(), "???2"),
    ],
    ids=["UTF-8", "Latin-1", "ASCII"],
)
def test_bytes_that_are_no_characters_end_nothing(open_tutor, terminal_is, sent, shows) -> None:
    with open_tutor("open", "forward-propagation#deeper-by-hand", **terminal_is) as terminal:
        terminal.wait_for("enter check")
        terminal.send(sent)
        terminal.settle()
        assert f"> {shows} " in terminal.text, terminal.text
        quit_tutor(terminal)


def test_the_terminal_keeps_the_mouse(open_tutor) -> None:
    with open_tutor() as terminal:
        assert MOUSE.findall(bytes_of(terminal)) == []
    with open_tutor(TUTOR_MOUSE="1") as terminal:
        assert MOUSE.findall(bytes_of(terminal))


def test_screen_and_few_colours_get_no_true_colours(open_tutor) -> None:
    for kind in ({"TERM": "screen", "STY": "1.pts", "COLORTERM": "truecolor"}, {"TERM": "xterm"}):
        with open_tutor(**kind) as terminal:
            assert re.findall(rb"[34]8;2;", bytes_of(terminal)) == []


@pytest.mark.parametrize("size", [(35, 24), (80, 9), (12, 4)])
def test_too_small_a_window_says_so(open_tutor, size: tuple[int, int]) -> None:
    with open_tutor(size=size) as terminal:
        terminal.wait_for("Too small")
    with open_tutor(size=(40, 12)) as terminal:
        terminal.wait_for("enter open")
        assert "Too small" not in terminal.text


def test_a_dumb_terminal_is_sent_to_the_lines(open_tutor) -> None:
    with open_tutor(TERM="dumb") as terminal:
        assert terminal.wait_for_exit() == 2
        assert "--plain" in terminal.text.replace("\n", "")


@pytest.mark.parametrize("bracketed", [True, False])
def test_pasted_code_keeps_its_indentation(open_tutor, bracketed: bool) -> None:
    with open_tutor("open", "forward-propagation#forward-by-code") as terminal:
        terminal.wait_for("enter edit")
        terminal.send(ENTER)
        terminal.wait_for("node_0_value = ...")
        terminal.send(UP * 20)
        if bracketed:
            paste(terminal, CODE)
        else:
            terminal.send(CODE.replace("\n", "\r").encode())
        terminal.send(UP * 20)
        terminal.settle()
        shown = [line[4:].rstrip() for line in terminal.text.splitlines()]
        assert "\n".join(CODE.splitlines()) in "\n".join(shown), terminal.text


def test_the_learners_editor_takes_the_draft_and_gives_it_back(open_tutor, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\nprintf \'# mine\\n\' | cat - "$1" > "$1.new"\nmv "$1.new" "$1"\n',
        encoding="utf-8",
    )
    editor.chmod(0o700)
    with open_tutor("open", "forward-propagation#forward-by-code", EDITOR=str(editor)) as terminal:
        terminal.wait_for("enter edit")
        terminal.send(ENTER)
        terminal.wait_for("node_0_value = ...")
        terminal.send(b"5" + F4)
        terminal.wait_for("1  # mine")
        assert "node_0_value = 5" in terminal.text
        terminal.send(b"\x1a")  # one undo takes all of it back
        terminal.settle()
        assert "# mine" not in terminal.text
    with open_tutor("open", "forward-propagation#forward-by-code", EDITOR="false") as terminal:
        terminal.wait_for("node_0_value = 5")
        terminal.send(F4)
        terminal.wait_for("exit code 1")
        assert "node_0_value = 5" in terminal.text


def test_nothing_that_is_shown_moves_the_cursor(open_tutor, tmp_path: Path) -> None:
    lesson = tmp_path / "mine.yaml"
    lesson.write_text(
        'title: "Red \\e[31m\\e[5;5Hhere"\nsummary: "\\a\\x9b2J"\nexercises:\n'
        '  - {id: one, title: "One\\r\\n\\b", answer: {prompt: "\\x7fWhat\\e[H?", expect: 2}}\n',
        encoding="utf-8",
    )
    with open_tutor("open", f"{lesson}#one") as terminal:
        taken = kept_bytes(terminal)
        terminal.wait_for("enter check")
        paste(terminal, "4\x07\x08\x9b2J + 1")
        terminal.settle()
        head, *rows = terminal.text.splitlines()
        assert head.startswith(" Red [31m[5;5Hhere · 1 One")
        assert any("What[H?" in row for row in rows)
        assert any("> 42J + 1" in row for row in rows), terminal.text
        assert b"\a" not in b"".join(taken).replace(b"default\a", b"")
