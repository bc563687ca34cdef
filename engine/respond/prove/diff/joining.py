"""Lists of names in words."""

from collections.abc import Sequence
from typing import Final

from respond.errors import Text

NONE: Final = Text("无", "none")


def joined(names: Sequence[Text]) -> Text:
    """Join the names of a list."""
    if not names:
        return NONE
    return Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))
