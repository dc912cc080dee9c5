"""Where a number comes from: its operands, and theirs, down to what is given."""

from __future__ import annotations

from collections.abc import Callable

from textual.binding import Binding
from textual.geometry import Size

from tutor.diagram.arithmetic import result_name
from tutor.diagram.picture import Line, Span, clip
from tutor.diagram.sources import Source, source, sources
from tutor.network.numbers import plain
from tutor.network.trace import Trace
from tutor.session.walk import FROM_NOTHING
from tutor.tui.lines import Lines
from tutor.tui.marks import Marks


class WhyList(Lines, can_focus=True, inherit_bindings=False):
    """The operands of a step, to go down into and up again; it keeps the way it came.

    ``changed`` is called when another step is explained, or none any more; at once, so that the
    next key of a burst finds the right widget.
    """

    DEFAULT_CSS = "WhyList { height: auto; display: none; } WhyList.open { display: block; }"
    BINDINGS = [
        Binding("enter,right", "down", "why this one", id="why.down"),
        Binding("escape,backspace,left", "up", "back", id="why.up"),
        Binding("up,k", "move(-1)", "up", show=False, id="why.before"),
        Binding("down,j", "move(1)", "choose", id="why.next"),
        Binding("w", "close", "close", id="why.close"),
    ]

    def __init__(self, marks: Marks, changed: Callable[[], None]) -> None:
        super().__init__(id="why")
        self.tell = changed
        self.marks = marks
        self.trace: Trace | None = None
        self.path: list[int] = []
        self.cursors: list[int] = []

    @property
    def step(self) -> int | None:
        """The step that is explained."""
        return self.path[-1] if self.path else None

    def explain(self, trace: Trace, step: int) -> None:
        """Begin with a step."""
        self.trace, self.path, self.cursors = trace, [step], [0]
        self._changed()

    def action_close(self) -> None:
        """Explain nothing any more."""
        self.path, self.cursors = [], []
        self._changed()

    def action_up(self) -> None:
        """To the step that this one was an operand of; from the first one out."""
        del self.path[-1:], self.cursors[-1:]
        self._changed()

    def action_down(self) -> None:
        """Explain the operand under the cursor, if it was computed."""
        chosen = self._chosen()
        if chosen is not None and chosen.step is not None:
            self.path.append(chosen.step)
            self.cursors.append(0)
            self._changed()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        count = len(self._cells())
        if count:
            self.cursors[-1] = (self.cursors[-1] + by) % count
            self.draw()
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Down only into what was computed; a cursor only where there is a choice."""
        if action == "down":
            chosen = self._chosen()
            return chosen is not None and chosen.step is not None
        return len(self._cells()) > 1 if action == "move" else True

    def _cells(self) -> tuple[int, ...]:
        return sources(self.trace, self.path[-1]) if self.trace and self.path else ()

    def _chosen(self) -> Source | None:
        cells = self._cells()
        chosen = cells[self.cursors[-1]] if cells else None
        if self.trace is None or chosen is None:
            return None
        return source(self.trace, chosen, self.path[-1])

    def _changed(self) -> None:
        self.set_class(bool(self.path), "open")
        self.draw()
        self.tell()

    # --- drawing --------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Draw for the size at hand."""
        self.draw()

    def draw(self) -> None:
        """Show the operands around the cursor, and how many more there are."""
        self.show(tuple(self._drawn(self.screen.size)))

    def _drawn(self, size: Size) -> list[Line]:
        if self.trace is None or not self.path:
            return []
        width, cells = size.width - 2, self._cells()
        lines: list[Line] = [(Span(f" {self._heading(width)}", "title"),)]
        rows = max(min(6, size.height // 4), 2)
        first = max(min(self.cursors[-1] - rows // 2, len(cells) - rows), 0)
        for index in range(first, min(first + rows, len(cells))):
            here = index == self.cursors[-1]
            text = self.marks.alphabet.plain(
                self._said(source(self.trace, cells[index], self.path[-1]))
            )
            sign = self.marks.here if here else " "
            text = clip(f"{sign} {text}", width, self.marks.alphabet.ellipsis)
            lines.append((Span(" "), Span(text, "current" if here else "")))
        if len(cells) > rows:
            lines.append((Span(f"   {self.cursors[-1] + 1} of {len(cells)}", "muted"),))
        if not cells:
            lines.append((Span(f"   {FROM_NOTHING}"),))
        return lines

    def _heading(self, width: int) -> str:
        """The way down to the step that is explained."""
        assert self.trace is not None
        names = [result_name(self.trace[step]) for step in self.path]
        value = plain(self.trace.value(self.path[-1]))
        text = f"{f' {self.marks.here} '.join(names)} = {value} comes from"
        if len(text) > width:
            text = f"{self.marks.dots} {names[-1]} = {value} comes from"
        return clip(self.marks.alphabet.plain(text), width, self.marks.alphabet.ellipsis)

    @staticmethod
    def _said(each: Source) -> str:
        value = plain(each.value)
        if each.step is None:
            return f"{each.name} = {value}   {each.says}"
        says = f"= {each.says} " if each.says else ""
        return f"{each.name} {says}= {value}   step {each.step + 1}"
