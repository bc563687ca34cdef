"""Tokens -> tree: a small operator-precedence parser that says what it expected.

From loose to tight: `or`, `and`, `not`, comparisons (which chain) and `in`, `+ -`, `* /`, unary `-`.
"""

from datetime import date
from fractions import Fraction
from typing import Final

from respond.errors import InputError, Text, nearest
from respond.facts import Number, find_unit, plain_number
from respond.language.kinds import MONTH_UNITS
from respond.language.parsed import (
    All,
    Amount,
    Any,
    Arithmetic,
    Call,
    Chain,
    Day,
    Member,
    Minus,
    Name,
    Node,
    Not,
    Several,
    Word,
)
from respond.language.tokens import KEYWORDS, Origin, Token, tokenize

DEEPEST: Final = 40
"""How deep a condition may be nested."""

MOST_OPERATIONS: Final = 100
"""How often a condition may add, subtract, multiply or divide."""

COMPARISONS: Final = ("<", "<=", ">", ">=", "==", "!=")
STATES: Final = ("overdue", "missed", "met")
"""What a condition may ask about a duty: `overdue(report-up)`."""


def split_state(asked: str) -> tuple[str, str] | None:
    """Part what is asked about a duty into the state and the duty; None where a text asks no such thing.

    >>> split_state("met(report-up)"), split_state("received")
    (('met', 'report-up'), None)
    """
    state, bracket, rest = asked.partition("(")
    if state not in STATES or not bracket or not rest.endswith(")"):
        return None
    return state, rest[:-1].partition(",")[0]


def split_lateness(asked: str) -> Fraction | None:
    """Give how many hours a duty is asked to be overdue by, at least; None where any lateness will do.

    >>> split_lateness("overdue(report-up, 72 h)"), split_lateness("overdue(report-up)")
    (Fraction(72, 1), None)
    """
    _, comma, length = asked.rstrip(")").partition(",")
    return Fraction(length.split()[0]) if comma else None


FUNCTIONS: Final = ("elapsed", "max", "min", *STATES)
_WORDS: Final = {"true": True, "yes": True, "always": True, "false": False, "no": False, "never": False}
_WORDS_IN_A_UNIT: Final = 3
_OPERAND: Final = Text("名称、数值或括号", "a name, a number or a parenthesis")


def parse(origin: Origin) -> Node:
    """Read the text of a condition or formula; raise InputError (E401 to E409) with the place.

    >>> parse(Origin("not flooded")).operand.name
    'flooded'
    """
    return _Parser(origin, tokenize(origin)).whole()


class _Parser:
    def __init__(self, origin: Origin, tokens: list[Token]) -> None:
        self.origin = origin
        self.tokens = tokens
        self.index = 0
        self.depth = 0
        self.operations = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.index]

    def step(self) -> Token:
        token = self.tokens[self.index]
        self.index += 1
        return token

    def meets(self, text: str) -> bool:
        token = self.here
        return token.text == text and token.kind in {"mark", "name"}

    def take(self, text: str) -> bool:
        found = self.meets(text)
        self.index += found
        return found

    def want(self, text: str) -> Token:
        if not self.meets(text):
            raise self.unexpected(Text(f"`{text}`", f"`{text}`"))
        return self.step()

    def unexpected(self, wanted: Text, suggestion: str | None = None) -> InputError:
        token = self.here
        if token.kind == "end":
            return self.origin.refuse("E405", token.start, wanted=wanted)
        return self.origin.refuse("E404", token.start, suggestion=suggestion, found=token.text, wanted=wanted)

    def whole(self) -> Node:
        node = self.any()
        if self.here.kind != "end":
            wanted = Text("运算符或表达式结尾", "an operator or the end")
            raise self.unexpected(wanted, nearest(self.here.text.lower(), ["and", "or", "in", "not in"]))
        return node

    def any(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.origin.refuse("E406", self.here.start, most=DEEPEST)
        parts = [self.all()]
        while self.take("or"):
            parts.append(self.all())
        self.depth -= 1
        if len(parts) == 1:
            return parts[0]
        return Any(parts[0].start, parts[-1].end, tuple(parts))

    def all(self) -> Node:
        parts = [self.test()]
        while self.take("and"):
            parts.append(self.test())
        if len(parts) == 1:
            return parts[0]
        return All(parts[0].start, parts[-1].end, tuple(parts))

    def test(self) -> Node:
        marks = []
        while self.meets("not"):
            marks.append(self.step())
            if len(marks) > DEEPEST:
                raise self.origin.refuse("E406", marks[-1].start, most=DEEPEST)
        node = self.comparison()
        for mark in reversed(marks):
            node = Not(mark.start, node.end, node)
        return node

    def comparison(self) -> Node:
        first = self.sum()
        if self.meets("in") or self.meets("not"):
            return self.member(first)
        operands, operators, marks = [first], [], []
        while self.here.kind == "mark" and self.here.text in COMPARISONS:
            mark = self.step()
            operators.append(mark.text)
            marks.append(mark.start)
            operands.append(self.sum())
        if not operators:
            return first
        return Chain(first.start, operands[-1].end, tuple(operands), tuple(operators), tuple(marks))

    def member(self, operand: Node) -> Node:
        negated = self.take("not")
        self.want("in")
        if not self.take("{"):
            window = self.name(Text("窗口名称或 `{`", "the name of a window or `{`"))
            return Member(operand.start, window.end, operand, None, window, negated)
        items = [self.sum()]
        while self.take(","):
            items.append(self.sum())
        end = self.want("}").end
        return Member(operand.start, end, operand, tuple(items), None, negated)

    def name(self, wanted: Text) -> Name:
        token = self.here
        if token.kind != "name" or token.text in KEYWORDS:
            raise self.unexpected(wanted)
        self.step()
        return Name(token.start, token.end, token.text)

    def sum(self) -> Node:
        left = self.product()
        while self.meets("+") or self.meets("-"):
            mark = self.calculate()
            right = self.product()
            left = Arithmetic(left.start, right.end, mark.text, left, right, mark.start)
        return left

    def product(self) -> Node:
        left = self.signed()
        while self.meets("*") or self.meets("/"):
            mark = self.calculate()
            right = self.signed()
            left = Arithmetic(left.start, right.end, mark.text, left, right, mark.start)
        return left

    def calculate(self) -> Token:
        """Take an operator; each one nests the tree a step deeper."""
        self.operations += 1
        if self.operations > MOST_OPERATIONS:
            raise self.origin.refuse("E406", self.here.start, most=MOST_OPERATIONS)
        return self.step()

    def signed(self) -> Node:
        marks = []
        while self.meets("-"):
            marks.append(self.step())
            if len(marks) > DEEPEST:
                raise self.origin.refuse("E406", marks[-1].start, most=DEEPEST)
        node = self.operand()
        for mark in reversed(marks):
            node = Minus(mark.start, node.end, node)
        return node

    def operand(self) -> Node:
        token = self.here
        if token.kind == "number":
            return self.amount()
        if token.kind == "date":
            return self.day()
        if token.text in _WORDS:
            self.step()
            return Word(token.start, token.end, _WORDS[token.text])
        if self.meets("at") and self.tokens[self.index + 1].text == "least":
            return self.several()
        if self.take("("):
            node = self.any()
            self.want(")")
            return node
        name = self.name(_OPERAND)
        return self.call(name) if self.meets("(") else name

    def several(self) -> Node:
        """Take `at least 2 of (x, y, z)`, whose parts are tests."""
        start = self.step().start
        self.step()
        if self.here.kind != "number":
            raise self.unexpected(Text("个数", "a number"))
        token = self.step()
        least = Amount(token.start, token.end, _number(token.text), token.text)
        self.want("of")
        self.want("(")
        parts = [self.any()]
        while self.take(","):
            parts.append(self.any())
        return Several(start, self.want(")").end, least, tuple(parts))

    def call(self, name: Name) -> Node:
        if name.name not in FUNCTIONS:
            known = Text(
                "`elapsed`、`max`、`min`、`overdue`、`missed` 或 `met`",
                "`elapsed`, `max`, `min`, `overdue`, `missed` or `met`",
            )
            suggestion = nearest(name.name, FUNCTIONS)
            raise self.origin.refuse("E408", name.start, suggestion=suggestion, found=name.name, known=known)
        self.want("(")
        if name.name in STATES:
            asked: tuple[Node, ...] = (self.duty(),)
            if name.name == "overdue" and self.take(","):
                if self.here.kind != "number":
                    raise self.unexpected(Text("时间长度", "a length of time"))
                asked = (*asked, self.amount())
            return Call(name.start, self.want(")").end, name.name, asked)
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.origin.refuse("E406", name.start, most=DEEPEST)
        arguments = [self.sum()]
        while self.take(","):
            arguments.append(self.sum())
        self.depth -= 1
        return Call(name.start, self.want(")").end, name.name, tuple(arguments))

    def duty(self) -> Name:
        """Take the id of a duty: words and numbers with hyphens between them."""
        first = self.name(Text("任务的编号", "the id of a duty"))
        end = first.end
        while self.meets("-") and self.here.start == end:
            self.step()
            part = self.here
            if part.kind not in {"name", "number"}:
                raise self.unexpected(Text("任务的编号", "the id of a duty"))
            end = self.step().end
        return Name(first.start, end, self.origin.text[first.start : end])

    def amount(self) -> Node:
        token = self.step()
        value = _number(token.text)
        if self.meets("%"):
            end = self.step().end
            return Amount(token.start, end, plain_number(Fraction(value) / 100), token.text, percent=True)
        words = self.unit_words()
        if not words:
            return Amount(token.start, token.end, value, token.text)
        last = self.tokens[self.index - 1]
        return Amount(token.start, last.end, value, token.text, unit=" ".join(words))

    def unit_words(self) -> list[str]:
        """Take the longest run of words that names a unit, or one word that does not."""
        words: list[str] = []
        for token in self.tokens[self.index : self.index + _WORDS_IN_A_UNIT]:
            if token.kind != "name" or token.text in KEYWORDS:
                break
            words.append(token.text)
        while len(words) > 1 and words[0] not in MONTH_UNITS and find_unit(" ".join(words)) is None:
            words.pop()
        self.index += len(words)
        return words

    def day(self) -> Node:
        token = self.step()
        try:
            day = date.fromisoformat(token.text)
        except ValueError:
            raise self.origin.refuse("E407", token.start, found=token.text) from None
        return Day(token.start, token.end, day)


def _number(text: str) -> Number:
    return plain_number(Fraction(text))
