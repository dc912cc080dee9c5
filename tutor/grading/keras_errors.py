"""What Keras 3 complains about, in plain words."""

from __future__ import annotations

import re

from tutor.grading import keras_shapes as shapes
from tutor.grading.families import Family, Found, Words, words_of
from tutor.grading.keras_names import GONE, KINDS, METHODS, PARAMETERS, RENAMED, kind_of, nearest
from tutor.runner.observation import ErrorView


def of_keras(error: ErrorView) -> Words | None:
    """The two sentences for a complaint of Keras; None where it is none."""
    message = re.sub(r"\s+", " ", error.message)
    return words_of(_FAMILY, error, message)


# --- names ------------------------------------------------------------------------------------


def _argument(function: str, name: str, value: str, error: ErrorView) -> Words:
    """An argument that a function does not have."""
    if name == "lr":
        call = re.search(r"(\w+)\(\s*lr\s*=\s*([^\s,()]+)", error.source)
        kind, value = (call[1], call[2]) if call is not None else ("SGD", value)
        return "Keras doesn't know lr.", f"It is learning_rate now: {kind}(learning_rate={value})."
    known = PARAMETERS.get(function, ())
    meant = RENAMED.get(name, nearest(name, known))
    message = f"{function} has no argument {name}."
    others = [other for other, names in PARAMETERS.items() if name in names]
    if others and known:
        return message, f"{others[0]} has it."
    return message, f"Did you mean {meant}?" if meant in known else ""


def _not_recognized(found: Found, error: ErrorView) -> Words:
    call = re.search(rf"(\w+)\([^()]*\b{found[1]}\s*=", error.source)
    return _argument(call[1] if call else "The optimizer", found[1], found[2], error)


def _unrecognized(found: Found, error: ErrorView) -> Words:
    return _argument(found[1], found[2], "0.01", error)


def _unexpected(found: Found, error: ErrorView) -> Words:
    *owners, name = found[1].split(".")
    function = owners[-1] if name == "__init__" and owners else name
    return _argument(function, found[2], "0.01", error)


def _unknown_name(found: Found, error: ErrorView) -> Words:
    kind, name = found[1].split()[0], found[2].strip()
    article = "an" if kind[0] in "ao" else "a"
    if name.startswith("<") or not re.search("[A-Za-z]", name):
        first, second = KINDS[kind][:2]
        made = re.match(r"<class '(?:\w+\.)*(\w+)'>", name)
        if made is not None:
            message = f"{made[1]} makes {article} {kind}, but isn't called here."
            return message, f"It needs parentheses: {made[1]}(…)."
        return (
            f"This is not {article} {kind}.",
            f"Give its name in quotes: '{first}' or '{second}'.",
        )
    other = kind_of(name)
    if other is not None:
        message = f"'{name}' is {'an' if other[0] in 'ao' else 'a'} {other}, not {article} {kind}."
        hint = "In compile, say which is which: optimizer=…, loss=…, metrics=[…]."
        return message, hint if kind != "activation" else ""
    meant = nearest(name, KINDS[kind])
    hint = f"Did you mean '{meant}'?" if meant else f"One that it knows is '{KINDS[kind][0]}'."
    return f"Keras knows no {kind} '{name}'.", hint


def _rate(found: Found, error: ErrorView) -> Words:
    value = found[1].strip()
    if re.fullmatch(r"-?\d+", value):
        message = "Keras takes a learning rate only as a decimal number."
        return message, f"Write {value}.0 instead of {value}."
    if re.fullmatch(r"-?[\d.]+(e-?\d+)?", value):
        return "The learning rate is a text here.", f"Take the quotes away: learning_rate={value}."
    return "A learning rate is a decimal number, such as 0.01.", ""


# --- calls ------------------------------------------------------------------------------------


def model_in(error: ErrorView) -> str:
    """The name of the model in the line of an error, else of one there is, else "model"."""
    methods = "|".join(METHODS)
    call = re.search(rf"(\w+)\.(?:{methods})\b", error.source)
    models = error.facts.get("models")
    known = [str(name) for name in models] if isinstance(models, list) else []
    if call is not None and (call[1] in known or not known):
        return call[1]
    return known[0] if known else "model"


def _missing(found: Found, error: ErrorView) -> Words | None:
    *owners, name = found[1].split(".")
    lacking = found[2]
    if name == "predict" and owners:
        message = "predict needs to know for which data."
        own = _called_on(error, "predict")
        return message, f"Put the data between the parentheses: {own}.predict(pred_data)."
    if owners and (lacking == "'self'" or (name == "add" and ".add()" not in error.source)):
        message = "This is called on a class, not on what it makes."
        return message, "Are the parentheses missing where it is made? model = Sequential()"
    if name == "add" and owners:
        return "add needs a layer.", f"{_called_on(error, 'add')}.add(Dense(…))"
    if name == "__init__" and owners and lacking == "'units'":
        message = f"A {owners[-1]} layer needs to be told how many nodes it has."
        return message, f"The number comes first: {owners[-1]}(50, activation='relu')."
    return None


def _called_on(error: ErrorView, method: str) -> str:
    call = re.search(rf"(\w+)\.{method}\b", error.source)
    return call[1] if call is not None else "model"


def _not_compiled(found: Found, error: ErrorView) -> Words:
    own = model_in(error)
    return "The model isn't compiled yet.", f"Call {own}.compile(…) before {own}.fit(…)."


def _no_loss(found: Found, error: ErrorView) -> Words:
    return "The model has no loss to learn from.", "Name one in compile: loss='mean_squared_error'."


def _no_data(found: Found, error: ErrorView) -> Words | None:
    if ".fit" not in error.source:
        return None
    message = "fit needs both: what goes in, and the target."
    return message, f"{model_in(error)}.fit(predictors, target, …)"


def _in_one_list(found: Found, error: ErrorView) -> Words | None:
    if re.search(r"\.fit\(\s*\[", error.source) is None:
        return None
    message = "fit takes what goes in and the target as two values, not as one list."
    return message, f"{model_in(error)}.fit(predictors, target, …)"


def _metrics_list(found: Found, error: ErrorView) -> Words:
    return "metrics is a list.", f"Write it in square brackets: metrics=['{found[1]}']."


def _metrics_place(found: Found, error: ErrorView) -> Words:
    message = "A text stands among the arguments of compile where a number belongs."
    return message, "Name the metrics: metrics=['accuracy']."


def _units(found: Found, error: ErrorView) -> Words:
    value = found[1].strip()
    message = f"A Dense layer is told how many nodes it has, as a whole number; this is {value}."
    if kind_of(value) is not None:
        return message, f"The number comes first, then activation='{value}'."
    if re.fullmatch(r"\d+", value):
        return message, "As a text, that is: take the quotes away."
    return message, ""


def _not_a_layer(found: Found, error: ErrorView) -> Words:
    message = "add takes one layer."
    if found[2] == "type":
        name = found[1].rpartition(".")[2].rstrip("'>")
        return message, f"{name} needs parentheses with the number of nodes: {name}(50)."
    if found[2] == "list":
        return message, "Call add once for each layer of the list."
    return message, "For example: Dense(50, activation='relu')."


def _layer_list(found: Found, error: ErrorView) -> Words | None:
    if "Sequential" not in error.source:
        return None
    message = "Sequential takes its layers as one list."
    return message, "Put square brackets around them: Sequential([…, …])."


def _no_layers(found: Found, error: ErrorView) -> Words:
    return "The model has no layers yet.", f"Put them in with {model_in(error)}.add(Dense(…))."


# --- what models and trainings give back ------------------------------------------------------


def _nothing_back(found: Found, error: ErrorView) -> Words | None:
    if found[1] not in (*METHODS, "loss", "layers", "optimizer", "metrics"):
        return None
    message = f"This is None, and None has no .{found[1]}."
    return message, "compile and add give nothing back: call them without model = before it."


def _history(found: Found, error: ErrorView) -> Words:
    message = "This is what fit gives back, a History, and not the model."
    return message, "Keep the model: call fit without model = before it."


def _gone(found: Found, error: ErrorView) -> Words | None:
    name = found[1]
    return (f"Models no longer have .{name}.", GONE[name]) if name in GONE else None


def _predict_on_data(found: Found, error: ErrorView) -> Words | None:
    kind = str(error.facts.get("type", found[1])).rpartition(".")[2]
    if kind in ("Sequential", "Functional", "Model", "NoneType"):
        return None
    what = {"ndarray": "an array", "DataFrame": "a table", "list": "a list"}.get(kind, f"a {kind}")
    data = str(error.facts.get("object") or "data")
    models = error.facts.get("models")
    model = str(models[0]) if isinstance(models, list) and models else "model"
    message = f"{data} is {what}, and that can't predict." if data != "data" else (
        f"This is {what}, and that can't predict."
    )  # fmt: skip
    return message, f"It's the model that predicts, for data: {model}.predict({data})."


def _text_and_none(found: Found, error: ErrorView) -> Words:
    if ".loss" in error.source:
        message = "The model has no loss yet, so there is no text to print."
        return message, "compile gives it one: loss='mean_squared_error'."
    return "One of these values is None, and None can't be added to a text.", ""


_FAMILY: Family = (
    (r"not recognized: \{'(\w+)': ([^,}]*)", _not_recognized),
    (r"Unrecognized keyword arguments passed to (\w+): \{'(\w+)'", _unrecognized),
    (r"([\w.]+)\(\) got an unexpected keyword argument '(\w+)'", _unexpected),
    (
        r"Could not interpret (activation function|optimizer|loss|metric) identifier: (.*)",
        _unknown_name,
    ),
    (r"Argument `learning_rate` should be float.*learning_rate=(.*)", _rate),
    (r"([\w.]+)\(\) missing \d+ required positional arguments?: ('\w+')", _missing),
    (r"You must call `compile\(\)`", _not_compiled),
    (r"No loss to compute", _no_loss),
    (r"None values not supported|pop from an empty set|is not optional, but None", _no_data),
    (r"Exception encountered when calling", _in_one_list),
    (r"Expected `metrics` argument to be a list.*metrics=(\w+)", _metrics_list),
    (r"dtype='string' is not a valid dtype", _metrics_place),
    (r"invalid value for `units`.*units=(.*)", _units),
    (r"Only instances of `keras.Layer` can be added.*Received: (.*) \(of type <class '(\w+)",
     _not_a_layer),
    (r"Expected `trainable` to be a boolean|'\w+' object is not iterable", _layer_list),
    (r"cannot be built because it has no layers", _no_layers),
    (r"^Input 0 .*expected axis -1 .* value (\d+), but .* shape \((?:None|\d+), (\d+)\)",
     shapes.shared),
    (r"Matrix size-incompatible: In\[0\]: \[\d+,(\d+)\], In\[1\]: \[(\d+),", shapes.matrix),
    (r"expected axis -1 of input shape to have value (\d+), .* shape \(([^)]*)\)",
     shapes.columns),
    (r"Expected shape \((?:None, )?([^)]*)\), but input has incompatible shape \(([^)]*)\)",
     shapes.input_shape),
    (r"`target` and `output` must have.*target\.shape=\(([^)]*)\), output\.shape=\(([^)]*)\)",
     shapes.target),
    (r"compile_loss.*Incompatible shapes: \[([^\]]*)\] vs\. \[([^\]]*)\]", shapes.loss),
    (r"compile_loss.*with input shapes: \[([^\]]*)\], \[([^\]]*)\]", shapes.loss),
    (r"Argument `output` must have rank .*`target.ndim - 1`", shapes.sparse),
    (r"'x' sizes: ([\d, ]*\d)[\s']*'?y' sizes: ([\d, ]*\d)", shapes.lengths),
    (r"Unrecognized data type: \w+=(.*) \(of type <class '([\w.]+)'", shapes.data_type),
    (r"Invalid dtype: (object|str|<U|string)", shapes.texts),
    (r"Cannot convert '(.*)' to a shape", shapes.shape_tuple),
    (r"'NoneType' object has no attribute '(\w+)'", _nothing_back),
    (r"'History' object has no attribute '(\w+)'", _history),
    (r"'([\w.]+)' object has no attribute 'predict'", _predict_on_data),
    (r"object has no attribute '(\w+)'", _gone),
    (r'can only concatenate str \(not "NoneType"\)', _text_and_none),
)  # fmt: skip
