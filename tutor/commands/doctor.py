"""``tutor doctor``: what the terminal can show, what is installed, where files are."""

from __future__ import annotations

import argparse
import locale
import os
import platform
import shutil
import sys
from importlib import metadata

from tutor import __version__, terminal
from tutor.commands.output import write_json
from tutor.lesson.where import shipped_courses
from tutor.progress.store import Store
from tutor.progress.where import progress_file

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
        "lessons": str(shipped_courses()),
        "progress": _progress(),
        "code runs in": "a child process with limits of time, memory and output; not isolated",
    }
    if options.json:
        write_json(found)
    else:
        width = max(map(len, found))
        for name, value in found.items():
            sys.stdout.write(f"{name:<{width}}  {value}\n")
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


def _progress() -> str:
    _, warning = Store.open_or_memory()
    return warning or str(progress_file())
