"""The shelf on which exercises find the small plan of the tests."""

import pytest
from exercises import library


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    return library(tmp_path_factory.mktemp("plans"))
