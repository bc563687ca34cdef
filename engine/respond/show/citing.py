"""Citations: a clause of the leading plan alone, one of another plan with that plan's mark."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from respond.errors import Language, Text
from respond.plan import PlanRef
from respond.show.wording import LABELS, bracket, clause_words, clauses, label
from respond.situation import Situation

NEWER_EDITION: Final = LABELS["newer_edition"]
"""That an edition has come into force while an incident runs."""
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩"


def marks_of(situation: Situation) -> dict[PlanRef, str]:
    """Give a mark to every plan beside the leading one: those it adopts, then those that answer beside it."""
    return {
        ref: _MARKS[number] if number < len(_MARKS) else f"({number + 1})"
        for number, ref in enumerate(situation.plans_beside)
    }


def cite(clause: str, plan: PlanRef, situation: Situation, lang: Language) -> str:
    """Give a clause as it is cited, marked if it is not the leading plan's: `①条款34`."""
    words = clause_words(clause, lang)
    if plan == situation.leading_plan:
        return words
    mark = marks_of(situation).get(plan, str(plan))
    return f"{mark} {words}" if lang == "en" or mark == str(plan) else f"{mark}{words}"


def legend(situation: Situation, lang: Language) -> list[str]:
    """Say which plan each mark stands for, by its id and title."""
    draft = label("draft", lang)
    notes = {answer.plan: draft for answer in situation.answers[1:] if answer.standing == "draft"}
    notes |= {each.plan: label("newer", lang, since=each.since) for each in situation.newer_editions}
    return [
        f"{mark} {ref} {title.say(lang)}" + (bracket(notes[ref], lang) if ref in notes else "")
        for ref, title, mark in _marked(situation)
    ]


def legend_of(text: str, situation: Situation, lang: Language) -> str:
    """Say in one line which plan each mark in a text stands for: by its title, of editions of one title by both."""
    several = Counter(situation.plans_beside.values())
    return clauses(
        [
            f"{mark} {title.say(lang)}" + (bracket(ref.edition, lang) if several[title] > 1 else "")
            for ref, title, mark in _marked(situation)
            if mark in text
        ],
        lang,
    )


def newer_editions(situation: Situation, lang: Language) -> list[str]:
    """Say which editions have come into force while it runs, each since when."""
    return [
        NEWER_EDITION.fill(plan=each.plan, since=each.since).say(lang) for each in situation.newer_editions
    ]


def _marked(situation: Situation) -> Iterator[tuple[PlanRef, Text, str]]:
    marks = marks_of(situation)
    return ((ref, title, marks[ref]) for ref, title in situation.plans_beside.items())
