"""The occasions of every duty, as they arise and go while an incident is walked frame by frame.

An occasion arises when the trigger of its duty comes to hold and anew at each further occasion. Nothing erases one that
has arisen.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from weakref import WeakKeyDictionary

from attrs import field

from respond._records import define, evolve
from respond.facts import UNKNOWN, Exactly, Level, Value, apart
from respond.log import Act, Happened, Step
from respond.plan import Leg, Prepared, Rule, split_event
from respond.reason import Condition, Truth, but, truth_of
from respond.situation.frames import (
    BEGUN_AGAIN,
    NOT_YET,
    Frame,
    Involved,
    PlanFrame,
    begun_again,
    body_of,
    by_calendar,
    ends_by,
    event_values,
    grading_of,
    level_by,
    same_events,
)
from respond.situation.uncounted import uncounted
from respond.situation.variants import variants_of

_Key = TypeVar("_Key")
"""What tracks are kept by: the id of a duty, or the duty as a rejected reading would have it due."""


@define(eq=False)
class Occasion:
    """One arising of a duty while the frames are walked."""

    arose: datetime
    step: int
    told: datetime
    """When what made it arise was told; by the passing of time, that moment itself."""
    certain: datetime | None
    certain_told: datetime | None
    provisional: bool
    begun: "list[Begun]"
    """What each part of its limit counts from."""
    level: Level
    ghost: bool = False
    """Whether it arose under an earlier edition, which keeps it; here it only tells a further occasion from it."""
    gone: datetime | None = None
    never: bool = False
    """Whether its ground went because what it rested on was put right."""
    behind: tuple[tuple[str, str], ...] = ()
    """The events, each with its entry, that made it arise at the moment they happened."""
    but_for_words: bool = False
    """Whether all but its condition in words has held."""
    renamed: bool = False
    """Whether it arose by another level, which what its limit counts from came before."""
    begun_again_after: str | None = None
    """The entry of the end of the response after which it came to be owed again, as the response was begun again."""
    restart: tuple[str, str] | None = None
    """The end of the response, and the start after it, by which it arose or went; put right, that is undone."""
    grounds: tuple[Condition, ...] = ()
    """What of several grounds made it arise; none where its duty has no several, or it arose in doubt."""
    void: bool = False
    """Whether it never was, so that the one before it stands as if it had not been."""
    put_back: bool = False
    """Whether it counts from before it was told, since the level turned out never to have been so grave."""
    doubted: datetime | None = None
    """Since when it is no longer certain that it is owed; what was late by then stays so once it is done or ended."""

    def binds(self, moment: datetime) -> bool:
        """Say whether it was certain by a moment that it is owed; before that nobody is late."""
        return self.certain is not None and self.certain <= moment

    def owe(self, frame: Frame, *, surely: bool) -> None:
        """Take whether it is owed for certain at a moment, or only may be."""
        self.provisional = not surely
        self.doubted = None if surely else self.doubted or frame.at
        if surely and self.certain is None:
            self.certain, self.certain_told = frame.at, _told(frame)


@define(eq=False)
class Begun:
    """What one part of a limit counts from."""

    start: str | None
    event: str | None
    """The entry of the start event it answers; None while that has not happened."""

    def take(self, leg: Leg, seen: PlanFrame, arose: datetime) -> Sequence[Happened]:
        """Take the start that happened first; give what has happened of it where that is taken anew.

        Of the ends of a response that is the first since the occasion `arose`: those before were of another response.
        """
        name, happened = _started(leg, seen)
        if name == "terminated":
            happened = tuple(each for each in happened if each.held.first >= arose) or happened[-1:]
        if not happened:
            return ()
        if self.start != name:
            self.start, self.event = name, happened[0].entry
            return happened
        if self.event is None:
            self.event = happened[0].entry
            return happened[:1]
        return ()


@define(eq=False)
class Track:
    """All occasions of one rule so far."""

    occasions: list[Occasion] = field(factory=list)
    taken: set[str] = field(factory=set)
    """The entries of the start events that are no further occasion."""
    truth: str = "no"
    """Whether it was owed when it last moved: yes, unknown or no."""
    shared: bool = False
    """Whether several ledgers have it; then it is copied before it changes."""

    def lent(self) -> "Track":
        """Give it to another ledger as well: most of what a walk has come to never changes again."""
        self.shared = True
        return self

    def copied(self) -> "Track":
        """Give another that goes on from here."""
        occasions = list(map(evolve, self.occasions))
        for one in occasions:
            one.begun = list(map(evolve, one.begun))
        return Track(occasions, set(self.taken), self.truth)

    @property
    def current(self) -> Occasion | None:
        """Give the last occasion, if its ground still holds; before one that never was, the last that was."""
        for one in reversed(self.occasions):
            if not one.void:
                return one if one.gone is None else None
        return None

    @property
    def holds(self) -> bool:
        """Say whether the ground of any occasion still holds."""
        return any(one.gone is None for one in self.occasions)

    @property
    def parted(self) -> bool:
        """Say whether occasions of it may stand otherwise than the last event makes it owed or not."""
        return (self.truth == "no" or (self.truth != "yes" and len(self.occasions) > 1)) and self.holds


@define(eq=False)
class Ledger:
    """Keeps account of what arises and goes, frame by frame, for all plans of an incident."""

    involved: Sequence[Involved]
    desk: str | None = None
    tracks: list[dict[str, Track]] = field(factory=list)
    others: list[dict[Rule, Track]] = field(factory=list)
    """By plan, the occasions of duties that count from something else under a reading of the text that was rejected."""
    unheard: list[frozenset[str]] = field(factory=list)
    """By plan, the entries of the receipts from before it spoke: they were of other reports than those it asks for."""
    last: Frame | None = None
    closed: bool = False
    taking_over: bool = False
    levels: list[list[tuple[datetime, Level]]] = field(factory=list)
    """By plan, the level its reports could name, each with the moment since which."""
    parted: set[int] = field(factory=set)
    """The positions of the plans with a duty of which each occasion is judged by its own event, as facts come."""
    settled: set[int] = field(factory=set)
    """The positions of the plans of which every duty that is owed has an occasion, and no other duty has one left."""
    moved: set[tuple[int, str]] = field(factory=set)
    """The duties, by the position of their plan and their id, whose occasions may have changed; a look clears it."""
    as_it_was: Callable[[datetime, datetime], Sequence[Frame]] | None = None
    """Gives how all stood up to just before a moment, by what is known at a later one; the walk says so."""
    wrong: dict[str, datetime] = field(factory=dict)
    """Since when what has been put right so far had first been known otherwise, by its name."""
    withheld: dict[int, PlanFrame] = field(factory=dict)
    """By the position of a plan that is no longer in force, how it stood at its last moment; of those with a duty that
    only was possible then, and what has happened since would make certain."""

    def __attrs_post_init__(self) -> None:
        self.tracks = [{} for _ in self.involved]
        self.others = [{} for _ in self.involved]
        self.unheard = [frozenset()] * len(self.involved)
        self.levels = [[] for _ in self.involved]

    def copied(self, involved: Sequence[Involved], desk: str | None) -> "Ledger":
        """Give another that goes on from here; the plans are the same."""
        found = Ledger(involved, desk)
        found.tracks = [{name: track.lent() for name, track in tracks.items()} for tracks in self.tracks]
        found.others = [{rule: track.lent() for rule, track in tracks.items()} for tracks in self.others]
        found.unheard, found.settled, found.moved = list(self.unheard), set(self.settled), set(self.moved)
        found.parted, found.levels = set(self.parted), list(map(list, self.levels))
        found.withheld, found.wrong = dict(self.withheld), dict(self.wrong)
        found.last, found.closed, found.taking_over = self.last, self.closed, self.taking_over
        return found

    def for_readings(self) -> "Ledger":
        """Give what rejected readings of limits need of it, as it is now; none of it goes on."""
        found = Ledger(self.involved, self.desk)
        found.last = self.last
        for place, each in enumerate(self.involved):
            duties = variants_of(each.plan).duties
            if duties and each.scale is None:
                tracks = self.tracks[place]
                found.tracks[place] = {name: tracks[name].lent() for name in duties if name in tracks}
                found.others[place] = {rule: track.lent() for rule, track in self.others[place].items()}
        return found

    def take(self, frame: Frame) -> None:
        """Enter what a frame changes."""
        for name, wrong in frame.step.put_right.items() if frame.at == frame.step.at else ():
            self.wrong[name] = min(wrong, self.wrong.get(name, wrong))
        more_told = self.last is not None and frame.step is not self.last.step
        for place, plan in enumerate(frame.plans):
            before = self.last.plans[place] if self.last is not None else None
            since = self.involved[place].since
            if since is not None and frame.at < since:
                continue
            known = self.last is not None and (since is None or self.last.at >= since)
            # Where occasions are judged apart, a fact may settle one and leave the duty as open as it was; and what a
            # later edition orders may come to be owed as the one before it orders that no more.
            if place in self.parted or _with_grounds(plan.plan) or since is not None:
                known = False
            # what is said only now of the time it was in force may settle what it left open, and what is put right may
            # leave all as it is and yet tell since when that is so
            if more_told and (place in self.withheld or frame.step.corrected):
                known = False
            same = before is not None and plan.conclusions is before.conclusions and known
            if same and before is not None and plan.events == before.events and plan.own == before.own:
                continue
            if before is not None and known and place in self.settled and _alike(plan, before, frame):
                continue
            self._enter(place, plan, frame)
        self.last = frame

    def _enter(self, place: int, seen: PlanFrame, frame: Frame) -> None:
        own = self.involved[place]
        self.closed = own.until is not None and frame.at >= own.until
        self.taking_over = own.since is not None and (self.last is None or self.last.at < own.since)
        if self.last is not None and self.last.plans[place].silent and not seen.silent:
            self.unheard[place] = _receipts_before(seen, _told(frame))
        self.settled.discard(place)
        found = self._found(seen)
        if not self.levels[place] or self.levels[place][-1][1] != found:
            self.levels[place].append((frame.at, found))
        truths = dict.fromkeys(seen.conclusions.owed, "yes")
        truths.update(dict.fromkeys(seen.conclusions.provisional, "unknown"))
        tracks, rules = self.tracks[place], rules_by_id(seen.plan)
        if self.closed:
            truths.update(self._as_it_held(place, truths, seen, frame))
        moved = self._follow(place, tracks, rules, truths, seen, frame)
        self.parted.discard(place)
        if any(track.parted and not rules[name].entry.response for name, track in tracks.items()):
            self.parted.add(place)
        self.moved.update((place, name) for name in moved)
        settled = _all_settled(tracks, truths)
        followed = variants_of(seen.plan).followed if own.scale is None else None
        if followed:
            others, owed = (
                self.others[place],
                {rule: truths[duty] for rule, duty in followed.items() if duty in truths},
            )
            self._follow(place, others, {rule: rule for rule in followed}, owed, seen, frame)
            settled = settled and _all_settled(others, owed)
        if settled and not self.taking_over:
            self.settled.add(place)

    def _follow(
        self,
        place: int,
        tracks: dict[_Key, Track],
        rules: Mapping[_Key, Rule],
        truths: Mapping[_Key, str],
        seen: PlanFrame,
        frame: Frame,
    ) -> Sequence[_Key]:
        """Enter what a frame changes in the tracks of some rules of a plan, and give those that may have changed."""
        moved: list[_Key] = []
        if frame.step.corrected:
            _undo_restarts(tracks, seen, frame)
        before = self.last.plans[place] if self.last is not None and not self.taking_over else None
        happened = frozenset[str]() if before is None else _happened_between(before, seen)
        behind = {} if before is None else _told_behind(before, seen, happened)
        gone: list[_Key] = [key for key, track in tracks.items() if key not in truths and track.holds]
        late = (
            [key for key in rules if key not in truths and _begins_by(rules[key], behind)] if behind else []
        )
        gone += [key for key in late if key not in gone]
        for key in (*truths, *gone):
            rule, truth = rules[key], truths.get(key, "no")
            track = tracks.get(key)
            if track is None:
                track = tracks[key] = Track()
            elif before is not None and _rests(track, rule, truth, before, seen, happened):
                continue
            elif track.shared:
                track = _own(tracks, key)
            current = track.current
            if current is not None or not self._only_unheard(place, rule, seen):
                self._move(place, track, current, rule, truth, seen, frame)
            if key in late:
                self._begin_behind(place, track, rule, behind, seen, frame)
            track.truth = truth
            moved.append(key)
        if frame.step.corrected:
            for key in tracks:
                _withdraw(_own(tracks, key), seen, frame)
            return tuple(tracks)
        return moved

    def _as_it_held(
        self, place: int, truths: Mapping[str, str], seen: PlanFrame, frame: Frame
    ) -> Mapping[str, str]:
        """Give whether duties are owed that an edition had left open, and would make certain now it is out of force.

        They are if they were at its last moment, by what is known of that moment now; what has come since makes no
        duty of it. What it cannot have ordered then, whatever is known now, it did not.
        """
        current = {name: self.tracks[place][name].current for name in truths if name in self.tracks[place]}
        open_ = [
            name
            for name, one in current.items()
            if truths[name] == "yes" and one is not None and one.provisional and one.certain is None
        ]
        if not open_:
            self.withheld.pop(place, None)
            return {}
        then = self._last_moment(place, frame)
        rules = rules_by_id(seen.plan)
        clock = {name: then.values.get(name, UNKNOWN) for name in seen.values if name not in seen.plan.facts}
        by_then = but(seen.values, clock | {name: seen.values[name] for name in _GRADES & seen.values.keys()})
        found = {}
        for name in open_:
            if name in then.conclusions.owed:
                continue
            possible = name in then.conclusions.provisional
            ruled_out = truth_of(rules[name].condition, by_then) is Truth.NO
            found[name] = "unknown" if possible and not ruled_out else "no"
        return found

    def _last_moment(self, place: int, frame: Frame) -> PlanFrame:
        """Give what a plan saw at the last moment it was in force, by what is known now."""
        own, known = self.involved[place], self.withheld.get(place)
        assert own.until is not None  # noqa: S101 - it is out of force
        assert self.as_it_was is not None  # noqa: S101 - the walk gives it
        if known is None or _tells_of(frame.step, own.until):
            known = self.withheld[place] = self.as_it_was(own.until, frame.step.at)[-1].plans[place]
        return known

    def _only_unheard(self, place: int, rule: Rule, seen: PlanFrame) -> bool:
        """Say whether a trigger holds by receipts alone that are from before its plan spoke."""
        unheard = self.unheard[place]
        if not unheard:
            return False
        names = [
            name
            for name in receipts(seen.plan).intersection(rule.condition.needs)
            if name in seen.events and seen.events[name][-1].entry in unheard
        ]
        without = but(seen.values, dict.fromkeys(names, NOT_YET))
        return bool(names) and truth_of(rule.condition, without) is Truth.NO

    def _move(
        self,
        place: int,
        track: Track,
        current: Occasion | None,
        rule: Rule,
        truth: str,
        seen: PlanFrame,
        frame: Frame,
    ) -> None:
        if truth == "no":
            self._lose(place, track, rule, seen, frame)
            return
        if current is None:
            if self._back(track, rule, truth, seen, frame):
                return
            if rule.names_level != "graver" or self._names_it(place, track, rule, seen, frame):
                new = self._arise(rule, truth, seen, frame, track)
                new.restart = _restart(rule, seen) if track.occasions else None
                since = self._as_put_right(place, rule, seen, frame)
                new.put_back = since < frame.at
                new.arose, new.told = min(new.arose, since), min(new.told, since)
                if self.taking_over:
                    goes_on = truth == "yes" and self._goes_on(place, rule, seen, frame)
                    settles = self._settles(place, rule, truth, seen, frame)
                    new.ghost = not (goes_on or settles or self._ordered_anew(place, rule, seen, frame))
                self._add(track, new)
            return
        if _begun_again(rule, current, seen) and not self._done(place, current, rule, seen, frame):
            current.gone, current.restart = frame.at, _turns(seen)
            self._add(track, self._arise_again(rule, truth, seen, frame, track))
            return
        self._go_on(place, track, current, rule, truth, seen, frame)

    def _back(self, track: Track, rule: Rule, truth: str, seen: PlanFrame, frame: Frame) -> bool:
        """Have the last occasion go on that went by what was never so; say whether there was one.

        Where anybody was told how things stood meanwhile he was told wrong: it is owed once more.
        """
        since = self._wrong_since(rule, seen.plan, frame) if not rule.entry.response else None
        last = track.occasions[-1] if track.occasions else None
        if since is None or last is None or last.gone is None or last.never or last.restart or last.ghost:
            return False
        gone = last.gone
        if gone < since or _told_since(gone, seen, frame):
            return False
        for one in track.occasions:
            if one.gone == gone and not one.never:
                one.gone = None
                one.owe(frame, surely=truth == "yes")
        return True

    def _go_on(
        self,
        place: int,
        track: Track,
        current: Occasion,
        rule: Rule,
        truth: str,
        seen: PlanFrame,
        frame: Frame,
    ) -> None:
        """Enter what a frame changes of a duty that stays owed: further occasions, what is settled."""
        if self._never_rose(place, rule, track, current, seen, frame):
            current.gone, current.never, current.void = frame.at, True, True
            current = track.occasions[track.occasions.index(current) - 1]
        current = self._grounded(track, rule, seen, frame)
        if current.put_back and frame.step.corrected:
            since = self._held_since(place, rule, seen, frame)
            current.arose, current.told = min(current.arose, since), min(current.told, since)
        further = _new_starts(rule, seen, current, track)
        level = self._found(seen)
        renamed = not further and self._names_it(place, track, rule, seen, frame)
        doubtful = current.provisional
        another = (
            renamed and current.level != 0 and (not doubtful or self._told_milder(place, rule, seen, frame))
        ) or (
            doubtful
            and truth == "yes"
            and not further
            and self._on_other_ground(place, current, rule, seen, frame)
        )
        another = another or (current.ghost and self._settles(place, rule, truth, seen, frame))
        grounds = () if further or current.provisional else self._further_grounds(place, rule, seen)
        another = another or bool(grounds)
        if another and doubtful:
            current.gone = frame.at  # what was told in doubt is not what is owed for certain
        for one in track.occasions:
            if one.gone is None:
                one.but_for_words = one.but_for_words or rule.id in seen.in_words
                one.owe(
                    frame, surely=truth == "yes" or self._of_its_own(place, rule, one, frame) is Truth.YES
                )
        for again in further:
            self._add(track, self._arise(rule, truth, seen, frame, track, again))
        if another:
            new = self._arise(rule, truth, seen, frame, track)
            new.renamed, new.grounds = renamed, grounds or new.grounds
            self._add(track, new)
        elif renamed:
            current.level = level

    def _grounded(self, track: Track, rule: Rule, seen: PlanFrame, frame: Frame) -> Occasion:
        """Let go what arose by a ground of its own that holds no more; give the last that stands.

        The last that stands does so while its duty is owed at all.
        """
        for one in reversed(track.occasions):
            standing = [each for each in track.occasions if each.gone is None]
            if one.gone is not None or not one.grounds or len(standing) < 2:
                continue
            if all(truth_of(each, seen.values) is Truth.NO for each in one.grounds):
                one.gone, one.void = frame.at, True
                one.never = self._put_right(rule, seen.plan, frame)
        return next(each for each in reversed(track.occasions) if each.gone is None)

    def _further_grounds(self, place: int, rule: Rule, seen: PlanFrame) -> tuple[Condition, ...]:
        """Give the grounds that have come to hold besides those by which a duty is owed already."""
        if self.last is None:
            return ()
        known = _holding(rule, self.last.plans[place])
        return tuple(each for each in _holding(rule, seen) if each not in known)

    def _on_other_ground(
        self, place: int, current: Occasion, rule: Rule, seen: PlanFrame, frame: Frame
    ) -> bool:
        """Say whether what only might be owed is owed now by something else than what was told of it or kept.

        Under a new edition that is whatever makes it certain that the one before left open. What was told in doubt did
        not tell of a number that was another then, nor of an event that came since; where only the doubt is settled,
        and where something is put right, it did.
        """
        if current.ghost and self._left_open(place, rule, seen, frame):
            return True
        before = self.last.plans[place] if self.last is not None else None
        if before is None or frame.step.corrected or before.spoken is not Truth.YES or rule.entry.response:
            return False
        # under the other edition that has it, whatever was done counts
        told = _anything_done(rule, seen, frame) if current.ghost else self._told(place, rule, frame)
        if rule.recurs or not told or rule.id in before.in_words | seen.in_words:
            return False
        values = self._as_told(place, rule, seen, frame)
        return values is not None and truth_of(rule.condition, values) is not Truth.YES

    def _as_told(self, place: int, rule: Rule, seen: PlanFrame, frame: Frame) -> Mapping[str, Value] | None:
        """Give what is known with all that was another then as it was, the level by that; None where nothing was."""
        assert self.last is not None  # noqa: S101 - there is a frame before
        plans = [each.plan for each in self.involved]
        grading = grading_of(plans, place)
        grader = plans[grading] if rule.condition.uses_level else None
        needs = {(place, name) for name in rule.condition.needs}
        if grader is not None:
            needs |= {(grading, name) for _, condition in grader.ladder for name in condition.needs}
        was: dict[str, Value] = {}
        for other, name in needs:
            before, now = self.last.plans[other].values, frame.plans[other].values
            if name in before and apart(before[name], now.get(name, UNKNOWN)):
                was[name] = before[name]
        if not was:
            return None
        values = but(seen.values, was)
        if grader is None or not grader.graded or frame.declared is not None:
            return values
        return but(values, {"level": level_by(grader, but(frame.plans[grading].values, was))})

    def _told(self, place: int, rule: Rule, frame: Frame) -> bool:
        """Say whether anything that counts for a duty was done by a moment."""
        acts = acts_for(rule, frame.step, self.involved[place])
        # of a level that was open then nothing was told by what did not hang on it
        if rule.acts_from_arising:
            acts = (act for act in acts if act.duty not in rule.entry.done_with)
        return any(True for _ in acts)

    def _never_rose(
        self, place: int, rule: Rule, track: Track, current: Occasion, seen: PlanFrame, frame: Frame
    ) -> bool:
        """Say whether it is put right that another level was reached, before anybody was told of that one."""
        if not frame.step.corrected or not current.renamed or not self._put_right(rule, seen.plan, frame):
            return False
        before = track.occasions[: track.occasions.index(current)]
        acts = acts_for(rule, frame.step, self.involved[place])
        told = any(act.at >= current.arose for act in acts)
        return not told and bool(before) and before[-1].gone is None and before[-1].level == self._found(seen)

    def _found(self, seen: PlanFrame) -> Level:
        """Give the level a report can name: the certain one, but none while nothing grades and nobody has found it."""
        graded = seen.own.definite or any(each.plan.graded for each in self.involved)
        return seen.own.certain if graded else seen.plan.levels.none

    def _names_it(self, place: int, track: Track, rule: Rule, seen: PlanFrame, frame: Frame) -> bool:
        """Say whether a duty asks for a report of another level than before: any, or one graver than was told.

        Whoever was told, by an act or as a receipt says, was told of the level there was then. While nobody was, the
        level counts that an open one is about.
        """
        level, current = self._found(seen), track.current
        if rule.names_level != "graver":
            return bool(rule.names_level) and current is not None and level not in (current.level, 0)
        acts = acts_for(rule, frame.step, self.involved[place])
        told = [act.at for act in acts if act.at < frame.at]
        arrived = arrived_for(rule, seen, frame.step, self.involved[place])
        told += [each.held.first for *_, each in arrived if each.held.first < frame.at]
        first_or_untold = not (told and track.occasions)
        if current is None and first_or_untold:
            return True
        levels = [self._level_at(place, at) for at in told] or [one.level for one in track.occasions]
        return level > max(levels)

    def _level_at(self, place: int, at: datetime) -> Level:
        """Give the level a report could name at a moment."""
        known = self.levels[place]
        return known[max(0, bisect_right(known, at, key=lambda each: each[0]) - 1)][1]

    def _told_milder(self, place: int, rule: Rule, seen: PlanFrame, frame: Frame) -> bool:
        """Say whether what was told in doubt cannot have told of the level now certain: none so grave was possible."""
        before = self.last.plans[place] if self.last is not None else None
        told = self._told(place, rule, frame)
        return told and before is not None and seen.own.certain > before.own.possible

    def _lose(self, place: int, track: Track, rule: Rule, seen: PlanFrame, frame: Frame) -> None:
        """Take their ground from the occasions that do not outlast it."""
        if self._stays(rule, seen, frame):
            return
        for one in track.occasions:
            own = self._of_its_own(place, rule, one, frame) if one.gone is None else None
            if own is Truth.NO:
                one.gone, one.never = frame.at, self._put_right(rule, seen.plan, frame)
                one.restart = _restart(rule, seen)
            elif own is not None:
                one.owe(frame, surely=own is Truth.YES)

    def _begin_behind(
        self,
        place: int,
        track: Track,
        rule: Rule,
        behind: Mapping[str, Sequence[Happened]],
        seen: PlanFrame,
        frame: Frame,
    ) -> None:
        """Have a duty arise by events told late, though it is not owed by what came after them."""
        (start,) = rule.starts
        begun = {each.event for one in track.occasions for each in one.begun}
        for again in behind[start]:
            if again.entry in begun:
                continue
            new = self._arise(rule, "unknown", seen, frame, track, again)
            own = self._of_its_own(place, rule, new, frame)
            # what was told before is said only now to have been so since then
            if again.known < frame.step.at:
                new.arose = frame.at
            new.certain = new.arose if own is Truth.YES else None
            new.certain_told = new.told if own is Truth.YES else None
            new.provisional = own is Truth.UNKNOWN
            if own is not Truth.NO:
                self._add(track, new)
        track.taken.update(each.entry for each in seen.events[start])

    def _of_its_own(self, place: int, rule: Rule, one: Occasion, frame: Frame) -> Truth:
        """Judge a trigger by the event an occasion arose from, which a later one of that name has put behind.

        It is no where the occasion arose from no such event; nothing is certain that hangs on words, or on whether the
        plan speaks.
        """
        seen = frame.plans[place]
        found = [self._by_its_event(place, rule, begun, frame) for begun in one.begun]
        if Truth.YES in found:
            doubtful = seen.spoken is Truth.UNKNOWN or rule.id in seen.plan.in_words
            return Truth.UNKNOWN if doubtful else Truth.YES
        return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.NO

    def _by_its_event(self, place: int, rule: Rule, begun: Begun, frame: Frame) -> Truth:
        seen, name = frame.plans[place], str(begun.start or "")
        happened = seen.events.get(name, ())
        known = begun.start in seen.plan.scope.events  # that a duty was met is no event of a trigger
        if len(happened) < 2 or rule.entry.response or seen.silent or not known:
            return Truth.NO
        own = next((each for each in happened[:-1] if each.entry == begun.event), None)
        if own is None:
            return Truth.NO
        passed = by_calendar(self.involved[place], name, ends_by(own, frame.at), frame.at)
        return truth_of(rule.condition, but(seen.values, event_values(name, own, frame.at) | passed))

    def _add(self, track: Track, occasion: Occasion) -> None:
        """Add an occasion under the edition in force when it arises."""
        if not self.closed:
            track.occasions.append(occasion)

    def _goes_on(self, place: int, rule: Rule, seen: PlanFrame, frame: Frame) -> bool:
        """Say whether a duty to refrain or to keep something up is that of the edition that comes into force.

        That of the edition before ends with it; not where both have it from the same edition of a plan they adopt.
        """
        if rule.entry.kind == "act":
            return False
        own = self.involved[place].scale
        for other, each in enumerate(self.involved):
            if other == place or own not in {other, each.scale} or rule.id not in self.tracks[other]:
                continue
            if each.plan.origin(rule.id) == seen.plan.origin(rule.id):
                return False
            for one in _own(self.tracks[other], rule.id).occasions:
                one.gone = one.gone or frame.at
            self.moved.add((other, rule.id))
        return True

    def _ordered_anew(self, place: int, rule: Rule, seen: PlanFrame, frame: Frame) -> bool:
        """Say whether a duty comes with a new edition, of what goes on as that comes into force.

        No edition before has asked for the same act, and it is owed for how things stand, not for what happened once:
        what was over by then was for the edition in force then.
        """
        over = frame.ended is not None or "closed" in seen.events
        return (
            rule.entry.kind == "act"
            and not over
            and not self._kept(place, rule)
            and _goes_by_state(rule, seen, frame)
        )

    def _settles(self, place: int, rule: Rule, truth: str, seen: PlanFrame, frame: Frame) -> bool:
        """Say whether a new edition orders for certain what the one before it may have ordered, and no more."""
        return truth == "yes" and bool(self._kept(place, rule)) and self._left_open(place, rule, seen, frame)

    def _left_open(self, place: int, rule: Rule, seen: PlanFrame, frame: Frame) -> bool:
        """Say whether no other edition of a plan orders a duty for certain, nor was anything done of it in doubt.

        What an edition before only may have ordered is no reason to leave open what the one in force orders.
        """
        kept = self._kept(place, rule)
        if any(one.gone is None and not one.provisional for one in kept):
            return False
        happened = any(True for _ in arrived_for(rule, seen, frame.step, self.involved[place]))
        return not kept or not (happened or _anything_done(rule, seen, frame))

    def _kept(self, place: int, rule: Rule) -> Sequence[Occasion]:
        """Give the occasions of a duty that other editions of a plan have."""
        own = self.involved[place].scale
        first = place if own is None else own
        return [
            one
            for other, (each, tracks) in enumerate(zip(self.involved, self.tracks, strict=True))
            if other != place and first in {other, each.scale}
            for name in (rule.id, *rule.entry.formerly)
            if name in tracks
            for one in tracks[name].occasions
        ]

    def _stays(self, rule: Rule, seen: PlanFrame, frame: Frame) -> bool:
        """Say whether a measure outlasts the end of its response: owed to somebody, or with an end of its own."""
        outlasts = bool(rule.entry.report or rule.entry.to or rule.entry.ends is not None)
        if frame.ended is None or not rule.entry.response or not outlasts:
            return False
        asks_response = "response" in rule.condition.needs
        return asks_response or truth_of(rule.condition, seen.values) is not Truth.NO

    def _put_right(self, rule: Rule, plan: Prepared, frame: Frame) -> bool:
        """Say whether the ground went because a report was put right, and so never was."""
        return self._wrong_since(rule, plan, frame) is not None

    def _wrong_since(
        self, rule: Rule, plan: Prepared, frame: Frame, known: Mapping[str, datetime] | None = None
    ) -> datetime | None:
        """Give since when what is put right and a trigger rests on had been known otherwise; None where nothing is.

        `known` says it of what was put right before, too.
        """
        corrected = frame.step.corrected
        if not corrected or frame.at != frame.step.at:
            return None
        needs = set(rule.condition.needs)
        if rule.condition.uses_level or rule.entry.response:
            # a plan without levels of its own goes by those of another
            graders = (plan,) if plan.graded else tuple(each.plan for each in self.involved)
            needs.update(*(condition.needs for each in graders for _, condition in each.ladder))
        events = plan.plan.events
        needs.update(str(event.until) for name in needs & events.keys() if (event := events[name]).until)
        wrong = frame.step.put_right if known is None else known
        return min((wrong.get(name, frame.at) for name in needs & corrected), default=None)

    def _arise(
        self,
        rule: Rule,
        truth: str,
        seen: PlanFrame,
        frame: Frame,
        track: Track,
        again: Happened | None = None,
    ) -> Occasion:
        begun = []
        for leg in rule.legs:
            start, happened = _started(leg, seen)
            answered = happened if again is None else (again,)
            for each in answered:
                track.taken.add(each.entry)
            begun.append(Begun(start, answered[-1].entry if answered else None))
        arose = again.held.first if again is not None else self._since(rule, seen, frame)
        told = _told(frame)
        return Occasion(
            arose=arose,
            behind=_behind(rule, seen, arose) if again is None else ((str(begun[0].start), again.entry),),
            step=frame.step.index,
            told=told,
            certain_told=told if truth == "yes" else None,
            certain=arose if truth == "yes" else None,
            provisional=truth == "unknown",
            but_for_words=rule.id in seen.in_words,
            begun=begun,
            level=self._found(seen),
            grounds=_holding(rule, seen),
        )

    def _as_put_right(self, place: int, rule: Rule, seen: PlanFrame, frame: Frame) -> datetime:
        """Give since when a duty counts that comes to be owed as the level turns out never to have been so grave.

        Its limit is no later for the mistake, and nobody is late with it before that was put right. Whoever told of the
        level meanwhile, as it was thought to be, has the whole time.
        """
        before = self.last.plans[place] if self.last is not None else None
        if before is None or rule.entry.response or self._found(before) <= self._found(seen):
            return frame.at
        return self._held_since(place, rule, seen, frame)

    def _held_since(self, place: int, rule: Rule, seen: PlanFrame, frame: Frame) -> datetime:
        """Give since when a duty has been owed but for what was known otherwise, in whatever order that is put right.

        That is the moment a frame is of where nothing is put right, or anybody was told of a level meanwhile.
        """
        since = self._wrong_since(rule, seen.plan, frame, self.wrong)
        if since is None or _told_since(since, seen, frame) or self.as_it_was is None:
            return frame.at
        held = frame.at
        for then in reversed(self.as_it_was(frame.at, frame.step.at)):
            if rule.id not in then.plans[place].conclusions.owed:
                break
            held = then.at
        return min(frame.at, max(held, since))

    def _arise_again(self, rule: Rule, truth: str, seen: PlanFrame, frame: Frame, track: Track) -> Occasion:
        """Give the occasion of a duty that ended with a response undone, as that is begun again."""
        found = self._arise(rule, truth, seen, frame, track)
        found.begun_again_after, found.restart = seen.events["terminated"][-1].entry, _turns(seen)
        start = begun_again(seen.events)
        found.arose = frame.at if start is None else min(frame.at, start.held.first)
        found.certain = found.arose if truth == "yes" else None
        return found

    def _done(self, place: int, one: Occasion, rule: Rule, seen: PlanFrame, frame: Frame) -> bool:
        """Say whether an act was done of an occasion, or happened that fulfils it; a measure is of its response."""
        if rule.entry.response or rule.entry.kind != "act":
            return False
        acts = acts_for(rule, frame.step, self.involved[place])
        arrived = arrived_for(rule, seen, frame.step, self.involved[place])
        return any(act.at >= one.arose for act in acts) or any(
            each.held.first >= one.arose for *_, each in arrived
        )

    def _since(self, rule: Rule, seen: PlanFrame, frame: Frame) -> datetime:
        """Give when a trigger came to hold: the time of the event that made it, even where that is learnt later."""
        before = self.last
        if before is None or frame.step.index == before.step.index:
            return frame.at
        names = frame.step.told.intersection(rule.condition.needs)
        if not names or not all(name in seen.events for name in names) or rule.condition.uses_level:
            return frame.at
        held = [
            each.held.first for name in names for each in seen.events[name] if each.known == frame.step.at
        ]
        return min(frame.at, max(held)) if held else frame.at


def acts_for(rule: Rule, step: Step, own: Involved) -> Iterator[Act]:
    """Give the acts that count for a duty: its own, and those of duties of which an act does it too."""
    for name in (rule.id, *own.plan.same_done.get(rule.id, ())):
        plan = own.plan.origin(name).id if name in step.acts_of else None
        for act in step.acts_of.get(name, ()):
            counting = counting_for(act, rule, own) if act.plan == plan else None
            if counting is not None:
                yield counting


def counting_for(act: Act, rule: Rule, own: Involved) -> Act | None:
    """Give an act as it counts for a duty, be it of that one or of another; None where it does not.

    Whoever names nobody told those of the duty that he named.
    """
    named = rules_by_id(own.plan).get(act.duty)
    if named is None:
        return None
    if act.duty != rule.id and not act.to:
        act = evolve(act, to=tuple(map(str, named.entry.addressees)))
    return act if uncounted(act, rule, own) is None else None


def arrived_for(
    rule: Rule, seen: PlanFrame, step: Step, own: Involved
) -> Iterator[tuple[str, str | None, Happened]]:
    """Give what has happened that fulfils a duty, each with its name and the one addressee it stands for.

    What somebody is known to have received from another than who owes it is no report of that one.
    """
    for name, addressee in rule.entry.fulfilments:
        for each in seen.events.get(name, ()):
            if not from_another(rule, name, each, step, own):
                yield name, addressee, each


def from_another(rule: Rule, name: str, happened: Happened, step: Step, own: Involved) -> bool:
    """Say whether an event is the receipt of a report by another than who owes it, by the source it was told with.

    The head of a unit speaks for it: what came from the one came from the other.
    """
    if happened.source is None:
        return False
    plan = own.plan
    event, _ = split_event(dict(same_events(plan)).get(name, name))
    if event != "received" or body_of(plan, name) not in rule.entry.addressees:
        return False
    known: set[str] = set()
    for owner in _speaking(plan, rule.entry.owners):
        body = plan.plan.units.get(owner) or plan.plan.groups[owner]
        known.update((owner, own.ours(owner), body.zh, body.en, *step.bodies.get(own.ours(owner), ())))
    return happened.source not in known


def _speaking(plan: Prepared, owners: Sequence[str]) -> Iterator[str]:
    """Give some bodies of a plan, with the units they head and the heads of those they are."""
    yield from owners
    for name, unit in plan.plan.units.items():
        if unit.heads is not None and name in owners:
            yield unit.heads
        elif unit.heads in owners:
            yield str(name)


def _anything_done(rule: Rule, seen: PlanFrame, frame: Frame) -> bool:
    """Say whether anything was done of a duty, whether it counts or not."""
    return any(frame.step.acts_of.get(name) for name in (rule.id, *seen.plan.same_done.get(rule.id, ())))


def _told_since(moment: datetime, seen: PlanFrame, frame: Frame) -> bool:
    """Say whether a report of a plan was made at a moment or since."""
    rules = rules_by_id(seen.plan)
    return any(
        act.at >= moment and act.duty in rules and rules[act.duty].entry.report for act in frame.step.acts
    )


_GRADES = frozenset({"level", "response"})


def _tells_of(step: Step, moment: datetime) -> bool:
    """Say whether a step puts anything right, or tells of a time before a moment."""
    told = [step.observations[name].as_of for name in step.told if name in step.observations]
    told += [each.held.first for name in step.told for each in step.events.get(name, ())]
    return bool(step.corrected) or any(each is not None and each < moment for each in told)


def _happened_between(before: PlanFrame, seen: PlanFrame) -> frozenset[str]:
    """Give the events that are not what they were a frame ago."""
    names = before.events.keys() | seen.events.keys()
    return frozenset([name for name in names if before.events.get(name) != seen.events.get(name)])


def _told_behind(
    before: PlanFrame, seen: PlanFrame, happened: frozenset[str]
) -> Mapping[str, Sequence[Happened]]:
    """Give, by event, the times it is told only now to have happened, and to have done so again since."""
    found = {}
    for name in happened:
        known = {(each.entry, each.held) for each in before.events.get(name, ())}
        new = [each for each in seen.events.get(name, ())[:-1] if (each.entry, each.held) not in known]
        if new:
            found[name] = new
    return found


def _begins_by(rule: Rule, events: Mapping[str, Sequence[Happened]]) -> bool:
    """Say whether a duty arises anew each time one of some events happens, and by that alone."""
    if len(rule.starts) != 1 or len(rule.legs) != 1 or rule.starts[0] not in events:
        return False
    return rule.limit is None or not (rule.limit.recurs or rule.limit.counts_back)


def _rests(
    track: Track, rule: Rule, truth: str, before: PlanFrame, seen: PlanFrame, happened: frozenset[str]
) -> bool:
    """Say whether a duty is owed as it was a frame ago, by the same level and none of what has happened since."""
    return (
        truth != "no"
        and truth == track.truth
        and not track.parted
        and (current := track.current) is not None
        and not (current.ghost or current.put_back)
        and not _begun_again(rule, current, seen)
        and (rule.id in seen.in_words) == (rule.id in before.in_words)
        and not rule.grounds
        and (not rule.names_level or seen.own.certain == before.own.certain)
        and happened.isdisjoint(rule.starts)
    )


def _holding(rule: Rule, seen: PlanFrame) -> tuple[Condition, ...]:
    """Give the grounds of a duty that hold for certain."""
    return tuple(each for each in rule.grounds if truth_of(each, seen.values) is Truth.YES)


def _goes_by_state(rule: Rule, seen: PlanFrame, frame: Frame) -> bool:
    """Say whether a duty is owed for how things stand: by facts or a level, or until something happens that has not."""
    uses = rule.condition.uses
    if rule.entry.response or uses.facts or uses.levels or uses.states:
        return True
    if rule.entry.ends and all(seen.values.get(name) == NOT_YET for name in rule.ends):
        return True
    yet = (name for name in uses.events if seen.values.get(name) == NOT_YET)
    return any(
        truth_of(rule.condition, but(seen.values, {name: Exactly(frame.at)})) is Truth.NO for name in yet
    )


_several: WeakKeyDictionary[Prepared, bool] = WeakKeyDictionary()


def _with_grounds(plan: Prepared) -> bool:
    """Say whether a duty of a plan has several grounds, of which each is an occasion."""
    found = _several.get(plan)
    if found is None:
        found = _several[plan] = any(rule.grounds for rule in plan.measures)
    return found


def _own(tracks: dict[_Key, Track], key: _Key) -> Track:
    """Give a track that may be changed: one that another ledger has as well is copied first."""
    track = tracks[key]
    if track.shared:
        track = tracks[key] = track.copied()
    return track


def _all_settled(tracks: Mapping[_Key, Track], truths: Mapping[_Key, str]) -> bool:
    """Say whether all that is owed has an occasion, and nothing else has one left."""
    return all(
        track.current is not None if key in truths else not track.holds for key, track in tracks.items()
    )


def _alike(seen: PlanFrame, before: PlanFrame, frame: Frame) -> bool:
    """Say whether all that occasions hang on is as it was a frame ago."""
    return (
        not frame.step.corrected
        and seen.conclusions == before.conclusions
        and seen.in_words == before.in_words
        and seen.silent is before.silent
        and seen.events == before.events
        and seen.own == before.own
    )


def _behind(rule: Rule, seen: PlanFrame, arose: datetime) -> tuple[tuple[str, str], ...]:
    """Give the events its trigger looks at that happened at the very moment a duty arose, each with its entry."""
    return tuple(
        [
            (name, each.entry)
            for name in rule.condition.needs
            for each in seen.events.get(name, ())
            if each.held.first == arose
        ]
    )


_receipts: WeakKeyDictionary[Prepared, frozenset[str]] = WeakKeyDictionary()


def receipts(plan: Prepared) -> frozenset[str]:
    """Give the events of other bodies than its seat that fulfil a duty of a plan, by every name they have."""
    found = _receipts.get(plan)
    if found is None:
        named = {str(name) for rule in plan.measures for name, _ in rule.entry.fulfilments}
        others = {name for name in named if body_of(plan, name) not in (None, plan.plan.seat)}
        same = [pair for pair in same_events(plan) if not others.isdisjoint(pair)]
        found = _receipts[plan] = frozenset(others.union(*same))
    return found


def _begun_again(rule: Rule, current: Occasion, seen: PlanFrame) -> bool:
    """Say whether an occasion ended with the response, or counts from that end, and it has been begun again since."""
    hangs = "terminated" in rule.ends or (rule.entry.response and "terminated" in rule.starts)
    if not hangs or seen.values.get("terminated") != NOT_YET:
        return False
    ends = seen.events.get("terminated", ())
    return bool(ends) and current.begun_again_after != ends[-1].entry and current.arose <= ends[-1].held.first


def _turns(seen: PlanFrame) -> tuple[str, str] | None:
    """Give the last end of the response and the start since, by their entries; None while that is not begun again."""
    start = begun_again(seen.events) if seen.values.get("terminated") == NOT_YET else None
    return None if start is None else (seen.events["terminated"][-1].entry, start.entry)


def _restart(rule: Rule, seen: PlanFrame) -> tuple[str, str] | None:
    """Give the end and the start by which a trigger that asks for the end of the response changes."""
    return _turns(seen) if "terminated" in rule.condition.events else None


def _stands(restart: tuple[str, str], seen: PlanFrame) -> bool:
    """Say whether a start is still one after an end, as the log stands now."""
    ends, starts = (
        [each for name in names for each in seen.events.get(name, ()) if each.entry == entry]
        for names, entry in zip(
            (("terminated",), ("response_started", "response_adjusted", BEGUN_AGAIN)), restart, strict=True
        )
    )
    return bool(ends and starts) and ends[0].held.first <= starts[0].held.first


def _undo_restarts(tracks: dict[_Key, Track], seen: PlanFrame, frame: Frame) -> None:
    """Have what rested on a start of the response that is put right stand as if that had not been."""
    for key in [key for key, track in tracks.items() if any(one.restart for one in track.occasions)]:
        for one in _own(tracks, key).occasions:
            if one.restart is not None and not _stands(one.restart, seen):
                _undo(one, frame)


def _undo(one: Occasion, frame: Frame) -> None:
    """Have an occasion that went as the response was begun again stand, and one that arose so never have been."""
    one.restart = None
    if one.gone is not None and not one.void:
        one.gone, one.never = None, False
    else:
        one.gone, one.never, one.void = frame.at, True, True


def _receipts_before(seen: PlanFrame, told: datetime) -> frozenset[str]:
    """Give the entries of the receipts that were known before a moment."""
    return frozenset(
        each.entry for name in receipts(seen.plan) for each in seen.events.get(name, ()) if each.known < told
    )


def _told(frame: Frame) -> datetime:
    """Give when what makes a frame was told; what only the passing of time makes so, nobody tells before it is."""
    return max(frame.step.at, frame.at)


_rules: WeakKeyDictionary[Prepared, dict[str, Rule]] = WeakKeyDictionary()


def rules_by_id(plan: Prepared) -> Mapping[str, Rule]:
    """Give the duties and measures of a plan by id, in its order."""
    found = _rules.get(plan)
    if found is None:
        found = _rules[plan] = {rule.id: rule for rule in plan.measures}
    return found


def _started(leg: Leg, seen: PlanFrame) -> tuple[str | None, tuple[Happened, ...]]:
    """Give the start that happened first, and every time it has happened; no end of a response that was begun again."""
    if len(leg.starts) == 1:
        name = leg.starts[0]
        begun_again = name == "terminated" and seen.values.get(name) == NOT_YET
        return name, () if begun_again else seen.events.get(name, ())
    known = [(seen.events[name][0].held.first, name) for name in leg.starts if name in seen.events]
    if not known:
        return (leg.starts[0] if leg.starts else None), ()
    name = min(known)[1]
    return name, seen.events[name]


def _withdraw(track: Track, seen: PlanFrame, frame: Frame) -> None:
    """Take their ground from the occasions of an event that was put right never to have been.

    Where it is only what a limit counts from, the occasion waits again.
    """
    for one in track.occasions:
        for begun in one.begun:
            events = seen.events.get(begun.start or "", ())
            if begun.event in track.taken and all(each.entry != begun.event for each in events):
                if len(one.begun) > 1 or (begun.start, begun.event) not in one.behind:
                    begun.event = None
                else:
                    one.gone, one.never = one.gone or frame.at, True


def _new_starts(rule: Rule, seen: PlanFrame, current: Occasion, track: Track) -> Sequence[Happened]:
    """Give the start event where it has happened once more; the first time, the waiting occasion takes it."""
    if rule.limit is not None and (rule.limit.recurs or rule.limit.counts_back):
        return ()
    for leg, begun in zip(rule.legs, current.begun, strict=True):
        track.taken.update(each.entry for each in begun.take(leg, seen, current.arose))
    if len(rule.legs) > 1:  # no one start of several is the occasion of the duty
        return ()
    _, happened = _started(rule.legs[0], seen)
    return [each for each in happened if each.entry not in track.taken]
