"""Questions about exercises played live: each sees of a play what its part in it allows."""

import json
from collections.abc import Sequence
from typing import Annotated, Final, Literal

from respond._records import frozen
from respond.errors import InputError, RespondError, Text, fault
from respond.exercise import (
    STAGES,
    ClockNow,
    Compared,
    DirectorView,
    EvaluatorView,
    Play,
    PlayerView,
    SoFar,
    clock_now,
    compare_teams,
    director_view,
    evaluator_view,
    must_share_scenario,
    play_of,
    player_view,
    read_scenario,
    recording_of,
    recording_text,
    report_data,
    run_scenario,
    so_far,
    with_recording,
)
from respond.exercise import Run as PlayedRun
from respond.room.operation import CURSOR, LIMIT, Call, Operation, Query, Reply
from respond.room.paging import Pages
from respond.room.permissions import PERMISSIONS, Permission
from respond.situation import Placed

PARTS: Final[tuple[Permission, ...]] = ("exercise-control", "exercise-evaluate", "exercise-play")
"""What somebody has to be allowed who takes part in an exercise: one of these."""


@frozen
class ListedPlay:
    """A play: what is played, by which team, how it stands."""

    id: str
    scenario: str
    title: Text
    team: Text
    variant: str | None
    clock: ClockNow
    moves: int


@frozen
class UnreadPlay:
    """A play that cannot be read, and why."""

    id: str
    code: str
    reason: Text


@frozen
class PlayList:
    """The plays there are."""

    plays: tuple[ListedPlay, ...]
    unread: tuple[UnreadPlay, ...]
    next: str | None = None

    @property
    def schema(self) -> Annotated[Literal["plays/1"], Placed(before="plays")]:
        """Give the name of the contract its JSON keeps."""
        return "plays/1"


def looked(call: Call) -> SoFar:
    """Look at the play a path names, now; what was worked out for the same moves and minute is given again.

    The moves are read, and checked, once for all who look until there is another one.
    """
    call.store.check_exercises()
    name, kept = call.path["play"], call.room.looked
    last, before = call.store.last_move(name), kept.get(name)
    if before is None or last != call.room.last_moves.get(name):
        play = play_of(name, call.store.moves(name), before.play if before is not None else None)
    else:
        play = before.play
    offset = play.offset(call.now)
    if before is not None and before.play is play and before.offset == offset:
        return before
    known = before.stuck if before is not None and before.play is play else ()
    found = kept[name] = so_far(play, offset, call.library, known)
    call.room.last_moves[name] = last
    return found


def run_of(call: Call, play: Play) -> PlayedRun:
    """Judge a play that has ended, as a run of its recording would. Raises InputError (E692) before its end."""
    if play.ended is None:
        raise InputError([fault("E692", name=play.id, stage=STAGES[play.stage(call.now)])])
    return run_scenario(with_recording(play.scenario, recording_of(play)), call.library)


def ended_run(call: Call) -> PlayedRun:
    """Judge the play a path names for whoever takes part in exercises. Raises InputError: E930, E692."""
    _must_take_part(call)
    return run_of(call, _play(call, call.path["play"]))


def _must_take_part(call: Call) -> None:
    if not any(call.person.may(each) for each in PARTS):
        call.room.refuse(call.person, "plays", call.now)
        raise InputError([fault("E930", what=PERMISSIONS["exercise-play"])])


def _play(call: Call, name: str) -> Play:
    call.store.check_exercises()
    return play_of(name, call.store.moves(name))


def _list(call: Call) -> Reply:
    _must_take_part(call)
    call.store.check_exercises()
    listed, unread = [], []
    for each in call.store.plays():
        try:
            play = _play(call, each.id)
        except RespondError as error:  # one that is damaged does not hide the others
            unread.append(UnreadPlay(each.id, error.faults[0].code, error.faults[0].problem))
            continue
        scenario, clock = play.scenario, clock_now(play, call.now)
        listed.append(
            ListedPlay(each.id, scenario.id, scenario.title, play.team, play.variant, clock, each.moves)
        )
    return Reply(PlayList(tuple(listed), tuple(unread)))


def _show(call: Call) -> Reply:
    return Reply(director_view(looked(call), call.now))


def _evaluation(call: Call) -> Reply:
    return Reply(evaluator_view(looked(call), call.now))


def _unit(call: Call) -> Reply:
    found = looked(call)
    return Reply(player_view(found, call.now, found.play.seats.get(call.person.name)))


def _report(call: Call) -> Reply:
    found = report_data(ended_run(call))
    return Reply(text=json.dumps(found, ensure_ascii=False, separators=(",", ":")))


def _recording(call: Call) -> Reply:
    return Reply(text=recording_text(recording_of(_play(call, call.path["play"]))), media="application/yaml")


def _compare(call: Call) -> Reply:
    return Reply(compared(call, call.query["play"]))


def compared(call: Call, names: Sequence[str]) -> Compared:
    """Put plays of one scenario side by side.

    Raises InputError: E692 before one of them has ended, E656 for one of another scenario.
    """
    plays = [_play(call, name) for name in names]
    must_share_scenario(plays)
    for each in plays:
        if each.ended is None:
            raise InputError([fault("E692", name=each.id, stage=STAGES[each.stage(call.now)])])
    scenario = read_scenario(str(plays[0].moves[0].body["scenario"]))
    return compare_teams(scenario, [recording_of(each) for each in plays], call.library)


OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "listPlays", "GET", "/v1/plays", Text("各场演练", "The plays there are"), "known", PlayList, _list,
        query=(LIMIT, CURSOR), pages=Pages("plays", lambda one: one.id),
    ),
    Operation(
        "showPlay", "GET", "/v1/plays/{play}", Text("一场演练，导调所见", "A play as its director sees it"),
        "exercise-control", DirectorView, _show,
    ),
    Operation(
        "showEvaluation", "GET", "/v1/plays/{play}/evaluation",
        Text("一场演练，评估人员所见", "A play as its evaluators see it"), "exercise-evaluate", EvaluatorView,
        _evaluation,
    ),
    Operation(
        "showUnit", "GET", "/v1/plays/{play}/unit",
        Text("一场演练，本人所演单位所见", "A play as the unit sees it that whoever asks plays"), "exercise-play",
        PlayerView, _unit,
    ),
    Operation(
        "showReport", "GET", "/v1/plays/{play}/report",
        Text("结束以后的评估（exercise/4）", "What came of it, once it has ended (exercise/4)"), "known", None, _report,
    ),
    Operation(
        "showRecording", "GET", "/v1/plays/{play}/recording",
        Text("动作记录（actions/1，YAML）", "What was done (actions/1, YAML)"), "exercise-control", None, _recording,
        media="application/yaml",
    ),
    Operation(
        "comparePlays", "GET", "/v1/compared-plays",
        Text("比较同一想定的几场", "Plays of one scenario side by side"), "exercise-control", Compared, _compare,
        query=(Query("play", Text("场次，可多次", "a play; repeatable"), "texts", required=True),),
    ),
)  # fmt: skip
