"""A scenario read from a workbook: every fault is told by its cell, and what is not read is told, too."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Sequence as Sequence_
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from attrs import evolve, field

from respond._records import define, frozen
from respond.clock import SHANGHAI
from respond.errors import Fault, InputError, Place, Text, fault, nearest
from respond.exercise.msel.columns import HEADINGS, INJECTS, READ, REST, Field, field_of
from respond.exercise.msel.phases import SaidPhase, made_phases, phase_faults, phases_of
from respond.exercise.refusing import refusals
from respond.exercise.scenario import Scenario, check_times, offset_of
from respond.exercise.workbook import Book, Cell, Page, open_workbook
from respond.facts import read_instant
from respond.plan import Library, structure
from respond.show import CHANNEL
from respond.yaml import Mapping as Fields
from respond.yaml import Node, Scalar, Sequence, Source, data_of, parse, write

_OFFSET = re.compile(r"\+\d{1,3}:[0-5]\d")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
_DATED = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T]*(\d{1,2})[:：](\d{2})(?:[:：]\d{2})?")
_IDENTIFIED = re.compile(r".*[(（]([A-Za-z0-9_.-]+)[)）]")
_BETWEEN = re.compile(r"[\n、，,;；]+")
_NO_TIMES: Final = frozenset({"E801", "E802", "E823", "E830"})
"""Faults with which there is no course of the exercise that could be held against its plans."""
_FIELDS: Final[Mapping[str, Field]] = {
    "E716": "at", "E801": "at", "E803": "at", "E804": "id", "E805": "at", "E807": "to",
}  # fmt: skip
"""The column at fault, where a fault is told of a row; any other is in what stands in the last one."""
_TIME = Text("`+时:分`、时刻，或日期和时刻", "`+HH:MM`, a time of day, or a date with a time")
_TEXT = Text("文本", "a text")


@frozen
class ReadRow:
    """An inject as it was read, and where."""

    place: str
    id: str
    at: str
    phase: Text | None
    """The part of the exercise it falls into at its planned time."""
    text: Text


_SAID: Final = READ - {"at", "phase"}
"""The columns whose cells are keys of their inject as they stand."""
_TITLES: Final = 9
"""How many rows of titles and explanations may stand above the headings."""


@frozen
class ReadMsel:
    """What was read of a workbook: the scenario and its text, every inject by its row, and what to know of it."""

    scenario: Scenario
    text: str
    rows: tuple[ReadRow, ...]
    notices: tuple[Text, ...]


def read_msel(
    path: Path,
    *,
    named: Mapping[str, str] | None = None,
    base: Node | None = None,
    library: Library | None = None,
) -> ReadMsel:
    """Read a scenario from a workbook; `named` says what columns of other headings hold, `base` all but the injects.

    Raises InputError with every fault by its cell: E821 to E828, those of a scenario, and where a library is given
    those for which checking it against its plans refuses it.
    """
    book = open_workbook(path)
    return _Reading(path, book, dict(named or {}), base, library).read()


@define
class _Reading:
    """One workbook being read; faults and notices are gathered on the way."""

    path: Path
    book: Book
    named: dict[str, str]
    base: Node | None
    library: Library | None
    faults: list[Fault] = field(factory=list)
    notices: list[Text] = field(factory=list)
    last: Node | None = None
    """The time of the row before."""
    head: int = 1
    """The row of the headings; titles may stand above it."""
    columns: dict[Field, int] = field(factory=dict)
    phases: list[SaidPhase] = field(factory=list)
    """What the injects say their phase is."""
    timed: list[Fields] = field(factory=list)
    """The injects whose time could be read."""

    def read(self) -> ReadMsel:
        """Read the rest first, for the start tells what absolute times mean; then every inject."""
        sheet = self._injects()
        top = Place(f"{self.path}:{sheet.title}")
        rest = self._rest()
        self.head = self._head(sheet)
        columns = self.columns = self._columns(sheet)
        start = _start(rest)
        injects, numbers = Sequence(top), []
        over = self._phase_cells(sheet)
        before: datetime | None = None
        for number in self._numbers(sheet, columns):
            inject, before = self._inject(sheet, number, columns, rest, start, before)
            injects.append(inject)
            numbers.append(number)
            name, place = self._text(over[number]) if number in over else ("", top)
            if name:
                self.phases.append(SaidPhase(inject, name, place))
        self._parts(rest, top)
        whole = Fields(top, [*rest.items(), (Scalar("injects", top), injects)])
        scenario = self._scenario(whole)
        if self.faults or scenario is None:
            raise InputError([self._by_cell(each, sheet) for each in self.faults])
        rows = tuple(_rows(scenario, sheet, numbers))
        return ReadMsel(scenario, write(data_of(whole), flags=True), rows, tuple(self.notices))

    def _parts(self, rest: Fields, top: Place) -> None:
        """Hold what the injects say of their phases against the phases there are; make these where there are none."""
        if not self.phases or not self.timed:
            return
        if "phases" not in rest:
            rest[Scalar("phases", top)], told = made_phases(self.phases, self.timed, top)
            self.notices.append(told)
        self.faults += phase_faults(self.phases, self.timed, rest["phases"])

    def _scenario(self, whole: Fields) -> Scenario | None:
        try:
            scenario = structure(whole, Scenario)
        except InputError as error:
            # what a missing sheet would hold is missing, too
            self._add([] if any(each.code == "E823" for each in self.faults) else error.faults)
            return None
        try:
            check_times(scenario)
        except InputError as error:
            self._add(error.faults)
        if self.library is not None and not _NO_TIMES & {each.code for each in self.faults}:
            self._add(refusals(scenario, self.library))
        return scenario

    def _add(self, faults: Iterable[Fault]) -> None:
        self.faults += [each for each in faults if each not in self.faults]

    def _by_cell(self, found: Fault, sheet: Page) -> Fault:
        """Give a fault at the cell that has it, where it is told of a whole row."""
        row = str(found.place).removeprefix(str(self._place(sheet, "")))
        column = self.columns.get(_FIELDS.get(found.code, "data"))
        if found.code == "E202" or column is None or not row.isdecimal() or int(row) <= self.head:
            return found  # what is missing stands in no cell
        return evolve(found, place=self._at_cell(sheet.cell(int(row), column)))

    # Sheets and columns.

    def _injects(self) -> Page:
        names = {sheet.title: sheet for sheet in self.book.worksheets}
        rest = {REST.zh, REST.en}
        return names.get(INJECTS) or next(
            (sheet for title, sheet in names.items() if title not in rest), self.book.worksheets[0]
        )

    def _rest(self) -> Fields:
        """Read the keys that are not about an inject, from the base given, or from their own sheet."""
        place = Place(str(self.path))
        if isinstance(self.base, dict):
            return Fields(
                self.base.place, [(key, value) for key, value in self.base.items() if key != "injects"]
            )
        found = Fields(place)
        sheet = next((each for each in self.book.worksheets if each.title in {REST.zh, REST.en}), None)
        if sheet is None:
            self.faults.append(fault("E823", place, zh=REST.zh, en=REST.en))
            return found
        for number in range(2, sheet.max_row + 1):
            text, cell = self._text(sheet.cell(number, 2))
            if not text:
                continue
            node = self._yaml(text, cell)
            for key, value in node.items():
                _join(found, key, value)
        return found

    def _head(self, sheet: Page) -> int:
        """Find the row of the headings: the first near the top that has several; the first one where none has."""
        for number in range(1, min(sheet.max_row, _TITLES + 1) + 1):
            said = [str(sheet.cell(number, column).value or "") for column in range(1, sheet.max_column + 1)]
            known = [
                each for each in said if each and (each.strip() in self.named or field_of(each) is not None)
            ]
            if len(known) > 1:
                return number
        return 1

    def _columns(self, sheet: Page) -> dict[Field, int]:
        """Find what each column holds, by its heading or as it was named."""
        found: dict[Field, int] = {}
        unread = []
        headings = {}
        for column in range(1, sheet.max_column + 1):
            heading, cell = self._text(sheet.cell(self.head, column))
            if not heading:
                continue
            headings[heading] = column
            field = self._field(heading, cell)
            if field is not None and field in found:
                self.faults.append(fault("E828", cell, name=heading, field=field))
            elif field is not None:
                found[field] = column
            if field not in READ:
                unread.append(heading)
        self._missing(found, headings, Place(f"{self.path}:{sheet.title}!{self.head}"))
        if unread:
            self.notices.append(
                Text(f"不读的列：{'、'.join(unread)}", f"columns not read: {', '.join(unread)}")
            )
        return found

    def _missing(self, found: Mapping[Field, int], headings: Mapping[str, int], place: Place) -> None:
        """Tell of the columns that were named and are not there, and of those nothing can be read without."""
        for heading in self.named:
            if heading not in headings:
                guess = nearest(heading, headings)
                self.faults.append(fault("E825", place, suggestion=guess, name=heading))
        if "at" not in found:
            self.faults.append(fault("E825", place, name=HEADINGS["at"]))
        if not {"text.zh", "text.en"} & {*found}:
            self.faults.append(fault("E825", place, name=HEADINGS["text.zh"]))

    def _field(self, heading: str, cell: Place) -> Field | None:
        if heading not in self.named:
            return field_of(heading)
        field = field_of(self.named[heading])
        if field is None:
            guess = nearest(self.named[heading], list(HEADINGS))
            known = ", ".join(HEADINGS)
            self.faults.append(fault("E826", cell, suggestion=guess, name=self.named[heading], known=known))
        return field

    def _numbers(self, sheet: Page, columns: Mapping[Field, int]) -> Iterator[int]:
        """Give the rows that hold something that is read; refuse cells merged across them."""
        read = {column for field, column in columns.items() if field in READ - {"phase"}}
        for merged in sheet.merged_cells.ranges:
            if merged.max_row > self.head and any(
                merged.min_col <= column <= merged.max_col for column in read
            ):
                self.faults.append(fault("E827", self._place(sheet, str(merged)), found=str(merged)))
        for number in range(self.head + 1, sheet.max_row + 1):
            if any(sheet.cell(number, column).value is not None for column in read):
                yield number

    # One inject.

    def _inject(
        self, sheet: Page, number: int, columns: Mapping[Field, int], rest: Fields, start: datetime | None,
        before: datetime | None,
    ) -> tuple[Fields, datetime | None]:  # fmt: skip
        row = self._place(sheet, str(number))
        inject = Fields(row)
        texts: dict[str, list[tuple[str, Node]]] = {}
        if "at" in columns:
            before = self._time(inject, sheet.cell(number, columns["at"]), start, before)
        for name, column in columns.items():
            text, place = self._text(sheet.cell(number, column)) if name in _SAID else ("", row)
            key, _, lang = name.partition(".")
            if text and lang:
                texts.setdefault(key, []).append((Scalar(lang, place), Scalar(text, place, plain=False)))
            elif text and name == "data":
                inject.update(self._yaml(text, place))
            elif text:
                inject[Scalar(name, place)] = self._value(name, text, place, rest)
        for key, said in texts.items():
            inject[Scalar(key, row)] = Fields(_place_of(said), said)
        self._lacking(inject, sheet, number, columns)
        if "id" not in inject:
            inject[Scalar("id", row)] = Scalar(f"inject-{number - self.head}", row, plain=False)
        return inject, before

    def _time(
        self, inject: Fields, cell: Cell, start: datetime | None, before: datetime | None
    ) -> datetime | None:
        """Give an inject its planned time; where it cannot be read that of the row before stands for it."""
        offset, before = self._at(cell, start, before)
        if offset is not None:
            self.timed.append(inject)
        elif cell.value is not None:
            offset = self.last or Scalar("+00:00", inject.place)
        if offset is not None:
            inject[Scalar("at", self._at_cell(cell))] = self.last = offset
        return before

    def _phase_cells(self, sheet: Page) -> dict[int, Cell]:
        """Give by row the cell that says its phase: its own, or one that is merged over several rows."""
        column = self.columns.get("phase")
        if column is None:
            return {}
        found = {number: sheet.cell(number, column) for number in range(self.head + 1, sheet.max_row + 1)}
        for merged in sheet.merged_cells.ranges:
            if merged.min_col <= column <= merged.max_col:
                top = sheet.cell(merged.min_row, merged.min_col)
                found |= dict.fromkeys(range(max(merged.min_row, self.head + 1), merged.max_row + 1), top)
        return found

    def _lacking(self, inject: Fields, sheet: Page, number: int, columns: Mapping[Field, int]) -> None:
        """Tell of an empty cell that must not be empty, and put something there so that it is told once.

        Where the whole column is missing, that was told of the headings already.
        """
        wanted: tuple[tuple[str, tuple[Field, ...]], ...] = (
            ("at", ("at",)), ("text", ("text.zh", "text.en")),
        )  # fmt: skip
        for key, fields in wanted:
            cells = [sheet.cell(number, columns[each]) for each in fields if each in columns]
            if key in inject:
                continue
            place = self._at_cell(cells[0]) if cells else self._place(sheet, str(number))
            if cells and all(cell.value is None for cell in cells):
                self.faults.append(fault("E202", place, key=key))
            said = [(Scalar(lang, place), Scalar("—", place)) for lang in ("zh", "en")]
            at = self.last or Scalar("+00:00", place)
            inject[Scalar(key, place)] = at if key == "at" else Fields(place, said)

    def _value(self, field: Field, text: str, place: Place, rest: Fields) -> Node:
        if field == "via":
            return Scalar(self._channel(text, place), place)
        if field == "to":
            return Sequence(place, [Scalar(name, place) for name in self._units(text, place, rest)])
        return Scalar(text, place, plain=False)

    def _channel(self, text: str, place: Place) -> str:
        for name, words in CHANNEL.items():
            if text in (name, words.zh) or text.casefold() == words.en.casefold():
                return name
        known = "、".join(words.zh for words in CHANNEL.values())
        expected = Text(known, ", ".join(CHANNEL))
        self.faults.append(fault("E824", place, found=text, expected=expected))
        return next(iter(CHANNEL))  # told already: no second fault for it

    def _units(self, text: str, place: Place, rest: Fields) -> Iterator[str]:
        """Find units by what stands in brackets, by a name of the cast, or by themselves."""
        cast = rest.get("cast")
        known = {}
        for name, words in cast.items() if isinstance(cast, dict) else ():
            known[str(name)] = str(name)
            for said in words.values() if isinstance(words, dict) else ():
                known[" ".join(str(said).split())] = str(name)
        for line in text.split("\n"):
            bracketed = _IDENTIFIED.fullmatch(line.strip())
            if bracketed is not None:
                yield bracketed[1]
                continue
            whole = " ".join(line.split())
            for part in [whole] if whole in known else _BETWEEN.split(line):
                name = " ".join(part.split())
                if name and name not in known and not name.isascii():
                    expected = Text("演练单位的名称或编号", "the name or id of a unit of the cast")
                    guess = nearest(name, known)
                    self.faults.append(fault("E824", place, suggestion=guess, found=name, expected=expected))
                elif name:
                    yield known.get(name, name)

    def _at(
        self, cell: Cell, start: datetime | None, before: datetime | None
    ) -> tuple[Node | None, datetime | None]:
        """Read a planned time as an offset; a time of day earlier than the row before is of the next day."""
        place, value = self._at_cell(cell), cell.value
        if cell.data_type == "f":
            self.faults.append(fault("E824", place, found=value, expected=_TIME))
            return None, before
        if isinstance(value, str):
            value = value.strip()
            if _OFFSET.fullmatch(value):
                moment = None if start is None else start + _offset_span(value)
                return Scalar(value, place, plain=False), moment or before
            value = _clock(value)
        if isinstance(value, timedelta) and value >= timedelta(0):
            return Scalar(offset_of(value), place, plain=False), None if start is None else start + value
        if isinstance(value, date | time) and start is not None:
            moment = self._moment(value, start, before, place)
            if moment is not None and moment >= start:
                return Scalar(offset_of(moment - start), place, plain=False), moment
        if value is None:
            return None, before
        self.faults.append(fault("E824", place, found=cell.value, expected=_TIME))
        return None, before

    def _moment(
        self, value: date | time, start: datetime, before: datetime | None, place: Place
    ) -> datetime | None:
        if isinstance(value, datetime):
            return value.replace(tzinfo=start.tzinfo)
        if not isinstance(value, time):
            return None
        last = before or start
        moment = datetime.combine(last.date(), value, tzinfo=start.tzinfo)
        if moment < last:
            moment += timedelta(days=1)
            cell = str(place).rpartition(":")[2]
            self.notices.append(
                Text(
                    f"{cell}：{value:%H:%M} 算作次日 {moment:%m-%d}",
                    f"{cell}: {value:%H:%M} is taken for the next day, {moment:%m-%d}",
                )
            )
        return moment

    # Cells.

    def _text(self, cell: Cell) -> tuple[str, Place]:
        """Give what a cell says; a formula, an error or a number with a fraction says nothing that can be relied on."""
        place, value = self._at_cell(cell), cell.value
        if value is None:
            return "", place
        if cell.data_type in ("f", "e"):
            self.faults.append(fault("E824", place, found=value, expected=_TEXT))
            return "", place
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(value).strip(), place
        self.faults.append(fault("E824", place, found=value, expected=_TEXT))
        return "", place

    def _yaml(self, text: str, place: Place) -> Fields:
        try:
            node = parse(Source(str(place), text))
        except InputError as error:
            self.faults += error.faults
            return Fields(place)
        if not isinstance(node, Fields):
            expected = Text("`键: 值`", "`key: value`")
            self.faults.append(fault("E824", place, found=text, expected=expected))
            return Fields(place)
        return node

    def _place(self, sheet: Page, where: str) -> Place:
        return Place(f"{self.path}:{sheet.title}!{where}")

    def _at_cell(self, cell: Cell) -> Place:
        return self._place(cell.parent, cell.coordinate)


def _rows(scenario: Scenario, sheet: Page, numbers: Iterable[int]) -> Iterator[ReadRow]:
    phases = phases_of(scenario)
    for inject, number in zip(scenario.injects, numbers, strict=True):
        phase = phases.get(inject.id)
        words = Text(phase.zh, phase.en) if phase is not None else None
        yield ReadRow(f"{sheet.title}!{number}", inject.id, inject.at, words, inject.text)


def _place_of(said: Sequence_[tuple[str, Node]]) -> Place:
    return said[0][1].place


def _join(found: Fields, key: str, value: Node) -> None:
    """Add a part of a list or table to what is there of it."""
    there = found.get(key)
    if isinstance(there, Sequence) and isinstance(value, Sequence):
        there.extend(value)
    elif isinstance(there, Fields) and isinstance(value, Fields):
        there.update(value)
    else:
        found[key] = value


def _start(rest: Fields) -> datetime | None:
    """Give the start of the exercise, which absolute times count from."""
    start = rest.get("start")
    try:
        return read_instant(start, "start", zone=SHANGHAI) if isinstance(start, Scalar) else None
    except InputError:
        return None  # told when the whole is read


def _offset_span(text: str) -> timedelta:
    hours, _, minutes = text[1:].partition(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


def _clock(text: str) -> Any:  # noqa: ANN401 - a time, a moment, or the text itself
    """Read a time as people type it; whatever is none stays what it is."""
    if found := _CLOCK.fullmatch(text):
        return time(int(found[1]), int(found[2]))
    if found := _DATED.fullmatch(text):
        try:
            return datetime(*(int(part) for part in found.groups()))  # type: ignore[arg-type]  # noqa: DTZ001 - has its zone from the start
        except ValueError:
            return text
    return text
