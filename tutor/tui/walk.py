"""Where the learner stands in a trace, and which quantity they are asked for; no screen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import get_args

from tutor.network.known import Known
from tutor.network.trace import Size, Trace

SIZES: tuple[Size, ...] = get_args(Size)


@dataclass
class Walk:
    """A position ``k`` in a trace: ``k`` steps are known. Asked steps stop the way forward.

    ``asked`` maps the index of a step to the quantity asked there; ``answered`` holds the
    quantities that were typed rightly or shown.
    """

    trace: Trace
    first: int = 0
    last: int | None = None
    asked: dict[int, str] = field(default_factory=dict)
    size: Size = "operation"
    k: int = 0
    answered: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.last = len(self.trace) if self.last is None else self.last
        self.k = max(self.k, self.first)

    @property
    def end(self) -> int:
        """The last position."""
        return len(self.trace) if self.last is None else self.last

    @property
    def known(self) -> Known:
        """What is known here."""
        return self.trace.known(self.k)

    @property
    def asking(self) -> str | None:
        """The quantity asked at this position, if its answer is still open."""
        quantity = self.asked.get(self.k)
        return quantity if quantity is not None and quantity not in self.answered else None

    @property
    def all_answered(self) -> bool:
        """Whether nothing is left to ask."""
        return set(self.asked.values()) <= self.answered

    def _limit(self) -> int:
        """How far one may go: to the first open question."""
        still_open = [k for k, quantity in self.asked.items() if quantity not in self.answered]
        return min([*still_open, self.end])

    def forward(self, size: Size | None = None) -> bool:
        """One step on; False where it goes no further."""
        stops = self.trace.stops(size or self.size)
        index = bisect_right(stops, self.k)
        wanted = stops[index] if index < len(stops) else self.end
        return self.go(min(wanted, self.end))

    def back(self, size: Size | None = None) -> bool:
        """One step back."""
        stops = self.trace.stops(size or self.size)
        index = bisect_left(stops, self.k) - 1
        return self.go(stops[index] if index >= 0 else self.first)

    def go(self, k: int) -> bool:
        """To a position, or as near as the open questions let; False where that is here."""
        old = self.k
        self.k = max(self.first, min(k, self._limit()))
        return self.k != old

    def coarser(self, by: int) -> Size:
        """Another size of steps."""
        index = SIZES.index(self.size) + by
        self.size = SIZES[max(0, min(index, len(SIZES) - 1))]
        return self.size
