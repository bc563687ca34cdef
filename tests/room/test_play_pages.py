"""The pages of exercises played live, without scripts and in three browsers at once."""

import re

import pytest
from browser import faults_of, needs_browser, served
from duty import at_the_door
from forms import fill
from playing import SCENARIO, SECRETS, practice

from pages import log_in, text_of, told_of
from respond.api import default_library
from respond.plan import shipped
from respond.room import DutyRoom
from respond.room.pages.board_words import BOARD_WORDS
from respond.room.pages.desk_words import DESK_WORDS
from respond.room.pages.play_words import PLAY_WORDS

__all__ = ["practice"]
MARK = "【演练】仅供演练，不是真实事件"
PASSWORD = "一句好记的话 long enough"  # noqa: S105 - of accounts that live as long as a test
CONTROL, UNIT, EVALUATE = (f"/plays/drill/{name}" for name in ("control", "unit", "evaluate"))


@pytest.fixture
def door(practice):
    with at_the_door(practice) as client:
        yield client


def come(door, who):
    log_in(door, who)
    return door


def opened(door):
    come(door, "director")
    return fill(door, "/plays", form="open", play="drill", team="一队", scenario=SCENARIO, key="open-1")


@pytest.fixture
def begun(door):
    opened(door)
    fill(door, CONTROL, form="seat", who="wang", unit="market-regulator")
    fill(door, CONTROL, form="seat", who="li", unit="headquarters")
    fill(door, CONTROL, form="clock", speed="1")
    return door


def test_whoever_takes_part_begins_at_the_plays(door):
    opened(door)
    for who, seen in (("director", CONTROL), ("wang", UNIT), ("evaluator", EVALUATE)):
        page = come(door, who).get("/plays").text
        assert MARK in page
        assert f'href="{seen}"' in page
        assert "一个电话" in page
    assert come(door, "officer").get("/plays").status_code == 403


def test_whom_a_copy_goes_to_is_told_apart_on_the_pages(door):
    scenario = (shipped("scenarios") / "debt-forty-days.yaml").read_text("utf-8")
    come(door, "director")
    fill(door, "/plays", form="open", play="drill", team="一队", scenario=scenario, key="open-1")
    fill(door, CONTROL, form="seat", who="wang", unit="city-government")
    fill(door, CONTROL, form="clock", speed="1")
    assert "抄送" in text_of(come(door, "evaluator").get(EVALUATE).text), "evaluators read it"
    offered = text_of(come(door, "wang").get(UNIT).text)
    assert "（抄送省财政厅）" not in offered, "whom the plan names is for players to know"


def test_whoever_is_seated_has_an_account_and_can_be_taken_off_the_seat(begun, practice):
    come(begun, "director")
    told = told_of(fill(begun, CONTROL, form="seat", who="wnag", unit="headquarters").text)
    assert "E627" in told
    assert "wang" in told
    assert "officer" not in told, "who may not play is not offered"
    assert 'id="unseat-li"' in begun.get(CONTROL).text
    assert 'id="unseat-li"' not in fill(begun, CONTROL, form="unseat", who="li").text
    assert practice.store.moves("drill")[-1].kind == "unseated"


def test_an_evaluator_says_when_a_target_was_reached_and_takes_it_back(begun, practice):
    practice.clock.go(minutes=40)
    come(begun, "evaluator")
    assert "+00:20 达到" in text_of(fill(begun, EVALUATE, form="reach", target="gathered", at="00:20").text)
    assert 'id="reach-gathered"' in fill(begun, EVALUATE, form="unreach", target="gathered").text


def test_the_director_is_offered_the_facts_of_the_plan_by_name_and_id(begun, practice):
    page = come(begun, "director").get(CONTROL).text
    assert 'list="inject-fact-list"' in page
    assert '<option value="serious_cases">' in page
    told = fill(
        begun,
        CONTROL,
        form="inject",
        text="又报",
        to="headquarters",
        fact="deaths",
        value="4",
        facts="serious_cases=3+",
    )
    assert told_of(told.text) == ""
    assert practice.store.moves("drill")[-1].body["facts"] == {"deaths": "4", "serious_cases": "3+"}
    assert "E951" in told_of(
        fill(begun, CONTROL, form="inject", text="又报", to="headquarters", fact="deaths").text
    )


def test_that_no_level_holds_is_called_in_words(begun):
    page = come(begun, "wang").get(UNIT).text
    assert '<option value="none">未达到分级标准</option>' in page
    assert "宣布级别：未达到分级标准" in text_of(fill(begun, UNIT, form="level", declares="none").text)


def test_a_variant_is_offered_by_id_and_name(door):
    page = come(door, "director").get("/plays").text
    assert '<option value="one-worse">交城县疫苗事件桌面推演：一段视频：有人转为重症</option>' in page


def test_players_say_themselves_whom_they_told(begun, practice):
    come(begun, "wang")
    duty = "jiaocheng/vaccine-quality#initial-report"
    before = len(practice.store.moves("drill"))
    for form in ({"form": "act"}, {"form": "words", "way": "says", "words": "请收"}):
        told = told_of(fill(begun, UNIT, did=duty, channel="phone", **form).text)
        assert "E652" in told
        assert "勾选报给了谁" in told
    assert len(practice.store.moves("drill")) == before
    fill(begun, UNIT, form="act", did=duty, channel="phone", to=["headquarters"])
    assert practice.store.moves("drill")[-1].body["to"] == ["headquarters"]
    fill(begun, UNIT, form="act", did="jiaocheng/vaccine-quality#seal-vaccine")
    assert len(practice.store.moves("drill")) == before + 2, "what tells nobody asks for nobody"


def test_an_evaluator_reads_who_was_told_when_and_who_is_still_to_be(door, practice):
    scenario = (shipped("scenarios") / "debt-forty-days.yaml").read_text("utf-8")
    come(door, "director")
    fill(door, "/plays", form="open", play="drill", team="一队", scenario=scenario, key="open-1")
    fill(door, CONTROL, form="seat", who="wang", unit="county-government")
    fill(door, CONTROL, form="clock", speed="1")
    assert "未报市财政局" not in text_of(come(door, "evaluator").get(EVALUATE).text)
    practice.clock.go(minutes=10)
    duty = "jincheng/debt-risk#ahead-debt-county"
    fill(come(door, "wang"), UNIT, form="act", did=duty, to=["city-government"], channel="phone")
    page = text_of(come(door, "evaluator").get(EVALUATE).text)
    assert re.search(r"已报[^；]*（09:10）；未报[^；]*财政局", page), page
    fill(come(door, "wang"), UNIT, form="act", did=duty, to=["city-finance"], channel="phone")
    assert not re.search(r"（09:10）；未报", text_of(come(door, "evaluator").get(EVALUATE).text))


def test_the_director_reads_what_waits_for_what_which_phase_runs_and_the_levels(begun):
    come(begun, "director")
    page = begun.get(CONTROL).text
    for words in (
        "+00:05 起",
        "等到：未办：向县政府、县应急救援总指挥部办公室、市市场监管局报告；持续30分",
        "接电话",
        "暗号其三",
        "预案的级别",
        "没有宣布",
    ):
        assert words in page, words
    assert re.search(r'<li aria-current="step"><span class="dim">\+00:00</span> 接电话', page)
    fill(begun, CONTROL, form="clock", speed="3")
    assert 'data-speed="3"' in begun.get(CONTROL).text


def test_what_cannot_be_opened_comes_back_as_it_was_typed(door):
    come(door, "director")
    made = fill(door, "/plays", form="open", play="drill", team="一队", scenario="respond: scenario/1\n")
    assert made.status_code == 422
    assert "E202" in told_of(made.text)
    assert "respond: scenario/1" in made.text
    assert 'value="一队"' in made.text


def test_the_director_runs_the_clock_and_gives_injects(begun, practice):
    practice.clock.go(minutes=10)
    page = begun.get(CONTROL).text
    assert ">+00:10<" in page
    assert "两例接种后死亡" in page
    fill(begun, CONTROL, form="give", inject="worse")
    told = fill(
        begun, CONTROL, form="inject", text="再来一电", to=["headquarters"], via="phone", kind="message",
        facts="rare_cases=3+\n", events="verified", **{"from": "市疾控中心"},
    )  # fmt: skip
    assert "已记" in told.text
    assert "再来一电" in told.text
    moves = practice.store.moves("drill")
    assert moves[-1].body["facts"] == {"rare_cases": "3+"}
    fill(begun, CONTROL, form="clock", step="20")
    fill(begun, CONTROL, form="clock", speed="0")
    assert ">+00:30<" in begun.get(CONTROL).text
    fill(begun, CONTROL, form="clock", to="+02:00")
    fill(begun, CONTROL, form="clock", next="yes")
    assert "时间已到" in begun.get(CONTROL).text
    assert "已结束" in fill(begun, CONTROL, form="end", reason="会议室要用").text


def test_the_director_holds_back_releases_and_drops_what_is_to_come(begun, practice):
    fill(begun, CONTROL, form="hold", inject="worse")
    practice.clock.go(minutes=70)
    page = begun.get(CONTROL).text
    assert "<b>已扣下</b> +00:00" in page
    assert 'id="release-worse"' in page
    assert 'id="hold-worse"' not in page
    fill(begun, CONTROL, form="drop", inject="worse")
    assert "<b>已取消</b>" in begun.get(CONTROL).text
    fill(begun, CONTROL, form="release", inject="worse")
    assert "<b>已下达</b> +01:10" in begun.get(CONTROL).text
    kinds = [each.kind for each in practice.store.moves("drill")]
    assert [each for each in kinds if each not in {"opened", "seated", "clock"}] == [
        "held", "given", "dropped", "released", "given",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "typed", "code"),
    [
        ("clock", {}, "E949"),
        ("clock", {"step": "soon"}, "E951"),
        ("clock", {"to": "+00:00x"}, "E801"),
        ("clock", {"speed": "601"}, "E693"),
        ("give", {"inject": "none"}, "E694"),
        ("give", {}, "E694"),
        ("hold", {"inject": "first-call"}, "E625"),
        ("release", {"inject": "worse"}, "E694"),
        ("drop", {}, "E694"),
        ("inject", {"text": "甲", "facts": "deaths"}, "E951"),
        ("inject", {"text": "", "kind": "message"}, "E202"),
        ("inject", {"text": "甲", "kind": "outage"}, "E833"),
        ("outage", {}, "E833"),
        ("outage", {"channels": ["phone"], "lasts": "soon"}, "E601"),
        ("restore", {"inject": "worse"}, "E694"),
        ("seat", {"who": "zhao"}, "E202"),
        ("dance", {}, "E965"),
    ],
)
def test_what_the_director_typed_wrongly_is_told_and_kept_in_the_form(begun, form, typed, code):
    made = fill(begun, CONTROL, form=form, **typed)
    assert made.status_code in {400, 422}
    assert code in told_of(made.text)
    if typed.get("facts"):
        assert "deaths</textarea>" in made.text


@pytest.mark.parametrize(
    ("form", "typed", "code"),
    [
        ("level", {}, "E808"),
        ("act", {}, "E808"),
        ("act", {"did": "none"}, "E806"),
        ("act", {"did": "report-up", "round": "x"}, "E951"),
        ("act", {"did": "report-up", "channel": "smoke"}, "E208"),
        ("acknowledge", {"inject": "worse"}, "E694"),
        ("seat", {"unit": "headquarters"}, "E697"),
        ("note", {}, "E202"),
        ("dance", {}, "E965"),
    ],
)
def test_what_a_player_typed_wrongly_is_told(begun, form, typed, code):
    made = fill(come(begun, "wang"), UNIT, form=form, **typed)
    assert code in told_of(made.text)


@pytest.mark.parametrize(
    ("form", "typed", "code"),
    [
        ("note", {"kind": "note"}, "E202"),
        ("note", {"text": "甲", "kind": "praise"}, "E208"),
        ("note", {"text": "甲", "unit": "nobody"}, "E838"),
        ("reach", {"target": "none"}, "E812"),
        ("dance", {}, "E965"),
    ],
)
def test_what_an_evaluator_typed_wrongly_is_told(begun, form, typed, code):
    made = fill(come(begun, "evaluator"), EVALUATE, form=form, **typed)
    assert code in told_of(made.text)


def test_a_player_sits_down_acts_and_sees_its_own_alone(door, practice):
    opened(door)
    come(door, "wang")
    assert "选择扮演的单位" in door.get(UNIT).text
    fill(door, UNIT, form="seat", unit="market-regulator")
    assert "还没有开始" in door.get(UNIT).text
    fill(come(door, "director"), CONTROL, form="clock", speed="1")
    fill(come(door, "evaluator"), EVALUATE, form="note", text="暗号：看到了", kind="problem")
    come(door, "wang")
    fill(door, UNIT, form="acknowledge", inject="first-call")
    fill(door, UNIT, form="level", declares="II", note="死亡2例")
    made = fill(
        door,
        UNIT,
        form="act",
        did="jiaocheng/vaccine-quality#initial-report",
        to=["headquarters"],
        channel="phone",
    )
    fill(door, UNIT, form="note", text="校医电话打不通")
    page = door.get(UNIT).text
    said = text_of(page)
    for each in ("两例接种后死亡", "✓ 已确认", "宣布级别：II", "死亡2例", "周六上午", "校医电话打不通"):
        assert each in said
    assert "已记（第" in made.text
    assert not [each for each in SECRETS if each in page]
    assert practice.store.moves("drill")[-1].by == "wang"


@pytest.mark.parametrize("path", [CONTROL, EVALUATE, "/plays/drill/recording", "/compared-plays?play=drill"])
def test_pages_of_control_and_evaluators_are_closed_to_players(begun, path):
    come(begun, "wang")
    assert begun.get(path).status_code == 403
    assert begun.post(path.partition("?")[0], data={"form": "end"}).status_code in {403, 405}


def test_the_report_is_there_after_the_end_for_all_who_take_part(begun):
    assert begun.get("/plays/drill/report").status_code == 409
    fill(
        come(begun, "wang"),
        UNIT,
        form="act",
        did="jiaocheng/vaccine-quality#initial-report",
        to="headquarters",
    )
    fill(come(begun, "director"), CONTROL, form="end", reason="会议室要用")
    for who in ("director", "wang", "evaluator"):
        page = come(begun, who).get("/plays/drill/report")
        assert page.status_code == 200
        assert "得分" in page.text
    assert come(begun, "officer").get("/plays/drill/report").status_code == 403


def test_the_after_action_report_holds_what_evaluators_noted(begun):
    fill(come(begun, "evaluator"), EVALUATE, form="note", text="首报很快", kind="strength")
    for name in ("after-action", "after-action.docx"):
        assert begun.get(f"/plays/drill/{name}").status_code == 409
    fill(come(begun, "director"), CONTROL, form="end", reason="会议室要用")
    page = come(begun, "wang").get("/plays/drill/after-action")
    assert page.status_code == 200
    assert "首报很快" in page.text
    paper = begun.get("/plays/drill/after-action.docx")
    assert paper.content.startswith(b"PK")
    for name in ("after-action", "after-action.docx"):
        assert come(begun, "officer").get(f"/plays/drill/{name}").status_code == 403


def test_plays_are_compared_and_the_recording_is_downloaded(begun):
    fill(begun, CONTROL, form="end", reason="会议室要用")
    fill(begun, "/plays", form="open", play="other", team="二队", scenario=SCENARIO)
    fill(begun, "/plays/other/control", form="clock", speed="1")
    fill(begun, "/plays/other/control", form="end", reason="会议室要用")
    assert 'name="play" value="other"' in begun.get("/plays").text
    page = text_of(begun.get("/compared-plays?play=drill&play=other").text)
    assert "一队" in page
    assert "二队" in page
    assert begun.get("/plays/drill/recording").text.startswith("respond: actions/1")


def test_a_play_may_be_called_anything_an_incident_may(door):
    come(door, "director")
    fill(door, "/plays", form="open", play="演练 1/2?", team="一队", scenario=SCENARIO)
    where = re.search('href="([^"]+/control)"', door.get("/plays").text)[1]
    page = fill(door, where, form="clock", speed="1")
    assert "已记" in page.text
    hx = re.search('hx-get="([^"]+)"', page.text)[1]
    assert door.get(hx).status_code == 200
    fill(door, where, form="end", reason="会议室要用")
    report = re.search('href="([^"]+/report)"', door.get(hx).text)[1]
    assert door.get(report).status_code == 200
    named = door.get(f"{where.removesuffix('/control')}/recording")
    assert named.text.startswith("respond: actions/1")


def test_what_a_report_held_is_entered_by_the_player_and_put_right_by_the_evaluator(begun, practice):
    report = "jiaocheng/vaccine-quality#initial-report"
    come(begun, "wang")
    assert "报告写了什么" in begun.get(UNIT).text
    figures = {"figure-deaths": "2", "figure-injuries": ""}
    fill(begun, UNIT, form="act", did=report, to=["headquarters"], contains=["name", "time"], **figures)
    act = practice.store.moves("drill")[-1]
    assert (act.body["contains"], act.body["figures"]) == (["name", "time"], {"deaths": "2"})
    come(begun, "evaluator")
    page = begun.get(EVALUATE).text
    assert "缺：性质" in text_of(page)
    form = begun.get(re.search(f'href="({EVALUATE}[^"#]*)#report"', page)[1]).text
    assert re.search('name="contains" value="name" checked', form)
    assert 'name="figure-deaths" type="text" value="2"' in form
    wrong = fill(begun, EVALUATE, form="contents", act=str(act.number), **{"figure-deaths": "many"})
    assert "E302" in told_of(wrong.text)
    assert 'value="many"' in wrong.text
    fill(begun, EVALUATE, form="contents", act=str(act.number), contains=["nature"], **{"figure-deaths": "3"})
    assert "缺：名称" in text_of(begun.get(EVALUATE).text)
    assert "E652" in told_of(fill(begun, EVALUATE, form="contents", act="999", contains=["nature"]).text)
    fill(come(begun, "director"), CONTROL, form="end", reason="会议室要用")
    assert "- nature" in begun.get("/plays/drill/recording").text


OUTAGE = """\
  - id: cut
    at: "+00:02"
    kind: outage
    channels: [phone]
    until: "+00:30"
    to: [market-regulator]
    text: {zh: 电话不通, en: telephones are out}
  - id: reminder
"""


def test_a_report_that_was_lost_is_told_as_lost_to_the_evaluators_and_in_the_report(door, practice):
    come(door, "director")
    script = SCENARIO.replace("  - id: reminder\n", OUTAGE, 1)
    fill(door, "/plays", form="open", play="drill", team="一队", scenario=script, key="open-1")
    fill(door, CONTROL, form="seat", who="wang", unit="market-regulator")
    fill(door, CONTROL, form="clock", to="+00:05")
    report = "jiaocheng/vaccine-quality#report-up"
    fill(come(door, "wang"), UNIT, form="act", did=report, channel="phone", to="headquarters")
    page = come(door, "evaluator").get(EVALUATE).text
    assert "没有送到：+00:05 走电话发出，电话自 +00:02 起中断，没有人收到" in text_of(page)
    english = text_of(door.get(f"{EVALUATE}?lang=en").text)
    assert "lost: sent at +00:05 by phone, cut from +00:02 on; nobody received it" in english
    fill(come(door, "director"), CONTROL, form="clock", to="+03:00")
    fill(door, CONTROL, form="end", reason="会议室要用")
    told = text_of(door.get("/plays/drill/after-action").text)
    assert "发出（电话），没有送到：电话自 08:02 起中断，没有人收到" in told


@pytest.mark.parametrize("typed", ["30", "３０", "30 min", "30分钟"])
@pytest.mark.parametrize(("lang", "asked"), [("zh", "多久（分钟）"), ("en", "For how long (minutes)")])
def test_how_long_channels_are_cut_is_typed_in_minutes_as_its_label_says(begun, lang, asked, typed):
    assert asked in text_of(come(begun, "director").get(f"{CONTROL}?lang={lang}").text)
    told = fill(begun, CONTROL, form="outage", channels=["phone"], lasts=typed)
    assert "+00:30" in text_of(told.text)
    assert told_of(told.text) == ""


@pytest.mark.parametrize("typed", ["+00:20", "00:20", "0:20", "00：20"])
def test_where_the_clock_is_to_go_may_be_typed_without_its_plus(begun, typed):
    come(begun, "director")
    assert told_of(fill(begun, CONTROL, form="clock", to=typed).text) == ""
    assert "+00:20" in text_of(begun.get(CONTROL).text)


def test_the_director_cuts_channels_on_the_page_and_restores_them(begun, practice):
    told = fill(begun, CONTROL, form="outage", channels=["phone", "fax"], lasts="20 min")
    page = text_of(told.text)
    assert "中断中：电话、传真，到 +00:20" in page
    assert "电话、传真不通" in page
    assert 'id="restore-free-1"' in told.text
    assert "电话、传真不通" in text_of(come(begun, "wang").get(UNIT).text)
    practice.clock.go(minutes=6)
    come(begun, "director")
    page = fill(begun, CONTROL, form="restore", inject="free-1").text
    assert "中断中" not in page
    assert 'id="restore-free-1"' not in page
    assert [each.kind for each in practice.store.moves("drill")][-2:] == ["inject", "restored"]


def test_the_director_sees_on_the_page_which_injects_a_cut_catches_and_gives_them_another_way(door, practice):
    by_phone = SCENARIO.replace("    text: {zh: 暗号其二", "    via: phone\n    text: {zh: 暗号其二")
    come(door, "director")
    fill(door, "/plays", form="open", play="drill", team="一队", scenario=by_phone)
    fill(door, CONTROL, form="seat", who="li", unit="headquarters")
    fill(door, CONTROL, form="clock", speed="1")
    told = fill(door, CONTROL, form="outage", channels=["phone"])
    assert "E624" in told_of(told.text)
    assert "worse（+01:00）" in told_of(told.text)
    assert "仍然中断" in told.text
    page = text_of(fill(door, CONTROL, form="outage", channels=["phone"], anyway="yes").text)
    assert "因此送不到的：worse" in page
    assert "届时电话被 free-1 中断（到 +03:00），送不到" in page
    free = {"text": "再打一次", "to": ["headquarters"], "via": "phone"}
    assert "E623" in told_of(fill(door, CONTROL, form="inject", **free).text)
    page = fill(door, CONTROL, form="clock", to="+01:10").text
    assert "电话被 free-1 中断，没有送到" in text_of(page)
    assert (
        '<option value="phone"'
        not in page[page.index('aria-label="用什么方式下达 worse"') :].partition("</select>")[0]
    )
    assert "暗号其二" not in come(door, "li").get(UNIT).text
    fill(come(door, "director"), CONTROL, form="give", inject="worse", via="fax")
    assert "暗号其二" in come(door, "li").get(UNIT).text
    assert practice.store.moves("drill")[-1].body["via"] == "fax"


def test_a_player_gives_an_order_and_sends_the_director_a_message(begun, practice):
    come(begun, "wang")
    fill(begun, UNIT, form="words", way="orders", words="速报人数", to=["headquarters"], channel="phone")
    fill(begun, UNIT, form="words", way="says", words="冰箱坏了")
    assert "E652" in told_of(fill(begun, UNIT, form="words", way="orders", words="速报人数").text)
    assert "命令：速报人数" in text_of(begun.get(UNIT).text)
    for who, path in (("director", CONTROL), ("evaluator", EVALUATE)):
        page = text_of(come(begun, who).get(path).text)
        assert "命令：速报人数 → 县指挥部组；电话" in page
        assert "消息：冰箱坏了 → 导调" in page
    page = text_of(come(begun, "li").get(UNIT).text)
    assert "命令：速报人数" in page
    assert "冰箱坏了" not in page
    act = practice.store.moves("drill")[-2].number
    fill(begun, UNIT, form="receive", act=str(act))
    assert "✓ 已确认" in begun.get(UNIT).text


def test_the_director_ends_it_early_for_a_reason_that_all_who_take_part_read(door, practice):
    come(door, "director")
    stops = SCENARIO.replace(
        "objectives:\n", "stop: [{zh: 真的来了警情, en: a real call comes in}]\nobjectives:\n", 1
    )
    fill(door, "/plays", form="open", play="drill", team="一队", scenario=stops, key="open-1")
    fill(door, CONTROL, form="clock", to="+00:30")
    refused = fill(door, CONTROL, form="end")
    assert "E653" in told_of(refused.text)
    assert "理由；原定到 +03:00" in text_of(refused.text)
    assert "E652" in told_of(fill(door, CONTROL, form="end", stop="2").text)
    fill(door, CONTROL, form="end", stop="1", reason="出警")
    for who, path in (("director", CONTROL), ("wang", UNIT), ("evaluator", EVALUATE)):
        assert "结束的理由：真的来了警情；出警" in text_of(come(door, who).get(path).text)
    for path in ("report", "after-action"):
        told = text_of(door.get(f"/plays/drill/{path}").text)
        assert "+00:30 提前结束，原定到 +03:00：真的来了警情；出警" in told
        assert "结束时还没有下达的1条：worse" in told
    english = text_of(door.get("/plays/drill/report?lang=en").text)
    assert "ended at +00:30, before its time (+03:00): a real call comes in; 出警" in english


STEPS = (
    SCENARIO
    + """\
  - id: still-worse
    at: "+01:30"
    to: [headquarters]
    text: {zh: 死亡七例, en: seven dead}
    facts: {deaths: 7}
"""
)


def test_the_director_is_warned_of_old_news_before_it_is_given(door, practice):
    come(door, "director")
    fill(door, "/plays", form="open", play="drill", team="一队", scenario=STEPS, key="open-1")
    fill(door, CONTROL, form="clock", to="+00:50")
    fill(door, CONTROL, form="hold", inject="worse")
    stale = fill(door, CONTROL, form="clock", to="+01:10").text
    assert "按脚本应在 +01:00 下达，已过" in text_of(stale)
    assert 'name="anyway"' not in stale
    page = fill(door, CONTROL, form="clock", to="+01:40").text
    assert "现在下达会把“同一批号疫苗致死亡病例”从 7例（still-worse）改回 5例" in text_of(page)
    assert "仍然下达" in page
    told = fill(door, CONTROL, form="give", inject="worse").text  # from a page that was not renewed
    assert "E654" in told_of(told)
    made = fill(door, CONTROL, form="give", inject="worse", anyway="yes").text
    assert "已把“同一批号疫苗致死亡病例”从 7例（still-worse）改回 5例" in text_of(made)
    english = text_of(door.get(f"{CONTROL}?lang=en").text)
    assert "it turned “deaths linked to one batch” from 7 cases (still-worse) back to 5 cases" in english


def test_what_the_clock_will_turn_back_is_told_before_it_passes(door, practice):
    come(door, "director")
    fill(door, "/plays", form="open", play="drill", team="一队", scenario=STEPS, key="open-1")
    fill(door, CONTROL, form="clock", to="+00:50")
    page = text_of(fill(door, CONTROL, form="give", inject="still-worse").text)
    known = "会把“同一批号疫苗致死亡病例”从 7例（still-worse）改回 5例"
    assert f"现在下达，或者到 +01:00 由时钟下达，{known}；不要它这样，先扣下" in page
    assert f"现在下达{known}" in text_of(fill(door, CONTROL, form="hold", inject="worse").text)


TOO_EARLY = SCENARIO.replace(
    "events: {received: }\n",
    """events: {received: }
  - id: too-early
    at: "+00:10"
    to: [headquarters]
    text: {zh: 指挥部九点成立, en: set up at nine}
    events: {headquarters_set_up: 2026-11-21T09:00+08:00}
""",
)
"""One of its injects tells at ten past eight of what is to happen at nine."""


def test_an_inject_that_cannot_be_carried_out_is_told_to_the_director_and_stops_no_page(door, practice):
    come(door, "director")
    fill(door, "/plays", form="open", play="drill", team="一队", scenario=TOO_EARLY, key="open-1")
    fill(door, CONTROL, form="seat", who="wang", unit="market-regulator")
    fill(door, CONTROL, form="clock", speed="1")
    practice.clock.go(minutes=20)
    page = text_of(door.get(CONTROL).text)
    assert "too-early 到 +00:10 该下达，没有下达：E713" in page
    assert "演练照常进行" in page
    for who, path, said in (("wang", UNIT, "两例接种后死亡"), ("evaluator", EVALUATE, "有没有一次报齐")):
        found = come(door, who).get(path)
        assert found.status_code == 200
        assert said in found.text
        assert "指挥部九点成立" not in found.text
    restarted = DutyRoom(practice.store, default_library(), practice.clock, practice.entrance)
    with at_the_door(restarted) as other:
        come(other, "director")
        fill(other, CONTROL, form="clock", to="00:20")  # its clock stands where the last move was
        assert "没有下达，已扣下：E713" in text_of(other.get(CONTROL).text)
        fill(other, CONTROL, form="drop", inject="too-early")
        after = text_of(other.get(CONTROL).text)
        assert "已取消 +00:20" in after
        assert "没有下达：E713" not in after
        fill(other, CONTROL, form="end", reason="到此为止")
        assert "得分" in other.get("/plays/drill/report").text


def test_one_beside_the_script_that_turns_back_is_given_by_a_second_press(door, practice):
    come(door, "director")
    fill(door, "/plays", form="open", play="drill", team="一队", scenario=STEPS, key="open-1")
    assert 'name="anyway"' not in fill(door, CONTROL, form="clock", to="+01:40").text
    free = {
        "form": "inject",
        "text": "死亡一例",
        "to": "headquarters",
        "facts": "deaths=1",
        "kind": "message",
    }
    refused = fill(door, CONTROL, **free).text
    assert "E654" in told_of(refused)
    assert "仍然下达" in told_of(refused)
    assert '<button class="quiet" name="anyway" value="yes">仍然下达</button>' in refused
    page = fill(door, CONTROL, **free, anyway="yes").text
    assert "从 7例（still-worse）改回 1例" in text_of(page)
    assert 'name="anyway"' not in page


def test_the_opening_inject_is_not_offered_to_be_withheld(door, practice):
    come(door, "director")
    fill(door, "/plays", form="open", play="drill", team="一队", scenario=STEPS, key="open-1")
    page, both = door.get(CONTROL).text, ("first-call", "worse")
    offered = [name for each in both for name in (f"hold-{each}", f"drop-{each}") if f'id="{name}"' in page]
    assert offered == ["hold-worse", "drop-worse"]


def test_an_outage_that_was_restored_keeps_its_mark(begun):
    fill(begun, CONTROL, form="outage", channels="phone")
    fill(begun, CONTROL, form="restore", inject="free-1")
    page = text_of(fill(begun, CONTROL, form="clock", step="10").text)
    assert "导调提前恢复，+00:00" in page
    assert "中断中" not in page


def test_what_can_no_longer_be_given_warns_of_nothing(door, practice):
    come(door, "director")
    fill(door, "/plays", form="open", play="drill", team="一队", scenario=STEPS, key="open-1")
    fill(door, CONTROL, form="hold", inject="worse")
    assert "现在下达会把" in text_of(fill(door, CONTROL, form="clock", to="+01:40").text)
    fill(door, CONTROL, form="end", reason="会议室要用")
    assert "现在下达会把" not in text_of(door.get(CONTROL).text)


def test_several_teams_run_under_one_clock_on_one_page(begun, practice):
    fill(begun, "/plays", form="open", play="other", team="二队", scenario=SCENARIO)
    assert 'action="/common-clock"' in begun.get("/plays").text
    where = "/common-clock?play=drill&play=other"
    both = {"form": "clock", "play": ["drill", "other"]}
    practice.clock.go(minutes=5)
    assert "各场的时钟不在同一时刻" in begun.get(where).text
    assert "E655" in told_of(fill(begun, where, speed="6", **both).text)
    page = fill(begun, where, to="+00:10", **both).text
    assert page.count('data-speed="') == 2
    assert "各场的时钟不在同一时刻" not in page
    fill(begun, where, speed="6", **both)
    practice.clock.go(minutes=5)
    page = text_of(begun.get(where).text)
    assert page.count("+00:40") == 2
    assert page.count("已下达2条") == 2
    assert "E951" in told_of(fill(begun, where, speed="fast", **both).text)
    assert "E949" in told_of(begun.get("/common-clock").text)
    come(begun, "wang")
    assert begun.get(where).status_code == 403


def test_several_teams_are_ended_on_one_page_and_one_that_ended_before_holds_nobody_up(begun, practice):
    for name in ("other", "third"):
        fill(begun, "/plays", form="open", play=name, team=name, scenario=SCENARIO)
    where = "/common-clock?play=drill&play=other&play=third"
    fill(begun, where, form="clock", to="+00:10", play=["drill", "other", "third"])
    fill(begun, "/plays/drill/control", form="end", reason="这一队先走")
    page = begun.get(where).text
    assert page.count('name="play" value="drill"') == 0, "a button moves those that go on"
    rest = {"play": ["other", "third"]}
    page = fill(begun, where, form="clock", to="+03:00", **rest).text
    assert (page.count("stage-ended"), page.count("stage-over")) == (1, 2)
    fill(begun, where, form="clock", to="+03:00", **rest)
    page = fill(begun, where, form="end", **rest).text
    assert page.count("stage-ended") == 3
    assert 'href="/compared-plays?play=drill&amp;play=other&amp;play=third"' in page
    assert "E692" in told_of(fill(begun, where, form="end", **rest).text)
    assert "E965" in told_of(fill(begun, where, form="stop", **rest).text)


def test_in_a_room_for_real_work_there_are_none(room):
    with at_the_door(room) as client:
        log_in(client, "exercise-control")
        assert "E966" in client.get("/plays").text
        assert 'href="/plays"' not in client.get("/plans").text


def test_no_word_of_the_pages_stands_for_two_things():
    tables = (BOARD_WORDS, DESK_WORDS, PLAY_WORDS)
    assert sum(map(len, tables)) == len({name for words in tables for name in words})


TWO = """\
respond: scenario/1
id: two
title: {zh: 两部预案, en: two plans}
plans: [jiaocheng/forest-fire, national/production-accident]
start: 2026-04-04T14:00+08:00
end: "+03:00"
cast: {county-command: {zh: 县指挥部, en: command}, local-safety-department: {zh: 县应急局, en: safety department}}
injects:
  - id: accident
    at: "+00:00"
    to: [local-safety-department]
    text: {zh: 死亡2人, en: two dead}
    facts: {deaths: 2, serious_injuries: 0, direct_loss: 0 元}
    events: {received@local-safety-department: }
"""


def test_the_level_of_a_plan_beside_is_called_on_its_own(door, practice):
    come(door, "director")
    fill(door, "/plays", form="open", play="drill", team="一队", scenario=TWO, key="open-1")
    fill(door, CONTROL, form="seat", who="wang", unit="local-safety-department")
    fill(door, CONTROL, form="clock", speed="1")
    come(door, "wang")
    page = fill(door, UNIT, form="level", declares="IV", plan="national/production-accident", note="2人").text
    assert "留空即《交城县森林火灾应急处置" in page
    assert "按《生产安全事故报告和调查处理条例》宣布级别：IV" in text_of(page)
    assert practice.store.moves("drill")[-1].body["plan"] == "national/production-accident"
    page = text_of(come(door, "evaluator").get(EVALUATE).text)
    assert "生产安全事故报告和调查处理条例 预案的级别 Ⅳ级（一般）" in " ".join(page.split())


# In browsers.


@pytest.fixture
def three(practice, browser):
    """Give a director, a player and an evaluator in a browser each, and the room."""
    with served(practice) as address:
        contexts = []

        def visit(who, *, width=1366, height=768, lang="zh-CN"):
            context = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": height},
                locale=lang,
                timezone_id="Asia/Shanghai",
            )
            contexts.append(context)
            page = context.new_page()
            page.goto("/login")
            page.fill("#name", who)
            page.fill("#password", PASSWORD)
            page.click("main button")
            page.wait_for_url(lambda url: "/login" not in url)
            return page

        yield visit
        for each in contexts:
            each.close()


def open_in(director):
    """Open the play on the director's page, and go to its control."""
    director.fill("#open-play", "drill")
    director.fill("#open-team", "一队")
    director.fill("#open-scenario", SCENARIO)
    director.get_by_role("button", name="开一场").click()
    director.get_by_role("link", name="导调").click()


def give_freely(director):
    """Give an inject beside the script."""
    director.get_by_text("脚本外的导调信息").click()
    director.fill("#inject-text", "省里来电询问")
    director.locator("details", has_text="脚本外的导调信息").get_by_label("市场监管局组").check()
    director.fill("#inject-facts", "rare_cases=3+")
    director.get_by_role("button", name="现在下达", exact=True).last.click()


def cut_and_restore(director, player):
    """Cut the telephone on the spot, and end that before its time."""
    director.locator("summary", has_text="中断线路").click()
    director.locator("details", has_text="中断线路").get_by_label("电话").check()
    director.get_by_role("button", name="现在中断").click()
    player.get_by_text("电话不通").wait_for()
    director.get_by_role("button", name="现在恢复 free-2").click()
    director.get_by_text("中断中").wait_for(state="detached")


def stop_and_end(director):
    """Let the clock stand, and end the exercise before its time."""
    director.get_by_role("button", name="停", exact=True).click()
    director.get_by_text("时钟停着").wait_for()
    director.locator("summary", has_text="结束演练").click()
    director.fill("#end-reason", "会议室要用")
    director.get_by_role("button", name="现在结束").click()
    director.get_by_text("已结束").first.wait_for()


@pytest.mark.parametrize(("who", "path"), [("director", CONTROL), ("wang", UNIT), ("evaluator", EVALUATE)])
def test_a_page_that_renews_itself_is_sent_again_only_when_there_is_something_new(begun, practice, who, path):
    def asked():
        return come(begun, who).get(address, headers={"HX-Request": "true"}).status_code

    def now():
        return re.search(r'hx-get="([^"]*known=[^"]*)"', come(begun, who).get(path).text)[1]

    address = now()
    practice.clock.go(seconds=20)
    assert asked() == 204
    assert begun.get(address).status_code == 200  # whoever opens it sees it
    practice.clock.go(seconds=45)
    assert asked() == 200  # another minute
    address = now()
    come(begun, "wang")
    fill(
        begun,
        UNIT,
        form="act",
        did="jiaocheng/vaccine-quality#initial-report",
        to=["headquarters"],
        key="act-new",
    )
    assert asked() == 200


@needs_browser
def test_a_whole_exercise_in_three_browsers(practice, three):
    director, player, evaluator = three("director"), three("wang"), three("evaluator", width=834, height=1112)
    assert director.url.endswith("/plays")
    open_in(director)

    player.goto(UNIT)
    player.select_option("#unit", "market-regulator")
    player.get_by_role("button", name="就位").click()
    player.get_by_text("还没有开始").wait_for()
    assert not player.get_by_text("两例接种后死亡").is_visible()

    director.get_by_role("button", name="开始").click()
    director.get_by_text("进行中").wait_for()
    practice.clock.go(minutes=4)
    player.get_by_text("两例接种后死亡").wait_for()  # the page follows by itself
    player.get_by_role("button", name="确认收到").click()
    player.get_by_text("✓ 已确认").wait_for()
    player.select_option("#level-declares", "II")
    player.get_by_role("button", name="宣布").click()
    player.get_by_text("宣布级别：II").wait_for()
    player.select_option("#act-did", "jiaocheng/vaccine-quality#initial-report")
    player.select_option("#act-channel", "phone")
    player.locator("section", has_text="报告、办理").get_by_label("县指挥部组").check()
    player.get_by_role("button", name="记下").first.click()
    player.get_by_text("→ 县指挥部组；电话").wait_for()

    evaluator.goto(EVALUATE)
    evaluator.get_by_text("有没有一次报齐三家").wait_for()
    evaluator.fill("#note-text", "首报很快")
    evaluator.get_by_role("button", name="做得好").click()
    evaluator.get_by_text("已记（第").wait_for()
    evaluator.get_by_role("button", name="已达到 全员到齐").click()
    evaluator.get_by_text("+00:04 达到").wait_for()

    director.get_by_text("首报很快").wait_for()
    director.get_by_text("已确认：市场监管局组").wait_for()
    director.get_by_role("button", name="现在下达 worse").click()
    director.get_by_text("已记（第").wait_for()
    give_freely(director)
    player.get_by_text("省里来电询问").wait_for()  # and so does the player's, whatever is being typed
    cut_and_restore(director, player)
    assert not [each for each in SECRETS if each in player.content()]
    practice.clock.go(minutes=80)
    stop_and_end(director)
    evaluator.get_by_text("结束的理由：会议室要用").wait_for()

    for page in (director, player, evaluator):
        page.goto("/plays/drill/report")
        page.get_by_text("得分").first.wait_for()
    assert faults_of(player) == []
    player.get_by_role("link", name="演练评估报告").click()
    player.get_by_text("首报很快").first.wait_for()
    assert faults_of(player) == []
    assert {each.kind for each in practice.store.moves("drill")} >= {
        "opened", "seated", "clock", "act", "acknowledged", "observed", "inject", "given", "restored", "ended",
    }  # fmt: skip


@needs_browser
def test_a_fold_stays_open_when_the_page_renews_itself(begun, practice, three):
    come(begun, "wang")
    told = {"to": ["headquarters", "county-government"], "channel": "phone"}
    fill(begun, UNIT, form="act", did="jiaocheng/vaccine-quality#report-up", **told)
    director = three("director")
    director.goto(CONTROL)
    director.locator("#live details summary").click()
    director.evaluate("() => document.querySelector('#live details').classList.add('before')")
    practice.clock.go(minutes=1)
    director.locator("#live details[open]:not(.before)").wait_for()


@needs_browser
@pytest.mark.parametrize("lang", ["zh-CN", "en-GB"])
@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("director", CONTROL),
        ("wang", UNIT),
        ("evaluator", EVALUATE),
        ("director", "/plays"),
        ("director", "/common-clock?play=drill"),
    ],
)
def test_everybody_can_use_them(begun, practice, three, who, path, lang):
    practice.clock.go(minutes=61)
    page = three(who, lang=lang)
    page.goto(path)
    assert faults_of(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


@needs_browser
@pytest.mark.parametrize("lang", ["zh-CN", "en-GB"])
@pytest.mark.parametrize(("who", "path"), [("director", CONTROL), ("evaluator", EVALUATE)])
def test_on_a_telephone_what_the_tables_say_is_in_sight(begun, practice, three, who, path, lang):
    practice.clock.go(minutes=61)
    page = three(who, width=390, height=844, lang=lang)
    page.goto(path)
    seen = "[...document.querySelectorAll('.scroll td')].filter(each => each.offsetParent)"
    boxes = page.evaluate(
        f"() => {seen}.map(each => each.getBoundingClientRect()).map(each => [each.left, each.right])"
    )
    assert boxes, "all at one moment, for the page follows by itself"
    assert all(left >= 0 and right <= 390 for left, right in boxes)


def test_a_speed_that_is_no_number_is_told_which_there_are(begun):
    come(begun, "director")
    told = text_of(fill(begun, CONTROL, form="clock", speed="fast").text)
    assert "1..600" in told
    assert "999999999" not in told


def test_no_two_links_of_a_page_have_the_same_words(begun, practice):
    practice.clock.go(minutes=61)
    fill(come(begun, "director"), CONTROL, form="end", reason="会议室要用")
    page = begun.get(CONTROL).text
    links = re.findall(r'<a href="/plays/[^"]+">([^<]+)</a>', page)
    assert len(links) == len(set(links))


LEVELLED = SCENARIO.replace(
    "targets:\n",
    "  - {id: level, zh: 定级准确, en: call the level rightly, level: vaccine-quality}\ntargets:\n",
    1,
)


@pytest.mark.parametrize(
    ("called", "row"),
    [
        (None, ("is-overdue", "应定级而未定级", "没有宣布", "4.2(1)")),
        ("II", ("is-met", "定级正确 08:10", "县指挥部组：宣布级别：II", "4.2(1)")),
        ("IV", ("is-overdue", "定得偏低 08:10", "县指挥部组：宣布级别：IV", "4.2(1)")),
    ],
)
def test_an_objective_of_the_level_shows_the_evaluator_what_was_called_beside_the_plan(
    door, practice, called, row
):
    come(door, "director")
    fill(door, "/plays", form="open", play="drill", team="一队", scenario=LEVELLED, key="open-1")
    fill(door, CONTROL, form="seat", who="li", unit="headquarters")
    fill(door, CONTROL, form="clock", speed="1")
    practice.clock.go(minutes=10)
    if called is not None:
        fill(come(door, "li"), UNIT, form="level", declares=called)
    page = come(door, "evaluator").get(EVALUATE).text
    part = page[page.index("<h2>定级准确") :]
    part = part[: part.index("</section>")]
    state, *words = row
    assert f'class="{state}"' in part
    for each in (*words, "《交城县疫苗质量安全事件应急预案》现为"):
        assert each in text_of(part)


@pytest.mark.parametrize(
    ("minutes", "state", "said"),
    [(50, "met", "已办结 08:50"), (72, "met-late", "逾期办结 09:12 迟12分")],
)
def test_what_was_done_late_is_told_apart_from_what_was_done_in_time(begun, practice, minutes, state, said):
    practice.clock.go(minutes=minutes)
    fill(
        come(begun, "li"),
        UNIT,
        form="act",
        did="jiaocheng/vaccine-quality#report-up",
        channel="phone",
        to=["county-government", "county-rescue-office", "city-market-regulator"],
    )
    page = come(begun, "evaluator").get(EVALUATE).text
    rows = re.findall(r'<tr class="is-([a-z-]+)"><td>(.*?)</td>', page)
    assert (state, said) in [(name, text_of(cell).strip()) for name, cell in rows]


def test_what_another_unit_told_is_acknowledged_on_the_page_and_counted_by_the_director(practice, begun):
    door = begun
    come(door, "wang")
    fill(
        door,
        UNIT,
        form="act",
        did="jiaocheng/vaccine-quality#report-up",
        to=["headquarters", "county-government"],
        channel="phone",
    )
    act = practice.store.moves("drill")[-1].number
    come(door, "director")
    assert f'id="received-{act}-county-government"' in door.get(CONTROL).text
    assert f'id="received-{act}-headquarters"' not in door.get(CONTROL).text, "li plays it"
    assert f'<details id="awaited-{act}">' in door.get(CONTROL).text
    fill(door, CONTROL, form="received", act=str(act), unit="county-government")
    assert f'id="received-{act}-county-government"' not in door.get(CONTROL).text
    come(door, "li")
    assert f'id="received-{act}"' in door.get(UNIT).text
    fill(door, UNIT, form="receive", act=str(act))
    page = door.get(UNIT).text
    assert f'id="received-{act}"' not in page
    assert "确认收到市场监管局组报来的" in text_of(page)


def test_what_a_report_says_stands_where_it_is_received(begun):
    report = "jiaocheng/vaccine-quality#initial-report"
    figures = {"figure-deaths": "2", "figure-injuries": ""}
    to = ["headquarters", "county-government"]
    fill(come(begun, "wang"), UNIT, form="act", did=report, to=to, contains=["name", "time"], **figures)
    for who, path in (("li", UNIT), ("director", CONTROL)):
        said = text_of(come(begun, who).get(path).text)
        assert "写明：名称、发生时间" in said
        assert "数字：同一批号疫苗致死亡病例：2例" in said
