"""The preview follows the files, says what is wrong in place, and tries what the author wrote."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot

from tests.tui.screens import check_snapshot, press, settle, text_of, wait_until
from tutor.authoring.new import create
from tutor.authoring.preview import find_preview
from tutor.cli import main
from tutor.tui.answer import AnswerScreen
from tutor.tui.code import CodeScreen
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.home import HomeScreen
from tutor.tui.preview import PreviewApp
from tutor.tui.preview_pages import BrokenScreen, CasesScreen

PreviewPilot = Pilot[None]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tutor.tui.preview.LOOK", 0.02)
    return tmp_path / "home"


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    """A lesson with an exercise of every kind."""
    return create("lesson", tmp_path / "mine.yaml")[0]


@asynccontextmanager
async def preview(what: object, size: tuple[int, int] = (80, 24)) -> AsyncIterator[PreviewPilot]:
    app = PreviewApp(*find_preview(str(what)))
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: not isinstance(app.screen, HomeScreen))
        await settle(pilot)
        yield pilot
        await app.desk.close()


def app_of(pilot: PreviewPilot) -> PreviewApp:
    assert isinstance(pilot.app, PreviewApp)
    return pilot.app


def exercise_of(pilot: PreviewPilot) -> str:
    assert isinstance(pilot.app.screen, ExerciseScreen)
    return pilot.app.screen.work.exercise.id


async def save(pilot: PreviewPilot, file: Path, old: str, new: str) -> None:
    """Save a change as many editors do, by another file; wait until it is shown."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    before = pilot.app.screen
    other = file.with_suffix(".part")
    other.write_text(text.replace(old, new), encoding="utf-8")
    other.replace(file)
    await wait_until(pilot, lambda: pilot.app.screen is not before)
    await settle(pilot)


# --- saves -------------------------------------------------------------------------------------


async def test_a_save_is_shown_and_what_was_typed_stays(lesson: Path) -> None:
    async with preview(f"{lesson}#mine-answer") as pilot:
        await press(pilot, "4", "2")
        await save(pilot, lesson, "How many cones", "How many CONES")
        assert exercise_of(pilot) == "mine-answer"
        screen = pilot.app.screen
        assert isinstance(screen, AnswerScreen) and screen.line.value == "42"
        assert screen.focused is screen.line and "How many CONES" in text_of(pilot.app)
        assert "saved, and shown anew" in text_of(pilot.app)


async def test_the_text_stays_where_it_was_scrolled_to(lesson: Path) -> None:
    long = "".join(f"- line {n}\n      " for n in range(60))
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace("A paragraph or two", long), encoding="utf-8")
    async with preview(lesson) as pilot:
        await press(pilot, "space", "space")
        before = pilot.app.screen.query_one("#text", VerticalScroll).scroll_y
        assert before > 10
        await save(pilot, lesson, "line 59", "the last line")
        await wait_until(
            pilot, lambda: pilot.app.screen.query_one("#text", VerticalScroll).scroll_y == before
        )


async def test_the_place_is_the_exercise_else_its_number(lesson: Path) -> None:
    async with preview(f"{lesson}#mine-choice") as pilot:
        await save(pilot, lesson, "id: mine-read", "id: other")
        assert exercise_of(pilot) == "mine-choice"
        await save(pilot, lesson, "id: mine-choice", "id: renamed")
        assert exercise_of(pilot) == "renamed"


async def test_a_broken_file_is_explained_and_mended_in_place(lesson: Path) -> None:
    async with preview(f"{lesson}#mine-answer") as pilot:
        await press(pilot, "7")
        await save(pilot, lesson, "expect:", "expcet:")
        assert isinstance(pilot.app.screen, BrokenScreen)
        check_snapshot(pilot.app, "preview-broken")
        await save(pilot, lesson, "expcet:", "  expcet: [")
        assert isinstance(pilot.app.screen, BrokenScreen)
        lesson.unlink()
        await wait_until(pilot, lambda: "no such file" in text_of(pilot.app))
        create("lesson", lesson)
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, AnswerScreen))
        await settle(pilot)
        assert exercise_of(pilot) == "mine-answer"
        screen = pilot.app.screen
        assert isinstance(screen, AnswerScreen) and screen.line.value == "7"


async def test_a_new_starter_is_shown_but_typed_code_stays(lesson: Path) -> None:
    async with preview(f"{lesson}#mine-code") as pilot:
        await save(pilot, lesson, "        warm = ...", "        warm = 0")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen) and screen.editor.text.startswith("warm = 0")
        screen.editor.load_text("mine = 1\n")
        await save(pilot, lesson, "        warm = 0", "        warm = -1")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen) and screen.editor.text == "mine = 1\n"


async def test_half_written_files_and_keys_at_the_same_time(lesson: Path) -> None:
    whole = lesson.read_text(encoding="utf-8")
    keys = ("n", "f3", "ctrl+e", "escape", "p", "question_mark", "s", "escape", "enter", "l")
    async with preview(f"{lesson}#mine-answer") as pilot:
        for count, key in enumerate(keys * 2):
            lesson.write_text(whole[: len(whole) * count // 20], encoding="utf-8")
            await pilot.pause(0.03)
            await pilot.press(key)
        lesson.write_text(whole, encoding="utf-8")
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, BrokenScreen))
        await press(pilot, "escape", "escape", "escape")
        assert isinstance(pilot.app.screen, HomeScreen), text_of(pilot.app)
        await press(pilot, "c")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ExerciseScreen))


async def test_what_lies_over_the_exercise_goes(lesson: Path) -> None:
    async with preview(f"{lesson}#mine-choice") as pilot:
        await press(pilot, "escape", "s", "question_mark")
        await save(pilot, lesson, "Which hidden node", "Which HIDDEN node")
        assert exercise_of(pilot) == "mine-choice" and "Which HIDDEN" in text_of(pilot.app)


async def test_a_save_waits_for_a_run(lesson: Path) -> None:
    text = lesson.read_text(encoding="utf-8")
    endless = text.replace(
        "      solution: |\n", "      solution: |\n        while True: pass\n", 1
    )
    lesson.write_text(endless, encoding="utf-8")
    async with preview(f"{lesson}#mine-code") as pilot:
        await press(pilot, "f3")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen) and screen.running
        lesson.write_text(text, encoding="utf-8")
        await pilot.pause(0.2)
        assert pilot.app.screen is screen and screen.running
        await press(pilot, "ctrl+c", "ctrl+c")
        await wait_until(pilot, lambda: pilot.app.screen is not screen)
        assert exercise_of(pilot) == "mine-code"


async def test_a_course_grows(tmp_path: Path) -> None:
    _, course = create("course", tmp_path / "course")
    create("read", tmp_path / "course" / "second")
    async with preview(tmp_path / "course") as pilot:
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        course.write_text(course.read_text(encoding="utf-8") + "  - second\n", encoding="utf-8")
        await wait_until(pilot, lambda: "Second" in text_of(pilot.app))
        course.write_text(course.read_text(encoding="utf-8") + "  - third\n", encoding="utf-8")
        await wait_until(pilot, lambda: "no lesson file third.yaml" in text_of(pilot.app))
        await press(pilot, "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ExerciseScreen))
        await wait_until(pilot, lambda: "preview · course/course.yaml:" in text_of(pilot.app))


async def test_a_lesson_without_exercises_yet(tmp_path: Path) -> None:
    file = tmp_path / "empty.yaml"
    network = "networks:\n  one: {inputs: {a: 1}, layers: [nodes: {b: [1]}]}\n"
    file.write_text(f"title: Empty\n{network}", encoding="utf-8")
    async with preview(file) as pilot:
        assert "no exercises yet" in text_of(pilot.app)


# --- trying ------------------------------------------------------------------------------------


async def try_next(pilot: PreviewPilot) -> None:
    app = app_of(pilot)
    before = len(app.outcomes)
    await press(pilot, "f3")
    await wait_until(pilot, lambda: len(app.outcomes) > before)


async def test_every_answer_of_every_kind_can_be_tried(lesson: Path) -> None:
    text = lesson.read_text(encoding="utf-8")
    kinds = ("choice", "answer", "steps", "lab", "code")
    for kind in kinds:
        async with preview(f"{lesson}#mine-{kind}") as pilot:
            app = app_of(pilot)
            for _ in app.cases:
                await try_next(pilot)
            assert len(app.cases) >= 2 and len(app.outcomes) == len(app.cases)
            assert [name for name, outcome in app.outcomes.items() if not outcome.holds] == []
    assert lesson.read_text(encoding="utf-8") == text


async def test_what_does_not_come_out_as_it_has_to_is_said(lesson: Path) -> None:
    text = lesson.read_text(encoding="utf-8").replace('"{{ warm + cold }}"', '"24"')
    lesson.write_text(text, encoding="utf-8")
    async with preview(f"{lesson}#mine-answer") as pilot:
        await press(pilot, "f3", "f3")
        assert "wrong '24' has to fail, but passes" in text_of(pilot.app)
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, CasesScreen)
        check_snapshot(pilot.app, "preview-answers")
        await press(pilot, "down", "enter")
        assert "expect" in app_of(pilot).outcomes


async def test_another_exercise_of_the_home_screen_has_nothing_tried(lesson: Path) -> None:
    async with preview(f"{lesson}#mine-choice") as pilot:
        await try_next(pilot)
        assert "has to" in text_of(pilot.app)
        await press(pilot, "escape", "escape", "down", "enter")
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, HomeScreen))
        assert exercise_of(pilot) == "mine-answer"
        assert "has to" not in text_of(pilot.app) and "try expect (1/" in text_of(pilot.app)


async def test_beginning_anew_forgets_all(lesson: Path) -> None:
    async with preview(f"{lesson}#mine-answer", (120, 40)) as pilot:
        await press(pilot, "f3")
        assert "done" in text_of(pilot.app)
        check_snapshot(pilot.app, "preview-tried-120x40")
        await press(pilot, "f2", "z")
        await wait_until(pilot, lambda: "not yet done" in text_of(pilot.app))
        screen = pilot.app.screen
        assert isinstance(screen, AnswerScreen) and screen.line.value == ""


async def test_the_authors_own_progress_is_not_touched(lesson: Path, home: Path) -> None:
    async with preview(f"{lesson}#mine-answer") as pilot:
        await press(pilot, "2", "4", "enter", "enter")
        assert exercise_of(pilot) == "mine-steps"
    assert not (home / "progress.sqlite").exists()


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (36, 10)])
async def test_the_line_is_there_at_any_size(lesson: Path, size: tuple[int, int]) -> None:
    async with preview(f"{lesson}#mine-answer", size) as pilot:
        await press(pilot, "f3")
        assert " preview" in text_of(pilot.app)


@pytest.mark.parametrize("what", ["nowhere.yaml", "", "mine.yaml#nothing", "mine.txt", "a\0b"])
def test_wrong_use(what: str, lesson: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.txt").touch()
    assert main(["preview", what]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
