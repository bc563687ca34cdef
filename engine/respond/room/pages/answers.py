"""What was typed in a form, as the engine reads it: values and ranges of facts, times without an offset."""

import re
from collections.abc import Mapping
from datetime import tzinfo
from typing import Final

from attrs import evolve

from respond.errors import InputError, Language, Place, Text, fault
from respond.facts import Fact, FactType, read_instant
from respond.room.problems import Problem

HOW: Final = ("exactly", "at-least", "at-most", "between", "unknown")
"""The ways to say a value: fields `how`, `a` and, of a range with two ends, `b`."""

_BARE: Final = re.compile(r"[0-9０-９][0-9０-９.,，．]*")
_AT_LEAST: Final = re.compile(r"([0-9０-９][0-9０-９.,，．]*)\s*([+＋])")
_NAME: Final = re.compile("`([^`]+)`")
_RANGED: Final = frozenset({FactType.COUNT, FactType.QUANTITY, FactType.SHARE, FactType.NUMBER})


def in_labels(problem: Problem, labels: Mapping[str, Text], lang: Language) -> Problem:
    """Give a problem with the labels of facts and events where it has their names, which no page shows."""

    def label(found: re.Match[str]) -> str:
        known = labels.get(found[1])
        return found[0] if known is None else f"“{known.say(lang)}”"

    def said(text: str) -> str:
        return _NAME.sub(label, text)

    faults = tuple(
        evolve(
            each,
            problem=said(each.problem),
            expected=each.expected and said(each.expected),
            help=each.help and said(each.help),
        )
        for each in problem.faults
    )
    return evolve(problem, faults=faults)


def is_ranged(fact: Fact | None) -> bool:
    """Say whether a fact may be told as a range."""
    return fact is not None and fact.type in _RANGED


def value_typed(fields: Mapping[str, str], prefix: str, fact: Fact | None, zone: tzinfo) -> str | None:
    """Give a value as the command line takes it; None where nothing was typed.

    >>> from zoneinfo import ZoneInfo
    >>> from respond.errors import Text
    >>> area = Fact("area", FactType.QUANTITY, Text("面积", "area"), unit="ha")
    >>> typed = {"how": "between", "a": "120", "b": "200"}
    >>> value_typed(typed, "", area, ZoneInfo("Asia/Shanghai"))
    '120..200ha'
    >>> value_typed({"how": "at-least", "a": "120"}, "", area, ZoneInfo("Asia/Shanghai"))
    '120ha+'
    >>> value_typed({"how": "exactly", "a": "120+"}, "", area, ZoneInfo("Asia/Shanghai"))
    '120ha+'
    """
    how, a, b = (fields.get(f"{prefix}{name}", "").strip() for name in ("how", "a", "b"))
    if how == "unknown":
        return "unknown"
    if how not in HOW or not is_ranged(fact) or how == "exactly":
        how = "exactly"
        b = ""
    if not a and not b:
        return None
    if fact is None or fact.type is FactType.INSTANT:
        return moment_typed(a, zone)
    a, b = _in_unit(a, fact), _in_unit(b, fact)
    if how == "at-least":
        return f"{a.rstrip('+＋')}+"
    if how == "at-most":
        return f"..{a}"
    return f"{_number(a, b)}..{b}" if how == "between" else a


def _in_unit(text: str, fact: Fact) -> str:
    """Give a number its unit, where it has none; that there may be more (`3+`) stands behind it."""
    more = _AT_LEAST.fullmatch(text)
    if more is not None:
        return f"{_in_unit(more[1], fact)}{more[2]}"
    if not _BARE.fullmatch(text):
        return text
    if fact.type is FactType.SHARE:
        return f"{text}%"
    return f"{text}{fact.unit}" if fact.type is FactType.QUANTITY and fact.unit is not None else text


def _number(low: str, high: str) -> str:
    """Give the lower end without its unit, where the upper end has the same one."""
    found = _BARE.match(low)
    if found is None:
        return low
    unit = low[found.end() :]
    return found[0] if unit and high.endswith(unit) else low


def moment_typed(text: str | None, zone: tzinfo, name: str = "at") -> str | None:
    """Give a time with the offset it has in a zone; None where nothing was typed. Raises InputError."""
    if text is None or not text.strip():
        return None
    return read_instant(text.strip(), name, Place(name), zone=zone).isoformat()


OR_UNKNOWN: Final = Text("填一个值；不知道就选“未知”", "type a value; choose “unknown” where it is not known")
ONCE_HAPPENED: Final = Text(
    "填发生的时刻；还没有发生的，发生后再记",
    "type when it happened; what has not happened yet is entered once it has",
)
NOT_YET: Final = Text(
    "填发生的时刻；还没有发生就按“还没有发生，下一问”",
    "type when it happened; where it has not happened yet press “Has not happened: next”",
)
AT_LEAST_ONE_VALUE: Final = Text("至少填一项", "fill in at least one")
SOMETHING_ELSE: Final = Text("改动至少一项", "change at least one of them")
AT_LEAST_ONE: Final = Text("至少勾选一个", "tick at least one")


def must_be_typed(value: str | None, label: Text, how: Text = OR_UNKNOWN) -> str:
    """Give what was typed; raises InputError (E964) where nothing was, with `how` to answer on the form."""
    if value is None:
        raise InputError([fault("E964", Place("a"), name=label, how=how)])
    return value


def whole_typed(text: str | None, name: str, known: str = "0..999999999") -> int | None:
    """Give a whole number; None where nothing was typed. Raises InputError (E951), saying what is `known` to be one."""
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InputError([fault("E951", Place(name), name=name, found=text, known=known)])
    return int(text)
