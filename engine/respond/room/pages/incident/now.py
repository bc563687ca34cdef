"""The section to begin with: what presses, what to ask, and why the level is what it is."""

from collections.abc import Mapping
from typing import Final

from respond.desk import asked_of
from respond.errors import Text
from respond.room.pages.incident.facts import enter_value
from respond.room.pages.incident.rows import first_rows, row_of
from respond.room.pages.incident.section import Looked, Section
from respond.show import (
    View,
    as_html_part,
    grounds_sheet,
    hangs_on,
    label,
    may_press,
    question_words,
    why_sheet,
)

_ASKED: Final = 5
_PRESSING: Final = 6


def _shows(looked: Looked) -> Mapping[str, object]:
    one, lang = looked.one, looked.visit.lang
    situation = one.situation
    names = {each.duty: each.label.say(lang) for each in situation.obligations}
    asked = [
        (each.question, question_words(each.question, names, lang), one.log.facts.get(each.question.fact))
        for each in asked_of(situation, one.log.facts)
    ]
    every = looked.visit.request.query_params.get("why") == "every"
    rows, more = first_rows(looked, _PRESSING)
    unsettled = may_press(situation)
    return {
        "rows": rows,
        "more": more,
        "unsettled_head": (label("may_press", lang), label("may_press_aside", lang)),
        "unsettled": [
            (row_of(each, looked), hangs_on(each, situation, View(lang))) for each in unsettled[:_PRESSING]
        ],
        "unsettled_more": len(unsettled) - _PRESSING,
        "asked": asked[:_ASKED],
        "asked_later": asked[_ASKED:],
        "why": as_html_part(why_sheet(situation, View(lang, why=every))),
        "every": every,
        "grounds": as_html_part(grounds_sheet(situation, View(lang, full=True))),
    }


SECTION: Final = Section("", Text("现在", "Now"), "incident_now.html.j2", _shows, enter_value)
