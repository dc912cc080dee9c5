"""The learner is asked for the next number of a walk, again and again; no screen."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.grading.verdict import Verdict
from tutor.network.quantity import QuantityError
from tutor.session.walk import Walk, called, worked_out

NOTHING_LEFT = "There is no number left to ask for: go back, and try again."

#: What a node, a layer or a pass is about, where its last step is another one.
_MAIN = ("activation", "delta", "loss")


@dataclass(frozen=True, slots=True)
class Asked:
    """A number that is asked for: its step, what it is called, and where the walk goes then."""

    step: int
    quantity: str
    stop: int


@dataclass
class Quiz:
    """Asks at each stop of a walk for the number it is about. Each number counts once."""

    walk: Walk
    right: int = 0
    wrong: int = 0
    _missed: int | None = None
    _asked: tuple[tuple[int, str, int], Asked | None] | None = None

    def __post_init__(self) -> None:
        if self.asked is None:
            self.go_on()

    @property
    def asked(self) -> Asked | None:
        """What is asked at this position; None at the end, and at a question of the walk's own."""
        here = (self.walk.k, self.walk.size, self.walk.limit)
        if self._asked is None or self._asked[0] != here:
            self._asked = (here, self._next())
        return self._asked[1]

    @property
    def score(self) -> str:
        """How it stands."""
        return f"{self.right} right, {self.wrong} wrong"

    def question(self, note: str = "") -> str:
        """What is asked, in Markdown, with a note beside it; "" where nothing is."""
        if self.asked is None:
            return ""
        return f"**Quiz{note}:** what is {called(self.walk.trace, self.asked.step)}?"

    @property
    def ended(self) -> str:
        """What is said of it at its end, in Markdown."""
        return f"**The quiz is over:** {self.score}."

    @property
    def over(self) -> bool:
        """Whether nothing is left to ask, not even a question of the walk's own."""
        return self.asked is None and self.walk.asking is None

    def check(self, text: str) -> Verdict:
        """The verdict on what was typed; a right number is walked to."""
        from tutor.grading.steps import check_quantity

        assert self.asked is not None
        quantity = self.asked.quantity
        verdict = check_quantity(self.walk.trace, quantity, text, earlier=self.walk.own)
        if verdict.passed:
            self.right += self._missed != self.walk.k
            self.go_on()
        elif verdict.check != "format":
            self.walk.keep(quantity, text)
            self._failed()
        return verdict

    def reveal(self) -> Verdict:
        """The number that is asked for, worked out; it counts as wrong, and is walked to."""
        assert self.asked is not None
        way = worked_out(self.walk.trace, self.asked.step)
        self._failed()
        self.go_on()
        return Verdict(True, f"`{way}`")

    def _failed(self) -> None:
        self.wrong += self._missed != self.walk.k
        self._missed = self.walk.k

    def go_on(self) -> None:
        """Walk to where the number stands; on to the walk's own question if none is left to ask."""
        if self.asked is not None:
            self.walk.go(self.asked.stop)
        if self.asked is None:
            self.walk.go(self.walk.limit)

    def _next(self) -> Asked | None:
        """The first of the next stops that has a number one can ask for."""
        walk, at = self.walk, self.walk.k
        while at < walk.limit:
            stop = min(walk.stop_after(at), walk.limit)
            backward = range(stop - 1, at - 1, -1)
            for step in (*filter(self._is_main, backward), *backward):
                quantity = self._quantity(step)
                if quantity is not None:
                    return Asked(step, quantity, stop)
            at = stop
        return None

    def _is_main(self, step: int) -> bool:
        return self.walk.trace.plan.steps[step].rule.operation in _MAIN

    def _quantity(self, step: int) -> str | None:
        """What a step's number is called; None where there is nothing to work out.

        That is where it is computed from nothing, and where the grammar has no word for it: a sum
        that a bias still comes to.
        """
        trace = self.walk.trace
        if not trace.plan.steps[step].reads:
            return None
        row = trace.plan.steps[step].place.row
        several = len(trace.rows) > 1 and row is not None
        quantity = f"{trace.name(step)}[{row}]" if several else trace.name(step)
        try:
            return quantity if trace.find(quantity) == step else None
        except QuantityError:
            return None
