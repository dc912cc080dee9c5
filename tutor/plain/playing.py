"""A network to change by typed moves, and all of it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tutor.lab.bench import Bench, History
from tutor.lab.moves import Move, MoveError, read_moves
from tutor.network.numbers import plain
from tutor.plain.page import Command, Page
from tutor.plain.shows import rows_from, say_network
from tutor.plain.talk import Talk

MOVES = """
A change is typed like `weight(a->b) = 2`; several with commas between them. What can be changed:
`weight(a->b)`, `bias(b)`, an input by its name, `target(b)`, `learning_rate`, `activation(b)`,
`loss`, `optimizer`, and with a node or the number of a layer or row `add_node`, `remove_node`,
`add_layer`, `remove_layer`, `add_bias`, `remove_bias`, `add_row`, `remove_row`. `train = 10` takes
ten training steps.
"""

#: Why a move may not be made, "" where it may.
Refusal = Callable[[Move, Bench], str]


class Playing:
    """Makes moves on a bench and says what came of them."""

    def __init__(self, talk: Talk, bench: Bench, refusal: Refusal | None = None) -> None:
        self.talk = talk
        self.history = History((bench,))
        self.refusal = refusal

    @property
    def bench(self) -> Bench:
        """The bench on the table."""
        return self.history.bench

    def commands(self) -> Iterator[Command]:
        """What can be done on a bench."""
        yield Command("train", "take training steps: train 10", self._train, "[STEPS]")
        yield Command("table", "all numbers as a table", self.table, "[FROM ROW]")
        yield Command("backward", "the table with deltas and gradients", self.gradients)
        yield Command("undo", "take the last change back", lambda _: self._go(self.history.undo()))
        yield Command("redo", "make it again", lambda _: self._go(self.history.redo()))
        yield Command("restart", "all as it was", lambda _: self._go(self.history.rewind()))
        yield Command("changes", "how changes are typed", lambda _: self.talk.say(MOVES))

    def take(self, text: str) -> None:
        """Make the moves that were typed, as far as they can be made."""
        try:
            for move in read_moves(text):
                refused = self.refusal(move, self.bench) if self.refusal else ""
                if refused:
                    self.talk.say(refused)
                    return
                self.history = self.history.do(move)
        except (MoveError, ValueError) as problem:  # quantities and networks, too
            self.talk.say(f"That can't be done: {problem}. `changes` says how changes are typed.")
            return
        self.describe()

    def _train(self, text: str) -> None:
        self.take(f"train = {text or 1}")

    def _go(self, history: History) -> None:
        if history.bench is self.history.bench:
            self.talk.say("There is nothing more to go back or on to.")
            return
        self.history = history
        self.describe()

    def describe(self) -> None:
        """Predictions and loss as they are now."""
        bench = self.bench
        outputs = bench.problem.network.outputs
        rows = len(bench.problem.rows)
        for row in range(rows):
            known = bench.trace.known(len(bench.trace), row)
            values = (known.node(name, "activation") for name in outputs)
            texts = [f"{name} {plain(v)}" for name, v in zip(outputs, values, strict=True) if v
                     is not None]  # fmt: skip
            head = f"row {row}: " if rows > 1 else ""
            self.talk.tell(head + ", ".join(texts))
        if bench.loss is not None:
            trained = f", after {bench.updates} training steps" if bench.updates else ""
            self.talk.tell(f"loss {plain(bench.loss)}{trained}")

    def table(self, text: str, phase: str = "forward") -> None:
        """The numbers of the network."""
        trace = self.bench.trace
        known = trace.known(len(trace))
        say_network(self.talk, trace.network, known, phase, rows_from(text))

    def gradients(self, text: str) -> None:
        """With deltas and gradients."""
        self.table(text, "backward")


class LabPage(Page):
    """A network to play with, for its own sake."""

    def __init__(self, talk: Talk, bench: Bench, title: str) -> None:
        super().__init__(talk)
        self.title = title
        self.playing = Playing(talk, bench)

    def introduce(self) -> None:
        """The network, and how to change it."""
        self.talk.say(f"**{self.title}**")
        self.playing.table("")
        self.playing.describe()
        self.talk.say(MOVES)

    def commands(self) -> Iterator[Command]:
        """The bench's commands."""
        yield from self.playing.commands()
        yield from super().commands()

    def take(self, text: str) -> None:
        """Make the moves that were typed."""
        self.playing.take(text)
