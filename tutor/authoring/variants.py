"""Code that a lesson gives as the solution with texts replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tutor.lesson.models import AcceptCode, EqualCode, WrongCode

Variant = AcceptCode | EqualCode | WrongCode


def variant_code(variant: Variant, solution: str) -> str:
    """The code of a variant of the solution."""
    if variant.code is not None:
        return variant.code
    return replaced(solution, variant.replace or {})


def shown(variant: Variant) -> str:
    """What to call a variant."""
    if variant.code is not None:
        return f"the code `{brief(variant.code)}`"
    changes = " and ".join(_change(old, new) for old, new in (variant.replace or {}).items())
    return f"the solution {changes}"


def _change(old: str, new: str) -> str:
    return f"with `{brief(new)}` for `{brief(old)}`" if new.strip() else f"without `{brief(old)}`"


def brief(text: str) -> str:
    """The first line that isn't empty, and whether there are more."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return f"{lines[0]} …" if len(lines) > 1 else "".join(lines)


def replaced(text: str, changes: Mapping[str, str]) -> str:
    """A text with others put in, all at once: what was put in is not replaced again."""
    longest_first = sorted(changes, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    return re.sub(pattern, lambda found: changes[found[0]], text)
