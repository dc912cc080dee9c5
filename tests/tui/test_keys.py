"""Every key is to be found: in the bottom line, or in the help; and in the palette by its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import Input

import tutor.tui
from tests.tui.screens import settle
from tutor.progress.store import Store
from tutor.session.open import find_work
from tutor.session.shelf import Shelf
from tutor.tui.app import TutorApp
from tutor.tui.help import HELP
from tutor.tui.keyline import fitted, key_name
from tutor.tui.lab_keys import HELP as LAB_HELP
from tutor.tui.lab_keys import KEYS as LAB_KEYS
from tutor.tui.marks import ASCII_MARKS


def names_of(bindings: list[Binding]) -> list[str]:
    return [key_name(key.strip()) for binding in bindings for key in binding.key.split(",")]


def by_action(bindings: list[Binding]) -> dict[str, list[Binding]]:
    """Without their parameters: what one direction is called says what the other does."""
    found = defaultdict(list)
    for binding in bindings:
        found[binding.action.partition("(")[0]].append(binding)
    return found


def all_bindings() -> Iterator[tuple[str, list[Binding]]]:
    for module in iter_modules(tutor.tui.__path__):
        import_module(f"tutor.tui.{module.name}")
    left = [DOMNode]
    while left:
        cls = left.pop()
        left += cls.__subclasses__()
        if cls.__module__.startswith("tutor.tui.") and "BINDINGS" in cls.__dict__:
            yield cls.__name__, list(cls.__dict__["BINDINGS"])


def test_every_key_is_shown_or_in_the_help() -> None:
    said = HELP + LAB_HELP
    unsaid = [
        (cls, action)
        for cls, bindings in all_bindings()
        if cls != "PreviewApp"  # its own line names its keys
        for action, keys in by_action(bindings).items()
        if not any(each.show for each in keys)
        and not any(f"`{name}`" in said for name in names_of(keys))
    ]
    assert not unsaid


def test_the_palette_has_a_name_for_all_that_keys_do() -> None:
    nameless = [
        (cls, each.key) for cls, bindings in all_bindings() for each in bindings
        if not each.description
    ]  # fmt: skip
    assert not nameless


#: What is done on several screens, and the key that does it wherever it can be done.
SAME = {
    "back": "escape", "next": "enter", "skip": "n", "previous": "p", "type": "enter",
    "hint": "h", "show me": "o", "glossary": "g", "help": "question_mark", "stepper": "s",
    "table": "t", "row": "d", "lab": "l", "start over": "z", "page up": "pageup",
}  # fmt: skip


def test_one_action_has_one_key_on_all_screens() -> None:
    found = defaultdict(set)
    for cls, bindings in all_bindings():
        for name in {each.description for each in bindings} & SAME.keys():
            keys = {k for each in bindings if each.description == name for k in each.key.split(",")}
            if SAME[name] not in keys:
                found[name].add(cls)
    assert not found


async def test_the_palette_begins_with_the_bottom_line_and_has_nothing_of_textuals_own() -> None:
    shelf = Shelf(Store(None))
    app = TutorApp(shelf, find_work(shelf, "one-weight#one-product"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert {"Check", "Hint", "Show me", "Back"} <= set(titles[:6])
        assert titles.index("Page up") > titles.index("Glossary")
        theirs = {each.description for each in Input.BINDINGS if isinstance(each, Binding)}
        assert theirs
        assert not theirs & set(titles)


@pytest.mark.parametrize("width", [9, 20, 40, 67, 68, 80])
def test_the_way_out_is_shown_at_any_width(width: int) -> None:
    labels = [("enter", "check"), ("ctrl+n", "hint"), ("ctrl+o", "show me"), ("esc", "back"),
              ("ctrl+g", "glossary")]  # fmt: skip
    shown = fitted(labels, width)
    assert ("esc", "back") in shown
    assert len(" " + "  ".join(f"{key} {text}" for key, text in shown)) <= width
    assert (shown == labels) == (width >= 68)


def test_the_help_of_the_lab_names_all_its_keys() -> None:
    unsaid = [
        action
        for action, keys in by_action([key for key in LAB_KEYS if isinstance(key, Binding)]).items()
        if not any(f"`{name}`" in LAB_HELP for name in names_of(keys))
    ]
    assert unsaid == ["keys"]  # the key that opens it


@pytest.mark.parametrize(
    ("key", "name", "plain"),
    [
        ("right_curly_bracket", "}", "}"),
        ("plus", "+", "+"),
        ("slash", "/", "/"),
        ("escape", "esc", "esc"),
        ("left", "←", "left"),
        ("space", "space", "space"),
        ("ctrl+r", "ctrl+r", "ctrl+r"),
        ("E", "E", "E"),
        ("tab", "tab", "tab"),
        ("backspace", "backspace", "backspace"),
        ("f4", "f4", "f4"),
    ],
)
def test_names_of_keys(key: str, name: str, plain: str) -> None:
    assert (key_name(key), key_name(key, ASCII_MARKS)) == (name, plain)
