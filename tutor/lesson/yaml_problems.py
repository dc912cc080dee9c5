"""What the YAML parser complains of, in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

#: Position (from 1), message, hint.
Explained = tuple[tuple[int, int], str, str]

_QUOTES = "a text with ': ' or ' #' in it needs quotes"

_NO_COLON = "a key needs a ':' with a space after it"
_COLON = "write key: value; a text that goes on is indented deeper than its key"
_ITEMS = "items of a list begin with '- ' in the same column"
_ALL_QUOTED = "put all of the text in quotes, and write '' for ' and \\\" for \" inside of them"

#: What the parser says → what is wrong, what to do. The first that is found counts.
_WORDS = (
    ("mapping values are not allowed", "a ':' stands where no key can end", _QUOTES),
    ("could not find expected ':'", _NO_COLON, _COLON),
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
    ("expected '-' indicator", "this line is indented like no line of the list before it", _ITEMS),
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
    if problem.startswith("expected <block end>"):  # as the parser without libyaml says it
        of_keys = "mapping" in str(getattr(error, "context", None))
        problem = "expected key" if of_keys else "expected '-' indicator"
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
    if "expected ',' or" in problem:
        return _in_brackets(lines, mark.line, error)
    return _out_of_line(problem, mark, lines, whole)


def _out_of_line(
    problem: str, mark: yaml.Mark, lines: Sequence[str], whole: str
) -> Explained | None:
    """A key or an item that stands in another column than those before it, or is none."""
    line, begin = mark.line + 1, len(whole) - len(whole.lstrip()) + 1
    is_item = whole.lstrip().startswith("-")
    if "mapping values are not allowed" in problem and _is_key(whole[: mark.column]):
        before = _before(lines, mark.line)
        if before is not None and _NO_KEY.match(lines[before].strip()):
            return (before + 1, _begin(lines[before])), "this line lacks a ':' or a space", _MARKS
        return (line, begin), "this key is indented deeper than the line before it", _ALIGN
    if "expected key" in problem and whole[: mark.column].rstrip()[-1:] in ("'", '"'):
        return (line, mark.column + 1), "the quotes end before the text does", _ALL_QUOTED
    if "expected key" in problem and is_item:
        return (line, begin), "this item stands in no list", _ITEMS
    if "expected '-' indicator" in problem and not is_item:
        return (line, begin), "this key is indented like no key before it", _ALIGN
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
_OPENED = (
    *("unexpected end of stream", "expected ',' or", "alphabetic or numeric"),
    "could not find expected ':'",
)
_TAB = re.compile(r" *\t")
_IN_QUOTES = re.compile(r"\"(?:[^\"\\]|\\.)*\"|(?<![\w])'(?:[^']|'')*'")
_COMMENT = re.compile(r"\s#")
_ALIGN = "keys that belong together begin in the same column"
_QUOTED = "put the text in quotes"


#: A line that may be meant as a key or an item: no colon with a space, or no space after the dash.
_NO_KEY = re.compile(r"-\S|(- )?[\w-]+(:\S.*|\s+[^:]*)?\Z")
_MARKS = "a space stands after ':' and after '-'"


def _before(lines: Sequence[str], number: int) -> int | None:
    """The number of the line before one, without empty lines and comments."""
    numbers = range(number - 1, -1, -1)
    return next((n for n in numbers if lines[n].strip() and lines[n].lstrip()[0] != "#"), None)


def _begin(line: str) -> int:
    """The column (from 1) in which what stands in a line begins, after the dash of an item."""
    return len(line) - len(line.lstrip(" -")) + 1


def _is_key(before: str) -> bool:
    """Whether what stands before a colon is all of a line's first key."""
    return before.lstrip(" -").isidentifier()


def _no_token(rest: str) -> tuple[str, str]:
    if not rest:
        return "a tab", "indent with spaces, not with tabs"
    return f"no value can begin with {rest[0]}", _QUOTED
