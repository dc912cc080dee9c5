"""Links in the texts of a lesson: to lessons, exercises and files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from tutor.lesson.course import Lesson
from tutor.lesson.errors import did_you_mean
from tutor.lesson.outline import CourseOutline

#: ``[text](target)``; not in code.
_LINK = re.compile(r"\[[^\]\[]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
_CODE_LINE = re.compile(r"^(?: {4}|\t).*$", re.MULTILINE)
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
#: What leads out of the course is not followed.
_AWAY = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def link_faults(text: str, lesson: Lesson, course: CourseOutline) -> Iterator[tuple[str, str]]:
    """Message and hint for each link that leads nowhere."""
    if "](" not in text:
        return
    for target in _LINK.findall(_CODE_SPAN.sub("", _CODE_LINE.sub("", text))):
        if not _AWAY.match(target):
            yield from _fault(unquote(target), lesson, course)


def _fault(target: str, lesson: Lesson, course: CourseOutline) -> Iterator[tuple[str, str]]:
    where, _, exercise = target.partition("#")
    lessons = {each.id: [e.id for e in each.exercises] for each in course.lessons}
    lessons[lesson.id] = [each.id for each in lesson.exercises]
    id_ = where.removeprefix(f"{course.id}/").removesuffix(".yaml").removesuffix(".yml")
    if not where or id_ in lessons:
        known = lessons[id_ if where else lesson.id]
        if exercise and exercise not in known:
            message = f"the link '{target}' leads to no exercise"
            yield message, did_you_mean(exercise, known)
    elif not (lesson.path.parent / where).exists():
        message = f"the link '{target}' leads to no lesson and no file"
        yield message, did_you_mean(where, lessons)
