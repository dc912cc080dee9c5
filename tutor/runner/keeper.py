"""The keeper: a small process between the screen and a warm parent that has no sandbox.

It does what the end of a sandbox does. It imports no library and runs nothing of the learner's,
so that it can always do so at once.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
from typing import NoReturn

from tutor.runner import process

#: What wakes it: the warm parent ended or was halted, or it is to end itself.
_WAKING = (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)

#: As long as there is something left, but not for ever.
_SECONDS = 60.0


def keep(screen: socket.socket, folder: str) -> None:
    """Fork, and return in the new process only.

    The keeper waits until that one has ended or is halted, the screen lets go of the socket, or a
    signal asks for it. Then it ends what is left, takes the folder away and exits.
    """
    process.become_subreaper()
    signal.pthread_sigmask(signal.SIG_BLOCK, _WAKING)  # None is to come before it is waited for.
    pid = os.fork()
    if pid:
        _keep(pid, screen, folder)
    process.die_with_parent(signal.SIGKILL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _WAKING)


def _keep(pid: int, screen: socket.socket, folder: str) -> NoReturn:
    try:
        process.die_with_parent(signal.SIGCONT)  # Should it be halted, it goes on and sees the end.
        _wait(screen)
    finally:
        process.kill_group(pid)
        process.kill_orphans(_SECONDS)
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)


def _wait(screen: socket.socket) -> None:
    """Wait for a signal, or for the end of the socket, from which nothing is read."""
    woken, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    for number in _WAKING:
        signal.signal(number, lambda *_: None)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _WAKING)
    poll = select.poll()
    poll.register(screen, 0)
    poll.register(woken, select.POLLIN)
    poll.poll()
