"""What Keras 3 complains about where data, target and model don't fit together."""

from __future__ import annotations

import re

from tutor.grading.families import Found, Words
from tutor.network.numbers import counted
from tutor.runner.observation import ErrorView


def columns(found: Found, error: ErrorView) -> Words:
    """The data has another number of columns than the model has inputs."""
    got = _numbers(found[2])
    return _too_wide(int(found[1]), got[-1] if got else None)


def shared(found: Found, error: ErrorView) -> Words:
    """A layer that stands behind another one, and was made for other inputs before."""
    message = f"A layer that takes {found[1]} inputs already is given {found[2]}."
    return message, "Is one layer used twice? Make each anew, with a Dense(…) of its own."


def matrix(found: Found, error: ErrorView) -> Words:
    """Data of another width than before, found late."""
    return _too_wide(int(found[2]), int(found[1]))


def _too_wide(wanted: int, got: int | None) -> Words:
    given = f"{got} columns" if got is not None else "another number of columns"
    message = f"The model was made for {wanted} inputs, but this data has {given}."
    return message, "Is it the right array, and does input_shape fit its columns?"


def input_shape(found: Found, error: ErrorView) -> Words:
    """The data has another form than the model was told."""
    wanted, got = _numbers(found[1]), _sizes(found[2])
    if len(got) == 1 and len(wanted) == 1:
        message = f"The model takes rows of {wanted[0]} numbers, but these are no rows."
        if ".fit" in error.source:
            return message, "Are predictors and target swapped? The predictors come first."
        return message, "A single row is a table as well: data[:1] in place of data[0]."
    if len(wanted) > 1 and len(got) == len(wanted):
        message = "input_shape has one number too many."
        return (
            message,
            f"It is the shape of a single row, without the number of rows: ({got[-1]},).",
        )
    if len(wanted) == 1 and len(got) == 2:
        return _too_wide(wanted[0], int(got[-1]) if got[-1].isdigit() else None)
    shape = ", ".join(("rows", *map(str, wanted)))
    return f"The model takes data of the shape ({shape}); this is ({', '.join(got)}).", ""


def target(found: Found, error: ErrorView) -> Words:
    """The target does not fit the output of the model."""
    target, output = _sizes(found[1]), _sizes(found[2])
    nodes = int(output[-1]) if output and output[-1].isdigit() else 1
    columns = int(target[-1]) if len(target) > 1 and target[-1].isdigit() else 1
    if columns == 1 and nodes > 1:
        message = f"The target has one number for each row, but the model gives {nodes}."
        return message, "to_categorical(…) makes a column for each class."
    last = counted(nodes, "node")
    message = f"The target has {columns} columns, but the last layer of the model has {last}."
    return message, "It needs one node for each column."


def loss(found: Found, error: ErrorView) -> Words:
    """The same, found by a loss that compares numbers, such as the mean squared error."""
    message, hint = target(found, error)
    if len(_sizes(found[1])) == 1:
        hint = "A last layer with a single node gives one number for each row, too."
    return message, hint


def sparse(found: Found, error: ErrorView) -> Words:
    """One-hot targets with a loss for class numbers."""
    message = "sparse_categorical_crossentropy is for targets that are class numbers."
    return message, "With one-hot columns the loss is categorical_crossentropy."


def lengths(found: Found, error: ErrorView) -> Words:
    """Predictors and target have different numbers of rows."""
    message = (
        f"Predictors and target must have as many rows, but they have {found[1]} and {found[2]}."
    )
    return message, "Are they of the same part of the data?"


def data_type(found: Found, error: ErrorView) -> Words:
    """Something that is no array, such as a text."""
    text, kind = found[1].strip(), found[2]
    if kind == "str":
        return f"'{text}' is a text, not data.", f"Take the quotes away: {text}."
    if kind in ("int", "float") and "validation_data" in error.source:
        message = "validation_data takes data, and this is a number."
        return message, f"A share of the rows is validation_split={text}."
    quoted = re.search(r"[(,]\s*(['\"])(\w+)\1", error.source)
    if kind == "numpy.ndarray" and quoted is not None:
        return f"'{quoted[2]}' is a text, not data.", f"Take the quotes away: {quoted[2]}."
    return f"Keras can't take data of type {kind}.", "Make an array of it: np.array(…)."


def texts(found: Found, error: ErrorView) -> Words:
    """An array of other things than numbers."""
    message = "There are values in this data that are not numbers."
    return (
        message,
        "A network takes numbers only: leave such columns out, or turn them into 0 and 1.",
    )


def shape_tuple(found: Found, error: ErrorView) -> Words:
    """A number where the shape of a row belongs, or a shape where its number belongs."""
    inner = re.search(r"\(.*(\([\d, ]+\))", found[1])
    if inner is not None:
        message = f"Where a shape needs a number, {inner[1]} stands: that is a shape itself."
        return message, "The number of columns is the second of the two: .shape[1]."
    message = "A shape is a tuple, and a tuple of one number is written with a comma."
    inside = re.search(r"(\w+)\s*=\s*\(?\s*(\w+)\s*,?\s*\)?", error.source[_at(error, "shape") :])
    if inside is None:
        return message, "For example: input_shape=(9,)."
    return message, f"Write {inside[1]}=({inside[2]},)."


def _at(error: ErrorView, word: str) -> int:
    """Where the argument with this word in its name begins in the line."""
    found = re.search(rf"\w*{word}\s*=", error.source)
    return found.start() if found is not None else 0


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _sizes(text: str) -> list[str]:
    return [size.strip() for size in text.split(",") if size.strip()]
