"""The shelf of plans: which plans and editions there are, and which edition a day calls for."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from attrs import evolve

from respond._records import frozen
from respond.clock import SHANGHAI, Calendar, Calendars, read_zone
from respond.errors import CoverageError, Fault, InputError, Place, Text, fault, nearest
from respond.facts import shown_value
from respond.plan.compose import Composed, compose, sources_of
from respond.plan.load import load_plan
from respond.plan.model import DEFAULT_CALENDAR, Edition, InForce, Plan
from respond.plan.prepared import Prepared, prepare
from respond.plan.reference import PlanRef, split_reference
from respond.plan.structuring.structure import structure
from respond.yaml import HEADER, Mapping, Source, header, is_folder, read_source

_KIND: Any = Literal["plan/1"]
_SHORTEST_TITLE = 2
"""Characters part of a title needs to be taken for it."""
_ZONE = re.compile(r"\bzone[\"']?\s*:")
_SUPERVISION = re.compile(r"^supervision:", re.MULTILINE)
"""What a file holds that names a zone, wherever; few do, and the others need be read no further than their head."""


SEARCH_VARIABLE = "RESPOND_PLANS"


@frozen
class Shelved:
    """One edition on the shelf, known by its first lines only."""

    ref: PlanRef
    path: Path
    in_force: InForce
    title: Text
    zone: str = SHANGHAI.key

    @property
    def supervises(self) -> bool:
        """Say whether it is a profile of supervision and no plan for incidents, by its text alone."""
        return _SUPERVISION.search(read_source(self.path).text) is not None


def shipped(folder: str) -> Path:
    """Give the folder of data (`plans`, `scenarios`) that comes with the package, or that of the checkout."""
    packaged = Path(__file__).resolve().parents[1] / "data" / folder
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / folder


class Library:
    """Plans found under one or more folders laid out `place/plan/edition.yaml`; earlier folders win.

    `loose` are plan files that lie anywhere; each is known by the id and edition it gives itself, before all folders,
    and ends an earlier edition that has no last day. `named` are files in those folders, told under the path they
    are named by.

    >>> library = Library.default()
    >>> str(library.find("vaccine-quality"))
    'jiaocheng/vaccine-quality@2024'
    """

    def __init__(self, roots: Sequence[Path], loose: Iterable[Path] = (), named: Iterable[Path] = ()) -> None:
        self.roots = _paths(roots)
        self.loose = tuple(shelve(path) for path in loose)
        self.named = {path.resolve(): path for path in named}
        faults = [found for root in self.roots if (found := _unusable(root)) is not None]
        if faults:
            raise InputError(faults)
        self._shelves: dict[str, tuple[Shelved, ...]] = {}
        self._plans: dict[PlanRef, Plan] = {}
        self._prepared: dict[tuple[PlanRef, ...], Prepared] = {}

    @classmethod
    def default(cls) -> "Library":
        """Open the shipped plans, with the folders named in `RESPOND_PLANS` before them."""
        extra = os.environ.get(SEARCH_VARIABLE, "")
        return cls([*(Path(part) for part in extra.split(os.pathsep) if part), shipped("plans")])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Give the full name of every plan, sorted."""
        found = {
            f"{place.name}/{folder.name}"
            for root in self.roots
            for place in _folders_in(root)
            if place.name != "calendars"
            for folder in _folders_in(place)
            if any(_editions_in(folder))
        }
        return tuple(sorted(found.union(shelved.ref.id for shelved in self.loose)))

    def full_name(self, name: str, place: Place | None = None) -> str:
        """Give the full name a short one stands for; unknown and ambiguous names are refused."""
        if name in self.names:
            return name
        fitting = [known for known in self.names if known.split("/")[1] == name]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise InputError([fault("E503", place, name=name, known=", ".join(fitting))])
        short = [known.split("/")[1] for known in self.names]
        begun = [each for each in short if name in each.split("-")]
        guess = nearest(name, [*self.names, *short]) or (begun[0] if len(begun) == 1 else None)
        raise InputError([fault("E502", place, suggestion=guess, name=name, known=_listed(self.names))])

    def _titled(self, words: str) -> list[str]:
        """Give the plans with a title, else, of Chinese words, those whose title has them in it."""
        said = words.casefold().strip()
        titles = {
            name: {
                title.casefold()
                for shelved in self.editions(name)
                for title in (shelved.title.zh, shelved.title.en)
            }
            for name in self.names
        }
        exact = [name for name, known in titles.items() if said in known]
        if exact or said.isascii() or len(said) < _SHORTEST_TITLE:
            return exact
        return [name for name, known in titles.items() if any(said in title for title in known)]

    def _name_of(self, reference: str, place: Place | None) -> str:
        """Give the name of the plan a title stands for, or a Chinese part of it that no other has."""
        title, at, edition = reference.rpartition("@") if "@" in reference else (reference, "", "")
        fitting = self._titled(title)
        if len(fitting) > 1:
            raise InputError([fault("E503", place, name=title, known=_listed(fitting))])
        return f"{fitting[0]}{at}{edition}" if fitting else reference

    def editions(self, name: str) -> tuple[Shelved, ...]:
        """Give the editions of a plan by full name, oldest first; of two files for one edition the first root's."""
        if name not in self._shelves:
            found: dict[str, Shelved] = {}
            for shelved in self.loose:
                if shelved.ref.id == name:
                    found.setdefault(shelved.ref.edition, shelved)
            for root in self.roots:
                for path in _editions_in(root / name):
                    told = self.named.get(path.resolve(), path) if self.named else path
                    found.setdefault(path.stem, _in_place(told, name, path.stem))
            ordered = sorted(found.values(), key=lambda shelved: shelved.in_force.from_)
            ordered = list(_ended(ordered, self.loose))
            _check_no_overlap(ordered)
            self._shelves[name] = tuple(ordered)
        return self._shelves[name]

    def find(self, reference: str, on: date | None = None, place: Place | None = None) -> PlanRef:
        """Find the edition a reference means: the one it names, the one in force on a day, or the latest.

        Raises `InputError` for an unknown plan or edition and `CoverageError` when none is in force that day.
        """
        place = place or getattr(reference, "place", None)
        if not reference.isascii() or " " in reference:  # no name of a plan, but perhaps its title
            reference = self._name_of(reference, place)
        name, edition = split_reference(reference, place)
        full = self.full_name(name, place)
        shelf = self.editions(full)
        if edition is not None:
            for shelved in shelf:
                if shelved.ref.edition == edition:
                    return shelved.ref
            guess = nearest(edition, [shelved.ref.edition for shelved in shelf])
            known = _editions(shelf)
            raise InputError(
                [fault("E504", place, suggestion=guess, name=full, edition=edition, known=known)]
            )
        if on is None:
            return shelf[-1].ref
        for shelved in shelf:
            if shelved.in_force.covers(on):
                return shelved.ref
        raise CoverageError([fault("E505", place, name=full, day=on, known=_editions(shelf))])

    def plan(self, ref: PlanRef) -> Plan:
        """Load one edition as its own file gives it."""
        if ref not in self._plans:
            path = next(shelved.path for shelved in self.editions(ref.id) if shelved.ref == ref)
            plan = load_plan(path)
            self._check_calendar(plan)
            self._plans[ref] = plan
        return self._plans[ref]

    def _check_calendar(self, plan: Plan) -> None:
        """Refuse a plan whose calendar nobody has; China's is shipped, so most plans need no look at the folders."""
        name = plan.calendar
        if name == DEFAULT_CALENDAR or name in self.calendars.names:
            return
        place, known = getattr(name, "place", None) or plan.place, self.calendars.names
        guess = nearest(name, known)
        raise InputError([fault("E561", place, suggestion=guess, name=name, known=_listed(known))])

    def composed(self, ref: PlanRef, on: date | None = None) -> Composed:
        """Load one edition together with what it adopts, in the editions in force on a day."""
        return compose(self, ref, on)

    def prepared(self, ref: PlanRef, on: date | None = None) -> Prepared:
        """Give one edition ready to answer; made once for each combination of editions."""
        sources = sources_of(self, ref, on)
        if sources not in self._prepared:
            self._prepared[sources] = prepare(self.composed(ref, on))
        return self._prepared[sources]

    @cached_property
    def calendars(self) -> Calendars:
        """Give the calendars in the folders of plans, and those shipped; of two files for a year the first root's."""
        return Calendars([root / "calendars" for root in dict.fromkeys((*self.roots, shipped("plans")))])

    def calendar(self, plan: Plan) -> Calendar:
        """Give the working days a plan counts by, in its zone, with the office hours it gives itself, if any."""
        return self.calendars.calendar(str(plan.calendar)).counted_in(plan.tz).keeping(plan.keeps)

    def zone(self, references: Sequence[str]) -> ZoneInfo:
        """Give the zone in which an incident's days are counted: that of the plan that leads, the first with levels.

        A day picks the edition of a plan, so this asks the edition that is named, or else the latest. Raises
        `InputError` for a plan or a zone nobody knows.
        """
        zones = {ref: self._zone(ref) for ref in map(self.find, references)}
        if not zones:
            return SHANGHAI  # an incident that names no plan is refused by those who ask for its plans
        first = next(iter(zones))
        if len({*zones.values()}) > 1:
            first = next((ref for ref in zones if self.prepared(ref).graded), first)
        return read_zone(zones[first])

    def _zone(self, ref: PlanRef) -> str:
        return next(shelved.zone for shelved in self.editions(ref.id) if shelved.ref == ref)


def _paths(roots: Any) -> tuple[Path, ...]:  # noqa: ANN401 - whatever a program gives
    """Take folders as paths only, so that no text from outside is ever taken for one (E750)."""
    folders = tuple(roots) if isinstance(roots, list | tuple) else (roots,)
    wrong = [root for root in folders if not isinstance(root, Path)]
    if wrong or not isinstance(roots, list | tuple):
        expected = Text("由 pathlib.Path 组成的列表", "a list of pathlib.Path")
        found = shown_value(wrong[0] if wrong else roots)
        raise InputError([fault("E750", name="folders", found=found, expected=expected)])
    return folders


def _unusable(root: Path) -> Fault | None:
    """Say why a folder of plans cannot be one, if so."""
    try:
        if root.is_dir():
            return None
    except (OSError, ValueError) as error:
        return fault("E509", name=root, reason=getattr(error, "strerror", None) or error)
    return fault("E507", name=root)


def _entries_in(folder: Path) -> list[Path]:
    """List a folder, sorted, one that does not exist as empty; what cannot be read is told (E509), never skipped."""
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise InputError([fault("E509", name=folder, reason=error.strerror or error)]) from None


def _folders_in(folder: Path) -> Iterator[Path]:
    return (path for path in _entries_in(folder) if is_folder(path))


def _editions_in(folder: Path) -> Iterator[Path]:
    """Go through the plan files of a folder; a plan's own tests stand beside it."""
    return (
        path
        for path in _entries_in(folder)
        if path.name.endswith(".yaml") and not path.name.endswith(".tests.yaml")
    )


def shelve(path: Path) -> Shelved:
    """Read the first lines of a plan file, wherever it lies; raises `InputError` where it is no plan."""
    head = _head(path)
    shelved = _shelved(path, head)
    if "/" not in split_reference(str(shelved.ref), head["id"].place)[0]:
        raise InputError([fault("E501", head["id"].place, name=shelved.ref)])
    return shelved


def _head(path: Path) -> Mapping:
    """Read the first lines of a file, which must be a plan with an id and an edition."""
    head = _top(read_source(path))
    if "respond" in head:
        structure(head["respond"], _KIND)
    if "id" not in head or "edition" not in head:
        load_plan(path)  # says everything that is wrong with it
    return head


def _top(source: Source) -> Mapping:
    return header(source, (*HEADER, "zone") if _ZONE.search(source.text) else HEADER)


def _in_place(path: Path, name: str, edition: str) -> Shelved:
    """Read the first lines of a plan file that must be what its place says."""
    head = _head(path)
    wanted = f"{name}@{edition}"
    found = f"{head['id']}@{structure(head['edition'], Edition).name}"
    if found != wanted:
        raise InputError([fault("E506", Place(str(path), 1, 1), name=found, wanted=wanted)])
    return _shelved(path, head)


def _shelved(path: Path, head: Mapping) -> Shelved:
    edition = structure(head["edition"], Edition)
    name = str(head["id"])
    title = structure(head["title"], Text) if "title" in head else Text(name, name)
    zone = structure(head["zone"], str) if "zone" in head else SHANGHAI.key
    return Shelved(PlanRef(name, edition.name), path, edition.in_force, title, zone)


def _ended(ordered: Sequence[Shelved], loose: Collection[Shelved]) -> Iterator[Shelved]:
    """End editions without a last day where a loose file brings the next one: a draft of it, for comparison."""
    for shelved, following in zip_longest(ordered, ordered[1:]):
        if (
            following in loose
            and shelved.in_force.to is None
            and shelved.in_force.covers(following.in_force.from_)
        ):
            last = following.in_force.from_ - timedelta(days=1)
            yield evolve(shelved, in_force=evolve(shelved.in_force, to=max(last, shelved.in_force.from_)))
        else:
            yield shelved


def _check_no_overlap(ordered: Sequence[Shelved]) -> None:
    for earlier, later in pairwise(ordered):
        if earlier.in_force.covers(later.in_force.from_):
            raise InputError([fault("E508", Place(str(earlier.path)), name=earlier.ref, other=later.ref)])


def _editions(shelf: Iterable[Shelved]) -> str:
    return _listed(f"{s.ref.edition} ({s.in_force.from_} – {s.in_force.to or '…'})" for s in shelf)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
