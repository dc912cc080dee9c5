"""Code in the sandbox tries to break every promise; run as root all of it is tried again as a user.

Where the kernel allows no namespaces (some containers) nothing of this is promised, nor tested.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from tutor.datasets.table import path_of
from tutor.runner import tree
from tutor.runner.namespaces import SPACE_LIMIT
from tutor.runner.observation import Job, Observation
from tutor.runner.parent import Parent
from tutor.runner.runner import Runner

in_module = pytest.mark.asyncio(loop_scope="module")

ROOT = Path(__file__).parents[2]

#: What every attempt begins with: ``tried`` prints what came of something that must not work.
HEAD = """
import ctypes, os, signal, socket, sys
libc = ctypes.CDLL(None, use_errno=True)

def tried(action):
    try:
        result = action()
    except (OSError, MemoryError) as error:
        print("refused", file=sys.stderr)
    else:
        print("refused" if result == -1 else f"it worked: {result!r}", file=sys.stderr)
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def runner(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Runner]:
    data = tmp_path_factory.mktemp("tutor-home") / "data"
    data.mkdir()
    data.parent.chmod(0o700)
    (data.parent / "progress.sqlite").write_text("what was learnt")
    shipped = path_of("wages").read_text().splitlines()
    (data / "wages.csv").write_text("\n".join(shipped[:4]))
    os.environ["A_SECRET"] = "swordfish"
    async with Runner(data) as runner:
        isolation = await runner.isolation()
        if not (isolation.sandbox and isolation.namespaces):
            pytest.skip("no bubblewrap here, or the kernel allows no user namespaces")
        yield runner
    del os.environ["A_SECRET"]


async def run(runner: Runner, code: str, **limits: float) -> Observation:
    """What is seen of the code; afterwards the runner must still work."""
    job = Job(HEAD + textwrap.dedent(code), time_limit=limits.get("time_limit", 10.0))
    seen = await runner.run(job)
    assert (await runner.run(Job("print('still here')"))).printed == "still here\n"
    return seen


async def all_refused(runner: Runner, code: str) -> None:
    """Every single thing the code tried was refused."""
    seen = await run(runner, code)
    assert seen.ending == "complete", seen
    assert set(seen.messages.splitlines()) == {"refused"}, seen.messages


@in_module
async def test_nothing_can_be_written_outside_its_own_tmp(runner: Runner) -> None:
    seen = await run(
        runner,
        """
        def writable(folder):
            try:
                open(f"{folder}/x", "w").close()
                return True
            except OSError:
                return False

        mounted = [line.split()[4] for line in open("/proc/self/mountinfo")]
        walked = [folder for folder, *_ in os.walk("/dev")] + sys.path + ["/", "/etc", "/root"]
        found = {folder for folder in mounted + walked if writable(folder)}
        print(sorted(found))
        """,
    )
    assert seen.printed == "['/dev/shm', '/tmp']\n"


@in_module
async def test_home_lessons_and_progress_cannot_be_read(runner: Runner, tmp_path: Path) -> None:
    assert runner._data_folder is not None
    note = tmp_path / "note.txt"
    note.write_text("private")
    hidden = [
        *(Path.home() / name for name in (".ssh", ".bashrc", ".profile", ".local/share/tutor")),
        *(ROOT / "lessons", ROOT / "tests", ROOT / ".git", ROOT / "tutor" / "_lessons"),
        *(Path("/run"), Path("/etc/shadow"), Path("/etc/ssh"), Path("/sys"), Path("/var"), note),
        Path(runner._data_folder).parent / "progress.sqlite",
    ]
    seen = await run(
        runner,
        f"""
        for path in {[str(path) for path in hidden]}:
            if os.path.exists(path) and (os.path.isfile(path) or os.listdir(path)):
                print("seen:", path)
        """,
    )
    assert (seen.ending, seen.printed) == ("complete", "")


@in_module
async def test_the_learners_data_can_be_read_and_not_written(runner: Runner) -> None:
    folder = runner._data_folder
    assert folder is not None
    code = f"print(len(df))\nopen({folder + '/wages.csv'!r}, 'a')"
    seen = await runner.run(Job(code, data="wages", data_folder=folder))
    assert seen.printed == "3\n"
    assert seen.error is not None and seen.error.type in ("OSError", "PermissionError")


@in_module
async def test_no_other_process_can_be_seen_read_or_written(runner: Runner) -> None:
    await all_refused(
        runner,
        """
        pids = {int(name) for name in os.listdir("/proc") if name.isdecimal()}
        tried(lambda: pids if pids != {1, os.getpid()} else -1)
        for name in ("mem", "maps", "environ", "root/etc", "fd/0", "cwd/x", "ns/mnt"):
            for flags in (os.O_RDONLY, os.O_RDWR):
                tried(lambda: os.open(f"/proc/1/{name}", flags))
        tried(lambda: libc.ptrace(16, 1, 0, 0))
        tried(lambda: libc.ptrace(0x4206, 1, 0, 0))
        buffer = ctypes.create_string_buffer(8)
        class Vector(ctypes.Structure):
            _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
        here = Vector(ctypes.addressof(buffer), 8)
        there = Vector(id(sys), 8)
        tried(lambda: libc.process_vm_readv(1, ctypes.byref(here), 1, ctypes.byref(there), 1, 0))
        tried(lambda: libc.process_vm_writev(1, ctypes.byref(here), 1, ctypes.byref(there), 1, 0))
        """,
    )


@in_module
async def test_it_holds_no_descriptor_but_its_own_pipes(runner: Runner) -> None:
    await asyncio.sleep(0.5)  # so that several wait for their jobs, beside each other
    for _ in range(3):
        seen = await runner.run(
            Job(
                "import os\n"
                "for fd in os.listdir('/proc/self/fd'):\n"
                "    try: print(os.readlink(f'/proc/self/fd/{fd}').partition(':')[0])\n"
                "    except OSError: pass\n"
            )
        )
        held = seen.printed.split()
        assert set(held) <= {"pipe", "/dev/null", f"/proc/{2}/fd", "/dev/urandom"}
        assert held.count("pipe") == 4  # output, messages, events, lines


@in_module
async def test_no_signal_reaches_what_watches_it(runner: Runner) -> None:
    before = runner._parents["numpy"].pid
    seen = await run(
        runner,
        """
        for number in signal.valid_signals() - {signal.SIGUSR1, signal.SIGUSR2}:
            os.kill(1, number)
            os.kill(os.getppid(), number)
        tried(lambda: os.kill(-1, signal.SIGKILL))
        tried(lambda: [os.kill(pid, 0) for pid in range(3, 5000)])
        """,
    )
    assert (seen.ending, seen.messages) == ("complete", "refused\nrefused\n")
    assert runner._parents["numpy"].pid == before


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[list[tuple[int, object]]]:
    """Addresses at which this process listens: loopback, and sockets with and without a path."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    addresses: list[tuple[int, object]] = [
        (socket.AF_INET, ("127.0.0.1", 0)),
        (socket.AF_UNIX, str(folder / "socket")),
        (socket.AF_UNIX, f"\0tutor-test-{os.getpid()}"),
    ]
    if os.access("/run", os.W_OK):
        addresses.append((socket.AF_UNIX, f"/run/tutor-test-{os.getpid()}"))
    sockets = []
    for family, address in addresses:
        server = socket.socket(family)
        server.bind(address)
        server.listen()
        sockets.append(server)
    folder.chmod(0o755)
    yield [(server.family.value, server.getsockname()) for server in sockets]
    for server in sockets:
        with closing(server):
            name = server.getsockname()
        if isinstance(name, str):
            Path(name).unlink()
    shutil.rmtree(folder)


@in_module
async def test_no_server_can_be_reached(
    runner: Runner, listening: list[tuple[int, object]]
) -> None:
    for family, address in listening:  # They can be reached from here.
        with closing(socket.socket(family)) as client:
            client.connect(address)
    away = [*listening, (socket.AF_INET, ("192.0.2.1", 80)), (socket.AF_INET6, ("2001:db8::1", 80))]
    await all_refused(
        runner,
        f"""
        for family, address in {[(int(family), address) for family, address in away]!r}:
            tried(lambda: socket.socket(family).connect(address))
        tried(lambda: socket.getaddrinfo("localhost.example.org", 80))
        """,
    )


@in_module
async def test_it_has_no_capabilities_and_cannot_get_any(runner: Runner) -> None:
    seen = await run(
        runner,
        """
        status = dict(line.split(":") for line in open("/proc/self/status"))
        print(*{status[name].strip() for name in status if name.startswith("Cap")})
        print(status["NoNewPrivs"].strip(), os.getuid() != 0, os.geteuid() != 0)
        """,
    )
    assert seen.printed == "0000000000000000\n1 True True\n"
    await all_refused(
        runner,
        """
        MS_REMOUNT, MS_BIND, NEW_USER, NEW_NET = 32, 4096, 0x10000000, 0x40000000
        for folder in (b"/", b"/usr", b"/tmp", b"/proc", sys.prefix.encode()):
            tried(lambda: libc.mount(None, folder, None, MS_REMOUNT | MS_BIND, None))
            tried(lambda: libc.umount2(folder, 2))
        tried(lambda: libc.mount(b"tmpfs", b"/tmp", b"tmpfs", 0, None))
        for flags in (NEW_USER, NEW_USER | NEW_NET, 0x20000, NEW_NET, 0x20000000):
            tried(lambda: libc.unshare(flags))
        tried(lambda: os.setuid(0))
        tried(lambda: os.chroot("/tmp"))
        tried(lambda: libc.sethostname(b"x", 1))
        tried(lambda: open("/proc/sys/user/max_user_namespaces", "w").write("9"))
        tried(lambda: open("/proc/sys/kernel/core_pattern", "w"))
        tried(lambda: open("/proc/sysrq-trigger", "w"))
        tried(lambda: os.mknod("/tmp/disk", 0o60600, os.makedev(254, 0)))
        """,
    )


@in_module
@pytest.mark.parametrize("how", ["ends", "is ended"])
async def test_nothing_it_started_outlives_it(runner: Runner, how: str) -> None:
    mark = f"outliving-{os.getpid()}-{how.replace(' ', '-')}"
    code = f"""
        for _ in range(3):
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))
                    code = "import time; print(1, flush=True); time.sleep(1000)"
                    os.execv(sys.executable, [sys.executable, "-c", code, {mark!r}])
                os._exit(0)
        import time
        time.sleep({0.5 if how == "ends" else 100})
        """
    seen = await runner.run(Job(HEAD + textwrap.dedent(code), time_limit=2.0))
    assert seen.ending == ("complete" if how == "ends" else "time")
    assert seen.printed == "1\n1\n1\n"
    assert not [pid for pid in tree.everything() if mark.encode() in _command(pid)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


@in_module
async def test_it_leaves_nothing_for_the_next(runner: Runner) -> None:
    shared = "libc.shmget(4711, 4096, {})"
    leaving = f"""
        for folder in ("/tmp", "/dev/shm", "."):
            open(f"{{folder}}/left", "w").close()
        assert {shared.format("0o1600")} != -1
        """
    assert (await runner.run(Job(HEAD + textwrap.dedent(leaving)))).ending == "complete"
    looking = f"""
        print(*(os.path.exists(f"{{folder}}/left") for folder in ("/tmp", "/dev/shm", ".")))
        print({shared.format("0o600")})
        """
    assert (await run(runner, looking)).printed == "False False False\n-1\n"


@in_module
async def test_no_secret_is_in_any_environment(runner: Runner) -> None:
    assert os.environ["A_SECRET"] == "swordfish"
    seen = await run(
        runner,
        """
        for pid in filter(str.isdecimal, os.listdir("/proc")):
            try:
                print(open(f"/proc/{pid}/environ").read())
            except OSError:
                pass
        print(os.environ)
        """,
    )
    assert "TMPDIR" in seen.printed and "swordfish" not in seen.printed


@in_module
@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("while True: os.fork()", "processes"),
        ("while True:\n    if os.fork() == 0: os.setsid()", "processes"),
        (
            "import threading\nwhile True: threading.Thread(target=signal.pause).start()",
            "processes",
        ),
        (
            "for _ in range(6):\n"
            "    if os.fork() == 0:\n"
            "        kept = bytearray(1 << 29)\n"
            "        for at in range(0, 1 << 29, 4096): kept[at] = 1\n"
            "        signal.pause()\n"
            "signal.pause()",
            "memory",
        ),
    ],
)
async def test_all_processes_together_have_limits(runner: Runner, code: str, ending: str) -> None:
    seen = await run(runner, code, time_limit=30.0)
    assert seen.ending == ending
    # A bomb may leave no processor to the one who asks for the line.
    assert seen.line is None or seen.line > len(HEAD.splitlines())


@in_module
async def test_its_disk_is_small(runner: Runner) -> None:
    await all_refused(
        runner,
        """
        def fill(folder):
            for number in range(100):
                with open(f"{folder}/{number}", "wb") as file:
                    file.write(bytes(32 << 20))
        tried(lambda: fill("/tmp"))
        tried(lambda: fill("/dev/shm"))
        tried(lambda: [os.mkdir(f"/tmp/{number}") for number in range(100_000)])
        os.unlink("/tmp/0")
        tried(lambda: os.truncate(os.open("/tmp/large", os.O_CREAT | os.O_RDWR), 1 << 40))
        """,
    )


@in_module
@pytest.mark.skipif(
    [int(part) for part in os.uname().release.split(".")[:2]] < [5, 19],
    reason="only the machine's root can say so before Linux 5.19",
)
async def test_what_it_may_share_is_small(runner: Runner) -> None:
    """What System V shares belongs to no process whose memory is counted."""
    seen = await run(
        runner,
        """
        def made(make):
            return next(count for count in range(10_000) if make() == -1)

        print(made(lambda: libc.shmget(0, 16 << 20, 0o1600)) * 16)
        print(made(lambda: libc.msgget(0, 0o1600)) < 100)
        print(made(lambda: libc.semget(0, 250, 0o1600)) < 100)
        """,
    )
    assert seen.printed == f"{SPACE_LIMIT >> 20}\nTrue\nTrue\n"


@pytest.mark.parametrize(("how", "runs"), [("exit 1", True), ("kill -9 $$", False)])
async def test_code_runs_without_a_sandbox_only_where_there_can_be_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, runs: bool
) -> None:
    refusing = tmp_path / "bwrap"
    refusing.write_text(f"#!/bin/sh\n{how}\n")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(Parent, "_refused", False)
    async with Runner() as runner:
        seen = await runner.run(Job("print(1)"))
        assert seen.printed == ("1\n" if runs else "")
        assert (seen.ending == "complete") == runs


@pytest.mark.skipif(os.geteuid() != 0, reason="everything above was tried as an ordinary user")
def test_all_of_it_as_an_ordinary_user(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    os.chown(folder, 1000, 1000)
    closed = {Path(each).parts[1] for each in (sys.base_prefix, sys.prefix, str(ROOT))}
    opened = [f"/{name}" for name in closed if Path(f"/{name}").stat().st_mode & 0o5 != 0o5]
    mounts = [word for path in opened for word in ("--perms", "0755", "--tmpfs", path)]
    for path in (sys.base_prefix, sys.prefix, str(ROOT)):
        if any(Path(path).is_relative_to(each) for each in opened):
            for parent in reversed(Path(path).parents):
                mounts += ["--perms", "0755", "--dir", str(parent)]
            mounts += ["--ro-bind", path, path]
    become = ["setpriv", "--reuid", "1000", "--regid", "1000", "--clear-groups"]
    test = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "--basetemp",
        str(folder / "t"),
    ]
    outer = ["bwrap", "--bind", "/", "/", "--dev-bind", "/dev", "/dev", *mounts, "--"]
    works = shutil.which("bwrap") is not None
    if not works or subprocess.run([*outer, *become, "true"], check=False).returncode != 0:
        pytest.skip("no way here to become an ordinary user")
    done = subprocess.run(
        [*outer, *become, *test, "-rs", __file__],
        cwd=ROOT,
        check=False,
        env={"PATH": os.defpath, "HOME": str(folder), "LANG": "C.UTF-8", "TMPDIR": "/tmp"},
        capture_output=True,
        text=True,
    )
    shutil.rmtree(folder, ignore_errors=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no bubblewrap here" not in done.stdout
