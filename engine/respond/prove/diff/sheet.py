"""A comparison of two editions for readers: what changes, in words, with the smallest incident."""

from collections.abc import Iterator, Sequence

from respond.author import NAMES
from respond.errors import Language, Text
from respond.prove.diff.cases import CaseChange, Moment
from respond.prove.diff.compare import Difference, LevelConsequence
from respond.prove.diff.duties import DutyChange, Shown, limit_words, names_words, when_words
from respond.prove.diff.entries import EntryChange
from respond.prove.diff.fields import WORDING, FieldChange, OtherChange
from respond.prove.diff.levels import LevelChange
from respond.prove.diff.sides import Owed
from respond.prove.search.stretch import stretch_words
from respond.prove.search.words import incident_words
from respond.reason import LevelRange
from respond.show import (
    COLON,
    Block,
    Bullet,
    Line,
    Sheet,
    Title,
    bracket,
    clauses,
    joined,
    section,
)

_WORDS: dict[str, Text] = {
    "title": Text("两版的后果差在哪里", "what changes in consequences"),
    "levels": Text("级别不同的事件", "Incidents of another level"),
    "no-levels": Text("没有一个事件的级别不同（已证明）", "no incident has another level (proved)"),
    "incomplete": Text("查找中途停止，可能还有", "the search was cut short; there may be more"),
    "least": Text("最小事例：{facts}", "smallest incident: {facts}"),
    "scale-levels": Text("事件级别不同", "the levels of incidents differ"),
    "scale-responses": Text("响应级别不同", "the levels of responses differ"),
    "by-name": Text("按名称比较", "compared by name"),
    "by-any": Text(
        "没有同名的，只比较有没有级别",
        "none has the same name in both; only whether there is a level is compared",
    ),
    "ungraded": Text("只有 {plan} 分级，不比较级别", "only {plan} has levels; levels are not compared"),
    "criteria": Text("分级标准", "Criteria"),
    "responses": Text("响应", "Responses"),
    "facts": Text("要问的事实", "Facts asked for"),
    "duties": Text("任务和时限", "Duties and limits"),
    "others": Text("其他条目", "Other entries"),
    "left-out": Text(
        "未比较两版的措辞和出处（{fields}）", "wording and citations are not compared ({fields})"
    ),
    "cases": Text("以往事件", "Past incidents"),
    "same": Text("两版没有差别", "nothing differs"),
    "called": Text("应启动的响应：{before} → {after}", "response called for: {before} → {after}"),
    "only": Text("只有 {plan} 要求：{duties}", "only {plan} asks: {duties}"),
    "owed-only": Text("只有 {plan} 要求的情形：{facts}", "only {plan} asks it when: {facts}"),
    "cases-same": Text("{n}件以往事件没有差别", "past incidents without a difference: {n}"),
    "no-cases": Text("文件夹里没有这两部预案的事件", "the folder has no incident of these plans"),
    "due": Text("{duty}：{before} → {after}", "{duty}: {before} → {after}"),
    "none": Text("无", "none"),
}
_FIELDS: dict[str, Text] = {
    "when": Text("触发", "when"),
    "limit": Text("时限", "limit"),
    "start": Text("起算", "counts from"),
    "units": Text("责任单位", "who"),
    "to": Text("报送", "to"),
    "copy": Text("抄送", "copy"),
    "with": Text("配合单位", "with"),
    "concerns": Text("涉及单位", "concerns"),
    "provided": Text("原文所附条件", "provided"),
    "contents_from": Text("内容出处", "contents taken from"),
    "channel": Text("方式", "channel"),
    "or_stricter": Text("从重另有", "stricter in graver cases"),
    "done_with": Text("办了也算办", "done with"),
    "formerly": Text("以前版本的编号", "in earlier editions"),
    "mood": Text("要求", "force"),
    "response": Text("响应", "response"),
    "zone": Text("时区", "zone"),
    "calendar": Text("工作日历", "working days"),
    "office_hours": Text("办公时间", "office hours"),
    "times": Text("提醒时间", "when they come"),
    "of": Text("提醒事项", "reminds of"),
    "roles": Text("角色", "roles"),
    "board": Text("版块", "board"),
    "feedback": Text("反馈节点", "nodes answered"),
    "put_right": Text("整改任务", "put right by"),
    "grades": Text("评估等级", "grades"),
    "passing": Text("最低合格等级", "lowest passing grade"),
    "opened": Text("立项", "set up by"),
    "cleared": Text("办结清零", "cleared by"),
    "returned": Text("退回", "returned by"),
    "extended": Text("延期", "extended by"),
}
_MARKS = {"added": "+", "removed": "−", "changed": "~"}


def diff_sheet(found: Difference, lang: Language) -> Sheet:
    """Give a comparison to read."""
    return Sheet(tuple(_Reader(found, lang).blocks()), lang)


class _Reader:
    def __init__(self, found: Difference, lang: Language) -> None:
        self.found = found
        self.lang = lang
        self.names = found.names
        self.labels = {owed.id: owed.label for side in (found.a, found.b) for owed in side.owed}

    @property
    def gap(self) -> str:
        """Give what stands between a name and what is said of it."""
        return COLON[self.lang]

    def say(self, key: str, **fields: object) -> str:
        """Give one of the words."""
        text = _WORDS[key]
        return (text.fill(**fields) if fields else text).say(self.lang)

    def blocks(self) -> Iterator[Block]:
        """Go through the comparison, consequences first."""
        found = self.found
        titles = dict.fromkeys(side.plan.plan.title.say(self.lang) for side in (found.a, found.b))
        days = " → ".join(
            f"{name}{bracket(str(side.day), self.lang)}"
            for name, side in zip(self.names, (found.a, found.b), strict=True)
        )
        yield Title(self.say("title"), (*titles, days))
        if found.exit_code == 0 and not found.cases:
            yield Line(self.say("same"), "strong")
        yield from self._scales()
        yield from self._levels()
        for name in ("criteria", "responses", "facts"):
            changes: Sequence[EntryChange] = getattr(found, name)
            points = [self._entry(change) for change in changes]
            yield from section(self.say(name), points, str(len(points)))
        duties = [self._duty(change) for change in found.duties]
        yield from section(self.say("duties"), duties, str(len(duties)))
        others = [self._other(change) for change in found.others]
        yield from section(self.say("others"), others, str(len(others)))
        if not found.wording:
            yield Line(self.say("left-out", fields=", ".join(sorted(WORDING))), "dim")
        yield from (Line(each.say(self.lang), "dim") for each in found.left_out)
        yield from self._cases()

    def _other(self, change: OtherChange) -> Bullet:
        kind = NAMES.get(change.entry) if change.entry != "plan" else None
        said = f"{kind.say(self.lang)} {change.id}" if kind else change.id
        return Bullet(said, tuple(self._field(each) for each in change.fields), mark=_MARKS[change.kind])

    def _scales(self) -> Iterator[Block]:
        """Say which levels each edition has, where they are not the same, and what is compared all the same."""
        for scales in self.found.scales:
            how = self.say("by-name" if scales.shared else "by-any")
            listed = [
                f"{name}{self.gap}{joined(list(scale.gravest_first), self.lang)}"
                for name, scale in zip(self.names, (scales.a, scales.b), strict=True)
            ]
            yield Bullet(f"{self.say(f'scale-{scales.of}')}{self.gap}{how}", tuple(listed), mark="~")

    def _levels(self) -> Iterator[Block]:
        graded = [side.plan.graded for side in (self.found.a, self.found.b)]
        if not all(graded):
            if any(graded):
                yield Line(self.say("ungraded", plan=self.names[graded.index(True)]), "dim")
            return
        points: list[Block] = [self._outcome(outcome) for outcome in self.found.levels]
        if not points and self.found.complete:
            points.append(Line(self.say("no-levels")))
        if not self.found.complete:
            points.append(Line(self.say("incomplete"), "alarm"))
        yield from section(self.say("levels"), points, str(len(self.found.levels)))

    def _outcome(self, outcome: LevelConsequence) -> Bullet:
        before, after = (level.short.say(self.lang) for level in outcome.change.levels)
        words = change_words(outcome.change, self.found).say(self.lang)
        return Bullet(f"{words}{self.gap}{before} → {after}", tuple(self._evidence(outcome)))

    def _evidence(self, outcome: LevelConsequence) -> Iterator[str]:
        if outcome.change.fact is not None:
            yield self.say("least", facts=least_words(outcome.change, self.found).say(self.lang))
        if outcome.responses[0] != outcome.responses[1]:
            before, after = (level.short.say(self.lang) for level in outcome.responses)
            yield self.say("called", before=before, after=after)
        yield from self._only(outcome.only_a, outcome.only_b)

    def _only(self, only_a: Sequence[str], only_b: Sequence[str]) -> Iterator[str]:
        for name, ids in zip(self.names, (only_a, only_b), strict=True):
            if ids:
                labels = clauses([self.labels[each].say(self.lang) for each in ids], self.lang)
                yield self.say("only", plan=name, duties=labels)

    def _entry(self, change: EntryChange) -> Bullet:
        cited = [clause for clause in dict.fromkeys(change.clauses) if clause]
        name = f"{change.id}{bracket(joined(cited, self.lang), self.lang)}"
        below = [text.say(self.lang) for text in (change.before, change.after) if text is not None]
        if change.kind == "changed":
            below = [f"− {below[0]}", f"+ {below[1]}"]
        return Bullet(
            f"{name}{self.gap}{change.label.say(self.lang)}", tuple(below), mark=_MARKS[change.kind]
        )

    def _duty(self, change: DutyChange) -> Bullet:
        owed = change.b or change.a
        assert owed is not None  # noqa: S101 - one of both is there
        clause = bracket(str(owed.measure.entry.clause), self.lang)
        text = f"{owed.label.say(self.lang)}{clause}"
        below = self._whole(owed) if change.kind != "changed" else list(self._changed(change))
        return Bullet(text, tuple(below), mark=_MARKS[change.kind])

    def _whole(self, owed: Owed) -> list[str]:
        who = names_words(owed.units).say(self.lang)
        to = f" → {names_words(owed.to).say(self.lang)}" if owed.to else ""
        limit = limit_words(owed.measure.limit).say(self.lang)
        return [
            f"{who}{to} · {limit}",
            f"{_FIELDS['when'].say(self.lang)}: {when_words(owed).say(self.lang)}",
        ]

    def _changed(self, change: DutyChange) -> Iterator[str]:
        for each in change.fields:
            yield self._field(each)
        for name, cases in zip(self.names, (change.only_a, change.only_b), strict=True):
            if cases:
                yield self.say("owed-only", plan=name, facts=self._list(cases))

    def _field(self, each: FieldChange) -> str:
        before, after = each.before.say(self.lang), each.after.say(self.lang)
        return (
            f"{_FIELDS.get(each.name, Text(each.name, each.name)).say(self.lang)}{self.gap}{before} → {after}"
        )

    def _list(self, cases: Sequence[Shown]) -> str:
        return clauses([case.words.say(self.lang) for case in cases], self.lang)

    def _cases(self) -> Iterator[Block]:
        if self.found.cases is None:
            return
        changed = [case for case in self.found.cases if case.differs or case.fault is not None]
        points: list[Block] = [self._case(case) for case in changed]
        same = len(self.found.cases) - len(changed)
        if same:
            points.append(Line(self.say("cases-same", n=same), "dim"))
        if not self.found.cases:
            points.append(Line(self.say("no-cases"), "dim"))
        yield from section(self.say("cases"), points, str(len(self.found.cases)))

    def _case(self, case: CaseChange) -> Bullet:
        text = f"{case.name}{self.gap}{case.title.say(self.lang)}"
        if case.fault is not None:
            return Bullet(text, (case.fault.say(self.lang),), mark="?")
        below = [line for moment in case.moments if moment.differs for line in self._moment(moment)]
        return Bullet(text, tuple(below), mark="~")

    def _moment(self, moment: Moment) -> Iterator[str]:
        before, after = (self._range(level) for level in moment.levels)
        at = moment.at.strftime("%Y-%m-%d %H:%M")
        yield f"{at}  {before}" + (f" → {after}" if before != after else "")
        yield from self._only(moment.only_a, moment.only_b)
        for duty, one, other in moment.deadlines:
            times = [each.strftime("%m-%d %H:%M") if each else self.say("none") for each in (one, other)]
            yield self.say("due", duty=self.labels[duty].say(self.lang), before=times[0], after=times[1])

    def _range(self, level: LevelRange) -> str:
        low = level.certain.short.say(self.lang)
        return low if level.definite else f"{low}–{level.possible.short.say(self.lang)}"


def change_words(change: LevelChange, found: Difference) -> Text:
    """Say which incidents a change of level concerns."""
    plans = (found.a.plan, found.b.plan)
    others = incident_words(change.others, *plans)
    if change.fact is None:
        return others
    fact = next(plan.facts[change.fact] for plan in plans if change.fact in plan.facts)
    values = stretch_words(change.cells, fact)
    words = Text(f"{fact.label.zh}{values.zh}", f"{fact.label.en} {values.en}")
    if not change.others:
        return words
    return Text(f"{words.zh}（另有{others.zh}）", f"{words.en} (with {others.en})")


def least_words(change: LevelChange, found: Difference) -> Text:
    """Say what the smallest incident of a change of level is."""
    told = {**change.others, **({change.fact: change.facts[change.fact]} if change.fact else {})}
    return incident_words(told, found.a.plan, found.b.plan)
