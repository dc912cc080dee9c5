"""What stands around every screen: the top line and rules."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from tutor.tui.marks import Marks


class Head(Widget):
    """The top line: where the learner is, and at the right how it stands; a rule below."""

    DEFAULT_CSS = "Head { height: 2; dock: top; }"

    def __init__(self, left: str, marks: Marks, right: str = "") -> None:
        super().__init__()
        self.left = left
        self.right = right
        self.marks = marks

    def show(self, left: str, right: str = "") -> None:
        """Show other texts."""
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    def render(self) -> RenderResult:
        """The line and the rule."""
        width = self.size.width or 80
        right = self.marks.plain(self.right)[: max(width - 4, 0)]
        gap = "  " if right else ""
        left = self.marks.fitted(self.left, width - len(gap) - len(right) - 2)
        return Content.assemble(
            " ", (left, "bold"), gap, right, "\n", (self.marks.rule * width, "dim")
        )


class Rule(Widget):
    """A line across, with a word in it or without."""

    DEFAULT_CSS = "Rule { height: 1; }"

    def __init__(self, marks: Marks, label: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.marks = marks
        self.label = label

    def show(self, label: str) -> None:
        """Show another word."""
        if label != self.label:
            self.label = label
            self.refresh()

    def render(self) -> RenderResult:
        """The rule."""
        width = self.size.width or 80
        if not self.label:
            return Content.styled(self.marks.rule * width, "dim")
        front = self.marks.rule * 2
        label = self.marks.plain(self.label)
        rest = self.marks.rule * max(width - len(front) - len(label) - 2, 0)
        return Content.assemble((front, "dim"), f" {label} ", (rest, "dim"))
