"""Channels that are cut for a while: what players did over one of them meanwhile did not go through.

An act that names no channel went by those the plan names for it. Where all of these are cut it did not go through;
where some are not, or the plan names none, nobody can say: it goes through, and players who act live are asked.

An outage that waits for how the exercise stands comes after what was done in its minute, which may be what it waits
for: that went through.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from attrs import evolve

from respond._records import frozen
from respond.clock import TICK
from respond.errors import Text
from respond.exercise.played import Timed, acted
from respond.exercise.scenario import Action, Inject, Scenario, offset_of, read_offset, said_offset
from respond.exercise.score import Unscored
from respond.plan import Channel, Prepared
from respond.show import CHANNEL


@frozen
class Way:
    """Whether a duty tells anybody something, and by which channels the plan says; none where it does not."""

    tells: bool
    channels: frozenset[Channel]


Ways = Mapping[str, Way]
"""The way of all that some plans order, by its id and by that with its plan."""


@frozen(eq=False)
class Lost(Timed):
    """What did not go through, the channels it was to go by, and since when all of these were cut."""

    channels: tuple[Channel, ...]
    since: str
    """An offset of the exercise's clock."""

    @property
    def telling(self) -> Action:
        """Give what was lost of it: what it told, without the level it called."""
        return evolve(self.action, declares=None, plan=None)


@frozen
class CutOff:
    """A scenario without the acts that did not go through, and these."""

    scenario: Scenario
    lost: tuple[Lost, ...]


def ways_of(plans: Iterable[Prepared]) -> Ways:
    """Give the way of all that some plans order; of one id in several plans, each has its own under its full name."""
    found: dict[str, Way] = {}
    for plan in plans:
        for rule in plan.measures:
            way = Way(bool(rule.entry.to or rule.entry.report), frozenset(rule.entry.channel))
            found.setdefault(rule.id, way)
            found[f"{plan.origin(rule.id).id}#{rule.id}"] = way
    return found


def cut_off(scenario: Scenario, ways: Ways) -> CutOff:
    """Take out what players did over channels that were cut. Outages must stand by the clock already."""
    lost = tuple(
        Lost(each.at, each.action, gone, _cut_since(gone, each.action, scenario))
        for each in acted(scenario)
        if (gone := _gone(each, scenario, ways))
    )
    if not lost:
        return CutOff(scenario, ())
    gone_by = [each.action for each in lost]
    kept = tuple(
        _call_of(each) if any(each is other for other in gone_by) else each
        for each in scenario.actions
        if each.declares is not None or not any(each is other for other in gone_by)
    )
    return CutOff(evolve(scenario, actions=kept), lost)


def _call_of(action: Action) -> Action:
    """Give the level an act called, alone: the call was made, whether or not anybody was told of it."""
    return Action(
        action.at, action.by, declares=action.declares, plan=action.plan, note=action.note, place=action.place
    )


def cut_at(offset: str, injects: Iterable[Inject]) -> frozenset[Channel]:
    """Give the channels that are cut at an offset: from the beginning of an outage up to but not including its end."""
    return _channels_of(_cutting(offset, injects))


def _channels_of(outages: Iterable[Inject]) -> frozenset[Channel]:
    return frozenset(channel for each in outages for channel in each.channels)


def outages_at(offset: str, injects: Iterable[Inject]) -> tuple[Inject, ...]:
    """Give the outages that run at an offset."""
    return tuple(_cutting(offset, injects))


def _cutting(offset: str, injects: Iterable[Inject]) -> Iterator[Inject]:
    """Give the outages that run at an offset."""
    at = read_offset(offset)
    return (each for each in injects if each.channels and read_offset(each.at) <= at and not _ended(each, at))


def _met_by(action: Action, injects: Iterable[Inject]) -> Iterator[Inject]:
    """Give the outages an act came upon: in the minute in which one came or ended it says itself how it went."""
    at = read_offset(action.at)
    for each in injects:
        if not each.channels or read_offset(each.at) > at:
            continue
        if action.went is None:
            after = each.answers and read_offset(each.at) == at
            if not after and not _ended(each, at):
                yield each
        elif action.went == "lost" and not _ended(each, at - TICK):
            yield each


def _ended(outage: Inject, at: timedelta) -> bool:
    """Say whether an outage is over at an offset; one without an end is cut for good."""
    return outage.until is not None and read_offset(outage.until) <= at


def _cut_since(channels: Iterable[Channel], action: Action, scenario: Scenario) -> str:
    """Give since when all of some channels were cut over which an act went."""
    running = tuple(_met_by(action, scenario.injects))
    begun = [
        min(read_offset(each.at) for each in running if channel in each.channels) for channel in channels
    ]
    return offset_of(max(begun))


def in_doubt(action: Action, cut: frozenset[Channel], ways: Ways) -> bool:
    """Say whether an act that tells somebody leaves open whether it went by a channel that is cut."""
    if action.channel is not None or action.went is not None or not cut:
        return False
    told = _told(action, ways)
    if not told:
        return bool(action.to)
    return any(not way.channels or way.channels & cut for way in told)


def goes_by(action: Action, channels: frozenset[Channel], ways: Ways) -> bool:
    """Say whether an act may have gone by one of some channels."""
    return action.channel in channels if action.channel is not None else in_doubt(action, channels, ways)


def unnamed_in(scenario: Scenario, ways: Ways) -> tuple[Timed, ...]:
    """Give the acts that went through with no channel named while one they may have gone by was cut."""
    return tuple(
        each
        for each in acted(scenario)
        if in_doubt(each.action, _channels_of(_met_by(each.action, scenario.injects)), ways)
    )


def lost_in(lost: Iterable[Lost]) -> tuple[Unscored, ...]:
    """Say of each act that did not go through that its channel was cut."""
    return tuple(
        Unscored(each.at, each.action.by, name.rpartition("#")[2], _why(each), "cut")
        for each in lost
        for name in each.action.did
    )


def _told(action: Action, ways: Ways) -> list[Way]:
    """Give the ways of what an act does that tells anybody something."""
    return [way for name in action.did if (way := ways.get(name)) is not None and way.tells]


def _gone(timed: Timed, scenario: Scenario, ways: Ways) -> tuple[Channel, ...]:
    """Give the channels an act was to go by, where all of them were cut."""
    action = timed.action
    if action.went == "through":
        return ()
    cut = _channels_of(_met_by(action, scenario.injects))
    if action.channel is not None:
        return (action.channel,) if action.channel in cut else ()
    told = _told(action, ways)
    if not cut or not told or len(told) < len(action.did):
        return ()  # what tells nobody needs no channel, and an act is not split
    by_plan = frozenset(channel for way in told for channel in way.channels)
    known = all(way.channels for way in told)
    return tuple(sorted(by_plan)) if known and by_plan <= cut else ()


def _why(lost: Lost) -> Text:
    names = Text.joined(CHANNEL[each] for each in lost.channels)
    zh, en = names.zh, names.en
    since = said_offset(lost.since)
    if lost.action.channel is not None:
        return Text(
            f"{zh}自 {since.zh} 起中断，没有送到",
            f"{en} was cut from {since.en} on: it did not go through",
        )
    return Text(
        f"没有说明用什么方式；预案规定的{zh}自 {since.zh} 起中断，没有送到",
        f"no channel was named, and by the plan it goes by {en}, cut from {since.en} on: it did not go through",
    )
