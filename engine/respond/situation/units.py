"""Names and contacts of units, as they appear in an answer."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from respond._records import evolve, frozen
from respond.errors import Text
from respond.plan import Contact, Prepared
from respond.situation.marks import UNWRITTEN


@frozen
class UnitName:
    """A unit as it is named in an answer: by a body that stands for it in this incident, where one does.

    Where several do, each has a name of its own beside the others, under the id of the one unit.
    """

    id: str
    name: Text
    contact: Contact | None = None
    role: Annotated[Text | None, UNWRITTEN] = None
    """What the plan calls it, where its name is that of a body which stands for it."""

    def held_by(self, names: tuple[str, ...]) -> "tuple[UnitName, ...]":
        """Give it by the names of the bodies that stand for it."""
        role = self.role or self.name
        return tuple(evolve(self, name=Text(name, name), role=role) for name in names)


def unit_of(plan: Prepared, name: str) -> UnitName:
    """Give a unit or work group as it is named in an answer."""
    entry = plan.plan.units.get(name) or plan.plan.groups[name]
    return UnitName(str(name), Text(entry.zh, entry.en), getattr(entry, "contact", None))


def name_of(plan: Prepared, name: str) -> Text:
    """Give the wording of a unit or work group."""
    return unit_of(plan, name).name


def units_of(
    plan: Prepared,
    names: Iterable[str],
    mapping: Mapping[str, str] | None = None,
    own: Prepared | None = None,
) -> tuple[UnitName, ...]:
    """Give units; where a plan brought alongside speaks of a general unit, the leading plan's own one."""
    found = []
    for name in names:
        if mapping and own is not None and name in mapping:
            found.append(unit_of(own, mapping[name]))
        else:
            found.append(unit_of(plan, name))
    return tuple(found)
