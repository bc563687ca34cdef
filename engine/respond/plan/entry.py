"""What entries of a plan share: the levels they name, how well a source confirms them, where they stand."""

from typing import Literal

from attrs import field

from respond.errors import Place

LevelName = str
"""The key of a level on the plan's scale, `II` on the four levels; checked against the scale, not by form."""

Standing = Literal["confirmed", "draft"]
"""`draft` marks whatever the sources do not confirm; it is shown wherever it matters."""


def place_field() -> Place | None:
    """Declare where an entry stands, which its reader fills in; two entries are equal wherever they stand."""
    return field(default=None, eq=False, repr=False)  # type: ignore[no-any-return]
