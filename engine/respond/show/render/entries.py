"""One card for each kind of entry: what it says in words, the formula as written, who, by when, and why."""

from collections.abc import Callable
from typing import Any

from respond.clock import Within, parse_duration
from respond.plan import (
    CompiledReading,
    Interpretation,
    Measure,
    Report,
    Response,
    Rule,
    Soon,
    Tighten,
)
from respond.plan import Item as Content
from respond.reason import Condition
from respond.show.render.author import LEVELS, Author
from respond.show.render.gather import Item, Sort
from respond.show.render.names import CHANGE_KIND, PROVISION_KIND, READING_KIND, REPORT_KIND
from respond.show.render.page import Card, PageRow, Words, words
from respond.show.wording import CHANNEL, COLON, MOOD, bracket, either, level_short, offices

Rows = tuple[PageRow, ...]


def card(item: Item, author: Author) -> Card:
    """Give the card of an entry."""
    return _CARDS[item.sort](item, author)


def _rule(condition: Condition | None, author: Author, *, words_too: bool = True) -> Rows:
    """Give what a condition says and how it is written."""
    if condition is None:
        return ()
    said = author.row("rule", words(condition.words(author.lang))) if words_too else ()
    return (*said, *author.row("formula", author.formula(condition.text)), *_computed(condition, author))


def _computed(condition: Condition, author: Author) -> Rows:
    """Give how the computed numbers of a condition are computed."""
    derived = [name for name in condition.seen if name in author.compiled.plan.derived]
    lines = [
        (*author.fact(name), *words(f" = {author.compiled.formulas[name].words(author.lang)}"))
        for name in derived
    ]
    return author.row("computed", *lines)


def _tail(entry: Any, author: Author) -> Rows:  # noqa: ANN401 - entries of every kind
    """Give what any entry may end with: its clause, its source, a note, the readings that bear on it."""
    return (
        *_cited(entry, author),
        *author.text_row("source", getattr(entry, "source", None)),
        *author.text_row("note", getattr(entry, "note", None)),
        *author.readings_on(entry.id),
    )


def _cited(entry: Any, author: Author) -> Rows:  # noqa: ANN401
    """Give the clauses an entry cites, unless it is the one it stands under."""
    first = author.gathered.source_of(author.compiled.origin_of(entry))
    alone = any(str(entry.clause) in source.places for source in (first, *author.gathered.sources))
    return () if alone else author.row("clause", author.cites(entry.clause, entry.id))


def _is_draft(entry: Any) -> bool:  # noqa: ANN401
    return getattr(entry, "standing", "") == "draft"


def _card(kind: str, item: Item, entry: Any, title: Words, rows: Rows, author: Author) -> Card:  # noqa: ANN401
    tag = (*words(str(entry.id), "code"), *author.marks(entry.id, getattr(entry, "standing", "confirmed")))
    return Card(kind, title, item.anchor, rows, tag, _is_draft(entry))


def _criterion(item: Item, author: Author) -> Card:
    found: Rule = item.entry
    own = author.say(found.entry)
    level = words(level_short(found.gravity, author.lang), LEVELS[found.gravity])
    title = (*level, *words(" " + (own or found.condition.words(author.lang))))
    rows = (*_rule(found.condition, author, words_too=bool(own)), *_tail(found.entry, author))
    made = _card(author.word("criterion"), item, found.entry, title, rows, author)
    return Card(made.kind, made.title, made.anchor, made.rows, made.marks, made.draft, found.gravity)


def _response(item: Item, author: Author) -> Card:
    response: Response = item.entry[1]
    gravity, _, condition = item.entry
    title = (*author.level(response.id), *words(" " + author.say(response)))
    roles = ("proposed_by", "approved_by", "started_by", "commanded_by", "ended_by")
    named = [(role, getattr(response, role)) for role in roles if getattr(response, role)]
    said = [(role, "".join(piece.text for piece in author.unit(unit))) for role, unit in named]
    rows = (
        *_rule(condition, author),
        *author.row("includes", author.levels(response.includes)),
        *author.row("offices", words(offices(said, author.lang))),
        *_tail(response, author),
    )
    made = _card(author.word("response"), item, response, title, rows, author)
    return Card(made.kind, made.title, made.anchor, made.rows, made.marks[1:], made.draft, gravity)


def _measure(item: Item, author: Author) -> Card:
    measure: Rule = item.entry
    entry = measure.entry
    report = author.compiled.plan.reports.get(entry.report or "")
    named = words(author.say(report), anchor=f"report-{report.id}") if report else ()
    rows = (
        *author.row("who", author.units(entry.owners)),
        *author.row("with", author.units(entry.with_)),
        *author.row("to", author.units(entry.to)),
        *author.row("copy", author.units(entry.copy)),
        *author.row("what_report", named),
        *author.row("how", author.listed(words(CHANNEL[name].say(author.lang)) for name in entry.channel)),
        *author.row("limit", limit_words(measure, author)),
        *author.row("until", author.moments([entry.until] if entry.until else [])),
        *author.row("ends", author.moments(entry.ends)),
        *author.row("when", when_words(measure, author)),
        *(_rule(measure.condition, author, words_too=False)),
        *_tail(entry, author),
    )
    kind = author.word("measure" if entry.response else "duty")
    mood = bracket(MOOD[entry.mood].say(author.lang), author.lang)
    return _card(kind + mood, item, entry, words(author.say(entry)), rows, author)


def when_words(measure: Rule, author: Author) -> Words:
    """Give what makes a measure owed: a response level, a condition, or both."""
    entry = measure.entry
    parts = []
    if entry.response:
        every = set(entry.response) == set(author.compiled.plan.responses)
        levels = "".join(piece.text for piece in author.levels(entry.response))
        parts.append(
            words(author.word("every_response") if every else author.word("in_response", levels=levels))
        )
    if measure.conditional:
        parts.append(words(measure.condition.words(author.lang)))
    return author.stated(parts)


def limit_words(measure: Rule, author: Author) -> Words:
    """Give by when a measure is due, and from when that is counted."""
    entry = measure.entry
    if measure.limit is None or entry.due is Soon.UNSTATED:
        return words(author.word("no_limit"), "quiet")
    limit = measure.limit.words.say(author.lang)
    if not measure.starts or entry.at is not None:
        return words(limit, "strong")
    key = "before_event" if entry.before else "from_event"
    return words(
        author.word(
            key, limit=limit, event=either([author.moment(name) for name in measure.starts], author.lang)
        ),
        "strong",
    )


def _report(item: Item, author: Author) -> Card:
    report: Report = item.entry
    rows = (
        *author.row("reported_by", author.units([report.by] if report.by else [])),
        *author.row("contents_of", *(_content(content, author) for content in report.contents)),
        *(() if report.contents else author.row("contents_of", words(author.word("no_contents"), "quiet"))),
        *author.text_row("form", report.form),
        *_tail(report, author),
    )
    kind = author.word("report") + bracket(REPORT_KIND[report.kind].say(author.lang), author.lang)
    return _card(kind, item, report, words(author.say(report)), rows, author)


def _content(content: Content, author: Author) -> Words:
    said = words(author.say(content))
    if content.fact is None or content.fact not in author.compiled.facts:
        return said
    filled = author.word("filled_by", fact="\n").split("\n")
    opening, closing = ("（", "）") if author.lang == "zh" else (" (", ")")
    return (*said, *words(opening + filled[0]), *author.fact(content.fact), *words(filled[1] + closing))


def _change(item: Item, author: Author) -> Card:
    found: Rule = item.entry
    change = found.entry
    rows = (
        *_rule(found.condition, author),
        *author.row("requires", *(words(author.say(task)) for task in change.requires)),
        *author.row("offices", author.stated(_offices(change, author))),
        *author.row("told", author.units(change.told)),
        *_tail(change, author),
    )
    kind = author.word("change") + bracket(CHANGE_KIND[change.kind].say(author.lang), author.lang)
    return _card(kind, item, change, words(author.say(change)), rows, author)


def _offices(change: Any, author: Author) -> list[Words]:  # noqa: ANN401
    gap = COLON[author.lang]
    return [
        (*author.unit(getattr(change, role)), *words(gap + author.word(role)))
        for role in ("proposed_by", "decided_by")
        if getattr(change, role)
    ]


def _provision(item: Item, author: Author) -> Card:
    found: Rule = item.entry
    entry = found.entry
    rows = (
        *_rule(found.condition, author),
        *author.row("concerns", author.units(entry.units)),
        *_tail(entry, author),
    )
    kind = author.word("provision") + bracket(PROVISION_KIND[entry.kind].say(author.lang), author.lang)
    return _card(kind, item, entry, words(author.say(entry)), rows, author)


def _exclusion(item: Item, author: Author) -> Card:
    found: Rule = item.entry
    rows = (*_rule(found.condition, author), *_tail(found.entry, author))
    return _card(author.word("exclusion"), item, found.entry, words(author.say(found.entry)), rows, author)


def _reading(item: Item, author: Author) -> Card:
    found: CompiledReading = item.entry
    entry: Interpretation = found.entry
    rows = (
        *author.text_row("taken", entry.reading),
        *author.row(
            "rejected", *(line for other in entry.rejected for line in _rejected(other, found, author))
        ),
        *author.row("touches", author.listed(author.id(name) for name in entry.touches)),
        *(author.row("shown_when", words(found.condition.words(author.lang))) if found.condition else ()),
        *_cited(entry, author),
    )
    kind = author.word("interpretation") + bracket(READING_KIND[entry.kind].say(author.lang), author.lang)
    return _card(kind, item, entry, words(entry.question.say(author.lang)), rows, author)


def _rejected(other: Any, found: CompiledReading, author: Author) -> list[Words]:  # noqa: ANN401
    lines = [words(author.say(other))]
    for rejected, conditions in found.alternatives:
        if rejected is other:
            for name, condition in conditions.items():
                said = author.word("would_mean", criterion=name, rule=condition.words(author.lang))
                lines.append((*words("→ " + said + " "), *author.formula(condition.text)))
    return lines


def _tighten(item: Item, author: Author) -> Card:
    entry: Tighten = item.entry
    measure: Measure = next(
        found.entry for found in author.compiled.measures if found.entry.id == entry.measure
    )
    limit = Within(parse_duration(entry.within)).words.say(author.lang)
    title = (*words(author.say(measure), anchor=item.anchor), *words(" → "), *words(limit, "strong"))
    rows = (*author.text_row("why", entry.reason), *author.row("clause", author.cites(entry.clause)))
    return Card(author.word("tighten"), title, f"tighten-{entry.measure}", rows)


_CARDS: dict[Sort, Callable[[Item, Author], Card]] = {
    "criterion": _criterion,
    "exclusion": _exclusion,
    "response": _response,
    "measure": _measure,
    "report": _report,
    "change": _change,
    "provision": _provision,
    "interpretation": _reading,
    "tighten": _tighten,
}
