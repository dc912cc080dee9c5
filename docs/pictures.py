"""Make the pictures of the README: ``python docs/pictures.py`` (or ``make picture``).

The program runs without a terminal, is driven by keys, and Textual draws what it shows as SVG.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

from tutor.progress.store import Store
from tutor.session.open import find_work
from tutor.session.shelf import Shelf
from tutor.tui.app import TutorApp
from tutor.tui.editor import Editor

#: A submission with a slip in it.
WRONG = """\
# node 0: inputs times their weights, added up
node_0_value = (input_data * weights['node_0']).sum()

# node 1
node_1_value = (input_data * weights['node_0']).sum()

hidden_layer_outputs = np.array([node_0_value, node_1_value])
output = (hidden_layer_outputs * weights['output']).sum()
print(output)
"""

HERE = Path(__file__).parent / "pictures"

#: file: (what to open, keys to press, seconds to wait, columns and rows)
PICTURES: dict[str, tuple[str, Sequence[str], float, tuple[int, int]]] = {
    "home": ("", ("down", "down"), 0.2, (80, 24)),
    "code": ("forward-propagation#forward-by-code", ("enter", "ctrl+r"), 1.5, (80, 24)),
    "stepper": (
        "backward-propagation#a-round-of-backprop",
        (*["right"] * 13, "2", "1", "enter"),
        0.2,
        (80, 24),
    ),
}


async def picture(
    name: str, what: str, keys: Sequence[str], wait: float, size: tuple[int, int]
) -> None:
    """Open, press keys, wait, and write the SVG."""
    shelf = Shelf(Store(None))
    app = TutorApp(shelf, find_work(shelf, what) if what else None)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.3)
        if name == "code":
            app.screen.query_one(Editor).load_text(WRONG)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.05)
        await pilot.pause(wait)
        svg = app.export_screenshot(title="tutor")
    # The fonts would be fetched from elsewhere; every machine has a monospaced one.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    # Spaces at the edges of a text count: they are what keeps the columns.
    svg = svg.replace("<text ", '<text xml:space="preserve" ')
    HERE.mkdir(exist_ok=True)
    (HERE / f"{name}.svg").write_text(svg.replace("Fira Code", "monospace"), encoding="utf-8")


async def main() -> None:
    """All pictures."""
    for name, (what, keys, wait, size) in PICTURES.items():
        await picture(name, what, keys, wait, size)


if __name__ == "__main__":
    asyncio.run(main())
