"""A warm parent process as the screen holds it: started, spoken to, ended."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import tutor
from tutor.runner import wire
from tutor.runner.observation import Needs

#: A parent that was asked to end has this long.
END_SECONDS = 2.0


class ParentError(Exception):
    """The parent process is gone."""


class Parent:
    """One process of ``tutor.runner.warm``. It starts in the background."""

    def __init__(self, needs: Needs) -> None:
        self.needs: Needs = needs
        self.ready = False
        self._scratch = tempfile.mkdtemp(prefix="tutor-")
        self._process: asyncio.subprocess.Process | None = None
        self._decoder = wire.Decoder()
        self._frames: list[wire.Frame] = []
        self._starting = asyncio.get_running_loop().create_task(self._start())

    @property
    def alive(self) -> bool:
        """Whether it can still be spoken to, as far as is known."""
        if not self._starting.done():
            return True
        return self._starting.exception() is None and not self._reader.at_eof()

    @property
    def pid(self) -> int | None:
        """The process id, once it has been started."""
        return self._process.pid if self._process else None

    async def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = await launch(self.needs, theirs.fileno(), self._scratch)
        self._reader, self._writer = await asyncio.open_connection(sock=ours)

    async def wait_ready(self) -> None:
        """Wait until everything is imported. Raises ParentError."""
        await asyncio.shield(self._starting)
        while not self.ready:
            tag, _ = await self.receive()
            self.ready = tag == wire.READY

    async def receive(self) -> wire.Frame:
        """The next frame. Raises ParentError at the end. Nothing is lost when cancelled."""
        while not self._frames:
            try:
                data = await self._reader.read(1 << 16)
                self._frames = self._decoder.feed(data)
            except (OSError, wire.FrameError) as error:
                raise ParentError("the warm parent makes no sense") from error
            if not data:
                raise ParentError("the warm parent has ended")
        return self._frames.pop(0)

    def send(self, tag: bytes, value: Any = None) -> None:
        """Send a command; in vain if the process is gone, which ``receive`` will tell."""
        with suppress(OSError, RuntimeError):
            self._writer.write(wire.pack(tag, value))

    def preload(self, text: str) -> None:
        """Have it import what a text of Python names, as soon as it can."""
        self._starting.add_done_callback(
            lambda task: None if task.exception() else self.send(wire.PRELOAD, text)
        )

    def kill(self) -> None:
        """End the process at once."""
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    async def close(self) -> None:
        """End the process and everything it started."""
        with suppress(OSError):
            await self._starting
        if self._process is not None:
            # The end of the socket ends it too, but not before its imports are done.
            with suppress(ProcessLookupError):
                self._process.terminate()
            self._writer.close()
            try:
                await asyncio.wait_for(self._process.wait(), END_SECONDS)
            except TimeoutError:
                self.kill()
                await self._process.wait()
        shutil.rmtree(self._scratch, ignore_errors=True)


async def launch(needs: Needs, fd: int, scratch: str) -> asyncio.subprocess.Process:
    """Start the process of a warm parent. This is the place for a sandbox around it.

    It has no terminal: neither Ctrl-C nor the terminal's end reach it but through its socket.
    Raises OSError.
    """
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "tutor.runner.warm", needs, str(fd), scratch),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        pass_fds=(fd,),
        start_new_session=True,
        env=environment(scratch),
    )


def environment(scratch: str) -> dict[str, str]:
    """The variables a warm parent runs with: quiet libraries, nothing of the user's settings."""
    changes = {
        "CUDA_VISIBLE_DEVICES": "-1",
        "KERAS_BACKEND": "tensorflow",
        "KERAS_HOME": str(Path(scratch) / "keras"),
        "MPLBACKEND": "module://tutor.runner.plots",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": _search_path(),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
    }
    return {**os.environ, **changes}


def _search_path() -> str:
    """``PYTHONPATH`` with the place of this program, if that is a checkout."""
    root = Path(tutor.__file__).parent.parent
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if root.name not in ("site-packages", "dist-packages"):
        paths = [str(root), *paths]
    return os.pathsep.join(path for path in paths if path)
