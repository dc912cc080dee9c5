"""What comes of a run: what was printed, and trainings, which can be looked through by epochs."""

from __future__ import annotations

from collections.abc import Callable

from textual.binding import Binding
from textual.message import Message

from tutor.diagram.picture import line_text
from tutor.runner.observation import Event, FigureShown, Printed
from tutor.tui.epochs import Epochs
from tutor.tui.lines import Lines
from tutor.tui.log import Log
from tutor.tui.logs import epochs_table
from tutor.tui.marks import Marks
from tutor.tui.training import TrainingView

#: Rows of a training that is over, beside or below the editor.
TRAINED_ROWS = 15
#: Printed lines that keep their place below a training.
PRINTED_ROWS = 4
#: Further than any training goes.
_FAR = 10**9


class Output(Lines, can_focus=True):
    """The output of the last run. Its screen says when one runs, and paints it now and then."""

    BINDINGS = [
        Binding("left", "epoch(-1)", "epoch", id="training.back"),
        Binding("right", "epoch(1)", "epoch", show=False, id="training.on"),
        Binding("home", f"epoch({-_FAR})", "before the training", show=False),
        Binding("end", f"epoch({_FAR})", "last epoch", show=False),
        Binding("d", "row(1)", "row", id="training.row"),
        Binding("D", "row(-1)", "row before", show=False),
        Binding("c", "turn", "view", id="training.view"),
        Binding("m", "model", "model", id="training.model"),
        Binding("s", "step", "stepper", id="training.step"),
        Binding("down", "node(1)", "other wires", id="training.node"),
        Binding("up", "node(-1)", "wires", show=False, id="training.node_before"),
    ]

    class Opened(Message):
        """An epoch is to be walked through, one operation at a time."""

        def __init__(self, epochs: Epochs) -> None:
            super().__init__()
            self.epochs = epochs

    def __init__(self, marks: Marks, curve: str | None) -> None:
        super().__init__(id="output")
        self.marks = marks
        self.curve = curve
        self.running = False
        self.alone = False
        self.clear()

    def clear(self) -> None:
        """Nothing has come yet."""
        self.printout = Log()
        self.training = TrainingView(self.marks, self.curve)
        self.has_figures = False
        self._changed = True

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to see."""
        return not self.printout and not self.training.runs

    @property
    def has_logs(self) -> bool:
        """Whether any epoch was trained."""
        return any(run.logs for run in self.training.runs)

    def take(self, event: Event) -> None:
        """Follow what happens."""
        if isinstance(event, Printed):
            self.printout.add(event.text)
        elif isinstance(event, FigureShown):
            self.has_figures = True
            self.printout.add("\n" + event.figure.text.rstrip("\n") + "\n")
        elif not self.training.take(event):
            return
        self._changed = True

    def kept(self, count: int) -> list[str]:
        """The last lines, so many, for a draft: of trainings the numbers of their epochs."""
        tables = (epochs_table(run.logs, count) for run in self.training.runs)
        texts = [line_text(line) for table in tables for line in table]
        return [*texts, *self.printout.texts][-count:]

    # --- painting -------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Draw for the room at hand."""
        self.paint()

    def touch(self, running: bool, alone: bool) -> None:
        """Say whether something runs, and whether the output has all the room."""
        if (running, alone) != (self.running, self.alone):
            self.running, self.alone = running, alone
            self._changed = True

    def paint_changes(self) -> None:
        """Paint if something came since the last time."""
        if self._changed:
            self.paint()

    def paint(self) -> None:
        """Paint what there is."""
        self._changed = False
        printed = self.printout.lines(self.marks)
        if not self.training.runs:
            self.show(printed)
            self.scroll_end(animate=False)
            return
        room = self.size.height if self.alone else max(self.size.height, TRAINED_ROWS)
        room -= min(len(printed), PRINTED_ROWS)
        lines = self.training.lines(self.size.width, room, self.running)
        self.show((*lines, *printed))
        self.call_after_refresh(self.screen.refresh_bindings)  # the picture may be another
        if self.running:
            self.scroll_home(animate=False)

    # --- keys -----------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only keys that lead somewhere."""
        rules: dict[str, Callable[[TrainingView], bool]] = {
            "epoch": lambda training: training.can_slide(self.running),
            "node": lambda training: training.is_drawn(self.running) and training.shown.elided,
            "row": lambda training: training.has_rows(self.running),
            "turn": lambda training: bool(training.runs),
            "model": lambda training: len(training.runs) > 1,
            "step": lambda training: bool(training.runs) and training.shown.plan is not None,
        }
        if action in rules:
            return rules[action](self.training)
        return super().check_action(action, parameters)

    def _changed_if(self, changed: bool) -> None:
        if changed:
            self.paint()

    def action_epoch(self, by: int) -> None:
        """Look at an epoch further on, or back."""
        self._changed_if(self.training.shown.go(by))

    def action_row(self, by: int) -> None:
        """Put another row of the data through the network."""
        self._changed_if(self.training.shown.choose(by))

    def action_model(self) -> None:
        """Look at another of several runs."""
        self._changed_if(self.training.choose(1))

    def action_turn(self) -> None:
        """The network, the curve, the numbers of all epochs, in turn."""
        self.training.turn(self.running)
        self._changed_if(True)

    def action_node(self, by: int) -> None:
        """Draw the wires of another node, where not all are drawn."""
        self._changed_if(self.training.shown.focus(by))

    def action_step(self) -> None:
        """Walk through the epoch that is looked at."""
        self.post_message(self.Opened(self.training.shown))
