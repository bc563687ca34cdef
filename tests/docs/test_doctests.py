"""Every example in a docstring of the engine runs."""

import doctest
import importlib
import pkgutil
import sys

import pytest

import respond

NAMES = ["respond", *(found.name for found in pkgutil.walk_packages(respond.__path__, "respond."))]


@pytest.mark.parametrize("name", NAMES)
def test_docstring_examples_run(name):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name and missing.name.startswith("respond"):
            raise
        pytest.skip(f"{missing.name} is an extra that is not installed")
    module = sys.modules[name]  # a package may give a function the name of its own module
    result = doctest.testmod(module, report=False)
    assert result.failed == 0
