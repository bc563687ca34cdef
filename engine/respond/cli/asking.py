"""The prompt of `respond open --ask`: one question after another, until no answer could change the level."""

import sys
from typing import TYPE_CHECKING

from respond.cli.streams import Lang, tell
from respond.errors import InputError

if TYPE_CHECKING:
    from respond.desk import Interview


def ask(interview: "Interview", lang: Lang) -> "Interview":
    """Put the questions to whoever types, and give the interview with the answers.

    The questions go to stderr and the answers come from stdin, a line each. Before each question stands what the level
    may still be; what is no answer is told, and asked again. The end of the input ends the questions.
    """
    from respond.desk import form_of, reach_of, say  # noqa: PLC0415
    from respond.show import question_words  # noqa: PLC0415

    tell(say("asking_hint", lang) + "\n")
    while (question := interview.question) is not None:
        situation = interview.situation
        fact = interview.known.get(question.fact)
        names = {one.duty: one.label.say(lang) for one in situation.obligations}
        tell(f"\n{reach_of(situation, interview.level, lang)}\n")
        tell(f"{question_words(question, names, lang)}\n  {say('answer', lang, form=form_of(fact))}\n> ")
        answer = _line()
        if answer is None:
            tell("\n")
            break
        try:
            interview = _told(interview, answer, lang)
        except InputError as error:
            tell(error.render(lang) + "\n")
    situation = interview.situation
    tell(f"\n{reach_of(situation, interview.level, lang)}\n")
    if interview.question is None:
        tell(say("asking_done", lang) + "\n")
    return interview


def _told(interview: "Interview", answer: str, lang: Lang) -> "Interview":
    """Take an answer; of a judgement ask who made it."""
    from respond.desk import say  # noqa: PLC0415

    try:
        return interview.told(answer)
    except InputError as error:
        if {each.code for each in error.faults} != {"E327"}:
            raise
    tell(say("asking_by", lang))
    by = _line()
    return interview.told(answer, by=(by or "").strip() or None)


def _line() -> str | None:
    """Read a line; None at the end of the input."""
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None
