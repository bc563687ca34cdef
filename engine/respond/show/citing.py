"""Citations: a clause of the leading plan alone, one of another plan with that plan's mark."""

from respond.errors import Language
from respond.plan import PlanRef
from respond.show.wording import bracket, clause_words, label
from respond.situation import Situation

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
    """Say which plan each mark stands for, with its title where it is known."""
    titles = {
        answer.plan: answer.title.say(lang)
        + (bracket(label("draft", lang), lang) if answer.standing == "draft" else "")
        for answer in situation.answers[1:]
    }
    return [f"{mark} {ref} {titles.get(ref, '')}".rstrip() for ref, mark in marks_of(situation).items()]
