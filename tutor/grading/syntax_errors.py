"""What can't be read as Python, in plain words."""

from __future__ import annotations

import keyword
import re

from tutor.grading.families import Family, Found, Words, words_of
from tutor.runner.observation import ErrorView

#: Signs of word processors and other keyboards, and what Python has for them.
_SIGNS = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("−–—‒", "-"),
    **dict.fromkeys("×·∙⋅", "*"),
    **{"÷": "/", "²": "**2", "³": "**3", "√": "sqrt(…)", "≤": "<=", "≥": ">=", "≠": "!="},
    **{"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "＝": "=", "…": "..."},
}
_INDENTED_ALIKE = "Lines of one block begin in the same column."
#: Texts and comments, in which nothing is a sign of Python's.
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|#.*")


def of_syntax(error: ErrorView) -> Words:
    """The two sentences for a SyntaxError, also for its kinds; the second may be empty."""
    message = error.message.strip().rstrip(".")
    words = words_of(_FAMILY, error, message) or _foreign(error)
    if words is not None:
        return words
    # Python's own advice stands for itself: "invalid syntax. Perhaps you forgot a comma?"
    said = message.removeprefix("invalid syntax").lstrip(". ")
    pair = _side_by_side(error)
    if said:
        own = f"Python can't read this: {said}{'' if said.endswith('?') else '.'}"
        return own, _instead_of_comma(error, pair) if "comma" in said else ""
    stop = _stop(error)
    where = f" from {stop} on" if stop else ""
    if pair is None:
        return f"Python can't read this{where}.", ""
    sign = "*" if re.match(r"\d", pair[0]) else "sign"
    return "Python can't read this.", f"Is a {sign} missing between {pair[0]} and {pair[1]}?"


# --- what Python says -------------------------------------------------------------------------


def _decimal_comma(found: Found, error: ErrorView) -> Words | None:
    decimal = re.search(r"(?<![\w.])(\d+),\s*(0\d*)", error.source)
    if decimal is None:
        return "A number can't begin with 0.", ""
    return "Decimals have a point, not a comma.", f"Write {decimal[1]}.{decimal[2]}."


def _bad_number(found: Found, error: ErrorView) -> Words | None:
    place = re.search(r"(?<![\w.])(\d[\d.]*)([A-Za-z_]\w*)", _bare(error.source))
    if place is None:
        return None
    if re.match(rf"\s*{re.escape(place[0])}\s*=(?!=)", error.source):
        return f"{place[0]} can't be a name: names begin with a letter.", ""
    return "Python can't read this.", f"Is a * missing between {place[1]} and {place[2]}?"


def _strange_sign(found: Found, error: ErrorView) -> Words:
    sign, plain = found[1], _SIGNS.get(found[1])
    if plain is None:
        return f"{sign} is no sign of Python's.", ""
    what = "quote" if plain in "'\"" else "sign"
    return f"{sign} is not the {what} that Python knows.", f"Type {plain} in its place."


def _strange_space(found: Found, error: ErrorView) -> Words:
    message = f"There is a character here that can't be seen, {found[1]}."
    return message, "Type the spaces of this line anew."


def _print(found: Found, error: ErrorView) -> Words:
    what = re.search(rf"\b{found[1]}\s+(.+?)\s*$", error.source)
    call = f"{found[1]}({what[1] if what and len(what[1]) <= 40 else '…'})"
    return f"{found[1]} is called with parentheses.", f"Write {call}."


def _left_of_equals(found: Found, error: ErrorView) -> Words | None:
    dashed = re.match(r"\s*(\w+(?:-\w+)+)\s*=(?!=)", error.source)
    if dashed is not None:
        name = dashed[1]
        return f"{name} can't be a name: - is minus.", f"Write {name.replace('-', '_')}."
    if re.match(r"\s*(if|elif|while)\b", error.source):
        return _one_equals(found, error)
    what = {
        "literal": "a number or a text",
        "function call": "a call",
        "True": "True",
        "None": "None",
    }
    message = f"What gets a value stands left of =, and this is {what.get(found[1], 'no name')}."
    return message, "It goes name = value."


def _one_equals(found: Found, error: ErrorView) -> Words:
    return "= gives a name a value.", "Whether two are equal is asked with ==."


def _colon(found: Found, error: ErrorView) -> Words | None:
    if _foreign(error) is not None:
        return None
    return "A : is missing at the end of this line (expected ':').", ""


def _open_text(found: Found, error: ErrorView) -> Words:
    quotes = "three quotes" if found[1] else "a quote"
    return f"A text begins here with {quotes}, but isn't closed.", "Close it with the same."


def _unmatched(found: Found, error: ErrorView) -> Words:
    message = f"This {found[1]} closes nothing: one {found[1]} is too many."
    return message, f"Or is a {_OPENING[found[1]]} missing before it?"


def _mismatched(found: Found, error: ErrorView) -> Words:
    opening, closing = found[2], _CLOSING[found[2]]
    return f"A {opening} is closed by {found[1]} here.", f"It takes a {closing}."


def _outside(found: Found, error: ErrorView) -> Words:
    place = "loop" if "loop" in found[2] else "function"
    message = f"{found[1]} stands outside of a {place}."
    return message, f"What belongs to a {place} is indented below its first line."


def _after_backslash(found: Found, error: ErrorView) -> Words:
    return "Nothing may follow a \\ in its line, not even a space.", ""


def _in_f_string(found: Found, error: ErrorView) -> Words:
    if "expecting '}'" in found[1]:
        return "In this f-string a } is missing.", ""
    if "empty" in found[1]:
        return "The { } of this f-string are empty.", ""
    if "single '}'" in found[1]:
        return "In this f-string a { is missing before }.", ""
    message = "Python can't read what stands between the { } of this f-string."
    return message, "Quotes in there must be other ones than those around the whole text."


def _twice(found: Found, error: ErrorView) -> Words:
    return f"{found[1]} is given twice.", ""


def _unnamed_after_named(found: Found, error: ErrorView) -> Words:
    return "A value without a name stands after one with a name.", "Put its name before it."


def _late_global(found: Found, error: ErrorView) -> Words:
    return f"global {found[1]} comes too late.", f"It stands before {found[1]} is used."


def _tabs(found: Found, error: ErrorView) -> Words:
    message = "Tabs and spaces are mixed at the beginning of these lines."
    return message, "Use four spaces for each level, everywhere."


def _not_indented(found: Found, error: ErrorView) -> Words:
    message = "The lines after the one that ends with : must be indented."
    return message, "Four spaces are usual."


def _indented(found: Found, error: ErrorView) -> Words:
    return "This line is indented, but nothing before it opens a block.", "Take the spaces away."


def _between_columns(found: Found, error: ErrorView) -> Words:
    return "This line's indentation fits none of the lines above.", _INDENTED_ALIKE


_OPENING = {")": "(", "]": "[", "}": "{"}
_CLOSING = {opening: closing for closing, opening in _OPENING.items()}
_FAMILY: Family = (
    (r"inconsistent use of tabs", _tabs),
    (r"expected an indented block", _not_indented),
    (r"unexpected indent", _indented),
    (r"unindent", _between_columns),
    (r"^(f-string: .*)", _in_f_string),
    (r"positional argument follows keyword argument", _unnamed_after_named),
    (r"keyword argument repeated: (\w+)", _twice),
    (r"duplicate argument '(\w+)'", _twice),
    (r"leading zeros", _decimal_comma),
    (r"invalid decimal literal", _bad_number),
    (r"invalid character '(.)'", _strange_sign),
    (r"invalid non-printable character (U\+\w+)", _strange_space),
    (r"Missing parentheses in call to '(print|exec)'", _print),
    (r"cannot assign to (.*?)(?: here)?(?:\.|$)", _left_of_equals),
    (r"Maybe you meant '==' or ':='", _one_equals),
    (r"expected ':'", _colon),
    (r"unterminated (triple-quoted )?(?:f-)?string literal", _open_text),
    (r"unmatched '([)\]}])'", _unmatched),
    (r"closing parenthesis '(.)' does not match opening parenthesis '(.)'", _mismatched),
    (r"'(\w+)' (outside function|outside loop|not properly in loop)", _outside),
    (r"unexpected character after line continuation", _after_backslash),
    (r"name '(\w+)' is (?:assigned to|used) (?:before|prior to) global", _late_global),
)


# --- what other languages have ----------------------------------------------------------------


def _foreign(error: ErrorView) -> Words | None:
    """What is written so in other languages, or a word of Python's own taken for a name."""
    line = _bare(error.source)
    for pattern, message, help_ in _FOREIGN:
        found = re.search(pattern, line)
        if found is not None:
            return found.expand(message), found.expand(help_)
    name = re.match(r"\s*(\w+)\s*[-+*/]?=(?!=)", line) or re.match(r"\s*def\s+(\w+)\s*\(", line)
    if name is not None and keyword.iskeyword(name[1]):
        message = f"{name[1]} is a word of Python's own and can't be a name."
        return message, f"Take another one, such as {name[1]}_."
    return None


_KEYWORDS = "|".join((*keyword.kwlist, "print"))
_FOREIGN = (
    (r"\belse\s+if\b|\belse?if\b|\belsif\b", "Python has no else if.", "Write elif."),
    (r"(\w+)\s*\+\+", "Python has no ++.", r"Write \1 += 1."),
    (r"(\w+)\s*--\s*$", "Python has no --.", r"Write \1 -= 1."),
    (r"^\s*(//|/\*)", r"\1 begins no comment in Python.", "Comments begin with #."),
    (r"&&", "Python has no &&.", "Write and."),
    (r"\|\|", "Python has no ||.", "Write or."),
    (r"!(?!=)", "Python has no !.", "Write not."),
    (r"=<", "Python has no =<.", "Write <=."),
    (r"=>", "Python has no =>.", "Write >=."),
    (r"<>", "Python has no <>.", "Write !=."),
    (r"^\s*(?:function|func|fn)\s+(\w+)\s*\(", "A function begins with def.", r"Write def \1(…):"),
    (r"^\s*(let|var|const|int|float|double)\s+(\w+)\s*=(?!=)",
     r"A variable has no \1 before its name.", r"Write \2 = …"),
    (r"^\s*(?:if|elif|while)\b.*\b(then|do)\b", r"Python has no \1.", "A : ends the condition."),
    (r"\?.*:", "Python has no ? and :.", "Write a if condition else b."),
    (rf"^\s*(?!(?:{_KEYWORDS})\b)[A-Za-z]+(?:\s+[A-Za-z]+){{2,}}", "This is no line of Python.",
     "A comment begins with #, a text stands in quotes."),
    (r"^\s*for\s+(\w+)\s+(?!in\b)\w", r"in is missing after for \1.", r"Write for \1 in …:"),
)  # fmt: skip


# --- the place in the line --------------------------------------------------------------------


def _bare(line: str) -> str:
    """A line without its texts and its comment."""
    return _QUOTED.sub("''", line)


def _instead_of_comma(error: ErrorView, pair: tuple[str, str] | None) -> str:
    """What else may be missing where Python misses a comma."""
    if pair is not None:
        return f"Or a * between {pair[0]} and {pair[1]}?"
    left_open = _left_open(_bare(error.source))
    return f"Or is the {left_open} of this line never closed?" if left_open else ""


def _left_open(line: str) -> str:
    """The first bracket of a line that nothing in it closes, or nothing."""
    opened: list[str] = []
    for sign in line:
        if sign in _CLOSING:
            opened.append(sign)
        elif opened and sign == _CLOSING[opened[-1]]:
            opened.pop()
    return opened[0] if opened else ""


def _stop(error: ErrorView) -> str:
    """What stands where Python stopped to read."""
    rest = error.source[max((error.column or 0) - 1, 0) :].strip()
    found = re.match(r"\w+|[^\w\s]+", rest) if error.column else None
    return found[0] if found is not None else ""


def _side_by_side(error: ErrorView) -> tuple[str, str] | None:
    """A number or name, and the name right after it, where Python stopped: ``2 x``."""
    at = max((error.column or 0) - 1, 0)
    before = re.search(r"(?<![\w.])\w[\w.]*\s*$", error.source[:at])
    start = before.start() if before is not None else at
    pair = re.match(r"(\w[\w.]*)\s+([A-Za-z_]\w*)", error.source[start:])
    if pair is None or any(map(keyword.iskeyword, pair.groups())):
        return None
    return pair[1], pair[2]
