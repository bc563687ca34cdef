"""Number lines: into which ranges the rules cut one number, what each range alone can amount to, and its drawing."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from respond._records import frozen
from respond.errors import InputError, Language, Text
from respond.facts import UNKNOWN, Bound, Exactly, Fact, FactType, Level, Value, is_numeric, show_plain
from respond.language import (
    TURNED,
    Comparison,
    Constant,
    DerivedTerm,
    FactTerm,
    Scope,
    Term,
    Test,
    rewrite,
    say_test,
    spelled_out,
    uses_of,
    ways_of,
)
from respond.plan import Prepared
from respond.reason import Cell, Condition, Truth, cells, condition_of
from respond.show.blocks import Band, Drawing, Mark
from respond.show.wording import level_short

_MOST_BRANCHES = 32
_SIDES = {
    ">": (True,), "<=": (True,), ">=": (False,), "<": (False,), "==": (False, True), "!=": (False, True),
}  # fmt: skip
"""Whether the number in `x > number` belongs with the numbers below it; an equation has it on both sides."""
_ANY_SHARE = "1000000"  # a computed share may exceed one; a line shows no end there in any case
_AND = Text("、", ", ")
_FROM = {False: Text("达到{0}", "{0} or more"), True: Text("超过{0}", "more than {0}")}
_TO = {False: Text("不超过{0}", "up to and including {0}"), True: Text("不到{0}", "under {0}")}
_WHOLE = Text("{0}至{1}", "{0} to {1}")
_ANY = Text("任意", "any")
_TOP = Text("{0}及以上", "{0} or more")


@frozen
class Reaching:
    """What reaches a gravity when: a criterion, or a response level."""

    id: str
    gravity: Level
    test: Test


@frozen
class Hit:
    """A rule that a number can meet; `besides` is what the rule asks for apart from this number."""

    rule: Reaching
    besides: tuple[Text, ...]


@frozen
class Segment:
    """The numbers between two thresholds with the gravity they reach alone, and the rules that give it.

    Alone means that nothing harmful has to come to the number: what a rule asks for besides holds where all else is
    at its mildest, or is what every rule of the line asks for. The gravest rule comes first.
    """

    cell: Cell
    gravity: Level
    hits: tuple[Hit, ...]


@frozen
class Tick:
    """A threshold as the rules write it; it belongs to the segment `below` it or to the one above."""

    value: Bound
    below: bool


@frozen
class NumberLine:
    """One fact or computed number with its segments; `shared` is what all its rules ask for besides.

    `joint` rules name the number and are met only together with some other harm.
    """

    name: str
    fact: Fact
    segments: tuple[Segment, ...]
    ticks: tuple[Tick, ...]
    shared: tuple[Text, ...]
    joint: tuple[Hit, ...]
    integer: bool
    computed: bool

    def hinges(self, segment: Segment) -> bool:
        """Say whether the segment's gravity also takes something the other segments do not ask for."""
        top = [hit for hit in segment.hits if hit.rule.gravity == segment.gravity]
        return bool(top) and all(set(hit.besides) - set(self.shared) for hit in top)


def criterion_lines(compiled: Prepared) -> tuple[NumberLine, ...]:
    """Give a line for each number a criterion compares."""
    return number_lines(
        compiled,
        [Reaching(str(found.entry.id), found.gravity, found.condition.test) for found in compiled.criteria],
    )


def response_lines(compiled: Prepared) -> tuple[NumberLine, ...]:
    """Give a line for each number on which a response level hangs."""
    return number_lines(
        compiled, [Reaching(found.id, found.gravity, found.condition.test) for found in compiled.responses]
    )


def number_lines(compiled: Prepared, rules: Iterable[Reaching]) -> tuple[NumberLine, ...]:
    """Give a line for each fact or computed number the rules compare with constants."""
    scope = _flat(compiled)
    branches = [(rule, branch) for rule in rules for branch in _branches_of(rule, scope)]
    names = dict.fromkeys(name for _, branch in branches for name in branch.names)
    ordered = [name for name in (*compiled.facts, *compiled.plan.derived) if name in names]
    found = (_line(name, scope, branches, compiled) for name in ordered)
    return tuple(line for line in found if line is not None)


def _flat(compiled: Prepared) -> Scope:
    """Give a scope in which computed numbers stand like facts, so that each has a line of its own."""
    scope = compiled.scope
    flat = {name: fact for name in compiled.plan.derived if (fact := _as_fact(name, compiled)) is not None}
    derived = {name: entry for name, entry in compiled.plan.derived.items() if name not in flat}
    return Scope(facts={**scope.facts, **flat}, derived=derived, events=scope.events, windows=scope.windows)


def _as_fact(name: str, compiled: Prepared) -> Fact | None:
    formula = compiled.formulas[name]
    value = formula.value({})
    low = value.value if isinstance(value, Exactly) else getattr(value, "low", None)
    if not isinstance(low, int | Fraction) or low < 0:
        return None
    fact = evolve(formula.fact, id=name, label=compiled.plan.derived[name].label)
    return evolve(fact, max=_ANY_SHARE) if fact.type is FactType.SHARE else fact


@frozen
class _Branch:
    """One way to meet a rule: comparisons that must all hold, by the names they hang on."""

    tests: tuple[Test, ...]
    scope: Scope

    @property
    def names(self) -> tuple[str, ...]:
        """Give the numbers that some comparison of the branch is about alone."""
        alone = [_alone(test) for test in self.tests]
        return tuple(name for name in alone if name and is_numeric(self.scope.facts[name]))

    def own(self, name: str) -> tuple[Condition, ...]:
        """Give the comparisons that are about a number alone."""
        return tuple(condition_of(test) for test in self.tests if _alone(test) == name)

    def others(self, name: str) -> Mapping[Text, Condition]:
        """Give the other tests, by their words."""
        found = [(test, condition_of(test)) for test in self.tests if _alone(test) != name]
        return {Text(say_test(test, "zh"), say_test(test, "en")): typed for test, typed in found}

    def edges(self, name: str) -> Iterator[tuple[Bound, bool]]:
        """Give the numbers with which a number is compared, as written, and whether each belongs below."""
        for test in self.tests:
            if isinstance(test, Comparison) and _alone(test) == name:
                for left, operator, right in test.pairs:
                    if isinstance(right, Constant):
                        yield from ((right.value, below) for below in _SIDES[operator])
                    elif isinstance(left, Constant):
                        yield from ((left.value, below) for below in _SIDES[TURNED[operator]])


def _alone(test: Test) -> str | None:
    """Give the fact or computed number a test is about, if it is about one and nothing else."""
    uses = uses_of(test)
    names = {*uses.seen, *uses.facts}
    return next(iter(uses.facts)) if len(names) == len(uses.facts) == 1 and not uses.timed else None


def _branches_of(rule: Reaching, scope: Scope) -> list[_Branch]:
    def flat(node: Test | Term) -> Test | Term:
        if not isinstance(node, DerivedTerm) or node.name not in scope.facts:
            return node
        return FactTerm(node.name, node.kind, scope.facts[node.name])

    test = rewrite(spelled_out(rule.test), flat)
    try:
        condition_of(test)
    except InputError:
        return []  # a formula that only makes sense with its computed numbers written out: no line
    return [_Branch(tests, scope) for tests in ways_of(test, _MOST_BRANCHES)]


def _line(
    name: str, scope: Scope, branches: list[tuple[Reaching, _Branch]], compiled: Prepared
) -> NumberLine | None:
    ways = [_Way.of(rule, branch, name) for rule, branch in branches if name in branch.names]
    cut = cells([test for way in ways for test in way.own], {}, name)
    if len(cut) < 2:
        return None
    shared = tuple(text for text in ways[0].others if all(text in way.others for way in ways))
    mildest = {other: _mildest(fact, scope) for other, fact in scope.facts.items()}
    alone = [way for way in ways if way.stands(shared, mildest)]
    segments = _merged(_segment(cell, name, alone) for cell in cut)
    if len(segments) < 2:
        return None
    joint = tuple(way.hit for way in ways if way not in alone)
    fact = scope.facts[name]
    integer = fact.type is FactType.COUNT
    edges = {edge for way in ways for edge in way.edges}
    ticks = tuple(_tick(low, high, edges, integer=integer) for low, high in pairwise(segments))
    return NumberLine(name, fact, segments, ticks, shared, joint, integer, name in compiled.plan.derived)


@frozen(eq=False)
class _Way:
    """One way to meet a rule, as seen from one number."""

    rule: Reaching
    own: tuple[Condition, ...]
    others: Mapping[Text, Condition]
    edges: tuple[tuple[Bound, bool], ...]

    @classmethod
    def of(cls, rule: Reaching, branch: _Branch, name: str) -> "_Way":
        """See a way from a number."""
        return cls(rule, branch.own(name), branch.others(name), tuple(branch.edges(name)))

    @property
    def hit(self) -> Hit:
        """Give what is shown of it."""
        return Hit(self.rule, tuple(self.others))

    def stands(self, shared: tuple[Text, ...], mildest: Mapping[str, Value]) -> bool:
        """Say whether it takes no other harm than the number itself."""
        extra = [test for text, test in self.others.items() if text not in shared]
        return all(test.truth(mildest) is Truth.YES for test in extra)


def _mildest(fact: Fact, scope: Scope) -> Value:
    """Give the value of a fact at which it does no harm."""
    if fact.type is FactType.FLAG:
        return Exactly(fact.worse == "down")
    if not is_numeric(fact):
        return UNKNOWN
    domain = scope.domain(str(fact.id))
    bound = domain.high if fact.worse == "down" else domain.low
    return UNKNOWN if bound is None else Exactly(bound)


def _segment(cell: Cell, name: str, ways: list[_Way]) -> Segment:
    known = {name: Exactly(cell.value)}
    met = [way.hit for way in ways if all(test.truth(known) is Truth.YES for test in way.own)]
    hits = sorted(dict.fromkeys(met), key=lambda hit: -hit.rule.gravity)
    return Segment(cell, hits[0].rule.gravity if hits else Level.scale.none, tuple(hits))


def _merged(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    found: list[Segment] = []
    for segment in segments:
        if found and found[-1].hits == segment.hits:
            wider = evolve(found[-1].cell, high=segment.cell.high, high_open=segment.cell.high_open)
            found[-1] = evolve(found[-1], cell=wider)
        else:
            found.append(segment)
    return tuple(found)


def _tick(low: Segment, high: Segment, edges: set[tuple[Bound, bool]], *, integer: bool) -> Tick:
    last, first = low.cell.high, high.cell.low
    # between 20 and 21 persons the threshold is 20 where the rule says "more than 20", 21 where "21 or more"
    written = (last, True) in edges and (first, False) not in edges
    below = written if integer else not low.cell.high_open
    value = last if below or first is None else first
    return Tick(value, below)  # type: ignore[arg-type]  # between two cells there is a threshold


def drawing_of(line: NumberLine, lang: Language, anchor: str, none: str) -> Drawing:
    """Give a number line as it reads in one language; `none` names what is below every rule."""
    first, last = line.segments[0].cell, line.segments[-1].cell
    return Drawing(
        anchor,
        line.fact.label.say(lang),
        tuple(_band(line, segment, lang, none) for segment in line.segments),
        tuple(
            Mark(show_plain(tick.value, line.fact, lang), "below" if tick.below else "above")
            for tick in line.ticks
        ),
        _end(first.low, line, lang),
        "" if line.computed else _end(last.high, line, lang),
    )


def _band(line: NumberLine, segment: Segment, lang: Language, none: str) -> Band:
    label = level_short(segment.gravity, lang) if segment.gravity else none
    return Band(label, segment.gravity, range_words(line, segment.cell, lang), line.hinges(segment))


def _end(bound: Bound | None, line: NumberLine, lang: Language) -> str:
    return "" if bound is None else show_plain(bound, line.fact, lang)


def range_words(line: NumberLine, cell: Cell, lang: Language) -> str:
    """Give the range of a segment in words.

    >>> from respond.plan import Library
    >>> from respond.show.lines import criterion_lines
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("vaccine-quality"))
    >>> deaths = next(line for line in criterion_lines(plan) if line.name == "deaths")
    >>> [range_words(deaths, segment.cell, "en") for segment in deaths.segments]
    ['0 cases', '1 case', '2 to 4 cases', '5 cases or more']
    """
    low, high = cell.low, cell.high
    if line.computed and cell is line.segments[-1].cell:
        high = None
    if low is not None and low == high:
        return show_plain(low, line.fact, lang)
    if low is not None and high is not None and line.integer:
        return _between(low, high, line, lang)
    if low is not None and high is None and line.integer:
        return _TOP.say(lang).format(show_plain(low, line.fact, lang))
    parts = []
    if low is not None and (low != line.segments[0].cell.low or cell.low_open):
        parts.append(_FROM[cell.low_open].say(lang).format(show_plain(low, line.fact, lang)))
    if high is not None:
        parts.append(_TO[cell.high_open].say(lang).format(show_plain(high, line.fact, lang)))
    return _AND.say(lang).join(parts) or _ANY.say(lang)


def _between(low: Bound, high: Bound, line: NumberLine, lang: Language) -> str:
    first = show_plain(low, line.fact, lang)
    if lang == "en" and isinstance(low, int):
        first = str(low)
    return _WHOLE.say(lang).format(first, show_plain(high, line.fact, lang))
