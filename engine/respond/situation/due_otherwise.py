"""By when what is owed would be due, had a rejected reading of its limit been taken."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Final

from attrs import field

from respond._records import define
from respond.errors import Text
from respond.plan import Prepared, Rule, Soon
from respond.situation.account import Account
from respond.situation.ledger import Ledger, rules_by_id
from respond.situation.model import Due, DueBy, Moved
from respond.situation.obligations import Obligation
from respond.situation.variants import variants_of

_UNDER_WAY: Final = 0
"""What stands for the number of the round under way: two limits count their rounds apart."""


@define(eq=False)
class DueOtherwise:
    """What a ledger tells of the duties of a plan by the limits of rejected readings, beside what is owed by their own.

    `owed` is that, of all plans.
    """

    ledger: Ledger
    place: int
    now: datetime
    owed: Sequence[Obligation]
    known: dict[Rule, Mapping[int, Obligation]] = field(factory=dict)
    """The occasions of a duty by their numbers, by each other limit that was asked about."""

    def moved(self, limits: Mapping[str, Rule]) -> Iterator[Moved]:
        """Give what is owed of some duties and would be due at another moment by other limits."""
        rules = rules_by_id(self._plan)
        for duty, variant in limits.items():
            rule = rules[duty]
            own = _numbered(rule, self._by_duty.get(duty, ()))
            for now, would_be in _paired(own, self._occasions(variant)):
                told = now or would_be
                if told is None or not any(one is not None and one.open for one in (now, would_be)):
                    continue
                before, after = _due_by(now), _due_by(would_be)
                if not before.same_as(after):
                    yield Moved(told.id, duty, Text(rule.entry.zh, rule.entry.en), before, after)

    @property
    def _plan(self) -> Prepared:
        return self.ledger.involved[self.place].plan

    @cached_property
    def _account(self) -> Account:
        ledger, frame = self.ledger, self.ledger.last
        assert frame is not None  # noqa: S101 - an answer is given of some moment
        return Account(
            ledger.involved,
            self.place,
            frame,
            frame.step,
            self.now,
            ledger.desk,
            tracks=ledger.tracks[self.place],
        )

    @cached_property
    def _by_duty(self) -> Mapping[str, Sequence[Obligation]]:
        """Give the occasions of the duties by their own limits, in order."""
        plan, found = self._plan, dict[str, list[Obligation]]()
        duties = variants_of(plan).duties
        for one in self.owed:
            # of a duty that another edition has taken over there are occasions of that one too
            if one.duty in duties and one.plan == plan.origin(one.duty):
                found.setdefault(one.duty, []).append(one)
        return {duty: sorted(occasions, key=_round) for duty, occasions in found.items()}

    def _occasions(self, variant: Rule) -> Mapping[int, Obligation]:
        if variant not in self.known:
            followed = variants_of(self._plan).by.get(variant)
            tracks, others = self.ledger.tracks[self.place], self.ledger.others[self.place]
            track = tracks.get(variant.id) if followed is None else others.get(followed)
            found = () if track is None else tuple(self._account.obligations(variant, track.occasions))
            self.known[variant] = _numbered(variant, found)
        return self.known[variant]


def _round(one: Obligation) -> int:
    return one.round


def _numbered(rule: Rule, occasions: Sequence[Obligation]) -> Mapping[int, Obligation]:
    """Give the occasions of a duty by their numbers; of the rounds of one that recurs, the one under way."""
    if rule.recurs:
        return {_UNDER_WAY: occasions[-1]} if occasions else {}
    return {one.round: one for one in occasions}


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
    limit = one.order.limit
    words = limit.words if limit is not None else None
    return DueBy(_kind(one), one.due, one.latest, words, one.start)


def _kind(one: Obligation) -> Due:
    if one.paused is not None:
        return "paused"
    if one.due is not None:
        return "moment"
    if one.start is not None and one.started is None:
        return "waiting"
    if one.at_once:
        return "at-once"
    words = one.order.words
    if one.order.limit is None or words is Soon.UNSTATED:
        return "no-limit"
    return "in-words" if words is not None else "unknown"
