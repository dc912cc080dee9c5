"""``tutor doctor``: what the terminal can show, what is installed, where things are."""

from __future__ import annotations

import argparse
import asyncio
import locale
import os
import platform
import shutil
import sys
from importlib import metadata

from tutor import __version__, terminal
from tutor.commands.output import folded, write_json, write_lines
from tutor.progress.store import Store
from tutor.progress.where import progress_file
from tutor.runner.observation import Job
from tutor.runner.parent import ParentError
from tutor.runner.runner import Runner
from tutor.session.shelf import Shelf, shared_courses

_LIBRARIES = (
    "textual",
    "numpy",
    "pandas",
    "keras",
    "tensorflow-cpu",
    "tensorflow",
    "scikit-learn",
    "matplotlib",
    "mpl_ascii",
    "tree-sitter",
    "tree-sitter-python",
)


def run(options: argparse.Namespace) -> int:
    """Print what was found; 1 if something is missing that the lessons need."""
    found = {
        "tutor": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        **_terminal(),
        **_libraries(),
        "lessons": _lessons(),
        "progress": _progress(),
        "code": asyncio.run(_code()),
    }
    if options.json:
        write_json(found)
    else:
        width = max(map(len, found))
        for name, value in found.items():
            write_lines(folded(f"{name:<{width}}  {value}", width + 2))
    return 1 if "missing" in found.values() else 0


def _terminal() -> dict[str, str]:
    size = shutil.get_terminal_size()
    colours = "none (NO_COLOR is set)" if os.environ.get("NO_COLOR") else _colours()
    return {
        "terminal": f"{os.environ.get('TERM', 'unknown')}, {size.columns}×{size.lines}"
        if not terminal.ascii_only()
        else f"{os.environ.get('TERM', 'unknown')}, {size.columns}x{size.lines}",
        "colours": colours,
        "locale": locale.setlocale(locale.LC_CTYPE, None),
        "characters": "ASCII only" if terminal.ascii_only() else "Unicode",
    }


def _colours() -> str:
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256" in os.environ.get("TERM", "") else "16"


def _libraries() -> dict[str, str]:
    versions: dict[str, str] = {}
    for name in _LIBRARIES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "missing"
    either = {versions.pop("tensorflow"), versions.pop("tensorflow-cpu")} - {"missing"}
    versions["tensorflow"] = next(iter(either), "missing")
    return versions


async def _code() -> str:
    """What stands between learners' code and this machine, as seen when some was run."""
    try:
        async with Runner() as runner:
            found = await runner.isolation()
            seen = await runner.run(Job("print(1)"))
    except (OSError, ParentError) as problem:
        return f"can't be run: {problem}"
    if seen.ending != "complete":
        return "can't be run: a first line of it didn't come to its end"
    if found.namespaces:
        return (
            "isolated: each run without network, home, lessons, other processes and rights, "
            "in a /tmp of its own, with limits"
        )
    if found.sandbox:
        return (
            "isolated as a whole: no network, home and lessons, with limits; "
            "but runs are not kept apart (the kernel refuses namespaces in namespaces)"
        )
    return f"not isolated ({_why()}), but with limits of time, memory, processes and output"


def _why() -> str:
    if sys.platform != "linux":
        return "that takes Linux"
    if os.environ.get("TUTOR_SANDBOX") == "0":
        return "TUTOR_SANDBOX is 0"
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed"
    return "the kernel refuses bubblewrap its namespaces"


def _lessons() -> str:
    missing = [place for place in shared_courses() if not os.access(place, os.R_OK | os.X_OK)]
    found = [place for place in Shelf(Store(None)).places if place.is_dir()]
    said = [str(place) for place in found if place not in missing]
    return ", ".join([*said, *(f"{place} (of TUTOR_COURSES) can't be read" for place in missing)])


def _progress() -> str:
    _, warning = Store.open_or_memory()
    return warning or str(progress_file())
