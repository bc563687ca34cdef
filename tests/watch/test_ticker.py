"""Each round: what should have come is noted once, sent, marked where it is late, and proved to be planned."""

import importlib
from datetime import timedelta

import pytest
from attrs import evolve
from damage import touch
from watching import DIRECT, REPORT, Basket, Post, at, kind_of

from respond.api import default_library
from respond.desk import Decision, Desk, told
from respond.errors import InputError, Text
from respond.store import SEAT, Changes, Heads, RoomStore, ToNote, WatchedStore, signed_by, stamp
from respond.watch import SendError, acknowledge_key, faults_of


def test_nothing_is_open_and_all_is_well(both):
    found = both.go("09:12")
    assert (found.read, found.noted, found.beats, faults_of(found)) == (0, (), True, ())


def test_a_reminder_is_noted_and_sent_once(both):
    both.open()
    both.go("09:12")
    both.go("09:42")
    assert both.told() == ["before-1/2"]
    both.go("09:42")
    both.go("09:43")
    assert both.told() == ["before-1/2"]
    assert [each.kind for each in both.noted()] == ["before"]


def test_any_number_of_tickers_sends_it_once(both):
    both.open()
    others = [both.another(both.basket, name=f"t{number}") for number in range(3)]
    for ticker in (both.ticker, *others):
        both.go("09:12", ticker=ticker)
    for ticker in (*others, both.ticker):
        both.go("09:42", ticker=ticker)
    assert both.told() == ["before-1/2"]


def test_a_restarted_ticker_repeats_nothing(both):
    both.open()
    both.go("09:12")
    both.go("09:42")
    both.go("09:43", ticker=both.another())
    assert both.told() == ["before-1/2"]


def test_a_round_reads_only_what_has_moved_on_or_whose_moment_has_come(post):
    post.open("one")
    post.open("two")
    assert post.go("09:12").read == 2
    assert post.go("09:13").read == 0
    post.desk.note("two", "电话", now=at("09:13"))
    assert post.go("09:14").read == 1
    assert post.go("09:42").read == 2


def test_the_desk_the_store_is_set_to_is_reminded_of_what_is_its_own(post):
    post.open()
    post.go("09:12")
    room = RoomStore(post.store.place, key=post.store._key_file)
    room.keep_setting(SEAT, "education-sports", by="x", now=at("09:13"))
    assert post.go("09:13").read == 1
    post.go("09:42")
    assert post.told() == []
    room.keep_setting(SEAT, "", by="x", now=at("09:43"))
    assert post.go("09:43").read == 1
    assert post.told() == ["before-1/2"]
    room.close()


def test_a_reminder_says_why_it_came(post):
    post.open()
    post.go("09:12")
    post.go("09:42")
    found = post.last()
    assert found["schema"] == "reminder/1"
    assert found["clause"] == "5.1"
    assert found["limit"] == {
        "zh": "自接报（09:12）起1小时内",
        "en": "within 1 hour, from report received (09:12)",
    }
    assert [each["id"] for each in found["to"]] == [
        "county-government",
        "county-rescue-office",
        "city-market-regulator",
    ]
    assert found["due"] == "2026-11-21T10:12:00+08:00"
    assert found["text"]["zh"].splitlines()[0].endswith("10:12 剩30分")
    assert found["late"] is None


def test_the_signed_line_goes_out_with_it(post):
    post.open()
    post.go("09:12")
    post.go("09:42")
    line = post.last()["signed"]
    [checkpoint] = post.store.checkpoints()
    assert line == checkpoint.line
    assert signed_by(checkpoint, post.store.about("key"))


def test_new_entries_are_signed_on_a_schedule(post):
    post.open()
    assert post.go("09:12").signed
    post.desk.note("one", "电话", now=at("09:20"))
    assert not post.go("10:11").signed
    assert post.go("10:12").signed
    assert post.go("12:00").signed  # the reminders that were noted meanwhile
    assert not post.go("12:30").signed
    assert [each.count for each in post.store.checkpoints()] == [1, 2]


def test_no_contact_leaves_the_house(post):
    post.open()
    post.go("09:12")
    post.go("09:42")
    assert all(unit["contact"] is None for unit in (*post.last()["units"], *post.last()["to"]))


@pytest.mark.parametrize(("mode", "mark"), [("exercise", "【演练】"), ("test", "【测试】"), ("real", "[")])
def test_the_mode_stands_first(tmp_path, mode, mark):
    store = WatchedStore(tmp_path / "store.db", key=tmp_path / "store.key", exercise=mode == "exercise")
    post = Post(store, Desk(store, default_library(), by="值班室"))
    post.open(mode=mode, facts={"quality_suspected": "yes", "deaths": "3"})
    post.go("09:12")
    post.go("09:42")
    assert post.basket.got
    for each in post.basket.got:
        assert each["mode"] == mode
        assert each["text"]["zh"].startswith(mark)


def test_nobody_is_reminded_of_an_exercise_that_lies_in_a_store_for_real_work(both):
    both.open("drill", mode="exercise", facts={"quality_suspected": "yes", "deaths": "3"})
    both.open("one")
    found = both.go("09:12")
    assert (found.practised, found.beats, found.unplanned) == (1, True, ())
    both.go("09:42")
    assert {each["incident"] for each in both.basket.got} == {"one"}
    assert both.go("09:43").practised == 1  # told in a round that has nothing to do, too
    both.desk.update("drill", {"deaths": "30"}, now=at("09:44"))
    assert both.go("09:45").noted == ()


def test_what_waits_of_an_exercise_in_a_store_for_real_work_is_withdrawn(post):
    """An older version had noted it, and the channel was down."""
    post.open("drill", mode="exercise", facts={"quality_suspected": "yes", "deaths": "3"})
    key = "drill:p#d#1:20261121T011200Z:at"
    post.store.open_channels([post.basket.name])
    note = ToNote(key, "drill", "p#d#1", "at", stamp(at("09:12")), stamp(at("09:12")), "{}")
    post.store.note([Changes("drill", 1, (note,))], at("09:12"))
    post.go("09:13")
    assert post.basket.got == []
    (noted,) = post.store.noted()
    assert "这是演练" in noted.cancelled


def test_what_came_in_an_outage_is_told_once_and_marked(both):
    both.open()
    both.go("09:12")
    both.go("09:43")
    found = both.another()
    both.go("10:25", ticker=found)
    assert both.told() == ["before-1/2", "after-600s"]
    last = both.last()
    assert last["late"] == {"from": "2026-11-21T09:43:00+08:00", "to": "2026-11-21T10:25:00+08:00"}
    assert last["passed"] == 2
    assert "迟到：09:43至10:25没有程序运行" in last["text"]["zh"]
    assert "late: nothing ran from 09:43 to 10:25" in last["text"]["en"]


def test_what_nothing_ever_watched_says_so(post):
    post.open()
    post.go("10:00")
    assert post.last()["late"] == {"from": None, "to": "2026-11-21T10:00:00+08:00"}


def test_what_was_told_late_is_no_outage(post):
    post.open("other")
    post.go("09:12")
    post.go("10:00")
    post.open("one", clock="10:00")
    post.go("10:01")
    late = [each for each in post.basket.got if each["incident"] == "one"]
    assert late
    assert all(each["late"] is None for each in late)


def test_the_first_round_reads_every_log_before_it_notes_anything(post, monkeypatch):
    for name in ("one", "two", "three"):
        post.open(name)
    read = []
    rows, note = post.store.read_on, post.store.note
    monkeypatch.setattr(post.store, "read_on", lambda name: read.append(name) or rows(name))

    def noting(found, now):
        assert len(read) == 3
        return note(found, now)

    monkeypatch.setattr(post.store, "note", noting)
    assert len(post.go("09:50").noted) >= 3


def test_an_entry_that_comes_meanwhile_is_worked_in(post, monkeypatch):
    post.open()
    post.go("09:12")
    note = post.store.note

    def noting(found, now):
        if len(post.store.rows("one")) == 1:
            post.desk.did("one", "report-up", now=at("09:42"), by="headquarters")
        return note(found, now)

    monkeypatch.setattr(post.store, "note", noting)
    found = post.go("09:42")
    assert found.beats
    assert post.told() == []


def test_where_entries_keep_coming_the_round_says_that_it_could_not_finish(post, monkeypatch):
    post.open()
    note = post.store.note

    def noting(found, now):
        post.desk.note("one", "电话", now=now)
        return note(found, now)

    monkeypatch.setattr(post.store, "note", noting)
    found = post.go("09:42")
    assert not found.beats
    assert [each.code for each in faults_of(found)] == ["E878"]
    monkeypatch.undo()
    assert post.go("09:43").beats


def test_the_heart_beats_only_where_everything_is_planned(post, monkeypatch):
    post.open()
    assert post.go("09:12").beats
    [beat] = post.store.beats()
    import respond.watch.ticker as module  # noqa: PLC0415

    whole = module.plan
    monkeypatch.setattr(
        module,
        "plan",
        lambda situation, *rest: evolve(
            whole(situation, *rest),
            next={},
            unplanned=tuple(one for one in situation.obligations if one.id == REPORT),
        ),
    )
    post.desk.note("one", "电话", now=at("09:20"))
    found = post.go("09:20")
    assert not found.beats
    assert [(each.code, REPORT in each.problem.zh) for each in faults_of(found)] == [("E878", True)]
    assert post.store.beats() == (beat,)


def test_the_heart_beats_while_officers_write(post, monkeypatch):
    """What is entered while a round goes on is for the next one: else a busy room would never prove anything."""
    post.open()
    post.go("09:12")
    basket = type(post.basket)
    send = basket.send

    def written_meanwhile(*args, **more):
        post.desk.note("one", "电话", now=at("09:42"))
        send(*args, **more)

    monkeypatch.setattr(basket, "send", written_meanwhile)
    found = post.go("09:42")
    assert (found.sent > 0, found.beats, found.unplanned) == (True, True, ())
    monkeypatch.undo()
    assert [post.go("09:43").read, post.go("09:44").read] == [1, 0]


def test_an_incident_that_cannot_be_read_is_named_and_the_others_go_on(post, monkeypatch):
    post.open("bad")
    post.open("good")
    import respond.watch.ticker as module  # noqa: PLC0415
    from respond.errors import fault  # noqa: PLC0415

    whole = module.lasting

    def lasting(incident, *rest, **more):
        if incident.id == "bad":
            raise InputError([fault("E874", name="x", incident="bad", at="-")])
        return whole(incident, *rest, **more)

    monkeypatch.setattr(module, "lasting", lasting)
    found = post.go("09:42")
    assert [(each.incident, each.obligation) for each in found.unplanned] == [("bad", None)]
    assert not found.beats
    assert {each["incident"] for each in post.basket.got} == {"good"}


# Sending.


def test_a_failed_delivery_is_tried_again_at_growing_intervals(both):
    both.open()
    both.go("09:12")
    both.go("10:11")
    both.basket.broken = "服务器没有应答"
    [first] = both.go("10:12").failures
    assert kind_of(first.key) == "at"
    assert first.again == at("10:12") + timedelta(seconds=30)
    found = both.ticker.round(first.again)
    while all(each.key != first.key for each in found.failures):
        found = both.ticker.round(first.again)
    assert [each.again - first.again for each in found.failures] == [timedelta(seconds=60)]
    assert [each.code for each in faults_of(found)] == ["E879"]
    assert found.beats, "what is planned is planned, whether or not it arrives"
    both.basket.broken = None
    both.go("10:15")
    assert both.told()[-1] == "at"
    states = {each.key: (each.state, each.tries) for each in both.store.deliveries()}
    assert states[first.key] == ("sent", 3)


def test_one_reminder_nobody_takes_does_not_stand_in_the_way_of_others(both):
    both.open()

    class Picky(Basket):
        def send(self, key, body, now, *, again):
            if "seal-vaccine" in key:
                raise SendError(Text("不收", "refused"))
            super().send(key, body, now, again=again)

    picky = Picky("picky")
    ticker = both.another(picky)
    for clock in ("09:12", "09:13"):
        assert len(both.go(clock, ticker=ticker).failures) <= 1
    states = {each.state for each in both.store.deliveries() if "seal-vaccine" not in each.key}
    assert states == {"sent"}
    assert len(picky.got) == len(both.store.deliveries()) - 1


def test_each_channel_has_its_own_state(both):
    good, bad = Basket("good"), Basket("bad", broken="坏了")
    ticker = both.another(good, bad)
    both.open()
    both.go("09:42", ticker=ticker)
    assert good.got
    bad.broken = None
    both.go("09:43", ticker=ticker)
    assert {each["key"] for each in bad.got} == {each["key"] for each in good.got}


def test_a_new_channel_does_not_get_what_is_past(both):
    both.open()
    both.go("09:12")
    both.go("09:42")
    late = Basket("late")
    both.go("09:43", ticker=both.another(late))
    assert late.got == []
    both.go("10:07", ticker=both.another(late))
    assert "before-300s" in [kind_of(each["key"]) for each in late.got]


def test_what_a_killed_ticker_had_taken_is_sent_by_the_next(both):
    both.open()
    both.store.open_channels(["basket"])
    both.go("09:12", ticker=both.another(Basket("other")))
    taken = both.store.claim("basket", at("09:13"), timedelta(minutes=2), 50)
    assert taken
    both.go("09:14")
    assert both.basket.got == []
    both.go("09:15")
    assert [each["key"] for each in both.basket.got] == [each.key for each in taken]


def test_what_a_killed_ticker_had_taken_and_was_done_meanwhile_is_withdrawn(both):
    both.open()
    both.go("09:12")
    both.basket.broken = "坏了"
    both.go("09:42")
    assert both.store.claim("basket", at("09:45"), timedelta(minutes=2), 50)
    both.desk.did("one", "report-up", now=at("09:45"), by="headquarters")
    both.basket.broken = None
    both.go("09:46")
    both.go("09:50")
    [delivery] = [each for each in both.store.deliveries() if REPORT in each.key]
    assert delivery.state == "withdrawn"
    assert both.told() == []


def test_what_was_done_meanwhile_is_not_sent_any_more(both):
    both.open()
    both.go("09:12")
    both.basket.broken = "坏了"
    both.go("09:42")
    both.desk.did("one", "report-up", now=at("09:43"), by="headquarters")
    both.basket.broken = None
    both.go("09:50")
    assert both.told() == []
    [delivery] = [each for each in both.store.deliveries() if REPORT in each.key]
    assert delivery.state == "withdrawn"
    assert "已办" in delivery.told


# What people say.


def test_of_several_units_each_acknowledges(both):
    both.open("graver", facts={"quality_suspected": "yes", "deaths": "3"})
    both.go("09:12")
    both.go("09:42")
    found = both.last(DIRECT)
    assert [unit["id"] for unit in found["units"]] == ["county-government", "market-regulator"]
    first = both.acknowledge("09:43", "market-regulator", incident="graver", duty=DIRECT)
    assert [unit.id for unit in first.missing] == ["county-government"]
    both.go("10:12")
    assert both.last(DIRECT)["acknowledged"] == ["market-regulator"]
    assert [unit["id"] for unit in both.last(DIRECT)["unacknowledged"]] == ["county-government"]
    assert "未确认：县人民政府" in both.last(DIRECT)["text"]["zh"]
    both.go("10:22")
    assert both.told(DIRECT)[-1] == "after-600s"
    second = both.acknowledge_last("10:23", "张", DIRECT, for_="county-government")
    assert second.missing == ()
    both.go("10:52")
    assert both.told(DIRECT)[-1] == "after-600s", "held back for an hour"
    both.go("11:52")
    assert both.told(DIRECT)[-1] == "after-6000s"


def test_an_acknowledgement_is_no_act(post):
    post.open()
    post.acknowledge("09:43", "headquarters")
    situation = post.desk.note("one", "电话", now=at("09:44")).situation
    assert next(one for one in situation.obligations if one.id == REPORT).state == "running"


def test_postponing_is_an_entry_expires_and_hides_nothing(both):
    both.open()
    both.go("09:12")
    heard = both.postpone("09:20", "10:40", "值班室")
    assert heard.row.kind == "postponement"
    both.go("09:42")
    both.go("10:07")
    assert both.told() == []
    found = both.go("10:12")
    assert both.told() == ["at"]
    assert found.beats
    both.go("10:22")
    assert both.told() == ["at"]
    both.go("10:40")
    assert both.told()[-1].startswith("resumed")
    situation = both.desk.note("one", "电话", now=at("10:41")).situation
    assert next(one for one in situation.obligations if one.id == REPORT).state == "overdue"
    both.go("10:52")
    assert both.told()[-1] == "after-2400s"


@pytest.mark.parametrize(
    ("duty", "more", "code"),
    [
        ("report-pu", {}, "E874"),
        ("report-up", {"for_": "county-finance"}, "E875"),
    ],
)
def test_what_cannot_be_acknowledged_is_refused(post, duty, more, code):
    post.open()
    with pytest.raises(InputError) as raised:
        post.acknowledge("09:43", "张", duty=duty, **more)
    assert [each.code for each in raised.value.faults] == [code]
    assert len(post.store.rows("one")) == 1


@pytest.mark.parametrize("by", ["带班领导", "没有的单位", "县"])
def test_nobody_acknowledges_or_postpones_who_is_no_body_and_no_post(post, by):
    post.open()
    with pytest.raises(InputError, match="E722"):
        post.acknowledge("09:43", by, posts={"值班长"})
    with pytest.raises(InputError, match="E722"):
        post.postpone("09:43", "10:40", by, posts={"值班长"})
    assert len(post.store.rows("one")) == 1


def test_where_no_posts_are_known_anybody_may(post):
    post.open()
    heard = post.acknowledge("09:43", "张", recorder="值班员")
    assert (heard.row.by, heard.row.data["by"]) == ("值班员", "张")


def test_the_entry_is_of_whoever_enters_it_and_tells_who_acknowledged(post):
    post.open()
    how = {"recorder": "值班员", "posts": {"带班领导"}}
    heard = post.acknowledge("09:43", "带班领导", **how)
    assert (heard.row.by, heard.row.data["by"]) == ("值班员", "带班领导")
    put_off = post.postpone("09:43", "10:40", "带班领导", **how)
    assert (put_off.row.by, put_off.row.data["by"]) == ("值班员", "带班领导")
    last = told(post.store, post.desk.library, "one", now=at("09:44")).entries[-2]
    assert (last.by, "由带班领导" in last.says[0].words.zh) == ("值班员", True)


def test_a_key_nobody_sent_and_a_postponement_into_the_past_are_refused(post):
    post.open()
    with pytest.raises(InputError, match="E877"):
        acknowledge_key(
            post.store, post.desk.library, "one:x:y:at", by="张", recorder="值班室", now=at("09:43")
        )
    with pytest.raises(InputError, match="E876"):
        post.postpone("09:43", "09:43", "张", reason="-")


# The log goes on being a log.


def test_reminders_leave_the_chain_of_the_log_alone(post, tmp_path):
    from respond.store import verify  # noqa: PLC0415

    post.open()
    for clock in ("09:12", "09:42", "10:12"):
        post.go(clock)
    post.acknowledge("10:13", "headquarters")
    post.desk.declare("one", "II", Decision("headquarters", at("10:14"), "扩大"))
    store = post.store
    found = verify(store.rows(), store.checkpoints(), store.about("store"), store.about("key"))
    assert found.sound


def test_a_second_store_object_sees_the_same(post, tmp_path):
    post.open()
    post.go("09:12")
    other = WatchedStore(tmp_path / "store.db", key=tmp_path / "store.key")
    assert [each.key for each in other.noted()] == [each.key for each in post.store.noted()]
    other.close()


def test_the_heads_that_are_read_on_are_those_read_at_once(post):
    known = Heads()
    for step in range(6):
        if step % 2 == 0:
            post.open(f"n{step}")
        post.desk.note("n0", "电话", now=at("09:20"))
        known = post.store.heads(known)
        whole = post.store.heads()
        assert (dict(known.numbers), known.seq, known.hash) == (dict(whole.numbers), whole.seq, whole.hash)
    assert post.store.heads(known) is known


def test_heads_of_a_log_that_was_put_in_the_place_of_another_are_read_anew(post):
    post.open("one")
    post.desk.note("one", "电话", now=at("09:20"))
    strange = Heads({"gone": 9}, 1, "ab" * 32)
    assert dict(post.store.heads(strange).numbers) == {"one": 2}


def test_a_round_works_out_no_answer_of_which_a_reminder_says_nothing(post, monkeypatch):
    def never(*_):
        raise AssertionError("levels, questions and readings are asked for")

    monkeypatch.setattr(importlib.import_module("respond.situation.situate"), "answer_of", never)
    post.open()
    post.go("09:12")
    post.go("09:42")
    assert post.told() == ["before-1/2"]


def test_a_changed_log_is_not_signed_and_reminders_go_on(post):
    post.open()
    assert post.go("09:12").signed
    touch(post.store.place, "UPDATE entries SET body=replace(body, '疫苗', '食品')")
    post.desk.note("one", "电话", now=at("09:20"))
    found = post.go("10:12")
    assert (found.signed, found.beats, [each.code for each in found.refused]) == (False, True, ["E977"])
    assert [each.code for each in faults_of(found)] == ["E977"]
    assert len(post.store.checkpoints()) == 1
    assert post.go("10:13").refused == found.refused  # the whole log is not read every few seconds
    touch(post.store.place, "UPDATE entries SET body=replace(body, '食品', '疫苗')")
    assert (post.go("11:13").signed, post.go("11:14").refused) == (True, ())
