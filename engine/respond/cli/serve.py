"""`respond serve` and `respond api`: the duty room in the browser and over HTTP, and its answers without a server."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from respond.cli import lives_long
from respond.cli.clock import present
from respond.cli.shop import DUTY_ROOM, Given, as_option, now_option, store_option
from respond.cli.spoken import OneOf, SpokenCommand, Whole, argument, language_option, option
from respond.cli.streams import Lang, tell, write, write_data
from respond.errors import InputError, MissingExtraError, Text, fault

if TYPE_CHECKING:
    from respond.room import DutyRoom

MOST_PORTS = 65_535


@contextmanager
def room_at(given: Given) -> "Iterator[DutyRoom]":
    """Open the duty room. Raises MissingExtraError (E852) where its libraries are missing."""
    try:
        from respond.room import DutyRoom  # noqa: PLC0415
        from respond.store import RoomStore  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtraError([fault("E852", library=error.name, extra="serve")]) from None
    from respond.api import default_library  # noqa: PLC0415
    from respond.clock import SHANGHAI  # noqa: PLC0415
    from respond.facts import read_instant  # noqa: PLC0415

    now = given.get("now")
    standing = None if now is None else read_instant(now, "--now", zone=SHANGHAI)
    store = RoomStore(given.get("store"), exercise=bool(given.get("exercise")))
    try:
        yield DutyRoom(store, default_library(), present if standing is None else lambda: standing)
    finally:
        store.close()


@click.command(
    "serve",
    cls=SpokenCommand,
    words=Text(
        "值班室：浏览器页面和 HTTP 接口。默认只有本机可以访问；第一次启动时给出建立管理员的链接。",
        "The duty room: pages for the browser and an HTTP API. Only this machine can reach it unless told otherwise; "
        "when first started it prints the link that makes the administrator.",
    ),
    examples=(
        "respond serve",
        "respond serve --exercise --store drill.db --port 8643",
        "respond serve --host 0.0.0.0 --behind-tls --store postgresql://respond@db/respond",
    ),
)
@option(
    "--host", default="127.0.0.1", metavar="ADDRESS", zh="监听的地址（默认 127.0.0.1）", en="where to listen"
)
@option(
    "--port", type=Whole(0, MOST_PORTS), default="8642", metavar="N", zh="端口（默认 8642）", en="the port"
)
@option("--certificate", metavar="FILE", zh="TLS 证书（PEM）", en="a certificate for TLS (PEM)")
@option("--key", metavar="FILE", zh="证书的私钥（PEM）", en="the key of the certificate (PEM)")
@option(
    "--behind-tls", "tls", is_flag=True, zh="前面有 TLS 代理：Cookie 只经加密连接",
    en="TLS ends at a proxy in front: cookies go by encrypted connections alone",
)  # fmt: skip
@option(
    "--proxy-header", metavar="NAME", zh="代理用哪个请求头说明谁已登录，须同时给出 --proxy",
    en="the header in which a proxy says who has logged in; needs --proxy",
)  # fmt: skip
@option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    zh="代理的地址，可多次；经它来的请求按 X-Forwarded-For 计次",
    en="the address of a proxy; repeatable; what comes through it is counted by its X-Forwarded-For",
)
@store_option()
@language_option()
@click.pass_obj
def serve(lang: Lang, /, **given: Any) -> int:  # noqa: ANN401
    """Run the duty room."""
    if given["proxy_header"] and not given["proxies"]:
        raise InputError([fault("E911", one="--proxy-header", other="--proxy")])
    if given["key"] and not given["certificate"]:
        raise InputError([fault("E911", one="--key", other="--certificate")])
    with room_at(given) as room:
        from respond.room import Listening, Running  # noqa: PLC0415
        from respond.room import serve as serve_room  # noqa: PLC0415

        lives_long()
        listening = Listening(given["host"], given["port"], given["certificate"], given["key"])
        running = Running(
            tls=given["tls"] or given["certificate"] is not None, proxy_header=given["proxy_header"],
            proxies=tuple(given["proxies"]), ahead=True,
        )  # fmt: skip
        serve_room(room, listening, running, lambda text: tell(text.say(lang) + "\n"))
    return 0


@click.command(
    "api",
    cls=SpokenCommand,
    words=Text(
        "不开服务器，直接给出 HTTP 接口会给的回答（逐字节相同）。出错时退出码为 1，问题照样输出。",
        "Give what the HTTP API would answer, byte for byte, without a server. Exit code 1 for a problem, which is "
        "written all the same.",
    ),
    examples=("respond api GET /v1/incidents", "respond api POST /v1/classify --body question.json"),
)
@argument(
    "method",
    metavar="METHOD",
    type=OneOf(("GET", "POST", "PATCH", "DELETE"), str.upper),
    zh="方法",
    en="the method",
)
@argument(
    "address",
    metavar="PATH",
    zh="路径，如 /v1/incidents?ended=true",
    en="the path, such as /v1/incidents?ended=true",
)
@option("--body", metavar="FILE", zh="请求内容；- 为标准输入", en="a file with the body; - is standard input")
@store_option()
@as_option()
@now_option()
@language_option()
@click.pass_obj
def api(lang: Lang, /, method: str, address: str, **given: Any) -> int:  # noqa: ANN401
    """Answer once."""
    body = b""
    if given["body"] is not None:
        from respond.yaml import read_source  # noqa: PLC0415

        body = read_source(given["body"]).text.encode()
    with room_at(given) as room:
        from respond.room import asked, owner  # noqa: PLC0415

        status, told = asked(room, owner(given["desk"] or DUTY_ROOM), method, address, body=body, lang=lang)
        if isinstance(told, bytes):
            write_data(told)
        elif sys.stdout.isatty() and told and not told.endswith("\n"):
            write(told + "\n")  # whoever types the next command begins a line of his own
        else:
            write_data(told.encode())
    return 0 if status < 400 else 1
