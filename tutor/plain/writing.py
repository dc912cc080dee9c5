"""Code that is written line by line: a line changed, put in or taken away, and all of it undone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from tutor.network.numbers import counted
from tutor.plain.page import Command
from tutor.plain.talk import Talk
from tutor.session.external import EditorError, edit, editor_command

#: The line of its own that ends typed code.
END = "."
HOW = f"""
- `type` takes all of the code anew, line by line; a line with nothing but a full stop (`{END}`)
  ends it. `add` goes on after the last line.
- `4: x = 1` makes that line 4, `insert 4 x = 1` puts it before line 4, `delete 4` takes it away.
- `edit` opens your editor with the code, `undo` takes the last change back, `run` runs it.
"""

_NUMBERED = re.compile(r"(\d+): ?(.*)\Z")
_LINE_AND_TEXT = re.compile(r"\s*(\d+)(?: (.*))?\Z")
_FROM_TO = re.compile(r"\s*(\d+)(?:\D+(\d+))?\s*\Z")


class Writing:
    """Changes a source by commands; ``changed`` is called after each change."""

    def __init__(self, talk: Talk, source: str, changed: Callable[[], None]) -> None:
        self.talk = talk
        self.source = source
        self.changed = changed
        self._before: list[str] = []
        self._after: list[str] = []

    def commands(self) -> Iterator[Command]:
        """What can be done with code."""
        yield Command("list", "say the code with the numbers of its lines, or some lines",
                      self.say_lines, "[FROM [TO]]")  # fmt: skip
        yield Command("line", "make a line new: line 4 x = 1, or 4: x = 1", self._line,
                      "NUMBER TEXT")  # fmt: skip
        yield Command("insert", "put a line before one, or with no text several", self._insert,
                      "NUMBER [TEXT]")  # fmt: skip
        yield Command("delete", "take a line away, or those from one to another", self._delete,
                      "FROM [TO]")  # fmt: skip
        yield Command("add", "put a line after the last one, or with no text several", self._add,
                      "[TEXT]")  # fmt: skip
        yield Command("type", f"type all of the code; a line with nothing but {END} ends it",
                      self._type)  # fmt: skip
        yield Command("edit", "open your editor with the code", self._edit)
        if self._before:
            yield Command("undo", "take the last change back", self._undo)
        if self._after:
            yield Command("redo", "make the change again", self._redo)

    @property
    def lines(self) -> list[str]:
        """The lines of the code."""
        return self.source.rstrip("\n").split("\n") if self.source.strip() else []

    def replace(self, source: str) -> None:
        """Other code, which can be undone."""
        if source != self.source:
            self._before.append(self.source)
            self._after.clear()
            self._put(source)

    def take(self, text: str) -> bool:
        """Change the line that ``4: x = 1`` names; False for any other text."""
        match = _NUMBERED.match(text)
        if match is None:
            return False
        self._line(f"{match[1]} {match[2]}")
        return True

    # --- saying -----------------------------------------------------------------------------------

    def say_lines(self, text: str) -> None:
        """All lines, or those from one to another."""
        match = _FROM_TO.match(text)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, len(self.lines))
        self._say(first, last)

    def _say(self, first: int, last: int) -> None:
        every = list(enumerate(self.lines, start=1))
        self.talk.lines(f"{number}: {line}" for number, line in every[max(first, 1) - 1 : last])
        self.talk.lines(["" if every else "There is no code yet."])

    def _number(self, text: str, most: int) -> tuple[int, str | None] | None:
        """The number of a line and the text after it; says so where there is no such line."""
        match = _LINE_AND_TEXT.match(text)
        if match and 1 <= int(match[1]) <= most:
            return int(match[1]), match[2]
        self.talk.say(f"Name a line by its number, 1 to {most}." if most else "There is no code.")
        return None

    # --- changing ---------------------------------------------------------------------------------

    def _put(self, source: str) -> None:
        self.source = source
        self.changed()

    def _rewrite(self, lines: list[str]) -> None:
        self.replace("\n".join(lines) + "\n" if lines else "")

    def _line(self, text: str) -> None:
        lines = self.lines
        found = self._number(text, len(lines))
        if found is not None and found[1] is not None:
            lines[found[0] - 1] = found[1]
            self._rewrite(lines)
        if found is not None:
            self._say(found[0], found[0])

    def _insert(self, text: str) -> None:
        lines = self.lines
        found = self._number(text, len(lines) + 1)
        if found is not None:
            self._put_in(found[0], found[1])

    def _add(self, text: str) -> None:
        self._put_in(len(self.lines) + 1, text or None)

    def _put_in(self, at: int, text: str | None) -> None:
        """Put a line before the one with that number; without a text those that are typed."""
        if text is None:
            self._type_at(at, self.lines)
            return
        lines = self.lines
        lines.insert(at - 1, text)
        self._rewrite(lines)
        self._say(at, at)

    def _delete(self, text: str) -> None:
        lines = self.lines
        match = _FROM_TO.match(text)
        found = self._number(match[1] if match else text, len(lines))
        if match is None or found is None:
            return
        last = min(max(int(match[2] or 0), found[0]), len(lines))
        del lines[found[0] - 1 : last]
        self._rewrite(lines)
        gone = f"Line {found[0]} is" if last == found[0] else f"Lines {found[0]} to {last} are"
        self.talk.say(f"{gone} gone; the code has {counted(len(self.lines), 'line')} now.")

    def _type(self, _: str) -> None:
        self._type_at(1, [])

    def _type_at(self, at: int, around: list[str]) -> None:
        """Take lines until the end is typed, before line ``at`` of those ``around``.

        What is typed is kept line by line, and undone as one change.
        """
        self.talk.say(f"Type the lines. A line with nothing but a full stop (`{END}`) ends it.")
        typed: list[str] = []
        before = self.source
        while (line := self.talk.ask(f"{at + len(typed)}:")) != END:
            typed.append(line)
            lines = [*around[: at - 1], *typed, *around[at - 1 :]]
            self._put("\n".join(lines) + "\n")
        if self.source != before:
            self._before.append(before)
            self._after.clear()
        self.talk.say("`run` runs it." if typed else "Nothing was typed; the code is as it was.")

    def _edit(self, _: str) -> None:
        try:
            source = edit(self.source, editor_command())
        except EditorError as problem:
            self.talk.say(str(problem))
            return
        self.talk.say("Nothing was changed." if source == self.source else "The code is saved.")
        self.replace(source)

    def _undo(self, _: str) -> None:
        self._turn(self._before, self._after)

    def _redo(self, _: str) -> None:
        self._turn(self._after, self._before)

    def _turn(self, there: list[str], back: list[str]) -> None:
        """To the code that lies on top of one pile; the other gets what was here."""
        old = self.lines
        back.append(self.source)
        self._put(there.pop())
        new = self.lines
        compared = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        changed = [(first + 1, last) for what, _, _, first, last in compared if what != "equal"]
        self.talk.tell(f"The code has {counted(len(new), 'line')} now.")
        if changed and changed[0][0] <= changed[-1][1]:
            self._say(changed[0][0], changed[-1][1])
