"""The networks of the lab: where they come from, and the files they are kept in."""

from __future__ import annotations

from pathlib import Path

from tutor.lab.bench import Bench
from tutor.lab.problems import USUAL_SHAPE, is_shape, problem_to_play, read_shape
from tutor.lesson.errors import why
from tutor.lesson.write import WriteError, lesson_text, save_lesson
from tutor.session.shelf import Shelf

#: What a network is called in a file that is written, and the file where none is named.
NAME, FILE = "lab", "lab.yaml"


def bench_of(shelf: Shelf, what: str, seed: int = 0) -> Bench:
    """A network to play with: a shape such as ``2-3-1``, or a network of a lesson or file.

    Raises MoveError for a shape that can't be, WhereError, LessonError.
    """
    what = what.strip()
    if not what or is_shape(what):
        return Bench(problem_to_play(read_shape(what) if what else USUAL_SHAPE, seed), seed)
    from tutor.session.open import find_network  # late: it brings what lessons need

    lesson, name = find_network(shelf, what)
    return Bench(lesson.problems[name], seed)


def file_named(text: str) -> Path:
    """The lesson file that a learner names; the ending may be left out."""
    path = Path(text.strip() or FILE).expanduser()
    return path if path.suffix in (".yaml", ".yml") else path.with_name(f"{path.name}.yaml")


def write_bench(bench: Bench, path: Path, *, replace: bool = False) -> str:
    """Write the network as it is now; the sentence for the learner, also where that fails.

    Raises FileExistsError where there is such a file, unless it may be written over.
    """
    try:
        save_lesson(path, lesson_text(NAME, bench.problem), replace=replace)
    except WriteError as error:
        return str(error)
    except FileExistsError:
        raise
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else str(error)
        return f"`{path}` can't be written: {reason}."
    return f"Written. `tutor lab {path}` opens it again."


def is_there_already(path: Path) -> str:
    """The question before a file is written over."""
    return f"`{path}` is there already. Write over it?"
