"""The measure for the screen: a Textual app that paints one line, and paints it again for a key."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    count = 0

    def compose(self) -> ComposeResult:
        yield Static("ready 0", id="line")

    def on_key(self) -> None:
        self.count += 1
        self.query_one("#line", Static).update(f"ready {self.count}")


if __name__ == "__main__":
    Bare().run()
