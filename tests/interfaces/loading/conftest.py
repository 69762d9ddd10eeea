import pytest


@pytest.fixture
def short_cuts() -> None:
    """Take none: how users' code is imported is what the tests here are about."""
