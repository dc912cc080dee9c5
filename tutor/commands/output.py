"""How commands write: JSON, and problems as one line on standard error."""

from __future__ import annotations

import json
import math
import sys
from typing import Any

from tutor.lesson.errors import LessonError


def write_json(data: Any) -> None:
    """Write data as JSON; what JSON has no number for is null."""
    json.dump(_finite(data), sys.stdout, ensure_ascii=False, indent=2, allow_nan=False)
    sys.stdout.write("\n")


def _finite(data: Any) -> Any:
    if isinstance(data, float) and not math.isfinite(data):
        return None
    if isinstance(data, dict):
        return {key: _finite(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_finite(item) for item in data]
    return data


def refuse(problem: object) -> int:
    """Say what is wrong with the use or the lesson; the exit code for it."""
    if isinstance(problem, LessonError):
        from tutor.lesson.excerpt import complaint

        sys.stderr.write(complaint(problem.diagnostics))
    else:
        sys.stderr.write(f"{problem}\n")
    return 2
