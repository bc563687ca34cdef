"""Which column holds what: by the fact's name or label, with a unit in brackets if wanted, or as the user maps them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from respond._records import frozen
from respond.errors import Fault, InputError, Place, Text, fault, nearest
from respond.facts import Fact, FactType, Unit, dimension_of, halfwidth
from respond.tables.cells import Heading
from respond.tables.table import Table, is_again

_UNIT = re.compile(r"(.+?)\s*[（(\[]\s*([^（()）\[\]]+?)\s*[)）\]]")
_NOTE = re.compile(r"\s*[（(].*")
_PER_CENT: Final = "%"
_TITLES: Final = 20
"""Rows among which headings are looked for where the first are none."""

DATES: Final = ("occurred", "date", "day", "发生时间", "发生日期", "事发时间", "日期")
PLACES: Final = ("place", "region", "地点", "发生地点", "事发地点", "地区", "区划")

_FACTS = Text("预案的事实", "facts of the plan")
_TABLE = Text("表头", "heading of the table")


@frozen
class Bounds:
    """Where a fact stands in a table: in one column, or with each end of its range in one of its own."""

    low: Heading | None
    high: Heading | None

    @property
    def single(self) -> bool:
        """Say whether one column holds it."""
        return self.low is self.high

    def __iter__(self) -> Iterator[Heading]:
        """Go through its columns."""
        yield from {id(each): each for each in (self.low, self.high) if each is not None}.values()


def columns_of(
    facts: Mapping[str, Fact],
    columns: Sequence[str],
    maps: Mapping[str, str],
    *,
    ranges: bool,
    asked: Iterable[str],
) -> Mapping[str, Bounds]:
    """Find the columns of facts; those `asked` for must have one.

    With `ranges` a fact may stand in two, `deaths_lo` and `deaths_hi`. Raises InputError with everything that does not
    go together: E761, E762, E765.
    """
    faults: list[Fault] = []
    found: dict[str, Bounds] = {}
    wanted = list(asked)
    for name, fact in facts.items():
        try:
            bounds = _bounds(name, fact, columns, maps, ranges=ranges)
        except InputError as error:
            faults += error.faults
            continue
        if bounds is not None:
            found[name] = bounds
        elif name in wanted:
            words = Text(
                f"`{name}`、`{fact.label.zh}` 或 `{fact.label.en}`",
                f"`{name}`, `{fact.label.zh}` or `{fact.label.en}`",
            )
            guess = nearest(name, columns) or _shorter(fact, columns) or nearest(fact.label.zh, columns)
            faults.append(fault("E761", suggestion=guess, name=name, label=fact.label, known=words))
    if faults:
        raise InputError(faults)
    return found


def _shorter(fact: Fact, columns: Sequence[str]) -> str | None:
    """Give the column that is called like a fact whose label says more, in brackets behind it."""
    labels = {_plain(_NOTE.sub("", label)) for label in (fact.label.zh, fact.label.en)}
    return next((column for column in columns if _plain(_NOTE.sub("", column)) in labels), None)


def check_heading(facts: Mapping[str, Fact], table: Table, maps: Mapping[str, str], *, ranges: bool) -> None:
    """Refuse a table with titles above its headings: the first row names no fact and another does (E781)."""
    if _named_in(table.columns, facts, maps, ranges=ranges):
        return
    for row in table.first_rows(_TITLES):
        if _named_in(row, facts, maps, ranges=ranges) > 1:
            title = next((name for name in table.columns if not name.startswith("column ")), "")
            names = ", ".join(filter(None, row))
            raise InputError([fault("E781", Place(str(table.files[0])), first=title, found=names)])


def _named_in(row: Sequence[str], facts: Mapping[str, Fact], maps: Mapping[str, str], *, ranges: bool) -> int:
    """Count the facts a row of headings names."""
    found = sum(column in row for column in maps.values())
    for name, fact in facts.items():
        try:
            found += _bounds(name, fact, row, {}, ranges=ranges) is not None
        except InputError:  # it is named, though not well
            found += 1
    return found


def check_maps(
    facts: Iterable[str], columns: Sequence[str], maps: Mapping[str, str], *, ranges: bool
) -> None:
    """Refuse a map of what is no fact of any edition, or to what is no column; raises InputError (E763)."""
    faults = list(_wrong_maps(facts, columns, maps, ranges=ranges))
    if faults:
        raise InputError(faults)


def _wrong_maps(
    facts: Iterable[str], columns: Sequence[str], maps: Mapping[str, str], *, ranges: bool
) -> Iterator[Fault]:
    names = [f"{name}{end}" for name in facts for end in (("", "_lo", "_hi") if ranges else ("",))]
    for name, column in maps.items():
        if name not in names:
            yield fault("E763", suggestion=nearest(name, names), found=name, option="--map", where=_FACTS)
        if column not in columns:
            yield fault(
                "E763", suggestion=nearest(column, columns), found=column, option="--map", where=_TABLE
            )


def _bounds(
    name: str, fact: Fact, columns: Sequence[str], maps: Mapping[str, str], *, ranges: bool
) -> Bounds | None:
    one = _heading(name, "", fact, columns, maps)
    if not ranges:
        return Bounds(one, one) if one is not None else None
    low, high = (_heading(name, end, fact, columns, maps) for end in ("_lo", "_hi"))
    if one is not None and (low is not None or high is not None):
        both = [each.column for each in (one, low, high) if each is not None]
        raise InputError([fault("E762", name=name, found=", ".join(both))])
    if one is not None:
        return Bounds(one, one)
    return Bounds(low, high) if low is not None or high is not None else None


def _heading(
    name: str, end: str, fact: Fact, columns: Sequence[str], maps: Mapping[str, str]
) -> Heading | None:
    """Find the column of a fact, or of one end of its range."""
    if name + end in maps:
        column = _one(maps[name + end], columns)
        parted = _UNIT.fullmatch(column.strip())
        unit = _unit(parted[2], fact) if parted is not None else None
        return Heading(column, fact, unit)
    names = {_plain(each + end) for each in (name, fact.label.zh, fact.label.en)}
    if end:
        names |= {_plain(fact.label.zh + {"_lo": "下限", "_hi": "上限"}[end])}
    found: list[Heading] = []
    for column in columns:
        parted = _UNIT.fullmatch(column.strip())
        if _plain(column) in names:
            found.append(Heading(column, fact))
        elif parted is not None and _plain(parted[1]) in names:
            unit = _unit(parted[2], fact)
            if unit is None and fact.type in {FactType.QUANTITY, FactType.SHARE}:
                raise InputError([fault("E765", found=parted[2], name=name, known=_units(fact))])
            found.append(Heading(column, fact, unit))
    if len(found) > 1:
        raise InputError([fault("E762", name=name, found=", ".join(each.column for each in found))])
    for each in found:
        _one(each.column, columns)
    return found[0] if found else None


def _one(column: str, columns: Sequence[str]) -> str:
    """Give a column; raises InputError (E762) where several of the table are called so."""
    if is_again(column, columns):
        raise InputError([fault("E762", name=column, found=f"{column}, {column} #2")])
    return column


def _unit(text: str, fact: Fact) -> Unit | None:
    """Give the unit of a heading, None where it is none of the fact's dimension."""
    dimension = dimension_of(fact)
    if dimension is None or fact.type not in {FactType.QUANTITY, FactType.SHARE}:
        return None
    found = fact.measures.find(halfwidth(text))
    return found if found is not None and found.dimension == dimension else None


def _units(fact: Fact) -> str:
    return _PER_CENT if fact.type is FactType.SHARE else str(fact.unit)


def _plain(text: str) -> str:
    return halfwidth(text).casefold()


def special(columns: Sequence[str], option: str, named: str | None, usual: Sequence[str]) -> str | None:
    """Find the column of days or of places: the one named, or one that is called as such columns are.

    Raises InputError (E763) for a name the table does not have.
    """
    if named is not None:
        if named not in columns:
            found = fault(
                "E763", suggestion=nearest(named, columns), found=named, option=option, where=_TABLE
            )
            raise InputError([found])
        return _one(named, columns)
    known = [column for column in columns if _plain(column) in usual]
    return _one(known[0], columns) if known else None
