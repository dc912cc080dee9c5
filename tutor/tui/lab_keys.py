"""The keys of the lab, and what they are for."""

from __future__ import annotations

from textual.binding import Binding, BindingType

KEYS: list[BindingType] = [
    Binding("left", "point('left')", "left", show=False, id="lab.left"),
    Binding("right", "point('right')", "right", show=False, id="lab.right"),
    Binding("up", "point('up')", "up", show=False, id="lab.up"),
    Binding("down", "point('down')", "down", show=False, id="lab.down"),
    Binding("tab", "point('next')", "next number", show=False, id="lab.next"),
    Binding("shift+tab", "point('before')", "number before", show=False, id="lab.before"),
    Binding("plus,equals_sign", "nudge(1)", "more", id="lab.more"),
    Binding("minus", "nudge(-1)", "less", id="lab.less"),
    Binding("left_square_bracket", "resize(-1)", "finer", show=False, id="lab.finer"),
    Binding("right_square_bracket", "resize(1)", "coarser", show=False, id="lab.coarser"),
    Binding("e", "type_value", "number", id="lab.type"),
    Binding("space", "train(1)", "train", id="lab.train"),
    Binding("T", "train(10)", "train 10", show=False, id="lab.train_10"),
    Binding("f", "train(100)", "train 100", show=False, id="lab.train_100"),
    Binding("u,ctrl+z", "undo", "undo", id="lab.undo"),
    Binding("U,ctrl+y", "redo", "redo", show=False, id="lab.redo"),
    Binding("r", "rewind", "rewind", id="lab.rewind"),
    Binding("s", "steps", "stepper", id="lab.steps"),
    Binding("a", "word('activation')", "activation", id="lab.activation"),
    Binding("l", "word('loss')", "loss", show=False, id="lab.loss"),
    Binding("o", "word('optimizer')", "optimizer", show=False, id="lab.optimizer"),
    Binding("n", "node(1)", "add a node", show=False, id="lab.add_node"),
    Binding("N", "node(-1)", "remove the node", show=False, id="lab.remove_node"),
    Binding("m", "layer(1)", "add a layer", show=False, id="lab.add_layer"),
    Binding("M", "layer(-1)", "remove the layer", show=False, id="lab.remove_layer"),
    Binding("b", "bias", "bias on or off", show=False, id="lab.bias"),
    Binding("d,greater_than_sign,pagedown", "row(1)", "row", id="lab.row"),
    Binding("D,less_than_sign,pageup", "row(-1)", "row before", show=False, id="lab.row_before"),
    Binding("i", "copy_row", "copy the row", show=False, id="lab.copy_row"),
    Binding("x", "drop_row", "remove the row", show=False, id="lab.drop_row"),
    Binding("v", "swap", "forward or back", show=False, id="lab.swap"),
    Binding("t", "table", "table", id="lab.table"),
    Binding("question_mark", "keys", "keys", id="lab.keys"),
    Binding("w", "write", "write a file", show=False, id="lab.write"),
]

HELP = """
**The cursor** stands on a number of the picture: an input, a weight, a bias, a node's value, a
target, and at the far right the learning rate. The arrows move it, `tab` goes through all of them.
Below the picture stands what the number is and the arithmetic it takes part in.

**Changing a number.** `+` and `-` nudge it; `[` and `]` make the nudges finer and coarser, and the
plot narrower and wider. Digits type it; `e` begins with an empty line, for negative numbers and
arithmetic. Numbers of the network may be used: `weight(a->b) - 0.1 * gradient(a->b)`. In rows of a
batch `x[2]` is that of row 2.

**Training.** `space` takes one training step, `T` 10, `f` 100. While it takes long, any
key stops it.

**Going back.** `u` undoes, `U` does it again, `r` rewinds to the very same start, which can be
undone, too.

**Another network.** `a` goes to the next activation of the layer, `l` to the next loss, `o` to the
next optimizer. `n` adds a node to the layer and `N` removes the one under the cursor; `m` adds a
layer in front and `M` removes it; `b` gives a node a bias or takes it away.

**Rows.** `d` looks at the next row, `D` at the one before; `i` adds a copy of it, `x` removes it.
The loss is that of all rows.

**Looking.** `v` switches to the numbers of the way back, `t` to the table. `s` opens the next
training step in the stepper, one operation at a time.

**Keeping it.** `w` writes the network into a lesson file, which `tutor lab`, `tutor draw` and
`tutor trace` read.

**In an exercise** the goal stands on top, and it is passed as soon as the goal holds. `enter` says
more where it doesn't. Keys that a lesson doesn't allow do nothing there.
"""
