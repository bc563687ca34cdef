"""From a plan to the productions the chain runs, and from what is known to their symbols."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from respond._records import define, evolve
from respond.chain import (
    Conclusions,
    Program,
    ResponseRule,
    Skeleton,
    Trigger,
    conclude,
    conclude_alone,
    included,
)
from respond.facts import Level, Value
from respond.language import and_, not_, or_
from respond.plan import Prepared, Rule
from respond.reason import Condition, Truth, compile_condition, condition_of, truth_of

_WORDS = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}


@define(eq=False, slots=False)
class Productions:
    """The program of one plan, with the condition behind each symbol it watches."""

    program: Program
    atoms: tuple[tuple[str, Condition], ...]
    bars: frozenset[str] = frozenset()
    """Symbols that say no more than that a condition cannot hold."""
    alone: bool = False
    """Whether it is chained without the rule engine, which keeps every program it has once seen."""

    def conclude(self, symbols: Mapping[str, str]) -> Conclusions:
        """Chain what follows from the symbols."""
        return (conclude_alone if self.alone else conclude)(self.program, symbols)

    @cached_property
    def watching(self) -> Mapping[str, tuple[int, ...]]:
        """Give, by the name of a value, the places of the atoms that look at it."""
        found: dict[str, list[int]] = {}
        for place, (_, condition) in enumerate(self.atoms):
            for name in condition.needs:
                found.setdefault(name, []).append(place)
        return {name: tuple(places) for name, places in found.items()}

    @cached_property
    def of_responses(self) -> tuple[tuple[str, str, str], ...]:
        """Give the symbols of each response, mildest first: whether it is called for, started, running."""
        return tuple(
            (f"called:{name}", f"started:{name}", f"running:{name}") for name in reversed(self.program.levels)
        )

    def symbols(
        self,
        values: Mapping[str, Value],
        called: Collection[Level],
        started: Level | None,
        known: Mapping[str, str] | None = None,
        changed: AbstractSet[str] = frozenset(),
    ) -> dict[str, str]:
        """Give every symbol's truth: conditions over what is known, the response called for and the one running.

        `called` are the responses that may be called for; `known` gives the symbols of a moment since which only the
        names `changed` are not what they were.
        """
        symbols = dict(known) if known else {}
        places: Iterable[int] = range(len(self.atoms))
        if known:
            places = {place for name in changed for place in self.watching.get(name, ())}
        for place in places:
            name, condition = self.atoms[place]
            truth = truth_of(condition, values)
            symbols[name] = "yes" if name in self.bars and truth is not Truth.NO else _WORDS[truth]
        for gravity, (name_called, name_started, name_running) in enumerate(self.of_responses, 1):
            symbols[name_called] = _called(gravity, called)
            symbols[name_started] = symbols[name_running] = "yes" if started == gravity else "no"
        return symbols


_made: WeakKeyDictionary[Prepared, Productions] = WeakKeyDictionary()


def productions(plan: Prepared) -> Productions:
    """Make the productions of a plan, once."""
    found = _made.get(plan)
    if found is None:
        found = _made[plan] = _Maker(plan).make()
    return found


def keep_from_engine(plan: Prepared) -> Prepared:
    """Have the productions of a plan that is wanted for a moment only chained without the rule engine."""
    _made[plan] = evolve(_Maker(plan).make(), alone=True)
    return plan


def _called(gravity: int, called: Collection[Level]) -> str:
    """Say whether a response is called for: certainly if no milder one may do, else perhaps."""
    if gravity not in called:
        return "no"
    return "yes" if gravity == min(called) else "unknown"


class _Maker:
    """Names the atoms of all triggers, each once, and builds the skeletons over those names."""

    def __init__(self, plan: Prepared) -> None:
        self.plan = plan
        self.heads = _heads(_hanging_together(plan))
        self.names: dict[str, str] = {}
        self.bars: set[str] = set()
        self.atoms: list[tuple[str, Condition]] = []
        self.responses = tuple(
            ResponseRule(
                rule.gravity.name,
                (
                    "or",
                    ("symbol", f"called:{rule.gravity}"),
                    ("symbol", f"started:{rule.gravity}"),
                ),
                tuple(rule.entry.includes),
            )
            for rule in plan.responses
        )

    def make(self) -> Productions:
        """Build the program of the plan."""
        plan = self.plan
        triggers = tuple(Trigger(rule.id, self._trigger(rule), (rule.id,)) for rule in plan.measures)
        program = Program(
            key="+".join(str(ref) for ref in plan.composed.sources),
            responses=self.responses,
            triggers=triggers,
            levels=plan.response_levels.gravest_first,
            notices={rule.id: tuple(map(str, rule.entry.addressees)) for rule in plan.measures},
        )
        return Productions(program, tuple(self.atoms), frozenset(self.bars))

    def _trigger(self, rule: Rule) -> Skeleton:
        parts: list[Skeleton] = []
        if rule.entry.response:
            parts.append(self._response(rule.entry.response))
        if rule.conditional:
            parts.append(self._skeleton(*rule.condition.parted(self.heads)))
        if len(parts) == 2:
            parts += self._together(rule)
        own: Skeleton = parts[0] if len(parts) == 1 else ("and", *parts)
        otherwise = tuple(self._or_stricter(rule))
        return ("or", own, *otherwise) if otherwise else own

    def _or_stricter(self, rule: Rule) -> Iterator[Skeleton]:
        """Hold to a duty as long as it is open whether a stricter one is owed in its stead, but sure that one is.

        Where a stricter one is owed for certain, nothing is open that the milder one could stand for.
        """
        stricter = [each.condition for each in self.plan.measures if each.id in rule.entry.or_stricter]
        if stricter:
            either = or_(rule.condition.test, *(each.test for each in stricter))
            condition = condition_of(either, rule.condition.place)
            one_of_them = self._skeleton(*condition.parted(self.heads))
            none_surely = condition_of(not_(or_(*(each.test for each in stricter))), rule.condition.place)
            bars = [("symbol", self._bar(each)) for each in (rule.condition, none_surely)]
            yield ("and", *bars, one_of_them)

    def _response(self, levels: Collection[str]) -> Skeleton:
        """Hold a measure to the response called for, and to the one running: that stands until it is changed."""
        return ("or", *(("symbol", f"response:{level}") for level in levels), *self._running(levels))

    def _running(self, levels: Collection[str]) -> list[Skeleton]:
        running = self._reaching(levels)
        running += [level for level in levels if level not in running]
        return [("symbol", f"running:{level}") for level in running]

    def _reaching(self, levels: Collection[str]) -> list[str]:
        """Give the responses that take in the measures of some levels."""
        return [
            rule.level
            for rule in self.responses
            if not included(self.responses, rule.level).isdisjoint(levels)
        ]

    def _together(self, rule: Rule) -> Iterator[Skeleton]:
        """Bar a measure where no facts both call for its response and meet its condition."""
        levels = rule.entry.response
        reaching = self._reaching(levels)
        names = {self.heads.get(name, name) for name in rule.condition.needs}
        if reaching and self.heads.get("response", "response") in names:
            called = compile_condition(f"response in {{{', '.join(reaching)}}}", self.plan.scope)
            both = condition_of(and_(called.test, rule.condition.test), rule.condition.place)
            yield ("or", ("symbol", self._bar(both)), *self._running(levels))

    def _bar(self, condition: Condition) -> str:
        name = f"bar:{len(self.bars)}"
        self.bars.add(name)
        self.atoms.append((name, condition))
        return name

    def _skeleton(self, node: tuple[Any, ...], strands: Sequence[Condition]) -> Skeleton:
        if node[0] == "strand":
            return ("symbol", self._name(strands[node[1]]))
        return (node[0], *(self._skeleton(part, strands) for part in node[1:]))

    def _name(self, atom: Condition) -> str:
        if atom.text not in self.names:
            self.names[atom.text] = f"atom:{len(self.names)}"
            self.atoms.append((self.names[atom.text], atom))
        return self.names[atom.text]


def _hanging_together(plan: Prepared) -> Iterator[frozenset[str]]:
    """Give names that can decide one another: in a constraint, or what the level or the response follows from."""
    yield from (frozenset(condition.needs) for condition in plan.constraints.values())
    # a plan without criteria has the level of another, by whatever facts
    graded = [condition.needs for _, condition in plan.ladder] if plan.graded else [plan.facts]
    yield frozenset({"level"}).union(*graded)
    yield frozenset({"response"}).union(*[rule.condition.needs for rule in plan.responses])


def _heads(groups: Iterable[frozenset[str]]) -> dict[str, str]:
    """Give one name for all that hang together, directly or through others."""
    found: list[frozenset[str]] = []
    for group in groups:
        joined = [other for other in found if not group.isdisjoint(other)]
        found = [other for other in found if group.isdisjoint(other)]
        found.append(group.union(*joined))
    return {name: min(group) for group in found for name in group}
