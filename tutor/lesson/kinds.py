"""The words of the format that are needed before a lesson is opened."""

from __future__ import annotations

FORMAT = 1
COURSE_FILE = "course.yaml"
LESSON_ENDINGS = (".yaml", ".yml")
#: Where a course stands among others that says nothing of it.
DEFAULT_ORDER = 100

#: The kinds of exercises; an exercise has exactly one of these keys.
KINDS = ("read", "choice", "answer", "steps", "lab", "code")

#: The data sets that ``data:`` can name.
DATA_NAMES = ("wages", "titanic", "digits")
