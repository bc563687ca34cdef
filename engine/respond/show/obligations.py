"""What is owed: first what a clock presses, then what has been missed, and at the end all the rest by its state.

Every obligation has exactly one place; what a short answer leaves out is counted where it would stand.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from attrs import evolve, field

from respond._records import define, frozen
from respond.errors import Language
from respond.show.blocks import (
    Block,
    Bullet,
    Column,
    Line,
    Piece,
    Style,
    Table,
    TableRow,
    Words,
    section,
    words,
)
from respond.show.moments import near_moment
from respond.show.states import (
    Kind,
    basis_of,
    beneath,
    cited,
    counted,
    done_words,
    kind_of,
    marked,
    missed_words,
    names_of,
    owed_in_writing,
    recurring,
    rounds_counted,
    shown_limit,
    state_of,
    timed,
    what_of,
    whom_of,
)
from respond.show.view import View
from respond.show.wording import (
    CHANNEL,
    COLON,
    KEPT,
    LABELS,
    MOOD,
    STATE,
    bracket,
    clauses,
    hinted,
    joined,
    label,
    lists_each,
)
from respond.situation import Obligation, Question, Situation, UnitName, urgency

_UNITS_SHOWN = 6
_LABELS_SHOWN = 2
_WAITING_SHOWN = 3
_FACTS_SHOWN = 3
_NAMES_SHOWN = 3
_SHOWN = 3
_DONE_SHOWN = 6
_NEVER = datetime.max.replace(tzinfo=UTC)


@frozen
class Round:
    """A row: an obligation, and the earlier rounds of the same duty that were not done and stand in its place."""

    one: Obligation
    earlier: tuple[Obligation, ...] = ()


@define(eq=False)
class Account:
    """The obligations of a situation, each in its group."""

    deadlines: list[Obligation] = field(factory=list)
    worded: list[Obligation] = field(factory=list)
    kept: list[Obligation] = field(factory=list)
    broken: list[Obligation] = field(factory=list)
    powers: list[Obligation] = field(factory=list)
    provisional: list[Obligation] = field(factory=list)
    missed: list[Obligation] = field(factory=list)
    done: list[Obligation] = field(factory=list)
    others: list[Obligation] = field(factory=list)
    stood_down: list[Obligation] = field(factory=list)

    @classmethod
    def of(cls, situation: Situation) -> "Account":
        """Put every obligation into its group, the most urgent first."""
        made = cls()
        ordered = sorted(situation.obligations, key=urgency)
        beside = {name for one in ordered if _pressing(one) for name in one.beside}
        for one in ordered:
            made._group(one, beside).append(one)
        return made

    def _group(self, one: Obligation, beside: set[str]) -> list[Obligation]:
        """Give the first group an obligation belongs to."""
        ended = {"missed": self.missed, "met": self.done, "met-late": self.done}
        groups = (
            (one.state == "stood-down", self.stood_down),
            (_pressing(one) or (one.open and one.id in beside), self.deadlines),
            (not one.ours, self.others),
            (one.state == "broken", self.broken),
            (one.order.kind != "act", self.kept),
            (one.state in ended, ended.get(one.state, self.done)),
            (one.provisional, self.provisional),
            (one.mood == "may", self.powers),
        )
        return next((group for belongs, group in groups if belongs), self.worded)


def asked_of(situation: Situation) -> list[Question]:
    """Give what is to be asked, each fact once, in the order of the plans."""
    found = [question for answer in situation.answers for question in answer.questions]
    return list({question.fact: question for question in reversed(found)}.values())[::-1]


def soonest(situation: Situation) -> dict[str, datetime]:
    """Give by when each duty of ours would have to be done that may be owed, so that it is settled in time."""
    found: dict[str, datetime] = {}
    for one in situation.obligations:
        if one.open and one.ours and one.provisional and one.due is not None:
            found[one.duty] = min(one.due, found.get(one.duty, one.due))
    return found


def ranked_questions(situation: Situation) -> list[Question]:
    """Give what is to be asked, first what could change the level, then what settles a duty before it is due."""
    pressing = soonest(situation)
    return sorted(
        asked_of(situation),
        key=lambda question: (
            not question.levels,
            min((pressing[name] for name in question.duties if name in pressing), default=_NEVER),
            not question.responses,
        ),
    )


def _pressing(one: Obligation) -> bool:
    """Say whether it is ours, certain, owed, and has a limit a clock can tell, or is a report owed in writing."""
    certain = one.open and one.ours and not one.provisional and one.mood != "may"
    return certain and one.order.kind == "act" and (timed(one) or owed_in_writing(one))


def most_urgent(situation: Situation) -> Obligation | None:
    """Give what leads the answer: the most urgent we certainly must do, a draft only where nothing else is."""
    leading = _leading(
        situation, {"late", "at-once", "running", "worded"}
    )  # in words: what is owed in writing
    return min(leading, key=urgency, default=None)


def next_limit(situation: Situation) -> Obligation | None:
    """Give what of ours is due next by the clock, where something else leads the answer: late already, or at once."""
    first = min(_leading(situation, {"running"}), key=lambda one: one.due or _NEVER, default=None)
    return None if first is most_urgent(situation) else first


def may_press(situation: Situation) -> list[Obligation]:
    """Give what of ours may turn out to be owed by a time, the most pressing first; nothing of it is called late."""
    return _timed(Account.of(situation).provisional)


def next_to_settle(situation: Situation) -> Obligation | None:
    """Give the first of what may turn out to be owed by a moment that runs or is past, else at once."""
    found = may_press(situation)
    by_a_moment = [one for one in found if kind_of(one) in {"late", "running"}]
    at_once = [one for one in found if kind_of(one) == "at-once"]
    return min(by_a_moment, key=lambda one: one.due or _NEVER, default=next(iter(at_once), None))


def hangs_on(one: Obligation, situation: Situation, view: View) -> str:
    """Say what to ask about so that it is settled whether something is owed; nothing where no fact settles it."""
    found = [each.label.say(view.lang) for each in asked_of(situation) if one.duty in each.duties]
    facts = joined(found[: view.few(_FACTS_SHOWN)], view.lang)
    return label("hangs_on", view.lang, facts=facts, n=len(found)) if found else ""


def _timed(ones: Sequence[Obligation]) -> list[Obligation]:
    return [one for one in ones if timed(one)]


def _leading(situation: Situation, kinds: Container[Kind]) -> list[Obligation]:
    """Give what we certainly must do, with a limit of some kinds; drafts only where nothing else is."""
    found = [
        one
        for one in situation.obligations
        if _pressing(one) and one.mood == "must" and kind_of(one) in kinds
        if one.at_once is False or one.start is None or one.started is not None
    ]
    return [one for one in found if one.order.standing != "draft"] or found


def deadlines(situation: Situation, view: View) -> tuple[Block, ...]:
    """Give what a clock presses, then what must not be overlooked: what was missed, and what was left out."""
    account, lang = Account.of(situation), view.lang
    rounds = _rounds(account.deadlines, view)
    shown = rounds if view.full else _begun(rounds)
    several = Counter((each.one.plan, each.one.duty) for each in shown)
    rows = [_row(each, situation, view, several=several[each.one.plan, each.one.duty] > 1) for each in shown]
    blocks: list[Block] = [Table(_columns(lang), tuple(rows))] if rows else []
    if len(rounds) > len(shown):
        blocks.append(
            Line(hinted(label("limits_more", lang, n=len(rounds) - len(shown)), "--full", lang), "dim")
        )
    from_now = label("now_is", lang, now=near_moment(situation.now, situation.now))
    said = (label("provisional", lang),)

    def under(one: Obligation) -> Block:
        entry, hanging = _entry(one, situation, view, said), hangs_on(one, situation, view)
        return evolve(entry, below=(*entry.below, words(hanging))) if hanging else entry

    return (
        *section(label("deadlines", lang), blocks, from_now),
        *_listed("may_press", _timed(account.provisional), under, view),
        *_missed(account.missed, situation, view),
        *section(label("broken", lang), [_entry(one, situation, view) for one in account.broken]),
        *_left_out(situation, view),
    )


def obligations(situation: Situation, view: View) -> tuple[Block, ...]:
    """Give all that no clock presses: by unit, what stands, powers, what is not certain, done, others', ended."""
    account, lang = Account.of(situation), view.lang
    said = (MOOD["may"].say(lang), label("provisional", lang))

    def entry(one: Obligation) -> Block:
        return _entry(one, situation, view)

    def under(one: Obligation) -> Block:
        return _entry(one, situation, view, said)

    return (
        *_by_unit(account.worded, situation, view),
        *_listed("kept", account.kept, entry, view, usual=None),
        *_listed("powers", account.powers, under, view),
        *_listed("not_certain", [one for one in account.provisional if not timed(one)], under, view),
        *_done(account.done, situation, view),
        *_others(account.others, entry, view),
        *_stood_down(account.stood_down, entry, view),
        *section(label("happened_so_far", lang), [*_events(situation, view)]),
    )


# Rows of the table of deadlines.


def _rounds(ordered: Sequence[Obligation], view: View) -> list[Round]:
    """Give the rows: reports of other plans under the one that leads, a recurring duty once."""
    by_id = {one.id: one for one in ordered}
    placed: set[str] = set()
    found: list[Round] = []
    for one in ordered:
        beside = [by_id[name] for name in one.beside if name in by_id]
        if one.id in placed or (one.behind and not all(other.behind for other in beside)):
            continue
        placed.add(one.id)
        found.append(_round(one, ordered, placed, view))
        for other in beside:
            if other.id not in placed:
                placed.add(other.id)
                found.append(Round(other))
    return found


def _round(one: Obligation, ordered: Sequence[Obligation], placed: set[str], view: View) -> Round:
    """Give the newest round of a recurring duty with the earlier ones not done, unless all are wanted."""
    if view.full or not recurring(one):
        return Round(one)
    same = [each for each in ordered if (each.plan, each.duty) == (one.plan, one.duty)]
    same.sort(key=lambda each: each.round)
    placed.update(each.id for each in same)
    return Round(same[-1], tuple(same[:-1]))


def _begun(rounds: Sequence[Round]) -> list[Round]:
    """Leave out what has not begun, but for the first few."""
    shown = []
    waiting = 0
    for each in rounds:
        waits = kind_of(each.one) == "waiting"
        waiting += waits
        if not waits or waiting <= _WAITING_SHOWN or each.one.behind:
            shown.append(each)
    return shown


def _columns(lang: Language) -> tuple[Column, ...]:
    return (
        Column(label("due", lang)),
        Column(label("left", lang), "stacked"),
        Column(label("what", lang), "main"),
        Column(label("who", lang), "below"),
        Column(label("channel", lang), "below"),
        Column(label("basis", lang), "below"),
    )


def _row(each: Round, situation: Situation, view: View, *, several: bool) -> TableRow:
    """Give the row of an obligation; of `several` occasions of one duty each says which it is."""
    one, lang = each.one, view.lang
    limit = shown_limit(one, situation.now, lang)
    more = (label("occasion", lang, n=one.round),) if several else ()
    channel = joined([CHANNEL[channel].say(lang) for channel in one.order.channel], lang)
    below = [*_earlier(each.earlier, situation, lang), *beneath(one, situation.now, lang), *_more(one, view)]
    style: Style = "alarm" if each.earlier else limit.style
    what = what_of(one, situation, lang, more)
    who = clauses([_who(one, view), _with(one, lang)], lang)
    return TableRow(
        (limit.lines, limit.left, what, who, channel, basis_of(one, situation, lang)), tuple(below), style
    )


def _earlier(earlier: Sequence[Obligation], situation: Situation, lang: Language) -> list[str]:
    if not earlier:
        return []
    first = earlier[0].due
    at = near_moment(first, situation.now) if first is not None else "?"
    return [label("earlier_rounds", lang, n=len(earlier), at=at), *_counted(earlier, lang)]


def _counted(rounds: Sequence[Obligation], lang: Language) -> list[str]:
    """Say how many rounds before some are not told one by one."""
    return [rounds_counted(one, lang) for one in rounds if one.earlier_rounds]


def _who(one: Obligation, view: View) -> str:
    lang = view.lang
    whom = whom_of(one.to, one.order.copy, lang, lambda units, _: _names(units, view))
    return " ".join(
        part
        for part in (_names(one.units, view), label("to_units", lang, units=whom) if whom else "")
        if part
    )


def _with(one: Obligation, lang: Language) -> str:
    """Say who helps, and whom it is done to or for."""
    helping, concerned = one.order.with_units, one.order.concerns
    said = [
        label("with", lang, units=names_of(helping, lang)) if helping else "",
        label("concerns", lang, units=names_of(concerned, lang)) if concerned else "",
    ]
    return clauses(said, lang)


def _names(units: tuple[UnitName, ...], view: View) -> str:
    """Name units; of more than a few only the first, with their number."""
    if view.full or len(units) <= _NAMES_SHOWN + 1:
        return names_of(units, view.lang)
    return label("units_more", view.lang, units=names_of(units[:_NAMES_SHOWN], view.lang), n=len(units))


def _more(one: Obligation, view: View) -> list[Words | str]:
    """Give what only a full answer says: why it is owed, the plan's note, and the name of this occasion."""
    if not view.full:
        return []
    lang = view.lang
    because = one.order.because.say(lang)
    lines: list[Words | str] = [label("when", lang, when=because)] if because else []
    if one.order.note is not None:
        lines.append(one.order.note.say(lang))
    return [*lines, (Piece(one.id, "code"),)]


# One entry of a list.


def _entry(one: Obligation, situation: Situation, view: View, said: tuple[str, ...] = ()) -> Bullet:
    """Give an obligation as an entry of a list: in a line, or with all there is to say of it."""
    lang, now = view.lang, situation.now
    what = what_of(one, situation, lang, said=said)
    style: Style = "alarm" if one.state in {"overdue", "broken"} else ""
    mark = "!" if style else "·"
    if one.order.kind != "act":
        what = marked([KEPT[one.order.kind].say(lang)], lang) + what
    state = "" if one.order.kind != "act" else state_of(one, now, lang)
    if one.done is not None and view.full:  # an event may have done it, which nobody entered as an act
        state += bracket(done_words(one, one.done, _unit_names(situation, lang), now, lang), lang)
    if one.state == "broken" and one.why is not None and not view.full:
        state = one.why.say(lang)
    if kind_of(one) == "worded" and one.state in {"running", "waiting"}:
        state = counted(one, now, lang)
    who = names_of(one.units, lang)
    if not view.full:
        notes = [cited(one, situation, lang), state]
        return Bullet(f"{what}{bracket(clauses([who, *notes], lang), lang)}", mark=mark, style=style)
    channel = joined([CHANNEL[channel].say(lang) for channel in one.order.channel], lang)
    basis = basis_of(one, situation, lang) if timed(one) else cited(one, situation, lang)
    line = clauses([state, _who(one, view), _with(one, lang), channel, basis], lang)
    return Bullet(what, (line, *beneath(one, now, lang), *_more(one, view)), mark, style)


def _listed(
    title: str,
    ones: Sequence[Obligation],
    entry: Callable[[Obligation], Block],
    view: View,
    usual: int | None = _SHOWN,
) -> tuple[Block, ...]:
    """Give a group as a list, its first few where not all is wanted."""
    lang = view.lang
    shown = ones[: None if usual is None else view.few(usual)]
    points = [entry(one) for one in shown]
    if len(ones) > len(shown):
        points.append(
            Line(hinted(label("items_more", lang, n=len(ones) - len(shown)), "--full", lang), "dim")
        )
    aside = label(f"{title}_aside", lang)
    return section(label(title, lang), points, aside)


def _missed(ones: Sequence[Obligation], situation: Situation, view: View) -> tuple[Block, ...]:
    """Give what was not done before it ended; of a recurring duty the last round with their number."""
    lang, now = view.lang, situation.now
    points: list[Block] = []
    for each in _last_rounds(ones, view):
        one = each.one
        what = what_of(one, situation, lang)
        who = names_of(one.units, lang) if view.full else _names(one.units, view)
        notes = clauses([missed_words(one, now, lang), *_rounds_more(each, lang)], lang)
        line = f"{what}{COLON[lang]}{notes}"
        below = [clauses([who if not one.to else _who(one, view), basis_of(one, situation, lang)], lang)]
        if view.full:
            below += [*beneath(one, now, lang)]
        points.append(Bullet(line, (*below, *_more(one, view)), "✗", "alarm"))
    return section(label("missed", lang), points)


def _done(ones: Sequence[Obligation], situation: Situation, view: View) -> tuple[Block, ...]:
    """Give what was done: when, by whom, under which number, and how late."""
    lang, now = view.lang, situation.now
    names = _unit_names(situation, lang)
    points: list[Block] = []
    rounds = _last_rounds(ones, view)
    shown = rounds[: view.few(_DONE_SHOWN)]
    for each in shown:
        one = each.one
        said = done_words(one, one.done, names, now, lang) if one.done is not None else ""
        state = state_of(one, now, lang) if one.state == "met-late" else ""
        line = f"{what_of(one, situation, lang)}{COLON[lang]}{clauses([said, state], lang)}"
        below = [clauses([cited(one, situation, lang), *_rounds_more(each, lang)], lang)] if view.full else []
        if view.full:
            below = [clauses([_who(one, view), basis_of(one, situation, lang)], lang)]
            below += [*beneath(one, now, lang)]
        elif each.earlier:
            below = _rounds_more(each, lang)
        points.append(Bullet(line, (*below, *_more(one, view)), "!" if state else "✓"))
    if len(rounds) > len(shown):
        points.append(
            Line(hinted(label("items_more", lang, n=len(rounds) - len(shown)), "--full", lang), "dim")
        )
    return section(label("done", lang), points)


def _last_rounds(ones: Sequence[Obligation], view: View) -> list[Round]:
    if view.full:
        return [Round(one) for one in ones]
    return [_round(one, ones, set(), view) for one in ones if _is_last(one, ones)]


def _is_last(one: Obligation, ones: Sequence[Obligation]) -> bool:
    return not recurring(one) or not any(
        (each.plan, each.duty) == (one.plan, one.duty) and each.round > one.round for each in ones
    )


def _rounds_more(each: Round, lang: Language) -> list[str]:
    if not each.earlier:
        return []
    return [label("rounds_before", lang, n=len(each.earlier)), *_counted(each.earlier, lang)]


def _unit_names(situation: Situation, lang: Language) -> dict[str, str]:
    return {
        unit.id: unit.name.say(lang)
        for one in situation.obligations
        for unit in (*one.units, *one.to, *one.order.with_units, *one.order.concerns, *one.order.copy)
    }


# Duties without a figure, by unit.


def _by_unit(ones: Sequence[Obligation], situation: Situation, view: View) -> tuple[Block, ...]:
    """Give the duties of each unit; what several owe alike stands under each of them."""
    lang = view.lang
    grouped: dict[str, list[Obligation]] = {}
    for one in ones:
        for unit in one.units or (None,):
            grouped.setdefault(unit.name.say(lang) if unit is not None else "", []).append(one)
    if view.full:
        return section(label("duties", lang), [*_all_duties(grouped, situation, view)])
    names = list(grouped)[:_UNITS_SHOWN]
    points: list[Block] = [Bullet(_summary(name, grouped[name], situation, lang)) for name in names]
    if len(grouped) > len(names):
        points.append(
            Line(hinted(label("duties_more", lang, n=len(grouped) - len(names)), "--full", lang), "dim")
        )
    aside = (Piece(label("duties_aside", lang, n=len(ones))), lists_each("--full", lang))
    return section(label("duties", lang), points, aside)


def _summary(name: str, ones: Sequence[Obligation], situation: Situation, lang: Language) -> str:
    counts = Counter(what_of(one, situation, lang) for one in ones)
    labels = [
        label("and_times", lang, what=what, n=n) if n > 1 else what
        for what, n in [*counts.items()][:_LABELS_SHOWN]
    ]
    more = f" {label('and_more', lang, n=len(ones))}" if len(counts) > _LABELS_SHOWN else ""
    return f"{name}{COLON[lang]}{clauses(labels, lang)}{more}"


def _all_duties(grouped: dict[str, list[Obligation]], situation: Situation, view: View) -> Iterator[Block]:
    """Give each duty in full under the unit that leads it, and in a line under the others that owe it alike."""
    lang = view.lang
    for name, ones in grouped.items():
        yield Line(name, "strong")
        for one in ones:
            first = one.units[0].name.say(lang) if one.units else ""
            if name == first:
                yield _entry(one, situation, view)
            else:
                note = bracket(label("see_under", lang, unit=first), lang)
                yield Bullet(what_of(one, situation, lang) + note)


# What others owe, and what has ended.


def _others(
    ones: Sequence[Obligation], entry: Callable[[Obligation], Block], view: View
) -> tuple[Block, ...]:
    """Fold what other bodies owe into a line, unless it is asked for."""
    lang = view.lang
    if not ones:
        return ()
    if view.full or view.all_bodies:
        return section(label("others_owe", lang), [entry(one) for one in ones])
    counts: dict[str, int] = {}
    for one in ones:
        name = label("provisional", lang) if one.provisional else STATE[one.state].say(lang)
        counts[name] = counts.get(name, 0) + 1
    said = joined([label("counted_state", lang, state=name, n=n) for name, n in counts.items()], lang)
    return (
        Line(hinted(label("others_folded", lang, n=len(ones), states=said), "--all-bodies", lang), "dim"),
    )


def _stood_down(
    ones: Sequence[Obligation], entry: Callable[[Obligation], Block], view: View
) -> tuple[Block, ...]:
    if not ones:
        return ()
    lang = view.lang
    if view.full:
        return section(label("stood_down", lang), [entry(one) for one in ones])
    return (Line(hinted(label("stood_down_folded", lang, n=len(ones)), "--full", lang), "dim"),)


UNCOUNTED: Final = LABELS["uncounted"]
"""What acts that fulfil nothing are called."""


def uncounted_words(situation: Situation, lang: Language) -> list[str]:
    """Give each act that fulfils nothing, and the like: when, by whom, of what duty, and why."""
    names = _unit_names(situation, lang)
    found = []
    for act in situation.uncounted:
        by = names.get(act.by, act.by) if act.by else ""
        head = " ".join(part for part in (near_moment(act.at, situation.now), by) if part)
        found.append(f"{head} {act.label.say(lang)}{COLON[lang]}{act.why.say(lang)}")
    return found


def _left_out(situation: Situation, view: View) -> tuple[Block, ...]:
    """Give the acts that fulfil nothing and the like, and what this answer could not take into account."""
    lang = view.lang
    points: list[Block] = [Bullet(said, mark="!") for said in uncounted_words(situation, lang)]
    blocks = section(UNCOUNTED.say(lang), points)
    left_out = (*[each.words for each in situation.unreceived], *situation.skipped)
    skipped: Iterable[Block] = (Bullet(text.say(lang), mark="!") for text in left_out)
    return (*blocks, *section(label("skipped", lang), [*skipped]))


def _events(situation: Situation, view: View) -> Iterator[Block]:
    """Give what has happened, in its order, with what was put right; only where all is wanted."""
    lang, now = view.lang, situation.now
    for event in situation.events if view.full else ():
        was = [label("was", lang, at=near_moment(moment, now)) for moment in event.was]
        known = event.known is not None and event.known != event.at
        late = [label("known_at", lang, at=near_moment(event.known, now))] if known and event.known else []
        notes = clauses([*([event.by] if event.by else []), *late, *was], lang)
        yield Bullet(f"{near_moment(event.at, now)} {event.name.say(lang)}{bracket(notes, lang)}")
