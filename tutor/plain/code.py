"""Code exercises: what is written, and a run as it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.grading.verdict import Picture, Verdict
from tutor.plain.exercise import ON, ExercisePage
from tutor.plain.page import Command
from tutor.plain.running import Running
from tutor.plain.talk import Talk
from tutor.plain.workshop import Workshop
from tutor.plain.writing import HOW, Writing
from tutor.session.work import FOREIGN, Work

_MOST_PICTURES = 20


class CodePage(ExercisePage):
    """An exercise of the kind ``code``; its draft is the one of the screen."""

    takes_back = True

    def __init__(self, talk: Talk, workshop: Workshop, work: Work) -> None:
        code = work.exercise.code
        assert code is not None
        self.code = code
        self.writing = Writing(talk, code.starter, self._changed)
        self.running = Running(talk)
        self.trace = ""
        super().__init__(talk, workshop, work)

    @property
    def prompt(self) -> str:
        """The task."""
        return self.render(self.code.task)

    @property
    def asks(self) -> str:
        """Code; how to go on, once it is done."""
        return ON if self.sitting.passed else "Your code:"

    def solution(self) -> str:
        """The solution, as code."""
        return f"```\n{self.code.solution.rstrip()}\n```"

    def state(self) -> dict[str, Any]:
        """The text."""
        return {"text": self.writing.source}

    def restore(self, state: dict[str, Any]) -> None:
        """The text as it was."""
        self.writing.source = str(state.get("text", self.code.starter))

    def take_back(self, submission: str) -> None:
        """Its text in the place of what is there."""
        self.writing.replace(submission)
        self.writing.say_lines("")

    def begin(self) -> None:
        """The code so far, and how to change it; what it needs is made ready meanwhile."""
        if self.desk.is_trusted(self.work):
            self.workshop.prepare(self.work)
        self.talk.say("The code so far:")
        self.writing.say_lines("")
        self.talk.say_once(HOW)
        self.talk.say("`?` says what can be typed.")

    def commands(self) -> Iterator[Command]:
        """What can be done with code."""
        yield Command("run", "run and check the code; ctrl+c stops it", self._run)
        yield from self.writing.commands()
        yield Command("starter", "go back to the code you were given; `undo` undoes it",
                      lambda _: self.take_back(self.code.starter))  # fmt: skip
        if self.running.runs:
            yield Command("epochs", "say every epoch of the last training, or of one",
                          self.running.say, "[NUMBER]")  # fmt: skip
        if self.running.figures:
            yield Command("plot", "draw the last plot in characters, or one", self.running.draw,
                          "[NUMBER]")  # fmt: skip
        if self.trace:
            yield Command("error", "say all that Python said", self._error)
        yield from super().commands()

    def take(self, text: str) -> None:
        """Change one line."""
        if not self.writing.take(text):
            self.talk.say(
                "That is no command here. `add` and a text puts a line at the end, `4: x = 1` "
                "makes that line 4, `?` says what else can be typed."
            )

    def _changed(self) -> None:
        """Other code: keep it; the cursor of the screen stays where that is possible."""
        self.sitting.draft.pop("cursor", None)
        self.keep()

    # --- running --------------------------------------------------------------------------------

    def _run(self, _: str) -> None:
        if not self._may_run():
            return
        self.keep()
        source, self.running = self.writing.source, Running(self.talk)
        self.talk.tell("Running. ctrl+c stops it.")
        with self.talk.without_waiting():
            verdict = self.workshop.check_code(
                self.work, source, self.running.listen, self.talk.width - 2,
                lambda: self.talk.tell("Stopping; ctrl+c again ends it at once."),
            )  # fmt: skip
        self.talk.tell(f"The run took {verdict.seconds:.2f} seconds.", "")
        self.trace = verdict.trace
        self._say_pictures(verdict)
        self.conclude(source, verdict)
        if verdict.line and not verdict.passed:
            self.writing.say_lines(str(verdict.line))
        if self.trace and verdict.check == "error":
            self.talk.say("`error` says all that Python said.")

    def _may_run(self) -> bool:
        if self.desk.is_trusted(self.work):
            return True
        self.talk.say(FOREIGN)
        if not self.talk.ask_yes("Trust this course until its code changes?"):
            self.talk.say("It was not run.")
            return False
        self.talk.warn(self.desk.trust(self.work))
        return True

    def _say_pictures(self, verdict: Verdict) -> None:
        known = [picture for picture in verdict.pictures if picture.right is not None]
        if known:
            right = sum(bool(picture.right) for picture in known)
            self.talk.tell(f"The model takes {right} of {len(known)} pictures for what they are.")
        shown = verdict.pictures[:_MOST_PICTURES]
        self.talk.lines([_picture(number, one) for number, one in enumerate(shown, start=1)])

    def _error(self, _: str) -> None:
        self.talk.lines([*self.trace.split("\n"), ""])


def _picture(number: int, picture: Picture) -> str:
    label = "" if picture.label is None else f", it is {picture.label}"
    return f"picture {number}: taken for {picture.guess}{label}"
