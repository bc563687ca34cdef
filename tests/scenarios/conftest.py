"""The two recorded runs of the exercise that a file of tests is about: its `EXERCISE`."""

import pytest
from held import played


@pytest.fixture(scope="module")
def good(request):
    return played(request.module.EXERCISE, "good")


@pytest.fixture(scope="module")
def poor(request):
    return played(request.module.EXERCISE, "poor")
