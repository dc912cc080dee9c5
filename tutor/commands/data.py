"""``tutor data``: the data sets in use, and putting others in their place."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from tutor.commands.output import columns, write_json, write_lines
from tutor.datasets.columns import blocks, cell
from tutor.datasets.fetch import SOURCES, FetchError, fetch
from tutor.datasets.folder import FILES
from tutor.datasets.own import DataSet, check_name, data_set, use_own, use_shipped
from tutor.datasets.sample_digits import Sample, sample
from tutor.datasets.summary import ColumnSummary, describe
from tutor.datasets.table import DataError, Table, load_table
from tutor.network.phrases import listed
from tutor.progress.where import data_folder
from tutor.session.refusal import refuse

#: What a shipped data set is; the other origins speak for themselves.
SHIPPED = {"wages": "shipped, simulated", "titanic": "shipped, simulated", "digits": "shipped"}


def list_all(options: argparse.Namespace) -> int:
    """List the data sets in use; 2 if one of them can't be used."""
    found: list[DataSet] = []
    problems: dict[str, str] = {}
    for name in FILES:
        try:
            found.append(data_set(name, data_folder()))
        except DataError as problem:
            problems[name] = str(problem)
    if options.json:
        entries = [_to_json(data) for data in found]
        write_json({"data": entries + [{"name": n, "error": e} for n, e in problems.items()]})
    else:
        for data in found:
            write_lines(_lines(data))
    for sentence in problems.values():
        refuse(sentence)
    return 2 if problems else 0


def use(options: argparse.Namespace) -> int:
    """Use a file of the learner's own, or the shipped data again."""
    if bool(options.file) == options.shipped:
        return refuse("tutor data use takes a name and a file, or a name and --shipped")
    try:
        if options.shipped:
            data = use_shipped(options.name, data_folder())
        else:
            data = use_own(options.name, Path(options.file), data_folder())
    except DataError as problem:
        return refuse(problem)
    write_lines(_lines(data))
    return 0


def fetch_real(options: argparse.Namespace) -> int:
    """Get the real data sets; 1 if any can't be had."""
    if not options.time_limit > 0:
        return refuse("tutor data fetch: --time-limit takes seconds, more than 0")
    names = [options.name] if options.name else list(FILES)
    failures: dict[str, list[str]] = {}
    for name in names:
        try:
            check_name(name)
        except DataError as problem:
            return refuse(problem)
        _progress(f"Fetching {name} from {SOURCES[name]} (at most {options.time_limit:g} s) ...")
        try:
            data = fetch(name, data_folder(), options.time_limit)
        except (FetchError, DataError) as problem:
            failures.setdefault(str(problem).rstrip("."), []).append(name)
        else:
            write_lines(_lines(data))
        finally:
            _progress("")
    if failures:
        sys.stderr.write(f"{_failed(failures)}\n")
    return 1 if failures else 0


def _failed(failures: dict[str, list[str]]) -> str:
    """One sentence for everything that could not be had, and what is used instead."""
    names = [name for group in failures.values() for name in group]
    origins = {_origin(name) for name in names}
    stays = "the shipped data stays" if origins == {"shipped"} else "what was in use stays"
    why = "; ".join(failures)
    return f"{listed(names)} could not be fetched: {why}; {stays} in use."


def _origin(name: str) -> str:
    try:
        return data_set(name, data_folder()).origin
    except DataError:
        return ""


def _progress(text: str) -> None:
    """A line for whoever waits; the next one takes its place."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


def show(options: argparse.Namespace) -> int:
    """The first rows of a data set, or a summary of it."""
    if options.rows < 1:
        return refuse("tutor data show: --rows takes a whole number from 1")
    try:
        data = data_set(options.name, data_folder())
        if data.name == "digits":
            _show_digits(data, sample(options.rows, data_folder()), options)
        else:
            _show_table(data, load_table(data.name, data_folder()), options)
    except DataError as problem:
        return refuse(problem)
    return 0


def _show_table(data: DataSet, table: Table, options: argparse.Namespace) -> None:
    rows = table.rows[: options.rows]
    if options.json:
        content = (
            {"describe": {each.name: _figures(each) for each in describe(table)}}
            if options.describe
            else {"columns": list(table.columns), "cells": [list(row) for row in rows]}
        )
        write_json(_to_json(data) | content)
        return
    if options.describe:
        write_lines(_described(table))
    else:
        texts = [[cell(value) for value in row] for row in rows]
        write_lines(blocks(table.columns, texts, [str(i) for i in range(len(rows))], _width()))
    write_lines(["", *_lines(data)])


def _figures(column: ColumnSummary) -> dict[str, float | None]:
    low, middle, high = column.quartiles or (None, None, None)
    return {
        "count": column.count,
        "mean": column.mean,
        "std": column.std,
        "min": column.min,
        "25%": low,
        "50%": middle,
        "75%": high,
        "max": column.max,
        "different": column.different,
    }


def _described(table: Table) -> Iterator[str]:
    figures = {each.name: _figures(each) for each in describe(table)}
    whole = all(column["count"] == len(table.rows) for column in figures.values())
    heads = [*([] if whole else ["count"]), "mean", "std", "min", "25%", "50%", "75%", "max"]
    rows = [[cell(column[head]) for head in heads] for column in figures.values()]
    return blocks(heads, rows, list(figures), _width())


def _show_digits(data: DataSet, found: Sample, options: argparse.Namespace) -> None:
    if options.json:
        content = (
            {"counts": list(found.counts)}
            if options.describe
            else {"labels": list(found.labels), "pictures": [list(p) for p in found.pictures]}
        )
        write_json(_to_json(data) | content)
        return
    if options.describe:
        rows = [[str(count)] for count in found.counts]
        write_lines(blocks(["count"], rows, [str(digit) for digit in range(len(rows))], _width()))
    else:
        for label, picture in zip(found.labels, found.pictures, strict=True):
            write_lines([f"digit {label}", *(line.rstrip() for line in picture)])
    write_lines(["", *_lines(data)])


# --- what is said of a data set -------------------------------------------------------------------


def _lines(data: DataSet) -> list[str]:
    origin = SHIPPED[data.name] if data.origin == "shipped" else data.origin
    head = f"{data.name:<8}{data.rows:>5} rows  {origin}"
    return [head, *(f"        {line}" for line in textwrap.wrap(data.about, _width() - 8))]


def _to_json(data: DataSet) -> dict[str, object]:
    return {
        "name": data.name,
        "rows": data.rows,
        "origin": data.origin,
        "simulated": "simulated" in SHIPPED[data.name] and data.origin == "shipped",
        "about": data.about,
        "file": str(data.source) if data.source else None,
    }


def _width() -> int:
    return max(columns(), 40)
