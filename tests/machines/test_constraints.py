import pytest

from wayout.machines.vocabulary import Constraints


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ({"exclusive": (("paid",),)}, "is not a group of two guards or more"),
        ({"exclusive": ("paid", "late")}, "is not a group of two guards or more"),
        ({"implies": (("a", "b", "c"),)}, "is not a pair of guards"),
        ({"always": "paid"}, "is not a tuple of guards"),
        ({"always": (3,)}, "is not a tuple of guards"),
        ({"exclusive": ((lambda: 1, "b"),)}, "is not a group of two guards or more"),
        ({"always": ("paid and",)}, "'paid and' is no expression"),
        ({"exclusive": (("a", "b c"),)}, "'b c' is no expression"),
    ],
)
def test_what_says_nothing_is_refused(entries, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Constraints(**entries)


def test_lists_are_frozen() -> None:
    one = Constraints(exclusive=[["a", "b"]], implies=[["a", "b"]], always=["c"])  # type: ignore[arg-type,list-item]
    assert one == Constraints((("a", "b"),), (("a", "b"),), ("c",))
    assert one | one == one


def test_two_are_joined_each_entry_once() -> None:
    one = Constraints(exclusive=(("a", "b"),), always=("c",))
    other = Constraints(exclusive=(("a", "b"), ("a", "c")), implies=(("a", "b"),))
    assert one | other == Constraints(
        exclusive=(("a", "b"), ("a", "c")), implies=(("a", "b"),), always=("c",)
    )
    assert not Constraints()
    assert one
