"""What was measured, and the table of it."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Result:
    """Ours against theirs, both medians of one run; ``goal`` is the greatest ratio wanted."""

    what: str
    against: str
    ours: float
    theirs: float
    unit: str
    goal: float
    note: str = ""
    fine: bool = True

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def met(self) -> bool:
        return self.ratio <= self.goal and self.fine


def of(values: list[float]) -> float:
    return median(values)


def print_table(results: list[Result]) -> None:
    rows = [("what", "ours", "against", "theirs", "ratio", "goal", "")]
    for r in results:
        verdict = "met" if r.met else "NOT MET"
        rows.append((
            r.what, f"{r.ours:.3g} {r.unit}", r.against, f"{r.theirs:.3g} {r.unit}",
            f"{r.ratio:.2f}", f"≤ {r.goal:g}", f"{verdict} {r.note}".strip(),
        ))  # fmt: skip
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )
    met = sum(r.met for r in results)
    print(f"\n{met} of {len(results)} goals met")
