"""A hash of what an exercise asks, to notice when it has changed since it was done."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any


def content_hash(content: Mapping[str, Any]) -> str:
    """16 hexadecimal digits that are the same for the same content, in whatever order its keys are.

    ``content`` is plain data: mappings, lists, texts, numbers, booleans, None. Keys count as texts.
    """
    text = json.dumps(
        _with_text_keys(content), sort_keys=True, separators=(",", ":"), ensure_ascii=True
    )
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


def _with_text_keys(data: Any) -> Any:
    """Keys of one type, so that they can be sorted."""
    if isinstance(data, Mapping):
        return {str(key): _with_text_keys(value) for key, value in data.items()}
    return [_with_text_keys(item) for item in data] if isinstance(data, list) else data


def exercise_hash(exercise: Mapping[Any, Any], networks: Any) -> str:
    """The hash of an exercise with the networks of its lesson that it speaks of.

    Those are the ones it names; an only network needs no name in ``{{ output }}``.
    """
    if not isinstance(networks, Mapping):
        return content_hash(exercise)
    text = json.dumps(_with_text_keys(exercise))
    words = set(re.findall(r"\w+", text))
    used = {name: given for name, given in networks.items() if str(name) in words}
    if not used and len(networks) == 1 and "{{" in text:
        used = dict(networks)
    return content_hash({"exercise": exercise, "networks": used} if used else exercise)
