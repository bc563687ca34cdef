"""The settings: roster, telephone numbers, accounts, keys, where reminders go, the room; and who may change what."""

import re
from datetime import timedelta
from html import unescape

import pytest
from busy import asked, busy
from duty import NOW, PASSWORD, key_of
from forms import come, csrf_of, fill

from pages import text_of
from respond.errors import InputError
from respond.store import stamp


def test_a_roster_is_kept_row_by_row(room, door):
    come(door, "shift-leader")
    rows = {
        "from-0": "2026-11-21T08:00", "to-0": "2026-11-21T20:00", "leader-0": "张主任", "officers-0": "王建国，李敏",
        "from-1": "", "to-1": "", "leader-1": "", "officers-1": "",
    }  # fmt: skip
    text = fill(door, "/settings", **rows).text
    assert "已保存" in text
    assert "当班" in text
    (shift,) = asked(room, "showSettings").roster
    assert (shift.leader, shift.officers) == ("张主任", ("王建国", "李敏"))
    assert shift.from_.isoformat() == "2026-11-21T08:00:00+08:00"
    gone = fill(door, "/settings", **rows, **{"remove-0": "yes"})
    assert gone.status_code == 200
    assert asked(room, "showSettings").roster == ()


def test_a_row_of_the_roster_that_is_not_whole_is_told_and_nothing_kept(room, door):
    come(door, "shift-leader")
    told = fill(
        door,
        "/settings",
        **{"from-0": "2026-11-21T08:00", "to-0": "", "leader-0": "张主任", "officers-0": ""},
    )
    assert told.status_code == 400
    assert "到 (1)" in told.text
    assert 'value="张主任"' in told.text
    assert asked(room, "showSettings").roster == ()


@pytest.mark.parametrize("ends", ["2026-11-21T08:00", "2026-11-20T20:00"])
def test_a_shift_that_does_not_end_after_it_begins_is_refused(room, door, ends):
    come(door, "shift-leader")
    row = {"from-0": "2026-11-21T08:00", "to-0": ends, "leader-0": "张主任", "officers-0": ""}
    told = fill(door, "/settings", **row)
    assert told.status_code == 400
    assert "班次的结束时刻" in told.text
    assert "晚于它开始的 2026-11-21 08:00" in told.text
    sent = {"from": "2026-11-21T08:00+08:00", "to": f"{ends}+08:00", "officers": [], "leader": "张主任"}
    with pytest.raises(InputError) as raised:
        asked(room, "keepSettings", {"roster": [sent]})
    assert [(each.code, str(each.place)) for each in raised.value.faults] == [("E951", "roster[0].to")]
    assert asked(room, "showSettings").roster == ()


def test_shifts_long_over_stay_in_the_roster(room, door):
    old = {
        "from": "2026-10-01T08:00+08:00",
        "to": "2026-10-01T20:00+08:00",
        "officers": ["甲"],
        "leader": "乙",
    }
    asked(room, "keepSettings", {"roster": [old]})
    come(door, "shift-leader")
    assert "2026-10-01" not in door.get("/settings").text
    fill(door, "/settings", **{"from-0": "2026-11-21T08:00", "to-0": "2026-11-21T20:00", "leader-0": "丙"})
    assert [each.leader for each in asked(room, "showSettings").roster] == ["乙", "丙"]


def test_whoever_sets_the_room_up_begins_where_accounts_are_made_and_is_told_that_nobody_can_enter(
    room, door
):
    come(door, "administrator")
    assert door.get("/", follow_redirects=True).url.path == "/settings/accounts"
    for each in asked(room, "listAccounts").accounts:
        if each.name != "administrator":
            asked(room, "changeAccount", {"disabled": True}, {"account": each.name})
    page = door.get("/settings/accounts").text
    assert "还没有能记录事件的账号" in page
    fill(
        door,
        "/settings/accounts",
        deed="new",
        name="zhang",
        password=PASSWORD,
        roles="officer",
    )
    assert "还没有能记录事件的账号" not in door.get("/settings/accounts").text


def test_the_page_of_accounts_says_what_each_role_may_do(door):
    come(door, "administrator")
    assert "值班员 查阅预案、试算；查阅事件和督办事项；记录情况、办理和备注；记录定级" in text_of(
        door.get("/settings/accounts").text
    )


def test_telephone_numbers_are_kept_and_removed(room, door):
    come(door, "shift-leader")
    typed = {"unit-0": "headquarters", "phones-0": "0358-123、139", "person-0": "张三", "note-0": ""}
    fill(door, "/settings/contacts", **typed)
    (known,) = asked(room, "showSettings").contacts
    assert (known.unit, known.phones, known.person, known.note) == (
        "headquarters",
        ("0358-123", "139"),
        "张三",
        None,
    )
    fill(door, "/settings/contacts", **typed, **{"remove-0": "yes"})
    assert asked(room, "showSettings").contacts == ()


def test_a_unit_that_no_plan_has_is_told_and_names_of_units_are_offered(room, door):
    come(door, "shift-leader")
    typed = {"unit-0": "某某局", "phones-0": "1", "unit-1": "市市场监督管理局", "phones-1": "2"}
    page = fill(door, "/settings/contacts", **typed).text
    assert page.count("没有预案有这个单位") == 1
    assert '<option value="市市场监督管理局">' in page


TWICE = [
    ("某局", "某局", "第1行“某局”和第3行“某局”是同一个单位"),
    ("gis-office", "GIS-office", "第1行“gis-office”和第3行“GIS-office”是同一个单位"),
    ("market-regulator", "县市场监督管理局", "第1行“market-regulator”和第3行“县市场监督管理局”是同一个单位"),
]


@pytest.mark.parametrize(("first", "second", "told"), TWICE, ids=("same", "looks-the-same", "id-and-name"))
def test_two_rows_of_one_unit_are_refused_by_row_and_nothing_is_lost(room, door, first, second, told):
    """Kept as two, one of them would overwrite the other, or never be told to anybody."""
    come(door, "shift-leader")
    asked(room, "keepSettings", {"contacts": {"headquarters": {"phones": ["0358-110"]}}})
    typed = {
        "unit-0": first,
        "phones-0": "111",
        "unit-1": "x",
        "phones-1": "222",
        "unit-2": second,
        "phones-2": "333",
    }
    page = fill(door, "/settings/contacts", **typed)
    assert (page.status_code, "E928" in page.text) == (422, True)
    assert told in text_of(page.text)
    assert all(f'value="{number}"' in page.text for number in ("111", "222", "333"))
    assert [each.unit for each in asked(room, "showSettings").contacts] == ["headquarters"]
    assert "已保存" in fill(door, "/settings/contacts", **typed, **{"remove-0": "yes"}).text


def test_several_numbers_of_one_unit_stand_in_one_row(room, door):
    come(door, "shift-leader")
    fill(door, "/settings/contacts", **{"unit-0": "某局", "phones-0": "111、222，333"})
    assert [each.phones for each in asked(room, "showSettings").contacts] == [("111", "222", "333")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"contacts": {"某局": {"phones": ["1"]}, "某局": {"phones": ["2"]}}}', "E111"),
        ('{"contacts": {"market-regulator": {}, "县市场监督管理局": {}}}', "E928"),
        ('{"contacts": {"gis": {}, "GIS": {}}}', "E928"),
    ],
)
def test_two_rows_of_one_unit_in_what_is_sent_are_refused(room, door, text, code):
    header = key_of(room, "roster", "read")
    told = door.patch("/v1/settings", content=text.encode(), headers=header).json()
    assert told["code"] == code
    assert asked(room, "showSettings").contacts == ()


def test_the_audit_log_says_which_number_became_which(room, door):
    come(door, "shift-leader")
    typed = {"unit-0": "某局", "phones-0": "111", "unit-1": "别局", "phones-1": "9", "person-1": "张三"}
    fill(door, "/settings/contacts", **typed)
    fill(door, "/settings/contacts", **{**typed, "phones-0": "111、222", "remove-1": "yes"})
    told = text_of(come(door, "auditor").get("/audit").text)
    assert "联系电话 某局：新增“电话：111”；别局：新增“联系人：张三，电话：9”" in told
    assert "联系电话 别局：删去“联系人：张三，电话：9”；某局：由“电话：111”改为“电话：111、222”" in told


def test_the_audit_log_says_which_shift_and_which_setting_became_which(room, door):
    come(door, "shift-leader")
    row = {
        "from-0": "2026-11-21T08:00",
        "to-0": "2026-11-21T20:00",
        "leader-0": "张主任",
        "officers-0": "王，李",
    }
    fill(door, "/settings", **row)
    fill(door, "/settings", **{**row, "leader-0": "赵主任"})
    fill(door, "/settings", **{**row, "leader-0": "赵主任"})
    come(door, "administrator")
    fill(door, "/settings/room", zh="县值班室", en="county room", two="yes")
    fill(door, "/settings/room", zh="县总值班室", en="county room")
    fill(door, "/settings/targets", deed="keep", targets="webhook:https://hook.example/t0ken")
    fill(door, "/settings/targets", deed="keep", targets="stdout")
    fill(
        door,
        "/settings/targets",
        deed="follow",
        subscriptions="webhook:https://hook.example/t0ken kinds=note",
    )
    told = text_of(come(door, "auditor").get("/audit").text)
    shift = "从：2026-11-21 08:00，带班领导：{}，值班员：王、李，到：2026-11-21 20:00"
    assert f"值班表 由“{shift.format('张主任')}”改为“{shift.format('赵主任')}”" in told
    assert told.count("赵主任") == 1  # what was kept again as it was changed nothing
    assert "值班室名称 值班室名称：由“县值班室”改为“县总值班室”" in told
    assert "两人决定 改为：否（原为是）" in told
    assert re.search("提醒发送 删去“webhook:hook.example#[0-9a-f]{12}”；新增“stdout”", told)
    assert re.search("记录发送给其他系统 entries webhook:hook.example#[0-9a-f]{12}：新增“", told)
    assert "t0ken" not in told


def test_the_audit_log_says_what_an_account_was(room, door):
    come(door, "administrator")
    fill(
        door,
        "/settings/accounts",
        deed="change",
        account="officer",
        post="值班一席",
        roles=["viewer", "exercise-control"],
        regions="1411",
    )
    told = text_of(come(door, "auditor").get("/audit").text)
    assert (
        "岗位：值班一席（原为officer-post）；负责的区划：1411（原为空）；角色：查阅人员、导调人员（原为值班员）"
        in told
    )


def test_an_account_is_made_changed_disabled_and_let_in_again(room, door):
    come(door, "administrator")
    where = "/settings/accounts"
    made = {
        "deed": "new",
        "name": "wang",
        "password": PASSWORD,
        "roles": ["officer"],
        "regions": "1411, 1401",
    }
    assert "已保存" in fill(door, where, **made).text
    account = room.store.account("wang")
    assert (account.post, account.roles, account.regions) == ("wang", ("officer",), ("1411", "1401"))
    fill(door, where, deed="change", account="wang", post="值班一席", roles=["viewer", "auditor"])
    account = room.store.account("wang")
    assert (account.post, account.roles, account.regions) == ("值班一席", ("viewer", "auditor"), ())
    fill(door, where, deed="disable", account="wang")
    assert room.store.account("wang").disabled
    fill(door, where, deed="enable", account="wang")
    before = room.store.account("wang")
    assert not before.disabled
    fill(door, where, deed="password", account="wang", password=f"{PASSWORD} 2")
    assert room.store.account("wang").secret != before.secret


def test_an_account_that_was_locked_is_unlocked(room, door):
    room.store.count_failure("officer", 1, NOW + timedelta(minutes=15), NOW)
    come(door, "administrator")
    assert "锁定至2026-11-21 09:45:00" in door.get("/settings/accounts").text
    fill(door, "/settings/accounts", deed="unlock", account="officer")
    account = room.store.account("officer")
    assert (account.failures, account.locked) == (0, None)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"deed": "new", "name": "x", "password": "short", "roles": ["officer"]}, "E940"),
        ({"deed": "new", "name": "officer", "password": PASSWORD, "roles": ["officer"]}, "E932"),
        ({"deed": "new", "name": "x", "password": PASSWORD, "roles": ["king"]}, "E943"),
        ({"deed": "change", "account": "administrator", "post": "x", "roles": ["viewer"]}, "E948"),
        ({"deed": "disable", "account": "administrator"}, "E948"),
        ({"deed": "crown", "account": "officer"}, "E951"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_cannot_be_done_to_an_account_is_told(room, door, typed, code):
    come(door, "administrator")
    told = fill(door, "/settings/accounts", **typed)
    assert told.status_code >= 400
    assert code in told.text
    assert PASSWORD not in told.text


def test_a_key_is_shown_once_and_taken_back(room, door):
    come(door, "administrator")
    typed = {"deed": "new", "name": "platform", "permissions": ["plans", "read"], "ends": "2027-01-01T00:00"}
    secret = re.search(r"respond_[\w-]+", fill(door, "/settings/keys", **typed).text)[0]
    assert secret not in door.get("/settings/keys").text
    assert room.entrance.by_token(secret, NOW).permissions == {"plans", "read"}
    taken = {"deed": "revoke", "token": "platform"}
    assert "已收回" in fill(door, "/settings/keys", **taken).text
    assert room.store.token(secret).revoked == stamp(NOW)


def test_where_reminders_go_is_kept_and_tried(room, door, capsys):
    come(door, "administrator")
    text = fill(door, "/settings/targets", deed="keep", targets="stdout\nwebhook:http://127.0.0.1:1/x\n").text
    assert "已保存" in text
    assert asked(room, "listTargets").targets == ("stdout", "webhook:http://127.0.0.1:1/x")
    assert "已送出：stdout" in fill(door, "/settings/targets", deed="try", target="stdout").text
    assert capsys.readouterr().out.startswith("【测试】")
    assert [row.what for row in room.store.audited()][:2] == ["target-tried", "setting"]


@pytest.mark.parametrize(
    ("lang", "never", "since"),
    [
        ("zh", "还没有看守程序巡查过", "2026-11-21 09:30 起没有看守程序照常巡查"),
        ("en", "no watch has gone round yet", "No watch has gone round in order since 2026-11-21 09:30"),
    ],
)
def test_that_nobody_is_reminded_for_want_of_a_watch_is_told_where_it_is_seen(room, door, lang, never, since):
    """On the page of the targets, and on the desk of those who may enter; not where a watch goes round."""

    def seen(role, page):
        return text_of(come(door, role).get(f"{page}?lang={lang}").text)

    busy(room)
    assert never not in seen("administrator", "/settings/targets")
    fill(door, "/settings/targets", deed="keep", targets="stdout")
    assert never in seen("administrator", "/settings/targets")
    assert never in seen("officer", "/")
    assert never not in seen("viewer", "/")
    room.store.beat("ticker", NOW, timedelta(minutes=2))
    assert never not in seen("officer", "/")
    room.clock.go(minutes=6)
    assert since in seen("officer", "/")
    assert since not in seen("viewer", "/")
    assert since in seen("administrator", "/settings/targets")


def test_a_place_that_cannot_be_reached_is_told(room, door, monkeypatch):
    monkeypatch.setenv("RESPOND_WEBHOOK_SECRET", "x")
    come(door, "administrator")
    told = fill(door, "/settings/targets", deed="try", target="webhook:http://127.0.0.1:1/x")
    assert (told.status_code, "没有送到 webhook:http://127.0.0.1:1/x" in told.text) == (200, True)


@pytest.mark.parametrize("target", ["command:touch pwned", "file:/etc/passwd"])
@pytest.mark.parametrize("deed", ["keep", "try"])
def test_programs_and_files_of_the_server_are_refused(room, door, tmp_path, monkeypatch, target, deed):
    monkeypatch.chdir(tmp_path)
    come(door, "administrator")
    told = fill(door, "/settings/targets", deed=deed, targets=target, target=target)
    assert told.status_code == 422
    assert "E967" in told.text
    assert "只由机器的主人决定" in told.text
    assert asked(room, "listTargets").targets == ()
    assert list(tmp_path.glob("pwned")) == []


def test_a_place_of_no_kind_is_refused(room, door):
    come(door, "administrator")
    told = fill(door, "/settings/targets", deed="keep", targets="pigeon:home")
    assert (told.status_code, "E872" in told.text, "pigeon:home" in told.text) == (422, True, True)


def test_the_room_gets_its_name_and_its_rule_of_two(room, door):
    come(door, "administrator")
    assert "已保存" in fill(door, "/settings/room", zh="交城县总值班室", en="", two="yes").text
    assert room.two_decide
    assert "交城县总值班室" in come(door, "viewer").get("/wall").text
    come(door, "administrator")
    fill(door, "/settings/room", zh="交城县总值班室", en="")
    assert not room.two_decide


def test_the_store_is_told(room, door):
    text = unescape(come(door, "administrator").get("/settings/room").text)
    assert room.store.place in text
    assert room.store.about("key") in text
    assert asked(room, "showStore").bytes > 10_000


def test_a_form_that_is_not_ours_changes_nothing(room, door):
    come(door, "administrator")
    sent = door.post("/settings/room", data={"zh": "x", "two": "yes", "csrf": "wrong"})
    assert (sent.status_code, room.two_decide) == (403, False)


def test_a_shift_leader_changes_no_account(room, door):
    come(door, "shift-leader")
    csrf = csrf_of(door.get("/settings").text)
    sent = door.post("/settings/accounts", data={"deed": "disable", "account": "viewer", "csrf": csrf})
    assert (sent.status_code, room.store.account("viewer").disabled) == (403, False)
