"""How an answer differs from what a test expects: in words, in both languages, with the place in the file."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from attrs import define, frozen

from respond.author.testing.file import Expect
from respond.author.testing.ids import DUE_WORDS, NO_LIMIT, WAITING, Names
from respond.author.testing.pose import moment
from respond.clock import local
from respond.errors import Place, Text
from respond.facts import show_instant
from respond.plan import GRAVITY, LEVEL_WORDS, PlanRef
from respond.reason import LevelRange, Truth
from respond.situation import Answer, Duty, Situation, UnitName, every_duty
from respond.yaml import Scalar, place_of

_NOTHING = Text("无", "none")
_TRUTH = {
    Truth.YES: Text("成立", "met"),
    Truth.NO: Text("不成立", "not met"),
    Truth.UNKNOWN: Text("未定", "open"),
}
_STATE = {
    "owed": Text("应履行", "owed"),
    "provisional": Text("可能应履行", "perhaps owed"),
    "stood-down": Text("已解除", "ended"),
    None: Text("未触发", "not owed"),
}
_SHOWN = {True: Text("出现", "shown"), False: Text("不出现", "not shown")}
_DECIDED = {True: Text("决定结果", "deciding"), False: Text("不决定结果", "not deciding")}
_ASKED = {True: Text("要问", "asked"), False: Text("不问", "not asked")}
_WORDS = {
    "immediately": Text("立即", "at once"),
    "promptly": Text("及时", "promptly"),
    "any-time": Text("随时", "at any time"),
    "as-prescribed": Text("按规定", "as prescribed"),
    "unstated": Text("未写时限", "no limit stated"),
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
    expect: Expect, situation: Situation, names: Names, plan: PlanRef, start: datetime
) -> tuple[Failure, ...]:
    """Give every point in which a situation is not as expected; `start` is when the incident occurred.

    `plan` is the tested one: `duties_exactly` is about its duties, `called` about its response.
    """
    return tuple(_Comparison(expect, situation, names, plan, start).failures())


@define
class _Comparison:
    """One expectation beside one situation."""

    expect: Expect
    situation: Situation
    names: Names
    plan: PlanRef
    start: datetime

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
        return next(answer for answer in self.situation.answers if answer.plan == self.plan)

    def _levels(self) -> Iterator[Failure]:
        expect = self.expect
        asked = (
            (Text("事件级别", "level"), expect.level, expect.could_reach, self.situation.level),
            (Text("响应级别", "response"), expect.called, expect.could_call, self.own.response.called),
        )
        for what, low, high, found in asked:
            if low is not None:
                wanted = LevelRange(GRAVITY[low], GRAVITY[high or low])
                yield from self._point(what, _range(wanted), _range(found))
            elif high is not None:
                highest = LEVEL_WORDS[GRAVITY[high]], LEVEL_WORDS[found.possible]
                yield from self._point(Text(f"最高{what.zh}", f"highest {what.en}"), *highest)

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

    def _duties(self) -> Iterator[Failure]:
        states = {duty.id: str(duty.state) for duty in every_duty(self.situation)}
        asked = (
            ("owed", self.expect.duties),
            ("provisional", self.expect.provisional),
            ("stood-down", self.expect.stood_down),
        )
        for state, wanted in asked:
            for name in wanted:
                found = states.get(name)
                yield from self._point(self._duty(name), _STATE[state], _STATE[found], place_of(name))
        for name in self.expect.not_owed:
            if states.get(name) in ("owed", "provisional"):
                yield Failure(self._duty(name), _STATE[None], _STATE[states[name]], place_of(name))
        yield from self._exactly(states)

    def _exactly(self, states: Mapping[str, str]) -> Iterator[Failure]:
        wanted = self.expect.duties_exactly
        if wanted is None:
            return
        for name in wanted:
            yield from self._point(self._duty(name), _STATE["owed"], _STATE[states.get(name)], place_of(name))
        sources = {self.plan, *self.own.adopted}
        own = [duty for duty in every_duty(self.situation) if duty.plan in sources and duty.state == "owed"]
        for name in sorted({duty.id for duty in own} - set(wanted)):
            yield Failure(self._duty(name), _STATE[None], _STATE["owed"], self.expect.place)

    def _limits(self) -> Iterator[Failure]:
        for name, wanted in self.expect.deadlines.items():
            found = _due_of(self._found(name))
            if wanted in DUE_WORDS:
                expected = _WORDS[wanted]
            else:
                assert isinstance(wanted, Scalar)  # noqa: S101 - checked before the tests ran
                expected = _moment(moment(wanted, self.start))
            matches = found[0] == wanted if wanted in DUE_WORDS else found[1] == expected
            if not matches:
                what = Text(f"{self._duty(name).zh}的时限", f"deadline of {self._duty(name).en}")
                yield Failure(what, expected, found[1], place_of(wanted))

    def _addressees(self) -> Iterator[Failure]:
        asked = (
            (Text("报送对象", "addressees"), self.expect.to),
            (Text("责任单位", "units"), self.expect.units),
        )
        for index, (what, given) in enumerate(asked):
            for name, wanted in given.items():
                duty = self._found(name)
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

    def _flag(self, name: str, wanted: bool, found: bool, words: Mapping[bool, Text]) -> Iterator[Failure]:  # noqa: FBT001
        what = Text(f"`{name}`", f"`{name}`")
        yield from self._point(what, words[wanted], words[found], place_of(name))

    def _numbers(self) -> Iterator[Failure]:
        own = self.own
        asked = {question.fact for question in own.questions}
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
                yield from self._point(about, Text(wanted, wanted), shown, place_of(wanted))

    def _found(self, name: str) -> Duty | None:
        return next((duty for duty in every_duty(self.situation) if duty.id == name), None)

    def _duty(self, name: str) -> Text:
        return _called(Text("任务", "duty"), name, self.names.duties)

    def _point(
        self, what: Text, expected: Text, found: Text, place: Place | None = None
    ) -> Iterator[Failure]:
        if expected != found:
            yield Failure(what, expected, found, place or self.expect.place)


def _called(kind: Text, name: str, known: Mapping[str, Text]) -> Text:
    words = known.get(name, Text("", ""))
    return Text(f"{kind.zh} `{name}`（{words.zh}）", f"{kind.en} `{name}` ({words.en})")


def _not(text: Text) -> Text:
    return Text(f"不“{text.zh}”", f"not {text.en}")


def _range(levels: LevelRange) -> Text:
    low, high = LEVEL_WORDS[levels.certain], LEVEL_WORDS[levels.possible]
    if levels.definite:
        return low if levels.certain else _NOTHING
    if not levels.certain:
        return Text(f"尚未确定、最高{high.zh}", f"none certain, at most {high.en}")
    return Text(f"至少{low.zh}、最高{high.zh}", f"at least {low.en}, at most {high.en}")


def _due_of(duty: Duty | None) -> tuple[str, Text]:
    """Give what a duty's deadline is, as a test would write it and in words."""
    if duty is None or (duty.deadline is None and duty.words is None):
        return NO_LIMIT, _WORDS[NO_LIMIT] if duty else _STATE[None]
    clock = duty.deadline
    if clock is not None and clock.waiting_for is not None:
        waits = Text(f"待起算（{clock.waiting_for.zh}）", f"waiting for its start ({clock.waiting_for.en})")
        return WAITING, waits
    if clock is not None and clock.due is not None:
        return "", _moment(clock.due)
    word = str(duty.words.value) if duty.words else NO_LIMIT
    return word, _WORDS[word]


def _moment(when: datetime) -> Text:
    shown = show_instant(local(when))
    return Text(shown, shown)


def _listed(names: Iterable[str]) -> Text:
    shown = ", ".join(sorted(names))
    return Text(f"[{shown}]", f"[{shown}]")
