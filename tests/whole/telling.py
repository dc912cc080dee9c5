"""The program, ``python -m tests.whole.telling FILE ARGUMENTS``, which says what it means to show.

On SIGURG it writes to FILE all of the screen anew, as it would send it to an empty terminal.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

from tutor.cli import main
from tutor.tui.app import TutorApp
from tutor.tui.sparing import Painted

#: What asks it to tell; whoever does not listen any more is not ended by it.
ASK = signal.SIGURG


def tell(app: TutorApp, file: Path) -> None:
    """Write the screen, whole, at once."""
    compositor = app.screen._compositor
    pending = set(compositor._dirty_regions)  # which a whole picture would do away with
    update = compositor.render_update(full=True, screen_stack=app._background_screens)
    compositor._dirty_regions |= pending
    whole = Painted().sparing(update)
    told = file.with_suffix(".part")
    told.write_text(whole.render_segments(app.console), encoding="utf-8")
    told.rename(file)


def telling(file: Path) -> None:
    """Have the app of this process tell, once it runs."""
    begin = TutorApp.on_mount

    def on_mount(app: TutorApp) -> None:
        asyncio.get_running_loop().add_signal_handler(ASK, tell, app, file)
        begin(app)

    TutorApp.on_mount = on_mount  # type: ignore[method-assign]


if __name__ == "__main__":
    telling(Path(sys.argv[1]))
    sys.exit(main(sys.argv[2:]))
