"""What is typed in forms: moments, lists, and what went wrong, so that a form can be shown again as it was."""

from datetime import tzinfo
from typing import Literal

from respond.clock import SHANGHAI
from respond.errors import RespondError
from respond.facts import read_instant
from respond.room.pages.visit import Visit
from respond.room.problems import Problem, problem_of


def moment_typed(visit: Visit, name: str, zone: tzinfo = SHANGHAI) -> str | None:
    """Give a moment that was typed, in a zone, as it is sent; raises InputError (E312 and the like)."""
    typed = visit.typed(name)
    return None if typed is None else read_instant(typed, name, zone=zone).isoformat()


def length_typed(visit: Visit, name: str, unit: Literal["minutes", "days"]) -> str | None:
    """Give a length of time that was typed, a number alone being of the unit its label names, as it is sent."""
    typed = visit.typed(name)
    return f"{int(typed)} {unit}" if typed is not None and typed.isdecimal() else typed


def list_typed(visit: Visit, name: str) -> list[str]:
    """Give what was typed with commas or on lines of its own."""
    text = (visit.typed(name) or "").replace("，", ",").replace("、", ",").replace("\n", ",")
    return [part.strip() for part in text.split(",") if part.strip()]


def chosen(visit: Visit, name: str) -> list[str]:
    """Give what was ticked."""
    return [str(each) for each in visit.form.getlist(name)]


def wrong(visit: Visit, error: RespondError) -> Problem:
    """Give what went wrong with a form, to be told beside it."""
    return problem_of(error, visit.lang)
