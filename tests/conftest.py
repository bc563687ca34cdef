"""Settings for all tests: the same examples on every run, no deadlines, nothing read from the user's environment."""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "fixed",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("explore", settings.get_profile("fixed"), derandomize=False, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch):
    """Keep a user's own plans, incidents and terminal settings out of the tests."""
    own = ("RESPOND_PLANS", "RESPOND_STORE", "RESPOND_STORE_KEY", "RESPOND_DESK", "RESPOND_DEBUG")
    for name in (*own, "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
