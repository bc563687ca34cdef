"""Every test of the chain begins as a process does: nothing compiled, nothing registered."""

import pytest

from respond.chain import chaining, host


@pytest.fixture(autouse=True)
def _fresh_process():
    chaining._after_fork()
    host._after_fork()
