"""A network to change by typed moves, and all of it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tutor.diagram import Known
from tutor.lab.bench import Bench, History
from tutor.lab.moves import Move, MoveError, read_moves
from tutor.lesson.errors import LessonError
from tutor.lesson.where import WhereError
from tutor.network.numbers import counted
from tutor.network.phrases import ended
from tutor.plain.page import Command, Page
from tutor.plain.sentences import heard, number
from tutor.plain.shows import say_network, say_table
from tutor.plain.talk import Talk
from tutor.plain.walking import WalkPage
from tutor.session.lab import FILE, bench_of, file_named, is_there_already, write_bench
from tutor.session.opened import OpenLab
from tutor.session.shelf import Entry, Shelf
from tutor.session.walk import Walk

MOVES = """
A change is typed like `weight(a->b) = 2`; several with commas between them. What can be changed:
`weight(a->b)`, `bias(b)`, an input by its name, `target(b)`, `learning_rate`, `activation(b)`,
`loss`, `optimizer`. `remove_node`, `add_bias` and `remove_bias` take a node, as in `add_bias = b`;
`add_node`, `add_layer` and `remove_layer` the number of a layer, the inputs being 0; `add_row` and
`remove_row` that of a row. `train = 10` takes ten training steps.
"""
BRIEFLY = "A change is typed like `weight(a->b) = 2`; `changes` says what can be changed."

#: Rows of a batch whose predictions are said after each move.
_MOST_ROWS = 8

#: Why a move may not be made, "" where it may.
Refusal = Callable[[Move, Bench], str]


class Playing:
    """Makes moves on a bench and says what came of them."""

    def __init__(self, talk: Talk, bench: Bench, refusal: Refusal | None = None) -> None:
        self.talk = talk
        self.history = History((bench,))
        self.refusal = refusal
        self.row = 0

    @property
    def bench(self) -> Bench:
        """The bench on the table."""
        return self.history.bench

    def commands(self) -> Iterator[Command]:
        """What can be done on a bench."""
        yield Command("train", "take training steps, one or so many; ctrl+c stops", self._train,
                      "[STEPS]")  # fmt: skip
        yield Command("undo", "take the last change back", lambda _: self._go(self.history.undo()))
        yield Command("redo", "make it again", lambda _: self._go(self.history.redo()))
        yield Command("restart", "go back to the very same start; this can be undone, too",
                      lambda _: self._go(self.history.rewind()))  # fmt: skip
        yield Command("changes", "say how changes are typed", lambda _: self.talk.say(MOVES))
        yield Command("numbers", "say all numbers of the network, or those of one node",
                      self.numbers, "[NODE]")  # fmt: skip
        yield Command("backward", "say them with slopes, deltas and gradients", self.gradients,
                      "[NODE]")  # fmt: skip
        yield Command("table", "say all numbers in columns", self.table, "[FROM ROW]")
        if len(self.bench.problem.rows) > 1:
            yield Command("row", "look at another row of the data", self._look, "NUMBER")
        yield Command("walk", "step through the next training step", self._walk)
        yield Command("save", "write the network into a lesson file", self._save, "[FILE]")

    def take(self, text: str) -> None:
        """Make the moves that were typed, as far as they can be made."""
        before = self.bench
        try:
            for move in read_moves(text):
                refused = self.refusal(move, self.bench) if self.refusal else ""
                if refused:
                    self.talk.say(refused)
                    break
                self.history = self.history.do(move)
        except (MoveError, ValueError) as problem:  # quantities and networks, too
            said = ended(f"That can't be done: {problem}")
            self.talk.say(f"{said} `changes` says how changes are typed.")
        if self.bench is not before:
            self.describe()

    def _train(self, text: str) -> None:
        self.take(f"train = {text or 1}")

    def _go(self, history: History) -> None:
        if history.bench is self.history.bench:
            self.talk.say("There is nothing more to go back or on to.")
            return
        self.history = history
        self.describe()

    # --- saying -----------------------------------------------------------------------------------

    def describe(self) -> None:
        """Predictions and loss as they are now."""
        bench = self.bench
        outputs, rows = bench.problem.network.outputs, len(bench.problem.rows)
        for row in range(min(rows, _MOST_ROWS)):
            known = bench.trace.known(len(bench.trace), row)
            said = ", ".join(f"{name} {number(known.node(name, 'activation'))}" for name in outputs)
            self.talk.tell(f"row {row}: {said}" if rows > 1 else said)
        if rows > _MOST_ROWS:
            self.talk.tell(f"and {counted(rows - _MOST_ROWS, 'more row')}")
        if bench.loss is not None:
            trained = f", after {counted(bench.updates, 'training step')}" if bench.updates else ""
            self.talk.tell(f"loss {number(bench.loss)}{trained}")

    def numbers(self, text: str, phase: str = "forward") -> None:
        """The numbers of the network, or of a node."""
        say_network(self.talk, self.bench.trace, self._known, phase, text)

    def gradients(self, text: str) -> None:
        """With deltas and gradients."""
        self.numbers(text, "backward")

    def table(self, text: str) -> None:
        """In columns."""
        say_table(self.talk, self.bench.trace, self._known, "backward", text)

    @property
    def _known(self) -> Known:
        """All numbers, of the row that is looked at."""
        trace = self.bench.trace
        return trace.known(len(trace), min(self.row, len(trace.rows) - 1))

    def _look(self, text: str) -> None:
        rows = len(self.bench.problem.rows)
        if not text.strip().isdecimal() or int(text) >= rows:
            self.talk.say(f"The rows have the numbers 0 to {rows - 1}.")
            return
        self.row = int(text)
        self.numbers("")

    # --- elsewhere --------------------------------------------------------------------------------

    def _walk(self, _: str) -> None:
        title = f"Lab, training step {self.bench.updates + 1}"
        WalkPage(self.talk, Walk(self.bench.trace), title).run()
        self.talk.say("Back in the lab.")

    def _save(self, text: str) -> None:
        path = file_named(text or FILE)
        try:
            self.talk.say(write_bench(self.bench, path))
        except FileExistsError:
            if self.talk.ask_yes(is_there_already(path)):
                self.talk.say(write_bench(self.bench, path, replace=True))
            else:
                self.talk.say("Nothing was written.")


class LabPage(Page):
    """A network to play with, for its own sake."""

    def __init__(self, talk: Talk, shelf: Shelf, bench: Bench, title: str) -> None:
        super().__init__(talk)
        self.title = title
        self.shelf = shelf
        self.playing = Playing(talk, bench)
        self.before: list[Playing] = []

    def entry(self) -> Entry:
        """The network with all that was done to it."""
        return OpenLab(self.title, self.playing.history).entry()

    @property
    def asks(self) -> str:
        """A change."""
        return "Your change:"

    def introduce(self) -> None:
        """The network, and how to change it."""
        self.talk.say(f"**{heard(self.title)}**")
        self.playing.numbers("")
        self.playing.describe()
        self.talk.say(BRIEFLY)

    def commands(self) -> Iterator[Command]:
        """The bench's commands."""
        yield from self.playing.commands()
        yield Command("load", "take another network: 2-3-1, a lesson's or a file's; "
                      "`unload` goes back to this one", self._load, "WHAT")  # fmt: skip
        if self.before:
            yield Command("unload", "go back to the network before", lambda _: self._unload())
        yield from super().commands()

    def take(self, text: str) -> None:
        """Make the moves that were typed."""
        self.playing.take(text)

    def _load(self, text: str) -> None:
        try:
            bench = bench_of(self.shelf, text)
        except (MoveError, WhereError, LessonError) as problem:
            self.talk.say(f"This can't be opened: {problem}")
            return
        self.before.append(self.playing)
        self.playing = Playing(self.talk, bench)
        self.title = f"Lab, {text.strip()}" if text.strip() else "Lab"
        self.introduce()

    def _unload(self) -> None:
        self.playing = self.before.pop()
        self.title = "Lab"
        self.introduce()
