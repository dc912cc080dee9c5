"""Code exercises: the task, the editor, the output, and a training while it runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widget import Widget

from tutor.grading.verdict import Picture, Verdict
from tutor.lesson.models import CodeModel
from tutor.runner.observation import Event, Waiting
from tutor.session.desk import Desk
from tutor.session.external import EditorError, edit, editor_command
from tutor.session.work import FOREIGN, Work
from tutor.tui.editor import Editor
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.feedback import Feedback
from tutor.tui.frame import Rule
from tutor.tui.free import TraceScreen
from tutor.tui.glossary import TextScreen
from tutor.tui.log import KEPT_IN_DRAFT, Log
from tutor.tui.marks import Marks
from tutor.tui.output import Output
from tutor.tui.pictures import PicturesScreen
from tutor.tui.prose import Prose
from tutor.tui.question import Question
from tutor.tui.show import shown

ALLOW = f"""
{FOREIGN}

`y` trusts this course until its code changes. `n` goes back.
"""
#: From this height on all of the text stands above the editor.
TALL = 34
#: Seconds between two repaints while something runs.
REPAINT = 0.1


class CodeScreen(ExerciseScreen):
    """An exercise of the kind ``code``."""

    FIRST_KEYS = (
        "next",
        "run",
        "stop",
        "to_editor",
        "epoch(-1)",
        "turn",
        "row(1)",
        "node(1)",
        "model",
        "step",
        "read(10)",
        "pictures",
        "task",
        "hint",
        "show_me",
    )
    BINDINGS = [
        Binding("ctrl+r,ctrl+j", "run", "run", id="code.run"),
        Binding("r", "run", "run", show=False),
        Binding("ctrl+t", "task", "text, output", id="code.task"),
        Binding("t", "task", "task", show=False),
        Binding("ctrl+c", "stop", "stop", id="code.stop"),
        Binding("enter", "to_editor", "to the editor", id="code.edit"),
        Binding("enter", "next", "next"),  # a class's own key hides its base's
        Binding("e", "edit", "edit", id="code.edit_again"),
        Binding("space,pagedown", "read(10)", "more", id="code.more"),
        Binding("a", "select_all", "select all", show=False),
        Binding("pageup", "read(-10)", "back", show=False),
        Binding("down", "read(1)", "more", show=False),
        Binding("up", "read(-1)", "back", show=False),
        Binding("f4", "own_editor", "your editor", show=False, id="code.own_editor"),
        Binding("E", "own_editor", "your editor", id="code.own_editor_too"),
        Binding("ctrl+l", "starter", "start over", show=False, id="code.starter"),
        Binding("x", "trace", "full error", show=False),
        Binding("v", "pictures", "pictures", id="code.pictures"),
        Binding("escape", "leave", "leave", id="code.leave"),
    ]
    takes_back = True

    def __init__(self, work: Work, desk: Desk, marks: Marks, ascii_only: bool) -> None:
        super().__init__(work, desk, marks, ascii_only)
        code = work.exercise.code
        assert code is not None
        self.code: CodeModel = code
        self.editor = Editor(code.starter)
        self.run_count = 0
        self.running = False
        self.output = Output(marks, ascii_only, code.curve)
        self._painter: Timer | None = None
        self._trace = ""
        self._pictures: tuple[Picture, ...] = ()

    # --- the parts --------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The text; below it the editor, and the output beside or below that."""
        with VerticalScroll(id="reading", can_focus=False):
            with Widget(id="lead"):
                yield Prose(self.exercise_text, self.marks)
                yield from shown(self.work, self.desk, self.marks, self.ascii_only)
            yield Prose(self.render_text(self.code.task), self.marks, id="task")
        with Widget(id="work"):
            with Widget(id="editing"):
                yield Rule(self.marks)
                yield self.editor
            with Widget(id="right"):
                yield Rule(self.marks, "output", id="output-rule")
                yield self.output

    @property
    def field(self) -> Editor:
        """The editor."""
        return self.editor

    def unsubmitted(self) -> str:
        """The text, unless it is the starter's."""
        text = self.field.text
        return "" if text.strip() == self.code.starter.strip() else text

    def take_back(self, submission: str) -> None:
        """Into the editor, as an edit that can be undone."""
        self._look_at(None)
        self.field.replace_all(submission)

    def begin(self) -> None:
        """Warm the runner while the learner reads."""
        super().begin()
        if not self.desk.draft(self.work):
            self.field.to_first_gap()
            if self.exercise_text and self.size.height < TALL:
                self.action_task()
        self.query_one("#right").set_class(self.output.is_blank, "empty")
        self.call_after_refresh(self.editor.reveal_cursor)
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
            self._look_at(None)
        self.running = True
        self._trace = ""
        self.output.clear()
        self.field.mark_line(None)
        self.query_one(Feedback).show("")
        self.query_one("#right").remove_class("empty")
        self._show_running("" if self.desk.is_ready(self.work) else ", getting Python ready")
        self.show_status(f"running {self.marks.note} ctrl+c stops")
        if self._painter is not None:
            self._painter.resume()
        self.refresh_bindings()
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
            queue = f"{event.before} before you" if event.before else "you are next"
            full = event.before is not None
            self._show_running(f", waiting: {queue}" if full else ", getting Python ready")
        else:
            self.output.take(event)

    def _show_running(self, waiting: str) -> None:
        label = f"running{waiting} {self.marks.note} ctrl+c stops"
        self.query_one("#output-rule", Rule).show(label)

    def _repaint(self) -> None:
        """At most ten times a second, and only while something runs."""
        if not self.is_current:
            return
        if self.running and self.output.training.runs and not self.has_class("watching"):
            self._look_at("watching")
        self.output.touch(self.running, self.has_class("watching"))
        self.output.paint_changes()

    def _finish(self, source: str, verdict: Verdict) -> None:
        self.run_count += 1
        label = f"output of run {self.run_count} {self.marks.note} {verdict.seconds:.2f} s"
        self.query_one("#output-rule", Rule).show(label)
        if self._painter is not None:
            self._painter.pause()
        self._repaint()
        if self.output.is_blank:
            self.query_one("#right").add_class("empty")
        self._trace = verdict.trace
        self._pictures = verdict.pictures
        if verdict.passed and self.output.has_figures and not self.has_class("-wide"):
            self._look_at("watching")
        self.field.mark_line(verdict.line)
        self.conclude(source, verdict)
        self.call_after_refresh(self.field.scroll_cursor_visible)
        feedback = self.query_one(Feedback)
        if self.has_class("watching") and self.output.has_logs:
            self.set_focus(self.output)
        elif not verdict.passed:
            self._look_at(None)
        if self._trace and verdict.check == "error":
            key = "`esc` then `x`" if self.focused is self.field else "`x`"
            feedback.show(f"{feedback.text}\n\n{key} shows the full error.")
        if self._pictures:
            feedback.show(feedback.text + "\n\n`v` shows what the model sees in pictures.")

    def action_leave(self) -> None:
        """Out of a training or the editor; from elsewhere home."""
        if self.has_class("watching") and not self.running:
            self._look_at(None)
        elif self.focused is self.field or not self.running:
            super().action_leave()

    def action_stop(self) -> None:
        """End the training, then the code after it; a second time at once."""
        self.desk.stop()
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
            "read": lambda: away and self._is_long(),
        }
        return rules[action]() if action in rules else super().check_action(action, parameters)

    def action_task(self) -> None:
        """All of the text, then all of the output, then the editor again."""
        if self.has_class("reading"):
            self._look_at(None if self.output.is_blank else "watching")
        else:
            self._look_at(None if self.has_class("watching") else "reading")

    def _look_at(self, what: str | None) -> None:
        """Give all the room to the text ("reading"), the output ("watching") or the editor."""
        self.set_class(what == "reading", "reading")
        self.set_class(what == "watching", "watching")
        self.query_one("#reading").scroll_home(animate=False)
        if what is None:
            self.set_focus(self.editor)
            self.call_after_refresh(self.editor.reveal_cursor)
        else:
            self.set_focus(self.output if what == "watching" else None)
        self.output.touch(self.running, what == "watching")
        self.call_after_refresh(self.output.paint_changes)
        self.call_after_refresh(self.refresh_bindings)

    def action_pictures(self) -> None:
        """Page through pictures with the model's guesses."""
        self.app.push_screen(PicturesScreen(self._pictures, self.marks, self.ascii_only))

    def action_to_editor(self) -> None:
        """Out of the text, the output or a training into the editor."""
        self._look_at(None)

    def _is_long(self) -> bool:
        shown = self.query("#output" if self.has_class("watching") else "#reading")
        return not shown or shown.first().max_scroll_y > 0

    def action_select_all(self) -> None:
        """Into the editor, with all of the text selected."""
        self._look_at(None)
        self.editor.select_all()

    def action_edit(self) -> None:
        """Into the editor of an exercise that is done."""
        self._look_at(None)

    def action_read(self, by: int) -> None:
        """Scroll the text or the output."""
        shown = self.query_one("#output" if self.has_class("watching") else "#reading")
        shown.scroll_relative(y=by, animate=False)

    def action_trace(self) -> None:
        """The whole traceback."""
        text = f"```\n{self._trace}\n```"
        self.app.push_screen(TextScreen("The full error", text, self.marks, self.ascii_only))

    def action_own_editor(self) -> None:
        """Give the draft to the editor that the learner knows, and take it back."""
        self.save()
        try:
            text = self._edited(editor_command())
        except EditorError as problem:
            self.notify(str(problem), severity="warning")
            return
        if text != self.field.text:
            cursor = self.field.cursor_location
            self.field.replace_all(text)
            self.field.move_cursor(cursor)
            self.save()
        self._look_at(None)

    def _edited(self, command: list[str]) -> str:
        """The draft as that editor leaves it. Raises EditorError, with the screen back."""
        failed: EditorError | None = None
        text = self.field.text
        with self.app.suspend():  # an error in here would leave it suspended
            try:
                text = edit(text, command)
            except EditorError as problem:
                failed = problem
        if failed is not None:
            raise failed
        return text

    def action_starter(self) -> None:
        """The starter again; undo brings the old text back."""
        self.field.replace_all(self.code.starter)

    def on_output_opened(self, opened: Output.Opened) -> None:
        """One step of training from the weights of an epoch, with the row that is looked at."""
        seen = opened.epochs.trace()
        if seen is not None:
            title = opened.epochs.title(self.marks)
            self.app.push_screen(TraceScreen(seen, title, self.marks, self.ascii_only))

    def on_editor_left(self) -> None:
        """Out of the editor."""
        self.action_leave()

    def on_text_area_selection_changed(self) -> None:
        """The cursor is kept, too."""
        self.touch()

    def on_text_area_changed(self) -> None:
        """Save it soon; what was said is about the text before."""
        self.field.mark_line(None)
        self.query_one(Feedback).outdate()
        self.touch()

    def solution(self) -> str:
        """The solution, as code."""
        return f"```\n{self.code.solution.rstrip()}\n```"

    def show_solution(self, text: str) -> None:
        """Show the solution on a page of its own."""
        page = TextScreen("One way to write it", text, self.marks, self.ascii_only)
        self.app.push_screen(page)

    # --- draft ----------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """The text, the cursor, the last output."""
        return {
            "text": self.field.text,
            "cursor": list(self.field.cursor_location),
            "output": self.output.kept(KEPT_IN_DRAFT),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """The text, the cursor and the output as they were."""
        with self.prevent(Editor.Changed):
            self.field.load_text(str(state.get("text", self.code.starter)))
        row, column = (int(n) for n in state.get("cursor", (0, 0)))
        self.field.move_cursor((row, column))
        self.output.printout = Log([str(line) for line in state.get("output", [])] or [""])
