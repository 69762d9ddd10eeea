import pytest

QUIET = ("-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest")

RECORDED = """
import pytest
from order import Order


@pytest.fixture(autouse=True)
def recorded(wayout_recorder):
    wayout_recorder.watch_class(Order)


def test_lost():
    order = Order()
    order.pay()
    order.lose()


def test_shipped():
    order = Order()
    order.pay()
    order.ship()
    order.reorder()
"""


def run(shop: pytest.Pytester, *args: str) -> pytest.RunResult:
    result = shop.runpytest(*QUIET, *args)
    assert "INTERNALERROR" not in result.stdout.str()
    return result


def covered(result: pytest.RunResult) -> list[str]:
    start = next(i for i, line in enumerate(result.outlines) if "coverage of lifecycles" in line)
    lines = result.outlines[start + 1 :]
    end = next((i for i, line in enumerate(lines) if not line.startswith(("Order", " "))), None)
    return lines[:end]


SEEN = [
    "Order  states 4/4 (100%)  transitions 4/5 (80%)  pairs 3/6 (50%)",
    "  transitions not taken:",
    "    lost -search-> lost",
    "  pairs not taken:",
    "    paid -lose-> lost -search-> lost",
    "    lost -search-> lost -search-> lost",
    "    closed -reorder-> open -pay-> paid",
]


def test_coverage_of_all_tests_is_reported(shop: pytest.Pytester) -> None:
    shop.makepyfile(test_order=RECORDED)
    result = run(shop)
    assert result.ret == 0
    assert covered(result) == SEEN


def test_what_processes_of_xdist_see_is_joined(shop: pytest.Pytester) -> None:
    shop.makepyfile(test_order=RECORDED)
    assert covered(run(shop, "-n2")) == SEEN


@pytest.mark.parametrize(
    ("percent", "code", "processes"),
    [
        ("80", 0, "0"),
        ("80.1", 1, "0"),
        ("0", 0, "0"),
        ("100", 1, "0"),
        pytest.param("80", 0, "2", marks=pytest.mark.slow),
        ("81", 1, "2"),
    ],
)
def test_fail_under_decides(shop: pytest.Pytester, percent: str, code: int, processes: str) -> None:
    shop.makepyfile(test_order=RECORDED)
    result = run(shop, f"--wayout-cov-fail-under={percent}", "-n", processes)
    assert result.ret == code
    said = f"Order: transitions 4/5 (80%), below --wayout-cov-fail-under={percent}"
    assert (said in result.outlines) == bool(code)


def test_fail_under_fails_where_nothing_is_recorded(shop: pytest.Pytester) -> None:
    shop.makepyfile("def test_own(): pass")
    result = run(shop, "--wayout-cov-fail-under=1")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*no machine was recorded; use the fixture wayout_recorder"])
    assert run(shop, "--wayout-cov-fail-under=1", "--collect-only").ret == 0


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (
            "order.current_state_value = 'lost'",
            (
                "Order: from 'open' to 'lost' without an event: the state was set from outside; "
                "send an event that the machine declares"
            ),
        ),
        (
            "order.pay(); order.model.state = 'open'; order.pay()",
            (
                "Order: from 'paid' to 'open' without an event: the state was set from outside; "
                "send an event that the machine declares"
            ),
        ),
        (
            "order.send('cancel')",
            (
                "Order: 'open' -cancel-> 'closed' is not declared; from there the machine declares "
                "open -pay-> paid"
            ),
        ),
    ],
)
def test_an_undeclared_step_is_an_error_of_its_test(
    shop: pytest.Pytester, steps: str, said: str
) -> None:
    shop.makepyfile(
        test_order=f"""
        from order import Order
        from statemachine import StateChart


        class Special(Order):
            cancel = Order.open.to(Order.closed)


        def test_it(wayout_recorder):
            wayout_recorder.watch_class(Order)
            order = Order()
            {steps}


        def test_next(wayout_recorder):
            wayout_recorder.watch_class(Order)
            Order().pay()
        """
    )
    result = run(shop)
    assert result.parseoutcomes() == {"passed": 2, "errors": 1}
    assert said in result.outlines
    assert "Traceback" not in result.stdout.str()


def test_one_machine_can_be_watched(shop: pytest.Pytester) -> None:
    shop.makepyfile(
        test_order="""
        from order import Order


        def test_it(wayout_recorder):
            order = wayout_recorder.watch(Order())
            Order().pay()
            assert isinstance(order, Order)
        """
    )
    assert covered(run(shop))[0].startswith("Order  states 1/4 (25%)  transitions 0/5 (0%)")


def test_the_class_is_left_as_it_was(shop: pytest.Pytester) -> None:
    shop.makepyfile(
        test_order="""
        from order import Order

        before = dict(vars(Order))


        def test_it(wayout_recorder):
            wayout_recorder.watch_class(Order)
            assert Order().active_listeners


        def test_after():
            assert dict(vars(Order)) == before
            assert not Order().active_listeners
        """
    )
    assert run(shop).parseoutcomes() == {"passed": 2}


def test_watching_what_is_no_machine_says_so(shop: pytest.Pytester) -> None:
    shop.makepyfile(
        test_order="""
        import pytest
        from order import Order
        from wayout import WayoutError


        @pytest.mark.parametrize("thing", [Order, object()])
        def test_watch(wayout_recorder, thing):
            with pytest.raises(WayoutError, match="it is a class: use watch_class|no machine"):
                wayout_recorder.watch(thing)


        def test_watch_class(wayout_recorder):
            with pytest.raises(WayoutError, match="is not a python-statemachine class"):
                wayout_recorder.watch_class(object)
            with pytest.raises(WayoutError, match="it is no class: use watch"):
                wayout_recorder.watch_class(Order())
        """
    )
    assert run(shop).parseoutcomes() == {"passed": 3}


def test_long_lists_are_cut_unless_verbose(shop: pytest.Pytester) -> None:
    shop.makepyfile(
        test_port="""
        from wayout.machines.port import Port


        def test_it(wayout_recorder):
            wayout_recorder.watch_class(Port)
            Port()
        """
    )
    short = shop.runpytest(*QUIET)
    short.stdout.fnmatch_lines(["    and * more (-v shows them)"])
    assert "more (-v" not in shop.runpytest("-vv", *QUIET).stdout.str()
