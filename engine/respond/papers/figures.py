"""The numbers that reports have told: what each reader was last told, what contradicts it, what was put right since."""

from collections.abc import Iterator, Mapping, Sequence

from respond._records import frozen
from respond.errors import LANGUAGES, Text
from respond.facts import show_value
from respond.log import Entry
from respond.papers.contradiction import Figure, contradicts, figure_of, only_grows
from respond.papers.dossier import Dossier, Known, Statement
from respond.papers.sent import Sent
from respond.papers.words import both, official_moment


@frozen(eq=False)
class Told:
    """A number that was told and one that stands now: in words, with the entries that told it and when."""

    name: str
    label: Text
    before: Text
    now: Text
    at_words: Text
    entries: tuple[Entry, ...]


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
        bar = _bar(name, sent)
        figure = _figure(known)
        if bar is None or figure is None or not contradicts(known.fact, bar.figure, figure):
            continue
        if name not in reasons and _why(dossier, name, bar.sent) is None:
            found.append(
                Told(
                    name, known.fact.label, shown(bar.known), shown(known), official_moment(bar.sent.at),
                    known.entries,
                )
            )  # fmt: skip
    return tuple(found)


def _bar(name: str, sent: Sequence[Sent]) -> _Bar | None:
    """Give the strictest number told so far: what only grows stays at least what it was, until that is put right."""
    bar: _Bar | None = None
    for each in sent:
        known = each.view.facts.get(name)
        figure = _figure(known) if known is not None else None
        if known is None or figure is None:
            continue
        weaker = bar is not None and only_grows(known.fact) and _less_said(figure, bar.figure)
        if bar is None or contradicts(known.fact, bar.figure, figure) or not weaker:
            bar = _Bar(figure, known, each)
    return bar


def _less_said(figure: Figure, than: Figure) -> bool:
    """Say whether a figure leaves open what another has ruled out below."""
    return than.low is not None and (figure.low is None or figure.low < than.low)


def _figure(known: Known) -> Figure | None:
    return figure_of(known.fact, known.seen.value, known.at, stated=known.seen.as_of is not None)


def _why(dossier: Dossier, name: str, sent: Sent) -> Text | None:
    """Give what the log says of a number that is other than one sent: a correction, a note on it or about it."""
    before = sent.view.names
    known = dossier.present.facts[name]
    told = {each.id for each in sent.view.facts[name].entries} if name in sent.view.facts else set()
    for entry in dossier.present.entries:
        if entry.id not in before and entry.corrects in told:
            return entry.reason or Text("", "")
    if known.seen.note is not None and not any(each.id in before for each in known.entries):
        return Text(known.seen.note, known.seen.note)
    label = known.fact.label
    right = {each.corrects: each for each in dossier.present.entries}
    for entry in dossier.present.entries:
        last = right.get(entry.corrects or entry.id, entry)
        if entry.id in before or not isinstance(entry.content, Text) or entry is not last:
            continue
        said = entry.content
        if label.zh in said.zh or label.en.lower() in said.en.lower():
            return said
    return None


def corrections_since(
    dossier: Dossier,
    base: Sent | None,
    sent: Sequence[Sent],
    binding: Sequence[Sent],
    reasons: Mapping[str, Text],
) -> tuple[Statement, ...]:
    """Say of each number and value that was told and has been put right since a report what it should be.

    `sent` are the reports its readers had. Of a number that only others of the `binding` ones tell otherwise they are
    told where somebody gave words for it.
    """
    found = {} if base is None else dict(_corrections(dossier, base, sent, reasons))
    for name, words in reasons.items():
        bar = _bar(name, binding)
        if bar is not None and (name not in found or not _against(dossier, name, _bar(name, sent))):
            found[name] = _corrected(dossier, bar.known, bar.sent, words, ())
    return tuple(found.values())


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
        bar = _bar(name, sent)
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
