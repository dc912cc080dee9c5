"""The bottom line: the keys that work at this moment, and nothing else."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.keys import KEY_NAME_REPLACEMENTS, key_to_character
from textual.screen import Screen
from textual.widget import Widget

from tutor.tui.marks import UNICODE_MARKS, Marks
from tutor.tui.sizes import LEAST_SIZE

#: What this line says where it takes all of the screen.
TOO_SMALL = "Too small: tutor needs {} columns and {} rows. Enlarge it.".format(*LEAST_SIZE)

_WAY_OUT = "esc"
_NAMES = {
    "escape": _WAY_OUT,
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "space": "space",
}
#: Of keys that Textual calls by a short name the long one, which it knows the character of.
_LONG_NAMES = {short: long for long, short in KEY_NAME_REPLACEMENTS.items()}
_ASCII = {"←": "left", "→": "right", "↑": "up", "↓": "down"}


def key_name(key: str, marks: Marks = UNICODE_MARKS) -> str:
    """A key as people call it."""
    name = _NAMES.get(key) or _typed(key) or key
    return _ASCII.get(name, name) if marks.ascii_only else name


def _typed(key: str) -> str | None:
    """The character that a key types, if it types one."""
    character = key_to_character(_LONG_NAMES.get(key, key))
    return character if character and character.isprintable() else None


class KeyLine(Widget):
    """One line that follows the bindings in force."""

    DEFAULT_CSS = "KeyLine { height: 1; dock: bottom; }"

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self.marks = marks
        self._content = Content("")

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self.call_after_refresh(self._follow, self.screen)

    def on_resize(self) -> None:
        """As many keys as fit now."""
        self._follow(self.screen)

    def _follow(self, screen: Screen[object]) -> None:
        if not self.is_attached or screen is not self.screen:
            return
        content = self._keys(screen)
        if content != self._content:
            self._content = content
            self.refresh()

    def _keys(self, screen: Screen[object]) -> Content:
        focused = screen.focused
        first = {action: rank for rank, action in enumerate(getattr(screen, "FIRST_KEYS", ()))}
        groups: dict[tuple[int, str], list[str]] = {}
        for key, active in screen.active_bindings.items():
            binding = active.binding
            if not binding.show or not active.enabled or not binding.description:
                continue
            if focused is not None and _typed(key) and focused.check_consume_key(key, _typed(key)):
                continue
            rank = first.get(binding.action, 50 if active.node is focused else 60)
            groups.setdefault((rank, binding.description), []).append(key_name(key, self.marks))
        ranked = sorted(groups.items(), key=lambda item: item[0][0])
        labels = [(keys[0], description) for (_, description), keys in ranked]
        return Content(" ") + Content("  ").join(
            Content.assemble((key, "bold"), " ", text)
            for key, text in fitted(labels, self.size.width or 80)
        )

    def render(self) -> RenderResult:
        """The line; where nothing else has room, a sentence in place of all."""
        if self.size.height > 1:
            return Content(TOO_SMALL)
        return self._content


Labels = list[tuple[str, str]]


def fitted(labels: Labels, width: int) -> Labels:
    """Of the keys with what they do as many of the first as fit, and the way out in any case.

    ``ctrl+r`` is ``^r`` where that is needed.
    """
    if _length(labels) > width:
        labels = [(key.replace("ctrl+", "^"), text) for key, text in labels]
    way_out = [label for label in labels if label[0] == _WAY_OUT]
    count = len(labels)
    while _length(_some(labels, count, way_out)) > width and count > 0:
        count -= 1
    return _some(labels, count, way_out)


def _some(labels: Labels, count: int, way_out: Labels) -> Labels:
    first = labels[:count]
    return first + [label for label in way_out if label not in first]


def _length(labels: Labels) -> int:
    """Columns that they take, with one before each and two between."""
    return sum(1 + len(key) + 1 + len(text) + 1 for key, text in labels) - 1
