"""``tutor schema``: what editors complete lesson files from."""

from __future__ import annotations

import argparse
import sys

from tutor.lesson.schema import schema_file


def run(options: argparse.Namespace) -> int:
    """Print the JSON Schema of a lesson file, or of ``course.yaml``."""
    sys.stdout.write(schema_file(options.of).read_text(encoding="utf-8"))
    return 0
