"""A trace, one step at a time both ways, with its table and where its numbers come from."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.diagram.sources import source, sources
from tutor.network.report import step_line
from tutor.network.trace import Size, Trace
from tutor.plain.page import Command, Page
from tutor.plain.shows import rows_from, say_network, source_line
from tutor.plain.talk import Talk
from tutor.session.walk import SIZES, Walk

#: Of a larger stretch only the last steps are said.
_MOST_STEPS = 40


class Walking:
    """Says the steps of a walk as they are taken."""

    def __init__(self, talk: Talk, walk: Walk) -> None:
        self.talk = talk
        self.walk = walk

    def commands(self) -> Iterator[Command]:
        """What can be done on a walk."""
        walk = self.walk
        if walk.k < walk.end:
            yield Command("step", "one step on, as enter does", lambda _: self.forward())
            yield Command("run", "all steps to the next question or the end", lambda _: self.run())
        if walk.k > walk.first:
            yield Command("before", "one step back", lambda _: self.back())
            yield Command("why", "what the last number was computed from", lambda _: self.why())
        yield Command(
            "size", "how far a step goes: operation, node, layer or pass", self.set_size, "SIZE"
        )
        yield Command("table", "all numbers as a table", self.table, "[FROM ROW]")
        if len(walk.trace.rows) > 1:
            yield Command("row", "look at the next row of the batch", lambda _: self.next_row())
        if walk.can_train:
            yield Command("train", "on to the next training step", lambda _: self.train())

    def introduce(self) -> None:
        """Where the walk stands."""
        walk = self.walk
        if walk.k > walk.first:
            self.talk.tell(f"You are at step {walk.k} of {walk.end}. The last step was:")
            self._say(walk.k - 1, walk.k)
        elif walk.first:
            self.talk.say(f"Steps 0 to {walk.first - 1} are done; `table` says what they gave.")
        if walk.k < walk.limit:
            self.talk.say("Enter takes a step. `?` says what else can be typed.")

    def forward(self, size: Size | None = None) -> None:
        """One step on."""
        before = self.walk.k
        if self.walk.forward(size):
            self._say(before, self.walk.k)
        elif self.walk.asking is not None:
            self.talk.say("First answer the question.")
        else:
            self.talk.say("That was the last step.")

    def run(self) -> None:
        """On to the next question or the end."""
        before = self.walk.k
        if self.walk.go(self.walk.end):
            self._say(before, self.walk.k)
        else:
            self.forward()

    def back(self) -> None:
        """One step back."""
        self.walk.back()
        walk = self.walk
        self.talk.tell(f"Back at step {walk.k} of {walk.end}.")
        if walk.k > walk.first:
            self._say(walk.k - 1, walk.k)

    def _say(self, first: int, last: int) -> None:
        left = max(last - first - _MOST_STEPS, 0)
        if left:
            self.talk.tell(f"({left} steps before these)")
        steps = range(first + left, last)
        self.talk.tell(*(step_line(self.walk.trace, index).strip() for index in steps))

    def why(self) -> None:
        """What the last step read, and where that comes from."""
        trace, index = self.walk.trace, self.walk.k - 1
        cells = sources(trace, index)
        lines = [source_line(source(trace, cell)) for cell in cells]
        self.talk.tell(*(lines or ["Nothing goes into it: it is always the same."]), "")

    def set_size(self, text: str) -> None:
        """Another size of steps."""
        size = next((size for size in SIZES if text and size.startswith(text)), None)
        if size is None:
            self.talk.say(f"The sizes are {', '.join(SIZES)}; now it is {self.walk.size}.")
            return
        self.walk.size = size
        self.talk.say(f"A step is now one {size}.")

    def table(self, text: str) -> None:
        """All that is known here."""
        known = self.walk.known
        say_network(self.talk, self.walk.trace.network, known, known.phase, rows_from(text))

    def next_row(self) -> None:
        """Look at the next row, or at the averages."""
        self.walk.look_at_next_row()
        row = self.walk.row
        self.talk.tell("The averages of all rows:" if row is None else f"Row {row}:")
        self.table("")

    def train(self) -> None:
        """The next training step, from the updated weights."""
        self.walk.next_update()
        self.talk.say(f"Training step {len(self.walk.past) + 1}, with the updated weights.")


class WalkPage(Page):
    """Any trace, to walk through at leisure."""

    def __init__(self, talk: Talk, trace: Trace, title: str) -> None:
        super().__init__(talk)
        self.title = title
        self.walking = Walking(talk, Walk(trace))

    def introduce(self) -> None:
        """The network, and how to walk."""
        self.talk.say(f"**{self.title}**")
        self.walking.table("")
        self.walking.introduce()

    def commands(self) -> Iterator[Command]:
        """The walk's commands."""
        yield from self.walking.commands()
        yield from super().commands()

    def enter(self) -> None:
        """One step on."""
        self.walking.forward()
