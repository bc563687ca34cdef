"""How one plan speaks in one language: names with links, citations, formulas, marks."""

import re
from collections.abc import Iterable
from typing import Any

from attrs import frozen

from respond.errors import Language
from respond.plan import GRAVITY, LIFECYCLE, Compiled
from respond.show.reader import citations
from respond.show.render.gather import Gathered
from respond.show.render.page import Kind, PageRow, Piece, Words, chain, spoken, words
from respond.show.render.words import word
from respond.show.wording import COMMA, SEPARATOR, level_short

LEVELS: tuple[Kind, ...] = ("level-0", "level-1", "level-2", "level-3", "level-4")
"""Gravity to the mark of its level."""

_NAMES = re.compile(r"([^\W\d]\w*)")


@frozen(eq=False)
class Author:
    """One plan with all that is needed to speak of it in one language."""

    compiled: Compiled
    gathered: Gathered
    lang: Language

    def word(self, key: str, **values: object) -> str:
        """Give one of the document's own words."""
        return word(key, self.lang, **values)

    def say(self, entry: Any) -> str:  # noqa: ANN401 - anything with `zh` and `en`
        """Give the wording of an entry in the language, nothing if it has none."""
        return str(entry.zh if self.lang == "zh" else entry.en) if entry.zh else ""

    def listed(self, lines: Iterable[Words]) -> Words:
        """Join names."""
        return chain(list(lines), COMMA[self.lang])

    def stated(self, lines: Iterable[Words]) -> Words:
        """Join statements that may hold commas themselves."""
        return chain(list(lines), SEPARATOR[self.lang])

    def unit(self, name: str) -> Words:
        """Give the name of a unit or group, linked to where it is described."""
        plan = self.compiled.plan
        entry = plan.units.get(name) or plan.groups.get(name)
        return words(self.say(entry) if entry else name, anchor=self.gathered.anchors.get(str(name), ""))

    def units(self, names: Iterable[str]) -> Words:
        """Give the names of units."""
        return self.listed(self.unit(name) for name in names)

    def fact(self, name: str) -> Words:
        """Give the label of a fact or computed number, linked to its description."""
        plan = self.compiled.plan
        label = (plan.facts.get(name) or plan.derived[name]).label.say(self.lang)
        return words(label, anchor=self.gathered.anchors[str(name)])

    def id(self, name: str) -> Words:
        """Give an entry's id, or what a response is called, linked to the entry."""
        if name in self.compiled.plan.responses:
            said = self.word("in_response", levels=self.plain(self.level(name)))
            return words(said, anchor=f"response-{name}")
        return words(str(name), "code", self.gathered.anchors.get(str(name), ""))

    def moment(self, name: str) -> str:
        """Give what an event or a date is called."""
        plan = self.compiled.plan
        if name in plan.facts:
            return plan.facts[name].label.say(self.lang)
        return self.say(LIFECYCLE.get(name) or plan.events[name])

    def moments(self, names: Iterable[str]) -> Words:
        """Give what some events are called, linked where this plan describes them."""
        return self.listed(
            words(self.moment(name), anchor=self.gathered.anchors.get(str(name), "")) for name in names
        )

    def level(self, name: str) -> Words:
        """Give the short name of a level, in its colour."""
        gravity = GRAVITY[name]
        return words(level_short(gravity, self.lang), LEVELS[gravity])

    def levels(self, names: Iterable[str]) -> Words:
        """Give the short names of levels."""
        return self.listed(self.level(name) for name in names)

    def formula(self, text: str) -> Words:
        """Give a condition or formula as written, each name linked to its description."""
        parts = _NAMES.split(str(text))
        anchors = self.gathered.anchors
        described = {*self.compiled.facts, *self.compiled.plan.derived, *self.compiled.plan.events}
        return tuple(
            Piece(part, "code", anchors.get(part, "") if part in described else "") for part in parts if part
        )

    def cites(self, clause: str | None, name: str = "") -> Words:
        """Give what an entry cites, each clause linked to its place; `name` finds the plan it comes from.

        A clause of an adopted plan bears that plan's sign.
        """
        found: list[Words] = []
        first = self.gathered.source_of(self.compiled.origin(str(name)))
        for citation in citations(clause or ""):
            sources = (first, *self.gathered.sources)
            homes = [(source, home) for source in sources if (home := source.home(citation)) is not None]
            source, anchor = (homes[0][0], homes[0][0].anchor(homes[0][1])) if homes else (first, "")
            found.append(words(source.sign + citation, anchor=anchor))
        return self.listed(found)

    def marks(self, name: str, standing: str = "confirmed", *, brief: bool = False) -> Words:
        """Give the marks of an entry: the plan it is adopted from (briefly, its sign), and whether it is a draft."""
        origin = self.compiled.origin(str(name))
        sign = self.gathered.source_of(origin).sign
        marks = [Piece(sign if brief else f"{sign} {origin}", "origin")] if sign else []
        if standing == "draft":
            marks.append(Piece(self.word("draft"), "draft"))
        return tuple(marks)

    def plain(self, line: Words) -> str:
        """Give a line as plain text."""
        return spoken(line)

    def row(self, key: str, *lines: Words) -> tuple[PageRow, ...]:
        """Give a labelled row, or nothing when it has nothing to say."""
        said = tuple(line for line in lines if line)
        return (PageRow(self.word(key), said),) if said else ()

    def text_row(self, key: str, text: Any) -> tuple[PageRow, ...]:  # noqa: ANN401 - a Text or nothing
        """Give a labelled row with a text of the plan, or nothing."""
        return self.row(key, words(text.say(self.lang))) if text else ()

    def readings_on(self, name: str) -> tuple[PageRow, ...]:
        """Give the row of readings that bear on an entry."""
        found = [entry for entry in self.compiled.plan.interpretations if str(name) in entry.touches]
        linked = [words(str(entry.question.say(self.lang)), anchor=f"reading-{entry.id}") for entry in found]
        return self.row("readings_of", *linked)
