"""A body was told and its receipt is not entered: every section says so, and leads to the form that enters it."""

import re

import pytest
from duty import NOW

from pages import last_row, log_in, send, text_of
from respond.desk import Desk

NAME = "accident-1"
HERE = f"/incidents/{NAME}"
CITY, CITY_NAME = "city-safety-departments", "设区的市安全生产监督管理部门和有关部门"
EVENT = f"received@{CITY}"
WAITS = f"{CITY_NAME}的接报还没有记"


@pytest.fixture
def at_work(room, door):
    desk = Desk(room.store, room.library, by="值班室")
    opening = {
        "respond": "incident/1", "id": NAME, "title": {"zh": "冒顶事故", "en": "roof fall"},
        "plans": ["national/production-accident"], "occurred": "2026-11-21T08:00+08:00",
        "facts": {"deaths": "4", "traffic_or_fire": "no"}, "events": {"received": "2026-11-21T08:10+08:00"},
    }  # fmt: skip
    desk.open(opening, now=NOW.replace(hour=8, minute=12))
    desk.did(NAME, "local-reports-up", now=NOW.replace(hour=8, minute=30), to=[CITY])
    log_in(door, "shift-leader")
    return door


@pytest.mark.parametrize("section", ["", "/facts", "/duties", "/log", "/papers", "/decide"])
def test_every_section_says_what_waits_and_leads_to_the_form(at_work, section):
    page = at_work.get(HERE + section).text
    assert text_of(page).count(WAITS) == 1
    assert f'href="{HERE}/facts?event={EVENT.replace("@", "%40")}#new-event"' in page
    assert f"记入{CITY_NAME}接报" in text_of(page)
    assert f"记入 `{EVENT}`" not in page


def test_the_note_stands_above_the_section(at_work):
    page = text_of(at_work.get(HERE).text)
    assert page.index(WAITS) < page.index("先问")


def test_what_came_of_the_act_names_no_code_either(at_work):
    page = text_of(at_work.get(f"{HERE}/duties?entered=2").text)
    assert page.count(WAITS) == 1
    assert f"`{EVENT}`" not in page


def test_the_link_opens_the_form_with_the_receipt_chosen_and_it_is_entered(at_work, room):
    see = f"{HERE}/facts?event={EVENT}"
    page = at_work.get(see).text
    assert re.search('<details class="form" id="new-event" open', page)
    assert f'<option value="{EVENT}" selected>' in page
    assert f"接报 · {CITY_NAME}" in text_of(page)
    sent = send(at_work, f"{HERE}/facts", {"fact": EVENT, "a": "2026-11-21T08:35"}, which="event", see=see)
    assert sent.status_code == 303
    assert EVENT in last_row(room, NAME).data["events"]
    assert WAITS not in text_of(at_work.get(HERE).text)
    assert EVENT not in at_work.get(f"{HERE}/facts").text.partition('id="new-event"')[2]


def test_a_receipt_said_to_be_by_that_body_is_its_receipt(at_work, room):
    typed = {"fact": "received", "a": "2026-11-21T08:35", "by": CITY_NAME}
    assert send(at_work, f"{HERE}/facts", typed, which="event").status_code == 303
    assert EVENT in last_row(room, NAME).data["events"]


def test_our_own_receipt_stays_ours(at_work):
    typed = {"fact": "received", "a": "2026-11-21T08:35"}
    assert "E715" in send(at_work, f"{HERE}/facts", typed, which="event").text


def test_a_viewer_reads_it_and_is_led_nowhere(at_work):
    log_in(at_work, "viewer")
    page = at_work.get(HERE).text
    assert WAITS in text_of(page)
    assert "#new-event" not in page


def test_handover_and_sheet_of_paper_say_it_without_code(at_work):
    for where in ("/handover", f"{HERE}/sheet"):
        page = at_work.get(where).text
        assert WAITS in text_of(page), where
        assert EVENT not in page
