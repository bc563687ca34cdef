"""Which incident comes first: the same on every list, whatever is older, graver, of another scale or supervised."""

from datetime import datetime, timedelta

import pytest

from respond.desk import Decision, Desk, handover, overview, overview_sheet
from respond.plan import Library
from respond.show import plain
from respond.store import Store
from respond.supervise import Opening, Supervisor
from small_plan import SMALL, shelve

NOW = datetime.fromisoformat("2026-11-30T13:36+08:00")
SHIFT = timedelta(hours=12)
CALM_FIRE = {"damaged_forest": "0.5 ha", "burnt_forest": "0.5 ha", "deaths": "0", "serious_injuries": "0"}
DEADLY_LOT = {"quality_suspected": "yes", "deaths": "5"}
"""Of level I."""


def opens(desk, name, plan, at, facts, **more):
    """Open an incident at a moment as the duty room does; `more` goes into its file."""
    began = datetime.fromisoformat(f"2026-11-{at}+08:00")
    file = {
        "respond": "incident/1", "id": name, "plans": [plan], "title": {"zh": name}, "occurred": began.isoformat(),
        "facts": facts, "events": {"received": began.isoformat()}, **more,
    }  # fmt: skip
    desk.open(file, now=began)


def old_fires(desk, *days):
    for day in days:
        opens(desk, f"old-{day}", "jiaocheng/forest-fire", f"{day}T09:00", CALM_FIRE)


def supervises(desk, name, day):
    add = Opening(
        name, "jincheng/supervision-13710", "路面修补", "市政府", {"undertaker": ["市教育局"]}, "daily"
    )
    Supervisor(desk).add(add, now=datetime.fromisoformat(f"2026-11-{day}T09:00+08:00"))


def order(desk, now=NOW):
    """Give the names in their order, which is that of the handover, too."""
    listed = [one.incident for one in overview(desk.store, desk.library, now=now).incidents]
    handed = handover(desk.store, desk.library, now=now, since=now - timedelta(days=30), ahead=SHIFT)
    assert [one.incident for one in handed.incidents] == listed
    return listed


def test_a_new_level_one_goes_before_mild_incidents_with_forgotten_reports(desk):
    old_fires(desk, 21, 22)
    opens(desk, "new", "jiaocheng/vaccine-quality", "30T13:30", DEADLY_LOT)
    assert order(desk) == ["new", "old-21", "old-22"]


def test_a_call_of_which_nothing_is_known_yet_goes_before_what_is_mild_and_behind_what_is_grave(desk):
    old_fires(desk, 21, 22)
    opens(desk, "call", "jiaocheng/forest-fire", "30T13:20", {})
    opens(desk, "new", "jiaocheng/vaccine-quality", "30T13:30", DEADLY_LOT)
    assert order(desk) == ["new", "call", "old-21", "old-22"]


def test_what_is_supervised_stands_behind_the_incidents_however_late_it_is(desk):
    supervises(desk, "road", 23)
    old_fires(desk, 22)
    assert order(desk) == ["old-22", "road"]
    told = overview(desk.store, desk.library, now=NOW)
    assert [one.supervised for one in told.incidents] == [False, True]
    sheet = plain(overview_sheet(told, "zh"))
    assert (
        sheet.index("在办事件1起") < sheet.index("old-22") < sheet.index("督办事项1项") < sheet.index("road")
    )


def test_an_exercise_stands_behind_what_is_real_and_supervised(desk):
    opens(desk, "drill", "jiaocheng/vaccine-quality", "30T13:30", DEADLY_LOT, mode="exercise")
    supervises(desk, "road", 29)
    assert order(desk) == ["road", "drill"]


def test_the_gravest_level_of_another_scale_stands_beside_level_one(desk):
    """Of what is as grave, what is certainly owed goes first."""
    found = {"unauthorised_access": "yes", "access_may_lose_data": "yes", "critical_functions": "yes"}
    events = {"learned": "2026-11-30T12:00+08:00", "graded": "2026-11-30T13:00+08:00"}
    opens(
        desk, "bank", "eu/dora-incident", "30T13:00", found, events=events, occurred="2026-11-30T12:00+08:00"
    )
    old_fires(desk, 29)
    opens(desk, "new", "jiaocheng/vaccine-quality", "30T13:30", DEADLY_LOT)
    told = {one.incident: one for one in overview(desk.store, desk.library, now=NOW).incidents}
    assert str(told["bank"].level.certain) == "major"
    assert order(desk) == ["new", "bank", "old-29"]


@pytest.fixture
def spills(tmp_path):
    """Sit at a desk with a plan that has an hour for its report, and one that has three days and names graver levels."""
    shelve(tmp_path / "plans", SMALL, "testland/spill/2020")
    slow = SMALL.replace("testland/spill", "testland/slow").replace("within: 1 hour", "within: 3 days")
    slow = "".join(line for line in slow.splitlines(keepends=True) if "close-river" not in line)
    library = Library([shelve(tmp_path / "plans", slow.replace("measures:\n", ""), "testland/slow/2020")])
    store = Store(tmp_path / "store.db")
    yield Desk(store, library, by="值班室")
    store.close()


def test_what_is_due_within_a_shift_goes_before_a_graver_incident_in_which_nothing_is(spills):
    opens(spills, "grave", "testland/slow", "30T13:00", {"area": "200 ha"})
    opens(spills, "mild", "testland/spill", "30T13:10", {"area": "1 ha", "injured": "0", "river": "no"})
    assert order(spills) == ["mild", "grave"]
    assert order(spills, NOW + timedelta(days=3)) == ["grave", "mild"]  # both press by then


def test_what_is_closed_with_something_left_stands_behind_what_goes_on(desk):
    old_fires(desk, 22)
    opens(desk, "new", "jiaocheng/vaccine-quality", "30T13:30", DEADLY_LOT)
    desk.close("new", Decision(by="县应急指挥部", now=NOW, reason="误报"))
    assert order(desk) == ["old-22", "new"]


def test_a_declared_level_counts_before_that_of_the_plan(desk):
    old_fires(desk, 22)
    opens(desk, "new", "jiaocheng/vaccine-quality", "30T13:30", {"quality_suspected": "yes", "deaths": "2"})
    assert order(desk) == ["new", "old-22"]
    desk.declare("old-22", "I", Decision(by="县森林草原防灭火指挥部", now=NOW, reason="专家研判"))
    assert order(desk) == ["old-22", "new"]
