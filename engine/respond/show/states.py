"""How one obligation stands, in words: when it is due, what that leaves, what it counts from, what else to know."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Literal

from respond._records import frozen
from respond.errors import Language
from respond.plan import Soon
from respond.show.blocks import Piece, Style, Words
from respond.show.citing import cite
from respond.show.moments import length, near_moment
from respond.show.wording import CHANNEL, COLON, MOOD, SOON, STATE, bracket, clauses, joined, label
from respond.situation import Done, Obligation, Situation, UnitName

Kind = Literal["late", "at-once", "running", "paused", "unclear", "waiting", "worded"]

_STYLE: dict[Kind, Style] = {
    "late": "alarm", "at-once": "strong", "running": "strong", "paused": "dim", "unclear": "notice",
    "waiting": "dim", "worded": "",
}  # fmt: skip


@frozen
class Shown:
    """The limit of an open obligation: the lines of its moment, what is left, how it stands out."""

    kind: Kind
    due: tuple[str, ...]
    left: str
    moment: datetime | None = None
    """What the time left is counted to, of two ends the later; none where no clock counts."""

    @property
    def lines(self) -> tuple[Words, ...]:
        """Give the lines of its moment as those of a cell."""
        return tuple((Piece(line),) for line in self.due)

    @property
    def style(self) -> Style:
        """Give how it stands out."""
        return _STYLE[self.kind]


def timed(one: Obligation) -> bool:
    """Say whether a duty has a limit in figures or is owed at once."""
    return one.at_once or (one.order.limit is not None and one.order.limit.figured)


def owed_untimed(one: Obligation) -> bool:
    """Say whether we must certainly do something now by no clock: 及时, 按规定, or within no limit the text names."""
    act = one.ours and one.mood == "must" and one.order.kind == "act" and not one.provisional
    return act and one.state == "running" and one.due is None and not timed(one)


def owed_in_writing(one: Obligation) -> bool:
    """Say whether we must certainly send somebody a report in writing by no clock, as after a call by telephone."""
    on_paper = "written" in one.order.channel and "phone" not in one.order.channel
    return on_paper and one.order.report_kind is not None and bool(one.to) and owed_untimed(one)


def recurring(one: Obligation) -> bool:
    """Say whether an obligation is one round of a duty that comes again and again."""
    return one.order.limit is not None and one.order.limit.recurs


def kind_of(one: Obligation) -> Kind:
    """Say which kind of limit presses on an open obligation."""
    if not timed(one):
        return "worded"
    if one.state == "waiting":
        return "waiting"
    if one.at_once:
        return "at-once"
    if one.paused is not None:
        return "paused"
    if one.due is None:
        return "unclear"
    return "late" if one.state == "overdue" else "running"


def shown_limit(one: Obligation, now: datetime, lang: Language) -> Shown:
    """Put the limit of an open obligation into words."""
    kind = kind_of(one)
    if kind == "at-once":
        since = gone_since(one)
        gone = label("gone", lang, time=length(now - since, lang)) if since is not None else ""
        return Shown(kind, (label("at_once", lang),), gone)
    if kind == "paused" and one.paused is not None:
        stopped = label("stopped", lang, time=length(now - one.paused, lang))
        return Shown(kind, (label("paused", lang),), stopped)
    if one.due is None:
        return Shown(kind, (), _without_moment(one, kind, lang))
    end, due = one.due, [near_moment(one.due, now)]
    if one.latest is not None and near_moment(one.latest, now) != due[0]:
        end = one.latest  # nobody can call it late before that, so that is what is counted to
        due = [label("earliest", lang, at=due[0]), label("latest", lang, at=near_moment(end, now))]
    if one.late is not None:
        return Shown(kind, tuple(due), label("overdue", lang, time=length(one.late, lang)), end)
    passed = end < now
    words = label("gone" if passed else "remaining", lang, time=length(end - now, lang))
    return Shown(kind, tuple(due), words, end)


def _without_moment(one: Obligation, kind: Kind, lang: Language) -> str:
    """Say how an obligation stands that no moment is known or named for."""
    if kind in {"unclear", "waiting"}:
        return label(kind, lang)
    return label("in_writing", lang) if owed_in_writing(one) else ""


def gone_since(one: Obligation) -> datetime | None:
    """Give what the time of an at-once duty has gone by from; None while its start has not happened.

    Of what only might be owed at first that is the moment since which it is owed for certain.
    """
    if one.start is not None and one.started is None:
        return None
    counted = one.counted if one.counted is not None else one.started
    begun = counted if isinstance(counted, datetime) else one.arose
    return max(begun, one.certain) if one.certain is not None and one.certain > one.arose else begun


def basis_of(one: Obligation, situation: Situation, lang: Language) -> str:
    """Give what the limit counts from, and the clause."""
    return clauses([counted(one, situation.now, lang), cited(one, situation, lang)], lang)


def cited(one: Obligation, situation: Situation, lang: Language) -> str:
    """Give the clause of a duty, with the plan's mark where it is not the leading plan's."""
    return cite(one.clause, one.plan, situation, lang)


def counted(one: Obligation, now: datetime, lang: Language) -> str:
    """Say what the limit is and what it counts from: `自接报（09:12）起1小时内`."""
    limit = one.order.limit
    if limit is None or not timed(one):
        return _in_words(one, lang) if limit is not None else ""
    if one.start is None:
        return label("at_once", lang) if one.at_once else limit.words.say(lang)
    said = {"limit": limit.words.say(lang), "event": one.start.say(lang)}
    if one.started is None:
        later = "counted_of_several_later" if limit.names_starts else "counted_later"
        return label("upon_later" if one.at_once else later, lang, **said)
    said["at"] = _moment(one.started, now)
    if limit.names_starts:
        return label("counted_of_several", lang, **said)
    which = "upon" if one.at_once else "counted"
    since = gone_since(one) if one.at_once else one.counted
    if since is not None and since != one.started:
        said["since"] = _moment(since, now)
        return label(
            f"{which}_arisen" if since in {one.arose, one.certain} else f"{which}_from", lang, **said
        )
    key = "counted_back" if limit.counts_back else which
    return label(key, lang, **said)


def _in_words(one: Obligation, lang: Language) -> str:
    """Give a limit in words, or what a duty without a figure waits for."""
    if one.state == "waiting" and one.start is not None:
        return label("once_it", lang, event=one.start)
    words = one.order.words
    return SOON[words].say(lang) if words not in {None, Soon.UNSTATED} else ""


def _moment(moment: datetime | date, now: datetime) -> str:
    return near_moment(moment, now) if isinstance(moment, datetime) else str(moment)


def beneath(one: Obligation, now: datetime, lang: Language) -> tuple[str, ...]:
    """Give what a reader would wonder about: both ends of a limit, the first one, who has been told and who not."""
    lines = []
    if one.due is not None and one.latest is not None:
        ends = (near_moment(one.due, now), near_moment(one.latest, now))
        if ends[0] != ends[1]:  # the seconds between them nobody can see
            lines.append(label("two_ends", lang, due=ends[0], latest=ends[1]))
    if one.due is not None and one.due < one.arose and one.state in {"overdue", "met-late", "missed"}:
        lines.append(label("late_from_arising", lang, arose=near_moment(one.arose, now)))
    first = label("first_due", lang, at=near_moment(one.first_due, now)) if one.first_due else ""
    paused = label("paused_since", lang, at=near_moment(one.paused, now)) if one.paused else ""
    why = one.why.say(lang) if one.why else ""
    lines.append(clauses([first, paused, why], lang))
    if one.awaits and one.state != "waiting":
        events = joined([event.say(lang) for event in one.awaits], lang)
        lines.append(label("awaits", lang, events=events))
    if one.earlier_rounds:
        lines.append(rounds_counted(one, lang))
    if one.unable is not None:
        at = near_moment(one.unable.at, now)
        said = clauses([one.unable.reason.say(lang), one.unable.by or "", at], lang)
        lines.append(label("unable", lang, said=said))
    if one.missing:
        told = told_words(one.told, now, lang)
        lines.append(label("told", lang, told=told, missing=names_of(one.missing, lang)))
    return tuple(line for line in lines if line)


def rounds_counted(one: Obligation, lang: Language) -> str:
    """Say how many rounds before an obligation are not told one by one, and how they stand."""
    n = sum(rounds for _, rounds in one.earlier_rounds)
    states = [
        label("rounds_in_state", lang, state=STATE[state].say(lang), n=rounds)
        for state, rounds in one.earlier_rounds
    ]
    return label("rounds_counted", lang, n=n, states=joined(states, lang))


def told_words(told: Iterable[tuple[UnitName, datetime]], now: datetime, lang: Language) -> str:
    """Say who has been told of a report, and when each was."""
    return joined([f"{unit.name.say(lang)}{bracket(near_moment(at, now), lang)}" for unit, at in told], lang)


def marks_on(one: Obligation, situation: Situation, lang: Language) -> list[str]:
    """Give what stands before a duty: that it is a report told already, a draft, not certain, not a must, or new."""
    marks = []
    if one.behind:
        marks.append(label("same_report", lang))
    if one.order.standing == "draft":
        marks.append(label("draft", lang))
    if one.provisional:
        marks.append(label("provisional", lang))
    if one.order.provided is not None:
        marks.append(one.order.provided.say(lang))
    if one.mood != "must":
        marks.append(MOOD[one.mood].say(lang))
    if one.new and situation.difference is not None:
        marks.append(label("new", lang))
    return marks


def what_of(
    one: Obligation,
    situation: Situation,
    lang: Language,
    more: tuple[str, ...] = (),
    said: tuple[str, ...] = (),
) -> str:
    """Give what is to be done, with its marks before it but for those `said` already by a heading."""
    marks = [mark for mark in (*more, *marks_on(one, situation, lang)) if mark not in said]
    return marked(marks, lang) + one.order.label.say(lang)


def marked(marks: list[str], lang: Language) -> str:
    """Put marks in the brackets that stand before a text."""
    if not marks:
        return ""
    return f"〔{joined(marks, lang)}〕" if lang == "zh" else f"[{joined(marks, lang)}] "


def names_of(units: tuple[UnitName, ...], lang: Language) -> str:
    """Name units; one that a body stands for by that body, with what the plan calls it."""
    return joined([unit.name.say(lang) + bracket(_role(unit, lang), lang) for unit in units], lang)


def whom_of(
    to: tuple[UnitName, ...],
    copy: tuple[UnitName, ...],
    lang: Language,
    named: Callable[[tuple[UnitName, ...], Language], str] = names_of,
) -> str:
    """Name whom something is told to, and who gets a copy of it; nothing where nobody is told."""
    copied = label("copy", lang, units=named(copy, lang)) if copy else ""
    return named(to, lang) + bracket(copied, lang) if to else copied


def _role(unit: UnitName, lang: Language) -> str:
    return unit.role.say(lang) if unit.role is not None else ""


def state_of(one: Obligation, now: datetime, lang: Language) -> str:
    """Give how an obligation stands in a few words, with its figure where it has one."""
    if one.open:
        shown = shown_limit(one, now, lang)
        figures = " ".join([*shown.due, *([shown.left] if shown.left else [])])
        if figures:
            return figures
    if one.late is None:
        return STATE[one.state].say(lang)
    late = length(one.late, lang)
    if one.state == "met-late":
        return label("done_late", lang, time=late)
    return STATE[one.state].say(lang) + bracket(label("overdue", lang, time=late), lang)


def done_words(one: Obligation, done: Done, names: dict[str, str], now: datetime, lang: Language) -> str:
    """Say what fulfilled an obligation: when, by whom, to whom, by which channel, under which number."""
    by = names.get(done.by, done.by) if done.by is not None else ""
    happened = done.event.say(lang) + bracket(by, lang) if done.event is not None else by
    one_by_one = len({at for _, at in one.told}) > 1
    to = label("to_units", lang, units=joined([names.get(to, to) for to in done.to], lang)) if done.to else ""
    head = [near_moment(done.at, now), happened, "" if one_by_one else to]
    notes = [" ".join(part for part in head if part)]
    if one_by_one:
        notes.append(label("told_all", lang, told=told_words(one.told, now, lang)))
    if done.channel is not None:
        notes.append(CHANNEL[done.channel].say(lang) if done.channel in CHANNEL else done.channel)
    if done.number is not None:
        notes.append(label("number", lang, number=done.number))
    return clauses(notes, lang)


def missed_words(one: Obligation, now: datetime, lang: Language) -> str:
    """Say by when a missed duty should have been done, and how late that was when it ended."""
    ended = near_moment(one.ended, now) if one.ended else ""
    if one.at_once or one.due is None:
        return label("missed_at_once", lang, ended=ended)
    late = length(one.late, lang) if one.late is not None else ""
    return label("missed_by", lang, due=near_moment(one.due, now), ended=ended, late=late)


def named(title: str, said: str, lang: Language) -> str:
    """Put a title before what is said, or give nothing where nothing is said."""
    return f"{title}{COLON[lang]}{said}" if said else ""
