"""The game of one person: what is typed, line by line, as moves of a play whose clock stands while somebody thinks."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final, cast

from attrs import field

from respond._records import define
from respond.errors import Fault, InputError, Language, RespondError, Text, fault, nearest
from respond.exercise import (
    INJECT_STATES,
    Inject,
    Message,
    NewMove,
    Play,
    Playing,
    ShownInject,
    SoFar,
    Task,
    addressees_in,
    clock_now,
    director_view,
    done_acts,
    every_task,
    graders,
    numbers_of,
    received,
    so_far,
    told_to,
    unit_words,
    units_in,
)
from respond.plan import Channel, Library
from respond.show import CHANNEL, COLON, Block, Bullet, Line, Section, Sheet, bracket, clauses, joined
from respond.yaml import Data

VERBS: Final[Mapping[str, tuple[str, ...]]] = {
    "declare": ("declare", "定级"),
    "did": ("did", "办", "已办"),
    "order": ("order", "命令"),
    "tell": ("tell", "告诉"),
    "receive": ("receive", "收到"),
    "wait": ("wait", "等"),
    "next": ("next", "下一条"),
    "duties": ("duties", "任务"),
    "contents": ("contents", "内容"),
    "units": ("units", "单位"),
    "status": ("status", "情况"),
    "note": ("note", "备注"),
    "script": ("script", "脚本"),
    "give": ("give", "下达"),
    "hold": ("hold", "扣下"),
    "drop": ("drop", "取消"),
    "release": ("release", "放行"),
    "cut": ("cut", "中断"),
    "restore": ("restore", "恢复"),
    "help": ("help", "帮助", "?"),
    "leave": ("leave", "离开"),
    "end": ("end", "结束"),
}
"""What can be typed, in either language."""

_PREPOSITIONS: Final[Mapping[str, str]] = {
    "to": "to", "报": "to", "via": "via", "用": "via", "for": "for", "代": "for", "as": "by", "由": "by",
    "round": "round", "次": "round", "under": "plan", "按": "plan",
    "contains": "contains", "写明": "contains", "figures": "figures", "数字": "figures",
}  # fmt: skip
_ANYWAY: Final = ("anyway", "仍然")
_LASTING: Final[Mapping[str, str]] = {"lasting": "lasts", "持续": "lasts"}
_FROM: Final[Mapping[str, str]] = {"from": "from", "从": "from"}
_BETWEEN: Final = re.compile(r"[,，、;；]")

_DIGITS: Final = 4
_HELP: Final = (
    (
        Text("定级 II 按 预案", "declare II under PLAN"),
        Text("宣布级别；主导预案的级别不写“按”", "call the level; for the plan that leads, without `under`"),
    ),
    (
        Text(
            "办 任务 报 单位，单位 用 电话 由 单位 代 单位 次 2",
            "did DUTY to UNIT, UNIT via phone as UNIT for UNIT round 2",
        ),
        Text(
            "办了什么；只有任务必写，“报”不写则预案要报的都报了",
            "something was done; the duty alone has to be said, and without `to` everybody the plan names was told",
        ),
    ),
    (
        Text("命令 单位，单位 用 电话 由 单位：内容", "order UNIT, UNIT via phone as UNIT: TEXT"),
        Text(
            "自己的命令，不算办了预案的任务；“告诉”是消息，不写单位则告诉导调",
            "an order of your own, which carries out no duty; tell is a message, to control where no unit is named",
        ),
    ),
    (
        Text("收到 单位 从 单位", "receive UNIT from UNIT"),
        Text(
            "一个单位收到了别的单位报来的；不写“从”则都收到了",
            "a unit has received what another told it; without `from`, all that came to it",
        ),
    ),
    (
        Text("等 10", "wait 10"),
        Text("过10分钟；中间来了信息就停", "10 minutes pass, or less if something comes in"),
    ),
    (Text("下一条", "next"), Text("到下一条信息，没有了就到结束", "on to what comes in next, or to the end")),
    (Text("任务 字词", "duties TEXT"), Text("预案可能要各单位办的", "what the plan may ask of the units")),
    (
        Text(
            "办 任务 写明 项目，项目 数字 deaths=3，missing=1",
            "did DUTY contains ITEM, ITEM figures deaths=3, missing=1",
        ),
        Text(
            "报告里写了哪几项、报了哪些数；不写则不知道",
            "what a report held, and the numbers it told; else nobody knows",
        ),
    ),
    (
        Text("内容 任务", "contents DUTY"),
        Text(
            "这份报告应当写明什么、可以报哪些数",
            "what its report has to contain, and the numbers it may tell",
        ),
    ),
    (Text("单位 字词", "units TEXT"), Text("可以报给谁", "whom something can be told to")),
    (Text("情况", "status"), Text("收到了什么，办了什么", "what came in, what was done")),
    (Text("备注 内容", "note TEXT"), Text("记一笔", "write something down")),
    (
        Text("脚本", "script"),
        Text(
            "导调用：全部导调信息怎样了，含未下达的",
            "for a director: how every inject stands, those to come, too",
        ),
    ),
    (
        Text("下达 信息", "give INJECT"),
        Text(
            "导调用：现在下达；“扣下”“取消”“放行”写法相同；会把已知改回去的，后面加“仍然”；换方式的：下达 信息 用 传真",
            "for a director: give it now (`anyway` where that turns a value back, `via CHANNEL` where its own is cut); "
            "hold, drop, release likewise",
        ),
    ),
    (
        Text("中断 方式，方式 持续 30", "cut CHANNEL, CHANNEL lasting 30"),
        Text(
            "导调用：这些方式不通，不写“持续”则到结束；会使还没下达的送不到的，后面加“仍然”；“恢复 信息”提前恢复",
            "for a director: they are out of order for so many minutes, else to the end (`anyway` where injects to "
            "come then do not arrive); restore INJECT ends it",
        ),
    ),
    (
        Text("结束 理由", "end REASON"),
        Text("到此为止，看评估；理由可以不写", "stop here, and see how it went; a reason may be given"),
    ),
    (Text("离开", "leave"), Text("以后接着演", "go on another time")),
)

_STOPPED_HERE: Final = Text("推演人到此为止", "whoever played stopped here")
"""Why a game of one ends before its time, where nobody says."""
_SAYS: Final = {
    "sent": Text("{who}：{what}", "{who}: {what}"),
    "received": Text("{who}确认收到{by}报来的", "{who} acknowledges what {by} told it"),
    "none_came": Text(
        "没有别的单位报来而还没有确认的", "nothing that others told it waits to be acknowledged"
    ),
    "items": Text("应当写明", "what it has to contain"),
    "numbers": Text("可以报的数", "numbers it may tell"),
    "no_items": Text("预案没有写它应当写明什么", "the plan does not say what it has to contain"),
    "figure": Text("事实=数，如 deaths=3", "FACT=NUMBER, such as deaths=3"),
    "awaited": Text("还没有确认收到", "not acknowledged yet"),
    "noted": Text("已记", "noted"),
    "stuck": Text("{inject} 没有下达，已扣下：{why}", "{inject} was not given and is held back: {why}"),
    "turned": Text("已把{what}", "it turned {what}"),
    "would_turn": Text("现在下达会把{what}", "given now it would turn {what}"),
    "will_turn": Text(
        "现在下达，或者到 {at} 由时钟下达，会把{what}；不要它这样，先扣下",
        "given now, or by the clock at {at}, it will turn {what}; hold it back to prevent that",
    ),
    "blocked": Text(
        "{channel}被 {outage} 中断，送不到", "{outage} cuts its channel ({channel}): it does not arrive"
    ),
    "catches": Text("因此送不到的：{what}", "because of it these do not arrive: {what}"),
    "restored_early": Text("导调提前恢复，{at}", "ended by the director before its time, at {at}"),
    "restored": Text("{inject}：已恢复", "{inject}: restored"),
    "lost": Text(
        "{who}：{what}；没有送到，{channel}中断", "{who}: {what}; it did not go through: {channel} is cut"
    ),
    "not_through": Text("没有送到", "it did not go through"),
    "nothing": Text("没有新的信息", "nothing comes in"),
    "over": Text("时间已到；“结束”看评估", "time is over; end shows how it went"),
    "came": Text("收到的", "what came in"),
    "did": Text("办了的", "what was done"),
    "level": Text("宣布的级别：{level}", "level called: {level}"),
    "none_called": Text("还没有宣布级别", "no level has been called"),
    "declares": Text("宣布{level}", "declares {level}"),
    "by_plan": Text("按《{plan}》{said}", "{said} by “{plan}”"),
    "no_duty": Text("没有这样的任务", "no such duty"),
    "begin": Text(
        "时钟停着等您；“帮助”列出能输入什么。", "The clock waits for you; help lists what can be typed."
    ),
    "minutes": Text("等几分钟，1 至 9999", "minutes to wait, 1 to 9999"),
    "colon": Text("冒号，后面写内容", "a colon, and what is said behind it"),
    "say_what": Text("后面写内容", "something to follow it"),
    "nothing_more": Text("后面什么也不写", "nothing after it"),
}


class LeftError(Exception):
    """Somebody leaves the game before its end."""


@define
class Game:
    """One person at a play: `moves` keeps what is done, and `play` gives the play as it is kept."""

    play: Callable[[], Play]
    keep: Callable[[Callable[[Playing], Sequence[NewMove]]], object]
    library: Library
    now: Callable[[], datetime]
    lang: Language
    shown: set[str] = field(factory=set)
    """Injects that were shown already."""
    held_back: set[str] = field(factory=set)
    """Injects of which it was said already that they could not be carried out."""

    # What is shown.

    def opening(self) -> Sheet:
        """Begin, or go on where it was: the background, and what came in last."""
        play = self.play()
        if play.begun:
            self.shown = {each.id for each in self._so_far().given[:-1]}
            return self._sheet([*self._come()])
        self.keep(lambda playing: playing.next())
        words = play.scenario.briefing
        background = [Line(words.say(self.lang))] if words is not None else []
        return self._sheet([*background, Line(self.say("begin"), "dim"), *self._come()])

    def prompt(self) -> str:
        """Give what stands before the line that is typed: the exercise's clock."""
        clock = clock_now(self.play(), self.now())
        return f"[{clock.offset} {clock.at:%H:%M}] > "

    def line(self, text: str) -> Sheet:
        """Carry out what was typed, and give what comes of it. Raises LeftError where somebody leaves."""
        word, space, rest = text.strip().partition(" ")
        if not word:
            return self._sheet([])
        head, colon, first = word.replace("：", ":", 1).partition(":")
        if colon:  # what is said may follow the verb itself: `tell: the road is blocked`
            word, rest = head, f":{first}{space}{rest}"
        verb = next((name for name, words in VERBS.items() if word.casefold() in words), None)
        try:
            if verb is None:
                known = [each for words in VERBS.values() for each in words]
                raise InputError([_not_understood(word, self._known(), nearest(word, known))])
            return self._sheet([*getattr(self, f"_{verb}")(rest.strip())])
        except RespondError as error:
            return self._sheet([_told(each, self.lang) for each in error.faults])

    def say(self, name: str, **found: object) -> str:
        """Give one of the words."""
        text = _SAYS[name]
        return (text.fill(**found) if found else text).say(self.lang)

    # What can be typed.

    def _declare(self, rest: str) -> Iterator[Block]:
        words, named = _parts(rest)
        found = self._so_far()
        by = self._unit(named["by"]) if "by" in named else self._units_played()[0]
        grader = next((each for each in graders(found.plans) if each.grades(named.get("plan"))), None)
        level = grader.scale.read(words).name if grader is not None else words  # refused with the plan named
        said: dict[str, Data] = {"by": by, "declares": level}
        what = self.say("declares", level=level)
        if grader is None or grader.beside:
            said["plan"] = named["plan"]
            what = self.say("by_plan", plan=named["plan"], said=what)
        yield from self._act(said, what)

    def _did(self, rest: str) -> Iterator[Block]:
        words, named = _parts(rest)
        task = self._task(words)
        said: dict[str, Data] = {"did": [task.duty]}
        said["by"] = self._unit(named["by"]) if "by" in named else self._owner(task)
        if "to" in named:
            said["to"] = [self._unit(each) for each in _listed(named["to"])]
        if "for" in named:
            said["for"] = self._unit(named["for"])
        if "via" in named:
            said["channel"] = _channel(named["via"])
        if "round" in named:
            said["round"] = named["round"]
        if "contains" in named:
            said["contains"] = [_item(each, task) for each in _listed(named["contains"])]
        if "figures" in named:
            said["figures"] = dict(map(_figure, _listed(named["figures"])))
        yield from self._act(said, task.label.say(self.lang))

    def _order(self, rest: str) -> Iterator[Block]:
        yield from self._in_words(rest, "orders")

    def _tell(self, rest: str) -> Iterator[Block]:
        yield from self._in_words(rest, "says")

    def _in_words(self, rest: str, key: str) -> Iterator[Block]:
        head, colon, text = map(str.strip, rest.replace("：", ":", 1).partition(":"))
        if not (colon and text):
            raise InputError([_not_understood(rest or key, _SAYS["colon"])])
        words, named = _parts(f". {head}")  # whom it goes to may be left out
        said: dict[str, Data] = {key: {"zh": text, "en": text}}
        said["by"] = self._unit(named["by"]) if "by" in named else self._units_played()[0]
        said["to"] = [self._unit(each) for each in _listed(words.removeprefix("."))]
        if "via" in named:
            said["channel"] = _channel(named["via"])
        yield from self._act(said, text)

    def _receive(self, rest: str) -> Iterator[Block]:
        words, named = _parts(rest, _FROM)
        unit = self._unit(words)
        wanted = self._unit(named["from"]) if "from" in named else None
        found = self._so_far()
        waits = [
            each
            for each in told_to(found, unit)
            if not found.acknowledged(each, unit) and wanted in {None, each.action.by}
        ]
        if not waits:
            yield Line(self.say("none_came"), "dim")
            return
        came = {each.act: each for each in received(found, unit)}
        for by, number in {each.action.by: each.number for each in waits}.items():
            self.keep(partial(Playing.receive, act=number, unit=unit))
            who, whose = (unit_words(found, name).say(self.lang) for name in (unit, by))
            told = [came[each.number] for each in waits if each.action.by == by]
            below = tuple(line for each in told for line in self._said(each))
            yield Bullet(self.say("received", who=who, by=whose), below, "✓", "good")
        yield from self._come()

    def _said(self, told: Message) -> Iterator[str]:
        """Say what somebody told a unit, and what the report of it says."""
        yield clauses([told.at, told.text.say(self.lang)], self.lang)
        if told.report is not None:
            yield from (line.say(self.lang) for line in told.report.lines())

    def _act(self, said: Mapping[str, Data], what: str) -> Iterator[Block]:
        self.keep(lambda playing: playing.act(said))
        found = self._so_far()
        done = done_acts(found)[-1]
        who = done.name.say(self.lang)
        if done.lost and done.channel is not None:
            words = self.say("lost", what=what, who=who, channel=CHANNEL[done.channel].say(self.lang))
            yield Bullet(words, mark="!", style="alarm")
        else:
            yield Bullet(self.say("sent", what=what, who=who), mark="✓", style="good")
        yield from self._come()

    def _wait(self, rest: str) -> Iterator[Block]:
        if not (rest.isascii() and rest.isdigit() and len(rest) <= _DIGITS and int(rest) > 0):
            raise InputError([_not_understood(rest or "wait", _SAYS["minutes"])])
        self.keep(lambda playing: playing.wait(int(rest)))
        yield from self._come()

    def _next(self, rest: str) -> Iterator[Block]:
        _must_be_bare(rest)
        self.keep(lambda playing: playing.next())
        yield from self._come()

    def _duties(self, rest: str) -> Iterator[Block]:
        found = self._so_far()
        own = {*self._units_played()}
        tasks = [
            each
            for each in every_task(found.plans)
            if own & {unit.id for unit in each.units} and rest.casefold() in _searched(each)
        ]
        for each in tasks:
            who = joined([unit_words(found, unit.id).say(self.lang) for unit in each.units], self.lang)
            to = f" → {', '.join(unit.id for unit in each.to)}" if each.to else ""
            below = clauses([each.label.say(self.lang), who, each.clause], self.lang)
            yield Bullet(f"{_short(each)}{to}", (below,))
        if not tasks:
            yield Line(self.say("no_duty"), "dim")

    def _contents(self, rest: str) -> Iterator[Block]:
        found, task = self._so_far(), self._task(rest)
        for title, items in (("items", task.contents), ("numbers", numbers_of(found.plans[0]))):
            if items:
                yield Section(self.say(title), depth=2)
            for each in items:
                yield Bullet(f"{each.id}{bracket(each.label.say(self.lang), self.lang)}")
        if not task.contents:
            yield Line(self.say("no_items"), "dim")

    def _units(self, rest: str) -> Iterator[Block]:
        for each in addressees_in(self._so_far()):
            if rest.casefold() in f"{each.id} {each.name.zh} {each.name.en}".casefold():
                yield Bullet(f"{each.id}{bracket(each.name.say(self.lang), self.lang)}")

    def _status(self, rest: str) -> Iterator[Block]:
        _must_be_bare(rest)
        found = self._so_far()
        acts = done_acts(found)
        calls = {each.beside: each.declares for each in acts if each.declares is not None}
        for beside, level in calls.items():
            said = self.say("level", level=level)
            by = said if beside is None else self.say("by_plan", plan=beside.say(self.lang), said=said)
            yield Line(by, "strong")
        if not calls:
            yield Line(self.say("none_called"), "strong")
        yield Section(self.say("came"), depth=2)
        for each in found.given:
            yield Bullet(f"{each.at} {each.text.say(self.lang)}")
        yield Section(self.say("did"), depth=2)
        for one in acts:
            what = [each.say(self.lang) for each in one.did]
            if one.declares is not None:
                level = self.say("declares", level=one.declares)
                title = one.beside.say(self.lang) if one.beside is not None else None
                what.append(level if title is None else self.say("by_plan", plan=title, said=level))
            if one.receives:
                whose = joined([each.say(self.lang) for each in one.receives], self.lang)
                what.append(self.say("received", who=one.name.say(self.lang), by=whose))
            what += [each.say(self.lang) for each in (one.orders, one.says) if each is not None]
            lost = [self.say("not_through")] if one.lost else []
            waits = [each.name.say(self.lang) for each in one.awaited if each.id in self._units_played()]
            below = f"{self.say('awaited')}{COLON[self.lang]}{joined(waits, self.lang)}" if waits else ""
            shown = clauses([f"{one.at} {one.name.say(self.lang)}", *what, *lost], self.lang)
            yield Bullet(shown, (below,) if below else ())

    def _note(self, rest: str) -> Iterator[Block]:
        if not rest:
            raise InputError([_not_understood("note", _SAYS["say_what"])])
        team = self.play().team
        said: dict[str, Data] = {"by": {"zh": team.zh, "en": team.en}, "text": {"zh": rest, "en": rest}}
        self.keep(lambda playing: playing.note(said))
        yield Bullet(self.say("noted"), mark="✓", style="good")

    # What a director types.

    def _script(self, rest: str) -> Iterator[Block]:
        _must_be_bare(rest)
        for each in director_view(self._so_far(), self.now()).injects:
            stands = [INJECT_STATES[each.state].say(self.lang), each.at or ""]
            key = "turned" if each.state == "given" else "will_turn" if each.by_clock else "would_turn"
            back = [self.say(key, at=each.at, what=one.words.say(self.lang)) for one in each.turns_back]
            if each.stuck is not None:
                back.append(self.say("stuck", inject=each.id, why=each.stuck.say(self.lang)))
            back += self._lines_of(each)
            if each.restored is not None:
                back.append(self.say("restored_early", at=each.restored))
            yield Bullet(f"{each.id} {each.text.say(self.lang)}", (" ".join(filter(None, stands)), *back))

    def _lines_of(self, one: ShownInject) -> Iterator[str]:
        """Say that an inject does not arrive, and which others do not because of it."""
        if one.blocked_by is not None and one.via is not None:
            channel = CHANNEL[one.via].say(self.lang)
            yield self.say("blocked", outage=one.blocked_by, channel=channel)
        if one.catches:
            yield self.say("catches", what=joined(one.catches, self.lang))

    def _give(self, rest: str) -> Iterator[Block]:
        words, anyway = _anyway(rest)
        name, named = _parts(words)
        via = cast("Channel", _channel(named["via"])) if "via" in named else None
        self.keep(lambda playing: playing.give(name, anyway=anyway, via=via))
        yield from self._come()

    def _hold(self, rest: str) -> Iterator[Block]:
        self.keep(lambda playing: playing.hold(rest))
        yield self._stands(rest)

    def _drop(self, rest: str) -> Iterator[Block]:
        self.keep(lambda playing: playing.drop(rest))
        yield self._stands(rest)

    def _release(self, rest: str) -> Iterator[Block]:
        name, anyway = _anyway(rest)
        self.keep(lambda playing: playing.release(name, anyway=anyway))
        yield self._stands(name)
        yield from self._come()

    def _cut(self, rest: str) -> Iterator[Block]:
        typed, anyway = _anyway(rest)
        words, named = _parts(typed, _LASTING)
        said: dict[str, Data] = {"kind": "outage", "channels": [_channel(each) for each in _listed(words)]}
        if "lasts" in named:
            said["lasts"] = f"{named['lasts']} min" if named["lasts"].isdigit() else named["lasts"]
        self.keep(lambda playing: playing.inject(said, anyway=anyway))
        yield from self._come()

    def _restore(self, rest: str) -> Iterator[Block]:
        self.keep(lambda playing: playing.restore(rest))
        yield Bullet(self.say("restored", inject=rest), mark="✓", style="good")

    def _stands(self, inject: str) -> Block:
        shown = next(each for each in director_view(self._so_far(), self.now()).injects if each.id == inject)
        words = INJECT_STATES[shown.state].say(self.lang)
        return Bullet(f"{inject}{COLON[self.lang]}{words}", mark="✓", style="good")

    def _help(self, rest: str) -> Iterator[Block]:
        _must_be_bare(rest)
        for form, words in _HELP:
            yield Bullet(form.say(self.lang), (words.say(self.lang),))

    def _leave(self, rest: str) -> tuple[Block, ...]:
        _must_be_bare(rest)
        raise LeftError

    def _end(self, rest: str) -> tuple[Block, ...]:
        reason = Text(rest, rest) if rest else _STOPPED_HERE
        over = self.play().stage(self.now()) == "over"
        self.keep(lambda playing: playing.end(None if over and not rest else reason))
        return ()

    # Parts of these.

    def _so_far(self) -> SoFar:
        play = self.play()
        return so_far(play, play.offset(self.now()), self.library)

    def _come(self) -> Iterator[Block]:
        """Give what came in since the last look, or that nothing did."""
        found = self._so_far()
        new = [each for each in found.given if each.id not in self.shown]
        self.shown |= {each.id for each in new}
        for each in new:
            yield from self._message(each, found)
        yield from self._not_given(found)
        if found.play.stage(self.now()) == "over":
            yield Line(self.say("over"), "notice")
        elif not new and found.play.moves[-1].kind == "clock":
            yield Line(self.say("nothing"), "dim")

    def _not_given(self, found: SoFar) -> Iterator[Block]:
        """Say, once, which injects could not be carried out."""
        for each in found.kept_back.values():
            if each.why is not None and each.inject not in self.held_back:
                self.held_back.add(each.inject)
                yield Line(self.say("stuck", inject=each.inject, why=each.why.say(self.lang)), "notice")

    def _message(self, inject: Inject, found: SoFar) -> Iterator[Block]:
        at = found.play.scenario.moment(inject.at)
        to = joined([unit_words(found, name).say(self.lang) for name in inject.to], self.lang)
        parts = [
            inject.from_.say(self.lang) if inject.from_ is not None else "",
            f"→ {to}" if to else "",
            CHANNEL[inject.via].say(self.lang) if inject.via is not None else "",
        ]
        yield Section(f"{at:%H:%M}", clauses([each for each in parts if each], self.lang))
        yield Line(inject.text.say(self.lang), "strong")

    def _sheet(self, blocks: Sequence[Block]) -> Sheet:
        return Sheet(tuple(blocks), self.lang)

    def _known(self) -> Text:
        return Text("、".join(words[-1] for words in VERBS.values()), ", ".join(VERBS))

    def _units_played(self) -> tuple[str, ...]:
        return tuple(each.id for each in units_in(self._so_far()))

    def _unit(self, said: str) -> str:
        """Give the unit somebody means by its id or its words. Raises InputError (E807)."""
        wanted = said.strip().casefold()
        known = addressees_in(self._so_far())
        for each in known:
            if wanted in {each.id.casefold(), each.name.zh.casefold(), each.name.en.casefold()}:
                return each.id
        raise InputError(
            [fault("E807", suggestion=nearest(wanted, [each.id for each in known]), name=said.strip())]
        )

    def _task(self, said: str) -> Task:
        """Give the duty somebody means by its id or its words. Raises InputError (E806)."""
        wanted = said.strip().casefold()
        known = every_task(self._so_far().plans)
        for each in known:
            words = {each.label.zh.casefold(), each.label.en.casefold()}
            if wanted in {each.duty.casefold(), _short(each).casefold(), *words}:
                return each
        raise InputError([fault("E806", suggestion=nearest(wanted, map(_short, known)), name=said.strip())])

    def _owner(self, task: Task) -> str:
        """Give who does something where nobody says: whoever owes it and is played, else whoever owes it first."""
        played = self._units_played()
        owners = [unit.id for unit in task.units]
        return next((each for each in owners if each in played), owners[0] if owners else played[0])


def _parts(rest: str, known: Mapping[str, str] = _PREPOSITIONS) -> tuple[str, dict[str, str]]:
    """Part what was typed at the words that say of what follows what it is.

    >>> _parts("report-up to county-government, city via phone as headquarters")
    ('report-up', {'to': 'county-government, city', 'via': 'phone', 'by': 'headquarters'})
    """
    found: dict[str, list[str]] = {"": []}
    name = ""
    for word in rest.split():
        if word in known and found[""]:
            name = known[word]
            found.setdefault(name, [])
        else:
            found[name].append(word)
    return " ".join(found.pop("")), {name: " ".join(words) for name, words in found.items()}


def _anyway(rest: str) -> tuple[str, bool]:
    """Part what was typed from the word that gives an inject all the same.

    >>> _anyway("worse anyway"), _anyway("worse")
    (('worse', True), ('worse', False))
    """
    words = rest.split()
    anyway = len(words) > 1 and words[-1].casefold() in _ANYWAY
    return (" ".join(words[:-1]) if anyway else rest), anyway


def _listed(said: str) -> list[str]:
    """Give what was typed with commas between."""
    return [each.strip() for each in _BETWEEN.split(said) if each.strip()]


def _item(said: str, task: Task) -> str:
    """Give an item of a report by its id or its words; what is none is refused where it is kept."""
    wanted = said.casefold()
    return next(
        (
            each.id
            for each in task.contents
            if wanted in {each.id.casefold(), each.label.zh.casefold(), each.label.en.casefold()}
        ),
        said,
    )


def _figure(said: str) -> tuple[str, Data]:
    """Part a number from the fact it is of. Raises InputError (E699)."""
    name, sign, value = (each.strip() for each in said.partition("="))
    if not (sign and name and value):
        raise InputError([_not_understood(said, _SAYS["figure"])])
    return name, value


def _channel(said: str) -> str:
    """Give a channel by its id or its words; what is none is refused where it is kept."""
    wanted = said.strip().casefold()
    words = {name: (name, text.zh, text.en.casefold()) for name, text in CHANNEL.items()}
    return next((str(name) for name, known in words.items() if wanted in known), said)


def _short(task: Task) -> str:
    return task.duty.rpartition("#")[2]


def _searched(task: Task) -> str:
    units = " ".join(f"{unit.id} {unit.name.zh} {unit.name.en}" for unit in task.units)
    return f"{task.duty} {task.label.zh} {task.label.en} {units}".casefold()


def _must_be_bare(rest: str) -> None:
    if rest:
        raise InputError([_not_understood(rest, _SAYS["nothing_more"])])


def _told(one: Fault, lang: Language) -> Block:
    """Give a fault as one thing that stands out, with what to do below it."""
    first, *rest = (line.strip() for line in one.render(lang).splitlines())
    return Bullet(first, tuple(rest), mark="!", style="alarm")


def _not_understood(found: str, known: Text, guess: str | None = None) -> Fault:
    return fault("E699", suggestion=guess, found=found, known=known)
