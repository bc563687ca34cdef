"""Injects an exercise cannot go on with: which they are, from when on, and why.

What a script tells can come to be impossible by what was played before it: an inject that waited for the players comes
before the hour it speaks of. Whoever came to be known first stays: an inject is to blame where all went well until the
minute in which it came, and goes well without it.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from attrs import evolve

from respond.errors import RespondError, Text
from respond.exercise.play import Play, shown_offset
from respond.exercise.scenario import Inject, Withheld, read_offset

_MINUTE: Final = timedelta(minutes=1)
_WHY: Final = Text("{code} {problem}", "{code} {problem}")

Look = Callable[[str, tuple[Withheld, ...]], Sequence[Inject]]
"""Look at the play at an offset without some injects of the script, and give those that came by then. Raises
RespondError for what the engine cannot play."""


def stuck_in(play: Play, offset: str, look: Look) -> tuple[Withheld, ...]:
    """Give the injects that have to be held back for the play to come as far as an offset, each from when on and why.

    Raises RespondError for what no inject of the script is to blame for.
    """
    found: tuple[Withheld, ...] = ()
    while (at := _fails_first(offset, found, look)) is not None:
        found += _to_blame(play, at, found, look)
    return found


def _fails_first(offset: str, held: tuple[Withheld, ...], look: Look) -> int | None:
    """Give the first minute that cannot be played; None where all can, up to an offset."""
    good, bad = -1, read_offset(offset) // _MINUTE
    if _fault_of(look, bad, held) is None:
        return None
    while bad - good > 1:
        middle = (good + bad) // 2
        if _fault_of(look, middle, held) is None:
            good = middle
        else:
            bad = middle
    return bad


def _fault_of(look: Look, minute: int, held: tuple[Withheld, ...]) -> RespondError | None:
    try:
        look(_offset(minute), held)
    except RespondError as error:
        return error
    return None


def _to_blame(play: Play, minute: int, held: tuple[Withheld, ...], look: Look) -> tuple[Withheld, ...]:
    """Give those that cannot come in a minute: each is tried behind those that can, the clock's own first."""
    known = {each.id for each in look(_offset(minute - 1), held)} if minute else set()
    known |= {each.inject for each in play.given} | {each.inject for each in held}
    known |= {*play.kept_back, play.scenario.injects[0].id}
    coming = [
        each
        for each in play.scenario.injects
        if each.id not in known and read_offset(each.at) <= minute * _MINUTE
    ]
    coming.sort(key=lambda each: each.when is not None or each.after is not None)
    out = {each.id: Withheld(each.id, _offset(minute), "held") for each in coming}
    look(_offset(minute), (*held, *out.values()))
    for each in coming:
        others = {name: one for name, one in out.items() if name != each.id}
        error = _fault_of(look, minute, (*held, *others.values()))
        if error is None:
            out = others
        else:
            out[each.id] = evolve(out[each.id], why=why_of(error))
    return tuple(out.values())


def why_of(error: RespondError) -> Text:
    """Say why something could not be done, each fault with its code."""
    return Text.joined([_WHY.fill(code=each.code, problem=each.problem) for each in error.faults], "；", "; ")


def _offset(minute: int) -> str:
    return shown_offset(minute * _MINUTE)
