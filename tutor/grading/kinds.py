"""What the types of values are called."""

from __future__ import annotations

import re

_WORDS = {
    **dict.fromkeys(("int", "float", "complex"), "a number"),
    **{"str": "a text", "bytes": "a text", "bool": "True or False", "NoneType": "None"},
    **{"list": "a list", "tuple": "a tuple", "dict": "a dict", "set": "a set"},
    **{"ndarray": "an array", "Tensor": "an array", "EagerTensor": "an array"},
    **{"DataFrame": "a table", "Series": "a column of a table", "Index": "the names of a table"},
    **{"Sequential": "a model", "Functional": "a model", "History": "what fit gives back"},
    **dict.fromkeys(("function", "method", "builtin_function_or_method", "ufunc"), "a function"),
    **{"method-wrapper": "a function", "type": "a class", "module": "a module"},
    **{"range": "a range", "generator": "a generator", "ellipsis": "... of the starter"},
}


def in_words(type_name: str) -> str:
    """What a value of a type is, with its article: ``numpy.ndarray`` is "an array"."""
    plain = plainly(type_name.rpartition(".")[2])
    return _WORDS.get(plain, f"a value of type {plain}")


def plainly(message: str) -> str:
    """A text with the numbers of numpy called as Python's own: ``numpy.float64`` is ``float``."""
    return re.sub(r"\b(?:numpy\.)?(?:u?(int)|(float))(?:8|16|32|64)\b", r"\1\2", message)
