"""A hash of what an exercise asks, to notice when it has changed since it was done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def content_hash(content: Mapping[str, Any]) -> str:
    """16 hexadecimal digits that are the same for the same content, in whatever order its keys are.

    ``content`` is plain data: mappings with texts as keys, lists, texts, numbers, booleans, None.
    """
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]
