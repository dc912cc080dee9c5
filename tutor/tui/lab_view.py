"""The lab on the screen: what is done to its network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from tutor.lab import nudge, places
from tutor.lab.bench import Bench, History
from tutor.lab.edit import read
from tutor.lab.moves import TRAIN, Move, MoveError
from tutor.network.model import ACTIVATIONS, LOSSES, OPTIMIZERS, NetworkError
from tutor.network.numbers import plain, rate
from tutor.network.phrases import ended
from tutor.network.quantity import QuantityError, parse
from tutor.network.resolve import lookup_in
from tutor.session.lab import FILE, file_named, is_there_already, write_bench
from tutor.session.opened import OpenWalk
from tutor.session.walk import Walk
from tutor.tui.doors import doors_of
from tutor.tui.lab_keys import HELP, KEYS
from tutor.tui.lab_notes import value_at
from tutor.tui.lab_typing import Entry, LabTyping
from tutor.tui.marks import Marks
from tutor.tui.page import Question, TextScreen
from tutor.tui.typed import Typed

#: Operations of training after which the screen has to be let alone for a moment.
_AT_ONCE = 100_000


class LabView(LabTyping, can_focus=True, inherit_bindings=False):
    """A bench to play with.

    ``refusal`` gives the sentence for a move that is not allowed here, "" for others; the cursor
    begins at a number that may be changed.
    """

    BINDINGS = KEYS

    def __init__(
        self,
        bench: Bench,
        marks: Marks,
        refusal: Callable[[Move, Bench], str] = lambda move, bench: "",
    ) -> None:
        super().__init__(bench, marks)
        self.refusal = refusal
        every = (place for column in places.columns_of(bench.problem) for place in column)
        self.cursor = next(filter(self._may, (self.cursor, *every)), self.cursor)

    # --- drafts -------------------------------------------------------------------------------

    @property
    def looks(self) -> dict[str, Any]:
        """How the bench is looked at, for a draft."""
        return {
            "cursor": self.cursor, "row": self.row_at, "nudge": self.nudge_by,
            "backward": self.backward, "table": self.as_table,
        }  # fmt: skip

    def go_on(self, history: History, looks: Mapping[str, Any]) -> None:
        """Go on from a draft; nothing is drawn."""
        self.history = history
        self.cursor = str(looks.get("cursor", self.cursor))
        self.row_at = int(looks.get("row", self.row_at))
        self.nudge_by = next((s for s in nudge.STEPS if s == looks.get("nudge")), self.nudge_by)
        self.backward = bool(looks.get("backward"))
        self.as_table = bool(looks.get("table"))

    # --- moves --------------------------------------------------------------------------------

    def do(self, *moves: Move) -> bool:
        """Make the first of these moves that can be made; else say why the last can't be."""
        problem = ""
        for move in moves:
            try:
                problem = self.refusal(move, self.bench)
                if not problem:
                    self.turn_to(self.history.do(move))
                    return True
            except (MoveError, QuantityError, NetworkError) as error:
                problem = ended(f"That can't be done: {error}")
        self.say(problem)
        return False

    @property
    def may_change(self) -> bool:
        """Whether the number under the cursor is one to change, here."""
        return super().may_change and self._may(self.place)

    def _may(self, what: str | None) -> bool:
        """Whether a move is one of those to be made here."""
        try:
            return what is not None and not self.refusal(Move(what, 1.0), self.bench)
        except (MoveError, QuantityError, NetworkError):
            return False

    def turn_to(self, history: History) -> None:
        """Show another bench, or the same with another past."""
        self.history = history
        self.say("")
        self.changed()

    def action_nudge(self, by: int) -> None:
        """The number under the cursor a little up or down."""
        value = value_at(self.bench, self.place, self.row) or 0.0  # there may be no target yet
        if not super().may_change:
            self.say(self._computed)
        elif self.cursor == places.RATE:
            self.do(Move(self.place, nudge.nudged_rate(value, by)))
        else:
            self.do(Move(self.place, nudge.nudged(value, self.nudge_by, by)))

    @property
    def _computed(self) -> str:
        return f"`{self.place}` is computed. Weights, biases, inputs and targets can be changed."

    def action_word(self, kind: str) -> None:
        """The next activation of the cursor's layer, the next loss, the next optimizer."""
        problem = self.bench.problem
        words: tuple[str, ...] = {"loss": LOSSES, "optimizer": OPTIMIZERS}.get(kind, ACTIVATIONS)
        what = self._worded(kind)
        if what is None:
            self.say("Inputs have no activation: go to a node of another layer.")
            return
        now = str(read(problem, what)[0])
        at = words.index(now) if now in words else -1
        following = [*words[at + 1 :], *words[: max(at, 0)]]
        if self.do(*(Move(what, word) for word in following)):
            word = str(read(self.bench.problem, what)[0]).replace("_", " ")
            self.say(f"{what} is **{word}** now.")

    def _worded(self, kind: str) -> str | None:
        """What a word is for: the loss, the optimizer, or the activation of the cursor's layer."""
        if kind != "activation":
            return kind
        depth = places.layer_at(self.bench.problem, self.cursor)
        return f"activation({self.bench.problem.network.columns[depth][0]})" if depth else None

    def action_node(self, by: int) -> None:
        """One more node in the cursor's layer, or the cursor's node away."""
        if by > 0:
            self.do(Move("add_node", float(places.layer_at(self.bench.problem, self.cursor))))
        elif places.drawn_at(self.bench.problem, self.cursor) is None:
            self.say("Go to a node, then the same key removes it.")
        else:
            self.do(Move("remove_node", places.node_at(self.cursor)))

    def action_layer(self, by: int) -> None:
        """A layer in front of the cursor's, or the cursor's layer away."""
        depth = float(places.layer_at(self.bench.problem, self.cursor))
        self.do(Move("add_layer", max(depth, 1.0)) if by > 0 else Move("remove_layer", depth))

    def action_bias(self) -> None:
        """A bias for the cursor's node, or its bias away."""
        node = places.node_at(self.cursor)
        self.do(Move("add_bias", node), Move("remove_bias", node))

    def action_copy_row(self) -> None:
        """The row shown once more, at the end, to be changed there."""
        if self.do(Move("add_row", float(self.row))):
            self.row_at = len(self.bench.problem.rows) - 1
            self.changed()

    def action_drop_row(self) -> None:
        """The row shown away."""
        self.do(Move("remove_row", float(self.row)))

    def action_undo(self) -> None:
        """One move back."""
        self.turn_to(self.history.undo())

    def action_redo(self) -> None:
        """What was undone, again."""
        self.turn_to(self.history.redo())

    def action_rewind(self) -> None:
        """Back to the very same start."""
        self.turn_to(self.history.rewind())

    # --- training -------------------------------------------------------------------------------

    def action_train(self, updates: int) -> None:
        """So many training steps; at once where that is quick, else bit by bit."""
        if len(self.bench.trace) * updates <= _AT_ONCE:
            self.do(Move(TRAIN, float(updates)))
        elif not self.training:
            self.training = True
            self.run_worker(self._train(updates), exclusive=True)

    async def _train(self, updates: int) -> None:
        """Training that leaves the screen alive; any key stops it."""
        begin = self.history
        bench = begin.bench
        for done in range(1, updates + 1):
            problem = self.refusal(Move(TRAIN, 1.0), bench)
            try:
                bench = bench if problem else bench.do(Move(TRAIN, 1.0))
            except MoveError as error:
                problem = ended(f"That can't be done: {error}")
            if problem or not self.training:
                break
            self.say(f"{done} of {updates} training steps. Any key stops.")
            await asyncio.sleep(0.02)
        self.training = False
        if bench is not begin.bench:
            self.turn_to(begin.put(bench))
        if problem:
            self.say(problem)

    # --- typing ---------------------------------------------------------------------------------

    def begin_number(self, text: str) -> None:
        """Ask for the number under the cursor; ``text`` is typed already."""
        if super().may_change:
            self.ask(Entry(f"{self.place.replace('->', '→')} =", self._put, Typed(text, len(text))))
        else:
            self.say(self._computed)

    def action_type_value(self) -> None:
        """Type the number under the cursor: a number, or arithmetic with the network's numbers."""
        self.begin_number("")

    def _put(self, text: str) -> bool:
        place = self.place
        try:
            value = parse(text).evaluate(lookup_in(self.bench.trace, self.row))
        except QuantityError as error:
            self.say(f"I can't read `{text}`: {error.message}.")
            return False
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.say(f"`{text}` is not one number.")
            return False
        done = self.do(Move(place, float(value)))
        if done and text != plain(value) != rate(value):
            self.say(f"{text} = {plain(value)}")
        return done

    # --- elsewhere ------------------------------------------------------------------------------

    def action_steps(self) -> None:
        """Walk the next training step, one operation at a time."""
        title = f"Lab {self.marks.note} training step {self.bench.updates + 1}"
        doors_of(self.screen).show_walk(OpenWalk(title, Walk(self.bench.trace)))

    def action_keys(self) -> None:
        """What all the keys do."""
        self.app.push_screen(TextScreen("The lab", HELP, self.marks))

    def action_write(self) -> None:
        """Write the network into a lesson file."""
        self.ask(Entry("write to the file:", self._write, Typed(FILE)))

    def _write(self, name: str) -> bool:
        path, bench = file_named(name), self.bench
        try:
            self.say(write_bench(bench, path))
        except FileExistsError:
            self.app.push_screen(
                Question("Write the network", is_there_already(path), self.marks),
                lambda yes: self.say(write_bench(bench, path, replace=True)) if yes else None,
            )
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only keys that do something are shown."""
        rules: dict[str, Callable[[], bool]] = {
            "undo": lambda: self.history.at > 0,
            "redo": lambda: self.history.at < len(self.history.benches) - 1,
            "rewind": lambda: bool(self.bench.moves),
            "train": lambda: self._may(TRAIN),
            "nudge": lambda: self.may_change,
            "type_value": lambda: self.may_change,
            "word": lambda: self._may(self._worded(str(parameters[0]))),
            "row": lambda: len(self.bench.problem.rows) > 1,
            "drop_row": lambda: len(self.bench.problem.rows) > 1,
        }
        return self.entry is None and (action not in rules or rules[action]())
