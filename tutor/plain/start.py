"""From the command line to the lines: what is to be opened, and the end."""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress

from tutor import terminal
from tutor.diagram import ASCII, UNICODE
from tutor.lab.bench import Bench
from tutor.lesson.course import Lesson
from tutor.plain.drill import DrillPage
from tutor.plain.home import HomePage
from tutor.plain.playing import LabPage
from tutor.plain.talk import Quit, Talk
from tutor.plain.walking import WalkPage
from tutor.plain.workshop import Workshop
from tutor.progress.where import data_folder
from tutor.session.desk import Desk
from tutor.session.practice import Practice
from tutor.session.shelf import Shelf
from tutor.session.work import Work

WELCOME = "tutor, line by line. Type `?` to hear what can be typed; `quit` ends, all is saved."


def run(
    shelf: Shelf,
    place: Work | tuple[Lesson, str] | None = None,
    lab: tuple[Bench, str] | None = None,
    drill: Practice | None = None,
) -> int:
    """Open what was asked for, else home; the exit code."""
    talk = _talk()
    with Workshop(Desk(shelf, data_folder())) as workshop, suppress(Quit):
        talk.say(WELCOME)
        home = HomePage(talk, workshop)
        if isinstance(place, Work):
            home.show(place)
        else:
            if place is not None:
                lesson, name = place
                WalkPage(talk, lesson.trace(name), f"{lesson.title}, {name}").run()
            elif lab is not None:
                LabPage(talk, shelf, *lab).run()
            elif drill is not None:
                DrillPage(talk, drill).run()
            home.introduce()
        home.listen()
    talk.warn(workshop.desk.leave())
    talk.say("All is saved. `tutor --plain` goes on from here.")
    return 0


def _talk() -> Talk:
    for stream in (sys.stdin, sys.stdout):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # what can't be decoded or encoded must not end the program
            reconfigure(errors="replace")
    width = shutil.get_terminal_size((80, 24)).columns
    return Talk(sys.stdin, sys.stdout, width, ASCII if terminal.ascii_only() else UNICODE)
