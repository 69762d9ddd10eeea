import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright", reason="`make browser` installs playwright")

Open = Callable[..., "Page"]


def here(page: "Page") -> str:
    return page.locator("#here").inner_text()


def answers(page: "Page") -> list[str]:
    return page.locator("#actors .answer").all_inner_texts()


def fragment(page: "Page") -> str:
    return page.evaluate("decodeURIComponent(location.hash)")


@pytest.fixture
def volume(visit: Open, site: Path) -> "Page":
    return visit(site / "volume.html")


def test_error_deleting_is_answered_in_two_clicks(volume: "Page") -> None:
    volume.get_by_role("link", name="error_deleting", exact=True).click()
    volume.get_by_role("radio", name="A user no way").click()
    verdict = volume.locator("#verdict").inner_text()
    assert verdict.startswith("No way: a user cannot rely on getting from error_deleting to")
    assert answers(volume) == ["no way", "1 step", "1 step"]
    assert "WO203 admin-only-exit accepted" in volume.locator("#known").inner_text()
    user = volume.locator("#events > div").first.inner_text()
    assert user.startswith("By a user: 3 events")


def test_steps_back_and_reset(volume: "Page") -> None:
    volume.get_by_role("button", name="create → creating", exact=True).click()
    assert here(volume) == "creating"
    assert volume.evaluate("document.activeElement.id") == "here"
    volume.get_by_role("button", name="create_succeeded → available").click()
    assert volume.locator("#trace li").all_inner_texts() == [
        "ABSENT",
        "create → creating",
        "create_succeeded → available",
    ]
    volume.get_by_role("button", name="Back b").click()
    assert here(volume) == "creating"
    volume.get_by_role("button", name="Step n").click()
    assert here(volume) == "available"
    volume.get_by_role("button", name="Reset r").click()
    assert here(volume) == "ABSENT"
    volume.locator("#trace button").nth(2).click()
    assert here(volume) == "available"


def test_a_step_elsewhere_leaves_the_old_run(volume: "Page") -> None:
    volume.get_by_role("button", name="create → creating", exact=True).click()
    volume.get_by_role("button", name="Back b").click()
    volume.get_by_role("button", name="manage → managing").click()
    assert volume.locator("#trace li").all_inner_texts() == ["ABSENT", "manage → managing"]


def test_a_way_is_shown_and_followed(visit: Open, site: Path) -> None:
    page = visit(site / "volume.html", "#state=available&goal=deleted&actor=services")
    steps = page.locator("#way li").all_inner_texts()
    assert steps
    assert page.locator("#picture .cur").count() == 1
    page.get_by_role("button", name="Follow this way").click()
    for _ in steps:
        page.keyboard.press("n")
    assert here(page) == "deleted"
    assert page.locator("#replayed").inner_text() == (
        f"The way to deleted: {len(steps)} of {len(steps)} step{'s' * (len(steps) > 1)}"
    )


def test_a_way_to_where_one_is(visit: Open, site: Path) -> None:
    page = visit(site / "volume.html", "#state=available")
    assert answers(page) == ["there already"] * 3
    assert not page.locator("#follow").is_visible()


def test_search_narrows_the_list_by_value_and_status(visit: Open, site: Path) -> None:
    page = visit(site / "server.html")
    page.keyboard.press("/")
    page.keyboard.type("reboot_started_hard")
    shown = page.locator("#states li:visible")
    assert shown.first.inner_text() == "active/reboot_started_hard"
    assert page.locator("#found").inner_text() == f"{shown.count()} states found"
    page.keyboard.press("Enter")
    assert here(page) == "active/reboot_started_hard"
    page.locator("#find").fill("verify_resize")
    assert "resized" in page.locator("#states li:visible").all_inner_texts()
    page.locator("#find").fill("nothing is called so")
    assert page.locator("#found").inner_text() == "0 states found"
    page.keyboard.press("Enter")
    assert here(page) == "active/reboot_started_hard"


def test_states_are_reached_by_arrows(volume: "Page") -> None:
    volume.keyboard.press("/")
    volume.keyboard.press("ArrowDown")
    volume.keyboard.press("ArrowDown")
    volume.keyboard.press("Enter")
    assert here(volume) == "available"
    volume.keyboard.press("End")
    volume.keyboard.press("Enter")
    assert here(volume) == "deleted"
    volume.keyboard.press("Home")
    volume.keyboard.press("ArrowUp")
    assert volume.evaluate("document.activeElement.id") == "find"
    assert volume.locator("#states a[tabindex='0']").count() == 1


def test_everything_is_reached_by_keyboard_alone(volume: "Page") -> None:
    """Choose error_deleting, available, an administrator; follow; and see the focus all the way."""
    volume.keyboard.press("/")
    volume.keyboard.type("error_del")
    volume.keyboard.press("Enter")
    assert here(volume) == "error_deleting"
    volume.keyboard.press("g")
    options = volume.locator("#goal option").count()
    for _ in range(options):
        if volume.locator("#goal").input_value() == "available":
            break
        volume.keyboard.press("ArrowDown")
    volume.keyboard.press("Tab")
    volume.keyboard.press("3")
    assert volume.locator("#goal").input_value() == "available"
    assert "actor=admin" in fragment(volume)
    volume.keyboard.press("f")
    volume.keyboard.press("n")
    assert here(volume) == "available"
    volume.keyboard.press("b")
    assert here(volume) == "error_deleting"
    volume.keyboard.press("n")
    volume.keyboard.press("r")
    assert here(volume) == "error_deleting"
    volume.keyboard.press("e")
    volume.keyboard.press("Tab")
    name = volume.evaluate("document.activeElement.getAttribute('aria-label')")
    volume.keyboard.press("Enter")
    assert here(volume) == name.partition(" → ")[2]
    volume.keyboard.press("?")
    assert volume.evaluate("document.activeElement.id") == "single"


def test_focus_is_visible_wherever_tab_leads(volume: "Page") -> None:
    seen = set()
    for _ in range(200):
        volume.keyboard.press("Tab")
        name, outline = volume.evaluate(
            """() => {
              const one = document.activeElement;
              const { outlineStyle, outlineWidth } = getComputedStyle(one);
              if (one === document.body) return ["BODY", ""];
              return [one.id || one.textContent.slice(0, 30), outlineStyle + outlineWidth];
            }"""
        )
        if name == "BODY":
            break
        seen.add(name)
        assert outline not in {"none0px", "none3px"}, name
    assert {"find", "goal", "events", "All lifecycles"} <= seen


def test_single_keys_can_be_switched_off(volume: "Page") -> None:
    volume.get_by_label("Single keys work").uncheck()
    volume.keyboard.press("3")
    assert "actor=admin" not in fragment(volume)
    volume.get_by_label("Single keys work").check()
    volume.keyboard.press("3")
    assert "actor=admin" in fragment(volume)


def test_letters_are_typed_into_the_search(volume: "Page") -> None:
    volume.locator("#find").press_sequentially("nbr123ge?")
    assert volume.locator("#find").input_value() == "nbr123ge?"
    assert here(volume) == "ABSENT"


def test_events_are_filtered_by_kind(visit: Open, site: Path) -> None:
    page = visit(site / "volume.html", "#state=error_deleting")
    kinds = set(page.locator("#events .kind").all_inner_texts())
    assert {"admin", "request"} <= kinds
    page.get_by_role("checkbox", name="admin").uncheck()
    assert set(page.locator("#events .kind").all_inner_texts()) == kinds - {"admin"}
    assert "transitions of other kinds." in page.locator("#events").inner_text()
    assert "kinds=request,progress" in fragment(page)
    page.get_by_role("checkbox", name="admin").check()
    assert "kinds" not in fragment(page)


def test_permalinks_hold_state_goal_actor_and_kinds(visit: Open, site: Path) -> None:
    page = visit(site / "volume.html", "#state=in-use&goal=error&actor=admin&kinds=failure,admin")
    assert here(page) == "in-use"
    assert page.locator("#goal").input_value() == "error"
    assert page.locator("#actors input:checked").input_value() == "admin"
    assert page.locator("#kinds input:checked").count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        "#state=nowhere&goal=x&actor=y&kinds=z",
        "#goal=constructor&actor=toString",
        "#=",
        "#%",
        "#findings",
    ],
)
def test_what_a_permalink_says_wrongly_is_left_out(visit: Open, site: Path, wrong: str) -> None:
    page = visit(site / "volume.html", wrong)
    assert here(page) == "ABSENT"
    assert page.locator("#goal").input_value() == "*stable"


def test_the_browser_goes_back_with_the_run(volume: "Page") -> None:
    volume.get_by_role("button", name="create → creating", exact=True).click()
    volume.get_by_role("button", name="create_succeeded → available").click()
    volume.go_back()
    assert here(volume) == "creating"
    assert volume.locator("#trace li").count() == 2
    volume.go_forward()
    assert here(volume) == "available"
    volume.reload()
    assert volume.locator("#trace li").count() == 3


@pytest.mark.parametrize("steps", [[9_999_999], [0, 0, 0]])
def test_a_run_of_an_older_page_is_forgotten(volume: "Page", steps: list[int]) -> None:
    run = {"origin": 0, "steps": steps, "at": len(steps), "name": "", "cycle": 0}
    volume.evaluate("run => history.replaceState({run}, '', '#state=available')", run)
    volume.reload()
    assert here(volume) == "available"
    assert volume.locator("#trace li").count() == 1


def test_a_hash_that_is_typed_is_obeyed(volume: "Page") -> None:
    volume.evaluate("location.hash = '#state=error'")
    volume.wait_for_function("document.getElementById('here').textContent === 'error'")
    volume.evaluate("location.hash = '#all-events'")
    assert here(volume) == "error"


def test_witnesses_are_replayed(visit: Open, site: Path) -> None:
    page = visit(site / "snapshot.html")
    button = page.get_by_role("button", name=re.compile("Replay WO203")).first
    name = button.get_attribute("aria-label")
    button.click()
    assert page.evaluate("document.activeElement.id") == "step"
    steps = page.locator("#trace li").count() - 1
    assert (
        page.locator("#replayed").inner_text()
        == f"{name.removeprefix('Replay ')}: 0 of {steps} steps"
    )
    for _ in range(steps + 2):
        page.keyboard.press("Enter")
    assert here(page) == name.split()[-1]


def test_the_known_defects_of_a_state_lead_to_their_text(visit: Open, site: Path) -> None:
    page = visit(site / "volume.html", "#state=error_deleting")
    page.locator("#known a").first.click()
    target = page.locator(fragment(page))
    assert "error_deleting" in target.locator("xpath=..").inner_text()
    assert here(page) == "error_deleting"


def test_the_picture_follows_and_leads(volume: "Page") -> None:
    label = volume.locator("text", has_text=re.compile("^ *in-use *$"))
    volume.locator("#picture g.node").filter(has=label).click()
    assert here(volume) == "in-use"
    assert volume.locator("#picture .cur text").text_content() == "in-use"
    size = volume.get_by_role("button", name="Full size")
    before = volume.locator("#picture svg").bounding_box()
    size.click()
    assert size.get_attribute("aria-pressed") == "true"
    assert volume.locator("#picture svg").bounding_box()["width"] > before["width"]


def test_small_pictures_are_not_blown_up(visit: Open, site: Path) -> None:
    page = visit(site / "router.html")
    wanted = "one => Math.abs(one.clientWidth - one.width.baseVal.value) < 2"
    assert page.locator("#picture svg").evaluate(wanted)


def test_the_overview_of_the_server_shows_the_group_of_a_state(visit: Open, site: Path) -> None:
    page = visit(site / "server.html", "#state=active_resize_migrated")
    assert page.locator("#picture .cur text").first.text_content() == "active"
    label = page.locator("text", has_text=re.compile("^shelved_offloaded$"))
    page.locator("#picture g.node").filter(has=label).click()
    assert here(page) == "shelved_offloaded"


def test_the_index_leads_to_every_page_and_back(visit: Open, site: Path) -> None:
    page = visit(site / "index.html")
    links = page.locator("tbody a")
    for number in range(links.count()):
        name = links.nth(number).inner_text()
        links.nth(number).click()
        assert page.locator("h1").inner_text() == name
        page.get_by_role("link", name="All lifecycles").click()


def test_without_scripts_the_tables_are_there(visit: Open, site: Path) -> None:
    page = visit(site / "volume.html", java_script_enabled=False)
    assert not page.locator("#explorer").is_visible()
    assert not page.locator("#size").is_visible()
    assert page.get_by_role("rowheader", name="error_deleting", exact=True).first.is_visible()
    assert page.get_by_role("rowheader", name="reset_status", exact=True).is_visible()
