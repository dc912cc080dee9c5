"""docs/authoring.md: its examples are lessons that verify, and it shows all that there is."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.authoring.desks import Desks
from tutor.authoring.gather import gather
from tutor.authoring.verify import Plan, verify_exercise
from tutor.datasets.table import load_table
from tutor.lesson.base import Model
from tutor.lesson.check_models import CheckModel
from tutor.lesson.course import Lesson
from tutor.lesson.errors import LessonError
from tutor.lesson.excerpt import excerpts
from tutor.lesson.load import load_course, load_lesson
from tutor.lesson.models import CHECK_KINDS, KINDS, check_kind
from tutor.lesson.template import evaluate
from tutor.network.calculate import FUNCTIONS
from tutor.network.terms import OF_EDGE, OF_NODE, WORDS
from tutor.progress.store import Store
from tutor.session.shelf import Shelf

GUIDE = Path(__file__).parents[2] / "docs" / "authoring.md"
TEXT = GUIDE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+ ?\w*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
YAML = [text for kind, text in BLOCKS if kind == "yaml"]
BROKEN = [text for kind, text in BLOCKS if kind == "yaml broken"]
SAID = [text for kind, text in BLOCKS if kind == "text"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The course of the guide: its small lesson, and one of all other examples."""
    folder = tmp_path_factory.mktemp("guide") / "bakers"
    folder.mkdir()
    (course,) = (text for text in YAML if text.startswith("format:"))
    whole = [text for text in YAML if text.startswith("title:")]
    exercises = [text for text in YAML if text.startswith("- ")]
    assert len(YAML) == 1 + len(whole) + len(exercises)
    small, head = whole
    (folder / "course.yaml").write_text(course, encoding="utf-8")
    (folder / "ice-cream.yaml").write_text(small, encoding="utf-8")
    text = f"{head}exercises:\n{''.join(exercises)}"
    (folder / "guide.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def guide(folder) -> Lesson:
    return load_lesson(folder / "guide.yaml", load_table)


def parts(model: object) -> Iterator[Model]:
    """All models in a model."""
    if isinstance(model, Model):
        yield model
        for name in type(model).model_fields:
            yield from parts(getattr(model, name))
    elif isinstance(model, dict | list):
        for item in model.values() if isinstance(model, dict) else model:
            yield from parts(item)


def models(model: type[Model]) -> Iterator[type[Model]]:
    for each in model.__subclasses__():
        if each.__module__.startswith("tutor.lesson"):
            yield each
            yield from models(each)


def owner(model: type[Model], field: str) -> str:
    """The model that a key comes from: a key that many share need not be shown in each."""
    return next(
        each.__name__ for each in reversed(model.__mro__) if field in inspect.get_annotations(each)
    )


def test_every_kind_every_check_and_every_key_is_shown(folder, guide):
    course = load_course(folder)
    shown = [*parts(guide.model), *parts(course.model)]
    given = {(owner(type(m), field), field) for m in shown for field in m.model_fields_set}
    known = {(owner(m, field), field) for m in models(Model) for field in m.model_fields}
    assert known - given == set()
    assert {exercise.kind for exercise in guide.exercises} == set(KINDS)
    assert {check_kind(m) for m in shown if isinstance(m, CheckModel)} == set(CHECK_KINDS)
    for kind in KINDS:
        assert f"\n### {kind}\n" in TEXT


@pytest.mark.parametrize("heavy", [False, pytest.param(True, marks=pytest.mark.keras)])
async def test_all_examples_hold_what_they_claim(folder, heavy):
    gathered = gather(Shelf(Store(None)), [str(folder)])
    assert gathered.errors == []
    assert [remark.diagnostic for remark in gathered.remarks if remark.fault] == []
    desks = Desks(Shelf(Store(None)))
    try:
        for work in gathered.works:
            code = work.exercise.code
            if heavy == (code is not None and code.needs == "keras"):
                result = await verify_exercise(work, desks, Plan())
                said = [(outcome.case.name, outcome.said) for outcome in result.failures]
                assert said == [], work.exercise.id
    finally:
        await desks.close()


def test_errors_are_shown_as_they_are(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for broken, said in zip(BROKEN, SAID, strict=True):
        Path("ice-cream.yaml").write_text(broken, encoding="utf-8")
        with pytest.raises(LessonError) as caught:
            load_lesson("ice-cream.yaml")
        assert excerpts(caught.value.diagnostics) == said


def rows(heading: str) -> list[list[str]]:
    """The rows of the table below a heading."""
    table = TEXT.split(heading, 1)[1].split("\n\n", 1)[0]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines()]


def test_the_quantities_have_the_values_that_the_guide_says(guide):
    table = rows("| quantity | in `shop` | what it is |\n|---|---|---|\n")
    exercise = guide.exercise("guide-answer")
    assert len(table) > 12
    for names, value, _ in table:
        first = re.findall(r"`([^`]+)`", names)[0]
        assert evaluate(first, guide, exercise) == pytest.approx(float(value)), first


def test_every_quantity_and_function_is_in_the_guide():
    section = TEXT.split("## Quantities", 1)[1].split("## Kinds", 1)[0]
    for name in (*OF_NODE, *OF_EDGE, *WORDS, *FUNCTIONS):
        assert re.search(rf"[`(]{name}\b", section), name


def test_every_word_that_a_key_takes_is_in_the_guide():
    """Activations, losses, what a lab may change, …: the schema's enumerations."""
    from tutor.lesson.schema import schema

    def words(part: object) -> Iterator[str]:
        if isinstance(part, dict):
            yield from (word for word in part.get("enum", ()) if isinstance(word, str))
            part = list(part.values())
        for item in part if isinstance(part, list) else ():
            yield from words(item)

    missing = {word for word in words(schema()) if not re.search(rf"\b{word}\b", TEXT)}
    assert missing == set()


@pytest.mark.parametrize("link", re.findall(r"\]\(#([\w-]+)\)", TEXT))
def test_links_lead_to_headings(link):
    headings = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    slugs = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert link in slugs
