"""From the command line to the lines: what is to be opened, and the end."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress

from tutor import terminal
from tutor.diagram import ASCII, UNICODE
from tutor.lesson.course import Lesson
from tutor.plain.drill import DrillPage
from tutor.plain.home import HomePage
from tutor.plain.page import Page
from tutor.plain.playing import LabPage
from tutor.plain.talk import Quit, Talk
from tutor.plain.walking import WalkPage
from tutor.plain.workshop import Workshop
from tutor.progress.store import ProgressError, Store
from tutor.progress.where import data_folder
from tutor.session.desk import Desk
from tutor.session.opened import Left, OpenLab, OpenWalk
from tutor.session.practice import Practice
from tutor.session.shelf import Shelf
from tutor.session.walk import Walk
from tutor.session.work import Work

#: The setting that says after how many lines a pause comes.
_PAUSE = "plain.pause"
WELCOME = "tutor, line by line. Type `?` to hear what can be typed; `quit` ends, all is saved."


def run(
    shelf: Shelf, place: Left | tuple[Lesson, str] | None = None, left: Sequence[Left] = ()
) -> int:
    """Open what was asked for, or what a dropped line left open, else home; the exit code."""
    talk = _talk(shelf.store)
    with Workshop(Desk(shelf, data_folder())) as workshop, suppress(Quit):
        talk.say(WELCOME)
        talk.keep = workshop.desk.keep_open
        home = HomePage(talk, workshop)
        places = [each for each in (place, *left) if each is not None]
        over = [_page(talk, shelf, each) for each in places if not isinstance(each, Work)]
        if places and isinstance(places[0], Work):
            home.show(places[0], over)
        else:
            if over:
                over[0].run(over[1:])
            home.introduce()
        home.listen()
    with talk.without_waiting():
        talk.warn(workshop.desk.leave())
        talk.warn(_keep_pause(shelf.store, talk))
        talk.say("All is saved. `tutor --plain` goes on from here.")
    return 0


def _page(talk: Talk, shelf: Shelf, opened: Left | tuple[Lesson, str]) -> Page:
    """The page of what is no exercise."""
    if isinstance(opened, tuple):
        lesson, name = opened
        return WalkPage(talk, Walk(lesson.trace(name)), f"{lesson.title}, {name}")
    if isinstance(opened, OpenLab):
        page = LabPage(talk, shelf, opened.history.bench, opened.title)
        page.playing.history = opened.history
        return page
    if isinstance(opened, OpenWalk):
        return WalkPage(talk, opened.walk, opened.title)
    assert isinstance(opened, Practice)
    return DrillPage(talk, opened)


def _talk(store: Store) -> Talk:
    for stream in (sys.stdin, sys.stdout):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # what can't be decoded or encoded must not end the program
            reconfigure(errors="replace")
    width, height = shutil.get_terminal_size((80, 24))
    page = 0
    if sys.stdin.isatty() and sys.stdout.isatty():  # else nobody is there to press enter
        page = height - 1
        with suppress(ProgressError):
            page = int(store.setting(_PAUSE, page))
    alphabet = ASCII if terminal.ascii_only() else UNICODE
    return Talk(sys.stdin, sys.stdout, width, alphabet, page)


def _keep_pause(store: Store, talk: Talk) -> str | None:
    """Keep after how many lines a pause comes, if the learner said so; a sentence if that fails."""
    if talk.chosen is None:
        return None
    try:
        store.save_setting(_PAUSE, talk.chosen)
    except ProgressError as problem:
        return str(problem)
    return None
