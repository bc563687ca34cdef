"""`respond watch`, `ack`, `postpone`: the commands beside the library calls."""

import json

import jsonschema
import pytest

from respond.cli import main
from respond.store import WatchedStore


@pytest.fixture
def shop(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("RESPOND_STORE", str(tmp_path / "store.db"))

    def run(*words, now=None):
        code = main([*words, *(["--now", f"2026-11-21T{now}"] if now else [])])
        out, err = capsys.readouterr()
        return code, out, err

    code, *_ = run(
        "open", "--id", "one", "--plan", "vaccine-quality", "--set", "quality_suspected=yes",
        "--event", "received=2026-11-21T09:12", now="09:12",
    )  # fmt: skip
    assert code in {0, 3}
    return run


def validator(shop, name):
    """Give what checks data against the schema of a name, as the command prints it."""
    return jsonschema.Draft202012Validator(json.loads(shop("schema", name)[1]))


def test_a_round_prints_the_reminders_and_tells_what_it_did(shop):
    shop("watch", "--once", now="09:12")
    code, out, err = shop("watch", "--once", now="09:42")
    assert code == 0
    assert "10:12 剩30分" in out
    assert "提醒编号：one:jiaocheng/vaccine-quality#report-up#1:20261121T021200Z:before-1/2" in out
    assert err.startswith("2026-11-21 09:42　读1起事件")
    assert shop("watch", "--once", now="09:42")[1] == ""


def test_a_round_says_that_nobody_is_reminded_of_an_exercise_in_a_store_for_real_work(shop, tmp_path):
    file = tmp_path / "drill.yaml"
    file.write_text(
        "respond: incident/1\nid: drill\nmode: exercise\ntitle: {zh: 桌面推演}\nplans: [vaccine-quality]\n"
        "occurred: 2026-11-21T09:00+08:00\nfacts: {quality_suspected: yes}\n",
        "utf-8",
    )
    assert "【演练】" in shop("open", str(file), now="09:12")[1]
    code, out, err = shop("watch", "--once", now="09:20")
    assert (code, "drill" in out) == (0, False)
    assert "其中1起是演练，却在实际值班的记录库里：不提醒任何人" in err


def test_reminders_in_english_and_as_json(shop):
    shop("watch", "--once", now="09:12")
    _, out, err = shop("watch", "--once", "--format", "json", "--lang", "en", now="09:42")
    reminders = [json.loads(line) for line in out.splitlines()]
    assert {each["schema"] for each in reminders} == {"reminder/1"}
    valid = validator(shop, "reminder")
    for each in reminders:
        valid.validate(each)
    with pytest.raises(jsonschema.ValidationError):
        valid.validate({**reminders[0], "kind": "sometime"})
    assert "incidents read: 1" in err


def test_reminders_go_where_they_are_sent(shop, tmp_path):
    out = tmp_path / "out.jsonl"
    code, printed, _ = shop("watch", "--once", "--to", f"file:{out}", "--to", f"file:{out}", now="09:42")
    assert (code, printed) == (0, "")
    lines = out.read_text("utf-8").splitlines()
    assert lines
    assert len(lines) == len({json.loads(line)["key"] for line in lines})


def test_what_does_not_arrive_is_told(shop, tmp_path):
    code, _, err = shop("watch", "--once", "--to", f"file:{tmp_path}/none/out", now="09:42")
    assert code == 1
    assert "E879" in err


def test_a_rhythm_of_ones_own(shop, tmp_path):
    from importlib import resources  # noqa: PLC0415

    text = resources.files("respond.watch").joinpath("default.yaml").read_text("utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(text.replace("shares: [1/2]", "shares: [1/3]"), "utf-8")
    shop("watch", "--once", "--rhythm", str(own), now="09:12")
    assert "before-1/3" in shop("watch", "--once", "--rhythm", str(own), now="09:32")[1]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("watch", "--now", "2026-11-21T09:42"), "E911"),
        (("watch", "--once", "--to", "pager:1"), "E872"),
        (("watch", "--once", "--every", "1 month"), "E865"),
        (("watch", "--once", "--every", "0s"), "E603"),
        (("watch", "--once", "--every", "0 days"), "E603"),
        (("watch", "--once", "--rhythm", "none.yaml"), "E101"),
        (("ack", "one", "report-pu", "--by", "张", "--now", "2026-11-21T09:42"), "E874"),
        (("ack", "one:x", "--by", "张", "--now", "2026-11-21T09:42"), "E877"),
        (("ack", "two", "report-up", "--by", "张", "--now", "2026-11-21T09:42"), "E845"),
    ],
)
def test_what_is_typed_wrongly_is_refused(shop, words, code):
    ended, _, err = shop(*words)
    assert ended == 2
    assert code in err


def test_it_goes_round_and_round_until_it_is_stopped(shop, monkeypatch):
    from datetime import datetime, timedelta  # noqa: PLC0415

    import respond.cli.watch as module  # noqa: PLC0415

    clock = [datetime.fromisoformat("2026-11-21T09:12+08:00")]
    waited = []

    def pause(length):
        waited.append(length)
        clock.append(clock[-1] + timedelta(minutes=30))
        if len(waited) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(module, "present", lambda: clock[-1])
    monkeypatch.setattr(module, "pause", pause)
    code, out, _ = shop("watch", "--every", "10s")
    assert code == 130
    assert waited == [timedelta(seconds=10)] * 4
    assert "before-1/2" in out
    assert ":at\n" in out


def test_a_store_that_fails_for_a_while_does_not_end_it(shop, monkeypatch):
    import respond.cli.watch as module  # noqa: PLC0415
    from respond.errors import InputError, fault  # noqa: PLC0415

    rounds = []
    beats = WatchedStore.beats

    def failing(store):
        rounds.append(1)
        if len(rounds) == 1:
            raise InputError([fault("E841", name="x")])
        return beats(store)

    def pause(_):
        if len(rounds) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(WatchedStore, "beats", failing)
    monkeypatch.setattr(module, "pause", pause)
    code, _, err = shop("watch")
    assert code == 130
    assert "E841" in err
    assert len(rounds) == 2


def test_acknowledging_by_duty_and_by_key(shop):
    shop("watch", "--once", now="09:12")
    shop("watch", "--once", now="09:42")
    code, out, _ = shop("ack", "one", "report-up", "--by", "张", now="09:43")
    assert code == 0
    assert "尚未确认" in out
    key = "one:jiaocheng/vaccine-quality#report-up#1:20261121T021200Z:before-1/2"
    code, out, _ = shop("ack", key, "--by", "张", "--for", "headquarters", "--format", "json", now="09:44")
    validator(shop, "heard").validate(json.loads(out))
    assert json.loads(out) == {
        "schema": "heard/1", "incident": "one", "number": 3, "kind": "acknowledgement",
        "obligation": "jiaocheng/vaccine-quality#report-up#1", "acknowledged": ["张"], "missing": [],
    }  # fmt: skip


def test_postponing(shop):
    code, out, _ = shop(
        "postpone",
        "one",
        "report-up",
        "--until",
        "2026-11-21T10:00",
        "--reason",
        "核实中",
        "--by",
        "值班室",
        now="09:20",
    )
    assert code == 0
    assert "2026-11-21 10:00" in out
    code, _, err = shop(
        "postpone",
        "one",
        "report-up",
        "--until",
        "2026-11-21T09:00",
        "--reason",
        "-",
        "--by",
        "张",
        now="09:20",
    )
    assert code == 2
    assert "E876" in err
    assert "report-up#1:20261121T021200Z:before" not in shop("watch", "--once", now="09:43")[1]


@pytest.mark.parametrize("name", ["a\x07", "", " a"])
def test_a_ticker_needs_a_name_that_can_be_read(shop, name):
    code, _, err = shop("watch", "--once", "--ticker", name, now="09:12")
    assert code == 2
    assert err.startswith("E858 ")


def test_what_never_was_has_no_value(shop):
    code, _, err = shop(
        "correct", "one", "quality_suspected", "--value", "no", "--withdrawn", "--by", "x", now="09:13"
    )
    assert code == 2
    assert err.startswith("E910 ")


@pytest.mark.parametrize("length", ["0s", "0 days", "soon", "3 dais"])
def test_a_length_that_is_none_is_advised_as_an_option_and_not_as_a_plan_file(shop, length):
    ended, _, err = shop("watch", "--once", "--every", length, "--lang", "en")
    assert ended == 2
    assert "longer than zero, such as 30s, 30 minutes, 12h, 2 days" in err
    assert "due: immediately" not in err
    assert "working days" not in err
