"""What waits for a second person and what the audit log noted, on the pages: in words, and no more than can be done."""

import re

import pytest
from attrs import evolve
from duty import OPENING, PASSWORD
from forms import come

from pages import text_of
from respond.desk import Decision, Desk

MINE, OTHER = "141122", "140105"


@pytest.fixture
def desk(room):
    """A desk with two incidents, in two regions; two persons decide."""
    made = Desk(room.store, room.library, by="值班室")
    for name, region in (("one", MINE), ("far", OTHER)):
        made.open({**OPENING, "id": name, "region": region}, now=room.clock())
    room.store.keep_setting("two-persons", "yes", by="t", now=room.clock())
    return made


def proposed(room, kind, seen=1, **said):
    return room.store.propose("one", kind, said, seen, "officer", room.clock())


def test_the_desk_names_what_waits_by_incident_and_decision_and_leads_there(room, door, desk):
    made = proposed(room, "terminate", by="headquarters", reason="平息")
    page = come(door, "officer").get("/").text
    link = re.search(r'<a id="waits-1" href="([^"]+)">(.*?)</a>', page)
    assert link[1] == f"/incidents/one/decide#proposal-{made.number}"
    assert text_of(link[2]) == "接种异常 (one)：终止响应"
    assert f'id="proposal-{made.number}"' in door.get("/incidents/one/decide").text


def test_the_desk_counts_apart_what_can_only_be_refused(room, door, desk):
    gone = proposed(room, "terminate", by="headquarters", reason="平息")
    room.clock.go(minutes=1)
    desk.update("one", {"deaths": "9"}, now=room.clock())
    open_ = proposed(room, "start", seen=2, level="II", by="headquarters")
    page = come(door, "officer").get("/").text
    text = text_of(page)
    assert "1 项决定待第二人确认： 接种异常 (one)：启动响应" in text
    assert "1 项提出的决定已不能确认，只能不同意或重新提出： 接种异常 (one)：终止响应" in text
    links = re.findall(r'<a id="(waits-\d)" href="[^"]+proposal-(\d+)">', page)
    assert links == [(f"waits-{each}", str(each)) for each in (open_.number, gone.number)]
    found = {each["number"]: each["lapsed"] for each in door.get("/v1/proposals").json()["proposals"]}
    assert found == {gone.number: "went-on", open_.number: None}
    evolve(desk, seconded=True).link("one", "far", now=room.clock(), merged=True)
    found = [each["lapsed"] for each in door.get("/v1/proposals").json()["proposals"]]
    assert found == ["merged", "merged"]
    assert "项决定待第二人确认" not in door.get("/").text


def test_of_what_is_closed_or_merged_no_decision_is_offered(room, door, desk):
    two = evolve(desk, seconded=True)
    come(door, "shift-leader")
    assert 'name="do" value="declare"' in door.get("/incidents/one/decide").text
    two.close("one", Decision("headquarters", room.clock(), reason="误报"))
    two.open({**OPENING, "id": "two", "region": OTHER}, now=room.clock())
    two.link("far", "two", now=room.clock(), merged=True)
    for name in ("one", "far"):
        page = door.get(f"/incidents/{name}/decide").text
        assert 'name="do" value="declare"' not in page
        assert "不再作决定" in page


SAID = [
    ("start", {"level": "II", "by": "headquarters", "at": "2026-11-21T09:25+08:00"}, "级别 Ⅱ级", "县应急指挥部"),
    ("declare", {"level": "none", "by": "headquarters", "reason": "x"}, "未达到分级标准", "县应急指挥部"),
    ("correct", {"entry": "deaths", "withdrawn": "true", "by": "headquarters"}, "同一批号疫苗致死亡病例", "撤回 是"),
    ("extend", {"duty": "report-up", "length": "2 h", "by": "headquarters"}, "报告", "2 h"),
    ("correct", {"entry": "report-up", "to": ["county-government"], "channel": "phone"}, "县政府", "电话"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "said", "first", "second"), SAID)
def test_what_was_proposed_is_told_in_words(room, door, desk, kind, said, first, second):
    proposed(room, kind, **said)
    page = come(door, "shift-leader").get("/incidents/one/decide").text
    box = text_of(re.search(r'id="proposal-1">(.*?)<form', page, re.DOTALL)[1])
    assert first in box
    assert second in box
    assert not re.search(r"headquarters|report-up|\bdeaths\b|\bphone\b|2026-11-21T|none", box)


def test_what_reaches_an_incident_out_of_sight_is_not_offered_for_confirming(room, door, desk):
    proposed(room, "merge", to="far", reason="同一批")
    room.entrance.make_account("county", "x", ("officer",), ("1411",), PASSWORD, by="test", now=room.clock())
    page = come(door, "county").get("/incidents/one/decide").text
    box = re.search(r'id="proposal-1">(.*?)</form>', page, re.DOTALL)[1]
    assert "须由两起都看得到的人确认" in box
    assert 'value="confirm"' not in box
    assert not re.search(r"\*\*\*|\bfar\b", box)
    whole = come(door, "shift-leader").get("/incidents/one/decide").text
    assert 'value="confirm"' in re.search(r'id="proposal-1">(.*?)</form>', whole, re.DOTALL)[1]


def test_a_merger_out_of_sight_is_parted_by_whoever_sees_both(room, door, desk):
    evolve(desk, seconded=True).link("one", "far", now=room.clock(), merged=True)
    proposed(room, "correct", entry="merged", withdrawn="true", by="headquarters", seen=2)
    for name, regions in (("county", ("1411",)), ("whole", ())):
        roles = ("shift-leader",)
        room.entrance.make_account(name, name, roles, regions, PASSWORD, by="test", now=room.clock())
    page = come(door, "county").get("/incidents/one/decide").text
    box = re.search(r'id="proposal-1">(.*?)</form>', page, re.DOTALL)[1]
    assert "须由两起都看得到的人确认" in box
    assert 'value="confirm"' not in box
    assert not re.search(r"\*\*\*|\bfar\b", box)
    assert "correct=merged" not in door.get("/incidents/one/log").text
    whole = come(door, "whole").get("/incidents/one/decide").text
    assert 'value="confirm"' in re.search(r'id="proposal-1">(.*?)</form>', whole, re.DOTALL)[1]
    assert "correct=merged" in door.get("/incidents/one/log").text


def test_who_confirms_a_clearing_sees_what_the_profile_holds_against_it(room, door):
    from respond.supervise import Opening, Supervisor  # noqa: PLC0415

    at = Desk(room.store, room.library, by="值班室")
    roles = {"undertaker": ("市教育局",), "initiator": ("市政府办公厅",)}
    opening = Opening("bus", "supervision-13710", "校车整治", "会议", roles, "daily")
    Supervisor(at).add(opening, now=room.clock())
    asked = {"by": "市政府办公厅", "reason": "已整改"}
    room.store.propose("bus", "clear", asked, 1, "officer", room.clock())
    page = text_of(come(door, "shift-leader").get("/incidents/bus/decide").text)
    assert "还没有评价" in page
    assert "未办：" in page


def test_a_grade_is_told_in_words_in_the_log(room, door):
    from respond.supervise import Opening, Supervisor  # noqa: PLC0415

    at = Desk(room.store, room.library, by="值班室")
    roles = {"undertaker": ("市教育局",), "initiator": ("市政府办公厅",)}
    Supervisor(at).add(
        Opening("bus", "supervision-13710", "校车整治", "会议", roles, "daily"), now=room.clock()
    )
    Supervisor(at).evaluate("bus", "excellent", Decision("市政府办公厅", room.clock(), "已整改"))
    log = text_of(come(door, "officer").get("/incidents/bus/log").text)
    assert "优秀" in log
    assert "excellent" not in log


def test_the_audit_log_is_told_in_words_and_keeps_what_was_noted_for_whoever_looks_closer(room, door, desk):
    officer = room.entrance.named("officer", room.clock())
    for what in (
        "openIncident",
        "start one",
        "supervise clear bus",
        "confirm 3",
        "settings",
        "keepNothing x",
    ):
        room.refuse(officer, what, room.clock())
    made = proposed(room, "close", by="headquarters")
    with room.store.deciding(made, "refused", "shift-leader", room.clock()):
        pass
    page = come(door, "auditor").get("/audit").text
    rows = [text_of(each).strip() for each in re.findall(r'<tr id="r\d+">(<td>.*?)</tr>', page, re.DOTALL)]
    told = " | ".join(rows)
    for words in (
        "越权被拒 开一起事件", "越权被拒 启动响应：one", "越权被拒 销号：bus", "越权被拒 确认第3号决定", "越权被拒 设置",
        "提出决定 one 决定：事件办结；决定编号：1", "不同意决定 one 决定：事件办结；决定编号：1", "修改设置 两人决定 改为：是",
        "岗位：officer-post；角色：值班员", "keepNothing x",
    ):  # fmt: skip
        assert words in told
    assert not re.search(r"openIncident|&#34;|\{|shift-leader-post.*\bofficer\"", told)
    assert 'title="refused openIncident"' in page
    english = text_of(door.get("/audit?lang=en").text)
    assert "was refused Open an incident" in english
    assert "was refused Start a response: one" in english


@pytest.mark.parametrize(
    ("lang", "levels", "lost"),
    [
        ("zh", ("one Ⅱ级至Ⅰ级", "城关接种异常 (two) Ⅲ级至Ⅰ级"), "one比two重：级别Ⅱ级至Ⅰ级，那里是Ⅲ级至Ⅰ级"),
        ("en", ("one level II to level I", "Chengguan (two) level III to level I"), "one is graver than two"),
    ],
)
def test_a_merger_that_waits_shows_the_level_of_either_and_what_is_lost(room, door, desk, lang, levels, lost):
    title = {"zh": "城关接种异常", "en": "Chengguan"}
    less = {"quality_suspected": True, "deaths": "1"}
    desk.open({**OPENING, "id": "two", "title": title, "region": MINE, "facts": less}, now=room.clock())
    proposed(room, "merge", to="two", reason="同一批")
    come(door, "officer")
    page = door.get(f"/incidents/one/decide?lang={lang}").text
    box = text_of(re.search(r'id="proposal-1">(.*?)<form', page, re.DOTALL)[1])
    for words in (*levels, lost):
        assert words in box


def test_of_an_incident_out_of_sight_a_merger_shows_no_level(room, door, desk):
    proposed(room, "merge", to="far", reason="同一批")
    room.entrance.make_account("county", "x", ("officer",), ("1411",), PASSWORD, by="test", now=room.clock())
    page = come(door, "county").get("/incidents/one/decide").text
    box = re.search(r'id="proposal-1">(.*?)</form>', page, re.DOTALL)[1]
    levels = re.search(r'<dl class="levels-of-both">(.*?)</dl>', box, re.DOTALL)[1]
    assert (levels.count("<dt>"), "one" in levels) == (1, True)


def test_a_proposal_that_can_only_fail_after_a_merger_is_not_offered_to_be_confirmed(room, door, desk):
    desk.open({**OPENING, "id": "two", "region": MINE}, now=room.clock())
    proposed(room, "merge", to="two", reason="同一批")
    rival = proposed(room, "start", level="II", by="headquarters")
    come(door, "shift-leader")
    room.clock.go(minutes=1)

    def confirmed():
        return door.get("/incidents/one/decide?lang=zh").text.count('value="confirm"')

    assert confirmed() == 2
    desk.update("two", {"deaths": "9"}, now=room.clock())
    page = text_of(door.get("/incidents/one/decide").text)
    assert confirmed() == 1
    assert "提出之后 two 又有 1 条记录" in page
    evolve(desk, seconded=True).link("one", "two", now=room.clock(), merged=True)
    page = door.get("/incidents/one/decide").text
    assert f'id="proposal-{rival.number}"' in page
    assert confirmed() == 0
    assert "所涉事件其后已并入另一起，不能再确认" in text_of(page)
