"""A lesson made of a Jupyter notebook, for its author to go on with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tutor.authoring.names import slug, title_of
from tutor.authoring.notebook import Cell, NotebookError, fenced, read_notebook
from tutor.authoring.notebook_code import Code, CodeError, code_of
from tutor.lesson.source import MAX_BYTES
from tutor.network.phrases import capitalised

#: A text of more lines is an exercise to read; others stand above the code.
_SHORT = 16
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$", re.M)
_HEAD = """\
# Made of {name}: a start to edit. Code cells ask for what they compute, with the cell as the
# solution; what they need of earlier cells is their setup. Add hints, mistakes (`wrong:`) and other
# givens (`again:`). `tutor verify` says which solutions don't pass, `tutor preview` shows it.
"""


def lesson_of(path: Path) -> str:
    """The lesson, as YAML. Raises NotebookError."""
    cells = read_notebook(path)
    maker = _Maker()
    for cell in cells:
        maker.take(cell)
    maker.finish()
    if not maker.exercises:
        raise NotebookError(f"{path} has nothing to make an exercise of")
    texts = "\n\n".join(cell.text for cell in cells if cell.kind == "text")
    first = next(_headings(texts), title_of(path.stem))
    title = _dumped(_with_lines({"title": first, "summary": f"Made of {path.name}."}))
    parts = [_item(comment, exercise) for comment, exercise in maker.exercises]
    text = "\n".join([_HEAD.format(name=path.name) + title, "exercises:\n" + "\n".join(parts)])
    if len(text.encode()) > MAX_BYTES:
        raise NotebookError(
            f"{path} is too large for one lesson: split it, and make one of each part"
        )
    return text


@dataclass
class _Maker:
    """Takes the cells in their order. ``pending`` are texts that no exercise has yet."""

    exercises: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    title: str = ""

    def take(self, cell: Cell) -> None:
        """The next cell."""
        if cell.kind == "text":
            self._text(cell.text)
            return
        try:
            code = self._code(cell)
        except CodeError as reason:
            note = f"# Cell {cell.number} is only shown: it {reason}."
            self.pending.append(fenced(cell.text))
            self.to_read(note)
            return
        if code.checks:
            self._ask(cell, code)
        elif code.text.strip() and not _imports_only(code):
            self.pending.append(fenced(code.text))
        self.codes.append(code)

    def _text(self, text: str) -> None:
        heading = _HEADING.match(text)
        if heading and self.pending:
            self.to_read()
        self.title = next(_headings(text), self.title)
        self.pending.append(text)

    def _code(self, cell: Cell) -> Code:
        """The code, if all that it needs is there. Raises CodeError."""
        imported = {name for code in self.codes for name in code.imported}
        code = code_of(cell.text, imported)
        there = {name for earlier in self.codes for name in earlier.binds}
        lacking = sorted(code.reads - there)
        if lacking:
            raise CodeError(f"needs {', '.join(lacking)}, which no cell before it gives")
        return code

    def to_read(self, note: str = "") -> None:
        """An exercise to read, of the texts that were not used."""
        body = self._body()
        if body.strip():
            self._add(note, {"read": body})

    def finish(self) -> None:
        """An exercise of what is left; of a notebook that is one heading, the heading."""
        left = "\n\n".join(self.pending)
        self.to_read()
        if not self.exercises and left:
            self._add("", {"read": left})

    def _ask(self, cell: Cell, code: Code) -> None:
        """An exercise of a cell."""
        if sum(text.count("\n") + 1 for text in self.pending) > _SHORT:
            self.to_read()
        text = self._body()
        needed = _slice(code, self.codes)
        setup = "\n\n".join(earlier.text for earlier in needed)
        given = sorted(code.reads - code.imported)
        exercise: dict[str, Any] = {"text": text} if text.strip() else {}
        task: dict[str, Any] = {"task": _task(code, given)}
        needs = _needs([code, *needed])
        if needs:
            task["needs"] = needs
        if setup:
            task["setup"] = setup
        task |= {"starter": code.starter, "solution": code.shown, "checks": code.checks}
        self._add(f"# Cell {cell.number}.", {**exercise, "code": task})

    def _body(self) -> str:
        """The pending texts, without the heading that is the title."""
        body, self.pending = "\n\n".join(self.pending), []
        heading = _HEADING.match(body)
        if heading and next(_headings(heading[0]), "") == self.title:
            body = body[heading.end() :]
        return body.strip("\n")

    def _add(self, comment: str, content: dict[str, Any]) -> None:
        number = len(self.exercises) + 1
        title = self.title or f"Part {number}"
        taken = {exercise["id"] for _, exercise in self.exercises}
        id_ = slug(title)[:60].strip("-") or f"part-{number}"
        if id_ in taken:
            id_ = f"{id_}-{number}"
        while id_ in taken:
            id_ += "-x"
        self.exercises.append((comment, {"id": id_, "title": title, **content}))


def _headings(text: str) -> Iterator[str]:
    return (re.sub(r"[*_`]", "", match[2]).strip() for match in _HEADING.finditer(text) if match[2])


def _imports_only(code: Code) -> bool:
    return code.binds <= code.imported and not code.touches - code.binds


def _slice(code: Code, earlier: Sequence[Code]) -> list[Code]:
    """The cells before that have a say in what a cell reads, in their order."""
    wanted, found = set(code.reads), []
    for each in reversed(earlier):
        if each.touches & wanted:
            found.append(each)
            wanted |= each.reads
    return found[::-1]


def _needs(codes: Sequence[Code]) -> str:
    modules = {name for code in codes for name in code.modules}
    if modules & {"keras", "tensorflow"}:
        return "keras"
    return "pandas" if modules & {"pandas", "sklearn"} else ""


def _task(code: Code, given: Sequence[str]) -> str:
    """What is asked, made of what is checked."""
    names = [str(check["variable"]) for check in code.checks if "variable" in check]
    models = [str(check["model"]) for check in code.checks if "model" in check]
    parts = [
        f"compute {_listed(names)}" if names else "",
        f"build {_listed(models)}" if models else "",
        "train" if {"training": True} in code.checks else "",
        "print the result" if {"printed": True} in code.checks else "",
        "show the plot" if {"plot": True} in code.checks else "",
    ]
    asked = ", and ".join(part for part in parts if part)
    sentence = f"{capitalised(asked)}."
    return f"{sentence} Given: {_listed(given)}." if given else sentence


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


# --- YAML ----------------------------------------------------------------------------------------


class _Dumper(yaml.SafeDumper):
    """Writes texts so that a lesson's stricter reader reads the same."""


#: Texts that need no quotes; YAML's own idea of it would let pass what lessons read as numbers.
_SIMPLE = re.compile(r"[A-Za-z][A-Za-z0-9 ]*[a-z][.]?\Z|[a-z][a-z0-9]*(-[a-z0-9]+)+\Z|[a-z_]{2,}\Z")
_WORDS = frozenset({"true", "false", "null"})


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = _SIMPLE.match(text) is not None and text not in _WORDS
    style = "|" if "\n" in text else None if plain else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _write_text)


def _dumped(data: Any) -> str:
    return yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=96,
        default_flow_style=False,
    )


def _item(comment: str, exercise: dict[str, Any]) -> str:
    """One exercise in the list, with a comment above it."""
    text = _dumped([_with_lines(exercise)])
    lines = [comment, *text.rstrip("\n").split("\n")] if comment else text.rstrip("\n").split("\n")
    return "\n".join(f"  {line}" if line else "" for line in lines) + "\n"


#: What is rendered, where braces would be a quantity.
_RENDERED = ("title", "summary", "text", "read", "task")


def _with_lines(data: dict[str, Any]) -> dict[str, Any]:
    """Texts of several lines end with a line break, and none has the braces of quantities."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            value = _with_lines(value)  # noqa: PLW2901
        elif isinstance(value, str):
            text = value.replace("{{", "{ {") if key in _RENDERED else value
            value = f"{text}\n" if "\n" in text else text  # noqa: PLW2901
        found[key] = value
    return found
