"""A run as it goes on: what it prints, a line for each epoch and plot; and all of it afterwards."""

from __future__ import annotations

from dataclasses import replace

from tutor.network.numbers import counted
from tutor.plain.sentences import figure_sentences, heard, log_sentence
from tutor.plain.talk import Talk
from tutor.runner.observation import (
    EpochEnded,
    Event,
    FigureShown,
    FigureView,
    Printed,
    TrainingEnded,
    TrainingRun,
    TrainingStarted,
    Waiting,
)
from tutor.runner.record import named_runs
from tutor.session.remarks import describe, remarks


class Running:
    """Says what happens in a run of code, and keeps what was logged and plotted."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.runs: list[TrainingRun] = []
        self.figures: list[FigureView] = []
        self._ended: set[int] = set()

    def listen(self, event: Event) -> None:
        """Say what happens, a line for each epoch."""
        match event:
            case Printed(text):
                self.talk.stream(text)
            case FigureShown(figure):
                self.figures.append(figure)
                self.talk.tell(*figure_sentences(figure, len(self.figures)))
            case TrainingStarted(run):
                self.runs.append(run)
                epochs = counted(run.asked_epochs, "epoch")
                self.talk.tell(f"Training {run.name}: {epochs}, {heard(describe(run.model))}")
            case EpochEnded(_, epoch, logs):
                if self.runs:
                    last = self.runs[-1]
                    self.runs[-1] = replace(last, logs=(*last.logs, logs))
                self.talk.tell(f"epoch {epoch}: {log_sentence(logs)}")
            case TrainingEnded(run):
                self.runs[-1:] = [run]
                self._ended.add(run.number)
                self.talk.tell(*remarks(run, several=False, cut_off=False))
            case Waiting(int(before)):
                self.talk.tell(f"Waiting for a place on this host: {before} before you.")
            case _:
                pass

    def draw(self, text: str) -> None:
        """A plot in characters, by its number, else the last."""
        number = int(text) if text.strip().isdecimal() else len(self.figures)
        if 1 <= number <= len(self.figures):
            self.talk.lines([*self.figures[number - 1].text.rstrip("\n").split("\n"), ""])
        else:
            self.talk.say(f"The plots have the numbers 1 to {len(self.figures)}.")

    def say(self, text: str) -> None:
        """Every epoch of a run, by its number; of several runs first how each of them ended."""
        runs = named_runs(tuple(self.runs))
        wanted = text.strip()
        number = int(wanted) if wanted.isdecimal() else 0
        if len(runs) > 1 and not 1 <= number <= len(runs):
            for place, run in enumerate(runs, start=1):
                last = f"; the last: {log_sentence(run.logs[-1])}" if run.logs else ""
                self.talk.tell(f"{place} {run.name}: {counted(len(run.logs), 'epoch')}{last}")
            self.talk.say("`epochs` and a number says every epoch of that training.")
            return
        run = runs[max(number, 1) - 1]
        self.talk.tell(heard(f"{run.name}: {describe(run.model)}").removeprefix(": "))
        self.talk.tell(*(f"epoch {n}: {log_sentence(log)}" for n, log in enumerate(run.logs, 1)))
        cut_off = run.number not in self._ended
        self.talk.tell(*remarks(run, several=False, cut_off=cut_off), "")
