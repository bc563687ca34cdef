"""On a telephone nothing that has to be read or pressed lies beyond the edge, and no chart writes over its own lines."""

from datetime import timedelta

import pytest
from browser import faults_of, needs_browser
from busy import busy
from duty import key_of

from pages import NAME, open_one
from respond.desk import Decision, Desk

pytestmark = needs_browser

PHONE = {"width": 390, "height": 844}
BEYOND = """(wanted) => [...document.querySelectorAll(wanted)].filter((one) => {
  const place = one.getBoundingClientRect();
  return place.width && (place.right > window.innerWidth || place.left < 0);
}).map((one) => one.textContent.trim())"""
HIGHER_THAN_WIDE = """(wanted) => [...document.querySelectorAll(wanted)].filter((one) => {
  const place = one.getBoundingClientRect();
  return place.height > place.width;
}).length"""


@pytest.fixture
def night(room):
    """An incident whose level rose, was declared, and whose response was started."""
    open_one(room)
    desk = Desk(room.store, room.library, by="值班室")
    early = room.clock() - timedelta(minutes=40)
    desk.update(NAME, {"deaths": "5"}, now=early)
    desk.declare(NAME, "II", Decision("headquarters", early, "会商"))
    desk.start(NAME, "I", Decision("headquarters", early, "会商"))
    return room


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_section_of_an_incident_is_in_sight(night, visitor, lang):
    page = visitor("officer", lang=lang, **PHONE)
    page.goto(f"/incidents/{NAME}/levels")
    assert page.locator(".tabs a").count() == 8
    assert page.evaluate(BEYOND, ".tabs a") == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_head_leaves_the_screen_to_what_has_to_be_done(night, visitor, lang):
    """Title, level, response, the next limit and the sections: never more than half of it, less beside a form."""
    page = visitor("officer", lang=lang, **PHONE)
    for section, most in (("", PHONE["height"] // 2), ("/facts", 360), ("/papers", 360)):
        page.goto(f"/incidents/{NAME}{section}")
        place = page.locator(".tabs").bounding_box()
        assert place["y"] + place["height"] <= most, section


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_log_tells_who_entered_what_without_columns_too_narrow_to_read(night, visitor, lang):
    page = visitor("officer", lang=lang, **PHONE)
    page.goto(f"/incidents/{NAME}/log")
    assert page.evaluate(BEYOND, ".log td") == []
    assert page.evaluate(HIGHER_THAN_WIDE, ".log td:not(:first-child)") == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_audit_log_shows_what_was_done_and_to_what(night, visitor, lang):
    page = visitor("auditor", lang=lang, **PHONE)
    page.goto("/audit")
    assert page.locator(".audit td").count() > 0
    assert page.evaluate(BEYOND, ".audit td") == []


LISTS = [
    ("shift-leader", "/settings"), ("shift-leader", "/settings/contacts"), ("shift-leader", "/supervision"),
    ("administrator", "/settings/accounts"), ("administrator", "/settings/keys"),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("role", "path"), LISTS)
def test_lists_stand_under_one_another_with_what_each_line_is(room, visitor, role, path, lang):
    busy(room)
    key_of(room, "read", name="gis")
    page = visitor(role, lang=lang, **PHONE)
    page.goto(path)
    assert page.locator(".stacks td").count() > 0
    assert page.evaluate(BEYOND, ".stacks td, .stacks input") == []
    before = page.evaluate(
        "getComputedStyle(document.querySelector('.stacks [data-label]'), '::before').content"
    )
    assert before.strip('"')


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", ["/circular", "/plans/jiaocheng/forest-fire/2024"])
def test_a_long_page_is_without_fault_on_a_telephone(room, visitor, path, lang):
    """What is moved sideways there is reached by the keyboard, and named."""
    busy(room)
    page = visitor("shift-leader", lang=lang, **PHONE)
    page.goto(path)
    page.wait_for_load_state("load")
    assert page.locator("main table").count() > 0
    assert faults_of(page) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_curve_of_levels_begins_behind_their_names(night, visitor, lang):
    page = visitor("officer", lang=lang)
    page.goto(f"/incidents/{NAME}/levels")
    ends = """(wanted) => [...document.querySelectorAll(wanted)].map((one) => one.getBoundingClientRect())
      .map((place) => [place.left, place.right])"""
    names = [right for _, right in page.evaluate(ends, '.curve text[x="8"]')]
    curve = [left for left, _ in page.evaluate(ends, '.curve path:not([d*=" 20H"])')]
    assert max(names) < min(curve)


def test_an_event_is_told_with_the_name_of_who_did_it(night, visitor):
    page = visitor("officer")
    page.goto(f"/incidents/{NAME}/facts")
    events = page.locator("h2", has_text="事件节点").locator("+ ul").inner_text()
    assert "县应急指挥部" in events
    assert "headquarters" not in events


def test_on_paper_no_form_is_left_of_the_facts(night, visitor):
    page = visitor("officer")
    page.goto(f"/incidents/{NAME}/facts")
    assert page.get_by_text("新值").first.is_visible()
    page.emulate_media(media="print")
    assert not [each for each in page.locator("details.form").all() if each.is_visible()]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_wall_tells_the_next_deadline_on_more_than_one_line(night, visitor, lang):
    page = visitor("viewer", lang=lang, width=1920, height=1080)
    page.goto("/wall")
    lines = page.evaluate(
        """() => { const one = document.querySelector(".tile.next .what span");
          return one === null ? 2 : Number(getComputedStyle(one).webkitLineClamp); }"""
    )
    assert lines == 2
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
