"""The rooms import one way, heavy libraries stay in the rooms that own them, and the clock is read nowhere."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "engine" / "respond"
ROOMS = [
    "errors", "yaml", "facts", "language", "reason", "clock", "plan", "chain", "log", "situation", "show",
    "papers", "author", "prove", "tables", "exercise", "store", "desk", "watch", "supervise", "room", "embed", "cli",
]  # fmt: skip
PROVE = ["search", "check", "boundaries", "mutants", "diff"]
OWNERS = {
    "durable": {"chain"},
    "yaml": {"yaml"},
    "rich": {"show"},
    "click": {"cli"},
    "z3": {"prove"},
    "jinja2": {"show", "room"},
    "starlette": {"room"},
    "uvicorn": {"room"},
    "argon2": {"room"},
    "sse_starlette": {"room"},
    "prometheus_client": {"room"},
    "limits": {"room"},
    "anyio": {"room"},
    "sqlalchemy": {"store"},
    "cryptography": {"store"},
    "platformdirs": {"store"},
    "docx": {"papers"},
    "icalendar": {"papers"},
    "simpy": {"exercise"},
    "openpyxl": {"exercise", "tables"},
    "pyarrow": {"exercise"},
    "duckdb": {"tables"},
    "sqlglot": {"tables"},
}
MODULES = sorted(SOURCE.rglob("*.py"))


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found.append(node.module)
    return found


def room(path: Path) -> str:
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else ""


def test_every_folder_is_a_room():
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders - {"data"} == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_imports_only_rooms_before_it(path):
    here = room(path)
    if not here:
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "respond" and len(parts) > 1 and parts[1] in ROOMS:
            assert ROOMS.index(parts[1]) <= ROOMS.index(here), f"{path}: {here} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_is_spoken_to_through_its_face(path):
    here = room(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "respond" and len(parts) > 2 and parts[1] != here:
            assert parts[1] not in ROOMS, f"{path}: imports {name}, not the face of its room"


@pytest.mark.parametrize(
    "path", sorted((SOURCE / "prove").rglob("*/*.py")), ids=lambda path: str(path.relative_to(SOURCE))
)
def test_the_parts_of_the_prove_room_import_one_way(path):
    here = PROVE.index(path.relative_to(SOURCE / "prove").parts[0])
    for name in imports(path):
        parts = name.split(".")
        if parts[:2] == ["respond", "prove"] and len(parts) > 2:
            assert PROVE.index(parts[2]) <= here, f"{path}: imports {name}"


@pytest.mark.parametrize(
    "path", sorted((SOURCE / "exercise").rglob("*/*.py")), ids=lambda path: str(path.relative_to(SOURCE))
)
def test_the_parts_of_the_exercise_room_do_not_know_each_other(path):
    parts = {each.name for each in (SOURCE / "exercise").iterdir() if (each / "__init__.py").exists()}
    others = parts - {path.parent.name}
    assert not [name for name in imports(path) if {*name.split(".")[2:3]} & others]


@pytest.mark.parametrize("name", ["desk", "papers", "room", "store", "supervise", "watch"])
def test_the_modules_of_a_room_import_each_other_one_way(name):
    """Nor do they for the sake of types alone: what two of them speak of stands where both can see it."""
    known = {".".join(("respond", *each.relative_to(SOURCE).with_suffix("").parts)): each for each in MODULES}
    left = {
        module: {one for one in imports(path) if one in known}
        for module, path in known.items()
        if room(path) == name and path.name != "__init__.py"
    }
    left = {module: wanted & left.keys() for module, wanted in left.items()}
    while free := {module for module, wanted in left.items() if not wanted}:
        left = {module: wanted - free for module, wanted in left.items() if module not in free}
    assert left == {}


@pytest.mark.parametrize(
    "path",
    sorted((SOURCE / "watch" / "channels").rglob("*/*.py")),
    ids=lambda path: str(path.relative_to(SOURCE)),
)
def test_a_channel_knows_no_other_and_nothing_of_the_watch_but_what_channels_are(path):
    here = ["respond", "watch", "channels", path.parent.name]
    for name in imports(path):
        parts = name.split(".")
        if parts[:2] == ["respond", "watch"]:
            assert parts[:4] == here or name == "respond.watch.channels.face", f"{path}: imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_heavy_libraries_stay_in_the_room_that_owns_them(path):
    for name in imports(path):
        owners = OWNERS.get(name.split(".")[0])
        assert owners is None or room(path) in owners, f"{path}: imports {name}"


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.name != "_records.py"],
    ids=lambda path: str(path.relative_to(SOURCE)),
)
def test_classes_are_made_in_one_place(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "attrs":
            made = {"define", "frozen"} & {alias.name for alias in node.names}
            assert not made, f"{path}: takes {made} from attrs"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_float_and_no_clock(path):
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float), f"{path}:{node.lineno}: a float"
        if isinstance(node, ast.Name):
            assert node.id != "float", f"{path}:{node.lineno}: float"
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today", "time_ns"}:
            read = isinstance(node.value, ast.Name) and node.value.id in {"datetime", "date", "time"}
            assert not read or room(path) == "cli", f"{path}:{node.lineno}: reads the clock"


def test_importing_the_library_is_cheap():
    script = (
        "import sys, respond; "
        "print(sorted({'rich', 'click', 'durable', 'yaml', 'z3'} & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("face", [path for path in MODULES if path.name == "__init__.py"], ids=room)
def test_no_name_imported_when_first_used_is_a_module_of_the_room(face):
    """Whoever imported such a module before would find it where the name is asked for."""
    modules = {path.stem for path in face.parent.glob("*.py")} | {
        path.parent.name for path in face.parent.glob("*/*.py")
    }
    for call in ast.walk(ast.parse(face.read_text("utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "lazily":
            assert not modules & {key.value for key in call.args[1].keys}
