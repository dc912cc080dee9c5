"""Simulate the wages: ``python -m tutor.datasets.make_wages [FILE]`` writes ``wages.csv``.

534 invented people. Every column has the figures that the lessons quote; how the columns hang
together is chosen here: age is schooling plus experience plus six years, and the wage rises with
schooling, with experience (ever less) and in a union, and was lower for women and in the south.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import NormalDist

from tutor.datasets.simulate import (
    Figures,
    by_rank,
    column,
    highest,
    quartile_places,
    write_csv,
)
from tutor.datasets.table import COLUMNS

COUNT = 534
SEED = 1976
CENTS = Figures(902.4064, 513.9097, 100, (525, 778, 1125), 4450)
EDUCATION = Figures(13.018727, 2.615373, 2, (12, 12, 15), 18)
EXPERIENCE = Figures(17.822097, 12.379710, 0, (8, 15, 26), 55)
AGE = Figures(36.833333, 11.726573, 18, (28, 35, 44), 64)
#: How many people are in a union, female, …: the means of the columns of 0 and 1.
UNION, FEMALE, MARRIED, SOUTH, MANUFACTURING, CONSTRUCTION = 96, 245, 350, 156, 99, 24

BEFORE_SCHOOL = 6


def experience_for(education: Sequence[int], random: Random) -> tuple[list[int], list[int]]:
    """Experience and age of each person, given the schooling.

    Ages must have their own figures although they follow from the other two: pairs of people
    swap their experience until they do. Those who began school a year early make up for
    the difference of the three sums.
    """
    values = column(EXPERIENCE, COUNT, lambda u: 2.5 + 62 * u**2.1, random)
    experience = by_rank(values, [-0.45 * years + random.gauss(0, 2.6) for years in education])
    late = sum(education) + sum(values) + BEFORE_SCHOOL * COUNT - AGE.total(COUNT)
    early = set(random.sample(range(COUNT), late))
    begin = [years + BEFORE_SCHOOL - (row in early) for row, years in enumerate(education)]
    age = [before + years for before, years in zip(begin, experience, strict=True)]
    miss, heat = _miss(age), 1000.0
    while miss:
        one, two = random.sample(range(COUNT), 2)
        swapped = age.copy()
        swapped[one] = begin[one] + experience[two]
        swapped[two] = begin[two] + experience[one]
        heat = max(heat * 0.9999, 30)
        new_miss = _miss(swapped)
        if new_miss <= miss + heat * random.random():
            experience[one], experience[two] = experience[two], experience[one]
            age, miss = swapped, new_miss
    return experience, age


def _miss(age: Sequence[int]) -> int:
    """How far ages are from their figures; 0 when all are met (their sum is right already)."""
    ordered = sorted(age)
    miss = abs(ordered[0] - AGE.low) + abs(ordered[-1] - AGE.high)
    miss += sum(AGE.low - years for years in ordered[: bisect_left(ordered, AGE.low)])
    miss += sum(years - AGE.high for years in ordered[bisect_right(ordered, AGE.high) :])
    for (first, last), years in zip(quartile_places(COUNT), AGE.quartiles, strict=True):
        miss += max(bisect_left(ordered, years) - first, 0)
        miss += max(last + 1 - bisect_right(ordered, years), 0)
    squares = sum([years * years for years in age])
    return 40 * miss + abs(squares - AGE.squares(COUNT))


def people(random: Random) -> list[dict[str, int | float]]:
    """All rows, in no order."""

    def scores(score: Callable[[int], float], noise: float = 1.0) -> list[float]:
        return [score(row) + random.gauss(0, noise) for row in range(COUNT)]

    education = column(EDUCATION, COUNT, _schooling, random)
    random.shuffle(education)
    experience, age = experience_for(education, random)
    female = highest(FEMALE, scores(lambda _: 0))
    married = highest(MARRIED, scores(lambda r: 1.1 * min(age[r], 40) / 10))
    south = highest(SOUTH, scores(lambda r: -0.05 * education[r]))
    building = highest(CONSTRUCTION, scores(lambda r: -2.5 * female[r] - 0.1 * education[r]))
    making = highest(
        MANUFACTURING, scores(lambda r: -0.3 * female[r] - 0.1 * education[r] - 99 * building[r])
    )
    union = highest(
        UNION,
        scores(
            lambda r: (
                0.02 * age[r]
                - 0.5 * female[r]
                + 0.5 * making[r]
                + 0.6 * building[r]
                - 0.3 * south[r]
            )
        ),
    )
    log_wage = scores(
        lambda r: (
            0.100 * education[r]
            + 0.032 * experience[r]
            - 0.00045 * experience[r] ** 2
            - 0.24 * female[r]
            + 0.20 * union[r]
            - 0.10 * south[r]
            + 0.06 * married[r]
            + 0.08 * building[r]
            + 0.04 * making[r]
        ),
        noise=0.46,
    )
    cents = by_rank(column(CENTS, COUNT, _cents, random), log_wage)
    wage = [amount / 100 for amount in cents]
    table = (
        wage, union, education, experience, age, female, married, south, making, building
    )  # fmt: skip
    return [dict(zip(COLUMNS["wages"], row, strict=True)) for row in zip(*table, strict=True)]


def _schooling(u: float) -> float:
    """Quantiles of years of schooling: a few left early, most after twelve years, some studied."""
    if u < 0.2:
        return 12 - 6 * (1 - u / 0.2) ** 2
    return 12 if u < 0.58 else 12 + 6 * (u - 0.58) / 0.34


def _cents(u: float) -> float:
    """Quantiles of the wage: a lognormal curve with a long upper end."""
    return 778 * 10 ** (0.245 * NormalDist().inv_cdf(u))


def main(arguments: Sequence[str]) -> None:
    """Write the table to the file that is named, or beside this script."""
    path = Path(arguments[0]) if arguments else Path(__file__).with_name("wages.csv")
    random = Random(SEED)
    rows = people(random)
    random.shuffle(rows)
    write_csv(path, COLUMNS["wages"], rows)


if __name__ == "__main__":
    main(sys.argv[1:])
