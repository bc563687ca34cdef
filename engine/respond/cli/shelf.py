"""Plans named on a command line: by name, or by the path of their file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from respond.errors import InputError, Place, RespondError, fault

if TYPE_CHECKING:
    from respond.plan import Library, PlanRef

_PLANS = (".yaml", ".yml")
_TESTS = ".tests.yaml"


def opened(given: Sequence[str]) -> "tuple[Library, tuple[str, ...]]":
    """Open the shelves some arguments need, and give each argument as the name of a plan.

    An argument that ends in `.yaml` or `.yml` is the path of a plan file, wherever it lies; where it lies as
    `.../place/plan/edition.yaml`, the folder above `place` becomes a shelf before all others. Other arguments
    are names as everywhere. Raises `InputError` for a path that is no plan's.
    """
    from respond.plan import Library, shelve  # noqa: PLC0415
    from respond.yaml import is_folder  # noqa: PLC0415

    roots: dict[Path, None] = {}
    loose: dict[Path, None] = {}
    named: dict[Path, None] = {}
    names = []
    for text in given:
        if not text.endswith(_PLANS):
            names.append(text)
            continue
        _refuse_tests(text)
        path = Path(text)
        ref = shelve(path).ref
        names.append(str(ref))
        whole = path.resolve()
        if whole.parts[-3:] == (*ref.id.split("/"), f"{ref.edition}.yaml"):
            roots[whole.parents[2]] = None
            named[path] = None
        else:
            loose[path] = None
    library = Library([*roots, *Library.default().roots], loose, named)
    for text in given:
        if not text.endswith(_PLANS) and is_folder(Path(text)):
            _refuse_folder(text, library)
    return library, tuple(names)


def opened_apart(given: Sequence[str]) -> "tuple[tuple[Library, tuple[str, ...]], ...]":
    """Open shelves as `opened` does, others for each further file of an edition that was given already.

    So "what did my edit change" can be asked of a file and its copy, or of a plan by name and a file.
    """
    from respond.plan import Library, shelve  # noqa: PLC0415

    files = {
        text: shelve(Path(text)).ref for text in given if text.endswith(_PLANS) and not text.endswith(_TESTS)
    }
    batches: list[tuple[list[str], set[PlanRef]]] = [([], set())]
    for text in given:
        ref = files.get(text) or _known(text, Library.default())
        twice = ref is not None and ref in files.values()
        batch = next((each for each in batches if not twice or ref not in each[1]), None)
        if batch is None:
            batch = ([], set())
            batches.append(batch)
        # a name means what it means without the files beside it: a draft is no edition to be found by name
        batch[0].append(str(ref) if ref is not None and text not in files else text)
        batch[1].update([ref] if ref is not None and twice else [])
    return tuple(opened(texts) for texts, _ in batches)


def _known(name: str, library: "Library") -> "PlanRef | None":
    """Give the edition a name means where no file is given, if any."""
    try:
        return library.find(name)
    except RespondError:
        return None


def _refuse_tests(path: str) -> None:
    """Refuse the tests of a plan where the plan is meant."""
    if path.endswith(_TESTS):
        from respond.yaml import read_source  # noqa: PLC0415

        read_source(path)
        plan = path.removesuffix(_TESTS) + _PLANS[0]
        raise InputError([fault("E684", Place(path), name=path, plan=plan)])


def _refuse_folder(text: str, library: "Library") -> None:
    """Refuse a folder, unless a plan happens to bear its name."""
    try:
        library.find(text)
    except InputError:
        raise InputError([fault("E102", Place(text), name=text)]) from None
