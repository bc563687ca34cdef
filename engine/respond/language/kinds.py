"""What a number in a condition measures, and which kinds may meet."""

from typing import Final

from respond._records import frozen
from respond.errors import Text
from respond.facts import (
    CALENDAR_DAY,
    COUNT,
    SHARE,
    Dimension,
    Fact,
    FactType,
    base_unit,
    dimension_name,
    dimension_of,
)

PLAIN: Final = "plain"
"""A number without a unit: it fits shares, and where it is whole any count."""

LEVEL: Final = "level"
DAY: Final = "day"
MOMENT: Final = "moment"
MONTHS: Final = "months"
"""The time gone by as the calendar counts it, in months."""

DAYS: Final = COUNT + CALENDAR_DAY
"""The time gone by as the calendar counts it, in days: so many midnights have passed."""

MONTHS_A_YEAR: Final = 12
MONTH_UNITS: Final = {
    "month": 1, "months": 1, "个月": 1, "year": MONTHS_A_YEAR, "years": MONTHS_A_YEAR, "年": MONTHS_A_YEAR,
}  # fmt: skip
"""What the calendar counts, with the months in each; how many hours that is hangs on where it begins."""

_NAMES: Final = {
    PLAIN: Text("不带单位的数值", "a plain number"),
    LEVEL: Text("级别", "a level"),
    DAY: Text("日期", "a day"),
    MOMENT: Text("时刻", "a moment"),
    MONTHS: Text("以月计的时间", "a time in months"),
}
_TYPES: Final = {
    FactType.FLAG: Text("是/否事实", "a yes/no fact"),
    FactType.CHOICE: Text("选项", "a choice"),
    FactType.TEXT: Text("文字", "a text"),
    FactType.COUNT: Text("计数", "a count"),
    FactType.QUANTITY: Text("数量", "a quantity"),
    FactType.SHARE: Text("比例", "a share"),
    FactType.NUMBER: Text("数值", "a number"),
    FactType.INSTANT: Text("时刻", "a moment"),
    FactType.DATE: Text("日期", "a day"),
}


@frozen
class Kind:
    """What a term measures: a dimension of `respond.facts.units`, or `plain`, `level`, `day`, `moment`, `months`.

    `integer` tells that only whole numbers occur.
    """

    dimension: Dimension
    integer: bool = False

    @property
    def counts(self) -> bool:
        """Say whether it is a number of things."""
        return self.dimension.startswith(COUNT)

    @property
    def ordinal(self) -> bool:
        """Say whether it can be compared but not calculated with."""
        return self.dimension in {LEVEL, DAY, MOMENT, MONTHS}

    @property
    def pure(self) -> bool:
        """Say whether it is a number without a unit."""
        return self.dimension in {PLAIN, SHARE}

    def words(self) -> Text:
        """Give the kind in words."""
        return _NAMES.get(self.dimension) or dimension_name(self.dimension)


def kind_of(fact: Fact) -> Kind | None:
    """Give the kind of a fact that can be compared by size; None for flags, choices and texts.

    >>> kind_of(Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case"))
    Kind(dimension='count:case', integer=True)
    """
    if fact.type is FactType.DATE:
        return Kind(DAY, integer=True)
    if fact.type is FactType.INSTANT:
        return Kind(MOMENT, integer=True)
    if fact.type is FactType.NUMBER:
        return Kind(PLAIN)
    dimension = dimension_of(fact)
    return None if dimension is None else Kind(dimension, fact.type is FactType.COUNT)


def type_words(fact: Fact) -> Text:
    """Give the type of a fact in words."""
    return _TYPES[fact.type]


def stand_in(kind: Kind, label: Text) -> Fact:
    """Give a fact that shows numbers of a kind, for numbers that are no fact themselves."""
    if kind.counts:
        return Fact("", FactType.COUNT, label, unit=kind.dimension.removeprefix(COUNT))
    if kind.dimension == PLAIN:
        return Fact("", FactType.NUMBER, label)
    if kind.dimension == SHARE:
        return Fact("", FactType.SHARE, label)
    if kind.dimension in {DAY, MOMENT}:
        return Fact("", FactType.DATE if kind.dimension == DAY else FactType.INSTANT, label)
    return Fact("", FactType.QUANTITY, label, unit=base_unit(kind.dimension).symbol)
