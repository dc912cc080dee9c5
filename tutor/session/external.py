"""The editor of the learner's choice, which takes a text and gives it back."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tutor.lesson.errors import why

#: What is looked for where the learner named none.
USUAL = ("vi", "nano")


class EditorError(Exception):
    """The text could not be edited; the message is a sentence for the learner."""


def editor_command(environment: Mapping[str, str] | None = None) -> list[str]:
    """The command of ``$VISUAL`` or ``$EDITOR``, else an editor that is there.

    Raises EditorError where there is none, or where what is named can't be found.
    """
    environment = os.environ if environment is None else environment
    for name in ("VISUAL", "EDITOR"):
        if text := environment.get(name, "").strip():
            return _named(name, text)
    for editor in USUAL:
        if shutil.which(editor):
            return [editor]
    raise EditorError("No editor was found; name yours in EDITOR, for one EDITOR=nano.")


def _named(name: str, text: str) -> list[str]:
    try:
        command = shlex.split(text)
    except ValueError as problem:
        raise EditorError(f"{name} can't be read ({problem}): {text}") from None
    if not command or shutil.which(command[0]) is None:
        raise EditorError(f"{name} names an editor that can't be found: {text}")
    return command


@contextmanager
def _unmoved_by_interrupts() -> Iterator[None]:
    """An interrupt is for the editor, which has a handler of its own."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def edit(text: str, command: list[str], suffix: str = ".py") -> str:
    """The text as the editor leaves it, once it has ended. It has the terminal meanwhile.

    Raises EditorError where it can't be started, ends with an error, or leaves no text.
    """
    with tempfile.TemporaryDirectory(prefix="tutor-") as folder:
        file = Path(folder) / f"draft{suffix}"
        file.write_text(text, encoding="utf-8")
        try:
            with _unmoved_by_interrupts():
                code = subprocess.run([*command, str(file)], check=False).returncode
        except OSError as problem:
            raise EditorError(f"{command[0]} can't be started: {why(problem)}.") from None
        if code:
            raise EditorError(f"{command[0]} ended with exit code {code}; nothing was changed.")
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise EditorError(f"{command[0]} left no text to read; nothing was changed.") from None
