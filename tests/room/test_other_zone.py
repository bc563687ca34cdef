"""An incident of another zone: every page, paper and field says whose time it is; one of the room's says nothing."""

import re
from html import unescape

import pytest
from busy import asked, opened
from duty import NOW
from forms import come, fill

from pages import text_of
from respond.desk import Desk, board_sheet, log_sheet, questions_sheet
from respond.show import plain

ZONE = {"zh": "Europe/Brussels 时间", "en": "Europe/Brussels time"}
SECTIONS = ("", "/facts", "/duties", "/log", "/papers", "/decide", "/levels", "/what-if")
FIELD = re.compile(r'<input [^>]*type="datetime-local"[^>]*>(.{0,120})', re.DOTALL)


@pytest.fixture
def bank(room):
    """Open an incident of the Brussels zone, and one of the room's."""
    desk = Desk(room.store, room.library, by="值班室")
    facts = {"critical_functions": "yes", "unauthorised_access": "yes"}
    events = {"learned": "2026-11-21T02:05+01:00"}
    file = {**opened("bank", "支付中断", **facts), "plans": ["eu/dora-incident"], "events": events}
    desk.open({**file, "occurred": "2026-11-21T02:00+01:00"}, now=NOW)
    desk.open(opened("vaccine", "接种异常", deaths="3+", quality_suspected="yes"), now=NOW)
    return room


@pytest.mark.parametrize("lang", ZONE)
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_names_the_zone_and_every_field_says_in_which_it_is_read(bank, door, section, lang):
    come(door, "shift-leader")
    text = door.get(f"/incidents/bank{section}?lang={lang}").text
    assert f"({ZONE[lang]})" in text
    assert "2026-11-21 02:30" in text
    assert (
        "值班室（北京时间）现在 2026-11-21 09:30" if lang == "zh" else "(Beijing time) it is 2026-11-21 09:30"
    ) in text
    assert [after for after in FIELD.findall(text) if ZONE[lang] not in after] == []
    here = door.get(f"/incidents/vaccine{section}?lang={lang}").text
    assert 'class="zone' not in here
    assert "Brussels" not in here


def test_there_are_fields_for_times_in_the_sections_that_take_some(bank, door):
    come(door, "shift-leader")
    for section in ("/facts", "/duties?do=eu%2Fdora-incident%23record%231", "/decide"):
        fields = FIELD.findall(door.get(f"/incidents/bank{section}").text)
        assert fields, section
        assert [after for after in fields if ZONE["zh"] not in after] == []


def test_the_desk_tells_all_times_of_a_card_in_the_zone_it_names(bank, door):
    text = text_of(come(door, "viewer").get("/").text)
    assert "02:30 开立 · 时间均为Europe/Brussels 时间" in text
    assert text.count("时间均为") == 1


def test_a_new_incident_is_told_in_which_zone_its_fields_are_read(bank, door):
    come(door, "shift-leader")
    for plan, names in (("eu/dora-incident", True), ("jiaocheng/vaccine-quality", False)):
        text = unescape(door.get(f"/new?plan={plan}").text)
        fields = FIELD.findall(text)
        assert len(fields) >= 2, plan
        assert [ZONE["zh"] in after for after in fields] == [names] * len(fields)


def test_what_is_typed_is_read_in_the_zone_the_field_names(bank, door):
    come(door, "shift-leader")
    fill(door, "/incidents/bank/facts", which="event", fact="graded", a="2026-11-21T02:20")
    (told,) = [
        each for each in asked(bank, "showIncident", path={"incident": "bank"}).events if each.id == "graded"
    ]
    assert told.at.isoformat() == "2026-11-21T02:20:00+01:00"


def test_sheet_and_report_name_the_zone_their_times_are_told_in(bank, door):
    come(door, "shift-leader")
    assert "2026-11-21 02:30（Europe/Brussels 时间，下同）" in text_of(door.get("/incidents/bank/sheet").text)
    assert "下同" not in door.get("/incidents/vaccine/sheet").text


def test_a_report_names_the_zone_with_the_moment_it_is_of(bank, door):
    come(door, "shift-leader")
    said = {
        name: door.get(f"/v1/incidents/{name}/reports/initial?format=md").text for name in ("bank", "vaccine")
    }
    assert "截至2026年11月21日2时30分（Europe/Brussels 时间，下同）" in said["bank"]
    assert "截至2026年11月21日9时30分）" in said["vaccine"]


def test_the_lists_of_one_incident_name_the_zone_on_the_terminal_too(bank):
    for name, zone in (("bank", "（Europe/Brussels 时间）"), ("vaccine", "")):
        at = "2026-11-21 02:30" if zone else "2026-11-21 09:30"
        sheets = (
            board_sheet(asked(bank, "showBoard", path={"incident": name}), "zh"),
            questions_sheet(asked(bank, "listQuestions", path={"incident": name}), "zh"),
            log_sheet(asked(bank, "showLog", path={"incident": name}), "zh"),
        )
        assert [f"现在：{at}{zone}\n" in plain(sheet) for sheet in sheets] == [True] * len(sheets)
