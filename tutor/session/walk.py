"""Where the learner stands in a trace, and which quantity they are asked for; no screen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from tutor.grading.reading import UnreadableError, read_number
from tutor.grading.verdict import Verdict
from tutor.network.known import Known
from tutor.network.model import Row
from tutor.network.numbers import plain
from tutor.network.passes import span
from tutor.network.symbols import said
from tutor.network.trace import Size, Step, Trace, trace

if TYPE_CHECKING:
    from tutor.lesson.course import Lesson
    from tutor.lesson.models import StepsModel

#: What is said of a step that reads nothing.
FROM_NOTHING = "Nothing goes into it: it is always the same."
#: What a walk comes to on which nothing was asked.
WALKED = Verdict(True, "That was the whole way.")

SIZES: tuple[Size, ...] = get_args(Size)
#: Traces of more steps are walked by node, unless something else is asked for.
LONG = 2000


@dataclass
class Walk:
    """A position ``k`` in a trace: ``k`` steps are known. Asked steps stop the way forward.

    ``asked`` maps the index of a step to the quantity asked there; ``answered`` holds the
    quantities that were typed rightly or shown, ``own`` the numbers typed wrongly, by quantity.
    ``looked_at`` is the row of a batch that is looked at (None: the averages) until the next move;
    "step" is the one that the last step belongs to. ``past`` are the training steps
    before this one; ``batches`` the rows that training steps take in
    turn, if not always the same (of a trace that is walked from end to end).
    """

    trace: Trace
    first: int = 0
    last: int | None = None
    asked: dict[int, str] = field(default_factory=dict)
    size: Size = "operation"
    k: int = 0
    answered: set[str] = field(default_factory=set)
    own: dict[str, float] = field(default_factory=dict)
    looked_at: int | Literal["step"] | None = "step"
    batches: Sequence[tuple[Row, ...]] = ()
    past: list[Trace] = field(default_factory=list, init=False)
    _stops: dict[Size, Sequence[int]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self.last = len(self.trace) if self.last is None else self.last
        self.k = max(self.k, self.first)
        if len(self.trace) > LONG:
            self.size = "node" if self.size == "operation" else self.size
            for size in SIZES:
                self._stops_of(size)  # now, so that no key has to wait for it

    @property
    def end(self) -> int:
        """The last position."""
        return len(self.trace) if self.last is None else self.last

    @property
    def known(self) -> Known:
        """What is known here, of the row that is looked at."""
        return self.trace.known(self.k, self.row)

    @property
    def step(self) -> Step | None:
        """The last step that was taken on this walk."""
        return self.trace[self.k - 1] if self.k > self.first else None

    @property
    def asking(self) -> str | None:
        """The quantity asked at this position, if its answer is still open."""
        quantity = self.asked.get(self.k)
        return quantity if quantity is not None and quantity not in self.answered else None

    @property
    def all_answered(self) -> bool:
        """Whether nothing is left to ask."""
        return set(self.asked.values()) <= self.answered

    @property
    def limit(self) -> int:
        """How far one may go: to the first open question."""
        still_open = [k for k, quantity in self.asked.items() if quantity not in self.answered]
        return min([*still_open, self.end])

    @property
    def question(self) -> str:
        """What is asked at this position, in Markdown; "" where nothing is."""
        asking = self.asking
        return f"**Your turn:** what is {called(self.trace, self.k, asking)}?" if asking else ""

    def take(self, quantity: str, text: str, verdict: Verdict) -> None:
        """Keep what came of an answer to a question of the walk's own."""
        if verdict.passed:
            self.answered.add(quantity)
        else:
            self.keep(quantity, text)

    def keep(self, quantity: str, text: str) -> None:
        """Keep a number that was typed, for what the learner computes from it later."""
        with suppress(UnreadableError):
            self.own[quantity] = read_number(text).value

    # --- draft --------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Position and answers, for a draft."""
        return {
            "k": self.k, "answered": sorted(self.answered), "own": self.own, "size": self.size
        }  # fmt: skip

    def restore(self, state: Mapping[str, Any]) -> None:
        """Back to where it was; what isn't asked any more is left out."""
        asked = set(self.asked.values())
        self.answered = set(state.get("answered", [])) & asked
        self.own = {name: own for name, own in state.get("own", {}).items() if name in asked}
        self.size = next((size for size in SIZES if size == state.get("size")), self.size)
        self.go(int(state.get("k", 0)))

    # --- moving -------------------------------------------------------------------------------

    def forward(self, size: Size | None = None) -> bool:
        """One step on; False where it goes no further."""
        return self.go(self.stop_after(self.k, size))

    def back(self, size: Size | None = None) -> bool:
        """One step back."""
        stops = self._stops_of(size or self.size)
        index = bisect_left(stops, self.k) - 1
        return self.go(stops[index] if index >= 0 else self.first)

    def go(self, k: int) -> bool:
        """To a position, or as near as the open questions let; False where that is here."""
        old = self.k
        self.k = max(self.first, min(k, self.limit))
        self.looked_at = "step"
        return self.k != old

    def stop_after(self, k: int, size: Size | None = None) -> int:
        """Where the operation, node, layer or pass after a position is done."""
        stops = self._stops_of(size or self.size)
        index = bisect_right(stops, k)
        return min(stops[index] if index < len(stops) else self.end, self.end)

    def coarser(self, by: int) -> Size:
        """Another size of steps."""
        index = SIZES.index(self.size) + by
        self.size = SIZES[max(0, min(index, len(SIZES) - 1))]
        return self.size

    def _stops_of(self, size: Size) -> Sequence[int]:
        """The stops of the trace, worked out once: a wide network has very many steps."""
        if size == "operation":
            return range(1, len(self.trace) + 1)
        if size not in self._stops:
            self._stops[size] = self.trace.stops(size)
        return self._stops[size]

    # --- rows ---------------------------------------------------------------------------------

    @property
    def row(self) -> int | None:
        """The row of the batch that is looked at; None for the averages."""
        if self.looked_at != "step":
            return self.looked_at
        steps = self.trace.plan.steps
        at = min(max(self.k - 1, 0), len(steps) - 1)
        return steps[at].place.row if len(self.trace.rows) > 1 else 0

    def look_at_next_row(self) -> None:
        """Look at the next row of the batch; the averages come after the last."""
        following = 0 if self.row is None else self.row + 1
        self.looked_at = following if following < len(self.trace.rows) else None

    # --- training steps -----------------------------------------------------------------------

    @property
    def can_train(self) -> bool:
        """Whether there is a next training step to walk; first all questions are answered."""
        return self.trace.plan.structure.learns and self.all_answered

    def next_update(self) -> None:
        """To the beginning of the next training step, which starts from the updated weights."""
        done = self.trace
        past = [*self.past, done]
        rows = self.batches[len(past) % len(self.batches)] if self.batches else done.rows
        self._train(trace(done.after(), rows, memory=done.memory()), past)

    def last_update(self) -> None:
        """To the beginning of the training step before this one."""
        *before, past = self.past
        self._train(past, before)

    def _train(self, other: Trace, past: list[Trace]) -> None:
        self.trace, self.past, self.own = other, past, {}
        if self.batches:
            self.last, self._stops = len(other), {}  # another batch may have fewer rows
        self.go(self.first)


def called(trace: Trace, step: int, quantity: str = "") -> str:
    """A step's quantity in a question; which row of a batch it is of is said elsewhere."""
    average = trace.plan.steps[step].rule.operation == "average"
    name = said(quantity or trace.name(step))
    return f"`{name}`{', averaged over all rows' if average else ''}"


def worked_out(trace: Trace, step: int) -> str:
    """A step in symbols, with its numbers, and its value: ``delta(h0) = a × b = 2 × 3 = 6``."""
    built, value = trace[step], plain(trace.value(step))
    parts = dict.fromkeys((said(trace.name(step)), built.formula, built.numbers, value))
    return " = ".join(parts)


def walk_of(lesson: Lesson, steps: StepsModel) -> Walk:
    """The walk that an exercise of the kind ``steps`` is, at its beginning."""
    trace = lesson.trace(steps.network, steps.updates)
    first, last = span(trace, steps.pass_)
    asked = {trace.find(quantity): quantity for quantity in steps.ask}
    return Walk(trace, first, last, asked, steps.size)
