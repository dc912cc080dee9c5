"""Where the learner's files are."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The folder of the learner's files: ``$TUTOR_HOME``, or the platform's user-data folder."""
    named = os.environ.get("TUTOR_HOME")
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("tutor", appauthor=False))


def data_folder() -> Path:
    """The folder of the learner's own data sets."""
    return home() / "data"


def courses_folder() -> Path:
    """The folder of the courses that were installed."""
    return home() / "courses"


def progress_file() -> Path:
    """The SQLite file."""
    return home() / "progress.sqlite"


def cache_folder() -> Path:
    """The folder of what can be made anew: under ``$TUTOR_HOME``, or the platform's."""
    if os.environ.get("TUTOR_HOME"):
        return home() / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir("tutor", appauthor=False))
