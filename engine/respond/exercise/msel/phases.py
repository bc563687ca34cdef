"""The phases of an exercise in the table of its injects.

A phase is a part of the exercise's clock, so that the planned time of an inject tells which it falls into; of one that
waits, the earliest it can come. The column says so to people, and is held against the clock when it comes back. The
table of another hand, with nothing said of phases elsewhere, makes them: each begins with its first inject.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import groupby

from respond._records import frozen
from respond.errors import Fault, InputError, Language, Place, Text, fault, nearest
from respond.exercise.scenario import Phase, Scenario, offset_of, phase_at, read_offset
from respond.plan import structure
from respond.yaml import Mapping as Fields
from respond.yaml import Node, node_of
from respond.yaml import Sequence as Nodes

_PHASE = Text("阶段", "the phase")
_NAMES = Text("想定的阶段：{names}", "a phase of the scenario: {names}")
_OTHER = Text(
    "{at} 在“{phase}”（{begins} 起）；改时刻或阶段，或者把这一格留空",
    "{at} is in {phase}, which begins at {begins}; change the time or the phase, or leave this cell empty",
)
_NONE_YET = Text(
    "{at} 时还没有哪个阶段开始；改时刻，或者把这一格留空",
    "no phase has begun by {at}; change the time, or leave this cell empty",
)
_MADE = Text(
    "阶段由表中这一列得出，讨论题请补上：{phases}",
    "phases made from their column, their questions to be added: {phases}",
)


@frozen
class SaidPhase:
    """What the cell of an inject says its phase is."""

    inject: Fields
    name: str
    place: Place


def named_phase(phase: Phase, lang: Language) -> str:
    """Give the name of a phase on one line, as a cell has it."""
    return _plain(Text(phase.zh, phase.en).say(lang))


def phases_of(scenario: Scenario) -> dict[str, Phase]:
    """Give the phase each inject falls into, by the inject's id; without those that fall into none."""
    planned = _planned((each.id, each.at, each.after) for each in scenario.injects)
    found = {name: phase_at(scenario.phases, offset) for name, offset in planned.items()}
    return {name: phase for name, phase in found.items() if phase is not None}


def made_phases(said: Sequence[SaidPhase], injects: Sequence[Node], place: Place) -> tuple[Nodes, Text]:
    """Make phases of what a table says of them, and tell which; the first row's begins with the exercise."""
    planned = _planned_nodes(injects)
    timed = sorted(
        ((planned[str(each.inject["id"])], each) for each in said if str(each.inject["id"]) in planned),
        key=lambda each: each[0],
    )
    made, told = Nodes(place), []
    names: set[str] = set()
    for name, group in groupby(timed, key=lambda each: _plain(each[1].name)):
        offset, first = next(group)
        if name in names:  # it comes again: told of its cell
            continue
        names.add(name)
        begins = offset_of(timedelta(0) if first.inject is injects[0] else offset)
        made.append(
            node_of({"id": f"phase-{len(names)}", "zh": name, "en": name, "from": begins}, first.place)
        )
        told.append(f"{begins} {name}")
    return made, _MADE.fill(phases=Text("、".join(told), ", ".join(told)))


def phase_faults(said: Sequence[SaidPhase], injects: Sequence[Node], phases: Node) -> Iterator[Fault]:
    """Find phases there are not, and such as an inject does not fall into at its planned time."""
    known, planned = _read(phases), _planned_nodes(injects)
    if known is None:
        return
    names: dict[str, list[Phase]] = {}
    for phase in known:
        for name in dict.fromkeys((phase.id, _plain(phase.zh), _plain(phase.en))):
            names.setdefault(name, []).append(phase)
    for each in said:
        meant = names.get(_plain(each.name))
        if meant is None:
            listed = Text(*(", ".join(named_phase(one, lang) for one in known) for lang in ("zh", "en")))
            guess = nearest(_plain(each.name), [*names])
            expected = _NAMES.fill(names=listed)
            yield fault("E824", each.place, suggestion=guess, found=each.name, expected=expected)
            continue
        offset = planned.get(str(each.inject["id"]))
        if offset is None:
            continue  # its time is at fault, which is told
        by_clock = phase_at(known, offset)
        if by_clock not in meant:
            yield fault(
                "E652", each.place, what=_PHASE, found=each.name, expected=_by_clock(by_clock, offset)
            )


def _by_clock(phase: Phase | None, offset: timedelta) -> Text:
    at = offset_of(offset)
    if phase is None:
        return _NONE_YET.fill(at=at)
    return _OTHER.fill(at=at, phase=Text(phase.zh, phase.en), begins=phase.from_)


def _read(phases: Node) -> list[Phase] | None:
    """Give the phases as read; None where they cannot be, which is told when the whole is read."""
    try:
        found = [structure(each, Phase) for each in (phases if isinstance(phases, Nodes) else ())]
        for each in found:
            read_offset(each.from_)
    except InputError:
        return None
    return found


def _planned_nodes(injects: Sequence[Node]) -> dict[str, timedelta]:
    return _planned(
        (str(each["id"]), str(each["at"]), str(each["after"]) if "after" in each else None)
        for each in injects
        if isinstance(each, Mapping)
    )


def _planned(injects: Iterable[tuple[str, str, str | None]]) -> dict[str, timedelta]:
    """Give the time each inject is planned for, of those that can be told: id, `at`, `after`."""
    found: dict[str, timedelta] = {}
    for name, at, after in injects:
        try:
            offset = read_offset(at)
        except InputError:
            continue
        if after is None:
            found[name] = offset
        elif after in found:
            found[name] = found[after] + offset
    return found


def _plain(name: str) -> str:
    return " ".join(name.split())
