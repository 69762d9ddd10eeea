import pytest
from tests.interfaces.process import python

import wayout

PUBLIC = (
    "Finding Lifecycle Location Report Severity State Step Transition WayoutError Witness "
    "checks load read replay verify"
)


def test_the_public_names_are_these() -> None:
    assert wayout.__all__ == PUBLIC.split()


@pytest.mark.parametrize("name", wayout.__all__)
def test_a_public_name_is_there_and_listed(name: str) -> None:
    assert getattr(wayout, name).__name__.rpartition("_")[0] in {"", "load"}
    assert name in dir(wayout)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'wayout' has no attribute 'nothing'"):
        _ = wayout.nothing


def test_importing_it_imports_nothing_else() -> None:
    code = "import sys, wayout; print([name for name in sys.modules if 'wayout.' in name])"
    assert python("-c", code).stdout == "[]\n"
