"""What the keys of the format are for, said by the text below each in its model."""

from __future__ import annotations

import ast
import inspect
import textwrap

from tutor.lesson.base import Model


def descriptions(model: type[Model]) -> dict[str, str]:
    """The text below each key of a model and of those it is made from."""
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if not issubclass(each, Model) or each is Model:
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(each))).body[0]
        assert isinstance(body, ast.ClassDef)
        for field, text in zip(body.body, body.body[1:], strict=False):
            match field, text:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(
                    value=ast.Constant(value=str(said))
                ) if name in each.model_fields:
                    found[each.model_fields[name].alias or name] = " ".join(said.split())
    return found
