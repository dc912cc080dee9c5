"""Code exercises: runs, what comes of them, and a training while it goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.binding import Binding
from textual.timer import Timer

from tutor.grading.verdict import Picture, Verdict
from tutor.runner.observation import Event, Waiting
from tutor.session.desk import Desk
from tutor.session.opened import OpenWalk
from tutor.session.walk import Walk
from tutor.session.work import FOREIGN, Work
from tutor.tui.doors import doors_of
from tutor.tui.feedback import Feedback
from tutor.tui.frame import Rule
from tutor.tui.keys import scrolling
from tutor.tui.marks import Marks
from tutor.tui.output import Output
from tutor.tui.page import Question, TextScreen
from tutor.tui.pictures import PicturesScreen
from tutor.tui.workspace import Workspace

ALLOW = f"""
{FOREIGN}

`y` trusts this course until its code changes. `n` goes back.
"""
CUT_SHORT = "Tutor ended while this code was running; run it again."
#: Seconds between two repaints while something runs.
REPAINT = 0.1


class CodeScreen(Workspace):
    """An exercise of the kind ``code``."""

    FIRST_KEYS = ("next", "run", "stop", "to_editor", "read(10)", "epoch(-1)", "turn", "row(1)",
                  "node(1)", "model", "step", "pictures", "task", "hint", "show_me")  # fmt: skip
    BINDINGS = [
        Binding("r,ctrl+r,ctrl+j", "run", "run", id="code.run"),
        Binding("t,ctrl+t", "task", "text, output", id="code.task"),
        Binding("ctrl+c", "stop", "stop", id="code.stop"),
        Binding("enter", "to_editor", "edit", id="code.edit"),
        Binding("enter", "next", "next"),  # a class's own key hides its base's
        Binding("e", "edit", "edit", id="code.edit_again"),
        *scrolling("read"),
        Binding("a", "select_all", "select all", show=False),
        Binding("f4", "own_editor", "your editor", show=False, id="code.own_editor"),
        Binding("E", "own_editor", "your editor", id="code.own_editor_too"),
        Binding("z", "starter", "start over", show=False, id="code.starter"),
        Binding("x", "trace", "full error", show=False),
        Binding("v", "pictures", "pictures", id="code.pictures"),
    ]

    def __init__(self, work: Work, desk: Desk, marks: Marks) -> None:
        super().__init__(work, desk, marks)
        self.run_count = 0
        self._painter: Timer | None = None
        self._told = False
        self._trace = ""
        self._pictures: tuple[Picture, ...] = ()

    def begin(self) -> None:
        """Warm the runner while the learner reads."""
        super().begin()
        self._painter = self.set_interval(REPAINT, self._repaint, pause=True)
        if self.desk.is_trusted(self.work):
            self.desk.prepare(self.work)

    # --- running ------------------------------------------------------------------------------

    def action_run(self) -> None:
        """Run and check what is in the editor; of a foreign lesson, once it is allowed."""
        if self.running:
            return
        if not self.desk.is_trusted(self.work):
            self.app.push_screen(Question("Code of a stranger", ALLOW, self.marks), self._allow)
            return
        self.save()
        if self.has_class("reading") or self.has_class("watching"):
            self.look_at(None)
        self.running = True
        self._told = False
        self._trace = ""
        self.output.clear()
        if self._painter is not None:
            self._painter.reset()
        self.run_worker(self._run(self.field.text), name="run", exit_on_error=True)

    def _allow(self, yes: bool | None) -> None:
        if yes:
            self.desk.trust(self.work)
            self.action_run()

    async def _run(self, source: str) -> None:
        try:
            columns = max((self.query_one("#right").size.width or self.size.width) - 3, 30)
            verdict = await self.desk.check_code(self.work, source, self._listen, columns)
        except asyncio.CancelledError:
            return
        finally:
            self.running = False
        self._finish(source, verdict)

    def _listen(self, event: Event) -> None:
        if isinstance(event, Waiting):
            self._tell()
            queue = f"{event.before} before you" if event.before else "you are next"
            full = event.before is not None
            self._show_running(f", waiting: {queue}" if full else ", getting Python ready")
        else:
            self.output.take(event)

    def _tell(self) -> None:
        """Say that it runs, once. Most runs are over before: then the screen is drawn once only."""
        if self._told:
            return
        self._told = True
        self.field.mark_line(None)
        self.query_one(Feedback).show("")
        self.query_one("#right").remove_class("empty")
        self._show_running("" if self.desk.is_ready(self.work) else ", getting Python ready")
        self.show_status(f"running {self.marks.note} ctrl+c stops")
        self.refresh_bindings()

    def _show_running(self, waiting: str) -> None:
        label = f"running{waiting} {self.marks.note} ctrl+c stops"
        self.query_one("#output-rule", Rule).show(label)

    def _repaint(self) -> None:
        """At most ten times a second, and only while something runs."""
        if not self.is_current:
            return
        if self.running:
            self._tell()
        if self.running and self.output.training.runs and not self.has_class("watching"):
            self.look_at("watching")
        self.output.touch(self.running, self.has_class("watching"))
        self.output.paint_changes()

    def _finish(self, source: str, verdict: Verdict) -> None:
        self.run_count += 1
        label = f"output of run {self.run_count} {self.marks.note} {verdict.seconds:.2f} s"
        self.query_one("#output-rule", Rule).show(label)
        if self._painter is not None:
            self._painter.pause()
        self._repaint()
        self.query_one("#right").set_class(self.output.is_blank, "empty")
        self._trace = verdict.trace
        self._pictures = verdict.pictures
        if verdict.passed and self.output.has_figures and not self.has_class("-wide"):
            self.look_at("watching")
        self.field.mark_line(verdict.line)
        self.conclude(source, verdict)
        self.call_after_refresh(self.field.scroll_cursor_visible)
        feedback = self.query_one(Feedback)
        if self.has_class("watching") and self.output.has_logs:
            self.set_focus(self.output)
        elif not verdict.passed:
            self.look_at(None)
        if self._trace and verdict.check == "error":
            key = "`esc` then `x`" if self.focused is self.field else "`x`"
            feedback.show(f"{feedback.text}\n\n{key} shows the full error.")
        if self._pictures:
            feedback.show(feedback.text + "\n\n`v` shows what the model sees in pictures.")

    def said(self) -> str:
        """A draft kept while code runs is read again only if tutor ended before it did."""
        return CUT_SHORT if self.running else super().said()

    def action_stop(self) -> None:
        """End the training, then the code after it; a second time at once."""
        self.desk.stop()
        self._tell()
        stopping = f"stopping {self.marks.note} ctrl+c again ends it at once"
        self.query_one("#output-rule", Rule).show(stopping)
        self.show_status("stopping")

    # --- keys ---------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is run twice; what needs the screen's letters waits until the editor is left."""
        away = self.focused is not self.field
        rules: dict[str, Callable[[], bool]] = {
            "run": lambda: not self.running,
            "attempts": lambda: self.recorded and not self.running,
            "trace": lambda: bool(self._trace),
            "pictures": lambda: bool(self._pictures) and away,
            "next": lambda: self.passed and away and not self.running,
            "enter_field": lambda: False,
            "retype": lambda: False,
            "stop": lambda: self.running,
            "go_home": lambda: away and not self.running,
            "previous": lambda: away and not self.running,
            "show_me": lambda: not self.running,
            "select_all": lambda: away and not self.running,
            "own_editor": lambda: not self.running,
            "skip": lambda: away and not self.running and not self.passed,
            "to_editor": lambda: away and (not self.passed or self.has_class("reading")),
            "edit": lambda: away and self.passed and not self.has_class("reading"),
            "read": lambda: away and self.is_long(),
        }
        return rules[action]() if action in rules else super().check_action(action, parameters)

    def action_pictures(self) -> None:
        """Page through pictures with the model's guesses."""
        self.app.push_screen(PicturesScreen(self._pictures, self.marks))

    def action_trace(self) -> None:
        """The whole traceback."""
        text = f"```\n{self._trace}\n```"
        self.app.push_screen(TextScreen("The full error", text, self.marks))

    def on_output_opened(self, opened: Output.Opened) -> None:
        """The training step that follows an epoch."""
        step = opened.epochs.step()
        if step is not None:
            title = opened.epochs.title(step, self.marks)
            walk = Walk(step.trace, batches=step.batches)
            doors_of(self).show_walk(OpenWalk(title, walk, step.about))
