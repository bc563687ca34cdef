"""The numbers that reports have told: what each reader was last told, what contradicts it, what was put right since."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from respond._records import frozen
from respond.errors import LANGUAGES, Text
from respond.facts import Fact, show_value
from respond.log import Entry
from respond.papers.contradiction import Figure, contradicts, falls_short, figure_of, only_grows
from respond.papers.dossier import Dossier, Known, Statement
from respond.papers.sent import Sent
from respond.papers.words import both, official_moment
from respond.show import bilingual, clauses, named_in_both


@frozen(eq=False)
class Told:
    """A number that was told and one that stands now: in words, with the entries that told it and when."""

    name: str
    label: Text
    before: Text
    now: Text
    at_words: Text
    entries: tuple[Entry, ...]
    """What tells the number that stands now."""
    told: tuple[Entry, ...]
    """What told the number that was sent."""
    dossier: Dossier
    """The incident in which it was sent: this one, or one that was merged into it."""


@frozen(eq=False)
class _Bar:
    """What a report may not contradict: a figure, the value it was told as, and the report that told it."""

    figure: Figure
    known: Known
    sent: Sent


def shown(known: Known) -> Text:
    """Give the value of a fact in words."""
    return Text(*(show_value(known.seen.value, known.fact, lang) for lang in LANGUAGES))


def contradictions(dossier: Dossier, sent: Sequence[Sent], reasons: Mapping[str, Text]) -> tuple[Told, ...]:
    """Give the numbers that cannot be true beside those sent before, and for which nobody has said why."""
    found = []
    for name, known in dossier.present.facts.items():
        if name in reasons:
            continue
        bar = _bar(name, dossier, sent)
        own = [bar] if bar is not None and _against(dossier, name, bar) else []
        silent = [each for each in own if _why(dossier, name, each.sent) is None]
        silent += [bar for bar, words in _short(dossier, name, sent) if words is None]
        found += [
            Told(
                name, known.fact.label, shown(bar.known), shown(known), _when(bar, dossier), known.entries,
                bar.known.entries, bar.sent.dossier,
            )
            for bar in silent[:1]
        ]  # fmt: skip
    return tuple(found)


def _when(bar: _Bar, dossier: Dossier) -> Text:
    """Say when a number was told, and in which incident where that is another one."""
    at = official_moment(bar.sent.at)
    if bar.sent.dossier is dossier:
        return at
    return both("told_elsewhere", at=at, incident=bar.sent.dossier.situation.incident)


def _bar(name: str, dossier: Dossier, sent: Sequence[Sent]) -> _Bar | None:
    """Give the strictest number told of an incident: what only grows stays what it was, until that is put right."""
    bar: _Bar | None = None
    for each in sent:
        if each.dossier is not dossier:
            continue
        known = each.view.facts.get(name)
        figure = _figure(known) if known is not None else None
        if known is None or figure is None:
            continue
        weaker = bar is not None and only_grows(known.fact) and _less_said(figure, bar.figure)
        if bar is None or contradicts(known.fact, bar.figure, figure) or not weaker:
            bar = _Bar(figure, known, each)
    return bar


def _short(dossier: Dossier, name: str, sent: Sequence[Sent]) -> Iterator[tuple[_Bar, Text | None]]:
    """Give the numbers told of incidents that go on in this one, of which its own falls short; and what explains it."""
    known = dossier.present.facts.get(name)
    figure = None if known is None else _figure(known)
    if known is None or figure is None:
        return
    for other in dossier.taken_in:
        for bar in _bars_in(other, known, dossier, sent):
            if falls_short(known.fact, bar.figure, figure):
                yield bar, _why_short(dossier, name, bar, other)


def _bars_in(other: Dossier, known: Known, dossier: Dossier, sent: Sequence[Sent]) -> Iterator[_Bar]:
    """Give the numbers that were told of an incident merged into this one, and of those merged into that before.

    A report of this one that went out since and told another number settled it: what it told binds from then on.
    """
    name = str(known.fact.id)
    if other.goes_on is None:
        return
    since = other.goes_on.at
    later = [
        figure
        for each in sent
        if each.dossier is dossier and each.until >= since and name in each.view.facts
        if (figure := _figure(each.view.facts[name])) is not None
    ]
    own = _bar(name, other, sent)
    for bar in (
        *([] if own is None else [own]),
        *(bar for each in other.taken_in for bar in _bars_in(each, known, other, sent)),
    ):
        if _same_question(bar.known.fact, known.fact) and not any(
            falls_short(known.fact, bar.figure, each) for each in later
        ):
            yield bar


def _same_question(one: Fact, other: Fact) -> bool:
    """Say whether two plans ask the same by a name: then one number may be held against the other."""
    return (one.type, one.unit, one.label) == (other.type, other.unit, other.label)


def _why_short(dossier: Dossier, name: str, bar: _Bar, other: Dossier) -> Text | None:
    """Give what was said of a number that falls short of one told in an incident merged into this one.

    That is a note or a correction since the merger, or what that incident's own log says of its number.
    """
    assert other.goes_on is not None  # noqa: S101 - or it has no bar here
    since = other.goes_on.at
    before = frozenset(each.id for each in dossier.present.entries if each.known < since)
    words = _noted(dossier, name, before)
    if words is None:
        right = [
            each for each in dossier.present.facts[name].entries if each.corrects and each.id not in before
        ]
        words = next((each.reason for each in reversed(right) if each.reason is not None), None)
    return words or _why(bar.sent.dossier, name, bar.sent)


def _less_said(figure: Figure, than: Figure) -> bool:
    """Say whether a figure leaves open what another has ruled out below."""
    return than.low is not None and (figure.low is None or figure.low < than.low)


def _figure(known: Known) -> Figure | None:
    return figure_of(known.fact, known.seen.value, known.at, stated=known.seen.as_of is not None)


def _why(dossier: Dossier, name: str, sent: Sent) -> Text | None:
    """Give what the log says of a number that is other than one sent: a correction, a note on it or about it."""
    before = sent.view.names
    told = {each.id for each in sent.view.facts[name].entries} if name in sent.view.facts else set()
    for entry in dossier.present.entries:
        if entry.id not in before and entry.corrects in told:
            return entry.reason or Text("", "")
    return _noted(dossier, name, before) if name in dossier.present.facts else None


def _noted(dossier: Dossier, name: str, before: Collection[str]) -> Text | None:
    """Give what notes say of a number, each once: one on the value, those in the log that name the fact.

    Those in `before` had been read already.
    """
    known = dossier.present.facts[name]
    found = []
    if known.seen.note is not None and not any(each.id in before for each in known.entries):
        found.append(Text(known.seen.note, known.seen.note))
    right = {each.corrects: each for each in dossier.present.entries}
    for entry in dossier.present.entries:
        last = right.get(entry.corrects or entry.id, entry)
        if entry.id in before or not isinstance(entry.content, Text) or entry is not last:
            continue
        if known.fact.label.zh in entry.content.zh or known.fact.label.en.lower() in entry.content.en.lower():
            found.append(_without_label(entry.content, known.fact.label))
    reasons = list(dict.fromkeys(found))
    return bilingual(lambda lang: clauses([each.say(lang) for each in reasons], lang)) if reasons else None


def reason_note(label: Text, words: str) -> str:
    """Give the words for a number as a note in the log, which names the fact for the next report to find."""
    return f"{label.zh}：{words}"


def _without_label(note: Text, label: Text) -> Text:
    """Give the words of such a note: what they are of stands before them in a letter."""
    head = reason_note(label, "")
    return Text(note.zh.removeprefix(head), note.en.removeprefix(head))


def corrections_since(
    dossier: Dossier,
    base: Sent | None,
    sent: Sequence[Sent],
    binding: Sequence[Sent],
    reasons: Mapping[str, Text],
) -> tuple[Statement, ...]:
    """Say of each number and value that was told and has been put right since a report what it should be.

    `sent` are the reports its readers had, of this incident and of those merged into it. Of a number that only others
    of the `binding` ones tell otherwise they are told where somebody gave words for it.
    """
    short = dict(_explained(dossier, sent, binding, reasons))
    own = {
        name: words
        for name, words in reasons.items()
        if name not in short or _against(dossier, name, _bar(name, dossier, binding))
    }
    found = {} if base is None else dict(_corrections(dossier, base, sent, own))
    for name, words in own.items():
        bar = _bar(name, dossier, binding)
        if bar is not None and (name not in found or not _against(dossier, name, _bar(name, dossier, sent))):
            found[name] = _corrected(dossier, bar.known, bar.sent, words, ())
    return (*found.values(), *(said for name, said in short.items() if name not in own))


def _explained(
    dossier: Dossier, sent: Sequence[Sent], binding: Sequence[Sent], reasons: Mapping[str, Text]
) -> Iterator[tuple[str, Statement]]:
    """Say of each number that falls short of one told in an incident merged into this one why it does."""
    for name, known in dossier.present.facts.items():
        for bar, words in _short(dossier, name, binding if name in reasons else sent):
            label, at = known.fact.label, official_moment(bar.sent.at)
            told = bar.sent.dossier.situation
            why = reasons.get(name) or words or Text("", "")
            said = both(
                "short_of_another", label=label, at=at, before=shown(bar.known), after=shown(known),
                other=named_in_both(told.title, told.incident),
                why=both("why", words=why) if why.zh + why.en else Text("", ""),
            )  # fmt: skip
            yield name, Statement(said, dossier.basis(known.entries))
            break


def _corrections(
    dossier: Dossier, base: Sent, sent: Sequence[Sent], reasons: Mapping[str, Text]
) -> Iterator[tuple[str, Statement]]:
    for name, before in base.view.facts.items():
        known = dossier.present.facts.get(name)
        told = {each.id for each in before.entries}
        right = [
            each
            for each in dossier.present.entries
            if each.id not in base.view.names and each.corrects in told
        ]
        bar = _bar(name, dossier, sent)
        against = bar if _against(dossier, name, bar) else None
        if not right and against is None and name not in reasons:
            continue
        old, told_by = (before, base) if against is None else (against.known, against.sent)
        words = reasons.get(name) or _reason(dossier, name, base, right)
        if known is None or known.seen.value != old.seen.value or name in reasons:
            yield name, _corrected(dossier, old, told_by, words, right)


def _against(dossier: Dossier, name: str, bar: _Bar | None) -> bool:
    """Say whether the number that stands now contradicts one that was told."""
    known = dossier.present.facts.get(name)
    figure = None if known is None else _figure(known)
    return bar is not None and figure is not None and contradicts(bar.known.fact, bar.figure, figure)


def _corrected(
    dossier: Dossier, old: Known, sent: Sent, words: Text | None, right: Sequence[Entry]
) -> Statement:
    """Say what a value that was told should be, or that it was withdrawn, and why."""
    known = dossier.present.facts.get(str(old.fact.id))
    why = both("why", words=words) if words is not None and words.zh + words.en else Text("", "")
    said = {"label": old.fact.label, "at": official_moment(sent.at), "before": shown(old), "why": why}
    if known is None:
        return Statement(both("withdrawn", **said), dossier.basis(right))
    basis = dossier.basis(dict.fromkeys((*right, *known.entries)))
    return Statement(both("corrected", **said, after=shown(known)), basis)


def _reason(dossier: Dossier, name: str, base: Sent, right: Sequence[Entry]) -> Text | None:
    if right:
        return next((each.reason for each in reversed(right) if each.reason is not None), None)
    return _why(dossier, name, base) if name in dossier.present.facts else None
