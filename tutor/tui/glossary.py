"""The keys, and the screen that shows a long text."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from tutor.tui.closing import ClosesOnce
from tutor.tui.frame import Head
from tutor.tui.keyline import KeyLine
from tutor.tui.marks import Marks
from tutor.tui.prose import Prose

HELP = """
**Moving about.** The arrow keys move, `pgup` and `pgdn` by pages, `enter` opens, `esc` goes back.
The bottom line always shows the keys that work at that moment; `^r` there is `ctrl+r`.

**In an exercise.** While you type in a field, letters belong to the field; commands are `ctrl`
keys: `enter` checks an answer, `ctrl+r` (or `ctrl+j`) runs code, `ctrl+n` gives a hint, `ctrl+o`
shows the solution, `ctrl+g` opens the glossary, `ctrl+t` all of the text or the table. `esc` leaves
the field; then single letters work: `n` next, `p` previous, `h` hint, `g` glossary, and `enter`
goes back into the field.

**In the stepper.** `→` one step on, `←` one step back, `[` and `]` a layer, `{` and `}` a whole
pass, `home` and `end`, `j` and a number goes to that step. `-` and `=` change what a step is
(operation, node, layer, pass). `space` runs and stops, `1` to `9` set the speed; any other key
stops it as well. `t` shows the table, `v` chooses what stands on the edges.

`w` asks why: it lists what the number was computed from; `enter` asks the same of the line under
the cursor, and so on down to what is given; `esc` goes back up.

`a` asks you: each next number stays a `?` until you type it; `ctrl+o` shows it, `a` or `esc` ends
it. `r` looks at the next row of a batch and at the averages, `u` goes to the next training step,
which starts from the updated weights, `U` back. In a picture that can't show all nodes `↑` and `↓`,
`<` and `>` look elsewhere.

In every exercise of a lesson with networks `s` opens one of them in the stepper, and `l` the
exercise's own in the **lab**, where all its numbers can be changed; `?` there has the lab's keys.

**In the drill**, `d` on the home screen, questions come without end. Three right in a row without
a hint lead a level up, two missed ones down; mistakes you made come back. `ctrl+n` gives a hint,
`ctrl+o` shows the way, `esc` and then `n` skips, `↓` looks at what has no room; after the answer
`s` shows the steps. The seed at the top asks the same again: `tutor drill TOPIC --level N --seed
N`.

**Reviews.** What was wrong, or needed a hint or the solution, comes back after days: ever later
while it is right, sooner when it is not. The home screen says how much is due, and `r` goes through
it. Every exercise begins anew there; what you had written, and that it is done, stays.

**Your attempts.** `y` (`ctrl+b` in a field) shows every attempt at an exercise; `enter` takes one
back, to go on from it. `s` on the home screen has the numbers: what is done, attempts by day, how
much was right at once, the mistakes you make most.

**In the editor.** `ctrl+z` undoes, `ctrl+y` does it again, `ctrl+l` brings the starter back,
`tab` indents, `ctrl+home` and `ctrl+end` go to the first and last line, `esc` and then `a` selects
all. `F4`, or `esc` and then `E`, opens the code in the editor you know, that of `VISUAL` or
`EDITOR`; when you leave it, the code is back here. After an error `esc` and then `x` shows all that
Python said.

**In a training** `c` shows the network, the curve and the numbers of all epochs in turn. `←` and
`→` look at an epoch before or after, `home` at the network before the training, `end` at the
last. `d` puts another row of the data through the network, `↑` and `↓` draw the wires of another
node where not all fit, `m` shows another of several models, `s` opens the epoch in the stepper.
`ctrl+c` ends the training, and the code after it goes on; a second time ends that too.

**Nothing is lost.** What you type is saved as you type it. Quit whenever you like; `tutor` opens
where you were.

**To copy text**, mark it with the mouse as anywhere in your terminal. Where the mouse belongs to
the program (`TUTOR_MOUSE=1`), hold `shift` meanwhile.

**Without a screen** `tutor --plain` says everything line by line, for screen readers.

`ctrl+p` opens the palette, which lists all that keys do. `q` quits, `ctrl+q` from anywhere.
"""


class TextScreen(ClosesOnce, ModalScreen[None]):
    """A text to read, over whatever was there."""

    BINDINGS = [
        Binding("escape,q,enter,ctrl+g", "dismiss(None)", "close"),
        Binding("up", "scroll(-1)", "up"),
        Binding("down", "scroll(1)", "down"),
        Binding("pageup", "scroll(-10)", "page up", show=False),
        Binding("pagedown,space", "scroll(10)", "page down", show=False),
    ]

    def __init__(self, title: str, text: str, marks: Marks) -> None:
        super().__init__()
        self.heading = title
        self.text = text
        self.marks = marks

    def compose(self) -> ComposeResult:
        """Head, text, keys."""
        yield Head(self.heading, self.marks)
        with VerticalScroll(can_focus=False):
            yield Prose(self.text.strip(), self.marks)
        yield KeyLine(self.marks)

    def action_scroll(self, by: int) -> None:
        """Scroll the text."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)
