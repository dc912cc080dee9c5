"""A place with commands: what is typed is one of them, or is for the place itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn

from tutor.lesson.glossary import GLOSSARY
from tutor.plain.talk import Quit, Talk

HOW = (
    "A line that is one of these words, or begins with a slash and one of them, is a command; "
    "the first letters are enough after a slash. Any other line is for the exercise."
)


class Leave(Exception):  # noqa: N818 (it is no error)
    """Back to where the learner came from."""


@dataclass(frozen=True, slots=True)
class Command:
    """A word to type, what it does, and how; ``run`` gets what follows the word."""

    name: str
    does: str
    run: Callable[[str], None]
    takes: str = ""


class Page:
    """Reads lines and does what they say, until it is left.

    ``wordy``: words may be answers here, so commands need their slash.
    """

    prompt = ">"
    wordy = False

    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    # --- what a page says -----------------------------------------------------------------------

    def introduce(self) -> None:
        """Say where the learner is."""

    def commands(self) -> Iterator[Command]:
        """The commands that work now; those that work everywhere come last."""
        yield Command("glossary", "the words of the field", self._glossary)
        yield Command("back", "back to where you were before", self._leave)
        yield Command("quit", "save and end", self._quit)
        yield Command("help", "this list; ? does the same", self._help)

    def take(self, text: str) -> None:
        """Do what a line says that is no command."""
        self.talk.say("That is no command here. Type `?` to hear what is.")

    def enter(self) -> None:
        """Do what enter alone means."""
        self.talk.say("Type `?` to hear what can be typed here.")

    # --- reading --------------------------------------------------------------------------------

    def run(self) -> None:
        """Say where the learner is, and do what is typed until the page is left."""
        self.introduce()
        self.listen()

    def listen(self) -> None:
        """Do what is typed until the page is left."""
        try:
            while True:
                self.turn(self.talk.ask(self.prompt))
        except Leave:
            return

    def turn(self, line: str) -> None:
        """Do what one line says."""
        text = line.strip()
        if not text:
            self.enter()
        elif text == "?":
            self._help("")
        elif text.startswith("/"):
            self._command(text[1:])
        elif (command := self._named(text)) is not None:
            command.run(text[len(command.name) :].strip())
        else:
            self.take(line)

    def _command(self, text: str) -> None:
        word, _, rest = text.partition(" ")
        fitting = [command for command in self.commands() if command.name.startswith(word)]
        exact = [command for command in fitting if command.name == word]
        if word and (len(fitting) == 1 or exact):
            (exact or fitting)[0].run(rest.strip())
        elif not word or not fitting:
            self.talk.say(f"There is no command /{word} here. Type `?` to hear what there is.")
        else:
            names = ", ".join(f"/{command.name}" for command in fitting)
            self.talk.say(f"/{word} could be {names}.")

    def _named(self, text: str) -> Command | None:
        """The command that a line without a slash is; of those that take nothing the word alone."""
        if self.wordy:
            return None
        word, _, rest = text.partition(" ")
        fits = (c for c in self.commands() if c.name == word.lower() and (c.takes or not rest))
        return next(fits, None)

    # --- what works everywhere ------------------------------------------------------------------

    def _help(self, _: str) -> None:
        listed = [(f"{c.name} {c.takes}".strip(), c.does) for c in self.commands()]
        slash = "/" if self.wordy else ""
        self.talk.say("\n".join(f"- `{slash}{name}`: {does}" for name, does in listed))
        self.talk.say(HOW)

    def _glossary(self, _: str) -> None:
        self.talk.say(GLOSSARY.strip())

    def _leave(self, _: str) -> NoReturn:
        raise Leave

    def _quit(self, _: str) -> NoReturn:
        raise Quit
