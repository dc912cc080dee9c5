"""What all parts of the lesson format share."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

Number = int | float

#: A quantity ("delta(node_0)"), arithmetic with quantities, or "{{ … }}" around one.
QuantityText = str


def _python(value: Any) -> Any:
    """A bare number or true/false in YAML is the Python text of it."""
    return repr(value) if isinstance(value, bool | int | float) else value


#: A Python expression, as the learner would write it; a bare number in YAML will do, too.
PythonText = Annotated[str, BeforeValidator(_python, json_schema_input_type=str | Number | bool)]

#: What names a thing for good: lower-case letters, digits and hyphens.
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]


def _one_of_in_schema(schema: dict[str, JsonValue], model: type[Model]) -> None:
    if model.one_of:
        schema["oneOf"] = [{"required": [key]} for key in model.one_of]


class Model(BaseModel):
    """What all parts of the format share: no unknown keys, no silent conversions, no changes."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        json_schema_extra=_one_of_in_schema,
    )

    #: Keys of which exactly one has to be there.
    one_of: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        given = [key for key in self.one_of if getattr(self, key) is not None]
        if self.one_of and len(given) != 1:
            raise PydanticCustomError("one_of", "one_of", {"given": given, "keys": self.one_of})
        return self
