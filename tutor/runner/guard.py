"""Keeps the learner's code from looking into the program that runs it.

There is nothing to be found that is expected; but who gets hold of the channel could say of a
training what never happened. Code that goes to greater lengths can: this is against cheap tricks.
"""

from __future__ import annotations

import inspect
import sys
from types import FrameType
from typing import Any

from tutor.runner.rewrite import CODE_NAME

_LOOKS = frozenset(
    {
        *("gc.get_objects", "gc.get_referrers", "gc.get_referents"),
        *("sys._getframe", "sys._current_frames", "sys._current_exceptions"),
    }
)
_FRAMES = frozenset({"tb_frame", "gi_frame", "cr_frame", "ag_frame"})
#: Files whose functions look for those who called them.
_ON_BEHALF = inspect.__file__
#: Where the learner's own code is said to stand, with what it makes by ``exec``.
_OWN = frozenset({CODE_NAME, "<string>"})


class _Guard:
    """An audit hook. Looking for the caller is audited as well, hence ``_looking``."""

    def __init__(self) -> None:
        self._looking = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        looks = event in _LOOKS or (event == "object.__getattr__" and arguments[1] in _FRAMES)
        if not looks or self._looking:
            return
        self._looking = True
        try:
            own = _is_own(sys._getframe(1))
        finally:
            self._looking = False
        if own:
            raise PermissionError("your code may not look into the program that runs it")


def _is_own(caller: FrameType | None) -> bool:
    while caller is not None and caller.f_code.co_filename == _ON_BEHALF:
        caller = caller.f_back
    return caller is not None and caller.f_code.co_filename in _OWN


def keep_out() -> None:
    """From now on, and for good: such hooks can't be taken away again."""
    sys.addaudithook(_Guard())
