"""The boards in a real browser: no barriers, the wall read from afar, what is counted, found and printed."""

import re
from datetime import timedelta

import pytest
from browser import faults_of, needs_browser
from busy import asked, busy
from duty import NOW

from pages import OPENING
from respond.desk import Desk

pytestmark = needs_browser

PAGES = {
    "shift-leader": (
        "/wall", "/handover", "/supervision", "/supervision/edu-01",
        "/supervision/new?profile=jincheng/supervision-13710", "/circular", "/plans", "/plans/example/severity",
        "/settings", "/settings/contacts", "/help",
    ),
    "auditor": ("/audit", "/verify"),
    "administrator": ("/settings/accounts", "/settings/keys", "/settings/targets", "/settings/room"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", PAGES)
def test_no_page_bars_anybody(room, visitor, role, lang):
    busy(room)
    asked(room, "keepTargets", {"targets": ["stdout"]})
    asked(room, "keepSubscriptions", {"subscriptions": [{"target": "stdout", "kinds": ["note"]}]})
    page = visitor(role, lang=lang)
    found = {}
    for path in PAGES[role]:
        page.goto(path)
        page.evaluate(
            """() => {  // a long document says the same again and again: one of its parts is looked at
              const again = "#document section:nth-of-type(n+2)";
              for (const one of document.querySelectorAll(again + ", .contents ul li:nth-of-type(n+3)")) one.remove();
              for (const one of document.querySelectorAll("details:nth-of-type(-n+8)")) one.open = true;
            }"""
        )
        found[path] = faults_of(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_what_is_moved_sideways_on_a_telephone_is_reached_by_the_keyboard(visitor):
    page = visitor("officer", width=390, height=844)
    page.goto("/plans/jiaocheng/forest-fire/2024")
    assert page.locator("main figure[tabindex='0']").count() > 0
    assert [each for each in faults_of(page) if each.startswith("scrollable-region-focusable")] == []
    page.set_viewport_size({"width": 1366, "height": 768})
    page.wait_for_function("document.querySelectorAll('main figure[tabindex]').length === 0")


@pytest.mark.parametrize("role", PAGES)
def test_no_page_is_wider_than_a_telephone(room, visitor, role):
    busy(room)
    page = visitor(role, width=390, height=844)
    wide = []
    for path in PAGES[role]:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(path)
    assert wide == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160)])
def test_the_wall_is_read_from_five_metres_without_scrolling(room, visitor, lang, width, height):
    busy(room, more=9)
    page = visitor("viewer", width=width, height=height, lang=lang)
    page.goto("/wall")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("#board *")]
        .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
        .filter((one) => one.getClientRects().length && !one.matches(".hidden"))
        .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
    )
    assert min(sizes) >= 28 * height / 1080
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    cut = page.evaluate(
        """() => [...document.querySelectorAll("#board *")].filter((one) => {
          const box = one.getBoundingClientRect();
          return box.bottom > window.innerHeight + 1 || box.right > window.innerWidth + 1;
        }).map((one) => one.className)"""
    )
    assert cut == []
    levels = page.eval_on_selector_all(
        ".level", "all => all.map((one) => one.scrollHeight <= one.clientHeight + 1)"
    )
    assert all(levels)


def test_the_wall_shows_an_id_whole_or_not_at_all(room, visitor):
    desk = Desk(room.store, room.library, by="值班室")
    names = {
        "短": "vaccine-20261121-1",
        "很长的名称" * 12: "vaccine-20261121-2",
        "only-its-id": "only-its-id",
    }
    for title, name in names.items():
        desk.open({**OPENING, "id": name, "title": {"zh": title, "en": title}}, now=NOW)
    page = visitor("viewer", width=1920, height=1080)
    page.goto("/wall")
    found = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".rungs h3")].map(h => {
            const [box, id] = [h.getBoundingClientRect(), h.querySelector("small")?.getBoundingClientRect()];
            const title = h.querySelector("span"), whole = title.scrollWidth <= title.clientWidth;
            return [title.textContent, [whole, !id ? null : id.top > box.bottom - 2 ? "hidden" : id.right <= box.right]];
        }))"""
    )
    assert found == {"短": [True, True], "很长的名称" * 12: [False, "hidden"], "only-its-id": [True, None]}


def test_the_wall_counts_down_then_up_by_the_clock_of_the_room(room, visitor):
    busy(room)
    page = visitor("viewer", width=1920, height=1080)
    page.clock.install()
    page.goto("/wall")
    next_ = page.locator(".next time")
    assert next_.text_content() == "00:42:00"
    page.clock.run_for(2000)
    assert next_.text_content() in {"00:41:58", "00:41:57"}
    assert page.locator("#clock").text_content().startswith("09:30:0")
    page.route("**/wall", lambda route: route.abort())
    page.clock.run_for(43 * 60 * 1000)
    assert page.locator(".next .count").get_attribute("class") == "count late"
    assert page.locator(".next .past").is_visible()
    assert next_.text_content().startswith("00:01:")


@pytest.mark.parametrize(("lang", "day"), [("zh", "天"), ("en", "d")])
def test_the_wall_counts_days_in_the_language_of_its_readers(room, visitor, lang, day):
    busy(room)
    room.clock.go(days=2)
    page = visitor("viewer", width=1920, height=1080, lang=lang)
    page.goto("/wall")
    page.wait_for_function("document.querySelector('.count.late time')")
    assert re.match(rf"\d+{day} \d\d:\d\d", page.locator(".count.late time").first.text_content())


def test_the_wall_renews_itself_and_says_when_it_cannot(room, visitor):
    busy(room)
    page = visitor("viewer", width=1920, height=1080)
    page.clock.install()
    page.goto("/wall")
    assert page.get_by_text("新来的一起").count() == 0
    from busy import opened  # noqa: PLC0415

    from respond.desk import Desk  # noqa: PLC0415

    Desk(room.store, room.library, by="值班室").open(
        opened("new", "新来的一起", deaths="5", quality_suspected="yes"), now=room.clock()
    )
    with page.expect_response("**/wall"):
        page.clock.run_for(10_500)
    page.get_by_text("新来的一起").first.wait_for()
    assert page.locator("#lost").is_hidden()
    page.route("**/wall", lambda route: route.abort())
    page.clock.run_for(10_500)
    page.locator("#lost").wait_for(state="visible")


def test_a_wall_nobody_is_logged_in_at_any_more_leads_to_the_entrance(room, visitor):
    busy(room)
    page = visitor("viewer", width=1920, height=1080)
    page.clock.install()
    page.goto("/wall")
    room.clock.go(hours=13)
    page.clock.run_for(10_500)
    page.wait_for_url("**/login?next=%2Fwall")


def test_an_item_is_answered_by_the_keyboard_alone(room, visitor):
    busy(room)
    page = visitor("officer")
    page.goto("/supervision/edu-01")
    page.locator("summary", has_text="反馈").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("已完成排查")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for _ in range(12):
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("status").wait_for()
    assert "已完成排查" in page.locator(".sheet").text_content()


def test_words_are_found_in_a_plan(room, visitor):
    page = visitor("viewer")
    page.goto("/plans/example/severity")
    page.fill("#find", "级")
    page.press("#find", "Enter")
    page.press("#find", "Enter")
    found = page.locator("output").text_content()
    assert found.startswith("2/")
    assert page.locator("mark.here").count() == 1
    page.fill("#find", "没有这样的字")
    page.press("#find", "Enter")
    assert page.locator("mark").count() == 0
    assert page.locator("output").text_content().startswith("0/0")


@pytest.mark.parametrize(
    ("role", "path"), [(role, path) for role, paths in PAGES.items() for path in paths if path != "/wall"]
)
def test_on_paper_stands_what_is_to_be_read_and_no_button(room, visitor, role, path):
    busy(room)
    page = visitor(role)
    page.goto(path)
    page.emulate_media(media="print")
    assert page.locator("button:visible").count() == 0
    assert page.locator("header.bar").is_hidden()
    if path not in {"/supervision/new?profile=jincheng/supervision-13710", "/settings/targets"}:
        assert page.locator("main").inner_text().strip()


def test_a_handover_is_signed_on_paper(room, visitor):
    room.store.checkpoint(busy(room).clock() - timedelta(minutes=1))
    page = visitor("officer")
    page.goto("/handover")
    page.emulate_media(media="print")
    text = page.locator("main").inner_text()
    assert "交班：" in text
    assert room.store.checkpoints()[-1].line.split(":")[0] in text
