"""Other rules for one step of an update, and the numbers that an update works with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from tutor.network.scene import Scene, Slip, altered

#: By name: the value, its text, and what is said.
Variants = Mapping[str, tuple[Callable[..., float], Callable[..., str], str]]


def variants(scene: Scene, rules: Variants, *kinds: str) -> Iterator[Slip]:
    """Other rules, over numbers of these kinds; over those of the step where none are named."""
    reads = tuple(operand_of(scene, kind) for kind in kinds) or scene.step.reads
    for name, (value, text, says) in rules.items():
        yield Slip(name, {scene.cell: (altered(scene.step.rule, value, text), reads)}, says)


def operand_of(scene: Scene, kind: str) -> int:
    """The number of that kind that this update works with."""
    cell = scene.find(kind, scene.place.at)
    assert cell is not None
    return cell


def replaced(scene: Scene, old: str, new: str) -> tuple[int, ...]:
    """The step's operands with another kind of number for one of them."""
    before, after = operand_of(scene, old), operand_of(scene, new)
    return tuple(after if cell == before else cell for cell in scene.step.reads)


def carried_on(scene: Scene, kind: str, rules: Variants) -> Iterator[Slip]:
    """Other rules for the step that gives an operand; what comes of them works its way on."""
    cell = operand_of(scene, kind)
    before = replace(scene, index=cell - len(scene.plan.leaves))
    for slip in variants(before, rules):
        what, stop, rest = slip.says.partition(".")
        yield replace(slip, says=f"{what} in {scene.name(cell)}{stop}{rest}", rare=True)
