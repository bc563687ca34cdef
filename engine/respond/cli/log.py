"""`respond log`: the entries of an incident, the check of the whole store, and the line that is signed."""

from typing import TYPE_CHECKING

import click

from respond.cli.answering import moment_of
from respond.cli.entering import entering
from respond.cli.files import put
from respond.cli.reading import Read, reading
from respond.cli.shop import Given, incident_argument, now_for
from respond.cli.spoken import Moment, SpokenGroup, argument, language_option, option
from respond.errors import InputError, Text, fault

if TYPE_CHECKING:
    from respond.desk import Desk, Entered


class LogGroup(SpokenGroup):
    """A group whose first word may be the name of an incident: its log is then shown."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a word that is none is an incident."""
        if args and args[0] not in self.lazy and not args[0].startswith("-"):
            return super().resolve_command(ctx, ["show", *args])
        return super().resolve_command(ctx, args)


command = LogGroup(
    "log",
    words=Text(
        "记录：`respond log ID` 列出一起事件的全部记录；verify 核对整个记录库。",
        "The log: `respond log ID` gives the entries of an incident; verify checks the whole store.",
    ),
    lazy={
        "show": ("respond.cli.log:show", Text("一起事件的记录", "the entries of an incident")),
        "verify": (
            "respond.cli.log:verify",
            Text("核对记录是否被动过", "check whether the log was tampered with"),
        ),
        "import": ("respond.cli.log:import_", Text("取入导出的事件", "take up an exported incident")),
        "checkpoint": (
            "respond.cli.log:checkpoint",
            Text("签名，并打印签名行", "sign it, and print the line"),
        ),
    },
    no_args_is_help=True,
)
language_option()(command)


@reading(
    "show",
    "一起事件的记录：何时所知、何时发生、谁记的、记了什么；更正过的注明由哪一条更正。",
    "The entries of an incident: since when each is known, when it was so, who entered it, what it says; what was put "
    "right says by which entry.",
    "respond log fire-0315 --since 2026-03-15T12:00",
)
@incident_argument()
@option("--since", type=Moment(), metavar="TIME", zh="只列此刻起的", en="only what is known from then on")
@option(
    "--export",
    metavar="FILE",
    zh="写成一个文件：事件文件连同记录和签名；- 为标准输出",
    en="write it to a file: an incident file with the log and its signatures; - is standard output",
)
def show(desk: "Desk", given: Given) -> Read | None:
    """Give the log, or write it to a file."""
    zone = desk.zone(given["incident"])
    if given["export"] is not None:
        for name, value in (("--since", given["since"]), ("--format", given["output"] != "text")):
            if value:
                raise InputError([fault("E910", one="--export", other=name)])
        from respond.store import exported  # noqa: PLC0415

        put(exported(desk.store, given["incident"], now_for(desk, given), zone), given["export"])
        return None
    from respond.desk import log_sheet, told  # noqa: PLC0415

    since = moment_of(given["since"], "--since", zone)
    found = told(desk.store, desk.library, given["incident"], now=now_for(desk, given), since=since)
    return Read(found, log_sheet)


@reading(
    "verify",
    "核对整个记录库：改动、删除、插入、换位、截尾、重写，都指出在哪里。有问题退出码为 1。",
    "Check the whole store: what was changed, removed, inserted, moved, cut off or written anew, and where. Exit code "
    "1 where anything was.",
    "respond log verify",
    "respond log verify --key /media/usb/respond.pub --against 4:20261121T022000000000Z:eb64…:nDjr…",
)
@option(
    "--against",
    multiple=True,
    metavar="LINE",
    zh="打印或另存的签名行，可多次",
    en="a signed line from paper or elsewhere; repeatable",
)
@option(
    "--key",
    metavar="FILE",
    zh="另存的公钥文件；不写则用库里的",
    en="a file with the public key as kept elsewhere; the store's own if absent",
)
def verify(desk: "Desk", given: Given) -> Read:
    """Check the store."""
    from respond.desk import check, checked_sheet  # noqa: PLC0415
    from respond.yaml import read_source  # noqa: PLC0415

    key = read_source(given["key"]).text if given["key"] is not None else None
    found = check(desk.store, against=given["against"], key=key)
    return Read(found, checked_sheet, 0 if found.sound else 1)


@reading(
    "checkpoint",
    "给记录库签名，打印签名行；以后用 verify --against 核对末尾有没有被截掉、整本有没有被重写。",
    "Sign how far the store has come, and print the line: verify --against checks with it later that nothing was cut "
    "off or written anew.",
    "respond log checkpoint",
    writes=True,
)
def checkpoint(desk: "Desk", given: Given) -> Read:
    """Sign the store."""
    from respond.desk import sign, signed_sheet  # noqa: PLC0415

    return Read(sign(desk.store, now_for(desk, given)), signed_sheet)


@entering(
    "import",
    "取入另一记录库导出的事件，连同每一条记录；核对无误才取入。",
    "Take up an incident that another store gave out, entry by entry, once it is found as it was.",
    "respond log import fire-0315.yaml",
)
@argument("file", metavar="FILE", zh="导出的文件；- 为标准输入", en="the exported file; - is standard input")
def import_(desk: "Desk", given: Given) -> "Entered":
    """Take up an exported incident."""
    from respond.yaml import data_of, parse, read_source  # noqa: PLC0415

    source = read_source(given["file"], log=True)
    data = data_of(parse(source))
    if not isinstance(data, dict) or data.get("kept") is None:
        raise InputError([fault("E867", name=given["file"])])
    return desk.open(source, now=now_for(desk, given))
