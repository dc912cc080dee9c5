"""The command line. It reads the arguments, then imports only what the command needs."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from tutor import __version__
from tutor.commands.arguments import Parser, Unseen
from tutor.drill.topics import TOPICS
from tutor.lesson.kinds import KINDS

Command = Callable[[argparse.Namespace], int]

WHAT = "course, course/lesson, lesson, lesson#exercise, course/lesson#exercise, or a path"

# An answer such as -3*2 or -1e3, which argparse would take for an option.
_NEGATIVE_ANSWER = re.compile(r"-\s*[\d.(]")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 (passed), 1 (did not pass) or 2 (wrong use)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # A space in front makes argparse read it as a value; every reader strips it again.
    given = [f" {text}" if _NEGATIVE_ANSWER.match(text) else text for text in given]
    options = parser().parse_args(given)
    module, function = options.run.split(":")
    command: Command = getattr(import_module(module), function)
    try:
        return command(options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away, which is its right
        return 0


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = Parser(
        prog="tutor",
        description="Learn in a terminal how neural networks compute and learn. "
        "Without a command: the screen, where you left off.",
    )
    top.add_argument("--version", action="version", version=f"tutor {__version__}")
    top.add_argument("--plain", action="store_true", help="line by line, without a "
                     "screen: for screen readers and terminals without a cursor")  # fmt: skip
    top.set_defaults(run="tutor.tui.start:resume")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    _looking(commands)
    _practising(commands)
    _writing(commands)
    _keeping(commands)
    return top


_Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _looking(commands: _Commands) -> None:  # type: ignore[valid-type]
    """Lessons and networks: opened, listed, drawn, traced, answered."""
    opening = _add(commands, "open", "open the screen at a place", "tutor.tui.start:open_what")
    opening.add_argument("what", metavar="WHAT", help=WHAT)

    listing = _add(commands, "list", "courses, lessons, exercises, and what is done",
                   "tutor.commands.listing:run")  # fmt: skip
    listing.add_argument("what", metavar="WHAT", nargs="?", help="one course, lesson or path")
    _json(listing)

    drawing = _add(commands, "draw", "the picture of a network, as text", "tutor.commands.draw:run")
    _network(drawing)
    drawing.add_argument("--step", type=int, metavar="N", help="what is known after N steps")
    drawing.add_argument("--row", type=int, metavar="N", help="row N of a batch, the first being 0")
    drawing.add_argument("--width", type=int, metavar="W", help="columns (80, or the terminal's)")
    drawing.add_argument("--height", type=int, metavar="H", help="rows (as many as it takes)")
    drawing.add_argument("--ascii", action="store_true", help="only + - | >")
    drawing.add_argument("--table", action="store_true", help="the table instead of the picture")
    _json(drawing)

    tracing = _add(commands, "trace", "every step, one a line", "tutor.commands.trace:run")
    _network(tracing)
    tracing.add_argument("--updates", type=int, default=1, metavar="N",
                         help="take N training steps and trace the last")  # fmt: skip
    _json(tracing)

    answering = _add(commands, "answer", "grade without a screen", "tutor.commands.answer:run")
    answering.add_argument("what", metavar="LESSON#EXERCISE")
    answering.add_argument("text", metavar="TEXT", nargs="?",
                           help="an answer; numbers of options; values with commas")  # fmt: skip
    answering.add_argument("--code", metavar="FILE", help="a Python file (- for standard input)")
    answering.add_argument("--record", action="store_true", help="count it as an attempt")
    answering.add_argument("--trust", action="store_true", help="run the code of a foreign lesson")
    _json(answering)


def _practising(commands: _Commands) -> None:  # type: ignore[valid-type]
    """What never ends: the lab, the drill, reviews."""
    playing = _add(commands, "lab", "a network to play with", "tutor.tui.start:open_lab")
    playing.add_argument("what", metavar="2-3-1 | FILE#NETWORK", nargs="?",
                         help="nodes in each layer, or a network of a lesson")  # fmt: skip
    playing.add_argument("--seed", type=int, default=0, metavar="N", help="other numbers")

    _drill(_add(commands, "drill", "endless practice, at your own level",
                "tutor.tui.start:open_drill"))  # fmt: skip

    reviewing = _add(commands, "review", "what is due again", "tutor.tui.start:open_review")
    for name, text in (("--list", "print what is due"), ("--json", "the same, for programs")):
        reviewing.add_argument(name, action=Unseen, nargs=0, default=False, help=text,
                               const="tutor.commands.review:run")  # fmt: skip


def _writing(commands: _Commands) -> None:  # type: ignore[valid-type]
    """What authors use."""
    verifying = _add(commands, "verify", "all that can be wrong with lessons, run for real",
                     "tutor.commands.verify:run")  # fmt: skip
    verifying.add_argument("what", metavar="PATH", nargs="*",
                           help=f"{WHAT}; all courses without it")  # fmt: skip
    _verify(verifying)

    previewing = _add(commands, "preview", "lessons on screen while they are written",
                      "tutor.tui.start:preview")  # fmt: skip
    previewing.add_argument("what", metavar="PATH", help=f"shown anew at every save; {WHAT}")
    _new(_add(commands, "new", "a commented start of a course, a lesson or an exercise",
              "tutor.commands.new:run"))  # fmt: skip


def _keeping(commands: _Commands) -> None:  # type: ignore[valid-type]
    """What lies on this machine: data, courses, progress; and what the machine can do."""
    _data(
        _add(commands, "data", "the data sets in use, fetch, use", "tutor.commands.data:list_all")
    )

    _courses(commands)
    _progress(_add(commands, "progress", "what was done, and moving it to another machine",
                   "tutor.commands.progress:run"))  # fmt: skip
    schema = _add(commands, "schema", "the JSON Schema of lesson files, for editors",
                  "tutor.commands.schema:run")  # fmt: skip
    schema.add_argument("of", nargs="?", choices=("lesson", "course"), default="lesson",
                        help="of a lesson (unless you say), or of a course.yaml")  # fmt: skip
    doctor = _add(commands, "doctor", "terminal, locale, colours, TensorFlow, where files are",
                  "tutor.commands.doctor:run")  # fmt: skip
    _json(doctor)


def _verify(verifying: argparse.ArgumentParser) -> None:
    """How thorough ``tutor verify`` is, and where its results go."""
    verifying.add_argument("--static", action="store_true", help="run no code")
    verifying.add_argument("--seeds", type=int, default=1, metavar="N",
                           help="solutions that train must pass with N seeds")  # fmt: skip
    verifying.add_argument("--mutants", type=int, default=None, metavar="N",
                           help="change each solution in up to N small ways that a check must "
                           "notice (20; of trainings a tenth as many)")  # fmt: skip
    verifying.add_argument("--no-mutants", action="store_true", help="change no solutions")
    verifying.add_argument("--changed", action="store_true",
                           help="leave out what was fine before and is as it was")  # fmt: skip
    verifying.add_argument("--no-cache", action="store_true",
                           help="run what was fine before, too, and remember nothing")  # fmt: skip
    verifying.add_argument("--junit", metavar="FILE", help="write the results as JUnit's XML")
    _json(verifying)


def _add(commands: _Commands, name: str, text: str, run: str) -> argparse.ArgumentParser:  # type: ignore[valid-type]
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)  # type: ignore[attr-defined]
    command.set_defaults(run=run)
    return command


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="for programs")


def _drill(drill: argparse.ArgumentParser) -> None:
    """The topic, which question, and what works without a screen."""
    about = "; ".join(f"{topic}: {text}" for topic, text in TOPICS.items())
    drill.add_argument("topic", metavar="TOPIC", nargs="?", help=f"one of {about}")
    drill.add_argument("--level", type=int, metavar="N", help="begin at this level, 1 to 5")
    drill.add_argument("--seed", type=int, metavar="N", help="repeat: the same seed, topic and "
                       "level give the same question")  # fmt: skip
    unseen = drill.add_argument_group("without the screen")
    printing = "tutor.commands.drill:run"
    flag: dict[str, Any] = {"action": Unseen, "nargs": 0, "default": False, "const": printing}
    unseen.add_argument("--text", help="print the question", **flag)
    unseen.add_argument("--table", help="print it with a table for the picture", **flag)
    unseen.add_argument("--count", action=Unseen, const=printing, type=int, default=1, metavar="N",
                        help="print so many questions")  # fmt: skip
    unseen.add_argument("--answer", action=Unseen, const=printing, metavar="TEXT",
                        help="grade an answer to the question of the seed")  # fmt: skip
    unseen.add_argument("--record", action="store_true", help="count it as an attempt")
    unseen.add_argument("--json", help="for programs, with the answer and what is wrong", **flag)


def _new(new: argparse.ArgumentParser) -> None:
    """What to begin, where, and of what."""
    new.add_argument("start", metavar="WHAT", choices=("course", "lesson", *KINDS),
                     help=f"course, lesson (of all kinds of exercises), or one kind: "
                     f"{', '.join(KINDS)}")  # fmt: skip
    new.add_argument("path", metavar="PATH", nargs="?",
                     help="where; without it an exercise is printed")  # fmt: skip
    new.add_argument("--from", dest="notebook", metavar="NOTEBOOK",
                     help="make the lesson of a Jupyter notebook (.ipynb)")  # fmt: skip


def _courses(commands: _Commands) -> None:  # type: ignore[valid-type]
    """Courses from elsewhere."""
    installing = _add(commands, "install", "a course from elsewhere, or its newer version",
                      "tutor.commands.install:run")  # fmt: skip
    installing.add_argument("what", metavar="WHAT", nargs="?",
                            help="a folder, a zip or tar.gz file, the URL of a git repository "
                            "(URL#BRANCH, URL#TAG); "
                            "with --update an installed course (all without it)")  # fmt: skip
    installing.add_argument("--update", action="store_true", help="fetch it again from where it "
                            "came from; progress stays")  # fmt: skip
    installing.add_argument("--as", dest="name", metavar="NAME", help="call the course NAME")
    removing = _add(commands, "remove", "an installed course", "tutor.commands.install:remove")
    removing.add_argument("course", metavar="COURSE")
    removing.add_argument("--progress", action="store_true", help="and what you did in it")


def _progress(progress: argparse.ArgumentParser) -> None:
    """A table, for programs or spreadsheets, or its way out and in."""
    _json(progress)
    progress.add_argument("--csv", action="store_true", help="every attempt, for spreadsheets")
    progress.add_argument("--submissions", action="store_true",
                          help="with --csv: what was typed, too")  # fmt: skip
    actions = progress.add_subparsers(metavar="ACTION", parser_class=Parser)
    exporting = _add(actions, "export", "write all of it to a file",
                     "tutor.commands.progress:export_to")  # fmt: skip
    exporting.add_argument("file", metavar="FILE",
                           help="attempts alone, as CSV, if it ends in .csv; - prints")  # fmt: skip
    exporting.add_argument("--force", action="store_true", help="write over a file")
    importing = _add(actions, "import", "add what was exported; nothing is lost or doubled",
                     "tutor.commands.progress:import_from")  # fmt: skip
    importing.add_argument("file", metavar="FILE", help="what export wrote; - reads the input")


def _data(data: argparse.ArgumentParser) -> None:
    """The actions of ``tutor data``; without one it lists."""
    _json(data)
    actions = data.add_subparsers(metavar="ACTION", parser_class=Parser)
    listing = _add(actions, "list", "the data sets in use", "tutor.commands.data:list_all")
    listing.add_argument("--json", action="store_true", default=argparse.SUPPRESS)

    using = _add(actions, "use", "use a file of your own", "tutor.commands.data:use")
    _name(using)
    using.add_argument("file", metavar="FILE", nargs="?",
                       help="a CSV file; for digits an .npz with X and y")  # fmt: skip
    using.add_argument("--shipped", action="store_true", help="go back to the shipped data")

    showing = _add(actions, "show", "the first rows, or a summary", "tutor.commands.data:show")
    _name(showing)
    showing.add_argument("--rows", type=int, default=5, metavar="N", help="so many rows (5)")
    showing.add_argument("--describe", action="store_true", help="a summary of each column")
    showing.add_argument("--json", action="store_true", default=argparse.SUPPRESS)

    fetching = _add(actions, "fetch", "get the real data and use it",
                    "tutor.commands.data:fetch_real")  # fmt: skip
    fetching.add_argument("name", metavar="NAME", nargs="?", help="one of them; all without it")
    fetching.add_argument("--time-limit", type=float, default=300.0, metavar="SECONDS",
                          help="for each of them (300)")  # fmt: skip


def _name(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="NAME", help="wages, titanic or digits")


def _network(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "what", metavar="FILE[#NETWORK]", help="a lesson file, and a network in it"
    )
    command.add_argument(
        "--pass",
        dest="phase",
        choices=("forward", "backward", "update", "training"),
        help="forward, backward, update, or all of a training step",
    )


if __name__ == "__main__":
    sys.exit(main())
