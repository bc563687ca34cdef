"""What is entered, and the log itself, as sheets to read and as plain data."""

from typing import Any, Final

from respond.desk.entering import Entered
from respond.errors import Language, Text
from respond.show import (
    Block,
    Bullet,
    Line,
    Sheet,
    Style,
    View,
    bracket,
    clause_words,
    section,
    situation_sheet,
)

_WORDS: Final[dict[str, Text]] = {
    "entered": Text("已记入 {incident} 第{numbers}条", "entered in {incident}: entry {numbers}"),
    "concerns": Text("与预案对照", "Compared with the plan"),
}


def entered_sheet(entered: Entered, lang: Language, view: View | None = None) -> Sheet:
    """Give what was entered, what of it goes against the plan, and the answer since."""
    rows = entered.rows
    numbers = str(rows[0].number) if len(rows) == 1 else f"{rows[0].number}–{rows[-1].number}"
    blocks: list[Block] = [Line(say("entered", lang, incident=rows[0].incident, numbers=numbers), "good")]
    points: list[Block] = []
    for each in entered.concerns:
        cited = bracket(clause_words(each.clause, lang), lang) if each.clause else ""
        style: Style = "alarm" if each.against else ""
        points.append(Bullet(each.text.say(lang) + cited, mark="!" if each.against else "·", style=style))
    blocks += section(say("concerns", lang), points)
    return Sheet((*blocks, *situation_sheet(entered.situation, view or View(lang)).blocks), lang)


def entered_data(entered: Entered) -> dict[str, Any]:
    """Give what was entered as plain data: schema `entered/1`."""
    return {
        "schema": "entered/1",
        "incident": entered.rows[0].incident,
        "entries": [
            {"number": row.number, "kind": row.kind, "known": row.known, "by": row.by, "hash": row.hash}
            for row in entered.rows
        ],
        "concerns": [
            {"text": {"zh": each.text.zh, "en": each.text.en}, "clause": each.clause, "against": each.against}
            for each in entered.concerns
        ],
        "situation": entered.situation.to_json(),
    }


def say(key: str, lang: Language, **fields: object) -> str:
    """Give one of the words of the desk."""
    text = _WORDS[key]
    return (text.fill(**fields) if fields else text).say(lang)
