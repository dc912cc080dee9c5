"""Simulate the passengers: ``python -m tutor.datasets.make_titanic [FILE]`` writes ``titanic.csv``.

891 invented people. How many women and men of each class there were and how many of them lived is
as it was; ages, families, fares and harbours are made up so that they fit the class.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from random import Random

from tutor.datasets.simulate import highest, write_csv
from tutor.datasets.table import COLUMNS

SEED = 1912
#: (class, male): passengers and survivors.
GROUPS = {
    (1, 0): (94, 91),
    (2, 0): (76, 70),
    (3, 0): (144, 72),
    (1, 1): (122, 45),
    (2, 1): (108, 17),
    (3, 1): (347, 47),
}
CHERBOURG, QUEENSTOWN = 168, 79
AGES_MISSING = 177
OLDEST = 80
HIGHEST_FARE = 512.33


@dataclass(slots=True)
class Passenger:
    """One invented person, filled in step by step."""

    pclass: int
    male: int
    survived: int = 0
    age: float = 0
    age_was_missing: int = 0
    sibsp: int = 0
    parch: int = 0
    fare: float = 0
    cherbourg: int = 0
    queenstown: int = 0


def passengers(random: Random) -> list[Passenger]:
    """All passengers, in no order."""
    everyone = []
    for (pclass, male), (count, survivors) in GROUPS.items():
        group = [Passenger(pclass, male) for _ in range(count)]
        for person in group:
            _settle(person, random)
        # Children came first into the boats, people with large families last.
        chances = [2 * (p.age < 13) - 0.3 * (p.sibsp + p.parch) + random.gauss(0, 1) for p in group]
        for person, lives in zip(group, highest(survivors, chances), strict=True):
            person.survived = lives
        everyone += group
    max(everyone, key=lambda p: p.age).age = OLDEST
    _embark(everyone, random)
    _forget_ages(everyone, random)
    return everyone


def _settle(person: Passenger, random: Random) -> None:
    """Give a person an age, a family on board and a fare (in pounds), as fits the class."""
    child = random.random() < (0.04, 0.11, 0.14)[person.pclass - 1]
    if child:
        person.age = random.randrange(13) or round(random.randrange(4, 12) / 12, 2)
        person.sibsp = random.choices((0, 1, 2, 3, 4), (3, 4, 1, 1, person.pclass - 1))[0]
        person.parch = random.choices((1, 2), (2, 3))[0]
    else:
        middle, spread = ((39, 13), (31, 11), (28, 9.5))[person.pclass - 1]
        person.age = min(max(round(random.gauss(middle, spread)), 13), 71)
        paired = (0.45, 0.35, 0.2)[person.pclass - 1] + (0 if person.male else 0.1)
        person.sibsp = random.choices((0, 1, 2), (1 - paired, 0.9 * paired, 0.1 * paired))[0]
        brought = 0.12 if person.male else 0.3
        shares = (1 - brought, 0.6 * brought, 0.35 * brought, 0.05 * brought)
        person.parch = random.choices((0, 1, 2, 5), shares)[0]
    usual, swing = ((52, 0.8), (13, 0.45), (8, 0.35))[person.pclass - 1]
    ticket = usual * exp(random.gauss(0, swing))
    person.fare = round(min(ticket * (1 + 0.8 * (person.sibsp + person.parch)), HIGHEST_FARE), 2)


def _embark(everyone: Sequence[Passenger], random: Random) -> None:
    """Most came aboard in Southampton; the Irish travelled third class."""
    irish = highest(QUEENSTOWN, [2.5 * (p.pclass == 3) + random.gauss(0, 1) for p in everyone])
    french = highest(
        CHERBOURG,
        [
            1.1 * (p.pclass == 1) - 0.4 * (p.pclass == 2) - 99 * there + random.gauss(0, 1)
            for p, there in zip(everyone, irish, strict=True)
        ],
    )
    for person, queenstown, cherbourg in zip(everyone, irish, french, strict=True):
        person.queenstown, person.cherbourg = queenstown, cherbourg


def _forget_ages(everyone: Sequence[Passenger], random: Random) -> None:
    """Some ages were never written down, mostly in third class: they get the mean of the others."""
    scores = [
        0.8 * (p.pclass == 3) - 0.3 * p.survived - 99 * (p.age == OLDEST) + random.gauss(0, 1)
        for p in everyone
    ]
    for person, missing in zip(everyone, highest(AGES_MISSING, scores), strict=True):
        person.age_was_missing = missing
    known = [p.age for p in everyone if not p.age_was_missing]
    mean = round(sum(known) / len(known), 2)
    for person in everyone:
        if person.age_was_missing:
            person.age = mean


def _row(person: Passenger) -> dict[str, int | float]:
    values = (
        person.survived, person.pclass, person.age, person.sibsp, person.parch, person.fare,
        person.male, person.age_was_missing, person.cherbourg, person.queenstown,
        1 - person.cherbourg - person.queenstown,
    )  # fmt: skip
    return dict(zip(COLUMNS["titanic"], values, strict=True))


def main(arguments: Sequence[str]) -> None:
    """Write the table to the file that is named, or beside this script."""
    path = Path(arguments[0]) if arguments else Path(__file__).with_name("titanic.csv")
    random = Random(SEED)
    everyone = passengers(random)
    random.shuffle(everyone)
    write_csv(path, COLUMNS["titanic"], map(_row, everyone))


if __name__ == "__main__":
    main(sys.argv[1:])
