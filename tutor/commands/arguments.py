"""What argparse lacks: options anywhere, errors in one line, options that leave the screen out."""

from __future__ import annotations

import argparse
import re

from tutor.network.spelling import nearest_word


class Parser(argparse.ArgumentParser):
    """Wrong use is one line on standard error and exit code 2.

    Options of a command may stand between its arguments, as in ``answer WHAT --json TEXT``.
    """

    _intermixed = False

    def parse_known_args(  # type: ignore[override]
        self, args: list[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Read the arguments in any order, unless ``--`` says which are no options."""
        # What takes them in any order calls this again, and can't do it where there are commands.
        if self._intermixed or self._subparsers is not None or "--" in (args or ()):
            return super().parse_known_args(args, namespace)
        self._intermixed = True
        return self.parse_known_intermixed_args(args, namespace)

    def error(self, message: str) -> None:  # type: ignore[override]
        """Say what is wrong, and what may be meant, and end."""
        self.exit(2, f"{self.prog}: {_with_nearest(message)} (see {self.prog} --help)\n")


def _with_nearest(message: str) -> str:
    """A message about an unknown word: with the one that is like it, if one is."""
    found = re.search(r"invalid choice: '(.*)' \(choose from (.*)\)", message)
    if found is None:
        return message
    near = nearest_word(found[1], re.findall(r"[\w-]+", found[2]))
    return f"{message}; did you mean {near}?" if near else message


class Unseen(argparse.Action):
    """An option with which a command needs no screen; ``const`` is what runs instead."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace,
        values: object, option: str | None = None,
    ) -> None:  # fmt: skip
        """Take the value, and run what prints."""
        setattr(namespace, self.dest, True if self.nargs == 0 else values)
        namespace.run = self.const
