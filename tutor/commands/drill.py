"""``tutor drill`` without the screen: prints questions, and grades an answer to one."""

from __future__ import annotations

import argparse
import sys
from random import SystemRandom
from typing import Any

from tutor.commands.output import alphabet, columns, open_store, verdict_sign, write_json
from tutor.drill.make import make
from tutor.drill.picture import picture_lines, question_lines
from tutor.drill.question import Question
from tutor.drill.topics import TopicError, check_choice
from tutor.drill.words import facts, hints, prompt, table, worked
from tutor.progress.store import Store
from tutor.session.practice import Practice, level_now
from tutor.session.refusal import refuse
from tutor.session.shelf import Shelf

_MOST = 1000


def run(options: argparse.Namespace) -> int:
    """Print questions (0), or grade an answer: 0 if it is right, 1 if it is not."""
    try:
        check_choice(options.topic, options.level, options.seed)
    except TopicError as problem:
        return refuse(f"tutor drill: {problem}")
    if not 1 <= options.count <= _MOST:
        return refuse(f"tutor drill: --count goes from 1 to {_MOST}")
    with open_store() as store:
        if options.answer is not None:
            return _grade(store, options)
        _print(store, options)
    return 0


def _grade(store: Store, options: argparse.Namespace) -> int:
    """Grade an answer to the question of a seed."""
    if options.seed is None:
        return refuse("tutor drill: --answer needs --seed, which says to which question")
    practice = Practice(Shelf(store), options.topic, options.level, options.seed)
    text = options.answer.strip()
    if options.record:
        verdict, warning = practice.check(text)
        if warning:
            sys.stderr.write(f"{warning}\n")
    else:
        verdict = practice.question.check(text)
    if options.json:
        write_json({
            "passed": verdict.passed, "message": verdict.message, "check": verdict.check,
            "mistakes": list(verdict.mistakes), **_identity(practice.question),
        })  # fmt: skip
    else:
        sys.stdout.write(f"{verdict_sign(verdict.passed)} {verdict.message}\n")
    return 0 if verdict.passed else 1


def _print(store: Store, options: argparse.Namespace) -> None:
    """Print the questions of a seed and of those that follow it."""
    seed = SystemRandom().randrange(10_000) if options.seed is None else options.seed
    level = level_now(store, options.topic) if options.level is None else options.level
    questions = [make(options.topic, level, seed + step) for step in range(options.count)]
    if options.json:
        write_json({"questions": [_json(question) for question in questions]})
        return
    for number, question in enumerate(questions):
        which = f"{question.topic} --level {question.level} --seed {question.seed}"
        lines = [*_lines(question, options.table), f"tutor drill {which} --answer NUMBER"]
        sys.stdout.write("\n" * bool(number) + "".join(f"{line}\n" for line in lines))


def _identity(question: Question) -> dict[str, Any]:
    return {"topic": question.topic, "level": question.level, "seed": question.seed}


def _json(question: Question) -> dict[str, Any]:
    return {
        **_identity(question),
        "prompt": prompt(question),
        "quantity": question.quantity,
        "facts": list(facts(question)),
        "rows": [list(row) for row in table(question)],
        "picture": picture_lines(question, width=columns(), alphabet=alphabet()),
        "answer": question.right,
        "tolerance": question.tolerance,
        "mistakes": [
            {"name": one.name, "value": one.value, "explanation": one.explanation}
            for one in question.mistakes
        ],
        "hints": list(hints(question)),
        "worked": list(worked(question)),
    }


def _lines(question: Question, as_table: bool) -> list[str]:
    return question_lines(question, width=columns(), alphabet=alphabet(), as_table=as_table)
