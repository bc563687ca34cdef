"""What an exercise showed: the score, what went wrong by unit, then inject by inject."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from respond._records import frozen
from respond.clock import SHANGHAI
from respond.errors import Language, Text
from respond.exercise.arrivals import Arrival
from respond.exercise.cast import leading
from respond.exercise.citing import cited, not_late_before
from respond.exercise.curve import LevelCurve
from respond.exercise.levels import Called, called_of
from respond.exercise.played import Timed
from respond.exercise.run import Run, plan_beside
from respond.exercise.scenario import INJECT_KINDS, Action, read_length, said_offset
from respond.exercise.score import Outcome, Result, Unscored
from respond.exercise.shares import Share
from respond.exercise.turns import Turn
from respond.plan import Item
from respond.reason import LevelRange
from respond.show import (
    CHANNEL,
    COLON,
    MODE,
    Banner,
    Block,
    Bullet,
    Column,
    Line,
    Piece,
    Section,
    Sheet,
    Style,
    Table,
    TableRow,
    Title,
    Verdict,
    Words,
    bracket,
    clauses,
    full_moment,
    hinted,
    joined,
    length,
    level_short,
    level_style,
    lists_each,
    near_moment,
    section,
    words,
    zone_words,
)
from respond.situation import Obligation, UnitName

RATING: dict[str, Text] = {
    "P": Text("顺利完成", "performed without challenges"),
    "S": Text("完成，有一些问题", "performed with some challenges"),
    "M": Text("完成，有重大问题", "performed with major challenges"),
    "U": Text("未能完成", "unable to be performed"),
}

RESULT: dict[Result, tuple[Text, Style]] = {
    "met": (Text("完成", "met"), "good"),
    "late": (Text("迟办", "late"), "alarm"),
    "incomplete": (Text("不完整", "incomplete"), "alarm"),
    "overdue": (Text("逾期未办", "overdue"), "alarm"),
    "missed": (Text("错过时机", "missed"), "alarm"),
    "omitted": (Text("未做", "omitted"), "alarm"),
    "wrong": (Text("定级有误", "wrong"), "alarm"),
    "broken": (Text("违反", "broken"), "alarm"),
    "open": (Text("不计", "not counted"), "dim"),
    "excused": (Text("无人扮演", "not played"), "dim"),
    "directed": (Text("导调扮演", "by control"), "dim"),
}
"""Every outcome in the order in which the totals name it."""

_SAYS = {
    "level": Text("级别", "level"),
    "reached": Text("达到目标：{what}", "reached: {what}"),
    "never": Text(
        "没有下达的导调信息（等的情形没有出现，或前一条没有送到）",
        "injects never given: what they waited for never was so, or did not arrive",
    ),
    "blocked": Text(
        "没有送到的导调信息（线路中断）", "injects that did not arrive (their channel being cut)"
    ),
    "blocked_by": Text(
        "{at} {name}：{channel}被 {outage} 中断", "{name} at {at}: {outage} had cut its channel ({channel})"
    ),
    "withheld": Text("导调扣下或取消的导调信息", "injects the director held back or dropped"),
    "held": Text("{name} {at}起扣下", "{name} held back from {at}"),
    "dropped": Text("{name} {at}取消", "{name} dropped at {at}"),
    "until": Text("到{at}", "until {at}"),
    "cut": Text("中断：{channels}，到{until}", "cut: {channels}, until {until}"),
    "restored": Text("导调提前恢复", "ended by the director before its time"),
    "target": Text("本次演练的目标，预案没有规定", "a target of this exercise, not of the plan"),
    "levels": Text("判定级别", "calling the level"),
    "objectives": Text("演练目的", "objectives"),
    "objective": Text("目的", "objective"),
    "rating": Text("评定", "rating"),
    "untested": Text("没有检验到", "nothing that counts tests it"),
    "weight": Text("权重{n}", "weight {n}"),
    "weighted": Text(
        "各目的得分率按权重合计{share}%：{rating}，{words}（同一项可检验几个目的，各目的的分不相加）",
        "all objectives by their weights {share} %: {rating}, {words} (one thing may test several, so their points do "
        "not add up)",
    ),
    "bands": Text(
        "评定界限（本系统自定，非标准规定）：得分{p}%以上 P，{s}%以上 S，{m}%以上 M，以下 U；"
        "有时限的事迟办、报告内容不全的最高 S，有时限或催促（立即、及时）的事未办、有时限而未报全的最高 M",
        "bands (this project's own, no standard gives them): P from {p} %, S from {s} %, M from {m} %, U below; "
        "with anything that has a limit done late, or a report that lacks contents, S at best; with anything that has "
        "a limit or presses (at once, promptly) left undone, or with a limit not told to all, M at best",
    ),
    "held_down": Text(
        "有时限或催促的事迟办、未办，或报告内容不全，低于得分对应的等级",
        "below its points: something with a limit or that presses was late or undone, or a report lacked contents",
    ),
    "never_right": Text("起：始终没有判对", "on: never called right"),
    "right_at_once": Text("起：判定正确", "on: called right"),
    "right_after": Text("起：{by}后判对", "on: called right after {by}"),
    "call_bands": Text(
        "定级评分（界限为本系统自定，想定可改）：一段里定错合计不超过{met}的算完成，不超过{late}的按迟办计分，"
        "更长的按不完整计分；未定和定低全计，定高计一半",
        "points for calls (the bands are this project's own; a scenario may set others): wrong for no more than {met} "
        "of a stretch counts as met, than {late} as late, longer as incomplete; time with none or too low counts in "
        "full, too high by half",
    ),
    "uncalled": Text("应定级而未定级，时间共{by}", "a level held and none was called for {by}"),
    "too_low": Text("定得偏低，时间共{by}", "called too low for {by}"),
    "too_high": Text("定得偏高，时间共{by}", "called too high for {by}"),
    "receives": Text("确认收到{who}的报告", "acknowledges what {who} told it"),
    "receipts": Text("报告的收悉", "receipts of reports"),
    "unacknowledged": Text(
        "{who}：{told}，始终没有确认收到；收到后才起算的从未起算：{what}",
        "{who}: {told}, never acknowledged; what it owes on receipt never began: {what}",
    ),
    "presumed": Text(
        "{who}：{told}，{seen}；按想定，按{at}收到计",
        "{who}: {told}, {seen}; by the scenario it counts as received at {at}",
    ),
    "told_by": Text("{at} {by}已报", "told at {at} by {by}"),
    "seen_late": Text("{at}才确认收到", "acknowledged at {at} only"),
    "unseen": Text("没有确认收到", "not acknowledged"),
    "unread": Text("导调信息的确认", "injects acknowledged"),
    "read_of": Text("{who}：收到{n}条，确认{read}条", "{who}: {read} of {n} acknowledged"),
    "longest": Text("最长{by}后（{inject}）", "the longest after {by} ({inject})"),
    "read_after": Text("{at} {inject}：{by}后确认", "{at} {inject}: acknowledged after {by}"),
    "never_read": Text(
        "{at} {inject}：始终没有确认，到结束{by}", "{at} {inject}: never acknowledged, {by} to the end"
    ),
    "received_nothing": Text(
        "{at} {who}确认收到{by}的报告：当时那里还没有报来什么，不算收到",
        "{at} {who} acknowledges what {by} told it: nothing had come from there by then, so that it is no receipt",
    ),
    "orders": Text("命令{who}：{what}", "order to {who}: {what}"),
    "says": Text("告诉{who}：{what}", "message to {who}: {what}"),
    "control": Text("导调", "control"),
    "ended_early": Text(
        "{at} 提前结束，原定到 {planned}：{why}", "ended at {at}, before its time ({planned}): {why}"
    ),
    "ended_for": Text("结束：{why}", "ended: {why}"),
    "no_reason": Text("没有写明理由", "no reason was given"),
    "not_reached": Text(
        "结束时还没有下达的{n}条：{names}；以后才到期的不计",
        "not given yet when it ended: {n} ({names}); what was due later does not count",
    ),
    "became": Text("新任务", "newly owed"),
    "ended": Text("已解除", "ended undone"),
    "acted": Text("队员", "players"),
    "none": Text("无新任务", "nothing new is owed"),
    "declares": Text("宣布{level}", "declare {level}"),
    "by": Text("按《{plan}》{said}", "{said} by “{plan}”"),
    "by_plan": Text("《{plan}》", "{plan}"),
    "none_called": Text("没有宣布级别", "no level was called"),
    "called": Text("宣布的是{level}", "called: {level}"),
    "stood": Text("仍为先前的{level}", "still {level} from before"),
    "not_yet": Text(
        "还没有演，不评分；下面是预案在每条信息后的要求",
        "not played yet, so there is no score; below is what the plan asks for after each inject",
    ),
    "score": Text("得分 {got} / {most}", "score {got} of {most}"),
    "totals": Text("总计", "totals"),
    "number": Text("项", "items"),
    "shared": Text(
        "其中{n}项与另一预案的是同一报送，不重复计分",
        "{n} of them the same report as another plan asks for, with no points of their own",
    ),
    "failures": Text("问题，按单位", "what went wrong, by unit"),
    "no_failures": Text("应办的全部按要求完成", "everything that counts was done as it should be"),
    "unscored": Text("没有起作用的行动", "acts that fulfilled nothing"),
    "met": Text("完成的", "what was met"),
    "uncounted": Text("不计分的", "what does not count"),
    "course": Text("推演经过", "inject by inject"),
    "ahead": Text("第一条导调信息之前", "ahead of the first inject"),
    "skipped": Text("未计入", "left out"),
    "not_played": Text(
        "无人扮演其责任单位、未办不计：{units}", "left undone, not counted, as nobody plays: {units}"
    ),
    "by_control": Text(
        "由导调扮演的单位负责，不计分：{units}", "owed by units that control plays, not counted: {units}"
    ),
    "of_unit": Text("{unit}{n}项", "{unit} ({n})"),
    "result": Text("结果", "result"),
    "expected": Text("预案要求", "what the plan expects"),
    "points": Text("分", "pts"),
    "due": Text("期限", "due"),
    "since": Text("{at}起应办", "owed since {at}"),
    "done": Text("完成", "done"),
    "late": Text("迟{by}", "{by} late"),
    "overdue": Text("逾期{by}", "{by} overdue"),
    "told": Text("已报", "told"),
    "low_for": Text("未定或定低{by}", "none or too low for {by}"),
    "high_for": Text("定高{by}", "too high for {by}"),
    "taken": Text("用时{by}", "took {by}"),
    "missing": Text("漏报", "not told"),
    "lacking": Text(
        "报告内容缺：{items}（按写明的份额计分）", "the report lacked: {items} (points by the share it held)"
    ),
    "range": Text("{certain}，最高可能{possible}", "{certain}, at most {possible}"),
    "more": Text("另有{n}项", "{n} more"),
    "folded": Text("{n}项", "{n}"),
    "injects": Text("{n}条导调信息，{start} 起", "{n} injects from {start}"),
    "zone": Text(
        "以下均为{zone}；想定写的是 {start}", "times are {zone}; the scenario is written from {start}"
    ),
    "zone_alone": Text("以下均为{zone}", "times are {zone}"),
}
_LISTED = 6  # newly owed duties listed by name after an inject


def report_sheet(run: Run, lang: Language, *, full: bool = False) -> Sheet:
    """Give the report of an exercise as a sheet, for a terminal or a page; with `full` it leaves nothing out."""
    return Sheet(tuple(RunReport(run, lang, full).blocks()), lang)


@frozen
class RunReport:
    """How the results of one exercise are told in one language; other papers of it take their parts from here."""

    run: Run
    lang: Language
    full: bool

    @property
    def start(self) -> datetime:
        """Give when the clock of the exercise starts, in the zone of the leading plan."""
        return self.run.scenario.start.astimezone(self.run.final.tz)

    def say(self, key: str, **values: object) -> str:
        """Give one of the words of the report."""
        text = _SAYS[key]
        return (text.fill(**values) if values else text).say(self.lang)

    def listed(self, key: str, n: int) -> Words:
        """Count what is folded, and say what to type for it."""
        return (Piece(self.say(key, n=n)), lists_each("--full", self.lang))

    def blocks(self) -> Iterator[Block]:
        """Go through the report: the score first, what went wrong, then how it went."""
        run, lang = self.run, self.lang
        yield Banner(MODE["exercise"].say(lang))
        yield Title(f"{run.scenario.title.say(lang)} ({run.scenario.id})", tuple(self._heading()))
        yield self.verdict()
        yield from self._results() if run.played else ()
        yield from section(
            self.say("skipped"), [Bullet(each.say(lang), style="notice") for each in run.final.skipped]
        )
        yield from section(
            self.say("never"), [Bullet(f"{each.id} {each.text.say(lang)}") for each in run.never]
        )
        yield from section(self.say("blocked"), [*self.blocked()])
        yield from section(self.say("withheld"), [Bullet(each) for each in self.withheld()])
        if run.played:
            yield from self._folded("met", [each for each in run.outcomes if each.result == "met"])
            yield from self._folded("uncounted", [each for each in run.outcomes if each.result == "open"])
        yield from self._course()

    def verdict(self) -> Verdict:
        """Give the score, or that nobody has played."""
        run = self.run
        said = self.say("score", got=run.points, most=run.most) if run.played else self.say("not_yet")
        return Verdict((words(said, "strong"),))

    def _results(self) -> Iterator[Block]:
        """Give what came of what was expected, what went wrong first."""
        yield from section(self.say("totals"), [self.totals()])
        yield from section(self.say("objectives"), list(self.objectives()))
        yield from section(self.say("levels"), [*self.curve(), *self.call_bands()])
        yield from self._failures()
        yield from section(self.say("unscored"), list(self._unscored()))
        yield from section(self.say("receipts"), list(self.receipts()))
        yield from section(self.say("unread"), list(self.unread()))

    def unread(self) -> Iterator[Block]:
        """Say of each unit how long injects lay before it acknowledged them: each in full, else what it never did."""
        run, lang, end = self.run, self.lang, self.run.final.at
        for unit in dict.fromkeys(each.unit for each in run.handed):
            own = [each for each in run.handed if each.unit == unit]
            read = [each for each in own if each.acknowledged is not None]
            said = [self.say("read_of", who=self.named(unit), n=len(own), read=len(read))]
            if read:
                last = max(read, key=lambda each: each.unread(end))
                said.append(self.say("longest", by=length(last.unread(end), lang), inject=last.inject.id))
            below = tuple(
                self.say(
                    "never_read" if each.acknowledged is None else "read_after",
                    at=self.offset(each.given), inject=each.inject.id, by=length(each.unread(end), lang),
                )
                for each in own
                if self.full or each.acknowledged is None
            )  # fmt: skip
            yield Bullet(clauses(said, lang), below, style="notice" if len(read) < len(own) else "")

    def blocked(self) -> Iterator[Block]:
        """Say of each inject that did not arrive when that was, and which outage had cut its channel."""
        for each in self.run.blocked:
            inject = each.inject
            channel = CHANNEL[inject.via].say(self.lang) if inject.via is not None else ""
            at = said_offset(inject.at)
            said = self.say("blocked_by", at=at, name=inject.id, channel=channel, outage=each.outage.id)
            yield Bullet(said, (inject.text.say(self.lang),), style="notice")

    def withheld(self) -> Iterator[str]:
        """Say of each inject the director withheld from when, and until when."""
        for each in self.run.scenario.withheld:
            until = [self.say("until", at=said_offset(each.until))] if each.until is not None else []
            why = [each.why.say(self.lang)] if each.why is not None else []
            said = self.say(each.how, name=each.inject, at=said_offset(each.at))
            yield clauses([said, *why, *until], self.lang)

    def _heading(self) -> Iterator[str]:
        run, scenario, start = self.run, self.run.scenario, self.start
        yield self.say("injects", n=len(scenario.injects), start=full_moment(start))
        written = scenario.start
        if written.utcoffset() != start.utcoffset():
            said = f"{written:%Y-%m-%d %H:%M} {written:%Z}"
            yield self.say("zone", zone=zone_words(run.final.zone, self.lang), start=said)
        elif run.final.zones != (SHANGHAI.key,):
            yield self.say("zone_alone", zone=zone_words(run.final.zone, self.lang))
        yield from self.ended_early()
        if scenario.purpose is not None:
            yield scenario.purpose.say(self.lang)

    def ended_early(self) -> Iterator[str]:
        """Say when and why it was ended before its time, and how much of the script was not reached."""
        scenario, lang = self.run.scenario, self.lang
        if scenario.planned_end is not None:
            why = scenario.reason.say(lang) if scenario.reason is not None else self.say("no_reason")
            yield self.say(
                "ended_early",
                at=said_offset(scenario.end),
                planned=said_offset(scenario.planned_end),
                why=why,
            )
            left = self.run.not_reached
            if left:
                yield self.say("not_reached", n=len(left), names=joined([each.id for each in left], lang))
        elif scenario.reason is not None:
            yield self.say("ended_for", why=scenario.reason.say(lang))

    def objectives(self) -> Iterator[Block]:
        """Give what was shown of each objective, the points of what tests it, and the rating with its bands."""
        lang, rows = self.lang, []
        for each in self.run.showings:
            objective = each.objective
            rating = RATING[each.rating].say(lang) if each.rating is not None else self.say("untested")
            clause = cited([objective.clause] if objective.clause else [], lang)
            weight = self.say("weight", n=objective.weight) if objective.weight != 1 else ""
            points = f"{each.points}/{each.most}" if each.most else "—"
            style: Style = "alarm" if each.rating in {"M", "U"} else ""
            capped = self.say("held_down") if each.held_down else ""
            below = clauses([part for part in (rating, capped, clause, weight) if part], lang)
            rows.append(
                TableRow(
                    (each.rating or "—", points, Text(objective.zh, objective.en).say(lang)), (below,), style
                )
            )
        if rows:
            columns = (
                Column(self.say("rating"), share=6),
                Column(self.say("points"), "stacked", share=6),
                Column(self.say("objective"), "main", share=44),
            )
            yield Table(columns, tuple(rows))
            yield from self._weighted()
            bands = self.run.scenario.bands
            yield Line(self.say("bands", p=bands.P, s=bands.S, m=bands.M), "dim")

    def _weighted(self) -> Iterator[Block]:
        """Give what the objectives came to in all, each by its weight."""
        share, rating = self.run.weighted, self.run.rating
        if share is not None and rating is not None:
            per_cent = Share(share.numerator, share.denominator).per_cent
            yield Line(
                self.say("weighted", share=per_cent, rating=rating, words=RATING[rating].say(self.lang)),
                "strong",
            )

    def curve(self) -> Iterator[Block]:
        """Give how long the level called was not the plan's, and how long each right call took."""
        several = len(self.run.levels) > 1
        for each in self.run.levels:
            if several:
                yield Line(self.say("by_plan", plan=each.grader.title.say(self.lang)), "strong")
            yield from self.curve_of(each.curve)

    def curve_of(self, curve: LevelCurve) -> Iterator[Block]:
        """Give the same of the level by one plan."""
        lang = self.lang
        for since, delay in curve.delays:
            at = self.moment(since)
            took = (
                self.say("never_right") if delay is None else self.say("right_after", by=length(delay, lang))
            )
            if delay == timedelta(0):
                took = self.say("right_at_once")
            yield Bullet(f"{at} {took}", style="alarm" if delay is None else "")
        for key, span in (
            ("uncalled", curve.uncalled),
            ("too_low", curve.too_low),
            ("too_high", curve.too_high),
        ):
            if span:
                yield Bullet(self.say(key, by=length(span, lang)), style="notice")

    def call_bands(self) -> Iterator[Block]:
        """Say by which bands the time counts for which a level was called wrong."""
        bands = self.run.scenario.call_bands
        spans = {name: length(read_length(getattr(bands, name)), self.lang) for name in ("met", "late")}
        if any(isinstance(each.of, Called) for each in self.run.outcomes):
            yield Line(self.say("call_bands", **spans), "dim")

    def totals(self) -> Table:
        """Give how many outcomes of each kind there were, with their points, which add up to the score."""
        lang = self.lang
        counts = Counter(outcome.result for outcome in self.run.outcomes)
        columns = (Column(self.say("number")), Column(self.say("points")), Column(self.say("result"), "main"))
        rows = []
        for result, (said, style) in RESULT.items():
            if counts[result]:
                own = [each for each in self.run.outcomes if each.result == result]
                shown = str(sum(each.points for each in own if each.counts)) if own[0].judged else "—"
                shared = sum(each.counted_with is not None for each in own)
                below = (self.say("shared", n=shared),) if shared else ()
                rows.append(TableRow((str(counts[result]), shown, said.say(lang)), below, style))
        return Table(columns, tuple(rows))

    # What went wrong.

    def _failures(self) -> Iterator[Block]:
        run, lang = self.run, self.lang
        failed = [each for each in run.outcomes if each.flawed]
        yield Section(self.say("failures"))
        if not failed:
            yield Line(self.say("no_failures"), "good")
        for name, outcomes in self.by_unit(failed):
            yield Section(name.say(lang) if name else self.say("levels"), depth=2)
            yield self.table(outcomes)
        for result, key in (("excused", "not_played"), ("directed", "by_control")):
            apart = [each for each in run.outcomes if each.result == result]
            if apart:
                units = [
                    self.say("of_unit", unit=name.say(lang) if name else "", n=len(outcomes))
                    for name, outcomes in self.by_unit(apart)
                ]
                yield Line(self.say(key, units=joined(units, lang)), "dim")
                if self.full:
                    yield self.table(apart)

    def _unscored(self) -> Iterator[Block]:
        for each in self.run.unscored:
            yield self.in_vain(each)

    def in_vain(self, each: Unscored, how: str = "") -> Bullet:
        """Tell an act that fulfilled nothing, with why, and how that came where it is told apart."""
        did = f"{self.named(each.by)}{COLON[self.lang]}{self.named(each.duty)}"
        below = dict.fromkeys(filter(None, (how, each.why.say(self.lang))))
        return Bullet(f"{self.offset(each.at)} {did}", tuple(below), "!", "notice")

    def receipts(self) -> Iterator[Block]:
        """Say what players told each other that was not acknowledged, or not in time, and what was not there at all."""
        run, lang = self.run, self.lang
        for each in run.unreceived:
            if each.arrived and (not run.scenario.cast or each.unit in run.scenario.cast):
                what = joined([one.say(lang) for one in each.owing.duties()], lang)
                told = self._told_by(each.arrived[0])
                said = self.say("unacknowledged", who=self.named(each.unit), told=told, what=what)
                yield Bullet(said, mark="!", style="alarm")
        for came in run.presumed:
            seen = self.say("unseen")
            if came.acknowledged is not None:
                seen = self.say("seen_late", at=self.moment(came.acknowledged))
            said = self.say(
                "presumed",
                who=self.named(came.unit),
                told=self._told_by(came),
                seen=seen,
                at=self.moment(came.at),
            )
            yield Bullet(said, mark="!", style="notice")
        for timed in run.received_nothing:
            by = joined([self.named(name) for name in timed.action.receives], lang)
            at, who = self.offset(timed.at), self.named(timed.action.by)
            yield Bullet(self.say("received_nothing", at=at, who=who, by=by), mark="!", style="notice")

    def _told_by(self, came: Arrival) -> str:
        return self.say("told_by", at=self.moment(came.at), by=self.named(came.action.by))

    def _folded(self, key: str, outcomes: Sequence[Outcome]) -> Iterator[Block]:
        """Show what needs no reading in full only, and say how much of it there is."""
        if not outcomes:
            return
        if not self.full:
            yield Section(self.say(key), self.listed("folded", len(outcomes)))
            return
        yield Section(self.say(key), str(len(outcomes)))
        for name, own in self.by_unit(outcomes):
            yield Section(name.say(self.lang) if name else self.say("levels"), depth=2)
            yield self.table(own)

    def table(self, outcomes: Sequence[Outcome]) -> Table:
        """Give outcomes as a table."""
        columns = (
            Column(self.say("result"), share=8),
            Column(self.say("points"), "stacked", share=4),
            Column(self.say("expected"), "main", share=44),
        )
        return Table(columns, tuple(self._row(outcome) for outcome in outcomes))

    def _row(self, outcome: Outcome) -> TableRow:
        lang = self.lang
        said, style = RESULT[outcome.result]
        owner = self.owner(outcome)
        units = joined([unit.name.say(lang) for unit in outcome.units if unit != owner], lang)
        clause = cited(outcome.clauses, lang, plan_beside(outcome, self.run))
        below = [" · ".join(part for part in (units, *self._times(outcome), clause) if part)]
        if outcome.missing:
            names = joined([name.say(lang) for name in outcome.missing], lang)
            below.append(f"{self.say('missing')}{COLON[lang]}{names}")
        below += [self.lacking(outcome.lacking)] if outcome.lacking else []
        below += [each.say(lang) for each in (outcome.form, outcome.why) if each is not None]
        points = str(outcome.points) if outcome.counts else "—"
        return TableRow((said.say(lang), points, outcome.label.say(lang)), tuple(below), style)

    def lacking(self, items: Sequence[Item]) -> str:
        """Name what a report lacked of what it has to contain."""
        return self.say(
            "lacking", items=joined([Text(item.zh, item.en).say(self.lang) for item in items], self.lang)
        )

    def _times(self, outcome: Outcome) -> Iterator[str]:
        lang = self.lang
        if outcome.kind == "target":
            yield self.say("target")
        if isinstance(outcome.of, Called):
            yield self.moment(outcome.since)
            yield from self._call(outcome.of)
            return
        if outcome.due is None and outcome.kind != "target":
            yield self.say("since", at=self.moment(outcome.since))
        done = "told" if outcome.result == "incomplete" else "done"
        for name, moment in (("due", outcome.due), (done, outcome.at)):
            if moment is not None:
                yield f"{self.say(name)} {self.moment(moment)}"
        yield from self.lateness(outcome)
        if outcome.taken is not None:
            yield self.say("taken", by=length(outcome.taken, lang))

    def lateness(self, outcome: Outcome) -> Iterator[str]:
        """Say before when nobody is late, where that is left open, and how late it was done or is undone."""
        if outcome.latest is not None:
            yield not_late_before(self.moment(outcome.latest), self.lang)
        if outcome.by is not None:
            key = "late" if outcome.result == "late" else "overdue"
            yield self.say(key, by=length(outcome.by, self.lang))

    def _call(self, called: Called) -> Iterator[str]:
        """Give the level that stood at the end of a stretch, and how long it was wrong meanwhile."""
        last, key = called.last, "called" if called.calls else "stood"
        yield self.say(key, level=level_short(last.level, self.lang)) if last else self.say("none_called")
        astray = called.astray(self.run.final.at)
        for key, span in (("low_for", astray.too_low), ("high_for", astray.too_high)):
            if span:
                yield self.say(key, by=length(span, self.lang))

    def owner(self, outcome: Outcome) -> UnitName | None:
        """Give the unit something is shown under: the leading one of those that are played, or of all."""
        return leading(outcome.units, self.run.scenario)

    def by_unit(self, outcomes: Iterable[Outcome]) -> list[tuple[Text | None, list[Outcome]]]:
        """Group outcomes by unit, in the order they first arise; levels come before all."""
        groups: dict[str, tuple[UnitName | None, list[Outcome]]] = {}
        for outcome in sorted(outcomes, key=lambda each: each.kind != "level"):
            unit = self.owner(outcome)
            groups.setdefault(unit.id if unit else "", (unit, []))[1].append(outcome)
        return [(unit.name if unit else None, found) for unit, found in groups.values()]

    # How it went.

    def _course(self) -> Iterator[Block]:
        run = self.run
        yield Section(self.say("course"))
        if run.ahead:
            yield Section(self.say("ahead"), depth=2)
            yield from self.acted(run.ahead)
        for turn in run.turns:
            yield from self._turn(turn)

    def _turn(self, turn: Turn) -> Iterator[Block]:
        inject, lang, colon = turn.inject, self.lang, COLON[self.lang]
        yield Section(f"{self.offset(turn.at)} {inject.id}", self.moment(turn.at), depth=2)
        sender = inject.from_.say(lang) if inject.from_ else ""
        via = CHANNEL[inject.via].say(lang) if inject.via else ""
        kind = INJECT_KINDS[inject.kind].say(lang) if inject.kind != "message" else ""
        lead = " · ".join(part for part in (kind, sender, via) if part)
        yield Line(f"{lead}{colon}{inject.text.say(lang)}" if lead else inject.text.say(lang))
        if inject.channels:
            names = joined([CHANNEL[each].say(lang) for each in inject.channels], lang)
            until = said_offset(inject.until or self.run.scenario.end)
            below = (self.say("restored"),) if inject.restored is not None else ()
            yield Bullet(self.say("cut", channels=names, until=until), below, style="notice")
        for each in self.run.graders:
            found = each.level(turn.situation)
            said = self.level(found)
            if each.beside:
                said = self.say("by", said=said, plan=each.title.say(lang))
            yield Bullet(f"{self.say('level')}{colon}{said}", style=level_style(found.certain))
        yield from self._changes(turn)
        yield from self.acted(turn.acted)

    def _changes(self, turn: Turn) -> Iterator[Block]:
        lang = self.lang
        new = [one for one in turn.became_owed if one.mood == "must"]
        if new:
            lines = [" · ".join(self._newly_owed(one, turn.at)) for one in new]
            yield Bullet(f"{self.say('became')}{bracket(str(len(new)), lang)}", self._few(lines))
        else:
            yield Bullet(self.say("none"), style="dim")
        ended = [one for one in turn.stood_down if one.mood == "must"]
        if ended:
            lines = [
                clauses([one.label.say(lang), one.why.say(lang) if one.why else ""], lang) for one in ended
            ]
            below = tuple(lines) if self.full else ()
            yield Bullet(f"{self.say('ended')}{bracket(str(len(ended)), lang)}", below)

    def _newly_owed(self, one: Obligation, at: datetime) -> list[str]:
        """Tell by when something is due, what it is, and since when, where that was after the inject it follows."""
        since = max(one.arose, one.certain or one.arose)
        later = [self.say("since", at=self.moment(since))] if since > at else []
        return [self._due(one, at), one.label.say(self.lang), *later]

    def _few(self, lines: list[str]) -> tuple[str | Words, ...]:
        if self.full or len(lines) <= _LISTED:
            return tuple(lines)
        return (*lines[:_LISTED], hinted(self.say("more", n=len(lines) - _LISTED), "--full", self.lang))

    def acted(self, actions: Iterable[Timed]) -> Iterator[Block]:
        """Give what players were seen to do."""
        for timed in actions:
            action, lang = timed.action, self.lang
            below = (action.note.say(lang),) if action.note else ()
            who = f"{self.named(action.by)}{COLON[lang]}"
            yield Bullet(f"{self.offset(timed.at)} {who}{clauses(self.done(action), lang)}", below, ">")

    def done(self, action: Action) -> list[str]:
        """Give all one act did: duties, targets reached, reports acknowledged, orders and messages, a level called."""
        lang = self.lang
        aims = {target.id: Text(target.zh, target.en).say(lang) for target in self.run.scenario.targets}
        parts = [self.named(name) for name in action.did]
        parts += [self.say("reached", what=aims[name]) for name in action.reached]
        if action.receives:
            who = joined([self.named(name) for name in action.receives], lang)
            parts.append(self.say("receives", who=who))
        parts += self.worded(action)
        return [*parts, self.declared(action)] if action.declares is not None else parts

    def worded(self, action: Action) -> Iterator[str]:
        """Give the order and the message an act holds, and whom they went to."""
        to = [self.say("control")] if action.to_control else [self.named(name) for name in action.to]
        for key, said in (("orders", action.orders), ("says", action.says)):
            if said is not None:
                yield self.say(key, who=joined(to, self.lang), what=said.say(self.lang))

    def declared(self, action: Action) -> str:
        """Give the level an action declares, with its plan where that is not the leading one."""
        level = called_of(self.run.graders, action)
        said = self.say("declares", level=level_short(level, self.lang)) if level is not None else ""
        if action.plan is None:
            return said
        title = next(each.title for each in self.run.graders if each.grades(action.plan))
        return self.say("by", said=said, plan=title.say(self.lang))

    def level(self, level: LevelRange) -> str:
        """Give a level, and the highest it could reach."""
        certain = level.certain.words.say(self.lang)
        if level.definite:
            return certain
        possible = level_short(level.possible, self.lang)
        return self.say("range", certain=certain, possible=possible)

    def _due(self, one: Obligation, at: datetime) -> str:
        here = at.astimezone(self.run.final.tz)
        if one.due is not None:
            due = near_moment(one.due, here)
            if not isinstance(one.latest, datetime) or one.latest == one.due:
                return due
            return due + bracket(not_late_before(near_moment(one.latest, here), self.lang), self.lang)
        return one.order.limit.words.say(self.lang) if one.order.limit is not None else "—"

    def named(self, name: str) -> str:
        """Give the words of a unit or duty."""
        return self.run.names[name].say(self.lang) if name in self.run.names else name

    def moment(self, moment: datetime) -> str:
        """Give a moment in the zone of the leading plan, with its day where that is not the first."""
        return near_moment(moment, self.start)

    def offset(self, moment: datetime) -> str:
        """Give a time on the exercise's clock, whole days apart from the hours."""
        return said_offset(moment - self.start).say(self.lang)
