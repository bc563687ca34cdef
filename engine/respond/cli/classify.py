"""`respond classify`: incidents in, answers out."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from respond._records import frozen
from respond.cli import clock
from respond.cli.answering import Look, looking, misplaced, moment_of, show_answer, showing
from respond.cli.faults import report, worst
from respond.cli.first_report import reporting
from respond.cli.spoken import Moment, SpokenCommand, argument, language_option, option
from respond.cli.streams import ClosedPipeError, Lang, debugging
from respond.errors import Fault, InputError, RespondError, Text, fault

if TYPE_CHECKING:
    from respond.log import IncidentFile


@frozen
class Request(Look):
    """Everything typed, by name."""

    files: tuple[str, ...]
    plan: tuple[str, ...]
    facts: tuple[str, ...]
    events: tuple[str, ...]
    done: tuple[str, ...]
    occurred: str | None
    noticed: str | None
    declare: str | None
    by: str | None
    judged_by: str | None
    reason: str | None


@click.command(
    "classify",
    cls=SpokenCommand,
    words=Text(
        "研判事件：级别、理由、响应、任务和时限。"
        "退出码：0 确定；3 只能给出范围；4 没有适用的预案；5 预案冲突；2 输入有误。",
        "Classify incidents: level, reasons, response, duties and deadlines. "
        "Exit code: 0 definite; 3 a range; 4 no plan covers it; 5 plans conflict; 2 the input is not valid.",
    ),
    examples=(
        "respond classify incident.yaml --now 2026-11-21T09:40+08:00",
        "respond classify --plan vaccine-quality --set deaths=3+ --event received=2026-11-21T09:12+08:00",
    ),
)
@argument(
    "files",
    metavar="INCIDENT",
    nargs=-1,
    zh="事件文件，可以多个；- 为标准输入",
    en="incident files; - is standard input",
)
@option(
    "--now",
    type=Moment(),
    metavar="TIME",
    zh="现在的时刻，如 2026-11-21T09:40+08:00；未写时差的按预案所在时区；不写则取本机时钟",
    en="the present, such as 2026-11-21T09:40+08:00 (no offset: the plan's zone); the machine's clock if absent",
)
@looking
@option(
    "--done",
    multiple=True,
    metavar="DUTY=TIME",
    zh="已办的一项任务，可多次，如 report-up=2026-11-21T09:40+08:00",
    en="a duty that has been done, such as report-up=2026-11-21T09:40+08:00; repeatable",
)
@showing
@option(
    "--declare",
    metavar="LEVEL",
    zh="人工定级，须同时给出 --by 和 --reason",
    en="declare a level, with --by and --reason",
)
@option("--by", metavar="WHO", zh="由谁定级", en="who declares it")
@option("--reason", metavar="WHY", zh="定级理由", en="why it is declared")
@reporting
@language_option()
@click.pass_obj
def command(lang: Lang, /, **given: Any) -> int:  # noqa: ANN401
    """Answer every incident; a bad one does not stop the others."""
    request = Request(**given)
    check(request)
    codes = []
    for index, load in enumerate(_incidents(request)):
        codes.append(_answer(load, request, lang, first=index == 0))
    return worst(codes)


def check(request: Request) -> None:
    """Refuse options that contradict each other or have no effect; raises `InputError` with all of them."""
    faults = [*_misplaced(request), *_incomplete(request)]
    if faults:
        raise InputError(faults)


def _misplaced(request: Request) -> Iterator[Fault]:
    if request.plan and request.files:
        yield fault("E910", one="--plan", other=request.files[0])
    if request.occurred and request.noticed:
        yield fault("E910", one="--occurred", other="--noticed")
    if request.files.count("-") > 1:
        yield fault("E914")
    yield from misplaced(request)


def _incomplete(request: Request) -> Iterator[Fault]:
    yield from _incomplete_quick(request)
    parts = (("--declare", request.declare), ("--by", request.by), ("--reason", request.reason))
    if any(value for _, value in parts):
        one = next(name for name, value in parts if value)
        for name, value in parts:
            if not value:
                yield fault("E911", one=one, other=name)


def _incomplete_quick(request: Request) -> Iterator[Fault]:
    """Give what is missing beside the options that stand for a file."""
    when = request.occurred or request.noticed or request.events
    if request.plan:
        return
    for name, value in (
        ("--set", request.facts),
        ("--event", request.events),
        ("--occurred", request.occurred),
        ("--noticed", request.noticed),
        ("--judged-by", request.judged_by),
    ):
        if value:
            yield fault("E911", one=name, other="--plan")
    if not request.files and not (request.facts or when):
        yield fault("E912", command="respond classify")


def _incidents(request: Request) -> "Iterator[Callable[[], IncidentFile]]":
    """Give, for each incident, what reads it; reading may fail without touching the others."""
    if request.plan:
        yield partial(_typed, request)
    for file in request.files:
        yield partial(_read, file, request.done)


def _typed(request: Request) -> "IncidentFile":
    """Make the incident of what is typed; times without an offset are those of the leading plan's zone."""
    from respond.api import default_library  # noqa: PLC0415
    from respond.log import in_zone, quick_incident  # noqa: PLC0415

    zone = default_library().zone(request.plan)
    return quick_incident(
        request.plan,
        request.facts,
        [in_zone(event, zone) for event in request.events],
        request.occurred and in_zone(request.occurred, zone),
        by=request.judged_by,
        done=[in_zone(act, zone) for act in request.done],
        noticed=request.noticed and in_zone(request.noticed, zone),
        now=moment_of(request.at, "--at", zone) or moment_of(request.now, "--now", zone) or clock.present(),
    )


def _read(name: str, done: tuple[str, ...]) -> "IncidentFile":
    """Read an incident file; somebody who names a plan instead is told how to."""
    from respond.api import default_library  # noqa: PLC0415
    from respond.log import in_zone, incident_from, with_done  # noqa: PLC0415
    from respond.yaml import read_source  # noqa: PLC0415

    try:
        incident = incident_from(read_source(name, log=True), default_library().zone)
    except InputError as error:
        if name != "-" and error.faults[0].code == "E101" and _is_plan(name):
            raise InputError([fault("E920", suggestion=f"--plan {name}", name=name)]) from None
        raise
    if not done:
        return incident
    zone = default_library().zone(incident.plans)
    return with_done(incident, [in_zone(act, zone) for act in done])


def _is_plan(name: str) -> bool:
    from respond.api import default_library  # noqa: PLC0415

    try:
        default_library().find(name)
    except RespondError:
        return False
    return True


def _answer(load: "Callable[[], IncidentFile]", request: Request, lang: Lang, *, first: bool) -> int:
    from respond.api import classify, default_library  # noqa: PLC0415

    declare = None
    if request.declare and request.by and request.reason:
        declare = (request.declare, request.by, request.reason)
    try:
        incident = load()
        zone = default_library().zone(incident.plans)
        at = moment_of(request.at, "--at", zone)
        situation = classify(
            incident,
            now=moment_of(request.now, "--now", zone) or at or clock.present(),
            at=at,
            hindsight=request.hindsight,
            assume=request.assume,
            declare=declare,
            desk=request.desk,
        )
        show_answer(situation, request, lang, first=first)
    except (BrokenPipeError, ClosedPipeError):
        raise
    except Exception as error:
        return report(error, lang, debug=debugging())
    return situation.exit_code
