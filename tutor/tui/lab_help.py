"""How to use the lab."""

HELP = """
**The cursor** stands on a number of the picture: an input, a weight, a bias, a node's value, a
target, and at the far right the learning rate. The arrows move it, `tab` goes through all of them.
Below the picture stands what the number is and the arithmetic it takes part in.

**Changing a number.** `+` and `-` nudge it; `[` and `]` make the nudges finer and coarser, and the
plot narrower and wider. Digits type it; `e` begins with an empty line, for negative numbers and
arithmetic. Numbers of the network may be used: `weight(a->b) - 0.1 * gradient(a->b)`. In rows of a
batch `x[2]` is that of row 2.

**Training.** `space` (or `t`) takes one training step, `T` 10, `f` 100. While it takes long, any
key stops it.

**Going back.** `u` undoes, `U` does it again, `r` rewinds to the very same start, which can be
undone, too.

**Another network.** `a` goes to the next activation of the layer, `l` to the next loss, `o` to the
next optimizer. `n` adds a node to the layer and `N` removes the one under the cursor; `m` adds a
layer in front and `M` removes it; `b` gives a node a bias or takes it away.

**Rows.** `<` and `>` look at another row; `i` adds a copy of it, `x` removes it. The loss is
that of all rows.

**Looking.** `v` switches to the numbers of the way back, `d` to the table. `s` walks through the
next training step, one operation at a time.

**Keeping it.** `w` writes the network into a lesson file, which `tutor lab`, `tutor draw` and
`tutor trace` read.

**In an exercise** the goal stands on top, and it is passed as soon as the goal holds. `enter` says
more where it doesn't. Keys that a lesson doesn't allow do nothing there.
"""
