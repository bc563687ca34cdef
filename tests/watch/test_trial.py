"""Where reminders go when nobody says, and the marked reminder that tries a place out."""

import json

import pytest
from watching import Basket, at

from respond.cli import main
from respond.store import RoomStore
from respond.watch import TARGETS, SendError, kept_targets, try_out


@pytest.fixture
def store(tmp_path):
    made = RoomStore(tmp_path / "store.db", key=tmp_path / "store.key")
    yield made
    made.close()


def test_a_trial_is_marked_and_about_nothing():
    basket = Basket()
    key = try_out(basket, "值班室", at("09:30"))
    (sent,) = basket.got
    assert (sent["key"], sent["mode"], sent["schema"]) == (key, "test", "reminder-trial/1")
    assert sent["text"]["zh"].startswith("【测试】")
    assert sent["text"]["en"].startswith("[TEST]")


def test_a_trial_that_does_not_arrive_says_why():
    with pytest.raises(SendError):
        try_out(Basket(broken="no"), "值班室", at("09:30"))


def test_without_a_word_reminders_go_to_standard_output_else_where_the_store_says(store):
    assert kept_targets(store) == ("stdout",)
    store.keep_setting(TARGETS, ["stdout", "webhook:https://hook.example/x"], by="admin", now=at("09:30"))
    assert kept_targets(store) == ("stdout", "webhook:https://hook.example/x")


def test_the_watch_sends_where_the_settings_say_unless_it_is_told(store, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("RESPOND_STORE", store.place)
    monkeypatch.setenv("RESPOND_STORE_KEY", str(tmp_path / "store.key"))
    kept, told = tmp_path / "kept.jsonl", tmp_path / "told.jsonl"
    store.keep_setting(TARGETS, [f"file:{kept}"], by="admin", now=at("09:00"))
    main(
        [
            "open", "--id", "one", "--plan", "vaccine-quality", "--set", "quality_suspected=yes", "--event",
            "received=2026-11-21T09:12", "--now", "2026-11-21T09:12",
        ]
    )  # fmt: skip
    main(["watch", "--once", "--now", "2026-11-21T09:12"])
    capsys.readouterr()
    assert main(["watch", "--once", "--now", "2026-11-21T09:42"]) == 0
    assert capsys.readouterr().out == ""
    assert {json.loads(line)["schema"] for line in kept.read_text("utf-8").splitlines()} == {"reminder/1"}
    main(["watch", "--once", "--to", f"file:{told}", "--now", "2026-11-21T10:12"])
    before = kept.read_text("utf-8")
    main(["watch", "--once", "--to", f"file:{told}", "--now", "2026-11-21T10:42"])
    assert told.read_text("utf-8")
    assert kept.read_text("utf-8") == before


def test_a_watch_that_runs_takes_up_what_the_settings_say_meanwhile(store, tmp_path, monkeypatch):
    monkeypatch.setenv("RESPOND_STORE", store.place)
    monkeypatch.setenv("RESPOND_STORE_KEY", str(tmp_path / "store.key"))
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    store.keep_setting(TARGETS, [f"file:{first}"], by="admin", now=at("09:00"))
    main(
        [
            "open", "--id", "one", "--plan", "vaccine-quality", "--set", "quality_suspected=yes", "--event",
            "received=2026-11-21T09:12", "--now", "2026-11-21T09:12",
        ]
    )  # fmt: skip
    clock = iter([at("09:12"), at("09:42"), at("10:12")])
    pauses = []

    def pause(_):
        pauses.append(len(first.read_text("utf-8").splitlines()) if first.exists() else 0)
        if len(pauses) == 1:
            store.keep_setting(TARGETS, [f"file:{second}"], by="admin", now=at("09:13"))
        if len(pauses) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("respond.cli.watch.present", lambda: next(clock))
    monkeypatch.setattr("respond.cli.watch.pause", pause)
    main(["watch", "--every", "30s"])
    assert pauses[0] == pauses[-1] > 0
    assert second.read_text("utf-8")
