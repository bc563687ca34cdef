"""`respond conformance`: the cases any program of the same API can be held against."""

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from respond.cli.files import STDOUT, format_of, put
from respond.cli.spoken import OneOf, SpokenCommand, language_option, option
from respond.cli.streams import Lang, write, write_sheet
from respond.errors import InputError, MissingExtraError, Text, fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from respond.embed import Results

_JSON = ".json"


@click.command(
    "conformance",
    cls=SpokenCommand,
    words=Text(
        "一致性测试：随附的用例逐个向一个 HTTP 接口提问，回答与条款算出的结果对照。不写 --url 则问本程序自己。"
        "有不符则退出码为 1。",
        "The conformance kit: every shipped case is put to an HTTP API, and the answer held against what the clause "
        "comes to. Without --url this program asks itself. Exit code 1 where an answer is not as expected.",
    ),
    examples=(
        "respond conformance",
        "respond conformance --url http://127.0.0.1:8642 --key KEY -o results.html",
        "respond conformance --only forest-fire --list",
    ),
)
@option("--url", metavar="URL", zh="接口的地址，如 http://127.0.0.1:8642", en="where the API is")
@option("--key", metavar="KEY", zh="密钥；也可设 RESPOND_KEY", en="a key for it; or set RESPOND_KEY")
@option("--only", metavar="TEXT", zh="只做编号含这些字的用例", en="only the cases with this in their id")
@option("--list", "listed", is_flag=True, zh="列出用例，不提问", en="list the cases, ask nothing")
@option(
    "-o", "--output", "target", default=STDOUT, metavar="FILE",
    zh="写入的文件，.html、.md 或 .json；不写或写 - 则输出到标准输出",
    en="the file to write, .html, .md or .json; standard output if absent or -",
)  # fmt: skip
@option(
    "--format", "output", type=OneOf(("text", "html", "md", "json")), metavar="FORMAT",
    zh="text、html、md、json；不写则看文件名，标准输出为 text",
    en="text, html, md, json; by the file name if absent, text on standard output",
)  # fmt: skip
@language_option()
@click.pass_obj
def command(lang: Lang, /, target: str, output: str | None, *, listed: bool, **given: Any) -> int:  # noqa: ANN401
    """Run the kit."""
    from respond.embed import shipped_cases  # noqa: PLC0415

    form = _form(target, output)
    if given["key"] and not given["url"]:
        raise InputError([fault("E911", one="--key", other="--url")])
    only = given["only"]
    cases = [each for each in shipped_cases() if only is None or only in each.id]
    if not cases:
        raise InputError([fault("E973", found=only)])
    if listed:
        write("".join(f"{each.id}\t{each.kind}\t{each.about.say(lang)}\n" for each in cases))
        return 0
    with _asking(given) as ask:
        from respond.embed import run_cases  # noqa: PLC0415

        results = run_cases(cases, ask, given["url"] or "")
    _put(results, form, target, lang)
    return 1 if results.failed else 0


def _form(target: str, output: str | None) -> str:
    if output is None and target.lower().endswith(_JSON):
        return "json"
    return format_of(target, output, "text")


@contextmanager
def _asking(given: dict[str, Any]) -> "Iterator[Any]":
    """Give what asks. Raises MissingExtraError (E852) where this program is to ask itself and lacks its libraries."""
    from respond.embed import over_http, within  # noqa: PLC0415

    if given["url"]:
        yield over_http(given["url"], given["key"] or os.environ.get("RESPOND_KEY") or None)
        return
    from respond.api import default_library  # noqa: PLC0415

    try:
        ask = within(default_library())
    except ModuleNotFoundError as error:
        raise MissingExtraError([fault("E852", library=error.name, extra="serve")]) from None
    yield ask


def _put(results: "Results", form: str, target: str, lang: Lang) -> None:
    from respond.embed import results_data, results_sheet  # noqa: PLC0415

    if form == "json":
        put(json.dumps(results_data(results), ensure_ascii=False) + "\n", target)
        return
    if form == "text" and target == STDOUT:
        write_sheet(results_sheet(results, lang))
        return
    from respond import show  # noqa: PLC0415

    written = {"html": show.as_html, "md": show.as_markdown, "text": show.plain}
    put(written[form](results_sheet(results, lang, listed=form != "text")), target)
