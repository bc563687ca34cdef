"""Who follows the logs is told of each entry once it is kept, under one key, through kills, failures and replays."""

from datetime import timedelta

import pytest
from attrs import define
from damage import behind
from logs import opening
from sqlalchemy import text
from watching import Basket, at

from respond.api import default_library
from respond.desk import Desk, told
from respond.errors import InputError
from respond.store import RoomStore, Row, Subscription, queue_of
from respond.watch import Follower, Ticker, default_rhythm, queue_name

ALL = Subscription("basket", queue_of("basket"))


@pytest.fixture
def store(place, tmp_path):
    made = RoomStore(place, key=tmp_path / "store.key")
    made.prepare()
    yield made
    made.close()


@pytest.fixture
def desk(store):
    return Desk(store, default_library(), by="值班室")


def follow(store, *subscriptions, clock="09:00"):
    store.keep_subscriptions(subscriptions or (ALL,), by="admin", now=at(clock))


def round_(store, *baskets, clock, reminders=()):
    ticker = Ticker(
        store, default_library(), default_rhythm(), reminders, followers=[Follower(each) for each in baskets]
    )
    return ticker.round(at(clock))


def seqs(basket):
    return [each["seq"] for each in basket.got]


def test_entries_are_told_as_they_are_kept_and_no_reminders_with_them(store, desk):
    follow(store)
    desk.open({**opening("one"), "region": "141122"}, now=at("09:12"))
    desk.note("one", "电话", now=at("09:13"))
    told, reminded = Basket(), Basket("reminders")
    round_(store, told, clock="09:14", reminders=[reminded])
    round_(store, told, clock="09:42", reminders=[reminded])
    assert seqs(told) == [1, 2]
    assert {each["schema"] for each in reminded.got} == {"reminder/1"}
    last = told.got[-1]
    assert (last["key"], last["schema"]) == (f"entry:{store.about('store')}:2", "told-entry/1")
    assert (last["mode"], last["region"], last["plans"]) == ("real", "141122", ["vaccine-quality"])
    row = Row(**{name: last[name] for name in Row.__slots__ if name in last})
    assert row == store.rows("one")[-1]
    assert row.hash == row.right_hash
    assert last["text"]["zh"].split("\n") == [
        "疑似疫苗质量事件（one） 第2条：备注（值班室，2026-11-21 09:13）", "电话", f"编号：{last['key']}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("say", "zh", "en"),
    [
        (
            lambda desk: desk.update("one", {"deaths": "3+"}, now=at("09:13")),
            "同一批号疫苗致死亡病例：至少3例", "deaths linked to one batch: ",
        ),
        (
            lambda desk: desk.did("one", "report-up", now=at("09:13"), by="headquarters", channel="phone"),
            "已办：", "done: ",
        ),
    ],
)  # fmt: skip
def test_an_entry_is_told_in_the_words_of_the_log_page_in_both_languages(store, desk, say, zh, en):
    """Whoever gets it in a chat reads what the log page tells, and no JSON; that stands beside it as it was hashed."""
    follow(store)
    desk.open(opening("one"), now=at("09:12"))
    say(desk)
    basket = Basket()
    round_(store, basket, clock="09:14")
    last = basket.got[-1]
    page = told(store, desk.library, "one", now=at("09:14")).entries[-1]
    for lang, words in (("zh", zh), ("en", en)):
        text = last["text"][lang].split("\n")
        assert text[1:-1] == [each.words.say(lang) for each in page.says]
        assert text[1].startswith(words)
        assert "{" not in "".join(text)
    assert last["body"] == store.rows("one")[-1].body


def test_what_no_plan_here_can_read_is_told_as_it_is_kept(store, desk):
    follow(store)
    desk.open(opening("one"), now=at("09:12"))
    touched = Basket()
    behind(store, text("UPDATE entries SET body='{' WHERE seq=1"))
    round_(store, touched, clock="09:14")
    assert "quality_suspected" in touched.got[0]["text"]["zh"]


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({}, [1, 2, 3, 4]), ({"kinds": ("note",)}, [3, 4]), ({"regions": ("1411",)}, [1, 3]),
        ({"plans": ("jiaocheng/vaccine-quality",)}, [1, 2, 3, 4]), ({"plans": ("a/b",)}, []),
        ({"kinds": ("opened", "act"), "regions": ("1411", "15")}, [1]),
    ],
)  # fmt: skip
def test_one_is_told_of_what_one_asked_for(store, desk, more, wanted):
    follow(store, Subscription("basket", queue_of("basket"), **more))
    desk.open({**opening("one"), "region": "141122"}, now=at("09:12"))
    desk.open({**opening("two"), "region": "140105"}, now=at("09:12"))
    for name in ("one", "two"):
        desk.note(name, "电话", now=at("09:13"))
    told = Basket()
    round_(store, told, clock="09:14")
    assert seqs(told) == wanted


def test_an_entry_that_is_refused_is_told_to_nobody(store, desk):
    follow(store)
    desk.open(opening("one"), now=at("09:12"))
    with pytest.raises(InputError):
        desk.event("one", "closed", now=at("09:13"))
    told = Basket()
    round_(store, told, clock="09:14")
    assert seqs(told) == [1]


def test_nothing_is_kept_for_nobody(store, desk):
    desk.open(opening("one"), now=at("09:12"))
    told = Basket()
    follow(store, clock="09:13")
    round_(store, told, clock="09:14")
    assert told.got == []
    desk.note("one", "x", now=at("09:15"))
    round_(store, told, clock="09:16")
    assert seqs(told) == [2]


class Killed(BaseException):
    """What ends a process in the midst of something."""


@define
class Deadly(Basket):
    """A channel that takes one entry and then is killed with its process."""

    def send(self, key, body, now, *, again):
        super().send(key, body, now, again=again)
        raise Killed


def test_a_killed_ticker_is_made_good_under_the_same_keys(store, desk):
    follow(store)
    desk.open(opening("one"), now=at("09:12"))
    desk.note("one", "x", now=at("09:12"))
    deadly, other = Deadly(), Basket()
    with pytest.raises(Killed):
        round_(store, deadly, clock="09:13")
    round_(store, other, clock="09:14")  # what was taken is another's until its time is over
    assert other.got == []
    round_(store, other, clock="09:16")
    assert seqs(other) == [1, 2]
    assert other.got[0]["key"] == deadly.got[0]["key"]
    round_(store, other, clock="09:20")
    assert seqs(other) == [1, 2]


def test_what_fails_is_tried_again_and_holds_up_no_reminder(store, desk):
    follow(store)
    desk.open(opening("one"), now=at("09:12"))
    told, reminded = Basket(broken="down"), Basket("reminders")
    round_(store, told, clock="09:13", reminders=[reminded])
    found = round_(store, told, clock="09:42", reminders=[reminded])
    assert [each.channel for each in found.failures] == [queue_of("basket")]
    assert reminded.got
    assert store.waiting_on(queue_of("basket")) == (1, '{"zh":"down","en":"down"}')
    told.broken = None
    round_(store, told, clock="10:42", reminders=[reminded])
    assert seqs(told) == [1]
    assert store.waiting_on(queue_of("basket")) == (0, None)


def test_entries_are_sent_anew_from_a_place_on_and_to_that_one_alone(store, desk):
    desk.open(opening("one"), now=at("09:12"))
    desk.note("one", "before anybody followed", now=at("09:12"))
    other = Subscription("other", queue_of("other"))
    follow(store, ALL, other)
    desk.note("one", "x", now=at("09:13"))
    told, beside = Basket(), Basket("other")
    round_(store, told, beside, clock="09:14")
    assert (seqs(told), seqs(beside)) == ([3], [3])
    assert store.replay(ALL.channel, 1, at("09:15")) == 2
    desk.note("one", "y", now=at("09:16"))
    round_(store, told, beside, clock="09:17")
    assert (seqs(told), seqs(beside)) == ([3, 2, 3, 4], [3, 4])
    assert told.got[0]["key"] == told.got[2]["key"]
    assert store.replay(ALL.channel, 0, at("09:18")) == 4
    round_(store, told, beside, clock="09:19")
    assert (seqs(told)[4:], seqs(beside)) == ([1, 2, 3, 4], [3, 4])
    assert store.replay("entries nobody", 0, at("09:18")) == 0


def test_who_follows_no_more_is_told_no_more_and_later_only_of_what_is_new(store, desk):
    follow(store)
    desk.open(opening("one"), now=at("09:12"))
    round_(store, Basket(broken="down"), clock="09:13")
    store.keep_subscriptions([], by="admin", now=at("09:14"))
    assert store.waiting_on(queue_of("basket")) == (0, None)
    desk.note("one", "x", now=at("09:15"))
    follow(store, clock="09:16")
    desk.note("one", "y", now=at("09:17"))
    told = Basket()
    round_(store, told, clock="11:18")
    assert seqs(told) == [3]


def test_entries_in_the_outbox_are_no_reminders(store, desk):
    follow(store)
    desk.open(opening("one"), now=at("09:12"))
    assert store.noted() == ()
    assert store.noted_under(f"entry:{store.about('store')}:1") is None
    round_(store, Basket(), clock="09:13")
    assert all(each.kind != "entry" for each in store.noted())


def test_an_exercise_is_marked(tmp_path):
    store = RoomStore(tmp_path / "drill.db", exercise=True)
    follow(store)
    Desk(store, default_library(), by="值班室").open(opening("one"), now=at("09:12"))
    told = Basket()
    round_(store, told, clock="09:13")
    assert (told.got[0]["mode"], told.got[0]["text"]["zh"][:4]) == ("exercise", "【演练】")
    assert store.replay(ALL.channel, 0, at("09:13") + timedelta(minutes=1)) == 1


def test_a_queue_is_named_without_the_secrets_of_the_watch(monkeypatch):
    monkeypatch.delenv("RESPOND_WEBHOOK_SECRET", raising=False)
    assert queue_name("webhook:https://hook.example/t0ken").startswith("entries webhook:hook.example#")
    assert "t0ken" not in queue_name("webhook:https://hook.example/t0ken")
    with pytest.raises(InputError):
        queue_name("webhook:nowhere")
