"""`respond assistant`: the door for assistants on standard input and output."""

import sys
from typing import BinaryIO

import click

from respond.cli.clock import present
from respond.cli.shop import now_option
from respond.cli.spoken import SpokenCommand, language_option
from respond.cli.streams import Lang, write
from respond.errors import MissingExtraError, Text, fault

_END = b"\n"


@click.command(
    "assistant",
    cls=SpokenCommand,
    words=Text(
        "供智能助手使用的只读接口（Model Context Protocol，标准输入输出）：预案、条款、研判、要问的、时限。"
        "不联网，不保存。",
        "A read-only door for assistants (Model Context Protocol on standard input and output): plans, clauses, "
        "classifying, what to ask, what is due. No network; nothing is kept.",
    ),
    examples=("respond assistant --lang en",),
)
@now_option()
@language_option()
@click.pass_obj
def command(lang: Lang, /, now: str | None) -> int:
    """Answer message after message until the input ends."""
    from os import devnull  # noqa: PLC0415

    from respond.api import default_library  # noqa: PLC0415
    from respond.facts import read_instant  # noqa: PLC0415

    try:
        from respond.embed import BIGGEST, Assistant  # noqa: PLC0415
        from respond.room import DutyRoom  # noqa: PLC0415
        from respond.store import RoomStore  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtraError([fault("E852", library=error.name, extra="serve")]) from None
    standing = None if now is None else read_instant(now, "--now")
    room = DutyRoom(
        RoomStore(devnull, readonly=True),
        default_library(),
        present if standing is None else lambda: standing,
    )
    assistant = Assistant(room, lang)
    given = sys.stdin.buffer
    while line := given.readline(BIGGEST + 1):
        if len(line) > BIGGEST and not line.endswith(_END):
            _skip(given)
        if not line.strip():
            continue
        answer = assistant.answer(line)
        if answer is not None:
            write(answer + "\n")
    return 0


def _skip(given: BinaryIO) -> None:
    """Pass over the rest of a line that is too long."""
    while (more := given.readline(1 << 20)) and not more.endswith(_END):
        pass
