"""A place with commands: what is typed is one of them, or is for the place itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn

from tutor.lesson.glossary import GLOSSARY
from tutor.network.phrases import capitalised
from tutor.plain.talk import Quit, Talk
from tutor.session.shelf import Entry

HOW = (
    "A line that is one of these words, or begins with a slash and one of them, is a command; "
    "the first letters are enough after a slash. Keys that a lesson names work, too: `l` is `lab`. "
    "Any other line is for what was asked last."
)
HOW_WORDY = (
    "A line that begins with a slash and one of these words is a command; the first letters are "
    "enough. Any other line is an answer, also if it is one of these words."
)


#: Keys of the screen that lessons may name, and the commands that do the same here.
KEYS = {
    "a": ("quiz",), "g": ("glossary",), "h": ("hint",), "l": ("lab",), "s": ("columns", "walk"),
    "w": ("why",), "y": ("attempts",), "→": ("step",), "←": ("before",), "space": ("train", "run"),
    "ctrl+g": ("glossary",), "ctrl+n": ("hint",), "ctrl+o": ("show",), "ctrl+r": ("run",),
    "ctrl+t": ("rows", "text"),
}  # fmt: skip


class Leave(Exception):  # noqa: N818 (it is no error)
    """Back to where the learner came from."""


@dataclass(frozen=True, slots=True)
class Command:
    """A word to type, what it does, and how; ``run`` gets what follows the word and a space."""

    name: str
    does: str
    run: Callable[[str], None]
    takes: str = ""


class Page:
    """Reads lines and does what they say, until it is left.

    ``wordy``: words may be answers here, so commands need their slash.
    """

    wordy = False

    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    # --- what a page says -----------------------------------------------------------------------

    @property
    def asks(self) -> str:
        """What is asked now; it stands before what is typed."""
        return "What next?"

    def entry(self) -> Entry | None:
        """What the next start opens after a line that dropped."""
        return None

    def introduce(self) -> None:
        """Say where the learner is."""

    def commands(self) -> Iterator[Command]:
        """The commands that work now; those that work everywhere come last."""
        yield Command("glossary", "say the words of the field, or one of them", self._glossary,
                      "[WORD]")  # fmt: skip
        yield Command("pause", "wait for enter after so many lines; 0 never waits", self._pause,
                      "[LINES]")  # fmt: skip
        yield Command("back", "go back to where you were before", self._leave)
        yield Command("quit", "save and end", self._quit)
        yield Command("help", "say this list, as ? does, or what is in it of one word", self._help,
                      "[WORD]")  # fmt: skip

    def take(self, text: str) -> None:
        """Do what a line says that is no command."""
        self.talk.say("That is no command here. Type `?` to hear what is.")

    def enter(self) -> None:
        """Do what enter alone means."""
        self.talk.say("Type `?` to hear what can be typed here.")

    # --- reading --------------------------------------------------------------------------------

    def run(self, over: Sequence[Page] = ()) -> None:
        """Say where the learner is, and do what is typed until the page is left.

        The pages ``over`` it, from below, are left first.
        """
        self.talk.opened.append(self)
        try:
            if over:
                over[0].run(over[1:])
            self.introduce()
            self.listen()
        finally:
            self.talk.opened.pop()

    def listen(self) -> None:
        """Do what is typed until the page is left; an interrupt ends only what is being done."""
        try:
            while True:
                self.talk.keep_open()
                line = self.talk.ask(self.asks)
                try:
                    self.turn(line)
                except KeyboardInterrupt:
                    self.talk.tell("Stopped.", "")
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
            command.run(_after(text))
        else:
            self.take(line)

    def _command(self, text: str) -> None:
        word = text.partition(" ")[0].lower()
        fitting = [command for command in self.commands() if command.name.startswith(word)]
        exact = [command for command in fitting if command.name == word]
        if word and (len(fitting) == 1 or exact):
            (exact or fitting)[0].run(_after(text))
        elif not word or not fitting:
            self.talk.say(f"There is no command /{word} here. Type `?` to hear what there is.")
        else:
            names = ", ".join(f"/{command.name}" for command in fitting)
            self.talk.say(f"/{word} could be {names}.")

    def _named(self, text: str) -> Command | None:
        """The command that a line without a slash is.

        It is none where words may be answers, where more follows than the command takes, and where
        a value is given to something of that name: ``train = 3``.
        """
        word, rest = text.partition(" ")[0].lower(), _after(text)
        if self.wordy or rest.lstrip().startswith("="):
            return None
        fits = {c.name: c for c in self.commands() if c.takes or not rest}
        return next((fits[name] for name in (word, *KEYS.get(word, ())) if name in fits), None)

    # --- what works everywhere ------------------------------------------------------------------

    def _help(self, text: str) -> None:
        word, slash = text.strip().strip("/`").lower(), "/" if self.wordy else ""
        found = [c for c in self.commands() if word in c.name or word in c.does]
        listed = [(f"{slash}{c.name} {c.takes}".strip(), c.does) for c in found]
        self.talk.say("\n".join(f"- `{name}`: {capitalised(does)}." for name, does in listed))
        if not found:
            self.talk.say(f"No command here has to do with {word}.")
        if not word:
            self.talk.say(HOW_WORDY if self.wordy else HOW)

    def _glossary(self, text: str) -> None:
        entries = GLOSSARY.strip().split("\n\n")
        word = text.strip().lower()
        heads = {entry: entry.partition(":")[0].lower() for entry in entries}
        found = [entry for entry in entries if word in heads[entry]]
        found = found or [entry for entry in entries if word in entry.lower()]
        self.talk.say("\n\n".join(found) or f"The glossary has no word {word}.")

    def _pause(self, text: str) -> None:
        if text.strip().isdecimal():
            self.talk.page = self.talk.chosen = int(text)
        elif text:
            self.talk.say("Type `pause` and a number of lines.")
            return
        lines = self.talk.page
        self.talk.say(f"A pause comes after {lines} lines." if lines else "No pause comes.")

    def _leave(self, _: str) -> NoReturn:
        raise Leave

    def _quit(self, _: str) -> NoReturn:
        raise Quit


def _after(text: str) -> str:
    """What follows the first word and a space, with any further spaces: code begins with them."""
    return text.partition(" ")[2]
