"""Run all measurements and print them as one table of ratios."""

from __future__ import annotations

import sys

from benchmarks import catalogue, grading, picture, screen, streaming, tracing
from benchmarks.table import Result, print_table


def main() -> None:
    groups = {
        "screen": screen.measure,
        "grading": grading.measure,
        "tracing": tracing.measure,
        "streaming": streaming.measure,
        "picture": picture.measure,
        "catalogue": catalogue.measure,
    }
    wanted = sys.argv[1:] or list(groups)
    unknown = set(wanted) - set(groups)
    if unknown:
        sys.exit(f"benchmarks: no group {', '.join(unknown)}; there are {', '.join(groups)}")
    results: list[Result] = []
    for name in wanted:
        sys.stderr.write(f"measuring {name} …\n")
        results += groups[name]()
    print_table(results)


main()
