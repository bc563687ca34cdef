"""What the wheel must hold beside code: templates, styles, skeletons, and the shipped plans and scenarios."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
PACKAGE = ROOT / "engine" / "respond"
SHIPPED = {"plans": "respond/data/plans", "scenarios": "respond/data/scenarios"}


def data():
    return [
        path
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    ]


def ignored(path):
    """Say whether git, and so the builder, passes a file by."""
    patterns = [
        line.strip().rstrip("/")
        for line in (ROOT / ".gitignore").read_text("utf-8").splitlines()
        if line.strip()
    ]
    relative = path.relative_to(ROOT)
    tried = [*relative.parts, relative.as_posix()]
    return any(fnmatch(part, pattern.lstrip("/")) for part in tried for pattern in patterns)


def test_the_package_is_taken_whole():
    wheel = BUILD["targets"]["wheel"]
    assert wheel["packages"] == ["engine/respond"]
    limits = {"include", "only-include", "exclude", "only-packages", "artifacts"}
    assert not limits & (wheel.keys() | BUILD.keys())


def test_nothing_in_the_package_is_passed_by():
    names = {path.name for path in data()}
    assert {"py.typed", "sheet.html.j2", "sheet.css", "skeleton.yaml"} <= names
    assert [path for path in data() if ignored(path)] == []


def test_the_shipped_data_go_where_the_library_looks_for_them():
    assert BUILD["targets"]["wheel"]["force-include"] == SHIPPED
    library = (PACKAGE / "plan" / "library.py").read_text("utf-8")
    assert '/ "data" / folder' in library
    sources = BUILD["targets"]["sdist"]["include"]
    assert {"/engine", *(f"/{name}" for name in SHIPPED)} <= set(sources)


def test_no_two_files_of_tests_have_one_name():
    """Tests are imported by their bare names: of two with one name only one would be run."""
    names = [path.stem for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
