"""Code exercises: the draft in an editor or typed line by line, and a run as it goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tutor.grading.verdict import Picture, Verdict
from tutor.plain.exercise import ExercisePage
from tutor.plain.page import Command
from tutor.plain.talk import Talk
from tutor.plain.workshop import Workshop
from tutor.runner.observation import (
    EpochEnded,
    Event,
    FigureShown,
    Printed,
    TrainingEnded,
    TrainingStarted,
    Waiting,
)
from tutor.session.external import EditorError, edit, editor_command
from tutor.session.work import FOREIGN, Work

#: The line of its own that ends typed code.
END = "."
#: ``4: text`` replaces line 4, ``+4: text`` stands after it, ``-4`` takes it away.
_LINE_EDIT = re.compile(r"(?P<sign>[+-]?)(?P<line>\d+)(?P<colon>:?) ?(?P<text>.*)\Z")
_MOST_PICTURES = 20

HOW = f"""
- `edit`: opens your editor with the code
- `type`: takes all of it anew, line by line; a line with nothing but a full stop (`{END}`) ends it
- `4: x = 1` makes that line 4, `+4: x = 1` puts it after line 4, `-4` takes line 4 away
- `run`: runs and checks it
"""


class CodePage(ExercisePage):
    """An exercise of the kind ``code``; its draft is the one of the screen."""

    def __init__(self, talk: Talk, workshop: Workshop, work: Work) -> None:
        code = work.exercise.code
        assert code is not None
        self.code = code
        self.source = code.starter
        self.trace = ""
        super().__init__(talk, workshop, work)

    @property
    def asked(self) -> str:
        """The task."""
        return self.render(self.code.task)

    def solution(self) -> str:
        """The solution, as code."""
        return f"```\n{self.code.solution.rstrip()}\n```"

    def state(self) -> dict[str, Any]:
        """The text."""
        return {"text": self.source}

    def restore(self, state: dict[str, Any]) -> None:
        """The text as it was."""
        self.source = str(state.get("text", self.code.starter))

    def begin(self) -> None:
        """The code so far, and how to change it; what it needs is made ready meanwhile."""
        if self.desk.is_trusted(self.work):
            self.workshop.prepare(self.work)
        self._list("")
        self.talk.say(HOW)

    def commands(self) -> Iterator[Command]:
        """What can be done with code."""
        yield Command("run", "run and check the code; ctrl+c stops it", self._run)
        yield Command("edit", "open your editor with the code", self._edit)
        yield Command("type", "type all of the code; a line with nothing but a full stop ends it",
                      self._type)  # fmt: skip
        yield Command("list", "say the code with the numbers of its lines", self._list)
        yield Command("starter", "the code you were given", self._starter)
        if self.trace:
            yield Command("error", "all that Python said", self._error)
        yield from super().commands()

    # --- writing --------------------------------------------------------------------------------

    def take(self, text: str) -> None:
        """Change one line."""
        match = _LINE_EDIT.match(text)
        if match is None or bool(match["colon"]) == (match["sign"] == "-"):
            super().take(text)
            return
        lines, number = self.source.split("\n"), int(match["line"])
        if not (0 if match["sign"] == "+" else 1) <= number <= len(lines):
            self.talk.say(f"The code has the lines 1 to {len(lines)}.")
            return
        if match["sign"] == "+":
            lines.insert(number, match["text"])
        elif match["sign"] == "-":
            del lines[number - 1]
        else:
            lines[number - 1] = match["text"]
        self._write("\n".join(lines))
        self._list("")

    def _write(self, source: str) -> None:
        """Other code: keep it; the cursor of the screen stays where that is possible."""
        self.source = source
        self.sitting.draft.pop("cursor", None)
        self.keep()

    def _list(self, _: str) -> None:
        lines = self.source.rstrip("\n").split("\n")
        width = len(str(len(lines)))
        self.talk.lines([f"{n:>{width}}: {line}" for n, line in enumerate(lines, start=1)])
        self.talk.lines([""])

    def _edit(self, _: str) -> None:
        try:
            source = edit(self.source, editor_command())
        except EditorError as problem:
            self.talk.say(str(problem))
            return
        self.talk.say("Nothing was changed." if source == self.source else "The code is saved.")
        self._write(source)

    def _type(self, _: str) -> None:
        self.talk.say(f"Type the code. A line with nothing but a full stop (`{END}`) ends it.")
        lines: list[str] = []
        while (line := self.talk.ask(f"{len(lines) + 1}:")) != END:
            lines.append(line)
            self._write("\n".join(lines) + "\n")
        self.talk.say("`run` runs it." if lines else "Nothing was typed; the code is as it was.")

    def _starter(self, _: str) -> None:
        self._write(self.code.starter)
        self._list("")

    # --- running --------------------------------------------------------------------------------

    def _run(self, _: str) -> None:
        if not self._may_run():
            return
        self.keep()
        self.trace = ""
        self.talk.tell("Running. ctrl+c stops it.")
        verdict = self.workshop.check_code(
            self.work, self.source, self._listen, self.talk.width - 2,
            lambda: self.talk.tell("Stopping; ctrl+c again ends it at once."),
        )  # fmt: skip
        self.talk.tell(f"The run took {verdict.seconds:.2f} seconds.", "")
        self.trace = verdict.trace
        self._say_pictures(verdict)
        self.conclude(self.source, verdict)
        if verdict.line and not verdict.passed:
            lines = self.source.split("\n")
            self.talk.lines([f"{verdict.line}: {lines[verdict.line - 1]}", ""])
        if self.trace and verdict.check == "error":
            self.talk.say("`error` says all that Python said.")

    def _may_run(self) -> bool:
        if self.desk.is_trusted(self.work):
            return True
        self.talk.say(FOREIGN)
        if self.talk.ask("Type yes to trust this course until its code changes:").strip() != "yes":
            self.talk.say("It was not run.")
            return False
        self.talk.warn(self.desk.trust(self.work))
        return True

    def _listen(self, event: Event) -> None:
        """Say what happens, a line for each epoch."""
        match event:
            case Printed(text):
                self.talk.stream(text)
            case FigureShown(figure):
                self.talk.lines(figure.text.rstrip("\n").split("\n"))
            case TrainingStarted(run):
                size = f", {run.model.parameters:,} parameters" if run.model.parameters else ""
                epochs = "epoch" if run.asked_epochs == 1 else "epochs"
                self.talk.tell(f"Training {run.name}: {run.asked_epochs} {epochs}{size}")
            case EpochEnded(_, epoch, logs):
                self.talk.tell(f"epoch {epoch}: {_logs(logs)}")
            case TrainingEnded(run):
                if run.stopped_epoch and run.early_stopping:
                    self.talk.tell(run.early_stopping)
            case Waiting(int(before)):
                self.talk.tell(f"Waiting for a place on this host: {before} before you.")
            case _:
                pass

    def _say_pictures(self, verdict: Verdict) -> None:
        known = [picture for picture in verdict.pictures if picture.right is not None]
        if known:
            right = sum(bool(picture.right) for picture in known)
            self.talk.lines(
                [f"The model takes {right} of {len(known)} pictures for what they are."]
            )
        shown = verdict.pictures[:_MOST_PICTURES]
        self.talk.lines([_picture(number, one) for number, one in enumerate(shown, start=1)])

    def _error(self, _: str) -> None:
        self.talk.lines([*self.trace.split("\n"), ""])


def _picture(number: int, picture: Picture) -> str:
    label = "" if picture.label is None else f", it is {picture.label}"
    return f"picture {number}: taken for {picture.guess}{label}"


def _logs(logs: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.4g}" for name, value in logs.items())
