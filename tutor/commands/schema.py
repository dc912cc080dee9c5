"""``tutor schema``: what editors complete lesson files from."""

from __future__ import annotations

import argparse

from tutor.commands.output import write_json
from tutor.lesson.schema import schema


def run(options: argparse.Namespace) -> int:
    """Print the JSON Schema of a lesson file."""
    write_json(schema())
    return 0
