"""The one place that imports the solver."""

from importlib import import_module
from typing import Any

from respond.errors import MissingExtraError, fault


def load() -> Any:  # noqa: ANN401 - the solver has no types
    """Give the module `z3`; raises `MissingExtraError` (E670) where the extra `prove` is not installed."""
    try:
        return import_module("z3")
    except ImportError as error:
        raise MissingExtraError([fault("E670", found=error)]) from error
