"""An OpenSSH server of one's own on the loopback address, and logins to it from a real terminal."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.terminal import Terminal
from tutor.runner.tree import children

#: sshd has to be called by its full path.
SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
NEEDED = {"sshd": SSHD, "ssh": shutil.which("ssh"), "ssh-keygen": shutil.which("ssh-keygen")}

CONFIG = """\
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/learner.pub
StrictModes no
PidFile none
PermitRootLogin prohibit-password
ClientAliveInterval 1
ClientAliveCountMax 2
SetEnv {variables}
"""


class NoServerError(RuntimeError):
    """Why a server can't be had here."""


class Server:
    """sshd with its own keys and settings, all in one folder; ``with`` ends it and its sessions."""

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str],
        settings: str = "",
        key_options: str = "",
    ) -> None:
        missing = [name for name, path in NEEDED.items() if path is None]
        if missing or SSHD is None:
            raise NoServerError(f"{', '.join(missing)} not found: install openssh-server")
        self._folder = folder
        for name in ("host", "learner"):
            make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
            subprocess.run(make, check=True)
        key = folder / "learner.pub"
        key.write_text(f"{key_options} {key.read_text()}".lstrip())
        variables = " ".join(f'"{key}={text}"' for key, text in environment.items())
        config = folder / "sshd_config"
        config.write_text(CONFIG.format(folder=folder, variables=variables) + settings)
        check = subprocess.run(
            [SSHD, "-t", "-f", str(config)], capture_output=True, text=True, check=False
        )
        if check.returncode:
            raise NoServerError(check.stderr.strip())
        self.port = _free_port()
        command = [SSHD, "-D", "-E", str(folder / "log"), "-f", str(config), "-p", str(self.port)]
        self._process = subprocess.Popen(command)
        self._wait_until_it_listens()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        for session in self.sessions():
            os.kill(session, signal.SIGKILL)
        self._process.kill()
        self._process.wait()

    @property
    def client(self) -> list[str]:
        """The command that logs in, without what is to be run."""
        options = {
            "IdentityFile": str(self._folder / "learner"),
            "IdentitiesOnly": "yes",
            "UserKnownHostsFile": str(self._folder / "known"),
            "StrictHostKeyChecking": "accept-new",
            "LogLevel": "ERROR",
            "EscapeChar": "none",
        }
        flags = [word for key, text in options.items() for word in ("-o", f"{key}={text}")]
        who = f"{getpass.getuser()}@127.0.0.1"
        return ["ssh", "-F", "none", "-p", str(self.port), *flags, "-tt", who]

    def log_in(self, *command: str, size: tuple[int, int] = (80, 24)) -> Terminal:
        """A terminal whose only process is an ssh client."""
        kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        return Terminal([*self.client, *command], kept | {"TERM": "xterm-256color"}, size)

    def sessions(self) -> list[int]:
        """The server's processes for those who are logged in."""
        return list(children(self._process.pid))

    def _wait_until_it_listens(self) -> None:
        end = time.monotonic() + 10
        while time.monotonic() < end and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        log = (self._folder / "log").read_text(encoding="utf-8")
        self.__exit__()
        raise NoServerError(f"sshd does not listen: {log}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
