"""The document of a plan: title page, how to read it, levels, clauses, duties, units, facts, indexes."""

from datetime import date

from attrs import evolve

from respond.errors import Language
from respond.plan import Compiled, Library
from respond.show.render import chapters, indexes, tables
from respond.show.render.author import Author
from respond.show.render.front import front, how_to_read
from respond.show.render.gather import gather
from respond.show.render.page import Document


def plan_document(compiled: Compiled, library: Library, lang: Language, on: date | None = None) -> Document:
    """Give a plan as a document to read from beginning to end, with what it adopts.

    The plans beside it are named in the editions in force on a day, or the latest.

    >>> library = Library.default()
    >>> book = plan_document(library.compiled(library.find("vaccine-quality")), library, "en")
    >>> [chapter.title for chapter in book.chapters][:3]
    ['Part 1. How to read this document', 'Part 2. Levels at a glance', 'Part 3. Clause by clause']
    """
    author = Author(compiled, gather(compiled, library, on), lang)
    parts = [
        how_to_read(author),
        chapters.levels(author),
        *chapters.clauses(author),
        tables.duties(author),
        tables.reports(author),
        tables.units(author),
        indexes.facts(author),
        indexes.criteria(author),
        indexes.readings(author),
        indexes.drafts(author),
    ]
    filled = [part for part in parts if part.blocks]
    return Document(
        lang,
        compiled.plan.title.say(lang),
        author.word("subtitle"),
        front(author),
        author.word("contents"),
        tuple(
            evolve(part, title=author.word("part", n=number, title=part.title))
            for number, part in enumerate(filled, 1)
        ),
    )
