"""Every exercise of the shipped courses holds when it is run for real."""

from __future__ import annotations

import pytest

from tutor.authoring.desks import Desks
from tutor.authoring.gather import gather
from tutor.authoring.pool import verify_at
from tutor.authoring.table import paragraph, survivor
from tutor.authoring.verify import Plan
from tutor.lesson.outline import CourseOutline, LessonOutline
from tutor.lesson.where import courses_in, shipped_courses
from tutor.progress.store import Store
from tutor.session.shelf import Shelf

pytestmark = pytest.mark.asyncio(loop_scope="module")

COURSES = courses_in((shipped_courses(),))
LESSONS = [(course, lesson) for course in COURSES for lesson in course.lessons]


def name(part: CourseOutline | LessonOutline) -> str:
    return part.id


async def test_there_are_courses_and_all_can_be_read() -> None:
    gathered = gather(Shelf(Store(None)), [])
    assert gathered.errors == []
    assert {work.lesson.id for work in gathered.works} == {lesson.id for _, lesson in LESSONS}
    assert gathered.works


@pytest.mark.parametrize(("course", "lesson"), LESSONS, ids=name)
async def test_lesson_holds(course: CourseOutline, lesson: LessonOutline, desks: Desks) -> None:
    gathered = gather(desks.shelf, [f"{course.id}/{lesson.id}"])
    assert gathered.errors == []
    results = await verify_at(desks, gathered.works, Plan(seeds=2))
    failures = [paragraph(result, outcome) for result in results for outcome in result.failures]
    assert not failures, "\n\n".join(failures)
    graded = [result for result in results if result.work.exercise.kind != "read"]
    assert all(result.outcomes for result in graded if not _only_walks(result.work.exercise))


async def test_checks_notice_small_changes_of_the_solutions(desks: Desks) -> None:
    works = [
        work
        for work in gather(desks.shelf, []).works
        if work.exercise.code is not None and work.exercise.code.needs != "keras"
    ]
    results = await verify_at(desks, works, Plan(mutants=6))
    assert not [survivor(result, each) for result in results for each in result.trial.survivors]
    assert sum(result.trial.killed for result in results) > 3 * len(works)


def _only_walks(exercise: object) -> bool:
    steps = getattr(exercise, "steps", None)
    return steps is not None and not steps.ask
