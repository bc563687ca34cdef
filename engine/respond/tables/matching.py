"""Which column holds what: by the fact's name or label, with a unit in brackets if wanted, or as the user maps them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from attrs import evolve

from respond._records import frozen
from respond.errors import Fault, InputError, Place, Text, fault, nearest
from respond.facts import Exactly, Fact, FactType, dimension_of, halfwidth, is_numeric, read_value, unit_of
from respond.tables.cells import Heading
from respond.tables.table import Table, is_again

_BRACKETED = re.compile(r"(.+?)[(\[{【〔［｛]([^()\[\]{}【】〔〕［］｛｝]+)[)\]}】〕］｝]")
_PARTED = re.compile(r"(.+?)[/_:,、|\s-]([^/_:,、|\s-]+)")
"""A heading with a unit behind it, in brackets or behind a sign."""
_ANY_BRACKET = re.compile(r"[(\[{【〔［｛「『《〈‹<](.+?)[)\]}】〕］｝」』》〉›>]")
_SAYS_UNIT = re.compile(r"(?:单位|计量单位|unit)[:：]?", re.IGNORECASE)
_NOTE = re.compile(r"\s*[（(].*")
_ENDS: Final = {"_lo": ("_lo", "下限"), "_hi": ("_hi", "上限")}
"""How a heading says which end of a range it holds."""
_PER_CENT: Final = "%"
_TITLES: Final = 20
"""Rows among which headings are looked for where the first are none."""

DATES: Final = ("occurred", "date", "day", "发生时间", "发生日期", "事发时间", "事发日期", "日期")
PLACES: Final = (
    "place", "region", "county", "地点", "发生地点", "事发地点", "地区", "区划", "行政区划",
    "区县", "县区", "市县", "县",
)  # fmt: skip

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
    labels: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Mapping[str, Bounds]:
    """Find the columns of facts; those `asked` for must have one. `labels` are what other editions call them.

    With `ranges` a fact may stand in two, `deaths_lo` and `deaths_hi`. Raises InputError with everything that does not
    go together: E761, E762, E765.
    """
    faults: list[Fault] = []
    found: dict[str, Bounds] = {}
    wanted = list(asked)
    for name, fact in facts.items():
        try:
            bounds = _bounds(name, fact, columns, maps, ranges=ranges, labels=labels.get(name, frozenset()))
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
            apart = _bounds(name, fact, columns, {}, ranges=True)
            if apart is not None:
                faults.append(fault("E785", name=name, found=", ".join(each.column for each in apart)))
                continue
            whole = [column for column in columns if not _end_of(column)]
            guess = nearest(name, whole) or _shorter(fact, whole) or nearest(fact.label.zh, whole)
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


def maps_of(maps: Mapping[str, str], columns: Sequence[str]) -> Mapping[str, str]:
    """Give maps with the names of columns as the table has them: blanks, breaks of lines and width say nothing."""
    alike: dict[str, list[str]] = {}
    for column in columns:
        alike.setdefault(_plain(column), []).append(column)
    found = {}
    for key, column in maps.items():
        likely = alike.get(_plain(column), [])
        found[key] = likely[0] if column not in columns and len(likely) == 1 else column
    return found


def labels_of(facts: Iterable[Fact]) -> frozenset[str]:
    """Give what columns of a fact are called by all its editions, as headings are compared."""
    return frozenset(_plain(each) for fact in facts for each in (fact.label.zh, fact.label.en))


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
    names = [f"{name}{end}" for name in facts for end in (("", *_ENDS) if ranges else ("",))]
    for key, column in maps.items():
        name, _, _ = key.partition(":")
        if name not in names:
            yield fault("E763", suggestion=nearest(name, names), found=name, option="--map", where=_FACTS)
        if column not in columns:
            # a column that holds one end of a range is no column of a fact
            alike = (
                columns if name.endswith(tuple(_ENDS)) else [each for each in columns if not _end_of(each)]
            )
            yield fault("E763", suggestion=nearest(column, alike), found=column, option="--map", where=_TABLE)
    named = Counter(key.partition(":")[0] for key in maps)
    for name, times in named.items():
        if times > 1:
            found = ", ".join(column for key, column in maps.items() if key.partition(":")[0] == name)
            yield fault("E762", name=name, found=found)


def _bounds(
    name: str,
    fact: Fact,
    columns: Sequence[str],
    maps: Mapping[str, str],
    *,
    ranges: bool,
    labels: frozenset[str] = frozenset(),
) -> Bounds | None:
    names = labels | set(map(_plain, (name, fact.label.zh, fact.label.en)))
    one = _heading(name, "", fact, columns, maps, names)
    if not ranges:
        return Bounds(one, one) if one is not None else None
    low, high = (_heading(name, end, fact, columns, maps, names) for end in ("_lo", "_hi"))
    if one is not None and (low is not None or high is not None):
        both = [each.column for each in (one, low, high) if each is not None]
        raise InputError([fault("E762", name=name, found=", ".join(both))])
    if one is not None:
        return Bounds(one, one)
    return Bounds(low, high) if low is not None or high is not None else None


def _heading(
    name: str, end: str, fact: Fact, columns: Sequence[str], maps: Mapping[str, str], names: frozenset[str]
) -> Heading | None:
    """Find the column of a fact, or of one end of its range."""
    for key, column in maps.items():
        mapped, _, unit = key.partition(":")
        if mapped == name + end:
            _one(column, columns)
            return _agreeing(column, unit, fact) if unit else _mapped(column, fact)
    found = [
        heading
        for column in columns
        if (heading := _called(column, names, end, fact)) is not None
    ]  # fmt: skip
    if len(found) > 1:
        raise InputError([fault("E762", name=name, found=", ".join(each.column for each in found))])
    for each in found:
        _one(each.column, columns)
    return found[0] if found else None


def _called(column: str, names: frozenset[str], end: str, fact: Fact) -> Heading | None:
    """Give the column as one of a fact if it is called so, with the end of a range and a unit in either order."""
    for base, unit, certain in _readings(column):
        bare, told = _parted_end(base)
        if (told or end or _plain(base) not in names) and not (told == end and _plain(bare) in names):
            continue
        if unit is None:
            return Heading(column, fact)
        if certain or _times(unit, fact) is not None:
            return _in_unit(column, unit, fact)
    return None


def _readings(column: str) -> Iterator[tuple[str, str | None, bool]]:
    """Give how a heading may be read: as it stands, or as a name with a unit behind it; the end of a range may follow.

    What is in brackets is a unit for certain, what stands behind a sign only where it is one.
    """
    text = " ".join(halfwidth(column).split()).rstrip("*")
    yield text, None, True
    bare, end = _parted_end(text)
    for form in (_BRACKETED, _PARTED):
        for whole, tail in {text: "", bare: end}.items():
            parted = form.fullmatch(whole.strip())
            if parted is not None:
                yield parted[1].strip() + tail, _unit(parted[2]), form is _BRACKETED


def _parted_end(text: str) -> tuple[str, str]:
    """Part a heading from what says that it holds one end of a range."""
    for end, words in _ENDS.items():
        for word in words:
            if text.casefold().endswith(word) and len(text) > len(word):
                return text[: -len(word)].strip(), end
    return text, ""


def _end_of(column: str) -> str:
    """Give which end of a range a column is called as holding, nothing where it is called as none."""
    return next((end for base, *_ in _readings(column) if (end := _parted_end(base)[1])), "")


def _in_unit(column: str, unit: str, fact: Fact) -> Heading:
    """Give a column whose bare numbers count in a unit; of what counts in none the text is a note.

    Raises InputError (E765) where it is no unit of the fact.
    """
    if not is_numeric(fact):
        return Heading(column, fact)
    times = _times(unit, fact)
    if times is None:
        raise InputError([fault("E765", found=unit, name=fact.id, known=_units(fact), column=column)])
    return Heading(column, fact, unit, times)


def _mapped(column: str, fact: Fact) -> Heading:
    """Give the column a user named for a fact, in the unit its heading has behind it, if any.

    Raises InputError (E765) where what it has in brackets is no unit, or a unit stands where nobody can say whether it
    is meant as one.
    """
    if not is_numeric(fact):
        return Heading(column, fact)
    units = [(unit, certain) for _, unit, certain in _readings(column) if unit is not None]
    for unit, certain in units:
        if certain or _times(unit, fact) is not None:
            return _in_unit(column, unit, fact)
    said = next(_units_within(column, fact), None)
    if said is not None:
        raise InputError([fault("E765", found=said, name=fact.id, known=_units(fact), column=column)])
    return Heading(column, fact)


def _agreeing(column: str, unit: str, fact: Fact) -> Heading:
    """Give a column in the unit a user names for it; raises InputError (E765) where its heading says another."""
    named = _in_unit(column, unit, fact)
    for _, said, certain in _readings(column):
        times = _times(said, fact) if said is not None and certain else None
        if times is not None and times != named.times:
            raise InputError([fault("E765", found=unit, name=fact.id, known=said, column=column)])
    return named


def _units_within(column: str, fact: Fact) -> Iterator[str]:
    """Give what stands in brackets anywhere in a heading, and the units it names anywhere."""
    text = "".join(halfwidth(column).split())
    for parted in _ANY_BRACKET.finditer(text):
        yield parted[1]
    for first in range(len(text)):
        for last in range(first + 1, len(text) + 1):
            if _is_unit(text[first:last], fact):
                yield text[first:last]


def _is_unit(text: str, fact: Fact) -> bool:
    """Say whether a part of a heading is a unit; a few Latin letters may be part of a word."""
    if fact.type is FactType.SHARE:
        return text == _PER_CENT
    found = fact.measures.find(text) if fact.type is FactType.QUANTITY else None
    return found is not None and found.dimension == dimension_of(fact) and not text.isascii()


def _one(column: str, columns: Sequence[str]) -> str:
    """Give a column; raises InputError (E762) where several of the table are called so."""
    if is_again(column, columns):
        raise InputError([fault("E762", name=column, found=f"{column}, {column} #2")])
    return column


_BARE: Final = "1"
"""The unit of a number that counts in nothing."""


def _times(unit: str, fact: Fact) -> Fraction | None:
    """Give how much one of a unit is in base units, None where it is none of the fact's: 10,000 for `万人`."""
    if unit == _BARE and fact.type is not FactType.QUANTITY:
        return Fraction(1)
    if not unit or unit[0].isdigit():
        return None
    written = f"1 {unit}" if unit[0].isascii() and unit != _PER_CENT else f"1{unit}"
    try:
        found = read_value(written, evolve(fact, min=None, max=None))
    except InputError:
        return None
    if not isinstance(found, Exactly) or not isinstance(found.value, int | Fraction):
        return None
    times = Fraction(found.value)
    return times if fact.type is not FactType.COUNT or times.denominator == 1 else None


def _units(fact: Fact) -> str:
    if fact.type is FactType.SHARE:
        return _PER_CENT
    unit = unit_of(fact)
    if unit is None:
        return str(fact.unit or _BARE)
    return f"{unit.zh}, {unit.en}"


def _unit(text: str) -> str:
    """Give the unit a heading names, without the word that it is one: `单位：元`."""
    return _SAYS_UNIT.sub("", text).strip()


def _plain(text: str) -> str:
    """Give a heading as it is compared: blanks and breaks of lines within it say nothing."""
    return "".join(halfwidth(text).casefold().split())


def day_column(columns: Sequence[str], named: str | None) -> str | None:
    """Find the column of days: the one named, or one that is called as such columns are.

    Raises InputError (E763) for a name the table does not have, and (E784) where several are called so: which day it is
    decides by which edition a row is graded.
    """
    known = _called_as(columns, "--date", named, DATES)
    if len(known) > 1:
        raise InputError([fault("E784", found=", ".join(known), option="--date")])
    return _one(known[0], columns) if known else None


def place_column(columns: Sequence[str], named: str | None) -> str | None:
    """Find the column of places: the one named, or the first that is called as such columns are.

    Raises InputError (E763) for a name the table does not have.
    """
    known = _called_as(columns, "--place", named, PLACES)
    return _one(known[0], columns) if known else None


def _called_as(columns: Sequence[str], option: str, named: str | None, usual: Sequence[str]) -> list[str]:
    if named is None:
        return [column for column in columns if _plain(column) in usual]
    if named not in columns:
        wrong = fault("E763", suggestion=nearest(named, columns), found=named, option=option, where=_TABLE)
        raise InputError([wrong])
    return [named]
