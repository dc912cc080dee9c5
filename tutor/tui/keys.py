"""Keys that mean the same on every screen that has them. Each stands here once, with its name.

Of the keys of one binding the bottom line shows the first that works: the letter where nothing is
typed, else the control key.
"""

from __future__ import annotations

from dataclasses import replace

from textual.binding import Binding, BindingType

GLOSSARY = Binding("g,ctrl+g", "app.glossary", "glossary", id="glossary")
#: The same where the bottom line has other things to say.
QUIET_GLOSSARY = replace(GLOSSARY, show=False)
#: Where nothing is typed.
EVERYWHERE: list[BindingType] = [
    GLOSSARY,
    Binding("question_mark", "app.help", "help", id="help"),
    Binding("q", "app.quit", "quit", id="quit"),
]

#: On screens that ask something: exercises and the drill. ``field`` is what one types into.
ASKING: list[BindingType] = [
    Binding("enter", "enter_field", "type", id="ask.type"),
    Binding("enter,n", "next", "next", id="ask.next"),
    Binding("n", "skip", "skip", id="ask.skip"),
    Binding("h,ctrl+n", "hint", "hint", id="ask.hint"),
    Binding("o,ctrl+o", "show_me", "show me", id="ask.solution"),
]

#: Out of what is open.
BACK = Binding("escape", "leave", "back", id="back")
#: Out of a page that lies over others.
CLOSE = Binding("escape,q", "dismiss(None)", "back", id="page.back")
#: To the ends of what is longer than its place.
ENDS: list[BindingType] = [
    Binding("home", "scroll(-100000)", "first", show=False, id="scroll.first"),
    Binding("end", "scroll(100000)", "last", show=False, id="scroll.last"),
]


def scrolling(action: str = "scroll", page: int = 10, *, space: bool = True) -> list[BindingType]:
    """The keys for a text that is longer than its place: by lines, and by pages of so many."""
    more = "space,pagedown" if space else "pagedown"
    return [
        Binding(more, f"{action}({page})", "more", id=f"{action}.more"),
        Binding("pageup", f"{action}(-{page})", "page up", show=False, id=f"{action}.page_up"),
        Binding("down", f"{action}(1)", "scroll", show=False, id=f"{action}.down"),
        Binding("up", f"{action}(-1)", "scroll up", show=False, id=f"{action}.up"),
    ]
