"""The name of a plan as people write it: `jiaocheng/vaccine-quality@2024`, or shorter where that is clear."""

import re

from respond._records import frozen
from respond.errors import InputError, Place, fault

_FORM = re.compile(r"(?P<id>[a-z0-9-]+(?:/[a-z0-9-]+)?)(?:@(?P<edition>[A-Za-z0-9.-]+))?")


@frozen(order=True)
class PlanRef:
    """One edition of one plan.

    >>> str(PlanRef("jiaocheng/vaccine-quality", "2024"))
    'jiaocheng/vaccine-quality@2024'
    """

    id: str
    edition: str

    def __str__(self) -> str:
        return f"{self.id}@{self.edition}"


def split_reference(text: str, place: Place | None = None) -> tuple[str, str | None]:
    """Split a written reference into the plan's name and, where given, its edition.

    >>> split_reference("vaccine-quality@2024")
    ('vaccine-quality', '2024')
    """
    match = _FORM.fullmatch(text)
    if not match:
        raise InputError([fault("E501", place, name=text)])
    return match["id"], match["edition"]
