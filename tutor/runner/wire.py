"""Frames: how the screen, the warm parent and a running child talk over private pipes.

A frame is its length (4 bytes, big-endian), a tag (1 byte) and a payload of JSON.
"""

from __future__ import annotations

import json
import os
import struct
from typing import Any

#: No frame is longer; who announces a longer one is not listened to any more.
FRAME_LIMIT = 32 << 20

# From the screen to the warm parent.
# FINISH ends a training, and the job soon after; STOP ends the job at once.
RUN, STOP, FINISH, PRELOAD = b"r", b"s", b"f", b"p"
# From the warm parent to the screen.
HELLO, READY, BEGUN, OUTPUT, ENDED = b"H", b"R", b"B", b"O", b"X"
# A sign of life from it: within so many seconds comes the next frame.
BEAT = b"b"
# From a child to the warm parent, which passes EVENT and RESULT on; BEGUN from it starts the clock.
LINE, EVENT, RESULT = b"L", b"E", b"F"

_HEADER = struct.Struct(">Ic")

Frame = tuple[bytes, bytes]


class FrameError(ValueError):
    """Bytes that are no frame, or a payload that is no JSON."""


def frame(tag: bytes, content: bytes) -> bytes:
    """The bytes of one frame."""
    return _HEADER.pack(len(content), tag) + content


def pack(tag: bytes, value: Any = None) -> bytes:
    """The bytes of a frame that carries a JSON value."""
    return frame(tag, payload(value))


def payload(value: Any) -> bytes:
    """A JSON value as it stands in a frame."""
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def unpack(content: bytes) -> Any:
    """The JSON value in a payload, whoever sent it. Raises FrameError."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FrameError("the payload of a frame is no JSON") from error


class Decoder:
    """Cuts a stream of bytes into frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that are complete now. Raises FrameError for one that is too long."""
        self._buffer += data
        frames: list[Frame] = []
        start = 0
        while len(self._buffer) - start >= _HEADER.size:
            length, tag = _HEADER.unpack_from(self._buffer, start)
            if length > FRAME_LIMIT:
                raise FrameError(f"a frame of {length} bytes is too long")
            end = start + _HEADER.size + length
            if len(self._buffer) < end:
                break
            frames.append((tag, bytes(self._buffer[start + _HEADER.size : end])))
            start = end
        del self._buffer[:start]
        return frames


def write_all(fd: int, data: bytes) -> None:
    """Write everything to a blocking descriptor. Raises OSError when nobody listens."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]
