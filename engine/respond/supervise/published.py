"""A circular as published (`circular/1`), held against itself and against the store: where its figures contradict."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Final, Literal

from respond._records import frozen
from respond.errors import Fault, InputError, Place, Text, fault
from respond.plan import Library, place_field, structure
from respond.situation import UNWRITTEN, Placed
from respond.store import Store
from respond.supervise.circular import percent
from respond.supervise.items import SupervisedItem, items_in
from respond.supervise.words import STATES
from respond.yaml import Source, parse, read_source

ListedState = Literal["done", "done-late", "running", "overdue", "returned", "stood-down", "missed"]
"""How a circular says that an item stands; `done-late` is done, and `overdue` is running too.

`missed` is neither: it was cleared though a limit of it was never answered.
"""

_DONE: Final[frozenset[ListedState]] = frozenset({"done", "done-late"})
_PER_CENT: Final = re.compile(r"(\d+)(?:\.(\d+))?\s*[%％]")


@frozen
class ListedItem:
    """An item as a circular lists it; `incident` is the one of the store, where it is there."""

    title: str
    state: ListedState
    no: int | None = None
    unit: str | None = None
    board: str | None = None
    incident: str | None = None
    place: Place | None = place_field()


@frozen
class Stated:
    """The totals a circular states; one left out is not stated."""

    items: int | None = None
    done: int | None = None
    done_late: int | None = None
    running: int | None = None
    overdue: int | None = None
    returned: int | None = None
    place: Place | None = place_field()


@frozen
class StatedShare:
    """A share a circular states, in per cent, and of which counts it is said to be."""

    share: str
    part: Literal["done", "done_late", "running", "overdue", "returned"]
    of: Literal["items", "done", "running"] = "items"
    place: Place | None = place_field()


@frozen
class StatedUnit:
    """The totals stated of one unit."""

    unit: str
    stated: Stated
    place: Place | None = place_field()


@frozen
class PublishedCircular:
    """A circular as its authors published it: totals, shares, and the items it lists."""

    respond: Literal["circular/1"]
    title: Text
    stated: Stated
    items: tuple[ListedItem, ...] = ()
    units: tuple[StatedUnit, ...] = ()
    shares: tuple[StatedShare, ...] = ()
    issued: date | None = None
    source: Text | None = None
    place: Place | None = place_field()


Kind = Literal["count", "share", "twice", "store"]


@frozen
class Contradiction:
    """One place where a circular contradicts itself or the store: what it states, and what is found."""

    kind: Kind
    text: Text
    stated: str
    found: str
    place: Annotated[Place | None, UNWRITTEN] = None

    @property
    def line(self) -> int | None:
        """Give its line in the file."""
        return None if self.place is None else self.place.line


@frozen
class CheckedCircular:
    """What a check of a published circular came to."""

    title: Text
    items: int
    """How many it lists."""
    compared: int
    """How many of them were compared with the store."""
    found: tuple[Contradiction, ...]

    @property
    def schema(self) -> Annotated[Literal["checked-circular/1"], Placed(before="title")]:
        """Give the name of the contract its JSON keeps."""
        return "checked-circular/1"

    @property
    def sound(self) -> Annotated[bool, Placed(before="items")]:
        """Say whether nothing contradicts."""
        return not self.found


def load_circular(source: Source | str) -> PublishedCircular:
    """Read a published circular; raises InputError with all faults (E890, E891, E896 and those of any file)."""
    read = structure(parse(read_source(source) if isinstance(source, str) else source), PublishedCircular)
    faults = list(_faults(read))
    if faults:
        raise InputError(faults)
    return read


def _faults(read: PublishedCircular) -> Iterator[Fault]:
    for stated in (read.stated, *(each.stated for each in read.units)):
        for name in _NAMES:
            number = getattr(stated, name)
            if number is not None and number < 0:
                yield fault("E891", stated.place, name=name, found=number)
    yield from _blanks(read)
    for each in read.shares:
        if _PER_CENT.fullmatch(each.share.strip()) is None:
            yield fault("E890", getattr(each.share, "place", None) or each.place, found=each.share)


def _blanks(read: PublishedCircular) -> Iterator[Fault]:
    for entry in read.items:
        for name in ("title", "unit", "board", "incident"):
            said = getattr(entry, name)
            if said is not None and not said.strip():
                yield fault("E896", getattr(said, "place", None) or entry.place, name=name)
    for unit in read.units:
        if not unit.unit.strip():
            yield fault("E896", getattr(unit.unit, "place", None) or unit.place, name="unit")


def check_circular(
    published: PublishedCircular, store: Store | None, library: Library, *, now: datetime
) -> CheckedCircular:
    """Hold a circular against itself, and the items it names of a store against that; every contradiction is told."""
    kept: dict[str, SupervisedItem] = {}
    if store is not None and any(each.incident is not None for each in published.items):
        kept = {one.incident: one for one in items_in(store, library, now=now).items}
    found = [
        *_says_nothing(published),
        *_against_list(published.stated, published.items, None, listing=bool(published.items)),
        *_against_units(published),
        *_against_shares(published),
        *_twice(published.items),
        *(_against_store(published.items, kept) if store is not None else ()),
    ]
    compared = sum(each.incident in kept for each in published.items)
    return CheckedCircular(published.title, len(published.items), compared, tuple(found))


_NAMES: Final[dict[str, Text]] = {
    "items": Text("事项", "items"), "done": Text("办结", "done"), "done_late": Text("逾期办结", "done late"),
    "running": Text("在办", "running"), "overdue": Text("逾期", "overdue"), "returned": Text("退回", "returned"),
}  # fmt: skip
_WITHIN: Final[dict[str, tuple[str, ...]]] = {
    "done": ("items",), "running": ("items",), "done_late": ("done", "items"), "overdue": ("running", "items"),
    "returned": ("running", "items"),
}  # fmt: skip
"""Of which counts each is a part: of the first that is stated."""


def _listed(entries: Sequence[ListedItem]) -> dict[str, int]:
    """Count the items a circular lists, under the names of what it states."""
    states = Counter(each.state for each in entries)
    return {
        "items": len(entries),
        "done": sum(states[state] for state in _DONE),
        "done_late": states["done-late"],
        "running": states["running"] + states["overdue"] + states["returned"],
        "overdue": states["overdue"],
        "returned": states["returned"],
    }


def _says_nothing(published: PublishedCircular) -> Iterator[Contradiction]:
    """Tell a circular that neither states a count nor lists an item."""
    counts = [
        getattr(each, name)
        for each in (published.stated, *(one.stated for one in published.units))
        for name in _NAMES
    ]
    if not published.items and all(number is None for number in counts):
        text = Text(
            "没有写明任何数目，也没有列出事项，无从核对",
            "it states no count and lists no item: nothing to check",
        )
        yield Contradiction("count", text, "-", "-", published.stated.place or published.place)


def _within_each_other(stated: Stated, whose: Text) -> Iterator[Contradiction]:
    """Find counts that are more than that of which they are a part."""
    for part, wholes in _WITHIN.items():
        number = getattr(stated, part)
        whole = next((name for name in wholes if getattr(stated, name) is not None), None)
        if number is None or whole is None or number <= getattr(stated, whole):
            continue
        most = getattr(stated, whole)
        text = Text(
            f"{whose.zh}称{_NAMES[part].zh}{number}项，多于{_NAMES[whole].zh}{most}项",
            f"{whose.en}states {_NAMES[part].en} {number}, more than {_NAMES[whole].en} {most}",
        )
        yield Contradiction("count", text, str(number), str(most), stated.place)


def _against_list(
    stated: Stated, entries: Sequence[ListedItem], unit: str | None, *, listing: bool
) -> Iterator[Contradiction]:
    """Compare what is stated with what is listed, if anything is, and what is stated with itself."""
    whose = Text("", "") if unit is None else Text(f"{unit}：", f"{unit}: ")
    listed = _listed(entries)
    for name, words in _NAMES.items():
        number = getattr(stated, name)
        if listing and number is not None and number != listed[name]:
            text = Text(
                f"{whose.zh}称{words.zh}{number}项，所列{listed[name]}项",
                f"{whose.en}states {words.en} {number}, lists {listed[name]}",
            )
            yield Contradiction("count", text, str(number), str(listed[name]), stated.place)
    beyond = [*_within_each_other(stated, whose)]
    yield from beyond
    if not beyond and None not in (stated.items, stated.done, stated.running):
        whole = (stated.done or 0) + (stated.running or 0)
        if whole > (stated.items or 0):
            text = Text(
                f"{whose.zh}称办结与在办共{whole}项，多于事项{stated.items}项",
                f"{whose.en}states {whole} done and running, more than its {stated.items} items",
            )
            yield Contradiction("count", text, str(stated.items), str(whole), stated.place)


def _against_units(published: PublishedCircular) -> Iterator[Contradiction]:
    """Compare what is stated of each unit with what is listed of it, and their sum with the totals."""
    for each in published.units:
        mine = [entry for entry in published.items if entry.unit == each.unit]
        yield from _against_list(each.stated, mine, each.unit, listing=bool(published.items))
    yield from _units_twice(published.units)
    for name, words in _NAMES.items():
        total = getattr(published.stated, name)
        parts = [getattr(each.stated, name) for each in published.units]
        if total is not None and parts and None not in parts and sum(parts) != total:
            text = Text(
                f"各单位{words.zh}合计{sum(parts)}项，总数称{total}项",
                f"{words.en} of the units add up to {sum(parts)}, the total states {total}",
            )
            yield Contradiction("count", text, str(total), str(sum(parts)), published.stated.place)


def _units_twice(units: Sequence[StatedUnit]) -> Iterator[Contradiction]:
    """Find units of which totals are stated twice."""
    first: dict[str, StatedUnit] = {}
    for each in units:
        other = first.setdefault(each.unit.strip(), each)
        if other is not each:
            yield _repeated(each.unit, other.place, each.place)


def _repeated(shown: str, first: Place | None, again: Place | None) -> Contradiction:
    line = "-" if first is None else str(first.line)
    text = Text(f"{shown} 重复列出（另见第{line}行）", f"{shown} is listed twice (see line {line})")
    return Contradiction("twice", text, shown, line, again)


def _against_shares(published: PublishedCircular) -> Iterator[Contradiction]:
    """Work the shares out from the counts, with as many decimals as are stated, half up."""
    listed = _listed(published.items) if published.items else {}
    for each in published.shares:
        part, whole = (
            getattr(published.stated, name)
            if getattr(published.stated, name) is not None
            else listed.get(name)
            for name in (each.part, each.of)
        )
        match = _PER_CENT.fullmatch(each.share.strip())
        if part is None or whole is None or match is None:
            text = Text(
                f"{each.share}无从核算：没有给出数目",
                f"{each.share} cannot be worked out: no counts are given",
            )
            yield Contradiction("share", text, each.share, "-", each.place)
            continue
        places = len(match[2] or "")
        right = percent(Fraction(part, whole), places) if whole else "-"
        said = percent(Fraction(match[1] + (match[2] or "")) / 10**places / 100, places)
        if said != right:
            head = Text(
                f"称{_NAMES[each.part].zh}占{each.share}", f"states {_NAMES[each.part].en} at {each.share}"
            )
            text = Text(
                f"{head.zh}，{part}/{whole}应为{right}%（四舍五入到同样位数）",
                f"{head.en}; {part}/{whole} is {right}% (rounded half up to as many decimals)",
            )
            yield Contradiction("share", text, each.share, f"{right}%", each.place)


def _twice(entries: Sequence[ListedItem]) -> Iterator[Contradiction]:
    """Find items that are listed twice: by their incident, their number, or their title and unit."""
    for what in ("incident", "no", "title"):
        first: dict[object, ListedItem] = {}
        for each in entries:
            key = (each.title.strip(), each.unit) if what == "title" else getattr(each, what)
            if key is None:
                continue
            other = first.setdefault(key, each)
            if other is not each:
                shown = each.title if what == "title" else str(getattr(each, what))
                yield _repeated(shown, other.place, each.place)


def _against_store(entries: Sequence[ListedItem], kept: dict[str, SupervisedItem]) -> Iterator[Contradiction]:
    """Compare the items a circular names of the store with how they stand there."""
    for each in entries:
        if each.incident is None:
            continue
        one = kept.get(each.incident)
        if one is None:
            text = Text(f"记录库里没有事项 {each.incident}", f"the store has no item {each.incident}")
            yield Contradiction("store", text, each.incident, "-", each.place)
            continue
        found = _state_of(one)
        if each.state != found:
            text = Text(
                f"{each.incident} 称{_STATES[each.state].zh}，记录库里{_STATES[found].zh}",
                f"{each.incident} is said to be {_STATES[each.state].en}; the store says {_STATES[found].en}",
            )
            yield Contradiction("store", text, each.state, found, each.place)
        if each.unit is not None and one.undertakers and each.unit not in one.undertakers:
            right = "、".join(one.undertakers)
            text = Text(
                f"{each.incident} 称由{each.unit}承办，记录库里是{right}",
                f"{each.incident} is said to be {each.unit}'s; the store says {right}",
            )
            yield Contradiction("store", text, each.unit, right, each.place)


_STATES: Final[dict[ListedState, Text]] = {
    "done": Text("办结", "done"), "done-late": Text("逾期办结", "done late"), "running": Text("在办", "running"),
    "overdue": Text("逾期", "overdue"), "returned": Text("已退回", "returned"),
    "stood-down": STATES["stood-down"], "missed": STATES["missed"],
}  # fmt: skip


def _state_of(one: SupervisedItem) -> ListedState:
    """Give how an item of the store stands in the words of a circular."""
    states = {node.state for node in one.nodes}
    if one.cleared is not None:
        return "missed" if one.state == "missed" else "done-late" if "met-late" in states else "done"
    if one.state in {"overdue", "missed"}:
        return "overdue"
    if one.given_back:
        return "returned"
    return "stood-down" if one.state == "stood-down" else "running"
