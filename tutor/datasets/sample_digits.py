"""The first digits in use, for a process that has no numpy.

``python -m tutor.datasets.sample_digits COUNT [FOLDER]`` prints them as JSON; ``sample`` runs that.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import tutor
from tutor.datasets.table import DataError

TIME_LIMIT = 120.0

SHADES = " .:-=+*#%@"
"""From paper to ink."""


@dataclass(frozen=True, slots=True)
class Sample:
    """``labels`` and ``pictures`` of the first digits, and how often each digit is there in all.

    A picture is 14 lines of 28 characters, each for two points, one above the other.
    """

    labels: tuple[int, ...]
    pictures: tuple[tuple[str, ...], ...]
    counts: tuple[int, ...]


def sample(count: int, folder: Path | None) -> Sample:
    """The first ``count`` digits, read by another process. Raises DataError."""
    command = [sys.executable, "-m", "tutor.datasets.sample_digits", str(count)]
    try:
        done = subprocess.run(
            command if folder is None else [*command, str(folder)],
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT,
            check=False,
            cwd=Path(tutor.__file__).parent.parent,
        )
    except subprocess.TimeoutExpired as error:
        raise DataError(f"The digits could not be read within {TIME_LIMIT:g} s.") from error
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["the process that reads them ended early"]
        raise DataError(f"The digits can't be shown: {lines[-1]}")
    found = json.loads(done.stdout)
    pictures = tuple(tuple(picture) for picture in found["pictures"])
    return Sample(tuple(found["labels"]), pictures, tuple(found["counts"]))


def main(arguments: list[str]) -> int:
    """Print the first digits; 1 if there are none to be had."""
    from tutor.datasets.frames import SIDE, load_digits

    count = int(arguments[0])
    try:
        points, target = load_digits(Path(arguments[1]) if arguments[1:] else None)
    except DataError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    halves = points[:count].reshape(-1, SIDE // 2, 2, SIDE).mean(axis=2).clip(0, 1)
    places = (halves * (len(SHADES) - 1)).round().astype(int)
    labels = target.argmax(axis=1)
    found = {
        "labels": labels[:count].tolist(),
        "pictures": [["".join(SHADES[i] for i in line) for line in p] for p in places.tolist()],
        "counts": [int((labels == digit).sum()) for digit in range(target.shape[1])],
    }
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
