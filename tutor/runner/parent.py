"""A warm parent process as the screen holds it: started, spoken to, ended."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tutor
from tutor.runner import host, sandbox, tree, wire
from tutor.runner.observation import Needs

Tell = Callable[[int | None], object]

#: A parent that was asked to end has this long.
END_SECONDS = 2.0
#: A new process says something within so many seconds.
START_SECONDS = 60.0


class ParentError(Exception):
    """The parent process is gone, or hung."""


@dataclass(frozen=True, slots=True)
class Isolation:
    """What stands between the learner's code and the machine.

    ``sandbox``: around all of it, without network, home and lessons; ``namespaces``: around each
    submission, with an end to all it started and a /tmp of its own.
    """

    sandbox: bool = False
    namespaces: bool = False


class Parent:
    """One process of ``tutor.runner.warm``. It starts in the background, in a sandbox if it can.

    ``data_folder`` can be read in it. ``tell`` hears how many wait for a place before this one.
    """

    def __init__(
        self, needs: Needs, data_folder: str | None = None, tell: Tell = lambda before: None
    ) -> None:
        self.needs: Needs = needs
        self.data_folder = data_folder if data_folder and Path(data_folder).is_dir() else None
        self.isolation = Isolation()
        self.ready = False
        self._tell = tell
        self._place: host.Place | None = None
        self._scratch: str | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.StreamReader | None = None
        self._patience = START_SECONDS
        self._starting = asyncio.get_running_loop().create_task(self._start())

    @property
    def alive(self) -> bool:
        """Whether it can still be spoken to, as far as is known."""
        if not self._starting.done():
            return True
        return _succeeded(self._starting) and self._reader is not None and not self._reader.at_eof()

    @property
    def pid(self) -> int | None:
        """The process id of what was started, once it has been."""
        return self._process.pid if self._process else None

    @property
    def holds_place(self) -> bool:
        """Whether others may have to wait as long as this is there."""
        return self._place is not None

    def shows(self, data_folder: str | None) -> bool:
        """Whether data in that folder can be read in it."""
        if data_folder in (None, self.data_folder) or not self.isolation.sandbox:
            return True
        return not Path(str(data_folder)).is_dir()

    #: Whether a sandbox was tried in this program and could not be had.
    _refused = False

    async def _start(self) -> None:
        if self.needs == "keras":
            self._place = await host.place(self._tell)
        if sandbox.available() and not Parent._refused:
            try:
                await self._launch(sandboxed=True)
                return
            except ParentError:
                if not await self._gave_up():
                    raise
                Parent._refused = True
        await self._launch(sandboxed=False)

    async def _launch(self, *, sandboxed: bool) -> None:
        """Start the process and wait for its first words. Raises OSError, ParentError."""
        ours, theirs = socket.socketpair()
        if not sandboxed:
            self._scratch = tempfile.mkdtemp(prefix="tutor-")
        self._decoder, self._frames = wire.Decoder(), list[wire.Frame]()
        with theirs:
            self._process = await launch(
                self.needs, theirs.fileno(), self._scratch, self.data_folder
            )
        self._reader, self._writer = await asyncio.open_connection(sock=ours)
        tag, payload = await self.receive()
        if tag != wire.HELLO:
            raise ParentError(
                "The process that watches the code made no sense; a new one was started."
            )
        self.isolation = Isolation(sandboxed, wire.unpack(payload)["namespaces"])

    async def _gave_up(self) -> bool:
        """Whether the process ended by itself, as bubblewrap does where it can't work; one that
        hangs or was killed is no reason to go without."""
        assert self._process is not None
        with suppress(TimeoutError):
            async with asyncio.timeout(END_SECONDS):
                return await self._process.wait() > 0
        return False

    async def wait_ready(self) -> None:
        """Wait until everything is imported. Raises ParentError, OSError."""
        await asyncio.shield(self._starting)
        while not self.ready:
            tag, _ = await self.receive()
            self.ready = tag == wire.READY

    async def receive(self) -> wire.Frame:
        """The next frame. Raises ParentError at the end, and when nothing is heard for as long as
        was announced. Nothing is lost when cancelled."""
        while not self._frames:
            try:
                data = await self._read()
                self._frames = self._decoder.feed(data)
            except (OSError, wire.FrameError) as error:
                raise ParentError(
                    "The process that watches the code made no sense; a new one was started."
                ) from error
            if not data:
                raise ParentError(
                    "The process that watches the code has ended; a new one was started."
                )
        tag, payload = self._frames.pop(0)
        if tag == wire.BEAT:
            self._patience = float(wire.unpack(payload))
        return tag, payload

    async def _read(self) -> bytes:
        assert self._reader is not None
        for _ in range(2):  # This process may have slept itself, and then what came was not read.
            try:
                async with asyncio.timeout(self._patience / 2):
                    return await self._reader.read(1 << 16)
            except TimeoutError:
                continue
        raise ParentError("The process that watches the code didn't answer; a new one was started.")

    def send(self, tag: bytes, value: Any = None) -> None:
        """Send a command; in vain if the process is gone, which ``receive`` will tell."""
        with suppress(OSError, RuntimeError):
            self._writer.write(wire.pack(tag, value))

    def preload(self, text: str) -> None:
        """Have it import what a text of Python names, as soon as it can."""
        self._starting.add_done_callback(
            lambda task: self.send(wire.PRELOAD, text) if _succeeded(task) else None
        )

    def kill(self) -> None:
        """End the process at once, and everything it started."""
        if self._process is None or self._process.returncode is not None:
            return
        if self._scratch is not None:
            with suppress(ProcessLookupError):
                for number in (signal.SIGTERM, signal.SIGCONT):  # Its keeper ends the rest.
                    self._process.send_signal(number)
            return
        # Bubblewrap ends when all that was in it is gone; first it has to be in there.
        inside = list(tree.children(self._process.pid))
        for pid in inside:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if not inside:
            self._kill_group()

    def _kill_group(self) -> None:
        assert self._process is not None
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    async def close(self) -> None:
        """End the process and everything it started."""
        self._starting.cancel()
        await asyncio.wait((self._starting,))
        if self._process is not None:
            await self._end(self._process)
        if self._reader is not None:
            self._writer.close()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
        if self._place is not None:
            self._place.close()

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        self.kill()
        with suppress(TimeoutError):
            async with asyncio.timeout(END_SECONDS):
                await process.wait()
        if process.returncode is None:
            self._kill_group()
        await process.wait()
        if self._scratch is not None:
            tree.kill_marked(_mark(self._scratch))


def _succeeded(task: asyncio.Task[None]) -> bool:
    return not task.cancelled() and task.exception() is None


async def launch(
    needs: Needs, fd: int, scratch: str | None, data_folder: str | None
) -> asyncio.subprocess.Process:
    """Start the process of a warm parent: in a sandbox, or with a ``scratch`` folder without.

    It has no terminal: neither Ctrl-C nor the terminal's end reach it but through its socket.
    Raises OSError.
    """
    how = "plain" if scratch else "sandboxed"
    arguments = ["-P", "-m", "tutor.runner.warm", needs, str(fd), scratch or "/tmp", how]
    inside = sandbox.command(arguments, data_folder) if scratch is None else []
    command = inside or [sys.executable, *arguments]
    return await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        pass_fds=(fd,),
        start_new_session=True,
        env=environment(scratch or "/tmp"),
    )


def _mark(scratch: str) -> str:
    """What tells the processes of one parent from all others: their home."""
    return f"HOME={scratch}\0"


#: What the code may know of the user's settings: language, time, where libraries are.
_KEPT = ("LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "TUTOR_FORK")


def environment(scratch: str) -> dict[str, str]:
    """The variables a warm parent runs with: quiet libraries, nothing of the user's secrets."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | {
        "CUDA_VISIBLE_DEVICES": "-1",
        "HOME": scratch,
        "KERAS_BACKEND": "tensorflow",
        "KERAS_HOME": f"{scratch}/keras",
        "MPLBACKEND": "module://tutor.runner.plots",
        "MPLCONFIGDIR": f"{scratch}/matplotlib",
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": os.defpath,
        "PYTHONPATH": _search_path(),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "TMPDIR": scratch,
    }


def _search_path() -> str:
    """``PYTHONPATH`` with the place of this program, if that is a checkout."""
    root = Path(tutor.__file__).parent.parent
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if root.name not in ("site-packages", "dist-packages"):
        paths = [str(root), *paths]
    return os.pathsep.join(path for path in paths if path)
