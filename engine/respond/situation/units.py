"""Names and contacts of units, as they appear in an answer."""

from collections.abc import Iterable, Mapping

from respond._records import frozen
from respond.errors import Text
from respond.plan import Contact, Prepared


@frozen
class UnitName:
    """A unit as it is named in an answer."""

    id: str
    name: Text
    contact: Contact | None = None


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
