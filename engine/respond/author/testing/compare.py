"""How an answer differs from what a test expects: in words, in both languages, with the place in the file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from respond._records import define, frozen
from respond.author.testing.expect import Complete, Expect, ExpectedObligation
from respond.author.testing.ids import DUE_WORDS, NO_LIMIT, WAITING, Names, names_of
from respond.author.testing.pose import Start, moment
from respond.clock import Calendar, local
from respond.errors import Place, Text
from respond.facts import show_instant
from respond.plan import PlanRef
from respond.reason import LevelRange, Truth
from respond.show import SOON
from respond.situation import Answer, DueBy, Moved, Obligation, Reading, Situation, UnitName
from respond.yaml import Scalar, place_of

_NOTHING = Text("无", "none")
_TRUTH = {
    Truth.YES: Text("成立", "met"),
    Truth.NO: Text("不成立", "not met"),
    Truth.UNKNOWN: Text("未定", "open"),
}
_STATE: dict[str | None, Text] = {
    "owed": Text("应履行", "owed"),
    "provisional": Text("可能应履行", "perhaps owed"),
    "waiting": Text("待起算", "waiting for its start"),
    "running": Text("进行中", "running"),
    "overdue": Text("逾期未办", "overdue"),
    "met": Text("已办", "met"),
    "met-late": Text("逾期办结", "met late"),
    "missed": Text("未办而终", "missed"),
    "stood-down": Text("已解除", "ended"),
    "never-sure": Text("已解除，此前只是可能应履行", "ended, and never more than perhaps owed"),
    "standing": Text("持续有效", "standing"),
    "broken": Text("已违反", "broken"),
    None: Text("未触发", "not owed"),
}


def _never_sure(one: Obligation) -> bool:
    """Say whether it was never more than perhaps owed; what people judge by words of the text was more than that."""
    return one.certain is None and not one.but_for_words


def _state_of(one: Obligation) -> str:
    if one.open:
        return "provisional" if one.provisional else "owed"
    return "never-sure" if one.state == "stood-down" and _never_sure(one) else str(one.state)


_LISTS: dict[Complete, Callable[[Obligation], bool]] = {
    "duties": lambda one: one.open and not one.provisional,
    "provisional": lambda one: one.open and one.provisional,
    "stood_down": lambda one: one.state == "stood-down" and not _never_sure(one),
    "fulfilled": lambda one: one.state in ("met", "met-late"),
    "missed": lambda one: one.state == "missed",
    "overdue": lambda one: one.state == "overdue",
}
"""The lists of duties an expectation can have, with which obligations, the latest of their duty, belong in each."""

_LISTED = {
    "duties": _STATE["owed"], "provisional": _STATE["provisional"], "stood_down": _STATE["stood-down"],
    "fulfilled": _STATE["met"], "missed": _STATE["missed"], "overdue": _STATE["overdue"],
}  # fmt: skip
_CERTAINTY = {True: Text("可能应履行", "perhaps owed"), False: Text("确定应履行", "owed for certain")}
_SHOWN = {True: Text("出现", "shown"), False: Text("不出现", "not shown")}
_DECIDED = {True: Text("决定结果", "deciding"), False: Text("不决定结果", "not deciding")}
_ASKED = {True: Text("要问", "asked"), False: Text("不问", "not asked")}
_FIRST = {True: Text("最先问", "asked first"), False: Text("不最先问", "not asked first")}
_NEW = {True: Text("新出现", "new"), False: Text("并非新出现", "not new")}
_UNMOVED = Text("不变", "what it is")
_BY = {"at-once": "immediately", "waiting": WAITING}
"""The words by which a test says how something is due that is due at no moment."""
_WORDS = {
    **SOON,
    NO_LIMIT: Text("没有时限", "no limit"),
    WAITING: Text("待起算", "waiting for its start"),
}


@frozen
class Failure:
    """One point in which an answer is not as expected: what it is about, both values, and where it stands."""

    what: Text
    expected: Text | None = None
    found: Text | None = None
    place: Place | None = None

    @property
    def text(self) -> Text:
        """Give the failure as a sentence.

        >>> Failure(Text("级别", "level"), Text("Ⅰ级", "level I"), Text("Ⅱ级", "level II")).text.en
        'level: expected level I, found level II'
        """
        if self.expected is None or self.found is None:
            return self.what
        return Text(
            f"{self.what.zh}：应为{self.expected.zh}，实为{self.found.zh}",
            f"{self.what.en}: expected {self.expected.en}, found {self.found.en}",
        )


def failures_of(
    expect: Expect,
    situation: Situation,
    start: Start | datetime,
    names: Names | None = None,
    plan: PlanRef | None = None,
) -> tuple[Failure, ...]:
    """Give every point in which a situation is not as expected; `start` is what expected moments are counted from.

    `plan` is the tested one, of which complete lists of duties and the response are asked; without one it is all
    plans, and the leading one's response. `names` has the wording of ids.
    """
    if isinstance(start, datetime):
        start = Start(start, Calendar.of_zone(situation.tz))
    return tuple(_Comparison(expect, situation, start, names or names_of(()), plan).failures())


@define
class _Comparison:
    """One expectation beside one situation."""

    expect: Expect
    situation: Situation
    start: Start
    names: Names
    plan: PlanRef | None

    def failures(self) -> Iterator[Failure]:
        """Go through all points."""
        yield from self._levels()
        yield from self._criteria()
        yield from self._duties()
        yield from self._limits()
        yield from self._addressees()
        yield from self._notices()
        yield from self._numbers()

    @property
    def own(self) -> Answer:
        """Give the answer of the tested plan."""
        answers = self.situation.answers
        return next((answer for answer in answers if answer.plan == self.plan), answers[0])

    def _levels(self) -> Iterator[Failure]:
        expect = self.expect
        asked = (
            (Text("事件级别", "level"), expect.level, expect.could_reach, self.situation.level),
            (Text("响应级别", "response"), expect.called, expect.could_call, self.own.response.called),
        )
        for what, low, high, levels in asked:
            if low is not None:
                scale = levels.possible.scale
                wanted = LevelRange(scale.named(low), scale.named(high or low))
                yield from self._point(what, _range(wanted), _range(levels))
            elif high is not None:
                highest = levels.possible.scale.named(high).words, levels.possible.words
                yield from self._point(Text(f"最高{what.zh}", f"highest {what.en}"), *highest)
        if expect.declared is not None:
            declared, scale = self.situation.declared, self.situation.level.certain.scale
            pair = scale.named(expect.declared).words, (declared.level if declared else scale.none).words
            yield from self._point(Text("人工定级", "declared level"), *pair)
        if expect.exit is not None:
            code, found = str(expect.exit), str(self.situation.exit_code)
            yield from self._point(Text("退出码", "exit code"), Text(code, code), Text(found, found))

    def _criteria(self) -> Iterator[Failure]:
        truths = {c.id: c.truth for answer in self.situation.answers for c in answer.criteria}
        for truth, wanted in ((Truth.YES, self.expect.met), (Truth.UNKNOWN, self.expect.open)):
            for name in wanted or ():
                yield from self._criterion(name, truth, truths.get(name))
            surplus = {name for name, found in truths.items() if found is truth}
            for name in sorted(surplus - set(wanted)) if wanted is not None else ():
                what = _called(Text("标准", "criterion"), name, self.names.criteria)
                yield Failure(what, _not(_TRUTH[truth]), _TRUTH[truth], self.expect.place)
        for name in self.expect.fails:
            yield from self._criterion(name, Truth.NO, truths.get(name))

    def _criterion(self, name: str, wanted: Truth, found: Truth | None) -> Iterator[Failure]:
        what = _called(Text("标准", "criterion"), name, self.names.criteria)
        yield from self._point(what, _TRUTH[wanted], _TRUTH[found] if found else _NOTHING, place_of(name))

    @cached_property
    def last(self) -> dict[str, Obligation]:
        """Give the latest obligation of each duty."""
        return {one.duty: one for one in sorted(self.situation.obligations, key=lambda each: each.round)}

    @cached_property
    def states(self) -> dict[str, str]:
        """Give how each duty stands: `owed` or `provisional` while something of it is, else the state it ended in."""
        return {name: _state_of(one) for name, one in self.last.items()}

    def _duties(self) -> Iterator[Failure]:
        for key, belongs in _LISTS.items():
            yield from self._list(key, belongs)
        expect, states = self.expect, self.states
        for name in expect.not_owed:
            if states.get(name) in ("owed", "provisional"):
                yield Failure(self._duty(name), _STATE[None], _STATE[states[name]], place_of(name))
        if expect.new is not None:
            new = {one.duty for one in self.situation.obligations if one.new and one.open}
            for name in sorted({*expect.new, *(new if "new" in expect.exactly else ())}):
                yield from self._flag(name, name in expect.new, name in new, _NEW)
        for name, obligation in expect.obligations.items():
            yield from self._obligation(name, obligation)

    def _list(self, key: Complete, belongs: Callable[[Obligation], bool]) -> Iterator[Failure]:
        """See that a list of duties names what is so, and where it is complete nothing else is."""
        expect, states = self.expect, self.states
        given: tuple[str, ...] | None = getattr(expect, key)
        exact = expect.duties_exactly if key == "duties" else None
        if given is None and exact is None:
            return
        wanted = (*(given or ()), *(exact or ()))
        found = {name for name, one in self.last.items() if belongs(one)}
        for name in wanted:
            if name not in found:
                yield Failure(self._duty(name), _LISTED[key], _STATE[states.get(name)], place_of(name))
        complete = key in expect.exactly or exact is not None
        for name in sorted(found - set(wanted)) if complete else ():
            if self._is_own(name):
                yield Failure(self._duty(name), _not(_LISTED[key]), _STATE[states[name]], expect.place)

    def _is_own(self, name: str) -> bool:
        """Say whether a duty is one of the plan tested; all are where none is."""
        return self.plan is None or self.last[name].plan in {self.plan, *self.own.adopted}

    def _obligation(self, name: str, wanted: ExpectedObligation) -> Iterator[Failure]:
        duty, _, number = name.partition("#")
        found = next(
            (o for o in self.situation.obligations if o.duty == duty and str(o.round) == number), None
        )
        found = found if number else self.last.get(duty)
        what, place = self._duty(name), wanted.place or place_of(name)
        if found is None or wanted.state == "none":
            yield from self._point(
                what,
                _STATE[None if wanted.state == "none" else wanted.state or "owed"],
                _STATE[found.state if found else None],
                place,
            )
            return
        if wanted.state is not None:
            yield from self._point(what, _STATE[wanted.state], _STATE[found.state], place)
        if wanted.provisional is not None:
            pair = _CERTAINTY[wanted.provisional], _CERTAINTY[found.provisional]
            yield from self._point(what, *pair, place)
        if wanted.due is not None:
            yield from self._deadline(name, wanted.due, [found])
        if wanted.done is not None:
            done = _moment(found.done.at, self.situation.tz) if found.done else _NOTHING
            about = Text(f"{what.zh}的办结时间", f"{what.en} done at")
            yield from self._point(about, _moment(self._at(wanted.done), self.situation.tz), done, place)

    def _limits(self) -> Iterator[Failure]:
        limits = {**self.expect.deadlines, **dict.fromkeys(self.expect.waiting, WAITING)}
        for name, wanted in limits.items():
            found = [one for one in self.situation.obligations if one.duty == name]
            yield from self._deadline(name, wanted, found)

    def _deadline(self, name: str, wanted: str, found: Sequence[Obligation]) -> Iterator[Failure]:
        """See that one of some obligations is due as wanted; the latest one is told where none is."""
        zone = self.situation.tz
        dues = [_due_of(one, zone) for one in found] or [_due_of(None, zone)]
        if wanted in DUE_WORDS:
            expected, fits = _WORDS[wanted], any(word == wanted for word, _ in dues)
        else:
            expected = _moment(self._at(wanted), zone)
            fits = any(shown == expected for _, shown in dues)
        if not fits:
            what = Text(f"{self._duty(name).zh}的时限", f"deadline of {self._duty(name).en}")
            yield Failure(what, expected, dues[-1][1], place_of(wanted) or place_of(name))

    def _at(self, text: str) -> datetime:
        node = text if isinstance(text, Scalar) else Scalar(text, self.expect.place or Place("", 1, 1))
        return moment(node, self.start)

    def _addressees(self) -> Iterator[Failure]:
        asked = (
            (Text("报送对象", "addressees"), self.expect.to),
            (Text("责任单位", "units"), self.expect.units),
        )
        for index, (what, given) in enumerate(asked):
            for name, wanted in given.items():
                duty = self.last.get(name)
                units: tuple[UnitName, ...] = () if duty is None else (duty.to, duty.units)[index]
                found = {str(unit.id) for unit in units}
                if set(wanted) != found:
                    about = Text(f"{self._duty(name).zh}的{what.zh}", f"{what.en} of {self._duty(name).en}")
                    yield Failure(about, _listed(wanted), _listed(found), place_of(name))

    def _notices(self) -> Iterator[Failure]:
        answers = self.situation.answers
        readings = [reading for answer in answers for reading in answer.readings]
        shown = {reading.id for reading in readings} | {r.id for answer in answers for r in answer.remarks}
        for wanted, given in ((True, self.expect.shows), (False, self.expect.hides)):
            for name in given:
                yield from self._flag(name, wanted, name in shown, _SHOWN)
        if self.expect.decided is not None:
            decided = {reading.id for reading in readings if reading.decided}
            for name in sorted({*self.expect.decided, *decided}):
                yield from self._flag(name, name in self.expect.decided, name in decided, _DECIDED)

        for name, moved in self.expect.otherwise.items():
            found = [one for reading in readings if reading.id == name for one in _moved_by(reading)]
            for duty, due in moved.items():
                yield from self._otherwise(name, duty, due, [one for one in found if one.duty == duty])

    def _otherwise(self, name: str, duty: str, wanted: str, found: Sequence[Moved]) -> Iterator[Failure]:
        """See that a duty would be due as wanted by a rejected reading; the last one is told where it would not."""
        zone = self.situation.tz
        dues = [_due_by(one.would_be, zone) for one in found]
        word = wanted in DUE_WORDS
        expected = _WORDS[wanted] if word else _moment(self._at(wanted), zone)
        if expected not in dues:
            told = self._duty(duty)
            what = Text(
                f"按 `{name}` 未采用的读法，{told.zh}的时限", f"deadline of {told.en} otherwise by `{name}`"
            )
            yield Failure(what, expected, dues[-1] if dues else _UNMOVED, place_of(wanted) or place_of(duty))

    def _flag(self, name: str, wanted: bool, found: bool, words: Mapping[bool, Text]) -> Iterator[Failure]:  # noqa: FBT001
        what = Text(f"`{name}`", f"`{name}`")
        yield from self._point(what, words[wanted], words[found], place_of(name))

    def _numbers(self) -> Iterator[Failure]:
        own = self.own
        asked = {question.fact for answer in self.situation.answers for question in answer.questions}
        first = own.questions[0].fact if own.questions else ""
        if self.expect.asks_first not in (None, first):
            yield from self._flag(str(self.expect.asks_first), True, False, _FIRST)  # noqa: FBT003
        for name in self.expect.asks:
            yield from self._flag(name, True, name in asked, _ASKED)  # noqa: FBT003
        least = {step.fact: step.value.en for step in own.distance if step.direction == "up"}
        computed = {seen.fact: seen.shown.en for seen in own.computed}
        for what, given, found in (
            (Text("升级所差", "distance of"), self.expect.distance, least),
            (Text("推算值", "computed"), self.expect.computed, computed),
        ):
            for name, wanted in given.items():
                about = Text(f"{what.zh} `{name}`", f"{what.en} `{name}`")
                shown = Text(found[name], found[name]) if name in found else _NOTHING
                expected = _NOTHING if wanted == NO_LIMIT else Text(wanted, wanted)
                yield from self._point(about, expected, shown, place_of(wanted))

    def _duty(self, name: str) -> Text:
        return _called(Text("任务", "duty"), name, self.names.duties)

    def _point(
        self, what: Text, expected: Text, found: Text, place: Place | None = None
    ) -> Iterator[Failure]:
        if expected != found:
            yield Failure(what, expected, found, place or self.expect.place)


def _called(kind: Text, name: str, known: Mapping[str, Text]) -> Text:
    zh, en = f"{kind.zh} `{name}`", f"{kind.en} `{name}`"
    words = known.get(name)
    return Text(f"{zh}（{words.zh}）", f"{en} ({words.en})") if words else Text(zh, en)


def _not(text: Text) -> Text:
    return Text(f"不“{text.zh}”", f"not {text.en}")


def _range(levels: LevelRange) -> Text:
    low, high = levels.certain.words, levels.possible.words
    if levels.definite:
        return low if levels.certain else _NOTHING
    if not levels.certain:
        return Text(f"尚未确定、最高{high.zh}", f"none certain, at most {high.en}")
    return Text(f"至少{low.zh}、最高{high.zh}", f"at least {low.en}, at most {high.en}")


def _due_of(one: Obligation | None, zone: ZoneInfo) -> tuple[str, Text]:
    """Give what an obligation's deadline is, as a test would write it and in words."""
    if one is None:
        return NO_LIMIT, _STATE[None]
    if one.state == "waiting":
        waits = one.start or Text("", "")
        return WAITING, Text(f"待起算（{waits.zh}）", f"waiting for its start ({waits.en})")
    if one.due is not None:
        return "", _moment(one.due, zone)
    word = str(one.order.words.value) if one.order.words else NO_LIMIT
    return word, _WORDS[word]


def _moved_by(reading: Reading) -> Iterator[Moved]:
    for other in reading.alternatives:
        yield from other.limits


def _due_by(by: DueBy, zone: ZoneInfo) -> Text:
    """Give when something would be due, in the words a deadline is told in."""
    if by.due is not None:
        return _moment(by.due, zone)
    if by.by == "in-words" and by.limit is not None:
        return next((words for words in _WORDS.values() if words.zh == by.limit.zh), by.limit)
    return _WORDS[_BY.get(by.by, NO_LIMIT)]


def _moment(when: datetime, zone: ZoneInfo) -> Text:
    shown = show_instant(local(when, zone))
    return Text(shown, shown)


def _listed(names: Iterable[str]) -> Text:
    shown = ", ".join(sorted(names))
    return Text(f"[{shown}]", f"[{shown}]")
