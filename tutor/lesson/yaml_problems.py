"""What the YAML parser complains of, in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

#: Position (from 1), message, hint.
Explained = tuple[tuple[int, int], str, str]

_QUOTES = "a text with ': ' or ' #' in it needs quotes"

#: What the parser says → what is wrong, what to do. The first that is found counts.
_WORDS = (
    ("mapping values are not allowed", "a ':' stands where no key can end", _QUOTES),
    ("could not find expected ':'", "a key without ':'", "continue a text with deeper indentation"),
    (
        "unexpected end of stream",
        "a quote is opened but not closed",
        "write '' for ' in single quotes, \\\" for \" in double ones",
    ),
    ("unknown escape character", "an unknown \\ in double quotes", "write \\\\, or single quotes"),
    (
        "expected ',' or ']'",
        "a '[' is not closed, or a comma is missing",
        "a text with , [ ] { } or : in it needs quotes",
    ),
    (
        "expected ',' or '}'",
        "a '{' is not closed, or a comma is missing",
        "a text with , [ ] { } or : in it needs quotes",
    ),
    (
        "expected '-' indicator",
        "this line is indented like no line of the list before it",
        "items of a list begin with '- ' in the same column",
    ),
    ("expected key", "a key is expected here", "look at the indentation and the quotes"),
    ("expected node content", "a value is missing here", ""),
    (
        "expected <document start>",
        "the text goes on where it should end",
        "look at the indentation",
    ),
    ("block sequence entries", "a list can't begin here", "put it on lines of its own"),
    ("duplicate anchor", "the same &anchor stands here twice", ""),
    ("directive", "a line can't begin with %", "put the text in quotes"),
    (
        "alphabetic or numeric",
        "& and * begin anchors in YAML",
        "put a text that begins with & or * in quotes",
    ),
    ("anchor", "& and * begin anchors in YAML", "put a text that begins with & or * in quotes"),
    ("alias", "& and * begin anchors in YAML", "put a text that begins with & or * in quotes"),
    ("tag", "! begins a tag in YAML", "put a text that begins with ! in quotes"),
    ("indentation", "the indentation does not fit", "indent with spaces, each level alike"),
)


def explain(error: yaml.YAMLError, lines: Sequence[str]) -> Explained:
    """Position (from 1), message and hint for an error of the parser in a text of these lines."""
    problem = str(getattr(error, "problem", None) or "")
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    if mark is None or any(said in problem for said in _OPENED):
        mark = opened or mark
    if mark is None:
        return (1, 1), "the file is not YAML", ""
    position = (mark.line + 1, mark.column + 1)
    whole = lines[mark.line] if mark.line < len(lines) else ""
    if known := _known(problem, error, mark, lines, whole):
        return known
    for said, message, hint in _WORDS:
        if said in problem:
            return position, message, hint
    return position, f"the file is not YAML: {problem}", ""


def _known(
    problem: str, error: yaml.YAMLError, mark: yaml.Mark, lines: Sequence[str], whole: str
) -> Explained | None:
    """What an author did who made one of the usual slips, which the parser can't know."""
    line = mark.line + 1
    if tab := _TAB.match(whole):
        return (line, tab.end()), "a tab", "indent with spaces, not with tabs"
    if "cannot start any token" in problem:
        return (line, mark.column + 1), *_no_token(whole[mark.column :])
    if "mapping values are not allowed" in problem and _is_key(whole[: mark.column]):
        message = "this key is indented deeper than the line before it"
        return (line, len(whole) - len(whole.lstrip()) + 1), message, _ALIGN
    if "expected ',' or" in problem:
        return _in_brackets(lines, mark.line, error)
    return None


def _in_brackets(lines: Sequence[str], first: int, error: yaml.YAMLError) -> Explained | None:
    """A comment or braces without quotes, from an opening bracket to where the parser gave up."""
    end = getattr(error, "problem_mark", None)
    for row in range(first, min(end.line + 1 if end else first + 1, len(lines))):
        bare = _IN_QUOTES.sub(lambda match: "x" * len(match[0]), lines[row])
        if found := _COMMENT.search(bare):
            message = "a ' #' begins a comment, and the list goes no further"
            return (row + 1, found.start() + 2), message, _QUOTED
        if "{{" in bare:
            message = "without quotes, {{ begins keys and values"
            return (row + 1, bare.index("{{") + 1), message, 'write "… {{ … }} …" in quotes'
    return None


#: Complaints that are about where something was opened, not about where the parser gave up.
_OPENED = ("unexpected end of stream", "expected ',' or", "alphabetic or numeric")
_TAB = re.compile(r" *\t")
_IN_QUOTES = re.compile(r"\"(?:[^\"\\]|\\.)*\"|(?<![\w])'(?:[^']|'')*'")
_COMMENT = re.compile(r"\s#")
_ALIGN = "keys that belong together begin in the same column"
_QUOTED = "put the text in quotes"


def _is_key(before: str) -> bool:
    """Whether what stands before a colon is all of a line's first key."""
    return before.lstrip(" -").isidentifier()


def _no_token(rest: str) -> tuple[str, str]:
    if not rest:
        return "a tab", "indent with spaces, not with tabs"
    return f"no value can begin with {rest[0]}", _QUOTED
