"""The shelf of calendars: the files of each region in folders, and the calendar they make."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from respond.clock.calendar import Calendar
from respond.errors import InputError, Place, fault, nearest

if TYPE_CHECKING:
    from respond.clock.office import OfficeHours
    from respond.clock.year import Year
    from respond.clock.year_file import Region

_REGION = "region.yaml"


class Calendars:
    """Calendars found under folders as `<region>/<year>.yaml`, a region's own file beside them; earlier folders win.

    >>> Calendars([Path("plans/calendars")]).names
    ('cn', 'eu/target')
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._made: dict[str, Calendar] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Give the name of every calendar, such as `cn` or `eu/target`, sorted."""
        found = {
            path.parent.relative_to(folder).as_posix()
            for folder in self.folders
            for path in folder.glob("**/*.yaml")
            if path.parent != folder
        }
        return tuple(sorted(found))

    def files(self, region: str) -> dict[int, Path]:
        """Give the files of a region's years, of two for one year that of the earlier folder."""
        found: dict[int, Path] = {}
        for folder in self.folders:
            for path in sorted((folder / region).glob("*.yaml")):
                if path.name != _REGION and path.stem.isdigit():
                    found.setdefault(int(path.stem), path)
        return dict(sorted(found.items()))

    def strays(self, region: str) -> tuple[Path, ...]:
        """Give the files in the folders of a region that are neither a year nor its own, so that nothing reads them."""
        return tuple(
            path
            for folder in self.folders
            for path in sorted((folder / region).glob("*.y*ml"))
            if path.is_file()
            and path.name != _REGION
            and not (path.suffix == ".yaml" and path.stem.isdigit())
        )

    def region(self, region: str) -> "Region | None":
        """Give what holds of a region in every year, where a file says so; raise InputError for a faulty one."""
        from respond.clock.year_file import read_region  # noqa: PLC0415 - most answers need no calendar
        from respond.yaml import parse, read_source  # noqa: PLC0415

        path = self._first(region, _REGION)
        if path is None:
            return None
        found = read_region(parse(read_source(path)))
        if found.region != region:
            raise InputError([fault("E631", Place(str(path)), found=found.region)])
        return found

    def base(self, region: str) -> Calendar | None:
        """Give the calendar a local one goes by; raise InputError where it is not there or leads back (E638, E639)."""
        chain, found = [region], self.region(region)
        while found is not None and found.base is not None:
            if found.base in chain:
                raise InputError([fault("E639", found.place, name=found.base)])
            if found.base not in self.names:
                others = [name for name in self.names if name not in chain]
                guess, known = nearest(found.base, others), ", ".join(others)
                raise InputError([fault("E638", found.place, suggestion=guess, name=found.base, known=known)])
            chain.append(found.base)
            found = self.region(found.base)
        return self.calendar(chain[1]) if len(chain) > 1 else None

    def calendar(self, region: str) -> Calendar:
        """Give the calendar of a region; its files are read when first needed, and the faulty ones refused then."""
        if region not in self._made:
            self._made[region] = Calendar(
                region, source=lambda year: self._year(region, year), hours=lambda: self._hours(region)
            )
        return self._made[region]

    def _year(self, region: str, year: int) -> "Year | None":
        base = self.base(region)
        path = self._first(region, f"{year}.yaml")
        under = base.year(year) if base is not None else None
        return under if path is None else year_in(path, region, under)

    def _hours(self, region: str) -> "OfficeHours | None":
        own = self.region(region)
        if own is not None and own.hours is not None:
            return own.hours
        base = self.base(region)
        return base.hours() if base is not None and base.hours is not None else None

    def _first(self, region: str, name: str) -> Path | None:
        return next((file for folder in self.folders if (file := folder / region / name).is_file()), None)


def year_in(path: Path, region: str, base: "Year | None" = None) -> "Year":
    """Read the file of a year, which must be what its place says; raise InputError (E630 to E637)."""
    from respond.clock.year_file import read_year  # noqa: PLC0415 - most answers need no calendar
    from respond.yaml import parse, read_source  # noqa: PLC0415

    found = read_year(parse(read_source(path)), base)
    if (str(found.year), found.region) != (path.stem, region):
        raise InputError([fault("E631", Place(str(path)), found=f"{found.region} {found.year}")])
    return found
