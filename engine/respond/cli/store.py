"""`respond store`: the store as a whole, moved to another database."""

from typing import Any

import click

from respond.cli.shop import of_the_store
from respond.cli.spoken import SpokenCommand, SpokenGroup, argument, format_option, language_option
from respond.cli.streams import Lang, write
from respond.errors import Text

command = SpokenGroup(
    "store",
    words=Text(
        "记录库整体：move 移到另一数据库。",
        "The store as a whole: move takes it to another database.",
    ),
    lazy={
        "move": (
            "respond.cli.store:move",
            Text("移到另一数据库，并核对", "move it to another database, and verify it there"),
        )
    },
    no_args_is_help=True,
)
language_option()(command)

_MOVED = Text(
    "已移入 {store}：记录{entries}条，签名行{checkpoints}行，共{rows}行；核对通过，签名证明到第{attested}条。\n"
    "私钥：{key}\n来源保持原样；以后只用新的记录库。\n",
    "moved to {store}: {entries} {entries:entry|entries}, {checkpoints} {checkpoints:signed head|signed heads}, {rows} "
    "{rows:row|rows} in all; the log holds, a signature vouches up to entry {attested}.\nprivate key: {key}\n"
    "The source stays as it was; use the new store from now on.\n",
)


@click.command(
    "move",
    cls=SpokenCommand,
    words=Text(
        "把记录库连同账号、审计、提醒和私钥移到还没有内容的文件或数据库：要么全部移入并核对通过，要么什么也不留。",
        "Move a store, with its accounts, audit log, reminders and private key, to a file or database that has nothing "
        "yet: either all of it arrives and holds, or nothing is left there.",
    ),
    examples=("respond store move store.db postgresql://respond@db/respond",),
)
@argument("source", metavar="FROM", zh="现在的文件或数据库地址", en="the file or URL it is in now")
@argument("target", metavar="TO", zh="移到的文件或数据库地址", en="the file or URL it is moved to")
@format_option("text", "json")
@language_option()
@click.pass_obj
def move(lang: Lang, /, source: str, target: str, output: str, **_: Any) -> int:  # noqa: ANN401
    """Move a store."""
    with of_the_store():
        from respond.store import Store, move_store, moved_data  # noqa: PLC0415
    from attrs import asdict  # noqa: PLC0415

    from respond.situation import json_of  # noqa: PLC0415

    one, other = Store(source), Store(target)
    try:
        found = moved_data(move_store(one, other))
    finally:
        one.close()
        other.close()
    write(json_of(found) + "\n" if output == "json" else _MOVED.fill(**asdict(found)).say(lang))
    return 0
