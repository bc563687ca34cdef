"""Faces of rooms that import a name when it is first used: what an answer does not need is not loaded for it."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazily(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Make the `__getattr__` of a package whose names are imported from their module when first asked for.

    `homes` gives the module of each name within the package, as `module` or `module:name` where it is called
    otherwise there.
    """

    def get(name: str) -> Any:  # noqa: ANN401 - a name of any kind
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, _, other = homes[name].partition(":")
        home = import_module(package)
        value = getattr(import_module(f"{package}.{module}"), other or name)
        setattr(home, name, value)
        return value

    return get
