"""A line of the lab that is typed: the number under the cursor, or the name of a file.

It is no field with a focus of its own, so that of a burst of keys none goes elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from textual.events import Key, Paste
from textual.message import Message

from tutor.diagram import Line, Span
from tutor.lab.bench import Bench
from tutor.tui.lab_picture import LabPicture
from tutor.tui.marks import Marks
from tutor.tui.typed import Typed
from tutor.tui.typing import InOrder


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that is being typed: what for, and what stands there.

    ``submit`` takes the text; where it can't, it says why and gives False: it is asked again then.
    """

    asks: str
    submit: Callable[[str], bool]
    typed: Typed


class LabTyping(InOrder, LabPicture):
    """The picture of a bench, and a line to type in. Its screen is told what is ``Said``."""

    @dataclass
    class Said(Message):
        """A sentence for the learner, "" where there is nothing to say any more."""

        text: str

    def __init__(self, bench: Bench, marks: Marks) -> None:
        super().__init__(bench, marks)
        self.entry: Entry | None = None
        self.training = False

    def say(self, text: str) -> None:
        """Have the screen say something."""
        self.post_message(self.Said(text))

    def begin_number(self, text: str) -> None:
        """Ask for the number under the cursor; ``text`` is typed already."""
        raise NotImplementedError

    @property
    def entry_line(self) -> Line | None:
        """The line to type in, reversed where the next character comes."""
        if self.entry is None:
            return None
        asks = self.marks.alphabet.plain(self.entry.asks)
        text, (start, end) = self.entry.typed.text, self.entry.typed.selection
        end = max(end, start + 1)
        line = (Span(text[:start]), Span(text[start:end] or "_", "current"), Span(text[end:]))
        return (Span(f"{asks} "), *line, Span("   enter: do it   esc: leave it", "muted"))

    async def on_key(self, event: Key) -> None:
        """A digit begins a number; while one types, all keys belong to the line."""
        if self.training:
            self.training = False
            event.stop()
            event.prevent_default()
        elif self.entry is not None:
            if self._typed(event.key, event.character):
                event.stop()
                event.prevent_default()
        elif event.character and event.character in "0123456789.":
            event.stop()
            self.begin_number(event.character)
        else:
            await super().on_key(event)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """While one types, letters are typed."""
        return self.entry is not None and character is not None and character.isprintable()

    def on_paste(self, event: Paste) -> None:
        """What is pasted is typed."""
        if self.entry is not None:
            event.stop()
            self._retype(self.entry.typed.with_typed(" ".join(event.text.split())))

    def _typed(self, key: str, character: str | None) -> bool:
        """Take a key into the line; False for keys that are none of it."""
        entry = self.entry
        assert entry is not None
        if key == "enter":
            self._submit(entry)
        elif key == "escape":
            self.ask(None)
        elif character is not None and character.isprintable():
            self._retype(entry.typed.with_typed(character))
        elif after := entry.typed.after(key):
            self._retype(after)
        else:
            return not key.startswith("ctrl+")
        return True

    def _submit(self, entry: Entry) -> None:
        """Hand in what is typed; what can't be taken stays to be mended."""
        text = entry.typed.text.strip()
        self.ask(None)
        if text and not entry.submit(text):
            self.ask(replace(entry, typed=Typed(text)))

    def _retype(self, typed: Typed) -> None:
        if self.entry is not None:
            self.ask(replace(self.entry, typed=typed))

    def ask(self, entry: Entry | None) -> None:
        """Type another line, or (None) leave it."""
        self.entry = entry
        self.changed()
