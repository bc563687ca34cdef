"""The papers of an exercise from one file: what players may read, what control reads, and what evaluators fill in."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from attrs import evolve

from respond.errors import Language, Text
from respond.exercise.citing import cited, not_late_before, written_value
from respond.exercise.key import CheckedScenario, KeyEntry, check_scenario
from respond.exercise.run import concerned, labels_of
from respond.exercise.scenario import (
    INJECT_KINDS,
    Inject,
    Objective,
    Phase,
    Scenario,
    read_offset,
    said_offset,
)
from respond.exercise.sheet_of_key import arises_heading, said_after, said_arises
from respond.exercise.timeline import chosen
from respond.exercise.waiting_words import from_when, waits_for
from respond.facts import Standing, read_observation, show_value
from respond.plan import Library, Prepared
from respond.show import (
    CHANNEL,
    COLON,
    MODE,
    OBSERVED,
    Banner,
    Block,
    Bullet,
    Column,
    Labelled,
    Line,
    Particulars,
    Section,
    Sheet,
    Table,
    TableRow,
    Title,
    bracket,
    clauses,
    full_moment,
    joined,
    names_of,
    near_moment,
    whom_of,
)

Readers = Literal["players", "phases", "control", "evaluators"]

READERS: Final[tuple[Readers, ...]] = ("players", "phases", "control", "evaluators")
"""Whom a paper is for; `phases` are for players too, each handed out when its part of the exercise begins."""

_WORDS: Final[dict[str, Text]] = {
    "players": Text("参演手册", "Handbook for players"),
    "sheets": Text("阶段单（到时逐张发给参演人员，此前不得阅看）",
                   "Phase sheets (handed to players one by one when the time comes, not before)"),
    "sheet": Text("阶段单", "Phase sheet"),
    "hand_out": Text("何时发", "When to hand them out"),
    "no_sheets": Text("开场以后没有新的阶段：没有要逐张发的",
                      "no phase begins after the start: nothing is handed out one by one"),
    "answer": Text("讨论结果：", "what was agreed:"),
    "other": Text("其他：计分而不属于任何目的", "Other: scored, and part of no objective"),
    "control": Text("导调手册（参演人员不得阅看）", "Handbook for control (not for players)"),
    "evaluators": Text("评估手册（参演人员不得阅看）", "Handbook for evaluators (not for players)"),
    "time": Text("时间", "time"),
    "span": Text("{start} 至 {end}", "{start} to {end}"),
    "where": Text("地点", "place"),
    "plans": Text("依据预案", "plans"),
    "cast": Text("参演单位", "who plays"),
    "directors": Text("导调组", "control"),
    "assessors": Text("评估组", "evaluators"),
    "purpose": Text("目的", "purpose"),
    "objectives": Text("演练目的", "Objectives"),
    "briefing": Text("背景", "Background"),
    "phases": Text("阶段和讨论题", "Phases and questions"),
    "questions": Text("讨论题", "Questions"),
    "rules": Text("怎样参演", "How to play"),
    "rule_time": Text("按演练时钟行动，办了什么、报给谁、几点、用什么方式，都写下来。",
                      "Act by the exercise's clock; write down what you did, whom you told, when, and how."),
    "rule_mark": Text("每一通电话、每一份文件先说“演练”。", "Begin every call and every paper with “exercise”."),
    "rule_real": Text("发生真实情况，立即说“停止演练，真实情况”。",
                      "If something real happens, say “stop the exercise, this is real” at once."),
    "stop": Text("停止演练的情形", "What stops the exercise"),
    "variant": Text("变体", "variant"),
    "injects": Text("导调信息和预期行动", "Injects, and what is expected after each"),
    "sets": Text("设定", "sets"),
    "cut": Text("中断 {channels}，到 {until}", "cuts {channels} until {until}"),
    "expected": Text("预期", "expected"),
    "unplayed": Text("无人扮演", "not played"),
    "targets": Text("本次演练的目标", "Targets of this exercise"),
    "by": Text("{at} 前", "by {at}"),
    "look_for": Text("看什么", "what to look for"),
    "observed": Text("实际（时刻、由谁、报给谁）", "observed (when, by whom, to whom)"),
    "limit": Text("期限", "limit"),
    "what": Text("预期行动", "expected"),
    "unlisted": Text("不列第{rounds}次：不计分", "time {rounds} is not listed: it does not count"),
    "rating": Text("评定：P □　S □　M □　U □　　评估员：＿＿＿＿＿＿",
                   "rating: P □  S □  M □  U □    evaluator: ____________"),
    "notes": Text("观察记录：", "observations:"),
    "nothing": Text("没有计分的预期行动", "nothing that counts"),
}  # fmt: skip
_LINE: Final = "＿" * 24


def handout_sheet(
    scenario: Scenario, library: Library, readers: Readers, lang: Language, variant: str | None = None
) -> Sheet:
    """Give the paper for some readers.

    That for players holds no inject, no expectation, nothing of the key, and no phase that begins later; those are
    handed out as they begin, from `phases`, a page each.
    """
    played = chosen(scenario, variant)
    zone = library.zone(played.plans)
    start = played.start.astimezone(zone)
    refs = [library.find(str(name), start.date()) for name in played.plans]
    titles = tuple(library.plan(ref).title for ref in refs)
    made = _Handout(evolve(played, start=start), lang, titles, concerned(played, library)[0])
    blocks: Iterator[Block]
    if readers == "players":
        blocks = made.players()
    elif readers == "phases":
        blocks = made.phases()
    else:
        checked = check_scenario(played, library)
        blocks = made.control(checked) if readers == "control" else made.evaluators(checked)
    return Sheet(tuple(blocks), lang)


class _Handout:
    """One paper in the making."""

    def __init__(
        self, scenario: Scenario, lang: Language, titles: tuple[Text, ...], plans: Sequence[Prepared]
    ) -> None:
        self.scenario = scenario
        self.lang = lang
        self.titles = titles
        self.plans = plans
        self.labels = labels_of(plans)
        """The words of duties, by id."""

    def say(self, key: str, /, **found: object) -> str:
        """Give one of the words."""
        text = _WORDS[key]
        return (text.fill(**found) if found else text).say(self.lang)

    # Three papers.

    def players(self) -> Iterator[Block]:
        """Give the paper for players."""
        yield from self._head("players")
        yield from self._briefing()
        yield Section(self.say("rules"))
        for name in ("rule_time", "rule_mark", "rule_real"):
            yield Bullet(self.say(name))
        yield from self._stop()
        for phase in self._begun()[-1:]:
            yield Section(self.say("questions"), Text(phase.zh, phase.en).say(self.lang))
            yield from self._questions(phase)

    def phases(self) -> Iterator[Block]:
        """Give a page for each phase that begins after the start, and before them when each is handed out."""
        lang, title = self.lang, self.scenario.title.say(self.lang)
        later = [each for each in self.scenario.phases if each not in self._begun()]
        yield Banner(MODE["exercise"].say(lang))
        yield Title(title, (self.say("sheets"),))
        if not later:
            yield Line(self.say("no_sheets"), "dim")
            return
        yield Line(self.say("hand_out"), "strong")
        for phase in later:
            yield Bullet(clauses([self._clock(phase.from_), Text(phase.zh, phase.en).say(lang)], lang))
        for phase in later:
            yield Section(Text(phase.zh, phase.en).say(lang), self._clock(phase.from_), page=True)
            yield Banner(MODE["exercise"].say(lang))
            yield Line(clauses([title, self.say("sheet")], lang), "dim")
            yield from self._questions(phase)
            yield Line(self.say("answer") + _LINE)

    def control(self, checked: CheckedScenario) -> Iterator[Block]:
        """Give the paper for control: every inject, and what is expected after it."""
        yield from self._head("control")
        yield from self._objectives()
        yield from self._briefing()
        yield from self._stop()
        yield from self._phases()
        yield Section(self.say("injects"))
        for inject in self.scenario.injects:
            yield from self._inject(inject, checked)

    def evaluators(self, checked: CheckedScenario) -> Iterator[Block]:
        """Give the paper for evaluators: what to look for under each objective, with room for what was observed."""
        yield from self._head("evaluators")
        yield from self._stop()
        for objective in self.scenario.objectives:
            yield from self._objective(objective, checked)
        yield from self._other(checked)

    # Their parts.

    def _head(self, readers: Readers) -> Iterator[Block]:
        scenario, lang = self.scenario, self.lang
        yield Banner(MODE["exercise"].say(lang))
        yield Title(scenario.title.say(lang), (self.say(readers),))
        rows = [("time", self.say("span", start=full_moment(scenario.start), end=self._clock(scenario.end)))]
        if scenario.where is not None:
            rows.append(("where", scenario.where.say(lang)))
        rows.append(("plans", joined([title.say(lang) for title in self.titles], lang)))
        rows.append(
            ("cast", joined(list(dict.fromkeys(words.say(lang) for words in scenario.cast.values())), lang))
        )
        for name, posts in (("directors", scenario.control), ("assessors", scenario.evaluators)):
            rows.append((name, joined([each.say(lang) for each in posts], lang)))
        if scenario.purpose is not None and readers != "players":
            rows.append(("purpose", scenario.purpose.say(lang)))
        if scenario.variants and readers != "players":
            names = [Text(each.zh, each.en).say(lang) + bracket(each.id, lang) for each in scenario.variants]
            rows.append(("variant", joined(names, lang)))
        yield Particulars(tuple(Labelled(self.say(name), (text,)) for name, text in rows if text))

    def _briefing(self) -> Iterator[Block]:
        if self.scenario.briefing is not None:
            yield Section(self.say("briefing"))
            yield Line(self.scenario.briefing.say(self.lang))

    def _stop(self) -> Iterator[Block]:
        if self.scenario.stop:
            yield Section(self.say("stop"))
            for text in self.scenario.stop:
                yield Bullet(text.say(self.lang), mark="!", style="alarm")

    def _phases(self) -> Iterator[Block]:
        if self.scenario.phases:
            yield Section(self.say("phases"))
        for phase in self.scenario.phases:
            yield from self._phase(phase)

    def _phase(self, phase: Phase) -> Iterator[Block]:
        yield Section(Text(phase.zh, phase.en).say(self.lang), self._clock(phase.from_), depth=2)
        yield from self._questions(phase)

    def _begun(self) -> list[Phase]:
        """Give the phases that have begun when the exercise does; no other may be known then."""
        return [each for each in self.scenario.phases if read_offset(each.from_) <= timedelta(0)]

    def _questions(self, phase: Phase) -> Iterator[Block]:
        for number, question in enumerate(phase.questions, 1):
            yield Bullet(question.say(self.lang), mark=f"{number}.")

    def _objectives(self) -> Iterator[Block]:
        yield Section(self.say("objectives"))
        for each in self.scenario.objectives:
            clause = bracket(each.clause, self.lang) if each.clause else ""
            yield Bullet(Text(each.zh, each.en).say(self.lang) + clause)

    def _inject(self, inject: Inject, checked: CheckedScenario) -> Iterator[Block]:
        lang = self.lang
        kind = INJECT_KINDS[inject.kind].say(lang)
        yield Section(f"{self._when(inject)} {inject.id}", kind, depth=2)
        to = joined([self._unit(name) for name in inject.to], lang)
        lead = clauses(
            [
                part
                for part in (
                    inject.from_.say(lang) if inject.from_ else "", f"→ {to}" if to else "",
                    CHANNEL[inject.via].say(lang) if inject.via else "",
                    f"{self.say('variant')} {inject.variant}" if inject.variant else "",
                )
                if part
            ],
            lang,
        )  # fmt: skip
        if lead:
            yield Line(lead, "dim")
        yield Line(inject.text.say(lang), "strong")
        if inject.when is not None:
            yield Bullet(waits_for(inject.when, self.labels).say(lang), style="notice")
        if inject.channels:
            names = joined([CHANNEL[each].say(lang) for each in inject.channels], lang)
            yield Bullet(
                self.say("cut", channels=names, until=said_offset(inject.until or self.scenario.end)),
                style="notice",
            )
        told = [*self._told(inject)]
        if told:
            yield Bullet(self.say("sets"), tuple(told), style="dim")
        expected = [each for each in checked.key if each.inject == inject.id and each.played]
        for each in expected:
            yield Bullet(f"{self.say('expected')} · {self._expected(each)}", mark="☐")

    def _told(self, inject: Inject) -> Iterator[str]:
        """Give what an inject tells the engine in the words of the plan, the names a file has where no plan has any."""
        lang = self.lang
        for name, node in inject.facts.items():
            fact = next((each.facts[name] for each in self.plans if name in each.facts), None)
            if fact is None:
                yield f"{name}{COLON[lang]}{written_value(node)}"
                continue
            seen = read_observation(node, fact)
            sure = OBSERVED[seen.standing].say(lang) if seen.standing is not Standing.REPORTED else ""
            more = [part for part in (sure, seen.by, seen.source, seen.note) if part]
            beside = bracket(clauses(more, lang), lang) if more else ""
            yield f"{fact.label.say(lang)}{COLON[lang]}{show_value(seen.value, fact, lang)}{beside}"
        for event, node in inject.events.items():
            name, _, body = str(event).partition("@")
            words = next((each.scope.events[name] for each in self.plans if name in each.scope.events), None)
            said = Text(words.zh, words.en).say(lang) if words is not None else name
            beside = clauses([part for part in (body, written_value(node)) if part], lang)
            yield said + (bracket(beside, lang) if beside else "")

    def _when(self, inject: Inject) -> str:
        offset = from_when(inject)
        if offset is not None:
            return offset.say(self.lang)
        return f"{said_offset(inject.at).say(self.lang)} {self._clock(inject.at)}"

    def _objective(self, objective: Objective, checked: CheckedScenario) -> Iterator[Block]:
        lang = self.lang
        yield Section(Text(objective.zh, objective.en).say(lang), objective.clause or "")
        if objective.look_for is not None:
            yield Bullet(f"{self.say('look_for')} · {objective.look_for.say(lang)}", style="notice")
        own = [each for each in checked.key if each.played and objective.id in each.objectives]
        yield self._watched(own, checked) if own else Line(self.say("nothing"), "dim")
        yield Line(self.say("notes") + _LINE)
        yield Line(self.say("rating"))

    def _other(self, checked: CheckedScenario) -> Iterator[Block]:
        """Give what is scored and belongs to no objective, so that whatever gives points is watched."""
        rest = [each for each in checked.key if each.played and not each.objectives]
        if rest:
            yield Section(self.say("other"))
            yield self._watched(rest, checked)
            yield Line(self.say("notes") + _LINE)

    def _watched(self, entries: Sequence[KeyEntry], checked: CheckedScenario) -> Table:
        lang = self.lang
        columns = (
            Column(arises_heading(lang)), Column(self.say("limit"), "stacked"), Column(self.say("what"), "main"),
            Column(self.say("observed"), "below"),
        )  # fmt: skip
        return Table(columns, tuple(self._watched_row(each, checked) for each in entries))

    def _watched_row(self, each: KeyEntry, checked: CheckedScenario) -> TableRow:
        lang = self.lang
        unlisted = joined([str(number) for number in _unlisted_before(each, checked.key)], lang)
        notes = [
            self._expected(each, limit=False),
            said_after(each, lang),
            self.say("unlisted", rounds=unlisted) if unlisted else "",
        ]
        what = clauses([part for part in notes if part], lang)
        return TableRow((said_arises(each, checked.start, lang), self._limit(each), what, _LINE))

    def _expected(self, each: KeyEntry, *, limit: bool = True) -> str:
        lang = self.lang
        who = names_of(each.units, lang)
        whom = whom_of(each.to, each.copy, lang)
        to = f" → {whom}" if whom else ""
        by = self._limit(each) if limit and (each.due is not None or each.words is not None) else ""
        clause = cited(each.clauses, lang, each.plan)
        return clauses([part for part in (by, each.label.say(lang), who + to, clause) if part], lang)

    def _limit(self, each: KeyEntry) -> str:
        start = self.scenario.start
        if each.due is not None:
            by = self.say("by", at=near_moment(each.due.astimezone(start.tzinfo), start))
            if each.words is not None:
                return by + bracket(each.words.say(self.lang), self.lang)
            if each.latest is None:
                return by
            return by + bracket(
                not_late_before(near_moment(each.latest.astimezone(start.tzinfo), start), self.lang),
                self.lang,
            )
        return each.words.say(self.lang) if each.words is not None else "—"

    def _unit(self, name: str) -> str:
        words = self.scenario.cast.get(name)
        return (
            words.say(self.lang) if words is not None else f"{name}{bracket(self.say('unplayed'), self.lang)}"
        )

    def _clock(self, offset: str) -> str:
        moment: datetime = self.scenario.start + read_offset(offset)
        day = moment.date() != self.scenario.start.date()
        return full_moment(moment) if day or read_offset(offset) < timedelta(0) else f"{moment:%H:%M}"


def _unlisted_before(each: KeyEntry, key: Sequence[KeyEntry]) -> Iterator[int]:
    """Give the occasions of a duty right before one that no paper for evaluators lists, since they do not count."""
    duty, _, number = each.id.rpartition("#")
    mine = [one for one in key if one.kind == "duty" and one.id.rpartition("#")[0] == duty]
    if each.kind != "duty" or len(mine) < 2:
        return  # where there is one alone it bears no number
    listed = {int(one.id.rpartition("#")[2]) for one in mine if one.played}
    last = max((one for one in listed if one < int(number)), default=0)
    yield from range(last + 1, int(number))
