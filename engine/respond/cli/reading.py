"""The commands that read the incidents of a store: each the twin of a function of `respond.desk`."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from respond._records import frozen
from respond.cli import clock
from respond.cli.answering import Look, desk_option, looking, misplaced, moment_of, show_answer, showing
from respond.cli.faults import worst
from respond.cli.shop import Given, desk_at, incident_argument, made_of, now_for, now_option, store_option
from respond.cli.spoken import Length, Moment, SpokenCommand, argument, format_option, language_option, option
from respond.cli.streams import Lang, write, write_sheet
from respond.errors import InputError, Text

if TYPE_CHECKING:
    from respond.desk import Desk, Unread
    from respond.errors import Language
    from respond.show import Block, Sheet


@frozen(eq=False)
class Read:
    """What was read: the thing itself, how it becomes a sheet, and the exit code it stands for."""

    thing: Any
    sheet: "Callable[[Any, Language], Sheet]"
    code: int = 0


def reading(
    name: str,
    zh: str,
    en: str,
    *examples: str,
    writes: bool = False,
    forms: tuple[str, ...] = ("text", "json", "md"),
) -> Callable[[Callable[..., Any]], Any]:
    """Make a command of what reads something: it gets the desk and what was typed, and gives what was read.

    It gives None where it has written that already. One that `writes` opens the store for writing, too.
    """

    def make(read: "Callable[[Desk, Given], Read | None]") -> Any:  # noqa: ANN401 - click's
        def run(lang: Lang, /, **given: Any) -> int:  # noqa: ANN401
            with desk_at(given, readonly=not writes) as desk:
                found = read(desk, given)
                if found is None:
                    return 0
                _show(found, given["output"], lang, exercise=desk.store.exercise)
            return found.code

        shared = (store_option(), now_option(), format_option(*forms), language_option())
        return made_of(read, run, shared, name, Text(zh, en), examples)

    return make


def _show(found: Read, output: str, lang: Lang, *, exercise: bool) -> None:
    """Write what was read to stdout, as plain data or as a sheet; of a store for exercises with its mark on top."""
    if output == "json":
        from respond.situation import json_of  # noqa: PLC0415 - most are read by people

        write(json_of(found.thing) + "\n")
        return
    sheet = found.sheet(found.thing, lang)
    if exercise:
        sheet = _marked(sheet)
    if output == "html":
        from respond.show import as_html  # noqa: PLC0415

        write(as_html(sheet))
    else:
        write_sheet(sheet, output)


def _marked(sheet: "Sheet") -> "Sheet":
    """Put the mark of an exercise on top of a sheet, which may tell of no incident that bears it."""
    from attrs import evolve  # noqa: PLC0415

    from respond.show import MODE, Banner  # noqa: PLC0415

    return evolve(sheet, blocks=(Banner(MODE["exercise"].say(sheet.lang)), *sheet.blocks))


def code_of(unread: "Sequence[Unread]", code: int = 0) -> int:
    """Give the worst exit code: that of what was read, or of an incident that could not be read."""
    return worst([code, *(each.exit_code for each in unread)])


def _moment(desk: "Desk", given: Given, name: str) -> datetime | None:
    """Give a time as typed, in the zone of the incident where it has no offset."""
    text = given.get(name)
    return moment_of(text, f"--{name.replace('_', '-')}", desk.zone(given.get("incident")))


# One incident.


@click.command(
    "status",
    cls=SpokenCommand,
    words=Text(
        "事件现在的研判：同 `respond classify`，按记录库里的全部记录。退出码相同。",
        "The answer for an incident of the store as of now, as `respond classify` gives it, with its exit codes.",
    ),
    examples=("respond status fire-0315", "respond status fire-0315 --why --assume burnt_forest=120ha"),
)
@incident_argument()
@store_option()
@now_option()
@looking
@showing
@language_option()
@click.pass_obj
def status(lang: Lang, /, incident: str, **given: Any) -> int:  # noqa: ANN401
    """Answer for an incident as it stands."""
    store = {name: given.pop(name) for name in ("store", "exercise")}
    look = Look(**given)
    _refuse(look)
    from respond.desk import kept, outdated, outdated_blocks, taken_in_blocks, went_in  # noqa: PLC0415
    from respond.desk import status as status_of  # noqa: PLC0415

    with desk_at(store, readonly=True) as desk:
        zone = desk.zone(incident)
        at = moment_of(look.at, "--at", zone)
        now = moment_of(look.now, "--now", zone) or (
            at if at is not None and not look.hindsight else clock.present()
        )
        situation = status_of(
            desk.store, desk.library, incident, now=now, at=at, hindsight=look.hindsight,
            assume=look.assume, unit=look.desk,
        )  # fmt: skip
        told: Sequence[Block] = ()
        if at is None:
            found = went_in(desk.store, desk.library, incident, now=now)
            late = outdated(kept(desk.store, desk.library, incident, now=now))
            told = [*taken_in_blocks(incident, found, situation.now, lang), *outdated_blocks(late, lang)]
        show_answer(situation, look, lang, beside=told)
    return situation.exit_code


def _refuse(look: Look) -> None:
    faults = list(misplaced(look))
    if faults:
        raise InputError(faults)


@click.command(
    "replay",
    cls=SpokenCommand,
    words=Text(
        "回放：那一刻按当时所知应怎样定级、启动和办理；--known-at 按后来所知；--edition 按另一版本。"
        "退出码同 `respond classify`。",
        "Replay: what should have been declared, started and done at a moment, by what was known then; --known-at by "
        "what was known later; --edition under another edition. Exit codes as of `respond classify`.",
    ),
    examples=(
        "respond replay fire-0315 --at 2026-03-15T14:20",
        "respond replay fire-0315 --at 2026-03-15T14:20 --known-at 2026-03-16T09:00",
    ),
)
@incident_argument()
@option("--at", type=Moment(), required=True, metavar="TIME", zh="回放哪一刻", en="the moment to replay")
@option(
    "--known-at",
    type=Moment(),
    metavar="TIME",
    zh="按何时所知：迟报和更正各归其位；不写则按当时所知",
    en="by what was known when: late reports and corrections in their places; what was known then if absent",
)
@option(
    "--edition",
    metavar="PLAN@EDITION",
    zh="换用预案的另一版本，如 forest-fire@2019",
    en="under another edition of a plan, such as forest-fire@2019",
)
@desk_option()
@store_option()
@showing
@language_option()
@click.pass_obj
def replay(
    lang: Lang, /, incident: str, at: str, known_at: str | None, edition: str | None, **given: Any  # noqa: ANN401
) -> int:  # fmt: skip
    """Answer for an incident as of a moment gone by."""
    store = {name: given.pop(name) for name in ("store", "exercise")}
    look = Look(now=None, at=at, hindsight=False, **given)
    _refuse(look)
    from respond.desk import replay as replay_of  # noqa: PLC0415

    with desk_at(store, readonly=True) as desk:
        typed = {"incident": incident, "at": at, "known_at": known_at}
        moment = _moment(desk, typed, "at")
        assert moment is not None  # noqa: S101 - the option is required
        situation = replay_of(
            desk.store, desk.library, incident, at=moment, known=_moment(desk, typed, "known_at"),
            edition=edition, assume=look.assume, unit=look.desk,
        )  # fmt: skip
        show_answer(situation, look, lang)
    return situation.exit_code


@reading(
    "ask",
    "还要问什么：先列可能改变级别的，再列关系到任务的。退出码：3 级别还是一个范围。",
    "What to ask: first what could change the level, then what decides a duty. Exit code 3 while the level is a range.",
    "respond ask fire-0315",
)
@incident_argument()
def ask(desk: "Desk", given: Given) -> Read:
    """Give the ranked questions."""
    from respond.desk import questions, questions_sheet  # noqa: PLC0415

    found = questions(desk.store, desk.library, given["incident"], now=now_for(desk, given))
    return Read(found, questions_sheet, found.situation.exit_code)


@reading(
    "duties",
    "各单位任务：逾期、待办、办不了、待起算、已了结五列；--unit 逐项列出一个单位的。",
    "Duties by unit in five columns: late, to do, cannot be done, waiting, ended; --unit lists those of one unit.",
    "respond duties fire-0315 --unit 县应急管理局",
)
@incident_argument()
@option("--unit", metavar="UNIT", zh="单位编号或名称", en="a unit's id or name")
def duties(desk: "Desk", given: Given) -> Read:
    """Give who has what to do."""
    from respond.desk import board_sheet  # noqa: PLC0415
    from respond.desk import duties as duties_of  # noqa: PLC0415

    now = now_for(desk, given)
    found = duties_of(desk.store, desk.library, given["incident"], now=now, unit=given["unit"])
    return Read(found, board_sheet)


# All incidents.


@reading(
    "list",
    "在办的事件，最急的在前：级别、响应、我方下一个时限、未核实的情况。",
    "The open incidents, the most pressing first: level, response, our next deadline, what is not confirmed.",
    "respond list",
    "respond list --all --format json",
)
@option("--all", "ended", is_flag=True, zh="连同已办结和已并入的", en="with those closed or merged, too")
def list_(desk: "Desk", given: Given) -> Read:
    """List the incidents."""
    from respond.desk import overview, overview_sheet  # noqa: PLC0415

    found = overview(desk.store, desk.library, now=now_for(desk, given), ended=given["ended"])
    return Read(found, overview_sheet, code_of(found.unread))


@reading(
    "due",
    "我方在一起或全部在办事件里的时限，最急的在前。--check：有逾期的，或 --within 之内要办的，退出码为 1。",
    "What we owe by a moment, in one incident or all that are open, the most pressing first. --check: exit code 1 "
    "where something is overdue, or to be done --within a time.",
    "respond due --within 30m",
    "respond due --check --within 10m",
)
@argument(
    "incident",
    metavar="ID",
    required=False,
    zh="只看这起事件",
    en="of this incident alone",
)
@option(
    "--within",
    type=Length(Text("期限", "the time within which something is due")),
    metavar="LENGTH",
    zh="只列已逾期、须立即办和这段时间内到期的，如 30m、2h",
    en="only what is overdue, owed at once or due within this time, such as 30m or 2h",
)
@option(
    "--check", is_flag=True, zh="供脚本用：有就以 1 退出", en="for scripts: exit with 1 where there is any"
)
def due(desk: "Desk", given: Given) -> Read:
    """Give what is due."""
    from respond.desk import due as due_of  # noqa: PLC0415
    from respond.desk import due_sheet  # noqa: PLC0415

    found = due_of(
        desk.store, desk.library, given["incident"], now=now_for(desk, given), within=given["within"]
    )
    return Read(found, due_sheet, code_of(found.unread, 1 if given["check"] and found.presses else 0))


@reading(
    "handover",
    "交接班：本班里每起事件的变化和记录，下一班要办的，未核实的，办不了的，与预案不同的决定，和记录库的签名行。",
    "Handover: what changed in each incident in the shift and what was entered, what is due in the next one, what is "
    "not confirmed, cannot be done or was decided otherwise, and the signed line of the store.",
    "respond handover",
    "respond handover --since 2026-03-15T08:00 --shift 12h",
    writes=True,
)
@option(
    "--since",
    type=Moment(),
    metavar="TIME",
    zh="本班何时开始；不写则按值班表，值班表没有的为一班之前",
    en="when the shift began; by the roster if absent, else one shift ago",
)
@option(
    "--shift",
    type=Length(Text("一班的长度", "the length of a shift")),
    metavar="LENGTH",
    zh="一班多长，也是往后看多久；不写则看到值班表上下一班结束，值班表没有的为 12h",
    en="how long a shift is, and how far to look ahead; to the end of the roster's next shift if absent, else 12h",
)
def handover(desk: "Desk", given: Given) -> Read:
    """Give the sheet of a shift, with the store signed."""
    from respond.desk import handover as handover_of  # noqa: PLC0415
    from respond.desk import handover_sheet  # noqa: PLC0415

    now = now_for(desk, given)
    since = _moment(desk, given, "since")
    sign_if_possible(desk, now)
    found = handover_of(desk.store, desk.library, now=now, since=since, ahead=given["shift"])
    return Read(found, handover_sheet, code_of(found.unread))


def sign_if_possible(desk: "Desk", now: datetime) -> None:
    """Sign the store, if it lets itself be written and is as it was; the sheet says how much stands unsigned if not."""
    if not desk.store.database.exists:
        return
    try:
        desk.store.checkpoint(now)
    except InputError as error:
        if not {each.code for each in error.faults} <= {"E841", "E842", "E847", "E977"}:
            raise
