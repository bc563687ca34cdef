"""Files that stand in the documentation, put where the engine can read them, and what it says of them."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from doc_blocks import ROOT, Block

from respond.api import default_library
from respond.errors import InputError, Language, RespondError
from respond.log import incident_from
from respond.plan import Library, load_plan, shipped
from respond.situation import situate
from respond.yaml import Source

NOW = datetime.fromisoformat("2026-12-01T12:00+08:00")
KINDS = ("plan", "incident", "scenario", "calendar", "plan-tests", "circular")

_ID = re.compile(r"^id: *(\S+)", re.MULTILINE)
_EDITION = re.compile(r'^edition: *\{ *name: *"?([\w.-]+)"?', re.MULTILINE)
_TESTED = re.compile(r"^plan: *(\S+)", re.MULTILINE)
_CALENDAR = re.compile(r"^year: *(\S+)", re.MULTILINE)


def kind_of(block: Block) -> str | None:
    """Give which file a block holds, None for a piece of one."""
    return block.marks[0] if block.language == "yaml" and block.marks and block.marks[0] in KINDS else None


def path_of(block: Block) -> str:
    """Give the path a file belongs at: the one the page names, or the one its content asks for."""
    if len(block.marks) > 1:
        return block.marks[1]
    kind = block.marks[0]
    if kind == "calendar":
        year = _CALENDAR.search(block.text)
        return f"calendars/cn/{year[1] if year else '2026'}.yaml"
    if kind != "plan":
        return f"{kind}.yaml"
    name, edition = _ID.search(block.text), _EDITION.search(block.text)
    return f"{name[1] if name else 'testland/spill'}/{edition[1] if edition else '2020'}.yaml"


def put(blocks: Sequence[Block], folder: Path) -> dict[str, Path]:
    """Write the files of a page below a folder; plans and calendars under `plans/`. Give them by path.

    The scenarios and incidents that are shipped lie beside them.
    """
    (folder / "plans").mkdir(exist_ok=True)
    (folder / "scenarios").symlink_to(ROOT / "scenarios")
    written = {}
    for block in blocks:
        kind = kind_of(block)
        if kind is not None:
            name = path_of(block)
            path = folder / "plans" / name if kind in ("plan", "calendar") else folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, "utf-8")
            written[name] = path
    return written


def edit(block: Block, folder: Path) -> None:
    """Carry out what a page tells its reader to do with a file: `write PATH` it anew, or `append PATH` to it."""
    if block.marks[:1] not in (("write",), ("append",)):
        return
    path = folder / block.marks[1]
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text("utf-8") + "\n" if block.marks[0] == "append" else ""
    path.write_text(before + block.text, "utf-8")


def library_of(folder: Path) -> Library:
    """Open the plans of a page before those shipped; where it has none, those shipped, opened once."""
    own = folder / "plans"
    return Library([own, shipped("plans")]) if any(own.iterdir()) else default_library()


def load(block: Block, folder: Path) -> None:
    """Read one file of a page, as far as it can be read alone; raises what is wrong with it."""
    kind = kind_of(block)
    if kind == "plan":
        path = folder / "plans" / path_of(block)
        load_plan(path)
        library = library_of(folder)
        ref = library.find(f"{path.parent.parent.name}/{path.parent.name}@{path.stem}")
        adopting = library.plan(ref).edition.in_force.from_
        library.prepared(ref, adopting)
        for name in library.names:
            library.editions(name)
    elif kind == "incident":
        incident = incident_from(Source(path_of(block), block.text))
        situate(incident, library_of(folder), now=NOW)
    elif kind == "circular":
        from respond.supervise import load_circular  # noqa: PLC0415

        load_circular(Source(path_of(block), block.text))
    elif kind == "scenario":
        from respond.exercise import run_scenario, scenario_from  # noqa: PLC0415

        run_scenario(scenario_from(Source(path_of(block), block.text)), library_of(folder))
    elif kind == "plan-tests":
        from respond.author import load_tests, run_tests  # noqa: PLC0415
        from respond.plan import PlanRef  # noqa: PLC0415

        path = folder / path_of(block)
        tested = _TESTED.search(block.text)
        beside = f"{path.parent.parent.name}/{path.parent.name}@{path.stem.removesuffix('.tests')}"
        ref = PlanRef(*(beside if path.parent != folder else tested[1]).split("@"))
        run_tests(library_of(folder), ref, load_tests(path, ref))
    elif kind == "calendar":
        from respond.author import check_calendar  # noqa: PLC0415

        path = folder / "plans" / path_of(block)
        region = path.parent.relative_to(folder / "plans" / "calendars").as_posix()
        checked = check_calendar(library_of(folder).calendars, region, path)
        if checked.exit_code:
            raise InputError([each.fault for each in checked.findings])


def complaint(block: Block, folder: Path) -> RespondError | None:
    """Give the error a file of a page raises, None if it is sound."""
    try:
        load(block, folder)
    except RespondError as error:
        return error
    return None


def complaints(blocks: Sequence[Block], folder: Path) -> list[RespondError]:
    """Give the errors of all files of a page."""
    found = [complaint(block, folder) for block in blocks if kind_of(block)]
    return [error for error in found if error is not None]


def said(errors: Sequence[RespondError], folder: Path, lang: Language) -> str:
    """Give the faults of the last error as a user reads them, with paths as the page names them."""
    text = errors[-1].render(lang) if errors else ""
    return text.replace(f"{folder / 'plans'}/", "").replace(f"{folder}/", "") + "\n"
