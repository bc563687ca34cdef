"""`respond exercise`: exercises."""

from datetime import date
from importlib import import_module
from typing import Any

import click

from respond.cli.files import format_of, put, put_bytes
from respond.cli.papers import form_option, give, target_option
from respond.cli.shop import Given, as_option, desk_at, now_for, now_option, store_option
from respond.cli.spoken import (
    Day,
    OneOf,
    SpokenCommand,
    SpokenGroup,
    argument,
    format_option,
    language_option,
    option,
    variant_option,
)
from respond.cli.streams import Lang, write, write_json, write_sheet
from respond.errors import InputError, Text, fault

_FORMS = ("docx", "html", "md")
_LISTED = ("json", "md", "html", "docx", "xlsx", "ics")


@click.command(
    "run",
    cls=SpokenCommand,
    words=Text(
        "按想定推演：每条导调信息之后预案怎么说，结束时评分。退出码 1：有任务未完成或迟到。",
        "Run a scenario: what the plan says after each inject, and the score at the end. "
        "Exit code 1: something was late or left undone.",
    ),
)
@argument(
    "scenario", metavar="SCENARIO", zh="想定文件；- 为标准输入", en="a scenario file; - is standard input"
)
@option(
    "--actions",
    metavar="FILE",
    zh="一队的动作记录（actions/1），代替想定里的；- 为标准输入",
    en="what one team did (actions/1), in place of the scenario's own; - is standard input",
)
@variant_option()
@format_option("text", "json", "md")
@option(
    "--full",
    is_flag=True,
    zh="不省略：完成的、不计分的、全部新任务逐项列出",
    en="leave nothing out: what was met, what does not count, every duty newly owed",
)
@language_option()
@click.pass_obj
def run(
    lang: Lang,
    /,
    scenario: str,
    actions: str | None,
    variant: str | None,
    output: str,
    full: bool,  # noqa: FBT001
) -> int:
    """Run a scenario and show the report."""
    exercise = import_module("respond.exercise")
    result = _ran(scenario, actions, variant)
    if output == "json":
        write_json(exercise.report_data(result))
    else:
        write_sheet(exercise.report_sheet(result, lang, full=full), output)
    return int(result.points < result.most)


@click.command(
    "check",
    cls=SpokenCommand,
    words=Text(
        "检查想定：由预案推出的预期行动表，没人收到的导调信息，没有检验到的目的，与预案不一致的目标。"
        "退出码 1：还不能举行。",
        "Check a scenario: the key derived from the plan as a table, injects nobody receives, objectives nothing "
        "tests, targets that do not go with the plan. Exit code 1: not ready to be held.",
    ),
    examples=("respond exercise check scenario.yaml",),
)
@argument(
    "scenario", metavar="SCENARIO", zh="想定文件；- 为标准输入", en="a scenario file; - is standard input"
)
@variant_option()
@format_option("text", "json", "md")
@language_option()
@click.pass_obj
def check(lang: Lang, /, scenario: str, variant: str | None, output: str) -> int:
    """Check a scenario, and show its key."""
    from respond.api import default_library  # noqa: PLC0415

    exercise = import_module("respond.exercise")
    read = exercise.scenario_from(import_module("respond.yaml").read_source(scenario))
    found = exercise.check_scenario(read, default_library(), variant)
    if output == "json":
        write(import_module("respond.situation").json_of(found) + "\n")
    else:
        write_sheet(exercise.key_sheet(found, lang), output)
    return 0 if found.ready else 1


@click.command(
    "draft",
    cls=SpokenCommand,
    words=Text(
        "起草想定：按预案的界线逐级上升，一项要紧的情况先不知道，目的取自预案的时限；由导调人员改写。",
        "Draft a scenario: facts that climb from level to level on the plan's own thresholds, one that matters unknown "
        "at first, objectives from the plan's limits; for the director to edit.",
    ),
    examples=("respond exercise draft vaccine-quality -o scenario.yaml",),
)
@argument("plan", metavar="PLAN", zh="预案名称，可带 @版本", en="a plan's name, with @EDITION if wanted")
@option("--on", type=Day(), metavar="DATE", zh="演练在哪一天", en="the day it is held on")
@option(
    "-o",
    "--output",
    "target",
    default="-",
    metavar="FILE",
    zh="写到文件；- 为标准输出",
    en="a file; - is standard output",
)
@language_option()
@click.pass_obj
def draft(lang: Lang, /, plan: str, on: date | None, target: str) -> int:  # noqa: ARG001 - a draft has both languages
    """Draft a scenario."""
    from respond.api import default_library  # noqa: PLC0415

    put(import_module("respond.exercise").draft_scenario(default_library(), plan, on), target)
    return 0


@click.command(
    "improve",
    cls=SpokenCommand,
    words=Text(
        "列出推演暴露的问题，一项一条；--profile 把每一条按督办规则立项，承办单位为责任单位，来源为这次演练。",
        "List what a run showed that has to be put right; --profile sets each up as a supervised item, with the unit "
        "that owes it as undertaker and the exercise as its source.",
    ),
    examples=(
        "respond exercise improve scenario.yaml --actions team.yaml",
        (
            "respond exercise improve scenario.yaml --actions team.yaml --profile supervision-13710 --board daily "
            "--initiator 市政府办公室 --undertaker 市政府办公室"
        ),
    ),
)
@argument(
    "scenario", metavar="SCENARIO", zh="想定文件；- 为标准输入", en="a scenario file; - is standard input"
)
@argument(
    "facts", metavar="FACT=VALUE", nargs=-1, zh="规则要的其他事实", en="other facts the profile asks for"
)
@option("--actions", metavar="FILE", zh="一队的动作记录（actions/1）", en="what one team did (actions/1)")
@variant_option()
@option("--profile", metavar="PLAN", zh="督办规则：每条立项", en="a profile: set each item up under it")
@option(
    "--undertaker",
    multiple=True,
    metavar="[ITEM=]NAME",
    zh="没有责任单位的由谁承办，或写明某一条由谁承办；其余归责任单位；可多次",
    en="who is in charge where nobody is named, or of one item; the unit that owes it of the others; any number",
)
@option("--start", type=Day(), metavar="DATE", zh="从哪一天开始整改", en="the day from which it is put right")
@option(
    "--due", multiple=True, metavar="[ITEM=]DATE", zh="完成期限，或写明某一条的；可多次",
    en="the day by which it is put right, or one item is; any number",
)  # fmt: skip
@option("--initiator", multiple=True, metavar="NAME", zh="立项单位", en="who sets them up and follows them")
@option("--board", metavar="BOARD", zh="版块", en="the board they belong to")
@store_option()
@as_option()
@now_option()
@target_option(*_LISTED)
@form_option("text", *_LISTED)
@language_option()
@click.pass_obj
def improve(lang: Lang, /, scenario: str, **given: Any) -> int:  # noqa: ANN401
    """List what has to be put right, and set it up under a profile."""
    exercise = import_module("respond.exercise")
    if given["profile"] is None:
        typed = [
            ("--board", given["board"]),
            ("--initiator", given["initiator"]),
        ]
        for name, value in (*typed, ("FACT=VALUE", given["facts"])):
            if value:
                raise InputError([fault("E911", one=name, other="--profile")])
    form = format_of(given["target"], given["output"], "text", _LISTED)
    run = _ran(scenario, given["actions"], given["variant"])
    found = exercise.assigned(
        exercise.improvement_plan(run),
        undertakers=given["undertaker"], dues=given["due"], start=given["start"],
    )  # fmt: skip
    made = {"xlsx": exercise.improvement_workbook, "ics": exercise.improvement_calendar}
    file = made[form](found, lang) if form in made else None
    if given["profile"] is not None:
        _supervised(found, given)
    if form == "xlsx" and file is not None:
        put_bytes(file, given["target"])
    elif file is not None:
        put(file.decode(), given["target"])
    elif form == "json":
        put(import_module("respond.situation").json_of(found) + "\n", given["target"])
    else:
        sheet = exercise.improvement_sheet(found, lang)
        give(
            sheet,
            lambda: import_module("respond.papers").as_word(sheet, run.final.now),
            form,
            given["target"],
        )
    return 0


def _ran(scenario: str, actions: str | None, variant: str | None) -> Any:  # noqa: ANN401 - a run
    """Run a scenario with its own actions, or those of a file."""
    from respond.api import run_exercise  # noqa: PLC0415

    exercise = import_module("respond.exercise")
    if scenario == actions == "-":
        raise InputError([fault("E914")])
    played = exercise.scenario_from(import_module("respond.yaml").read_source(scenario))
    if actions is not None:
        recording = exercise.load_recording(actions)
        played = exercise.with_recording(played, recording)
        variant = variant or recording.variant
    return run_exercise(played, variant=variant)


def _supervised(found: Any, given: Given) -> None:  # noqa: ANN401 - what has to be put right
    """Set every item up under a profile."""
    with desk_at(given) as desk:
        from respond.supervise import Opening, Supervisor  # noqa: PLC0415

        now = now_for(desk, {**given, "incident": None, "plan": (given["profile"],)})
        there = {each.id for each in desk.store.incidents()}
        taken = [
            f"{found.scenario}-{each.id}" for each in found.items if f"{found.scenario}-{each.id}" in there
        ]
        if taken:  # all of them are set up, or none
            raise InputError([fault("E844", name=name) for name in taken])
        nobodys = [each for each in found.items if not each.owner("zh")]
        if nobodys:
            items = Text(*(_named(nobodys, lang) for lang in ("zh", "en")))
            raise InputError([fault("E658", items=items, first=nobodys[0].id)])
        for each in found.items:
            roles = {"undertaker": (each.owner("zh"),)}
            if given["initiator"]:
                roles["initiator"] = tuple(given["initiator"])
            opening = Opening(
                id=f"{found.scenario}-{each.id}", profile=given["profile"], title=each.title.zh,
                source=f"演练：{found.title.zh}", roles=roles, board=given["board"], facts=given["facts"],
            )  # fmt: skip
            Supervisor(desk).add(opening, now=now)


def _named(items: Any, lang: Any) -> str:  # noqa: ANN401 - items of the plan
    """Name items by their numbers and what they are about."""
    from respond.show import joined  # noqa: PLC0415

    return joined([f"{each.id} {each.title.say(lang)}" for each in items], lang)


@click.command(
    "report",
    cls=SpokenCommand,
    words=Text(
        "编制演练评估报告：封面和版本、目的和评定、时间线、级别曲线、信息报告、各单位行动、通信、观察、预案问题、"
        "整改计划、附全部记录及散列值。同样的想定和动作，报告逐字节相同。",
        "Make the after-action report: cover and versions, objectives and ratings, timeline, level curve, reports, "
        "acts of each unit, communications, observations, defects of the plan, improvement plan, and the whole log "
        "with its hashes. The same scenario and actions give the same bytes.",
    ),
    examples=(
        "respond exercise report scenario.yaml -o 评估报告.docx",
        "respond exercise report scenario.yaml --actions team.yaml --variant night -o report.html --lang en",
    ),
)
@argument(
    "scenario", metavar="SCENARIO", zh="想定文件；- 为标准输入", en="a scenario file; - is standard input"
)
@option("--actions", metavar="FILE", zh="一队的动作记录（actions/1）", en="what one team did (actions/1)")
@variant_option()
@target_option(*_FORMS)
@form_option("text", *_FORMS)
@language_option()
@click.pass_obj
def report(
    lang: Lang, /, scenario: str, actions: str | None, variant: str | None, target: str, output: str | None
) -> int:
    """Write the after-action report."""
    exercise = import_module("respond.exercise")
    form = format_of(target, output, "text", _FORMS)
    result = _ran(scenario, actions, variant)
    give(exercise.after_action(result, lang), lambda: exercise.after_action_word(result, lang), form, target)
    return 0


_READERS = ("players", "phases", "control", "evaluators")


@click.command(
    "papers",
    cls=SpokenCommand,
    words=Text(
        "演练用的手册，由同一份想定给出：参演人员的（只有第一阶段，不含导调信息和答案）；以后各阶段的单子（phases，每张一页，"
        "到时逐张发）；导调的；评估的。",
        "The papers of an exercise, from one file: for players (the first phase alone, no inject, nothing of the key); "
        "the sheets of the later phases, a page each, to be handed out one by one (phases); for control; for "
        "evaluators.",
    ),
    examples=(
        "respond exercise papers scenario.yaml --for players -o 参演手册.docx",
        "respond exercise papers scenario.yaml --for phases --format html",
    ),
)
@argument(
    "scenario", metavar="SCENARIO", zh="想定文件；- 为标准输入", en="a scenario file; - is standard input"
)
@option(
    "--for",
    "readers",
    type=OneOf(_READERS),
    required=True,
    metavar="WHOM",
    zh="、".join(_READERS),
    en=", ".join(_READERS),
)
@variant_option()
@target_option(*_FORMS)
@form_option("text", *_FORMS)
@language_option()
@click.pass_obj
def papers(
    lang: Lang, /, scenario: str, readers: str, variant: str | None, target: str, output: str | None
) -> int:
    """Write one paper."""
    from respond.api import default_library  # noqa: PLC0415

    exercise = import_module("respond.exercise")
    form = format_of(target, output, "text", _FORMS)
    read = exercise.scenario_from(import_module("respond.yaml").read_source(scenario))
    sheet = exercise.handout_sheet(read, default_library(), readers, lang, variant)
    give(sheet, lambda: import_module("respond.papers").as_word(sheet, read.start), form, target)
    return 0


command = SpokenGroup(
    "exercise",
    words=Text("演练", "exercises"),
    lazy={
        "draft": ("respond.cli.exercise:draft", Text("由预案起草想定", "draft a scenario from a plan")),
        "check": (
            "respond.cli.exercise:check",
            Text("检查想定，列出预期行动", "check a scenario, show its key"),
        ),
        "papers": (
            "respond.cli.exercise:papers",
            Text("参演、导调、评估手册", "papers for those who take part"),
        ),
        "run": ("respond.cli.exercise:run", Text("按想定推演并评分", "run a scenario and score it")),
        "report": (
            "respond.cli.exercise:report",
            Text("演练评估报告（docx、html、md）", "the after-action report (docx, html, md)"),
        ),
        "play": ("respond.cli.exercise_play:play", Text("一个人推演", "play a scenario alone")),
        "recording": (
            "respond.cli.exercise_play:recording",
            Text("把一场演练写成动作记录", "write what was played as a recording"),
        ),
        "compare": ("respond.cli.exercise_compare:compare", Text("比较各队", "teams side by side")),
        "improve": ("respond.cli.exercise:improve", Text("整改清单，可立项督办", "what has to be put right")),
        "export": (
            "respond.cli.exercise_msel:export",
            Text("把想定写成导调计划表（xlsx）", "write a scenario as a list of injects (xlsx)"),
        ),
        "import": (
            "respond.cli.exercise_msel:import_",
            Text("由导调计划表（xlsx）读出想定", "read a scenario from a list of injects (xlsx)"),
        ),
        "simulate": (
            "respond.cli.exercise_simulate",
            Text("推演几千次，看来不来得及", "play it thousands of times: can it be done"),
        ),
    },
    no_args_is_help=True,
)
language_option()(command)
