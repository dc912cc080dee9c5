"""The parser of the grammar of quantities."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar

from tutor.network import calculate
from tutor.network.calculate import CalculationError, Value
from tutor.network.terms import (
    OF_EDGE,
    OF_NODE,
    Lookup,
    Quantity,
    QuantityError,
    Reader,
    Token,
    nearest,
)

MAX_DEPTH = 40

T = TypeVar("T")

_Run = Callable[[Lookup], Value]

_SUMS = ("+", "-")
_PRODUCTS = ("*", "/", "//", "%")
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")


def read(text: str) -> tuple[_Run, tuple[Quantity, ...]]:
    """What gives the value of a text, and the quantities in it. Raises QuantityError."""
    parser = _Parser(text)
    run = parser.whole()
    return run, tuple(parser.quantities)


class _Parser(Reader):
    """Recursive descent, from the loosest operator to the tightest; gives functions of a lookup."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0
        self.quantities: list[Quantity] = []

    # Expressions.

    def whole(self) -> _Run:
        run = self.choice()
        token = self.token
        if token.text == ",":
            self.fail(
                "a comma can't stand here: decimals have a point (3.5), lists brackets ([1, 2])"
            )
        if token.text == "=":
            self.fail("to compare, write ==")
        if token.text == "->":
            self.fail("a wire alone is no number: write weight(a->b), product(a->b), …")
        if token.kind != "end":
            self.fail(f"'{token.text}' was not expected here")
        return run

    def choice(self) -> _Run:
        """``a if condition else b``."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail("this is nested too deeply")
        yes = self.disjunction()
        if self.take("if"):
            condition = self.disjunction()
            if not self.take("else"):
                self.fail("'else' is missing here")
            no, run = self.choice(), yes
            yes = lambda lookup: run(lookup) if condition(lookup) else no(lookup)  # noqa: E731
        self.depth -= 1
        return yes

    def disjunction(self) -> _Run:
        parts = self.separated("or", self.conjunction)
        return parts[0] if len(parts) == 1 else lambda lookup: any(run(lookup) for run in parts)

    def conjunction(self) -> _Run:
        parts = self.separated("and", self.negation)
        return parts[0] if len(parts) == 1 else lambda lookup: all(run(lookup) for run in parts)

    def separated(self, word: str, part: Callable[[], _Run]) -> list[_Run]:
        parts = [part()]
        while self.take(word):
            parts.append(part())
        return parts

    def negation(self) -> _Run:
        turned = False
        while self.take("not"):
            turned = not turned
        run = self.comparison()
        return (lambda lookup: not run(lookup)) if turned else run

    def comparison(self) -> _Run:
        """``a < b <= c`` holds if each pair does."""
        terms, signs = [self.addition()], []
        while sign := self.take(*_COMPARISONS):
            signs.append(sign)
            terms.append(self.addition())
        if not signs:
            return terms[0]

        def run(lookup: Lookup) -> Value:
            values = [term(lookup) for term in terms]
            pairs = zip(signs, values, values[1:], strict=False)
            return all(_at(sign, calculate.compare, sign.text, a, b) for sign, a, b in pairs)

        return run

    def addition(self) -> _Run:
        return self.chain(_SUMS, self.multiplication)

    def multiplication(self) -> _Run:
        return self.chain(_PRODUCTS, self.signed)

    def chain(self, signs: tuple[str, ...], part: Callable[[], _Run]) -> _Run:
        """Operators of one precedence, from left to right."""
        first = part()
        rest: list[tuple[Token, _Run]] = []
        while sign := self.take(*signs):
            rest.append((sign, part()))
        if not rest:
            return first

        def run(lookup: Lookup) -> Value:
            value = first(lookup)
            for sign, term in rest:
                value = _at(sign, calculate.binary, sign.text, value, term(lookup))
            return value

        return run

    def signed(self) -> _Run:
        negative, first = False, self.token
        while sign := self.take("+", "-"):
            negative ^= sign.text == "-"
        run = self.power()
        if not negative:
            return run
        return lambda lookup: -_at(first, calculate.number, run(lookup))

    def power(self) -> _Run:
        base = self.atom()
        while square := self.take("²"):
            base = self.raised(base, square, lambda _: 2.0)
        sign = self.take("**")
        if not sign:
            return base
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail("this is nested too deeply")
        exponent = self.signed()
        self.depth -= 1
        return self.raised(base, sign, exponent)

    @staticmethod
    def raised(base: _Run, sign: Token, exponent: _Run) -> _Run:
        return lambda lookup: _at(sign, calculate.binary, "**", base(lookup), exponent(lookup))

    # Atoms.

    def atom(self) -> _Run:
        token = self.token
        if token.kind == "number":
            self.next += 1
            value = float(token.text)
            if math.isinf(value):
                raise QuantityError("this number is too large", token.position)
            return lambda _: value
        if token.kind == "name" and token.text not in ("if", "else", "and", "or", "not"):
            return self.named()
        if self.take("("):
            run = self.choice()
            self.expect(")")
            return run
        if self.take("["):
            return self.subscripted(self.listed(token))
        return self.fail(
            f"a number or a name is missing before '{token.text}'"
            if token.text
            else "something is missing at the end"
        )

    def listed(self, start: Token) -> _Run:
        items = self.arguments("]")

        def run(lookup: Lookup) -> Value:
            return tuple(_at(start, calculate.number, item(lookup)) for item in items)

        return run

    def arguments(self, end: str) -> list[_Run]:
        items: list[_Run] = []
        while not self.take(end):
            items.append(self.choice())
            if not self.take(","):
                self.expect(end)
                break
        return items

    def named(self) -> _Run:
        """A quantity, a function, or True and False."""
        start = self.token
        name = self.name("a node")
        network = None
        if self.take("."):
            network, name = name, self.name("a quantity")
        if network is None and name in ("True", "False"):
            return lambda _: name == "True"
        if not self.take("("):
            return self.quantity("name", name, network, start)
        if network is None and name in calculate.FUNCTIONS and not self.sum_of_a_node(name):
            return self.function(name, start)
        if name not in OF_NODE and name not in OF_EDGE:
            known = (*OF_NODE, *OF_EDGE, *calculate.FUNCTIONS)
            raise QuantityError(f"there is no '{name}(…)'{nearest(name, known)}", start.position)
        at = self.at(name)
        self.expect(")")
        return self.quantity(name, at, network, start)

    def sum_of_a_node(self, name: str) -> bool:
        """Whether this is sum(node), a quantity, and not the sum of some numbers."""
        inside, after = self.token, self.tokens[self.next + 1 : self.next + 2]
        return (
            name == "sum"
            and inside.kind == "name"
            and inside.text != "prediction"
            and after[0].text == ")"
        )

    def function(self, name: str, start: Token) -> _Run:
        items = self.arguments(")")
        return lambda lookup: _at(start, calculate.call, name, tuple(i(lookup) for i in items))

    def at(self, kind: str) -> str:
        """The node or the edge in the parentheses."""
        first = self.name("a node")
        if kind in OF_EDGE and (kind in OF_NODE or self.token.text == "->"):
            return f"{first}->{self.name('a node')}" if self.take("->") else first
        if kind in OF_EDGE:
            self.fail(f"{kind} is of an edge: {kind}({first}->…)")
        return first

    def quantity(self, kind: str, at: str, network: str | None, start: Token) -> _Run:
        row = self.index() if self.take("[") else None
        quantity = Quantity(kind, at, network, row, start.position)
        self.quantities.append(quantity)
        return lambda lookup: lookup(quantity)

    def index(self) -> int:
        token = self.token
        if token.kind != "number" or not token.text.isdecimal():
            self.fail("a whole number is missing here; rows count from 0")
        self.next += 1
        self.expect("]")
        return int(token.text)

    def subscripted(self, values: _Run) -> _Run:
        start = self.token
        if not self.take("["):
            return values
        index = self.index()
        return lambda lookup: _at(start, calculate.subscript, values(lookup), index)


def _at(token: Token, function: Callable[..., T], *arguments: Any) -> T:
    """The function's value; what goes wrong in it went wrong at the token."""
    try:
        return function(*arguments)
    except CalculationError as error:
        raise QuantityError(str(error), token.position) from None
