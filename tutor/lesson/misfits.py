"""What does not fit the format, with what that knows of the part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails

from tutor.lesson.base import Model
from tutor.lesson.locate import Located, locate, part
from tutor.lesson.source import Place


@dataclass(frozen=True, slots=True)
class Misfit:
    """One complaint of pydantic: where in the data, and of which model, which knows its keys."""

    details: ErrorDetails
    at: Located
    data: Any

    @classmethod
    def of(cls, model: type[Model], details: ErrorDetails, data: Any) -> Misfit:
        """A complaint about data that was to be of a model."""
        return cls(details, locate(model, details["loc"], data), data)

    @property
    def type(self) -> str:
        """What pydantic calls it."""
        return self.details["type"]

    @property
    def value(self) -> Any:
        """What stands there."""
        return self.details["input"]

    @property
    def place(self) -> Place:
        """Where it is in the data."""
        return self.at.place

    @property
    def key(self) -> str:
        """The last key of the place."""
        return str(self.place[-1]) if self.place else ""

    @property
    def name(self) -> str:
        """What the part is called."""
        return self.called(self.place)

    @property
    def keys(self) -> list[str]:
        """The keys that could stand beside, or in place of, the last one."""
        return keys_of(self.at.owner)

    @property
    def is_about_key(self) -> bool:
        """Whether the key is at fault, and not what stands under it."""
        return self.type == "extra_forbidden" or self.details["loc"][-1:] == ("[key]",)

    def called(self, place: Place) -> str:
        """What a part is called: its key, and the item's number where it is in a list."""
        if not place:
            return "the file"
        if not isinstance(part(self.data, place[:-1]), list | tuple):
            return str(place[-1])
        if place[:-1] == ("exercises",):
            return "an exercise"
        return f"item {int(place[-1]) + 1} of {self.called(place[:-1])}"


def keys_of(model: type[Model] | None) -> list[str]:
    """The keys of a model as a file has them; none without a model."""
    fields = model.model_fields if model else {}
    return [field.alias or name for name, field in fields.items()]
