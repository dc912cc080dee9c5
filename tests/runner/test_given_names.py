"""What authors are told is given is what the runner gives."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.runner.given import give, names_given
from tutor.runner.observation import Job


@pytest.mark.parametrize(
    ("needs", "data"), [("numpy", None), ("pandas", None), ("numpy", "wages"), ("numpy", "digits")]
)
def test_the_names_are_those_of_the_namespace(needs: Any, data: str | None) -> None:
    namespace: dict[str, Any] = {}
    give(Job(code="", needs=needs, data=data), namespace)
    assert set(namespace) == names_given(needs, data)
