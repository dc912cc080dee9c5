"""The process that runs one submission, watches itself doing so, and reports.

It observes only: it never holds what is expected. ``run`` is called in a process that was forked
for it, or at the start of a fresh one (``python -m tutor.runner.child FD LINES JOB``).
"""

from __future__ import annotations

import builtins
import ctypes
import faulthandler
import io
import linecache
import os
import re
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from types import FrameType, ModuleType
from typing import Any, NoReturn

from tutor.runner import errors, guard, plots, training, wire
from tutor.runner.channel import Channel, out_of_the_way
from tutor.runner.codec import from_json, to_json
from tutor.runner.describe import Describer
from tutor.runner.given import give
from tutor.runner.observation import ErrorView, Job, Value
from tutor.runner.rewrite import CALL_NAME, CODE_NAME, SETUP_NAME, compile_code

#: A call that is tried may print so many characters; the rest is dropped.
SAID_LIMIT = 10_000

#: It has of everything that small jobs are made of.
_REHEARSAL = Job(
    code="def double(x):\n    return 2 * x\nb = double(a['x']).sum()",
    setup="a = {'x': np.array([1, 2])}",
    again={"a": "{'x': np.array([3, 4])}"},
    names=("a", "b", "double"),
    calls=("print(a)",),
)

Namespace = dict[str, Any]


def run(job: Job, key: str, fd: int, lines: int) -> int:
    """Run a job and send what was seen, marked with a key, to the pipe ``fd``; the exit status.

    When it crashes, or is asked with SIGUSR1, the pipe ``lines`` gets a traceback.

    Nothing that the learner's code left running (threads, exit handlers) is waited for.
    """
    channel = Channel(fd, key)
    _open_streams()
    silence = out_of_the_way(os.open(os.devnull, os.O_WRONLY))
    _show_line_when_asked(lines)
    _finish_when_asked()
    namespace = _main_module().__dict__
    error = _attempt("setup", lambda: give(job, namespace))
    plots.listen(channel.event, job.columns)
    training.listen(channel.event, namespace)
    channel.send(wire.BEGUN)
    guard.keep_out()
    try:
        error = error or _run_texts(job, namespace)
        _flush()
        # What is printed from here on is not the learner's output.
        for stream in (1, 2):
            os.dup2(silence, stream)
        channel.record(_record(job, namespace, error))
    except SystemExit as exit_:
        _flush()
        channel.send(wire.LINE, errors.own_line(exit_))
    return 0


def rehearse() -> None:
    """Go through a run that nobody sees; what fails in it will fail in a job, and be told there.

    The memory that a process writes to after a fork is copied page by page, which takes longer
    than most runs do. So a process that waits for a job does that first.
    """
    job = from_json(Job, wire.unpack(wire.payload(to_json(_REHEARSAL))))
    namespace: Namespace = {"__name__": "__main__"}
    with suppress(Exception):
        give(job, namespace)
        wire.payload(_record(job, namespace, _run_texts(job, namespace)))


def start_afresh(job: Job, key: str, fd: int, lines: int) -> NoReturn:
    """Replace this process by a fresh one that runs the job."""
    with tempfile.TemporaryFile() as file:
        file.write(wire.pack(wire.RUN, {"job": to_json(job), "key": key}))
        file.seek(0)
        os.set_inheritable(file.fileno(), True)
        os.set_inheritable(fd, True)
        os.set_inheritable(lines, True)
        fds = map(str, (fd, lines, file.fileno()))
        os.execv(sys.executable, [sys.executable, "-P", "-m", "tutor.runner.child", *fds])


def main(arguments: list[str]) -> None:
    """Run the job that a file holds, in this fresh process."""
    fd, lines, job_fd = (int(argument) for argument in arguments)
    with os.fdopen(job_fd, "rb") as file:
        ((_, payload),) = wire.Decoder().feed(file.read())
    given = wire.unpack(payload)
    status = 70
    try:
        status = run(from_json(Job, given["job"]), given["key"], fd, lines)
    finally:
        os._exit(status)


# --- running ---------------------------------------------------------------------------------


def _main_module() -> ModuleType:
    """A new ``__main__``, in which the texts run as scripts do."""
    module = ModuleType("__main__")
    module.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = module
    sys.argv = [CODE_NAME]
    return module


def _run_texts(job: Job, namespace: Namespace) -> ErrorView | None:
    """Run setup, then code; the error that ended it, if any."""
    starters = job.starter_names & job.again.keys()
    return _attempt("setup", lambda: _set_up(job, namespace, starters)) or _attempt(
        "code", lambda: _run_code(job, namespace, starters)
    )


def _set_up(job: Job, namespace: Namespace, starters: frozenset[str]) -> None:
    _remember_lines(SETUP_NAME, job.setup)
    exec(compile(job.setup, SETUP_NAME, "exec", dont_inherit=True), namespace)
    for name, expression in job.again.items():
        if name not in starters:
            namespace[name] = eval(expression, namespace)


def _run_code(job: Job, namespace: Namespace, starters: frozenset[str]) -> None:
    _remember_lines(CODE_NAME, job.code)
    exec(compile_code(job.code, {name: job.again[name] for name in starters}), namespace)


def _attempt(where: str, action: Callable[[], None]) -> ErrorView | None:
    try:
        action()
    except SystemExit:
        raise
    except BaseException as error:
        return errors.view(error, where)
    return None


def _remember_lines(name: str, text: str) -> None:
    """So that tracebacks can quote the lines of a text that is no file."""
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)


# --- what was seen -----------------------------------------------------------------------------


def _record(job: Job, namespace: Namespace, error: ErrorView | None) -> dict[str, Any]:
    describer = Describer()
    values = {name: describer.look_up(namespace, name) for name in job.names}
    tried = [] if error else [_try_call(call, namespace, describer) for call in job.calls]
    return {
        "values": to_json(values),
        "results": [to_json(result) for result, _ in tried],
        "said": [said for _, said in tried],
        "error": to_json(error),
    }


def _try_call(
    call: str, namespace: Namespace, describer: Describer
) -> tuple[Value | ErrorView, str]:
    """The value of an expression or the error it raised, and what it printed."""
    said = _Kept(SAID_LIMIT)
    result: Value | ErrorView
    try:
        with redirect_stdout(said):
            code = compile(call, CALL_NAME, "eval", dont_inherit=True)
            result = describer.describe(eval(code, namespace))
    except BaseException as error:
        result = errors.view(error, call)
    return result, said.text


class _Kept(io.TextIOBase):
    """A stream that keeps the first characters written to it."""

    def __init__(self, limit: int) -> None:
        self.text = ""
        self._limit = limit

    def write(self, text: str, /) -> int:
        self.text += text[: self._limit - len(self.text)]
        return len(text)


# --- streams and signals ---------------------------------------------------------------------


def _open_streams() -> None:
    """Python's streams on the pipes, by line; nothing to read."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.close(null)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = _writer(1)
    sys.stderr = _writer(2)
    warnings.formatwarning = _warning_text
    sys.__dict__.update(__stdin__=sys.stdin, __stdout__=sys.stdout, __stderr__=sys.stderr)


def _writer(fd: int) -> io.TextIOWrapper:
    return os.fdopen(
        fd, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False
    )


def _warning_text(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    line: str | None = None,
) -> str:
    """A warning without the machine's paths; with the line, if it is the learner's."""
    place = f"line {lineno}: " if filename == CODE_NAME else ""
    return f"{place}{category.__name__}: {message}\n"


def _flush() -> None:
    """Everything that was printed goes to the pipes, by Python or by C."""
    for name in ("stdout", "stderr", "__stdout__", "__stderr__"):
        with suppress(Exception):
            getattr(sys, name).flush()
    ctypes.CDLL(None).fflush(None)


def _show_line_when_asked(fd: int) -> None:
    """At SIGUSR1, a crash, or the end of its processor time, write where the code is.

    That is done in C, so it works also while a library computes.
    """
    file = out_of_the_way(fd)
    faulthandler.enable(file)
    faulthandler.register(signal.SIGUSR1, file)
    faulthandler.register(signal.SIGXCPU, file, chain=True)


def _finish_when_asked() -> None:
    """At SIGUSR2 stop the training at hand; where there is none, end."""

    def finish(number: int, frame: FrameType | None) -> None:
        if not training.stop():
            os._exit(0)

    signal.signal(signal.SIGUSR2, finish)


def line_in(traceback: bytes) -> int | None:
    """The innermost line of the learner's code in what was written then."""
    found = re.search(rf'File "{re.escape(CODE_NAME)}", line (\d+)'.encode(), traceback)
    return int(found[1]) if found else None


if __name__ == "__main__":
    main(sys.argv[1:])
