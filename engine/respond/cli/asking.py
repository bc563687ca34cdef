"""The prompt of `respond open --ask`: one question after another, until no answer could change the level."""

import sys
from typing import TYPE_CHECKING

from respond.cli.streams import Lang, tell, terminal_width
from respond.errors import InputError

if TYPE_CHECKING:
    from respond.desk import Interview
    from respond.situation import Question


def ask(interview: "Interview", lang: Lang) -> "Interview":
    """Put the questions to whoever types, and give the interview with the answers.

    The questions go to stderr and the answers come from stdin, a line each. Before each question stands what the level
    may still be; what is no answer is told, and asked again. The end of the input ends the questions.
    """
    _say(_words("asking_hint", lang))
    while (question := interview.question) is not None:
        _put(question, interview, lang)
        answer = _line()
        if answer is None:
            break
        try:
            interview = _told(interview, answer, lang)
        except InputError as error:
            tell(error.render(lang) + "\n")
    done = () if interview.question is not None else (_words("asking_done", lang),)
    _say(_reach(interview, lang), *done)
    return interview


def _put(question: "Question", interview: "Interview", lang: Lang) -> None:
    """Put a question: what the level may still be, what to ask, what an answer looks like."""
    from respond.desk import form_of  # noqa: PLC0415
    from respond.show import question_words  # noqa: PLC0415

    names = {one.duty: one.label.say(lang) for one in interview.situation.obligations}
    form = form_of(interview.known.get(question.fact))
    asked = question_words(question, names, lang)
    _say(_reach(interview, lang), asked, _words("answer", lang, form=form))
    tell("> ")


def _reach(interview: "Interview", lang: Lang) -> str:
    from respond.desk import reach_of  # noqa: PLC0415

    return reach_of(interview.situation, interview.level, lang)


def _words(key: str, lang: Lang, **fields: object) -> str:
    from respond.desk import say  # noqa: PLC0415

    return say(key, lang, **fields)


def _say(*lines: str) -> None:
    """Write lines to stderr, as wide as the terminal, parted from what was before."""
    from respond.show import Sheet, Title, fitting, plain  # noqa: PLC0415

    tell("\n" + plain(Sheet((Title(lines[0], lines[1:]),)), fitting(terminal_width())))


def _told(interview: "Interview", answer: str, lang: Lang) -> "Interview":
    """Take an answer; of a judgement ask who made it."""
    try:
        return interview.told(answer)
    except InputError as error:
        if {each.code for each in error.faults} != {"E327"}:
            raise
    tell(_words("asking_by", lang))
    by = _line()
    return interview.told(answer, by=(by or "").strip() or None)


def _line() -> str | None:
    """Read a line; None at the end of the input."""
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None
