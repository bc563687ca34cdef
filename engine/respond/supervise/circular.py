"""The circular (通报): what the items of a store came to over a period, counted by unit and by board."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

from respond._records import frozen
from respond.clock import SHANGHAI, clock_text, local
from respond.desk import Unread
from respond.errors import InputError, Text, fault
from respond.facts import FIRST_YEAR, LAST_YEAR
from respond.plan import Library, PlanRef
from respond.situation import UNWRITTEN, Keys, Placed
from respond.store import Store
from respond.supervise.items import Node, SupervisedItem, items_in

Judged = Literal["on-time", "late", "overdue"]
"""What became of a node whose limit lay in a period, by its end."""

_YEAR: Final = re.compile(r"(\d{4})(?:-(\d{2})|-?[Qq]([1-4]))?")
_LAST_MONTH: Final = 12


@frozen
class Period:
    """The days a circular is about, the last one included."""

    from_: date
    to: date

    def begin(self, zone: ZoneInfo) -> datetime:
        """Give its first moment."""
        return datetime.combine(self.from_, time(), zone)

    def end(self, zone: ZoneInfo) -> datetime:
        """Give the first moment after it."""
        return datetime.combine(self.to + timedelta(days=1), time(), zone)


def period_of(text: str) -> Period:
    """Read a year, a quarter or a month; raises InputError (E894, E333).

    >>> period_of("2018Q1").to.isoformat(), period_of("2018-02").to.isoformat(), period_of("2018").from_.isoformat()
    ('2018-03-31', '2018-02-28', '2018-01-01')
    """
    found = _YEAR.fullmatch(text.strip())
    if found is None:
        raise InputError([fault("E894", found=text)])
    year, month, quarter = (int(part) if part else 0 for part in found.groups())
    if found[2] and not 1 <= month <= _LAST_MONTH:
        raise InputError([fault("E894", found=text)])
    _check_year(year, text)
    first = month or (quarter * 3 - 2 if quarter else 1)
    last = month or (quarter * 3 if quarter else _LAST_MONTH)
    after = date(year + last // _LAST_MONTH, last % _LAST_MONTH + 1, 1)
    return Period(date(year, first, 1), after - timedelta(days=1))


def _check_year(year: int, found: object) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputError([fault("E333", found=found, whose="", first=FIRST_YEAR, last=LAST_YEAR)])


@frozen
class Share:
    """A part of a whole, exact; its per cent are rounded to one decimal, half up."""

    part: int
    whole: int

    @property
    def percent(self) -> Annotated[str | None, Placed(before="whole")]:
        """Give it in per cent, None of nothing.

        >>> Share(2, 3).percent, Share(1, 8).percent, Share(0, 0).percent
        ('66.7', '12.5', None)
        """
        return None if not self.whole else percent(Fraction(self.part, self.whole), 1)


def percent(share: Fraction, places: int) -> str:
    """Give a share in per cent with some decimals, half up.

    >>> percent(Fraction(1, 800), 1), percent(Fraction(5, 8), 0)
    ('0.1', '63')
    """
    scaled = share * 100 * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


@frozen
class ItemCounts:
    """What a unit, a board or all of them came to. Of the nodes due, each was done on time, done late, or is overdue.

    `registered`, `returned`, `extended` and `cleared` count items by what happened to them in the period, `running`
    those set up by its end and not cleared by then, `grades` the last grade of each item that was evaluated in it.
    """

    registered: int
    running: int
    due: int
    on_time: int
    late: int
    overdue: int
    returned: int
    extended: int
    cleared: int
    grades: tuple[Annotated[tuple[str, int], Keys(("grade", "items"))], ...]

    @property
    def share_on_time(self) -> Annotated[Share, Placed(before="returned")]:
        """Give the share of what was due that was done on time."""
        return Share(self.on_time, self.due)

    @property
    def share_late(self) -> Annotated[Share, Placed(before="returned")]:
        """Give the share of what was due that was done late."""
        return Share(self.late, self.due)

    @property
    def share_overdue(self) -> Annotated[Share, Placed(before="returned")]:
        """Give the share of what was due that is not done."""
        return Share(self.overdue, self.due)


@frozen
class CountedGroup:
    """The counts of one unit or board."""

    name: Text
    counts: ItemCounts


@frozen
class Doubtful:
    """A node of which its readings say different things: by the latest, which counts, and by the earliest."""

    incident: str
    title: Text
    node: str
    label: Text
    due: datetime
    latest: datetime | None
    done: datetime | None
    counted: Judged | None
    """By the latest reading; null where it is not due in the period by that."""
    earliest: Judged | None


@frozen
class Circular:
    """What the items of a store came to over a period, as known at `now`.

    An item of several undertakers counts for each of them, so that the units may add up to more than the total.
    """

    store: str
    now: datetime
    from_: date
    to: date
    until: datetime
    """The moment by which it is judged: the end of the period, or `now` before that."""
    profiles: tuple[PlanRef, ...]
    borrowed: tuple[str, ...]
    """Items that go by the profile of another place."""
    total: ItemCounts
    units: tuple[CountedGroup, ...]
    boards: tuple[CountedGroup, ...]
    shared: int
    """Items that have several undertakers."""
    practised: int
    """Items of exercises and tests, which are not counted."""
    doubtful: tuple[Doubtful, ...]
    unread: tuple[Unread, ...]
    marks: Annotated[Mapping[str, Text], UNWRITTEN]
    """What the grades are called, by the first profile that has them."""

    @property
    def schema(self) -> Annotated[Literal["report/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "report/1"


_NO_BOARD: Final = Text("（未写明版块）", "(no board named)")
_NOBODY: Final = Text("（未写明承办单位）", "(no undertaker named)")


def report(store: Store, library: Library, period: Period, *, now: datetime) -> Circular:
    """Count what became of the items of a store over a period.

    Raises InputError for a period that ends before it begins (E895), begins after `now` (E892), or lies in years that
    are none of ours (E333).
    """
    for day in (period.from_, period.to):
        _check_year(day.year, day)
    if period.to < period.from_:
        raise InputError([fault("E895", from_=period.from_, to=period.to)])
    found = items_in(store, library, now=now)
    concerned = [each for each in (_Seen(one, period, now) for one in found.items) if each.concerned]
    seen = [each for each in concerned if each.item.mode == "real"]
    zone = found.items[0].situation.tz if found.items else SHANGHAI
    if now < period.begin(zone):
        raise InputError([fault("E892", from_=period.from_, now=clock_text(now, zone))])
    here = local(now, zone)
    return Circular(
        store=found.store,
        now=here,
        from_=period.from_,
        to=period.to,
        until=min(period.end(zone), here),
        profiles=tuple(dict.fromkeys(each.item.plan for each in seen)),
        borrowed=tuple(each.item.incident for each in seen if each.item.borrowed),
        total=_counted(seen),
        units=_grouped(seen, lambda one: [Text(name, name) for name in one.undertakers] or [_NOBODY]),
        boards=_grouped(seen, lambda one: [one.board_label or _NO_BOARD]),
        practised=len(concerned) - len(seen),
        shared=sum(len({*each.item.undertakers}) > 1 for each in seen),
        doubtful=tuple(doubt for each in seen for doubt in each.doubts()),
        unread=found.unread,
        marks={
            str(mark.id): Text(mark.zh, mark.en)
            for each in reversed(seen)
            for mark in each.item.profile.given.grades
        },
    )


@frozen(eq=False)
class _Seen:
    """One item, as a period sees it."""

    item: SupervisedItem
    period: Period
    now: datetime

    @property
    def end(self) -> datetime:
        """Give the moment by which it is judged."""
        return min(self.period.end(self.item.situation.tz), self.now)

    @property
    def concerned(self) -> bool:
        """Say whether it was set up by the end and not cleared before the beginning."""
        cleared = self.item.cleared
        begin = self.period.begin(self.item.situation.tz)
        return self.item.opened < self.end and (cleared is None or cleared >= begin)

    def within(self, moment: datetime | None) -> bool:
        """Say whether a moment lies in the period, and is not yet to come."""
        begin = self.period.begin(self.item.situation.tz)
        end = self.period.end(self.item.situation.tz)
        return moment is not None and begin <= moment < end and moment <= self.now

    @property
    def running(self) -> bool:
        """Say whether it is not cleared by the end."""
        return self.item.cleared is None or self.item.cleared >= self.end

    def judged(self, node: Node, limit: datetime | None) -> Judged | None:
        """Say what became of a node by the end, by one reading of its limit; None where that lies outside of it."""
        if limit is None or not self.within(limit) or node.provisional or node.state == "stood-down":
            return None
        if node.done is None or node.done > self.now or node.done >= self.period.end(self.item.situation.tz):
            return "overdue" if limit < self.now else None
        return "late" if node.done > limit else "on-time"

    def nodes(self) -> Iterator[tuple[Node, Judged | None, Judged | None]]:
        """Give each node with what became of it by the latest reading and by the earliest."""
        for node in self.item.nodes:
            yield node, self.judged(node, node.obligation.late_from), self.judged(node, node.due)

    def doubts(self) -> Iterator[Doubtful]:
        """Give the nodes of which the readings say different things."""
        one = self.item
        for node, latest, earliest in self.nodes():
            if latest != earliest and node.due is not None:
                yield Doubtful(
                    one.incident,
                    one.title,
                    node.id,
                    node.label,
                    node.due,
                    node.latest,
                    node.done,
                    latest,
                    earliest,
                )

    @property
    def grade(self) -> str | None:
        """Give the last grade given in the period."""
        given = [each.grade for each in self.item.evaluations if self.within(each.at)]
        return given[-1] if given else None


def _counted(seen: Sequence[_Seen]) -> ItemCounts:
    became = Counter(latest for each in seen for _, latest, _ in each.nodes() if latest is not None)
    marks = [str(mark.id) for each in seen for mark in each.item.profile.given.grades]
    grades = Counter(each.grade for each in seen if each.grade is not None)
    return ItemCounts(
        registered=sum(each.within(each.item.opened) for each in seen),
        running=sum(each.running for each in seen),
        due=became.total(),
        on_time=became["on-time"],
        late=became["late"],
        overdue=became["overdue"],
        returned=sum(any(each.within(back.at) for back in each.item.returns) for each in seen),
        extended=sum(any(map(each.within, each.item.extended)) for each in seen),
        cleared=sum(each.within(each.item.cleared) for each in seen),
        grades=tuple((mark, grades[mark]) for mark in dict.fromkeys(marks)),
    )


def _grouped(
    seen: Sequence[_Seen], names: Callable[[SupervisedItem], Iterable[Text]]
) -> tuple[CountedGroup, ...]:
    """Count by name, in the order of the names."""
    found: dict[Text, list[_Seen]] = {}
    for each in seen:
        for name in dict.fromkeys(names(each.item)):
            found.setdefault(name, []).append(each)
    return tuple(
        CountedGroup(name, _counted(found[name]))
        for name in sorted(found, key=lambda name: (name.zh, name.en))
    )
