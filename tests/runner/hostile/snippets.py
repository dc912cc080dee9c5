"""The snippets: texts that no checker should let pass, and what it should say of each.

A file of ``snippets/`` is one of them. Its first line is ``# verdict: CHECKS. What it does.``: the
check that fails is one of these. What is too large for a file, or no text, is made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "snippets"
_HEAD = re.compile(r"# verdict: ([\w ]+)\. (.+)\n")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text that is handed in; ``verdicts`` are the checks that may fail because of it."""

    name: str
    verdicts: tuple[str, ...]
    what: str
    source: str


def snippets() -> Iterator[Snippet]:
    """All of them, by name."""
    for path in sorted(FOLDER.rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        head = _HEAD.match(text)
        if head is None:
            raise ValueError(f"{path} has no line '# verdict: CHECKS. What it does.'")
        name = str(path.relative_to(FOLDER).with_suffix(""))
        yield Snippet(name, tuple(head[1].split()), head[2], text)
    for name, (verdicts, what, source) in _MADE.items():
        yield Snippet(f"made/{name}", tuple(verdicts.split()), what, source)


_MADE = {
    "null_bytes": ("error function", "Null bytes between the letters.", "t\0otal = 16\n"),
    "one_line": (
        "error function gap variable",
        "One line of a megabyte.",
        f"total = 0{' + 0' * 20_000}\n",
    ),
    "long_text": (
        "variable function gap",
        "A text of a megabyte.",
        f"total = '{'x' * 1_000_000}'\n",
    ),
    "many_lines": ("variable function gap", "A hundred thousand lines.", "total = 15\n" * 100_000),
    "parentheses": ("error memory", "Deep parentheses.", f"total = {'(' * 5000}{')' * 5000}\n"),
    "minuses": ("error memory crash", "Many signs.", f"total = {'-' * 40_000}1\n"),
    "attributes": ("error memory crash", "A long chain.", f"total = x{'.x' * 20_000}\n"),
    "blocks": (
        "error",
        "Blocks in blocks.",
        "".join(f"{' ' * depth}if True:\n" for depth in range(150)) + " " * 150 + "total = 16\n",
    ),
    "brackets_open": ("error", "Brackets that are never closed.", "total = " + "[" * 10_000),
    "surrogates": ("error variable", "Half of a character in the source.", "total = '\ud800'\n"),
    "carriage_returns": ("variable", "The line ends of an old machine.", "total = 15\rx = 1\r"),
    "form_feeds": ("variable", "Form feeds between the lines.", "\f\ntotal = 15\n\f\nx = 1\n"),
    "byte_order": ("error", "A mark of the order of bytes.", "\ufefftotal = 15\n"),
    "nothing": ("variable", "Nothing at all.", ""),
    "blank": ("variable", "Nothing but blanks.", " \n\t\n   "),
}
