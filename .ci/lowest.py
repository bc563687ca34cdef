"""Print the lowest version of each dependency that pyproject.toml allows, as constraints for pip."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
_EXTRAS = (
    "calendars", "prove", "render", "papers", "store", "postgres", "serve", "simulate", "xlsx", "parquet", "batch",
    "test",
)  # fmt: skip
_BOUND = re.compile(r"(?P<name>[\w.-]+)(?:\[\w+\])?(?:>=|==)(?P<version>[\d.]+)")


def lowest(text: str) -> Iterator[str]:
    """Give a constraint for each requirement of a pyproject.toml that tests can meet, and of its build."""
    data = tomllib.loads(text)
    project = data["project"]
    extras = [project["optional-dependencies"].get(name, []) for name in _EXTRAS]
    for requirement in sum(extras, [*data["build-system"]["requires"], *project["dependencies"]]):
        if requirement.startswith(f"{project['name']}["):
            continue
        bound = _BOUND.fullmatch(requirement)
        if bound is None:
            message = f"no lower bound that can be tested: {requirement}"
            raise SystemExit(message)
        yield f"{bound['name']}=={bound['version']}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in lowest(PYPROJECT.read_text("utf-8")))
