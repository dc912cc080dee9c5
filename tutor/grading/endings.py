"""Runs that did not come to their end: what happened, in which line, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tutor.grading.errors import explained
from tutor.grading.loops import endless
from tutor.grading.run import Finding, gap_left
from tutor.grading.source import Source
from tutor.grading.verdict import NO_FAULT
from tutor.runner.observation import Ending, ErrorView, Observation


def ended_badly(seen: Observation, source: Source) -> Finding | None:
    """Why there is no complete record of the run; None if there is one."""
    if seen.ending == "complete":
        return None
    finding = _ENDINGS[seen.ending](seen, source)
    if finding.next or finding.line is None:
        return finding
    return replace(finding, next=f"Look at line {finding.line}.")


def _error(seen: Observation, source: Source) -> Finding:
    error = seen.error or ErrorView("Error", "nothing more is known")
    if error.where == "setup":
        message = f"What the exercise gives didn't run: {error.type}: {error.message}"
        return Finding("lesson", f"{message.rstrip('.')}.", NO_FAULT)
    gap = source.gap()
    if gap is not None and _is_of_gap(error):
        return gap_left(gap)
    message, detail = explained(error, source)
    where = f"Line {error.line}: " if error.line is not None else ""
    return Finding("error", where + message, detail, error.line)


def _is_of_gap(error: ErrorView) -> bool:
    return "ellipsis" in error.message.lower()


def _time(seen: Observation, source: Source) -> Finding:
    where = f" It was in line {seen.line}." if seen.line is not None else ""
    message = f"Your code was stopped after {seen.seconds:.0f} s.{where}"
    line, loop = endless(source, seen.line) or (seen.line, "What takes so long there?")
    return Finding("time", message, loop, line)


def _exit(seen: Observation, source: Source) -> Finding:
    lines = [n for name in ("exit", "quit", "_exit") for n in source.lines_with_name(name)]
    lines += [call.lineno for name in ("exit", "_exit") for call in source.calls(name)]
    line = seen.line if seen.line is not None else min(lines, default=None)
    message = "Your code ended the program early, as exit() does; nothing could be checked."
    return Finding("exit", message, "", line, "Take exit() out." if lines else "")


def _crash(seen: Observation, source: Source) -> Finding:
    if seen.error is not None and seen.error.type == "crash":
        message = f"{seen.error.message} Nothing could be checked."
        return Finding("crash", message, "", seen.line, "Run it again.")
    signal = f" ({seen.error.type})" if seen.error is not None else ""
    where = f" in line {seen.line}" if seen.line is not None else ""
    message = f"Python itself crashed{signal}{where}; nothing could be checked."
    return Finding("crash", message, "", seen.line)


def _memory(seen: Observation, source: Source) -> Finding:
    where = f" in line {seen.line}" if seen.line is not None else ""
    message = f"Your code needed more memory than there is{where}."
    return Finding("memory", message, "Is something growing without end, or very large?", seen.line)


def _processes(seen: Observation, source: Source) -> Finding:
    where = f" in line {seen.line}" if seen.line is not None else ""
    message = f"Your code started more processes or threads than it may{where}."
    return Finding("processes", message, "Is something started in a loop without end?", seen.line)


def _output(seen: Observation, source: Source) -> Finding:
    message = "Your code printed more than can be shown, so it was stopped."
    line = seen.line or min(source.lines_with_name("print"), default=None)
    return Finding("output", message, "Is there a print in a loop that never ends?", line)


def _stopped(seen: Observation, source: Source) -> Finding:
    return Finding("stopped", "You stopped it, so nothing could be checked.", next="Run it again.")


_ENDINGS: dict[Ending, Callable[[Observation, Source], Finding]] = {
    "error": _error,
    "exit": _exit,
    "crash": _crash,
    "time": _time,
    "memory": _memory,
    "processes": _processes,
    "output": _output,
    "stopped": _stopped,
}
