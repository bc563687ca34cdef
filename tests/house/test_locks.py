"""The lock files hold what pyproject.toml asks for, with hashes, and the commands of the README use them."""

import importlib.util
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "requirements"
BUILD = "build"
WITHOUT_EXTRAS = "run"
LOCKS = [BUILD, WITHOUT_EXTRAS, "test", "lint", "spark"]
ENTRY = re.compile(r"(?P<pin>\S+==\S+(?: ; [^\\]+)?)(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n")


@pytest.fixture(scope="module")
def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def text_of(lock):
    return (FOLDER / f"{lock}.lock").read_text("utf-8")


def pins(text):
    """The requirement of each entry of a lock file, by name."""
    found = [Requirement(entry["pin"]) for entry in ENTRY.finditer(text)]
    return {canonicalize_name(pin.name): pin for pin in found}


def asked(project, extra=None):
    """What a project needs, or one of its extras with those it names itself."""
    lines = project["dependencies"] if extra is None else project["optional-dependencies"][extra]
    for requirement in map(Requirement, lines):
        if canonicalize_name(requirement.name) == canonicalize_name(project["name"]):
            for named in requirement.extras:
                yield from asked(project, named)
        else:
            yield requirement


def needed(pyproject, lock):
    if lock == BUILD:
        return [*map(Requirement, pyproject["build-system"]["requires"]), *build_inputs()]
    extras = [] if lock == WITHOUT_EXTRAS else asked(pyproject["project"], lock)
    return [*asked(pyproject["project"]), *extras]


def build_inputs():
    lines = (line.partition("#")[0].strip() for line in (FOLDER / "build.in").read_text("utf-8").splitlines())
    return [Requirement(line) for line in lines if line]


def disagreements(requirements, locked):
    for requirement in requirements:
        pin = locked.get(canonicalize_name(requirement.name))
        if pin is None:
            yield f"{requirement} is not locked"
        elif pin.marker is not None:
            yield f"{pin} is locked for some platforms only"
        elif not requirement.specifier.contains(version_of(pin), prereleases=True):
            yield f"{pin} is not {requirement}"


def version_of(pin):
    (specifier,) = pin.specifier
    return specifier.version


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_agrees_with_pyproject(pyproject, lock):
    assert list(disagreements(needed(pyproject, lock), pins(text_of(lock)))) == [], "run requirements/lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_pins_with_hashes_and_nothing_else(lock):
    rest = ENTRY.sub("", text_of(lock))
    assert re.fullmatch(r"(#.*\n)*", rest), rest
    assert "://" not in text_of(lock)


def test_what_goes_into_one_environment_is_of_one_version():
    versions = {}
    for lock in LOCKS:
        for name, pin in pins(text_of(lock)).items():
            versions.setdefault(name, set()).add(version_of(pin))
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("requirement", "said"),
    [
        ("attrs>=25", []),
        ("Durable_Rules==2.0.28", []),
        ("attrs>=27", ["attrs==26.1.0 is not attrs>=27"]),
        ("attrs<26", ["attrs==26.1.0 is not attrs<26"]),
        ("six", ["six is not locked"]),
        ("colorama", ['colorama==0.4.6; sys_platform == "win32" is locked for some platforms only']),
    ],
)
def test_a_lock_that_disagrees_is_told(requirement, said):
    hashes = " \\\n    --hash=sha256:" + "0" * 64 + "\n"
    lines = ["attrs==26.1.0", "durable-rules==2.0.28", "colorama==0.4.6 ; sys_platform == 'win32'"]
    locked = pins("".join(line + hashes for line in lines))
    assert list(disagreements([Requirement(requirement)], locked)) == said


def test_everything_that_an_extra_names_is_asked_for(pyproject):
    names = {requirement.name for requirement in needed(pyproject, "test")}
    assert {"attrs", "pytest", "z3-solver", "jinja2"} <= names
    assert "z3-solver" not in {requirement.name for requirement in needed(pyproject, WITHOUT_EXTRAS)}


def test_every_lock_is_written_by_the_one_command():
    script = (FOLDER / "lock").read_text("utf-8")
    assert re.findall(r"^lock (\w+)", script, re.MULTILINE) == LOCKS
    assert sorted(path.stem for path in FOLDER.glob("*.lock")) == sorted(LOCKS)


def commands():
    """The two commands of the README, each the one line of its block."""
    readme = (ROOT / "README.md").read_text("utf-8")
    return re.findall(r"^```bash\n(.*)\n```$", readme, re.MULTILINE)


def test_both_commands_of_the_readme_install_what_is_locked():
    run, test = commands()
    assert run.startswith("sh requirements/install && .venv/bin/respond classify ")
    assert test == "sh requirements/install test && .venv/bin/pytest"
    script = (FOLDER / "install").read_text("utf-8")
    assert re.findall(r"\bpip (--\S+)", script) == ["--require-hashes"] * 2 + ["--no-deps"] * 2
    assert "pip install -q --no-build-isolation" in script


def test_what_must_pass_begins_with_the_commands_as_they_stand():
    lines = [line.strip() for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()]
    assert set(commands()) <= set(lines)
    assert ".venv/bin/pip install -q --require-hashes -r requirements/lint.lock" in lines
    assert ".ci/versions" in lines


@pytest.mark.parametrize("script", [".ci/run", ".ci/versions", "requirements/lock", "requirements/install"])
def test_the_scripts_are_whole(script):
    shell = "sh" if script.endswith("install") else "bash"
    assert subprocess.run([shell, "-n", ROOT / script], check=False).returncode == 0


@pytest.fixture(scope="module")
def lowest():
    spec = importlib.util.spec_from_file_location("lowest", ROOT / ".ci" / "lowest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.lowest


def test_each_lower_bound_becomes_a_constraint(pyproject, lowest):
    found = {Requirement(line).name: line for line in lowest((ROOT / "pyproject.toml").read_text("utf-8"))}
    wanted = [*needed(pyproject, "test"), *map(Requirement, pyproject["build-system"]["requires"])]
    assert found == {
        requirement.name: f"{requirement.name}=={version_of(requirement)}" for requirement in wanted
    }


PROJECT = """
build-system.requires = ["maker>=1"]
[project]
name = "it"
dependencies = [{core}]
[project.optional-dependencies]
prove = ["prover>=4.15"]
render = []
test = ["tester>=9.0.1", "it[prove]"]
"""


def test_the_lowest_versions_of_a_project(lowest):
    found = list(lowest(PROJECT.format(core='"one==2.0.28", "two>=6"')))
    assert found == ["maker==1", "one==2.0.28", "two==6", "prover==4.15", "tester==9.0.1"]


@pytest.mark.parametrize(
    "requirement", ["one", "one>2", "one<3", "one>=2,<3", "one~=2.0", "one>=2; os_name=='nt'"]
)
def test_a_requirement_whose_lower_bound_is_not_plain_is_refused(lowest, requirement):
    with pytest.raises(SystemExit, match="no lower bound"):
        list(lowest(PROJECT.format(core=f'"{requirement}"')))
