"""One output stream of the learner's code: passed on at once, up to a limit."""

from __future__ import annotations

import codecs


class Output:
    """Passes on the first half of ``limit`` bytes, then keeps the last half for the end."""

    def __init__(self, limit: int) -> None:
        self.total = 0
        self._room = limit - limit // 2
        self._tail_limit = limit // 2
        self._tail = bytearray()
        self._left_out = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, data: bytes) -> str:
        """The text that can be passed on now."""
        self.total += len(data)
        now, later = data[: self._room], data[self._room :]
        self._room -= len(now)
        self._tail += later
        # Cut now and then, not at each write.
        if len(self._tail) > 2 * self._tail_limit + 65536:
            self._cut(len(self._tail) - self._tail_limit)
        return self._decoder.decode(now)

    def finish(self) -> tuple[int, str]:
        """How many bytes are left out, and the text that comes after them."""
        self._cut(len(self._tail) - self._tail_limit)
        if self._left_out:
            self._cut(_whole_start(self._tail))
            self._decoder.reset()
        return self._left_out, self._decoder.decode(bytes(self._tail), final=True)

    def _cut(self, count: int) -> None:
        if count > 0:
            del self._tail[:count]
            self._left_out += count


def _whole_start(data: bytearray) -> int:
    """Where the first whole line begins; in one long line, the first whole character."""
    line = data.find(b"\n") + 1
    if 0 < line < len(data):
        return line
    # In UTF-8 the bytes after the first of a character are 10xxxxxx.
    return next((place for place, byte in enumerate(data) if byte & 0xC0 != 0x80), len(data))
