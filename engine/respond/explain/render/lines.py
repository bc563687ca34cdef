"""Number lines: into which ranges the rules cut one number, and what each range alone can amount to."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from attrs import evolve, frozen

from respond.conditions import Cell, Condition, Scope, Truth, cells, compile_condition
from respond.conditions.typed import Comparison, Constant, Every, Some, Test
from respond.conditions.uses import uses_of
from respond.conditions.words import say_test
from respond.errors import InputError, Text
from respond.facts import Exactly, Fact, FactType, is_numeric
from respond.facts.domain import Bound
from respond.plan import Compiled

_MOST_BRANCHES = 32
_ANY_SHARE = "1000000"  # a computed share may exceed one; a line shows no end there in any case


@frozen
class Rule:
    """What reaches a gravity when: a criterion, or a response level."""

    id: str
    gravity: int
    when: str


@frozen
class Hit:
    """A rule that a number can meet; `besides` is what the rule asks for apart from this number."""

    rule: Rule
    besides: tuple[Text, ...]


@frozen
class Segment:
    """The numbers between two thresholds and the gravest rule they can meet; `hits` has the gravest first."""

    cell: Cell
    gravity: int
    hits: tuple[Hit, ...]


@frozen
class Tick:
    """A threshold as the rules write it; it belongs to the segment `below` it or to the one above."""

    value: Bound
    below: bool


@frozen
class NumberLine:
    """One fact or computed number with its segments; `shared` is what all its rules ask for besides."""

    name: str
    fact: Fact
    segments: tuple[Segment, ...]
    ticks: tuple[Tick, ...]
    shared: tuple[Text, ...]
    integer: bool
    computed: bool

    def hinges(self, segment: Segment) -> bool:
        """Say whether the segment's gravity also takes something the other segments do not ask for."""
        top = [hit for hit in segment.hits if hit.rule.gravity == segment.gravity]
        return bool(top) and all(set(hit.besides) - set(self.shared) for hit in top)


def criterion_lines(compiled: Compiled) -> tuple[NumberLine, ...]:
    """Give a line for each number a criterion compares."""
    return number_lines(
        compiled,
        [Rule(str(found.entry.id), found.gravity, found.entry.when) for found in compiled.criteria],
    )


def response_lines(compiled: Compiled) -> tuple[NumberLine, ...]:
    """Give a line for each number on which a response level hangs."""
    return number_lines(
        compiled, [Rule(str(entry.id), gravity, entry.when) for gravity, entry, _ in compiled.responses]
    )


def number_lines(compiled: Compiled, rules: Iterable[Rule]) -> tuple[NumberLine, ...]:
    """Give a line for each fact or computed number the rules compare with constants."""
    scope = _flat(compiled)
    branches = [(rule, branch) for rule in rules for branch in _branches_of(rule, scope)]
    names = dict.fromkeys(name for _, branch in branches for name in branch.names)
    ordered = [name for name in (*compiled.facts, *compiled.plan.derived) if name in names]
    found = (_line(name, scope, branches, compiled) for name in ordered)
    return tuple(line for line in found if line is not None)


def _flat(compiled: Compiled) -> Scope:
    """Give a scope in which computed numbers stand like facts, so that each has a line of its own."""
    scope = compiled.scope
    flat = {name: fact for name in compiled.plan.derived if (fact := _as_fact(name, compiled)) is not None}
    derived = {name: entry for name, entry in compiled.plan.derived.items() if name not in flat}
    return Scope(facts={**scope.facts, **flat}, derived=derived, events=scope.events, windows=scope.windows)


def _as_fact(name: str, compiled: Compiled) -> Fact | None:
    formula = compiled.formulas[name]
    value = formula.value({})
    low = value.value if isinstance(value, Exactly) else getattr(value, "low", None)
    if low is None or low < 0:
        return None
    fact = evolve(formula.fact, id=name, label=compiled.plan.derived[name].label)
    return evolve(fact, max=_ANY_SHARE) if fact.type is FactType.SHARE else fact


@frozen
class _Branch:
    """One way to meet a rule: comparisons that must all hold, by the names they hang on."""

    tests: tuple[Test, ...]
    text: str
    scope: Scope

    @property
    def names(self) -> tuple[str, ...]:
        """Give the numbers that some comparison of the branch is about alone."""
        alone = [_alone(test) for test in self.tests]
        return tuple(name for name in alone if name and is_numeric(self.scope.facts[name]))

    def own(self, name: str) -> Iterator[Condition]:
        """Give the comparisons that are about a number alone."""
        for test in self.tests:
            if _alone(test) == name:
                start, end = test.span
                yield compile_condition(self.text[start:end], self.scope)

    def besides(self, name: str) -> tuple[Text, ...]:
        """Give the other tests in words."""
        others = [test for test in self.tests if _alone(test) != name]
        return tuple(Text(say_test(test, "zh"), say_test(test, "en")) for test in others)

    def constants(self, name: str) -> Iterator[Bound]:
        """Give the numbers with which a number is compared, as written."""
        for test in self.tests:
            if isinstance(test, Comparison) and _alone(test) == name:
                yield from (term.value for term in test.terms if isinstance(term, Constant))


def _alone(test: Test) -> str | None:
    """Give the fact or computed number a test is about, if it is about one and nothing else."""
    uses = uses_of(test)
    names = {*uses.seen, *uses.facts}
    return next(iter(uses.facts)) if len(names) == len(uses.facts) == 1 and not uses.elapsed else None


def _branches_of(rule: Rule, scope: Scope) -> list[_Branch]:
    text = str(rule.when)
    try:
        test = compile_condition(text, scope).test
    except InputError:
        return []  # a formula that only makes sense with its computed numbers written out: no line
    return [_Branch(tests, text, scope) for tests in _branches(test)]


def _branches(test: Test) -> list[tuple[Test, ...]]:
    """Give the ways to meet a test, each as tests that must all hold."""
    if isinstance(test, Some):
        found = [branch for part in test.parts for branch in _branches(part)]
    elif isinstance(test, Every):
        found = [()]
        for part in test.parts:
            found = [(*head, *tail) for head in found for tail in _branches(part)]
            if len(found) > _MOST_BRANCHES:
                return [(test,)]
    else:
        return [(test,)]
    return found if len(found) <= _MOST_BRANCHES else [(test,)]


def _line(
    name: str, scope: Scope, branches: list[tuple[Rule, _Branch]], compiled: Compiled
) -> NumberLine | None:
    concerned = [(rule, branch) for rule, branch in branches if name in branch.names]
    tests = {branch: tuple(branch.own(name)) for _, branch in concerned}
    cut = cells([test for own in tests.values() for test in own], {}, name)
    if len(cut) < 2:
        return None
    segments = _merged(_segment(cell, name, concerned, tests) for cell in cut)
    fact = scope.facts[name]
    integer = fact.type is FactType.COUNT
    written = {value for branch in tests for value in branch.constants(name)}
    ticks = tuple(_tick(low, high, written, integer=integer) for low, high in pairwise(segments))
    return NumberLine(name, fact, segments, ticks, _shared(segments), integer, name in compiled.plan.derived)


def _shared(segments: tuple[Segment, ...]) -> tuple[Text, ...]:
    """Give what every rule that can be met on the line asks for besides."""
    asked = [hit.besides for segment in segments for hit in segment.hits]
    return tuple(text for text in asked[0] if all(text in others for others in asked)) if asked else ()


def _segment(
    cell: Cell,
    name: str,
    concerned: list[tuple[Rule, _Branch]],
    tests: Mapping[_Branch, tuple[Condition, ...]],
) -> Segment:
    known = {name: Exactly(cell.value)}
    met = {
        Hit(rule, branch.besides(name)): None
        for rule, branch in concerned
        if all(test.truth(known) is not Truth.NO for test in tests[branch])
    }
    hits = sorted(met, key=lambda hit: -hit.rule.gravity)
    return Segment(cell, hits[0].rule.gravity if hits else 0, tuple(hits))


def _merged(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    found: list[Segment] = []
    for segment in segments:
        if found and found[-1].hits == segment.hits:
            wider = evolve(found[-1].cell, high=segment.cell.high, high_open=segment.cell.high_open)
            found[-1] = evolve(found[-1], cell=wider)
        else:
            found.append(segment)
    return tuple(found)


def _tick(low: Segment, high: Segment, written: set[Bound], *, integer: bool) -> Tick:
    if not integer:
        value = low.cell.high if high.cell.low is None else high.cell.low
        return Tick(value, below=not low.cell.high_open)  # type: ignore[arg-type]
    # between 20 and 21 persons the threshold is 20 where the rule says "more than 20", 21 where "21 or more"
    from_below = low.cell.high in written and high.cell.low not in written
    return Tick(low.cell.high if from_below else high.cell.low, below=from_below)  # type: ignore[arg-type]
