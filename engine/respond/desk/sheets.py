"""What was entered, as a sheet to read and as data: schema `entered/1`."""

from collections.abc import Sequence
from typing import Annotated, Literal

from respond._records import frozen
from respond.desk.concerns import Concern
from respond.desk.entering import Entered
from respond.desk.words import say
from respond.errors import Language
from respond.show import (
    Block,
    Bullet,
    Line,
    Sheet,
    Style,
    View,
    bracket,
    brief_sheet,
    cite,
    clause_words,
    section,
    typed,
)
from respond.situation import Placed, Situation
from respond.store import RowKind


@frozen
class EnteredRow:
    """A row of the log as what was entered tells of it; `known` is since when it is known."""

    number: int
    kind: RowKind
    known: str
    by: str
    hash: str


@frozen
class EnteredData:
    """What an entry came to, as it is written: its rows, what goes against the plan, and the answer since."""

    incident: str
    entries: tuple[EnteredRow, ...]
    concerns: tuple[Concern, ...]
    situation: Situation

    @property
    def schema(self) -> Annotated[Literal["entered/1"], Placed(before="incident")]:
        """Give the name of the contract its JSON keeps."""
        return "entered/1"


def entered_sheet(entered: Entered, lang: Language, view: View | None = None) -> Sheet:
    """Give what was entered, what of it goes against the plan, and in short the answer since."""
    rows = entered.rows
    numbers = str(rows[0].number) if len(rows) == 1 else f"{rows[0].number}–{rows[-1].number}"
    blocks: list[Block] = [Line(say("entered_as", lang, incident=rows[0].incident, numbers=numbers), "good")]
    blocks += concern_blocks(entered.concerns, say("concerns", lang), lang, entered.situation)
    blocks += brief_sheet(entered.situation, view or View(lang)).blocks
    return Sheet(
        (*blocks, Line((typed(f"{say('all_of_it', lang)}respond status {rows[0].incident}"),), "dim")), lang
    )


def concern_blocks(
    concerns: Sequence[Concern], compared: str, lang: Language, situation: Situation | None = None
) -> tuple[Block, ...]:
    """Give how an entry compares with the plan, under the heading `compared`, and apart from that what else is to know.

    Clauses of plans alongside are marked as in the answer of a `situation`.
    What the log tells besides is no word of the plan: an older figure, a merger, one body that did it for several.
    """
    own = [each for each in concerns if each.compared_with == "log"]
    plan = [each for each in concerns if each.compared_with == "plan"]
    return (
        *section(compared, [_concern(each, lang, situation) for each in plan]),
        *section(say("to_know", lang), [_concern(each, lang, situation) for each in own]),
    )


def clause_of(each: Concern, situation: Situation | None, lang: Language) -> str:
    """Give the clause of a concern as it is cited elsewhere; nothing where it has none."""
    if each.clause is None:
        return ""
    if situation is None:
        return clause_words(each.clause, lang)
    return cite(each.clause, each.plan or situation.leading_plan, situation, lang)


def _concern(each: Concern, lang: Language, situation: Situation | None) -> Block:
    cited = bracket(clause_of(each, situation, lang), lang)
    style: Style = "alarm" if each.against else ""
    return Bullet(each.text.say(lang) + cited, mark="!" if each.against else "·", style=style)


def entered_data(entered: Entered) -> EnteredData:
    """Give what was entered as it is written to JSON."""
    rows = tuple(EnteredRow(row.number, row.kind, row.known, row.by, row.hash) for row in entered.rows)
    return EnteredData(entered.rows[0].incident, rows, entered.concerns, entered.situation)
