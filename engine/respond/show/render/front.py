"""The title page, and the chapter that says how to read what follows."""

from collections.abc import Iterator
from typing import Any

from respond.clock import Duration, Every, parse_duration
from respond.errors import InputError
from respond.plan import Adoption, Alongside, entries
from respond.show.render.author import LEVELS, Author
from respond.show.render.names import PART, SIGNS
from respond.show.render.page import (
    Bullets,
    Card,
    Chapter,
    Facts,
    Grid,
    GridRow,
    Heading,
    PageBlock,
    PageRow,
    Para,
    Words,
    words,
)
from respond.show.wording import level_words


def front(author: Author) -> tuple[PageBlock, ...]:
    """Give what stands on the title page: the document, what is in force when, and how far to trust it."""
    drafts = sum(1 for _ in drafts_of(author))
    note = (
        author.word("draft_note", n=drafts, where=author.word("drafts"))
        if drafts
        else author.word("no_drafts")
    )
    return (
        Facts(tuple(_document(author))),
        Facts(tuple(_counts(author))),
        Para(words(author.word("not_official")), "notice"),
        Para(words(note), "notice" if drafts else ""),
    )


def drafts_of(author: Author) -> Iterator[Any]:
    """Go through every entry that no source confirms."""
    plan = author.compiled.plan
    for entry in (*entries(plan), *plan.responses.values(), *plan.derived.values()):
        if getattr(entry, "standing", "") == "draft":
            yield entry


def _document(author: Author) -> Iterator[PageRow]:
    plan, lang = author.compiled.plan, author.lang
    document, force = plan.document, plan.edition.in_force
    days = {"from_": force.from_, "to": force.to}
    yield from author.row("number", words(document.number or ""))
    yield from author.text_row("issuer", document.issuer)
    yield from author.row("issued", words(str(document.issued or "")))
    yield from author.row("edition", words(str(author.compiled.ref), "code"))
    yield from author.row("in_force", words(author.word("span" if force.to else "since", **days), "strong"))
    yield from author.text_row("area", plan.area)
    yield from author.row("kinds", author.listed(words(kind, "code") for kind in plan.kinds))
    yield from author.row("interpreter", author.unit(document.interpreter) if document.interpreter else ())
    yield from author.row("review", words(_review(document.review, author)))
    yield from author.row("adopts", *(_other(other, author) for other in plan.adopts))
    yield from author.row("alongside", *(_other(other, author) for other in plan.alongside))
    if document.note:
        yield PageRow(author.word("about"), (words(document.note.say(lang)),))


def _review(text: str | None, author: Author) -> str:
    try:
        duration = parse_duration((text or "").removeprefix("every "))
    except InputError:
        return text or ""
    years, rest = divmod(duration.months, 12)
    if years and not rest and duration == Duration(months=duration.months):
        return author.word("every_years", n=years)
    return Every(duration).words.say(author.lang)


def _other(other: Adoption, author: Author) -> Words:
    """Give the name of a plan that is adopted or runs beside."""
    known = author.gathered.others.get(str(other.plan))
    name = f"{known.title.say(author.lang)} " if known else ""
    ref = f"{other.plan}@{known.edition.name}" if known else str(other.plan)
    draft = (*words(" "), *words(author.word("draft"), "draft")) if other.standing == "draft" else ()
    return (*words(name), *words(ref, "code"), *draft)


def _others(author: Author) -> Iterator[PageBlock]:
    """Give, for each plan adopted or run beside, what of it, in which cases, under which clause and why."""
    plan = author.compiled.plan
    if plan.adopts or plan.alongside:
        yield Heading(author.word("others"), "read-others")
    for number, other in enumerate((*plan.adopts, *plan.alongside), 1):
        gate = author.compiled.gates.get(str(other.plan)) if isinstance(other, Alongside) else None
        rows = (
            *(author.row("only_when", words(gate.words(author.lang))) if gate else ()),
            *author.row("parts", author.listed(words(PART[part].say(author.lang)) for part in other.parts)),
            *author.row("units_here", *_paired(other, author)),
            *author.row("clause", author.cites(other.clause)),
            *author.text_row("why", other.reason),
        )
        kind = author.word("runs_beside" if isinstance(other, Alongside) else "adopts_from")
        yield Card(kind, _other(other, author), f"other-{number}", rows, draft=other.standing == "draft")


def _paired(other: Adoption, author: Author) -> Iterator[Words]:
    known = author.gathered.others.get(str(other.plan))
    for name, here in other.units.items():
        there = known.units.get(name) if known else None
        yield (*words(f"{author.say(there) if there else name} → "), *author.unit(here))


def _counts(author: Author) -> Iterator[PageRow]:
    plan = author.compiled.plan
    own = author.gathered.sources[0].plan.ledger.values()
    stated = {
        status: sum(entry.status == status for entry in own)
        for status in ("encoded", "not-executable", "open")
    }
    yield from author.row(
        "clause_count",
        words(
            author.word(
                "clause_counts",
                all=len(own),
                encoded=stated["encoded"],
                not_executable=stated["not-executable"],
                open=stated["open"],
            )
        ),
    )
    if not author.compiled.graded:
        yield from author.row("level", words(author.word("no_levels")))
    counts = {
        "criteria": len(author.compiled.criteria),
        "responses": len(plan.responses),
        "measures": len(author.compiled.measures),
        "reports": len(plan.reports),
        "units": len(plan.units),
        "readings": len(plan.interpretations),
    }
    yield from author.row("entry_count", words(author.word("entry_counts", **counts)))


def how_to_read(author: Author) -> Chapter:
    """Give the chapter on boundaries, signs, colours and marks."""
    blocks: list[PageBlock] = [
        Heading(author.word("scale"), "read-scale"),
        *_scales(author),
        Para(words(author.word("unknown_note"))),
        _signs(author),
        Heading(author.word("colours"), "read-colours"),
        Para(words(author.word("colours_note"))),
        Bullets(tuple(words(level_words(gravity, author.lang), LEVELS[gravity]) for gravity in range(1, 5))),
        Para(words(author.word("line_note"))),
        Heading(author.word("marks"), "read-marks"),
        Facts(tuple(_marks(author))),
        *_others(author),
    ]
    return Chapter(author.word("reading"), "reading", tuple(blocks))


def _scales(author: Author) -> Iterator[PageBlock]:
    """Give what the text says of its boundary words, and what the texts adopted say of theirs."""
    sources = author.gathered.sources
    if sources[0].plan.scale is None:
        yield Para(words(author.word("no_scale")), "notice")
    for source in sources:
        scale = source.plan.scale
        if scale is not None:
            home = source.home(scale.clause) if scale.clause else None
            cited = (*words(" "), *words(home, anchor=source.anchor(home))) if home else ()
            origin = (*words(f"{source.sign} {source.ref}", "origin"), *words(" ")) if source.sign else ()
            yield Para((*origin, *words(author.say(scale)), *cited), "notice")


def _signs(author: Author) -> Grid:
    rows = tuple(
        GridRow(((words(sign, "code"),), (words(said.say(author.lang)),), (words(author.word(figure)),)))
        for sign, said, figure in SIGNS
    )
    heads = (author.word("sign"), author.word("sign_words"), author.word("sign_figure"))
    return Grid("signs", heads, rows, author.word("signs"))


def _marks(author: Author) -> Iterator[PageRow]:
    for status in ("encoded", "not-executable", "open"):
        yield PageRow(author.word(status), (words(author.word(f"{status}_note")),))
    yield PageRow(author.word("draft"), (words(author.word("draft_mark_note")),))
    for source in author.gathered.sources[1:]:
        said = author.word("origin_note", title=source.plan.title.say(author.lang), ref=source.ref)
        yield PageRow(source.sign, (words(said),))
