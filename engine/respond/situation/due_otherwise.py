"""By when what is owed would be due, had a rejected reading of its limit been taken."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property

from attrs import field

from respond._records import define
from respond.errors import Text
from respond.plan import Prepared, Rule, Soon
from respond.situation.account import Account
from respond.situation.ledger import Ledger, rules_by_id
from respond.situation.model import Due, DueBy, Moved
from respond.situation.obligations import Obligation
from respond.situation.variants import variants_of


@define(eq=False)
class DueOtherwise:
    """What a ledger tells of the duties of a plan, by the limits they have and by those of rejected readings."""

    ledger: Ledger
    place: int
    now: datetime
    known: dict[Rule, Mapping[int, Obligation]] = field(factory=dict)
    """The occasions of a duty by their numbers, by each limit that was asked about."""

    @cached_property
    def account(self) -> Account:
        """Give how the occasions of the duties are worked out."""
        ledger, frame = self.ledger, self.ledger.last
        assert frame is not None  # noqa: S101 - an answer is given of some moment
        return Account(ledger.involved, self.place, frame, frame.step, self.now, ledger.desk)

    def moved(self, limits: Mapping[str, Rule]) -> Iterator[Moved]:
        """Give what is owed of some duties and would be due at another moment by other limits."""
        rules = rules_by_id(self._plan)
        for duty, variant in limits.items():
            rule = rules[duty]
            for now, would_be in _paired(self._occasions(rule), self._occasions(variant)):
                if any(one is not None and one.open for one in (now, would_be)):
                    told = now or would_be
                    before, after = _due_by(now), _due_by(would_be)
                    if told is not None and not before.same_as(after):
                        yield Moved(told.id, duty, Text(rule.entry.zh, rule.entry.en), before, after)

    @property
    def _plan(self) -> Prepared:
        return self.ledger.involved[self.place].plan

    def _occasions(self, rule: Rule) -> Mapping[int, Obligation]:
        if rule not in self.known:
            self.known[rule] = dict(self._numbered(rule))
        return self.known[rule]

    def _numbered(self, rule: Rule) -> Iterator[tuple[int, Obligation]]:
        """Go through the occasions of a duty by their numbers; of the rounds of one that recurs, the one under way."""
        followed = variants_of(self._plan).by.get(rule)
        ledger, place = self.ledger, self.place
        track = ledger.tracks[place].get(rule.id) if followed is None else ledger.others[place].get(followed)
        found = [] if track is None else [*self.account.obligations(rule, track.occasions)]
        if rule.recurs:
            yield from ((_UNDER_WAY, one) for one in found[-1:])
        else:
            yield from ((one.round, one) for one in found)


_UNDER_WAY = 0
"""What stands for the number of the round under way: two limits count their rounds apart."""


def _paired(
    one: Mapping[int, Obligation], other: Mapping[int, Obligation]
) -> Iterator[tuple[Obligation | None, Obligation | None]]:
    """Go through the occasions by two limits, those of one number together."""
    if (_UNDER_WAY in one) is not (_UNDER_WAY in other):  # only one of the two recurs
        one, other = ({_UNDER_WAY: each[max(each)]} if each else {} for each in (one, other))
    for number in sorted(one.keys() | other.keys()):
        yield one.get(number), other.get(number)


def _due_by(one: Obligation | None) -> DueBy:
    """Say by when an obligation is due, or that there is none."""
    if one is None:
        return DueBy("not-owed")
    words, limit = one.order.words, one.order.limit
    kind: Due
    if one.paused is not None:
        kind = "paused"
    elif one.due is not None:
        kind = "moment"
    elif one.start is not None and one.started is None:
        kind = "waiting"
    elif one.at_once:
        kind = "at-once"
    elif limit is None or words is Soon.UNSTATED:
        kind = "no-limit"
    else:
        kind = "in-words" if words is not None else "unknown"
    return DueBy(kind, one.due, one.latest, limit.words if limit is not None else None, one.start)
