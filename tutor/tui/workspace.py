"""The text of a code exercise, the editor and the output: which has the room, what is kept."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget

from tutor.lesson.models import CodeModel
from tutor.session.desk import Desk
from tutor.session.external import EditorError, edit, editor_command
from tutor.session.work import Work
from tutor.tui.editor import Editor
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.feedback import Feedback
from tutor.tui.frame import Rule
from tutor.tui.log import KEPT_IN_DRAFT, Log
from tutor.tui.marks import Marks
from tutor.tui.output import Output
from tutor.tui.page import TextScreen
from tutor.tui.prose import Prose
from tutor.tui.show import shown
from tutor.tui.sizes import TALL


class Workspace(ExerciseScreen):
    """An exercise whose answer is written in an editor; ``code`` says what it asks."""

    takes_back = True

    def __init__(self, work: Work, desk: Desk, marks: Marks) -> None:
        super().__init__(work, desk, marks)
        code = work.exercise.code
        assert code is not None
        self.code: CodeModel = code
        self.editor = Editor(code.starter)
        self.output = Output(marks, code.curve)
        self.running = False

    # --- the parts --------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The text; below it the editor, and the output beside or below that."""
        with VerticalScroll(id="reading", can_focus=False):
            with Widget(id="lead"):
                yield Prose(self.exercise_text, self.marks)
                yield from shown(self.work, self.desk, self.marks)
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
        self.look_at(None)
        self.field.replace_all(submission)

    def begin(self) -> None:
        """Go to where there is something to do; show the output only where there is some."""
        super().begin()
        if not self.desk.draft(self.work):
            self.field.to_first_gap()
            if self.exercise_text and self.size.height < TALL:
                self.action_task()
        self.query_one("#right").set_class(self.output.is_blank, "empty")
        self.call_after_refresh(self.editor.reveal_cursor)

    # --- looking ------------------------------------------------------------------------------

    def action_task(self) -> None:
        """All of the text, then all of the output, then the editor again."""
        if self.has_class("reading"):
            self.look_at(None if self.output.is_blank else "watching")
        else:
            self.look_at(None if self.has_class("watching") else "reading")

    def look_at(self, what: str | None) -> None:
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

    def action_to_editor(self) -> None:
        """Out of the text, the output or a training into the editor."""
        self.look_at(None)

    def is_long(self) -> bool:
        """Whether what is looked at can be scrolled."""
        return self.has_more("#output" if self.has_class("watching") else "#reading")

    def action_select_all(self) -> None:
        """Into the editor, with all of the text selected."""
        self.look_at(None)
        self.editor.select_all()

    def action_edit(self) -> None:
        """Into the editor of an exercise that is done."""
        self.look_at(None)

    def action_read(self, by: int) -> None:
        """Scroll the text or the output."""
        shown = self.query_one("#output" if self.has_class("watching") else "#reading")
        self.scroll_on(shown, by)

    def action_leave(self) -> None:
        """Out of a training or the editor; from elsewhere home."""
        if self.has_class("watching") and not self.running:
            self.look_at(None)
        elif self.focused is self.field or not self.running:
            super().action_leave()

    # --- editing ------------------------------------------------------------------------------

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
        self.look_at(None)

    def _edited(self, command: list[str]) -> str:
        """The draft as that editor leaves it. Raises EditorError, with the screen back."""
        with self.app.suspend():  # an error in here would leave it suspended
            try:
                return edit(self.field.text, command)
            except EditorError as problem:
                failed = problem
        raise failed

    def action_starter(self) -> None:
        """The starter again; undo brings the old text back."""
        self.field.replace_all(self.code.starter)

    async def on_editor_left(self) -> None:
        """Out of the editor."""
        await self.run_action("leave")

    def on_text_area_selection_changed(self) -> None:
        """The cursor is kept, too."""
        self.touch()

    def on_text_area_changed(self) -> None:
        """Save it soon; what was said is about the text before."""
        self.field.mark_line(None)
        self.query_one(Feedback).outdate()
        self.touch()

    # --- the solution -------------------------------------------------------------------------

    def solution(self) -> str:
        """The solution, as code."""
        return f"```\n{self.code.solution.rstrip()}\n```"

    def show_solution(self, text: str) -> None:
        """Show the solution on a page of its own."""
        page = TextScreen("One way to write it", text, self.marks)
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
