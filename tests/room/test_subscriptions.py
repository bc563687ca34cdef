"""Subscriptions to the logs: kept and checked over HTTP and on the page of settings, sent anew on request."""

import pytest
from duty import key_of, opened
from forms import come, fill

from respond.cli import main

HOOK = "webhook:https://hook.example/log"


@pytest.fixture
def admin(room, door):
    door.headers.update(key_of(room, "administer", "enter", "read", name="admin"))
    return door


def keep(door, *subscriptions):
    return door.patch("/v1/subscriptions", json={"subscriptions": [*subscriptions]})


def test_subscriptions_are_kept_and_told_with_what_waits(room, admin):
    sent = {"target": HOOK, "kinds": ["note"], "regions": ["1411"], "plans": ["vaccine-quality"]}
    told = keep(admin, sent, {"target": "stdout"})
    assert told.status_code == 200, told.text
    assert told.json()["subscriptions"] == [
        {**sent, "plans": ["jiaocheng/vaccine-quality"], "waiting": 0, "failed": None},
        {"target": "stdout", "kinds": [], "regions": [], "plans": [], "waiting": 0, "failed": None},
    ]
    opened(admin)
    again = admin.post("/v1/subscriptions/replay", json={"target": "stdout", "from": 1})
    assert again.json() == {"schema": "replayed/1", "target": "stdout", "from": 1, "entries": 1}
    found = admin.get("/v1/subscriptions").json()
    assert ([each["waiting"] for each in found["subscriptions"]], found["last"]) == ([0, 1], 1)
    assert room.store.audited(most=1)[0].what == "entries-replayed"
    assert keep(admin).json()["subscriptions"] == []


def test_whoever_follows_a_region_is_told_of_an_incident_once_its_place_is_known(room, admin):
    keep(admin, {"target": "stdout", "regions": ["1411"]})
    opened(admin, region=None)
    assert admin.post("/v1/incidents/one/entries/describe", json={"region": "141122"}).status_code == 201
    admin.post("/v1/incidents/one/entries/note", json={"text": "来电"})
    told = admin.post("/v1/subscriptions/replay", json={"target": "stdout", "from": 1})
    assert told.json()["entries"] == 2, "not the opening, of which nobody knew where it is"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"target": "command:touch x"}, "E967"), ({"target": "webhook:nowhere"}, "E872"),
        ({"target": HOOK, "kinds": ["gossip"]}, "E943"), ({"target": HOOK, "regions": ["山西"]}, "E944"),
        ({"target": HOOK, "regions": ["99"]}, "E944"),
        ({"target": HOOK, "plans": ["no-such-plan"]}, "E502"),
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_refused(room, admin, sent, code):
    told = keep(admin, {"target": "stdout"}, sent)
    assert told.json()["code"] == code
    assert room.store.subscriptions() == ()


def test_one_place_follows_once_and_nobody_else_is_sent_anything(admin):
    assert keep(admin, {"target": HOOK}, {"target": HOOK, "kinds": ["note"]}).json()["code"] == "E932"
    told = admin.post("/v1/subscriptions/replay", json={"target": HOOK, "from": 1})
    assert (told.status_code, told.json()["code"]) == (404, "E942")
    keep(admin, {"target": HOOK})
    assert admin.post("/v1/subscriptions/replay", json={"target": HOOK, "from": 0}).json()["code"] == "E951"


def test_the_watch_sends_them_and_a_missing_secret_stops_no_other(room, admin, monkeypatch, capsys):
    monkeypatch.delenv("RESPOND_WEBHOOK_SECRET", raising=False)
    keep(admin, {"target": HOOK}, {"target": "stdout"})
    opened(admin)
    watch = (
        "watch",
        "--once",
        "--to",
        "stdout",
        "--store",
        room.store.place,
        "--now",
        "2026-11-21T09:30+08:00",
    )
    assert main([*watch, "--lang", "zh"]) == 1
    told = capsys.readouterr()
    assert "（one） 第1条：开始（system，2026-11-21 09:30）" in told.out.replace("admin", "system")
    assert "E873" in told.err
    monkeypatch.setenv("RESPOND_WEBHOOK_SECRET", "x")
    keep(admin, {"target": "stdout"})
    assert main([*watch, "--lang", "zh"]) == 0
    assert "第1条" not in capsys.readouterr().out


def test_the_page_of_settings_keeps_them_a_line_each(room, door):
    come(door, "administrator")
    lines = f"{HOOK} kinds=note,event regions=1411\nstdout"
    text = fill(door, "/settings/targets", deed="follow", subscriptions=lines).text
    assert "已保存" in text
    assert [(each.target, each.kinds, each.regions) for each in room.store.subscriptions()] == [
        (HOOK, ("note", "event"), ("1411",)), ("stdout", (), ()),
    ]  # fmt: skip
    assert f"{HOOK} kinds=note,event regions=1411" in text
    told = fill(door, "/settings/targets", deed="replay", target="stdout", **{"from": "1"})
    assert "0 条将重发" in told.text
    bad = fill(door, "/settings/targets", deed="follow", subscriptions=f"{HOOK} colour=red")
    assert (bad.status_code, "E951" in bad.text, "colour=red" in bad.text) == (400, True, True)
    assert len(room.store.subscriptions()) == 2
