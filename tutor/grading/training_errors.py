"""What goes wrong with several trainings, their callbacks and their histories, in plain words."""

from __future__ import annotations

import re

from tutor.grading.families import Family, Found, Words, words_of
from tutor.runner.observation import ErrorView


def of_training(error: ErrorView) -> Words | None:
    """The two sentences for an error around a training; None where it is another one."""
    if error.type == "KeyError" and re.search(r"\.history\s*\[", error.source):
        return _not_logged(error)
    message = re.sub(r"\s+", " ", error.message)
    return words_of(_FAMILY, error, message)


def _not_logged(error: ErrorView) -> Words:
    key = str(error.facts.get("key", error.message)).strip("'\"")
    message = f"This training logged no {key!r}."
    if key.removeprefix("val_") == "acc":
        return message, f"It is called {key.replace('acc', 'accuracy')!r} now."
    if key.startswith("val_"):
        return message, "It needs rows to validate on: validation_split=… in fit."
    if key == "accuracy":
        return message, "metrics=['accuracy'] in compile measures it."
    return message, "There is a 'loss', and 'val_loss' where a part is put aside."


def _used_optimizer(found: Found, error: ErrorView) -> Words:
    message = "This optimizer belongs to another model already."
    return message, "Make a new one for each model; in a loop, make it inside the loop."


def _history(found: Found, error: ErrorView) -> Words:
    used = re.search(r"(\w+)\s*\[\s*(['\"]\w+['\"])", error.source)
    name, key = (used[1], used[2]) if used else ("training", "'val_loss'")
    message = f"{name} is what fit gives back, and its numbers stand in its .history."
    return message, f"Write {name}.history[{key}]."


def _callback_class(found: Found, error: ErrorView) -> Words:
    message = "A callback is missing its parentheses."
    return message, "Make it by calling it: EarlyStopping(patience=2)."


def _no_callback(found: Found, error: ErrorView) -> Words:
    message = "What callbacks is given is no callback."
    return message, "It takes a list of them: callbacks=[early_stopping_monitor]."


def _function(found: Found, error: ErrorView) -> Words:
    call = re.search(r"(\w+)\.(?:add|compile|fit|predict|evaluate)\b", error.source)
    name = call[1] if call else "This"
    message = f"{name} is a function, not the model that it gives back."
    return message, f"Where {name} gets its value, parentheses are missing: get_new_model()."


def _split(found: Found, error: ErrorView) -> Words:
    message = "validation_split is a share between 0 and 1, and rows must be left to train on."
    return message, "0.3 puts 30% of the rows aside."


def _monitor(found: Found, error: ErrorView) -> Words:
    message = "What EarlyStopping is given first is the name of what it watches."
    return message, "Give the patience by its name: EarlyStopping(patience=2)."


def _unknown_monitor(found: Found, error: ErrorView) -> Words:
    message = f"A training logs nothing called {found[1]}."
    return message, "What is watched is 'val_loss', unless monitor= names another curve."


_FAMILY: Family = (
    (r"only be called for the variables it was originally built with", _used_optimizer),
    (r"'History' object is not subscriptable", _history),
    (r"set_model\(\) missing 1 required positional argument", _callback_class),
    (r"object has no attribute 'set_(model|params)'", _no_callback),
    (r"'function' object has no attribute '(add|compile|fit|predict|evaluate)'", _function),
    (r"'int' object has no attribute 'removeprefix'", _monitor),
    (r"monitor=(\w+), but Keras isn't able", _unknown_monitor),
    (r"not sufficient to split it into a validation and training set", _split),
)
