"""The results of verifying as the XML that services for continuous integration read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree

from tutor.authoring.static import Remark
from tutor.authoring.table import paragraph, survivor
from tutor.authoring.verify import Result
from tutor.lesson.errors import Diagnostic


def junit(
    results: Sequence[Result], errors: Sequence[Diagnostic], remarks: Sequence[Remark]
) -> bytes:
    """One suite for each lesson with a case for each exercise, and one for all files."""
    root = ElementTree.Element("testsuites", name="tutor verify")
    for lesson, group in groupby(results, lambda result: result.work.lesson.id):
        _suite(root, lesson, [_case_of(result) for result in group])
    faults = [remark.diagnostic for remark in remarks if remark.fault]
    _suite(root, "files", [_case("files", "files", [*map(str, (*errors, *faults))])])
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _case_of(result: Result) -> ElementTree.Element:
    failures = [paragraph(result, outcome) for outcome in result.failures]
    failures += [survivor(result, mutant) for mutant in result.trial.survivors]
    work = result.work
    return _case(work.exercise.id, f"{work.course.id}.{work.lesson.id}", failures, result.seconds)


def _case(
    name: str, owner: str, failures: Sequence[str], seconds: float = 0.0
) -> ElementTree.Element:
    case = ElementTree.Element("testcase", name=name, classname=owner, time=f"{seconds:.3f}")
    for failure in failures:
        message = failure.splitlines()[0]
        ElementTree.SubElement(case, "failure", message=message).text = failure
    return case


def _suite(root: ElementTree.Element, name: str, cases: Sequence[ElementTree.Element]) -> None:
    failed = sum(case.find("failure") is not None for case in cases)
    suite = ElementTree.SubElement(root, "testsuite", name=name, tests=str(len(cases)))
    suite.set("failures", str(failed))
    suite.extend(cases)
