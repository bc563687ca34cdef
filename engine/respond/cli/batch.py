"""`respond batch`: a whole table graded."""

import signal
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from respond.cli import clock
from respond.cli.spoken import Day, SpokenCommand, Whole, argument, format_option, language_option, option
from respond.cli.streams import Lang, progress, write, write_sheet, writing
from respond.errors import InputError, Text, fault

if TYPE_CHECKING:
    from respond.tables import Asked, RowIncident


@click.command(
    "batch",
    cls=SpokenCommand,
    words=Text(
        "整张表逐行判定级别：每行按发生当日施行的版本，结果与逐起研判相同。不能判定的行另存，注明原因。"
        "退出码：0 全部判定；1 有未判定的行；2 输入有误。",
        "Grade every row of a table, each by the edition in force on its day, exactly as one incident is graded. Rows "
        "that cannot be graded go to a file of their own, with the reason. Exit code: 0 all graded; 1 some not; "
        "2 the input is not valid.",
    ),
    examples=(
        "respond batch fires.csv --plan forest-grassland-fire --map deaths=死亡 -o graded.parquet",
        "respond batch --plan production-accident --sql postgres",
        "respond batch 'reports/*.parquet' --plan production-accident --engine spark://host:7077 -o graded.parquet",
    ),
)
@argument(
    "files",
    metavar="FILE",
    nargs=-1,
    zh="表：.csv、.parquet 或 .xlsx，可以多个，可带 *",
    en="tables: .csv, .parquet or .xlsx; several, or a pattern with *",
)
@option(
    "--plan",
    required=True,
    metavar="PLAN",
    zh="预案名称，可带 @版本",
    en="a plan's name, with @EDITION if wanted",
)
@option(
    "--map",
    "maps",
    multiple=True,
    metavar="FACT[:UNIT]=COLUMN",
    zh="事实在哪一列，列名与预案不同时写，可多次；FACT_lo、FACT_hi 是区间两端；UNIT 是不带单位的数按什么数",
    en="which column holds a fact that the table calls otherwise, FACT_lo and FACT_hi the ends of a range; UNIT is "
    "what bare numbers count in; repeatable",
)
@option("--date", "day", metavar="COLUMN", zh="发生日期在哪一列", en="the column of the day it occurred")
@option(
    "--place", metavar="COLUMN", zh="地点在哪一列，用于汇总", en="the column of the place, for the summary"
)
@option(
    "--on",
    type=Day(),
    metavar="DATE",
    zh="全部按这一天施行的版本判定",
    en="grade every row by the edition in force on this day",
)
@option(
    "--ranges",
    is_flag=True,
    zh="数值可以是区间（事实_lo、事实_hi 两列，空着为不限）：给出已定的和可能的级别",
    en="facts may be ranges, in columns FACT_lo and FACT_hi (empty: open): give the certain and the possible level",
)
@option(
    "--compare",
    metavar="EDITION",
    zh="再按另一版判定，列出级别改变的行",
    en="grade by another edition as well, and list what changes",
)
@option("--explain", type=Whole(1, 10**12), metavar="ROW", zh="只解释这一行", en="explain this row only")
@option(
    "--sql",
    "dialect",
    metavar="DIALECT",
    zh="不读表，打印用于自己数据库的 SQL，如 postgres",
    en="read no table, print the SQL for a database of your own, such as postgres",
)
@option(
    "--engine",
    default="duckdb",
    metavar="ENGINE",
    zh="在哪里计算：duckdb（默认，本程序内）、spark（Spark 自己设定的地方，默认本机），"
    "或集群的主节点，如 spark://host:7077、yarn",
    en="where it is worked out: duckdb (in this program; if absent), spark (where Spark is set to run, or else on this "
    "machine), or the master of a cluster, such as spark://host:7077 or yarn",
)
@option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    zh="判定结果写入文件，.csv 或 .parquet",
    en="write the graded rows into a file, .csv or .parquet",
)
@option(
    "--bad",
    metavar="FILE",
    zh="未判定的行写入文件，.csv；不写则在结果文件旁边",
    en="write the rows not graded into a file, .csv; beside the other file if absent",
)
@option(
    "--picture",
    metavar="FILE",
    zh="把汇总画成图写入文件，.svg：各级、各月、各地，以及改变的级别",
    en="write the summary as a picture into a file, .svg: levels, by month and place, and what changes",
)
@format_option("text", "json", "md")
@language_option()
@click.pass_obj
def command(  # noqa: PLR0913 - click's
    lang: Lang, /, *, files: tuple[str, ...], plan: str, maps: tuple[str, ...], day: str | None, place: str | None,
    on: date | None, ranges: bool, compare: str | None, explain: int | None, dialect: str | None, engine: str,
    target: str | None, bad: str | None, picture: str | None, output: str,
) -> int:  # fmt: skip
    """Grade a table."""
    from respond.api import default_library  # noqa: PLC0415

    written = {"--output": target, "--bad": bad, "--picture": picture}
    table = {**written, "FILE": files, "--map": maps, "--date": day, "--place": place, "--on": on, "--ranges": ranges,
             "--compare": compare, "--explain": explain}  # fmt: skip
    for one, asked_for, others in (("--sql", dialect, table), ("--explain", explain, written)):
        clash = next((other for other, value in others.items() if value), None)
        if asked_for is not None and clash is not None:
            raise InputError([fault("E910", one=one, other=clash)])
    room = import_module("respond.tables")
    library = default_library()
    if dialect is not None:
        write(room.statement(plan, library, dialect))
        return 0
    if not files:
        raise InputError([fault("E906", name="FILE", command="respond batch")])
    asked: Asked = room.Asked(plan, _maps(maps), on, day, place, ranges, compare)
    if explain is not None:
        row = room.row_incident(files, asked, library, explain, lang, now=clock.present(), engine=engine)
        return _explain(row, lang, output)
    named = {"output": target, "bad": bad, "picture": picture}
    paths = {name: None if each is None else Path(each) for name, each in named.items()}
    with writing(paths["output"] or paths["picture"] or Path(files[0])), _ended_as_interrupted():
        found = room.batch(files, asked, library, lang=lang, told=progress(), engine=engine, **paths)
    if output == "json":
        write(import_module("respond.situation").json_of(found) + "\n")
    else:
        write_sheet(room.batch_sheet(found, lang), output)
    return int(found.graded < found.rows)


def _maps(given: tuple[str, ...]) -> Mapping[str, str]:
    """Part `FACT=COLUMN`; the name of a column may hold an equals sign."""
    parted = [each.partition("=") for each in given]
    form = Text("“事实=列名”的写法", "form FACT=COLUMN")
    faults = [fault("E763", found=name, option="--map", where=form) for name, sign, _ in parted if not sign]
    if faults:
        raise InputError(faults)
    named = Counter(name.strip() for name, _, _ in parted)
    twice = [
        fault(
            "E762", name=name, found=", ".join(column for other, _, column in parted if other.strip() == name)
        )
        for name, times in named.items()
        if times > 1
    ]
    if twice:
        raise InputError(twice)
    return {name.strip(): column for name, _, column in parted}


@contextmanager
def _ended_as_interrupted() -> Iterator[None]:
    """Let SIGTERM end the run as an interruption does, so that what lies in a temporary folder goes with it."""
    if threading.current_thread() is not threading.main_thread():  # others are told of no signal
        yield
        return

    ended: list[int] = []

    def end(number: int, _: object) -> None:
        ended.append(number)
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:  # so a database tells any signal that ends its work
        if ended:
            raise SystemExit(128 + ended[0]) from None
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


def _explain(found: "RowIncident", lang: Lang, output: str) -> int:
    """Show the ordinary answer of one row, as of the moment it has."""
    from respond.api import classify  # noqa: PLC0415

    situation = classify(found.incident, now=found.moment)
    show = import_module("respond.show")
    if output == "json":
        write(show.json_line(situation))
    else:
        write_sheet(show.situation_sheet(situation, show.View(lang, why=True)), output)
    return 0 if situation.level.definite else 3
