"""Plans named on a command line: by name, or by the path of their file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from respond.errors import InputError, Place, fault

if TYPE_CHECKING:
    from respond.plan import Library


def opened(given: Sequence[str]) -> "tuple[Library, tuple[str, ...]]":
    """Open the shelves some arguments need, and give each argument as the name of a plan.

    An argument that ends in `.yaml` or `.yml` is the path of a plan file, wherever it lies; where it lies as
    `.../place/plan/edition.yaml`, the folder above `place` becomes a shelf before all others. Other arguments
    are names as everywhere.
    """
    from respond.plan.library import Library, shelve  # noqa: PLC0415

    roots: dict[Path, None] = {}
    loose: dict[Path, None] = {}
    names = []
    for text in given:
        if not text.endswith((".yaml", ".yml")):
            names.append(text)
            continue
        path = Path(text)
        if not path.exists():
            raise InputError([fault("E101", Place(text), name=text)])
        ref = shelve(path).ref
        names.append(str(ref))
        whole = path.resolve()
        if whole.parts[-3:] == (*ref.id.split("/"), f"{ref.edition}.yaml"):
            roots[whole.parents[2]] = None
        else:
            loose[path] = None
    return Library([*roots, *Library.default().roots], loose), tuple(names)
