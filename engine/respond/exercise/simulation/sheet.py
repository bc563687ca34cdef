"""A simulation as a sheet: what can hardly be done in time and what would cure it, then every deadline and level."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from respond.errors import Language, Text
from respond.exercise.citing import cited
from respond.exercise.shares import Quantiles, Share
from respond.exercise.simulation.simulating import WANTED, Cure, Deadline, Simulation
from respond.show import (
    COLON,
    MODE,
    Banner,
    Block,
    Bullet,
    Column,
    Line,
    Sheet,
    Style,
    Table,
    TableRow,
    Title,
    Verdict,
    Words,
    clauses,
    hinted,
    length,
    names_of,
    section,
    words,
)

_SAYS: Final[dict[str, Text]] = {
    "runs": Text("推演{runs}次，种子 {seed}", "{runs} runs, seed {seed}"),
    "model": Text("模型：{title} ({id})", "model: {title} ({id})"),
    "perfect": Text(
        "演练者熟知预案，事事照办；迟办只因人手、线路、路程和消息迟来",
        "the players know the plan and do all of it; what is late is so for want of hands, lines, time or news",
    ),
    "assumed": Text(
        "模型的数字全是假定，没有依据；可以换成本单位的",
        "every figure of the model is an assumption that rests on nothing; give your own",
    ),
    "can": Text(
        "来得及：每一项都在{wanted}%以上的推演里办到，最难的一项{share}%",
        "it can be done: everything in time in {wanted} % of the runs or more, the hardest in {share} %",
    ),
    "nothing": Text("没有会迟办的任务", "there is nothing that could be late"),
    "cannot": Text(
        "靠不住：{n}项在不到{wanted}%的推演里办到，最难的一项{share}%",
        "it cannot be relied on: {n} in time in fewer than {wanted} % of the runs, the hardest in {share} %",
    ),
    "impossible": Text(
        "来不及：{ill}项几乎总是迟办，共{n}项在不到{wanted}%的推演里办到",
        "it cannot be done: {ill} hardly ever in time, {n} in time in fewer than {wanted} % of the runs",
    ),
    "short": Text(
        "办到的不到{share}%（界限为本系统自定）",
        "in time in fewer than {share} % of the runs (this project's own bound)",
    ),
    "deadlines": Text("逐项时限", "every deadline"),
    "levels": Text("判对级别用时", "time to the right level"),
    "checked": Text("与引擎核对", "held against the engine"),
    "skipped": Text("没有推演的", "not simulated"),
    "share": Text("办到", "in time"),
    "interval": Text("95%区间", "95 % interval"),
    "what": Text("事项", "what"),
    "between": Text("{low}–{high}%", "{low}–{high} %"),
    "per_cent": Text("{n}%", "{n} %"),
    "since": Text("{since} 起", "from {since}"),
    "due": Text("期限 {due}", "due {due}"),
    "no_figure": Text("无数字时限，结束前办到即可", "no limit in figures: done before it ends"),
    "late": Text(
        "距期限：一半 {half}，九成 {nine}，最多 {most}",
        "beside its limit: half {half}, nine in ten {nine}, at most {most}",
    ),
    "took": Text(
        "用时：一半 {half}，九成 {nine}，最多 {most}", "took: half {half}, nine in ten {nine}, at most {most}"
    ),
    "spare": Text("早{by}", "{by} early"),
    "over": Text("迟{by}", "{by} late"),
    "on_time": Text("恰好", "just in time"),
    "never": Text("未办", "never"),
    "not_owed": Text("{n}次未产生", "not owed in {n} runs"),
    "open": Text("{n}次到结束未到期", "not due by the end in {n} runs"),
    "more": Text("另有{n}项没有可逾期的时限", "{n} more have no limit that could be missed"),
    "level": Text("{since} {level}级", "{since} level {level}"),
    "highest": Text("数值变化时达到的最高级别", "the gravest level that came to hold, as values vary"),
    "courses": Text("数值共得出{n}种经过", "the values made for {n} courses of the exercise"),
    "alike": Text(
        "第{number}次推演录成动作交引擎评判：{n}项一致", "run {number} before the engine as recorded actions: {n} alike"
    ),
    "staff": Text("{unit}增加1人", "one more officer at {unit}"),
    "lines": Text("{unit}增加1条线路", "one more line at {unit}"),
    "notice": Text("消息即到", "news that takes no time"),
    "cures": Text("{change}：办到{share}%，可以解决", "{change}: in time in {share} %, which cures it"),
    "helpless": Text(
        "试过的改变，单项的和两项一起的，都无济于事",
        "no change that was tried helps, alone or two at once",
    ),
    "helps": Text("{change}：办到{share}%", "{change}: in time in {share} %"),
}  # fmt: skip


def simulation_sheet(found: Simulation, lang: Language) -> Sheet:
    """Give a simulation as a sheet, for a terminal or a page."""
    return Sheet(tuple(_blocks(found, lang)), lang)


def _blocks(found: Simulation, lang: Language) -> Iterator[Block]:
    yield Banner(MODE["exercise"].say(lang))
    below = (
        _say("runs", lang, runs=found.runs, seed=found.seed),
        _say("model", lang, title=found.model_title, id=found.model),
        _say("perfect", lang),
    )
    yield Title(f"{found.title.say(lang)} ({found.scenario})", below)
    short = [each for each in found.deadlines if each.short]
    yield Verdict((_verdict(found, short, lang),))
    if found.assumed:
        yield Line(hinted(_say("assumed", lang), "--model FILE", lang), "notice")
    yield from section(
        _say("short", lang, share=WANTED), [_ill(each, found, lang) for each in short], str(len(short))
    )
    columns = (
        Column(_say("share", lang)), Column(_say("interval", lang), "stacked"), Column(_say("what", lang), "main"),
    )  # fmt: skip
    rows = tuple(_row(each, lang) for each in found.deadlines)
    yield from section(_say("deadlines", lang), [Table(columns, rows)] if rows else [], str(len(rows)))
    if found.without_deadline:
        yield Line(_say("more", lang, n=found.without_deadline), "dim")
    levels = [
        Bullet(
            f"{_say('level', lang, since=each.since, level=each.level)} {_share(each.right, lang)}",
            (_spans("took", each.took, lang),) if each.took is not None else (),
        )
        for each in found.levels
    ]
    yield from section(_say("levels", lang), levels)
    highest = [
        Bullet(f"{each.level}{COLON[lang]}{_share(each.runs, lang)}", (_interval(each.runs, lang),))
        for each in found.highest
    ]
    if highest:
        highest.append(Bullet(_say("courses", lang, n=found.courses), style="dim"))
    yield from section(_say("highest", lang), highest)
    checks = [
        Bullet(
            _say("alike", lang, number=each.number + 1, n=each.alike),
            tuple(told.say(lang) for told in each.unlike),
            style="alarm" if each.unlike else "",
        )
        for each in found.checked
    ]
    yield from section(_say("checked", lang), checks)
    yield from section(
        _say("skipped", lang), [Bullet(each.say(lang), style="notice") for each in found.skipped]
    )


def _verdict(found: Simulation, short: Sequence[Deadline], lang: Language) -> Words:
    """Say whether everything is in time often enough, and how often the hardest is."""
    if short:
        ill, hardest = sum(each.structural for each in short), short[0].met.per_cent
        key = "impossible" if ill else "cannot"
        return words(_say(key, lang, ill=ill, n=len(short), wanted=WANTED, share=hardest), "alarm")
    shares = [each.met for each in found.deadlines if each.met.of]
    if not shares:
        return words(_say("nothing", lang), "good")
    least = min(shares, key=lambda share: share.fraction or 0)
    return words(_say("can", lang, wanted=WANTED, share=least.per_cent), "good")


def _ill(each: Deadline, found: Simulation, lang: Language) -> Bullet:
    """Give what is short, with every change that was tried, the best first."""
    tried = sorted(
        (cure for cure in found.cures if cure.deadline == each.id), key=lambda cure: -cure.met.number
    )
    names = {unit.id: unit.name for unit in each.units}
    below = [_tried(cure, names, lang) for cure in tried if cure.met.number]
    below = below or [_say("helpless", lang)]
    label = clauses([each.label.say(lang), _share(each.met, lang)], lang)
    return Bullet(label, tuple(below), "!", "alarm")


def _tried(cure: Cure, names: dict[str, Text], lang: Language) -> str:
    unit = names.get(cure.unit or "", Text(cure.unit or "", cure.unit or ""))
    made = [each for each in (cure.change, cure.beside) if each is not None]
    change = Text.joined([_SAYS[each].fill(unit=unit) for each in made], "，同时", " and ")
    return _say("cures" if cure.cures else "helps", lang, change=change, share=cure.met.per_cent)


def _row(each: Deadline, lang: Language) -> TableRow:
    limit = _say("due", lang, due=each.due) if each.due is not None else _say("no_figure", lang)
    first = [names_of(each.units, lang), _say("since", lang, since=each.since), limit]
    first += [cited(each.clauses, lang)] if each.clauses else []
    second = [_spans("late", each.late, lang) if each.late is not None else _spans("took", each.took, lang)]
    second += [_say(key, lang, n=n) for key, n in (("open", each.open), ("not_owed", each.not_owed)) if n]
    style: Style = "alarm" if each.short else ""
    interval = _interval(each.met, lang)
    return TableRow(
        (_share(each.met, lang), interval, each.label.say(lang)),
        (" · ".join(first), clauses([part for part in second if part], lang)), style,
    )  # fmt: skip


def _interval(share: Share, lang: Language) -> str:
    return _say("between", lang, low=share.low, high=share.high) if share.of else ""


def _share(share: Share, lang: Language) -> str:
    return _say("per_cent", lang, n=share.per_cent) if share.of else "—"


def _spans(key: str, found: Quantiles | None, lang: Language) -> str:
    if found is None:
        return ""
    told = [_span(key, each, lang) for each in (found.half, found.nine_in_ten, found.most)]
    return _say(key, lang, half=told[0], nine=told[1], most=told[2])


def _span(key: str, seconds: int | None, lang: Language) -> str:
    if seconds is None:
        return _say("never", lang)
    by = length(timedelta(seconds=abs(seconds)), lang)
    if key == "took":
        return by
    return _say("on_time", lang) if not seconds else _say("over" if seconds > 0 else "spare", lang, by=by)


def _say(name: str, lang: Language, **found: object) -> str:
    text = _SAYS[name]
    return (text.fill(**found) if found else text).say(lang)
