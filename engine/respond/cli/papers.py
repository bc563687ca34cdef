"""The commands that make papers of an incident, of a store or in a file: each the twin of a library call."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from respond.cli.clock import present
from respond.cli.entering import at_option, in_zone_of, told_of
from respond.cli.files import STDOUT, format_of, put, put_bytes
from respond.cli.shop import Given, as_option, desk_at, made_of, now_for, now_option, store_option
from respond.cli.spoken import Day, Moment, OneOf, argument, language_option, option
from respond.cli.streams import Lang, tell, write, write_sheet
from respond.errors import InputError, RespondError, Text, fault

if TYPE_CHECKING:
    from respond.desk import Desk
    from respond.papers import Dossier, ReportDraft
    from respond.plan import Library, Prepared
    from respond.show import Sheet

_FILES = (".yaml", ".yml")
_KINDS = ("initial", "progress", "closing")

Word = Callable[[], bytes]
"""What makes a Word file when one is asked for."""


@contextmanager
def dossier_for(given: Given, *, signs: bool = False) -> "Iterator[tuple[Dossier, Desk | None]]":
    """Read an incident for papers: of the store, or of a file, where nobody can enter anything.

    With `signs` the store is signed first, if it lets itself be written, so that its line vouches for all that is told.
    """
    name = given["incident"]
    if name == STDOUT or name.endswith(_FILES):
        yield _of_file(given), None
        return
    with desk_at(given, readonly=not (given.get("sent") or signs)) as desk:
        from respond.cli.reading import sign_if_possible  # noqa: PLC0415
        from respond.desk import dossier  # noqa: PLC0415

        now = now_for(desk, given)
        if signs:
            sign_if_possible(desk, now)
        yield dossier(desk.store, desk.library, name, now=now, unit=given.get("unit")), desk


def _of_file(given: Given) -> "Dossier":
    """Read an incident file for papers."""
    from respond.api import default_library  # noqa: PLC0415
    from respond.facts import read_instant  # noqa: PLC0415
    from respond.log import incident_from  # noqa: PLC0415
    from respond.papers import dossier_of  # noqa: PLC0415
    from respond.yaml import read_source  # noqa: PLC0415

    library = default_library()
    file = incident_from(read_source(given["incident"], log=True), library.zone)
    typed = given.get("now")
    now = present() if typed is None else read_instant(typed, "--now", zone=library.zone(file.plans))
    return dossier_of(file, library, now=now, unit=given.get("unit"))


def incident_or_file() -> Callable[[Any], Any]:
    """Declare the incident a paper is of."""
    return argument(
        "incident", metavar="ID",
        zh="事件编号，`respond list` 列出；或事件文件 .yaml，- 为标准输入",
        en="the incident, as `respond list` names it; or an incident file (.yaml), - being standard input",
    )  # fmt: skip


def target_option(*forms: str) -> Callable[[Any], Any]:
    """Declare `-o`."""
    endings = "、".join(f".{form}" for form in forms)
    return option(
        "-o", "--output", "target", default=STDOUT, metavar="FILE",
        zh=f"写入的文件，{endings}；不写或写 - 则输出到标准输出",
        en=f"the file to write, {endings.replace('、', ', ')}; standard output if absent or -",
    )  # fmt: skip


def form_option(*forms: str) -> Callable[[Any], Any]:
    """Declare `--format`."""
    return option(
        "--format", "output", type=OneOf(forms), metavar="FORMAT",
        zh=f"{'、'.join(forms)}；不写则看文件名，标准输出为 {forms[0]}",
        en=f"{', '.join(forms)}; by the file name if absent, {forms[0]} on standard output",
    )  # fmt: skip


def unit_option() -> Callable[[Any], Any]:
    """Declare the seat papers are made from."""
    return option(
        "--desk", "unit", metavar="UNIT",
        zh="从哪个单位的席位：只有它的任务算“我方”",
        en="the unit from whose seat: only what it owes is ours",
    )  # fmt: skip


def give(sheet: "Sheet", word: Word, form: str, target: str) -> None:
    """Write a paper in the form wanted, to a file or to standard output."""
    if form == "docx":
        put_bytes(word(), target)
    elif form == "html":
        from respond.show import as_html  # noqa: PLC0415

        put(as_html(sheet), target)
    elif form == "text":
        write_sheet(sheet)
    else:
        from respond.show import as_markdown  # noqa: PLC0415

        put(as_markdown(sheet), target)


def paper(
    name: str, zh: str, en: str, *examples: str, forms: tuple[str, ...], text: str = "text"
) -> Callable[[Callable[..., Any]], Any]:
    """Make a command of what makes a paper: it gets the language, the form wanted and what was typed."""

    def make(do: Callable[..., int]) -> Any:  # noqa: ANN401 - click's
        def run(lang: Lang, /, **given: Any) -> int:  # noqa: ANN401
            files = tuple(form for form in forms if form not in {"text", "json"})
            form = format_of(given["target"], given.pop("output"), text, files)
            return do(lang, form, given)

        shared = (
            target_option(*(form for form in forms if form not in {"text", "json"})), form_option(*forms),
            now_option(), language_option(),
        )  # fmt: skip
        return made_of(do, run, shared, name, Text(zh, en), examples)

    return make


# Reports.


@paper(
    "report",
    "起草首报、续报、结案报告：按预案要求的内容由记录填写，缺的标明；续报只写上次报出以来的变化。"
    "--missing 只列缺项，有缺项时退出码为 1；--sent 记入已报出。",
    "Draft an initial, progress or closing report: what the plan asks for, filled from the log, gaps marked; a "
    "progress report tells what changed since the last one sent. --missing lists gaps alone and exits with 1 where "
    "there are any; --sent enters that it went out.",
    "respond report fire-0315 initial -o 首报.docx",
    "respond report fire-0315 progress --to city-government --sent --channel written",
    forms=("text", "json", "docx", "html", "md"),
)
@incident_or_file()
@argument(
    "kind",
    metavar="KIND",
    type=OneOf(_KINDS),
    zh="initial、progress、closing",
    en="initial, progress, closing",
)
@option(
    "--to", multiple=True, metavar="UNIT", zh="报给谁，可多次，每个报送对象一份；不写则一份报给全部",
    en="to whom; repeatable, a report for each; one to all of them if absent",
)  # fmt: skip
@option(
    "--report",
    "name",
    metavar="NAME",
    zh="预案里的哪一种报告，或 预案#报告",
    en="which report of the plan, or plan#report",
)
@option("--duty", metavar="DUTY", zh="它所履行的任务", en="the duty it answers")
@option("--number", metavar="TEXT", zh="文号；不写则按次编期", en="its number; counted if absent")
@option("--signer", metavar="WHO", zh="签发人；不写则留空", en="who signs; left blank if absent")
@option("--urgency", metavar="WORD", zh="紧急程度，如 特急", en="its urgency, such as 特急")
@option(
    "--correcting", multiple=True, metavar="FACT=WORDS",
    zh="说明某个数为何与已报的不同，文中印成更正；可多次",
    en="say why a number is other than the one sent, to be printed as a correction; repeatable",
)  # fmt: skip
@option(
    "--missing",
    is_flag=True,
    zh="只列缺项；有则退出码为 1",
    en="list what is missing alone; exit code 1 where anything is",
)
@option(
    "--sent", is_flag=True, zh="记入已报出，履行报送任务", en="enter that it went out, which fulfils the duty"
)
@at_option()
@option("--by", metavar="UNIT", zh="谁报的；不写则为报告单位", en="who sent it; the reporting unit if absent")
@option("--channel", metavar="WORD", zh="方式：phone、written 等", en="how: phone, written, ...")
@unit_option()
@as_option()
@store_option()
def report(lang: Lang, form: str, given: Given) -> int:
    """Draft a report, or enter that it was sent."""
    _refuse(given)
    from respond.papers import report as draft_of  # noqa: PLC0415

    corrections = _words(given["correcting"])
    with dossier_for(given) as (dossier, desk):
        drafts = [
            draft_of(
                dossier, given["kind"], to=to, name=given["name"], duty=given["duty"], number=given["number"],
                signer=given["signer"], urgency=given["urgency"], corrections=corrections,
            )
            for to in _each(given["to"])
        ]  # fmt: skip
        if given["sent"]:
            return _written_and_sent(drafts, desk, corrections, form, given, lang)
    _all_drafted(drafts, form, lang, given)
    return 1 if given["missing"] and any(draft.missing for draft in drafts) else 0


def _each(to: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Give the addressees of each report: one each, or all of them in one."""
    return tuple((each,) for each in to) or ((),)


def _refuse(given: Given) -> None:
    """Refuse what has no effect or contradicts itself."""
    faults = []
    if given["sent"]:
        faults += [
            fault("E910", one="--sent", other=other)
            for other, typed in (("--missing", given["missing"]),)
            if typed
        ]
    else:
        faults += [
            fault("E911", one=f"--{name}", other="--sent") for name in ("at", "by", "channel") if given[name]
        ]
    if faults:
        raise InputError(faults)


def _words(texts: Sequence[str]) -> dict[str, str]:
    """Split `fact=words`; what is no pair has no words, and is refused as such."""
    return {name.strip(): words.strip() for name, _, words in (text.partition("=") for text in texts)}


def _target(target: str, draft: "ReportDraft", drafts: int) -> str:
    """Give the file of one report: of several each has the name of its addressee in it."""
    if target == STDOUT or drafts == 1:
        return target
    path = Path(target)
    return str(path.with_name(f"{path.stem}-{draft.to[0].id}{path.suffix}"))


def _drafted(draft: "ReportDraft", form: str, target: str, lang: Lang, given: Given, *, first: bool) -> None:
    from respond.papers import as_word, letter, missing_sheet, report_sheet  # noqa: PLC0415

    if form == "json":
        from respond.situation import json_of  # noqa: PLC0415

        put(json_of(draft) + "\n", target)
        return
    if not first and target == STDOUT:
        write("\n---\n\n" if form == "md" else "\n")
    if given["missing"]:
        sheet = missing_sheet(draft, lang)
        give(sheet, lambda: as_word(sheet, draft.now), form, target)
    else:
        give(report_sheet(draft, lang), lambda: letter(draft, lang), form, target)
    if target != STDOUT:
        tell(f"{target}\n")


def _all_drafted(drafts: "Sequence[ReportDraft]", form: str, lang: Lang, given: Given) -> list[str]:
    """Write reports, each to the file or the output it goes to, and name these."""
    targets = [_target(given["target"], draft, len(drafts)) for draft in drafts]
    for number, (draft, target) in enumerate(zip(drafts, targets, strict=True)):
        _drafted(draft, form, target, lang, given, first=number == 0)
    return targets


def _written_and_sent(
    drafts: "Sequence[ReportDraft]",
    desk: "Desk | None",
    corrections: dict[str, str],
    form: str,
    given: Given,
    lang: Lang,
) -> int:
    """Write the reports where a file is named, then enter that they went out: what was not written did not go."""
    if desk is None:
        raise InputError([fault("E986", name=given["incident"])])
    if given["target"] == STDOUT:
        return _sent(drafts, desk, corrections, form, given, lang)
    written = _all_drafted(drafts, form, lang, given)
    try:
        return _sent(drafts, desk, corrections, "json" if form == "json" else "text", given, lang)
    except RespondError:
        tell(_WRITTEN.fill(files=" ".join(written)).say(lang) + "\n")
        raise


_WRITTEN = Text(
    "已写出 {files}；报送没有全部记入，原因见下",
    "written: {files}; not all of it was entered as sent, and why is told below",
)


def _sent(
    drafts: "Sequence[ReportDraft]",
    desk: "Desk",
    corrections: dict[str, str],
    form: str,
    given: Given,
    lang: Lang,
) -> int:
    """Enter that reports went out."""
    if form not in {"text", "json"}:
        raise InputError([fault("E910", one="--sent", other=f"--format {form}")])
    from respond.desk import sent  # noqa: PLC0415

    now = now_for(desk, given)
    for number, draft in enumerate(drafts):
        entered = sent(
            desk, draft, now=now, at=in_zone_of(desk, given, given["at"]), by=given["by"],
            to=tuple(unit.id for unit in draft.to) if given["to"] else None, channel=given["channel"],
            corrections=corrections if number == 0 else {},  # one note tells the readers of all of them
        )  # fmt: skip
        told_of(entered, form, lang)
    return 0


# What is printed and passed on of an incident.


@paper(
    "sheet",
    "断电备用表：一页 A4，级别和理由、打给谁、要打勾的时限、签名处、记录库签名行；排不下的写明略去什么、在哪里看。",
    "The sheet for when the power fails: one page with level and reasons, whom to phone, limits to tick, where to "
    "sign, the signed line of the store; what does not fit is counted, with where it is found.",
    "respond sheet fire-0315 -o 备用表.docx",
    forms=("text", "docx", "html", "md"),
)
@incident_or_file()
@unit_option()
@store_option()
def sheet(lang: Lang, form: str, given: Given) -> int:
    """Print the sheet."""
    from respond.papers import NARROW, TIGHT, as_word, fallback_sheet  # noqa: PLC0415

    with dossier_for(given, signs=True) as (dossier, _):
        made = fallback_sheet(dossier, lang)
        give(
            made,
            lambda: as_word(made, dossier.now, looks=TIGHT, margins=NARROW, numbered=False),
            form,
            given["target"],
        )
    return 0


def _plain(
    name: str, zh: str, en: str, *examples: str, ending: str
) -> Callable[[Callable[[Lang, "Dossier", Given], str | bytes]], Any]:
    """Make a command of what writes a file of another format: it gives what is written."""

    def make(do: Callable[[Lang, "Dossier", Given], str | bytes]) -> Any:  # noqa: ANN401 - click's
        def run(lang: Lang, /, **given: Any) -> int:  # noqa: ANN401
            with dossier_for(given) as (dossier, _):
                made = do(lang, dossier, given)
            text = made.decode() if isinstance(made, bytes) else made
            if given["target"] == STDOUT:
                write(text)
            else:
                put_bytes(text.encode(), given["target"])
            return 0

        shared = (target_option(ending), now_option(), store_option(), language_option())
        return made_of(do, run, shared, name, Text(zh, en), examples)

    return make


@_plain(
    "ics",
    "把我方时限写成日历文件：带提醒；时限变动时序号增加，办结或解除的标为取消。",
    "Write what we owe by a moment as a calendar file: with alarms; the sequence grows as a limit moves, and what was "
    "met or stood down is cancelled.",
    "respond ics fire-0315 -o fire-0315.ics",
    ending="ics",
)
@incident_or_file()
@unit_option()
def ics(lang: Lang, dossier: "Dossier", given: Given) -> bytes:  # noqa: ARG001 - all of these take it
    """Write a calendar."""
    from respond.papers import limits_calendar  # noqa: PLC0415

    return limits_calendar(dossier, lang)


def _words_of(name: str) -> OneOf:
    """Give the words of the protocol for a thing, read when they are asked for."""
    from respond import papers  # noqa: PLC0415

    return OneOf(getattr(papers, name))


@_plain(
    "cap",
    "把预警写成 CAP 1.2：首次发布、变更、解除按记录排列，后一条引用前几条；记录没有写的写 Unknown，不猜。",
    "Write a warning as CAP 1.2: issued, updated, cancelled as the log has it, each referring to those before; what "
    "nobody said is Unknown, never guessed.",
    "respond cap fire-0315 --category Fire --urgency Immediate -o alert.xml",
    ending="xml",
)
@incident_or_file()
@option(
    "--fact",
    metavar="FACT",
    zh="写明预警颜色的情况；有几项时用",
    en="the fact that tells the colour, of several",
)
@option(
    "--sender",
    metavar="NAME",
    zh="发送者标识；不写则为预案的席位",
    en="who sends it; the plan's seat if absent",
)
@option(
    "--category",
    type=_words_of("CATEGORIES"),
    default="Other",
    metavar="WORD",
    zh="类别，如 Fire、Met",
    en="its category, such as Fire or Met",
)
@option(
    "--urgency",
    type=_words_of("URGENCIES"),
    default="Unknown",
    metavar="WORD",
    zh="紧迫程度",
    en="how urgent it is",
)
@option(
    "--certainty",
    type=_words_of("CERTAINTIES"),
    default="Unknown",
    metavar="WORD",
    zh="确定程度",
    en="how certain it is",
)
@option("--expires", type=Moment(), metavar="TIME", zh="有效至", en="until when it is valid")
@option("--cancel", is_flag=True, zh="解除生效的预警", en="lift the warning that stands")
def cap(lang: Lang, dossier: "Dossier", given: Given) -> str:  # noqa: ARG001 - the alert is in both languages
    """Write an alert."""
    from respond.cli.answering import moment_of  # noqa: PLC0415
    from respond.papers import How, cap_alert  # noqa: PLC0415

    how = How(
        given["sender"], given["category"], given["urgency"], given["certainty"],
        moment_of(given["expires"], "--expires", dossier.tz), given["cancel"],
    )  # fmt: skip
    return cap_alert(dossier, fact=given["fact"], how=how)


# What is printed of a plan.


def _of_plan(
    name: str, zh: str, en: str, example: str, *, pages: bool
) -> Callable[[Callable[..., "Sheet"]], Any]:
    """Make a command of what prints a plan: it gets that as prepared, the library, the language and what was typed."""

    def make(do: Callable[..., "Sheet"]) -> Any:  # noqa: ANN401 - click's
        def run(lang: Lang, /, **given: Any) -> int:  # noqa: ANN401
            forms = ("docx", "html", "md")
            form = format_of(given["target"], given["output"], "text", forms)
            from respond.cli.shelf import opened  # noqa: PLC0415
            from respond.papers import NARROW, NOTES, OFFICIAL, TIGHT, as_word  # noqa: PLC0415

            library, (plan,) = opened([given["plan"]])
            on = given["on"]
            compiled = library.prepared(library.find(plan, on), on)
            made = do(compiled, library, lang, given)
            looks, margins = (TIGHT, NARROW) if pages else (NOTES, OFFICIAL)
            dated = datetime.combine(compiled.plan.edition.in_force.from_, time(), compiled.plan.tz)
            give(
                made,
                lambda: as_word(made, dated, looks=looks, margins=margins, pages=pages),
                form,
                given["target"],
            )
            return 0

        shared = (
            target_option("docx", "html", "md"), form_option("text", "docx", "html", "md"),
            option("--on", type=Day(), metavar="DATE", zh="取这一天施行的版本；不写则取最新版本",
                   en="the edition in force on this day; the latest if absent"),
            language_option(),
        )  # fmt: skip
        return made_of(do, run, shared, name, Text(zh, en), (example,))

    return make


def _plan_argument() -> Callable[[Any], Any]:
    return argument(
        "plan",
        metavar="PLAN",
        zh="预案名称，可带 @版本，或文件路径",
        en="the plan's name, with @EDITION if wanted, or the path of its file",
    )


@_of_plan(
    "cards",
    "任务卡：每个单位一页，何时、几点前、做什么、报给谁；排不下的写明略去几项。",
    "Unit cards: a page for each unit of what it owes when, by when, and whom it tells; what does not fit is counted.",
    "respond cards vaccine-quality --unit 县卫生健康局 -o 任务卡.docx",
    pages=True,
)
@_plan_argument()
@option("--unit", metavar="UNIT", zh="只印这个单位的", en="the card of this unit alone")
def cards(compiled: "Prepared", library: "Library", lang: Lang, given: Given) -> "Sheet":
    """Print cards."""
    from respond.papers import cards as cards_of  # noqa: PLC0415

    return cards_of(compiled, library, lang, unit=given["unit"], on=given["on"])


@_of_plan(
    "handbook",
    "乡镇手册：由一部预案排成，接电话问什么、先做什么、几点前报给谁、报告写什么、怎样算几级、电话。",
    "A handbook for townships from a plan: what to ask, what to do first, by when to report to whom, what a report "
    "says, which level it is, numbers.",
    "respond handbook vaccine-quality -o 手册.docx",
    pages=False,
)
@_plan_argument()
def handbook(compiled: "Prepared", library: "Library", lang: Lang, given: Given) -> "Sheet":
    """Print a handbook."""
    from respond.papers import handbook as handbook_of  # noqa: PLC0415

    return handbook_of(compiled, library, lang, given["on"])
