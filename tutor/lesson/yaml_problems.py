"""What the YAML parser complains of, in plain words."""

from __future__ import annotations

import yaml

_QUOTES = "a text with ': ' or ' #' in it needs quotes"

#: What the parser says → what is wrong, what to do. The first that is found counts.
_WORDS = (
    ("mapping values are not allowed", "a ':' stands where no key can end", _QUOTES),
    ("could not find expected ':'", "a key without ':'", "continue a text with deeper indentation"),
    ("unexpected end of stream", "a quote is opened but not closed", ""),
    ("unknown escape character", "an unknown \\ in double quotes", "write \\\\, or single quotes"),
    ("expected ',' or ']'", "a '[' is not closed, or a comma is missing", ""),
    ("expected ',' or '}'", "a '{' is not closed, or a comma is missing", ""),
    ("expected '-' indicator", "a list item must begin with '- ' here", "look at the indentation"),
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
    ("anchor", "& and * begin anchors in YAML", "put a text that begins with & or * in quotes"),
    ("alias", "& and * begin anchors in YAML", "put a text that begins with & or * in quotes"),
    ("tag", "! begins a tag in YAML", "put a text that begins with ! in quotes"),
    ("indentation", "the indentation does not fit", "indent with spaces, each level alike"),
)


def explain(error: yaml.YAMLError, text: str) -> tuple[tuple[int, int], str, str]:
    """Position (from 1), message and hint for an error of the parser in ``text``."""
    problem = str(getattr(error, "problem", None) or "")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if "unexpected end of stream" in problem:
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        return (1, 1), "the file is not YAML", ""
    position = (mark.line + 1, mark.column + 1)
    if "cannot start any token" in problem:
        return position, *_no_token(mark, text)
    for said, message, hint in _WORDS:
        if said in problem:
            return position, message, hint
    return position, f"the file is not YAML: {problem}", ""


def _no_token(mark: yaml.Mark, text: str) -> tuple[str, str]:
    lines = text.splitlines()
    rest = lines[mark.line][mark.column :] if mark.line < len(lines) else ""
    if rest[:1] == "\t" or rest == "":
        return "a tab", "indent with spaces, not with tabs"
    return f"no value can begin with {rest[0]}", "put the text in quotes"
