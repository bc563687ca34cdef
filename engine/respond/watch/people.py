"""What people say of reminders: who has seen a duty, and until when nobody wants to be reminded of it; as entries."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Annotated, Literal

from respond._records import frozen
from respond.clock import clock_text
from respond.errors import InputError, Place, fault, nearest
from respond.log import Mode
from respond.plan import Library
from respond.situation import Obligation, Placed, Situation, UnitName, bodies_of, log_of, situate
from respond.store import Draft, Row, RowKind, Rows, WatchedStore, check_goes_on
from respond.watch.planning import Held
from respond.watch.rhythm import Rhythm
from respond.yaml import Data


@frozen
class Acknowledgement:
    """Somebody has seen that a duty is owed: who, since when; `for_` is the unit that person answers for."""

    obligation: str
    by: str
    at: datetime
    for_: str | None = None


@frozen
class Postponement:
    """Reminders of a duty are not wanted until a moment; the duty itself stays owed and shown."""

    obligation: str
    at: datetime
    until: datetime
    reason: str
    by: str


@frozen
class Said:
    """All that was said of the reminders of one incident."""

    acknowledged: tuple[Acknowledgement, ...] = ()
    postponed: tuple[Postponement, ...] = ()

    def by(self, one: Obligation) -> tuple[str, ...]:
        """Name who has acknowledged an obligation, in the order they did."""
        return tuple(dict.fromkeys(each.by for each in self.acknowledged if each.obligation == one.id))

    def missing(self, one: Obligation, by: datetime | None = None) -> tuple[UnitName, ...]:
        """Name the units of an obligation that have not acknowledged it by a moment, in the order they are named."""
        seen = {
            name
            for each in self.acknowledged
            if each.obligation == one.id and (by is None or each.at <= by)
            for name in (each.by, each.for_)
        }
        return tuple(unit for unit in one.units if seen.isdisjoint(names(unit)))

    def held(self, obligations: Sequence[Obligation], rhythm: Rhythm) -> dict[str, Held]:
        """Give what of their reminders is held back, by obligation."""
        found: dict[str, Held] = {}
        for one in obligations:
            postponed = tuple((each.at, each.until) for each in self.postponed if each.obligation == one.id)
            mine = [each for each in self.acknowledged if each.obligation == one.id]
            all_have = [each.at for each in mine if not self.missing(one, each.at)]
            quiet = tuple((at, at + rhythm.acknowledged) for at in all_have)
            if postponed or quiet:
                found[one.id] = Held(postponed, quiet)
        return found


@frozen
class Heard:
    """What an acknowledgement or a postponement came to: the entry that keeps it, and who is still missing."""

    row: Row
    obligation: Obligation
    acknowledged: tuple[str, ...]
    missing: tuple[UnitName, ...]
    mode: Mode


@frozen
class HeardData:
    """An acknowledgement or a postponement as it is written to JSON."""

    incident: str
    number: int
    """The number of the entry that keeps it."""
    kind: RowKind
    obligation: str
    acknowledged: tuple[str, ...]
    missing: tuple[str, ...]
    """The units that have not acknowledged it yet."""

    @property
    def schema(self) -> Annotated[Literal["heard/1"], Placed(before="incident")]:
        """Give the name of the contract its JSON keeps."""
        return "heard/1"


def heard_data(heard: Heard) -> HeardData:
    """Give what was heard as it is written to JSON."""
    row = heard.row
    missing = tuple(unit.id for unit in heard.missing)
    return HeardData(row.incident, row.number, row.kind, heard.obligation.id, heard.acknowledged, missing)


def names(unit: UnitName) -> frozenset[str]:
    """Give every name by which a unit may be called."""
    return frozenset({unit.id, unit.name.zh, unit.name.en})


def said_of(rows: Sequence[Row]) -> Said:
    """Read what the rows of an incident say of its reminders."""
    acknowledged, postponed = [], []
    for row in rows:
        if row.kind == "acknowledgement":
            data = row.data
            acknowledged.append(
                Acknowledgement(data["obligation"], data["by"], row.known_at, data.get("for"))
            )
        elif row.kind == "postponement":
            data = row.data
            until = datetime.fromisoformat(data["until"])
            postponed.append(
                Postponement(data["obligation"], row.known_at, until, data["reason"], data["by"])
            )
    return Said(tuple(acknowledged), tuple(postponed))


def acknowledge(  # noqa: PLR0913 - nearly all of them by name
    store: WatchedStore,
    library: Library,
    incident: str,
    duty: str,
    *,
    by: str,
    recorder: str,
    now: datetime,
    for_: str | None = None,
    key: str | None = None,
    posts: Collection[str] | None = None,
) -> Heard:
    """Enter that somebody has seen a duty: a unit, or a person `for_` one; of several units each does.

    `duty` is its id in the plan, or the whole name of one occasion (`plan#duty#1`). Repeats of its reminders are held
    back once all its units have. The entry is the `recorder`'s, whoever he enters it of: `by` is a body of the plans
    concerned, one of the `posts` of the room or the recorder, or a person for a unit; anybody, where no posts are.
    Raises InputError: E845, E853 for an incident merged into another, E874 where nothing of that name is open, E875 for
    a unit that does not owe it, E722 for somebody who is none of those.
    """
    said: dict[str, Data] = {"by": by}
    said |= {"for": for_} if for_ else {}
    said |= {"key": key} if key else {}
    known = None if for_ is not None else posts
    return _enter(store, library, incident, duty, "acknowledgement", said, _Entering(recorder, now, known))


def acknowledge_key(
    store: WatchedStore,
    library: Library,
    key: str,
    *,
    by: str,
    recorder: str,
    now: datetime,
    for_: str | None = None,
    posts: Collection[str] | None = None,
) -> Heard:
    """Enter that somebody has seen a reminder, by the key it bears; raises as `acknowledge`, and E877."""
    found = store.noted_under(key)
    if found is None:
        raise InputError([fault("E877", found=key)])
    return acknowledge(
        store, library, found.incident, found.obligation, by=by, recorder=recorder, now=now, for_=for_, key=key,
        posts=posts,
    )  # fmt: skip


def postpone(  # noqa: PLR0913 - nearly all of them by name
    store: WatchedStore,
    library: Library,
    incident: str,
    duty: str,
    *,
    until: datetime,
    reason: str,
    by: str,
    recorder: str,
    now: datetime,
    posts: Collection[str] | None = None,
) -> Heard:
    """Enter that a duty is not to be reminded of until a moment, and why; at its limit it is all the same.

    It expires by itself and never hides the obligation. Who puts it off and who enters that are told apart, and it
    raises, as `acknowledge`, and InputError (E876) for a moment that is not after `now`.
    """
    if until <= now:
        raise InputError([fault("E876", until=until.isoformat(), now=now.isoformat())])
    said: dict[str, Data] = {"until": until.isoformat(), "reason": reason, "by": by}
    return _enter(store, library, incident, duty, "postponement", said, _Entering(recorder, now, posts))


@frozen
class _Entering:
    """Who enters what somebody said, when, and who beside him and the bodies of the plans is known here, if that is."""

    recorder: str
    now: datetime
    known: Collection[str] | None


def _enter(
    store: WatchedStore,
    library: Library,
    incident: str,
    duty: str,
    kind: RowKind,
    said: dict[str, Data],
    how: _Entering,
) -> Heard:
    found: list[tuple[Situation, Obligation, Said]] = []

    def make(rows: Rows) -> Sequence[Draft]:
        kept = rows()
        check_goes_on(kept)
        followed = store.following.followed(kept, library)
        present = max(how.now, kept[-1].known_at)
        situation = situate(followed.file, library, now=present, running=followed.running)
        one = _obligation(situation, duty)
        for_ = said.get("for")
        if for_ is not None and not any(for_ in names(unit) for unit in one.units):
            known = ", ".join(unit.id for unit in one.units)
            raise InputError([fault("E875", name=for_, duty=one.id, known=known or "-")])
        log, involved = log_of(followed.file, library, present, followed.running)
        if how.known is not None:
            _check_known(str(said["by"]), bodies_of(involved, log, present), (*how.known, how.recorder))
        found.append((situation, one, said_of(kept)))
        return [Draft(kind, how.now, {"obligation": one.id, **said})]

    row = store.add(incident, make, by=how.recorder, now=how.now)[-1]
    situation, one, before = found[-1]
    after = said_of((row,))
    whole = Said((*before.acknowledged, *after.acknowledged), (*before.postponed, *after.postponed))
    return Heard(row, one, whole.by(one), whole.missing(one), situation.mode)


def _check_known(by: str, bodies: Sequence[UnitName], posts: Collection[str]) -> None:
    """Refuse who is neither a body of the plans concerned nor a post of the room (E722)."""
    if by not in posts and not any(by in names(each) for each in bodies):
        raise InputError(
            [fault("E722", Place("by"), suggestion=nearest(by, [each.id for each in bodies]), name=by)]
        )


def _obligation(situation: Situation, duty: str) -> Obligation:
    """Find the open obligation that is meant: by its whole name, or the oldest open one of a duty."""
    owed = [one for one in situation.obligations if one.open and one.order.kind == "act"]
    found = [one for one in owed if duty in {one.id, one.duty, f"{one.plan.id}#{one.duty}"}]
    if not found:
        known = [one.duty for one in owed]
        at = clock_text(situation.now, situation.tz)
        raise InputError(
            [fault("E874", suggestion=nearest(duty, known), name=duty, incident=situation.incident, at=at)]
        )
    return min(found, key=lambda one: (one.round, one.arose))
