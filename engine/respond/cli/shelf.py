"""Plans named on a command line: by name, or by the path of their file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from respond.errors import InputError, Place, fault

if TYPE_CHECKING:
    from respond.plan import Library


def opened(given: Sequence[str]) -> "tuple[Library, tuple[str, ...]]":
    """Open the shelves some arguments need, and give each argument as the name of a plan.

    An argument that ends in `.yaml` is the path of an edition, `.../place/plan/edition.yaml`; the folder above
    `place` becomes a shelf before all others. Other arguments are names as everywhere.
    """
    from respond.plan import Library  # noqa: PLC0415

    roots: dict[Path, None] = {}
    names = []
    for text in given:
        if not text.endswith(".yaml"):
            names.append(text)
            continue
        path = Path(text).resolve()
        if not path.is_file():
            raise InputError([fault("E101", Place(text), name=text)])
        roots[path.parents[2]] = None
        names.append(f"{path.parent.parent.name}/{path.parent.name}@{path.stem}")
    return Library([*roots, *Library.default().roots]), tuple(names)
