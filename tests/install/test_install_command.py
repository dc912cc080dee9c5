"""``tutor install`` and ``tutor remove``, as a shell calls them, and what they do to progress."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.install.conftest import COURSE, LESSON, NEWER, SMALL, Run, write

CODE = """title: Code
exercises:
  - id: print-it
    title: Print it
    code:
      task: Print 2.
      solution: print(2)
      checks: [{printed: "2"}]
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write(tmp_path / "small", SMALL)


def exercises(tutor: Run) -> dict[str, dict[str, object]]:
    courses = json.loads(tutor("list", "--json").stdout)["courses"]
    (small,) = [course for course in courses if course["id"] == "small"]
    return {e["id"]: e for lesson in small["lessons"] for e in lesson["exercises"]}


def test_a_course_comes_changes_and_goes_and_progress_stays(tutor: Run, course: Path) -> None:
    done = tutor("install", course)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Installed: Small sums (small), files " in done.stdout
    assert "1 lesson, 2 exercises" in done.stdout
    assert exercises(tutor)["two"]["what"] == "sums#two"
    assert tutor("answer", "sums#two", "2", "--record").returncode == 0
    assert tutor("answer", "sums#six", "6", "--record").returncode == 0

    write(course, {"sums.yaml": NEWER})
    done = tutor("install", "--update", "small")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1:] == [
        f"  from {course}",
        "  new:     seven",
        "  changed: two",
        "  gone:    six",
        "  Done before, and so still done, but marked as changed: two",
    ]
    now = exercises(tutor)
    assert (now["two"]["done"], now["two"]["changed"]) == (True, True)
    assert (now["seven"]["done"], now["seven"]["changed"]) == (False, False)
    assert "#two  changed since" in tutor("list", "small").stdout
    same = tutor("install", "--update").stdout
    assert same.startswith("Nothing new: Small sums (small)") and same.endswith(f" at {course}\n")

    assert tutor("remove", "small").stdout.startswith("Removed small.\n")
    assert "(small)" not in tutor("list").stdout
    assert "small (not here)" in tutor("progress").stdout
    tutor("install", course)
    assert exercises(tutor)["two"]["done"] is True

    said = tutor("remove", "small", "--progress").stdout
    copy = Path(said.rpartition(" is in ")[2].strip().removesuffix("."))
    assert copy.is_file()
    tutor("install", course)
    assert exercises(tutor)["two"]["done"] is False


def test_what_was_done_counts_on_under_a_new_name(tutor: Run, course: Path) -> None:
    tutor("install", course)
    tutor("answer", "sums#two", "3", "--record")
    tutor("answer", "sums#two", "2", "--record")
    write(course, {"sums.yaml": LESSON.replace("id: two", "id: one-and-one")})
    done = tutor("install", "--update", "small")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[2:] == [
        "  renamed: two -> one-and-one; what was done of them counts on"
    ]
    now = exercises(tutor)["one-and-one"]
    assert (now["done"], now["changed"]) == (True, False)
    (small,) = [c for c in json.loads(tutor("progress", "--json").stdout)["courses"]
                if c["id"] == "small"]  # fmt: skip
    assert (small["done"], small["attempts"]) == (1, 2)

    write(course, {"sums.yaml": LESSON})  # and back again: nothing is doubled
    tutor("install", "--update", "small")
    write(course, {"sums.yaml": LESSON.replace("id: two", "id: one-and-one")})
    tutor("install", "--update", "small")
    assert len(tutor("progress", "--csv").stdout.splitlines()) == 1 + 2 * 2


def test_of_exercises_that_are_alike_none_is_taken_for_another(tutor: Run, course: Path) -> None:
    twin = "  - {id: ID, title: Twin, answer: {prompt: What is 4?, expect: 4}}\n"
    twins = twin.replace("ID", "a") + twin.replace("ID", "b")
    write(course, {"sums.yaml": LESSON + twins})
    tutor("install", course)
    write(course, {"sums.yaml": LESSON + twins.replace("id: a", "id: c").replace("id: b", "id: d")})
    done = tutor("install", "--update", "small").stdout
    assert "renamed" not in done and "  new:     c, d\n  gone:    a, b\n" in done


def test_code_of_an_installed_course_waits_for_trust(tutor: Run, tmp_path: Path) -> None:
    course = write(tmp_path / "small", {"course.yaml": COURSE, "sums.yaml": CODE})
    (tmp_path / "mine.py").write_text("print(2)")
    assert tutor("install", course).returncode == 0
    refused = tutor("answer", "sums#print-it", "--code", "mine.py")
    assert refused.returncode == 2
    assert "--trust" in refused.stderr
    assert tutor("answer", "sums#print-it", "--code", "mine.py", "--trust").returncode == 0


def test_what_is_wrong_is_said_like_verify_says_it(tutor: Run, course: Path) -> None:
    write(course, {"sums.yaml": LESSON.replace("expect: 6", "expct: 6")})
    done = tutor("install", course)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{course}/sums.yaml:9:")
    verified = tutor("verify", "--static", course).stderr
    assert done.stderr.splitlines()[:3] == verified.splitlines()[:3]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("install",), "takes a folder, a zip"),
        (("install", "nowhere"), "no file or folder 'nowhere'"),
        (("install", "--update", "nowhere"), "no installed course 'nowhere'"),
        (("install", "--update", "--as", "x"), "--as"),
        (("install", "empty.zip"), "neither zip nor tar.gz"),
        (("remove", "nowhere"), "no installed course 'nowhere'"),
        (("remove", "deep-learning"), "no installed course 'deep-learning'"),
        (("remove", "../x"), "no installed course"),
    ],
)
def test_wrong_use_is_one_sentence(
    tutor: Run, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    (tmp_path / "empty.zip").write_bytes(b"")
    done = tutor(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_update_whose_source_is_gone_says_so_and_updates_the_others(
    tutor: Run, course: Path, tmp_path: Path
) -> None:
    other = shutil.copytree(course, tmp_path / "other")
    tutor("install", course)
    tutor("install", other)
    shutil.rmtree(other)
    write(course, {"sums.yaml": NEWER})
    done = tutor("install", "--update")
    assert done.returncode == 2
    assert done.stderr == f"there is no file or folder '{other}'\n"
    assert "Updated: Small sums (small)" in done.stdout
    assert "other" in tutor("list").stdout
