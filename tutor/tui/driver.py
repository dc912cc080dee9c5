"""The terminal's two lines, for terminals that are not all that Textual takes for granted."""

from __future__ import annotations

import os
import re
import sys
from codecs import IncrementalDecoder, getincrementaldecoder, lookup
from functools import partial

from rich.cells import cell_len
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

#: Sequences that the Linux console does not know, and of which it prints the end: those with a
#: private sign other than ``?``, with a character in between, and names of mouse pointers.
_UNKNOWN = re.compile(r"\x1b(?:\[[<=>][0-?]*[ -/]*[@-~]|\[[0-?]*[ -/]+[@-~]|\][^\x07]*\x07)")


class TerminalDriver(LinuxDriver):
    """Writes what the terminal knows, and reads whatever comes."""

    def run_input_thread(self) -> None:
        """Read keys; bytes that are no character become one, where Textual's own would end."""
        vars(linux_driver)["getincrementaldecoder"] = _forgiving
        super().run_input_thread()

    def write(self, data: str) -> None:
        """Write to the terminal."""
        encoding = getattr(self._file, "encoding", None) or "utf-8"
        super().write(encodable(data, encoding))


class ConsoleDriver(TerminalDriver):
    """The Linux console, which has no second screen to leave for the first."""

    def write(self, data: str) -> None:
        """Write what the console knows."""
        super().write(_UNKNOWN.sub("", data))

    def stop_application_mode(self) -> None:
        """Leave an empty screen."""
        self.write("\x1b[0m\x1b[H\x1b[J")
        super().stop_application_mode()


def driver_class() -> type[TerminalDriver]:
    """The driver for the terminal at hand."""
    return ConsoleDriver if os.environ.get("TERM") == "linux" else TerminalDriver


def encodable(text: str, encoding: str) -> str:
    """The text with a ``?`` in each cell of a character that the terminal's encoding lacks."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(map(partial(_in_cells, encoding=encoding), text))
    return text


def _in_cells(character: str, encoding: str) -> str:
    lacks = character.encode(encoding, "replace") == b"?" != character.encode()
    return "?" * cell_len(character) if lacks else character


def _forgiving(_: str) -> partial[IncrementalDecoder]:
    """What makes a decoder of the terminal's encoding; where only ASCII is known, of UTF-8."""
    encoding = lookup(getattr(sys.__stdin__, "encoding", None) or "utf-8").name
    known = encoding if encoding != "ascii" else "utf-8"
    return partial(getincrementaldecoder(known), errors="replace")
