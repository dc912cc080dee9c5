"""How to use it."""

HELP = """
**Moving about.** The arrow keys move, `pgup` and `pgdn` by pages, `enter` opens, `esc` goes back.
The bottom line always shows the keys that work at that moment; `^r` there is `ctrl+r`.

**In an exercise.** `enter` checks an answer, `r` runs code, `h` gives a hint, `o` shows the
solution, `g` opens the glossary, `t` all of the text or the table, `n` leads to the next exercise,
`p` to the previous one, `b` home. While you type in a field, letters belong to the field: press
`esc` first, or take the `ctrl` keys `ctrl+r` (or `ctrl+j`) run, `ctrl+n` hint, `ctrl+o` show me,
`ctrl+g` glossary, `ctrl+t` text. `enter` goes back into the field. What was wrong stays selected
there: typing replaces it, an arrow begins to mend it.

**In the stepper.** `→` one step on, `←` one step back, `[` and `]` a layer, `{` and `}` a whole
pass, `home` and `end`, `j` and a number goes to that step. `-` and `=` change what a step is
(operation, node, layer, pass). `space` runs and stops, `1` to `9` set the speed; any other key
stops it as well. `t` shows the table, `v` chooses what stands on the edges.

`w` asks why: it lists what the number was computed from; `enter` asks the same of the line under
the cursor, and so on down to what is given; `esc` goes back up.

`a` begins a quiz: each next number stays a `?` until you type it; `ctrl+o` shows it, `a` or `esc`
ends the quiz. `d` looks at the next row of a batch and at the averages, `u` goes to the next
training step, which starts from the updated weights, `U` back. In a picture that can't show all
nodes `↑` and `↓`, `<` and `>` look elsewhere.

In every exercise of a lesson with networks `s` opens one of them in the stepper, and `l` the
exercise's own in the **lab**, where all its numbers can be changed; `?` there has the lab's keys.

**In the drill**, `d` on the home screen, questions come without end. Three right in a row without
a hint lead a level up, two missed ones down; mistakes you made come back. `ctrl+n` gives a hint,
`ctrl+o` shows the way, `esc` and then `n` skips, `↓` looks at what has no room; after the answer
`s` opens the stepper. The seed at the top asks the same again: `tutor drill TOPIC --level N --seed
N`.

**Reviews.** What was wrong, or needed a hint or the solution, comes back after days: ever later
while it is right, sooner when it is not. The home screen says how much is due, and `r` goes through
it. Every exercise begins anew there; what you had written, and that it is done, stays.

**Your attempts.** `y` (`ctrl+b` in a field) shows every attempt at an exercise; `enter` takes one
back, to go on from it. `s` on the home screen has the numbers: what is done, attempts by day, how
much was right at once, the mistakes you make most.

**In the editor.** `ctrl+z` undoes, `ctrl+y` does it again, `tab` indents, `ctrl+home` and
`ctrl+end` go to the first and last line, `esc` and then `a` selects all, `esc` and then `z` starts
over. `F4`, or `esc` and then `E`, opens the code in the editor you know, that of `VISUAL` or
`EDITOR`; when you leave it, the code is back here. After an error `esc` and then `x` shows all that
Python said.

**In a training** `c` shows the network, the curve and the numbers of all epochs in turn. `←` and
`→` look at an epoch before or after, `home` at the network before the training, `end` at the
last. `d` puts another row of the data through the network, `↑` and `↓` draw the wires of another
node where not all fit, `m` shows another of several models, `s` opens the epoch in the stepper.
`ctrl+c` ends the training, and the code after it goes on; a second time ends that too.

**Nothing is lost.** What you type is saved as you type it. Quit whenever you like; `tutor` opens
where you were.

**To copy text**, mark it with the mouse as anywhere in your terminal. Where the mouse belongs to
the program (`TUTOR_MOUSE=1`), hold `shift` meanwhile.

**Without a screen** `tutor --plain` says everything line by line, for screen readers.

`ctrl+p` opens the palette, which lists all that keys do. `q` quits, `ctrl+q` from anywhere.
"""
