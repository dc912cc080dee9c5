"""The editor for Python: highlighting where tree-sitter is at hand, and a mark on one line."""

from __future__ import annotations

import unicodedata

from rich.style import Style
from textual.binding import Binding
from textual.document._document import EditResult
from textual.events import Key
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, TextAreaTheme

from tutor.tui.theme import BLUE, RED, VIOLET
from tutor.tui.typing import InOrder

_THEME = TextAreaTheme(
    name="tutor",
    cursor_style=Style(reverse=True),
    cursor_line_style=None,
    cursor_line_gutter_style=Style(bold=True),
    gutter_style=Style(dim=True),
    bracket_matching_style=Style(underline=True),
    selection_style=Style(reverse=True),
    syntax_styles={
        "keyword": Style(color=BLUE, bold=True),
        "string": Style(color=VIOLET),
        "comment": Style(dim=True, italic=True),
        "number": Style(color=RED),
        "function": Style(bold=True),
        "boolean": Style(color=RED),
    },
)


#: No exercise needs so many characters, and each key would take longer and longer.
ROOM = 50_000


class Editor(InOrder, TextArea):
    """A text area for Python. Tab indents; esc leaves, so tab never traps anyone."""

    DEFAULT_CSS = """
    Editor { border: none; height: 1fr; padding: 0; background: $background; min-height: 3; }
    Editor:focus { border: none; }
    """

    class Left(Message):
        """Esc was pressed."""

    BINDINGS = [
        Binding("ctrl+z", "undo", "undo", show=False),
        Binding("ctrl+y", "redo", "redo", show=False),
        Binding("ctrl+home", "to_text(False)", "first line", show=False),
        Binding("ctrl+end", "to_text(True)", "last line", show=False),
    ]

    def __init__(self, text: str) -> None:
        super().__init__(
            text, soft_wrap=False, show_line_numbers=True, tab_behavior="indent", compact=True
        )
        self.register_theme(_THEME)
        self.theme = "tutor"
        self.cursor_blink = False
        self.indent_width = 4
        if "python" in self.available_languages:
            self.language = "python"
        self._marked: int | None = None

    async def on_key(self, event: Key) -> None:
        """Esc is the screen's: a text area would hand the focus to the next widget."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(self.Left())

    def action_to_text(self, end: bool) -> None:
        """To the beginning or the end of the text."""
        self.move_cursor(self.document.end if end else (0, 0))

    def to_first_gap(self) -> None:
        """Put the cursor on the first gap (``...``), selected so that typing replaces it."""
        for row, line in enumerate(self.text.split("\n")):
            column = line.find("...")
            if column >= 0 and not line.lstrip().startswith("#"):
                self.move_cursor((row, column))
                self.move_cursor((row, column + 3), select=True)
                return

    def reveal_cursor(self) -> None:
        """Scroll to the cursor, with the top of the text in sight where that is possible."""
        self.scroll_home(animate=False)
        self.scroll_cursor_visible()

    def mark_line(self, line: int | None) -> None:
        """Mark a line (from 1) that a message is about; None takes the mark away.

        The cursor goes to the line's text; where it is in the line already, it stays.
        """
        if line == self._marked:
            return
        self._marked = line
        if line is not None and line <= self.document.line_count:
            row, column = self.cursor_location
            if row != line - 1:
                text = self.document.get_line(line - 1)
                column = len(text) - len(text.lstrip())
            self.move_cursor((line - 1, column))
        self._line_cache.clear()
        self.refresh()

    def get_line(self, line_index: int):  # type: ignore[no-untyped-def]
        """The line's text; the marked one is underlined."""
        text = super().get_line(line_index)
        if self._marked is not None and line_index == self._marked - 1:
            text.stylize(Style(underline=True, bold=True))
        return text

    def edit(self, edit: Edit) -> EditResult:
        """Change the text; what a terminal would obey, and can't be seen, stays out of it."""
        edit.text = "".join(filter(_belongs, edit.text))
        if len(edit.text) > 1 and len(self.text) + len(edit.text) > ROOM:
            self.notify(f"That is more than the editor takes ({ROOM:,} characters).")
            edit.text, edit.to_location = "", edit.from_location
        return super().edit(edit)

    def replace_all(self, text: str) -> None:
        """Another text, as one edit that can be undone."""
        self.replace(text, (0, 0), self.document.end)


def _belongs(sign: str) -> bool:
    """Whether it is no control character (but for tabs and ends of lines), nor half a one."""
    return sign in "\t\n\r" or unicodedata.category(sign) not in ("Cc", "Cs")
