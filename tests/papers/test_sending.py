"""A report sent is an act in the log: it fulfils what it answers, and the next report goes on from it."""

import re
from datetime import timedelta

import pytest
from dossiers import refused, said
from logs import after, opening

from respond.desk import dossier, sent
from respond.papers import report


def began(desk, **more):
    return desk.open({**opening("one"), **more}, now=after(0))


def draft(desk, minutes, kind="initial", **how):
    return report(dossier(desk.store, desk.library, "one", now=after(minutes)), kind, **how)


def obligation(entered, duty):
    return next(each for each in entered.situation.obligations if each.duty == duty)


def test_sending_fulfils_the_obligation_it_answers(desk):
    began(desk)
    made = draft(desk, 20, name="hq-report", number="一号")
    assert made.duty == "report-up"
    entered = sent(desk, made, now=after(25), channel="written")
    found = obligation(entered, "report-up")
    assert found.state == "met"
    assert (found.done.by, found.done.number, found.done.channel) == ("headquarters", "一号", "written")
    assert entered.rows[-1].kind == "act"


def test_one_letter_answers_every_duty_that_has_it_sent(desk):
    """Of three dead the county hears at once, and within the hour: both by this letter."""
    began(desk)
    desk.update("one", {"deaths": "3"}, now=after(5))
    made = draft(desk, 10, name="hq-report")
    assert [each.duty for each in made.answers] == ["report-i-iii", "report-up"]
    assert [unit.id for unit in made.to] == [
        "city-market-regulator",
        "county-government",
        "county-rescue-office",
    ]
    entered = sent(desk, made, now=after(11))
    assert [row.kind for row in entered.rows] == ["act", "act"]
    for duty in ("report-i-iii", "report-up"):
        assert obligation(entered, duty).state == "met"
    again = draft(desk, 20, name="hq-report")
    assert (again.issue, len(again.earlier)) == (2, 1)


def test_a_channel_that_does_not_fulfil_a_duty_leaves_it_open(desk):
    """After a call the written report stays owed, and another call is none."""
    began(desk)
    desk.event("one", "oral_report_made", now=after(5))
    made = draft(desk, 10, name="initial", duty=None)
    assert {each.duty for each in made.answers} >= {"initial-report", "written-after-oral"}
    entered = sent(desk, made, now=after(11), channel="phone")
    assert obligation(entered, "initial-report").state == "met"
    assert obligation(entered, "written-after-oral").open
    assert not entered.situation.uncounted
    written = sent(desk, draft(desk, 20, name="initial"), now=after(21), channel="written")
    assert obligation(written, "written-after-oral").state == "met"


@pytest.mark.parametrize(("channel", "by_network"), [("fax", False), ("direct-system", True)])
def test_a_letter_answers_none_of_the_duties_whose_text_names_another_way(desk, channel, by_network):
    """A fax reports level by level, and is no direct report by network (article 34 of the regulation on fires)."""
    fire = {**opening("fire"), "plans": ["jiaocheng/forest-fire"], "facts": {"burnt_forest": "3ha"}}
    desk.open(fire, now=after(0))
    made = report(dossier(desk.store, desk.library, "fire", now=after(10)), "initial", name="fire-initial")
    assert {each.duty for each in made.answers} >= {"report-level-by-level", "report-by-network"}
    entered = sent(desk, made, now=after(11), channel=channel)
    assert obligation(entered, "report-level-by-level").state == "met"
    assert (obligation(entered, "report-by-network").state == "met") is by_network


def test_to_one_addressee_it_fulfils_that_much(desk):
    began(desk)
    made = draft(desk, 20, to=["county-rescue-office"])
    entered = sent(desk, made, now=after(25), to=("county-rescue-office",))
    found = obligation(entered, "report-up")
    assert found.state == "running"
    assert [unit.id for unit in found.missing] == ["county-government", "city-market-regulator"]


def test_whoever_was_told_besides_stands_in_the_log(desk):
    """Nobody whom the letter went to is dropped: they stand with the first duty it answers."""
    began(desk)
    desk.update("one", {"deaths": "3"}, now=after(5))
    to = ("city-government", "provincial-government")
    made = draft(desk, 20, name="incident-report", duty="shanxi-direct-to-province", to=to)
    entered = sent(desk, made, now=after(25), to=(*to, "county-rescue-office"))
    told = {name for row in entered.rows for act in row.data["did"] for name in act["to"]}
    assert told == {*to, "county-rescue-office"}
    assert not entered.situation.uncounted


def test_without_a_number_it_is_counted(desk):
    began(desk)
    sent(desk, draft(desk, 20, name="hq-report"), now=after(21))
    again = draft(desk, 30, name="hq-report")
    assert again.issue == 2
    assert [each.number for each in again.earlier] == ["1"]


def test_the_next_report_goes_on_from_it(desk):
    began(desk)
    desk.update("one", {"deaths": "3"}, now=after(10))
    sent(desk, draft(desk, 20, name="hq-report"), now=after(20))
    assert not draft(desk, 30, "progress", to=["county-government"]).changed
    desk.update("one", {"deaths": "4"}, now=after(40))
    made = draft(desk, 50, "progress", to=["county-government"])
    assert "4例" in said(made)
    last = desk.store.rows("one")[-1].number
    assert {basis.number for basis in made.basis} == {last}, "the entry of the store it rests on"


def test_sent_at_the_moment_of_an_entry_it_holds_what_was_entered_before(desk):
    """At one and the same minute the order of the log decides."""
    began(desk)
    desk.update("one", {"deaths": "3"}, now=after(20))
    sent(desk, draft(desk, 20, name="hq-report"), now=after(20))
    desk.update("one", {"deaths": "5"}, now=after(20))
    made = draft(desk, 20, "progress", to=["county-government"])
    assert "5例（上报" not in said(made)
    assert "上次报告为3例" in said(made)


def test_a_time_without_seconds_is_a_whole_minute_in_which_the_order_of_the_log_decides(desk):
    """The page asks for minutes: what was entered seconds before, in the same minute, was told all the same."""
    began(desk)
    desk.update("one", {"deaths": "5"}, now=after(20) + timedelta(seconds=7))
    sent(
        desk, draft(desk, 21, name="hq-report"), now=after(20) + timedelta(seconds=40), at=after(20),
    )  # fmt: skip
    made = draft(desk, 22, "progress", to=["county-government"])
    assert not made.changed
    desk.update("one", {"deaths": "3"}, now=after(20) + timedelta(seconds=50))
    refused(lambda: draft(desk, 22, "progress", to=["county-government"]), "E981")


def test_what_was_entered_after_a_time_with_seconds_was_not_told(desk):
    began(desk)
    desk.update("one", {"deaths": "3"}, now=after(20) + timedelta(seconds=7))
    at = after(20) + timedelta(seconds=5)
    sent(desk, draft(desk, 21, name="hq-report"), now=after(21), at=at)
    assert "3例（上报" not in said(draft(desk, 22, "progress", to=["county-government"]))
    assert "上次报告未报" in said(draft(desk, 22, "progress", to=["county-government"]))


def test_words_for_a_correction_stay_in_the_log(desk):
    began(desk)
    desk.update("one", {"deaths": "3"}, now=after(5))
    sent(desk, draft(desk, 20, name="hq-report"), now=after(20))
    desk.update("one", {"deaths": "2"}, now=after(30))
    refused(lambda: draft(desk, 31, "progress", to=["county-government"]), "E981")
    words = {"deaths": "一人重复统计"}
    made = draft(desk, 32, "progress", to=["county-government"], corrections=words)
    entered = sent(desk, made, now=after(33), to=("county-government",), corrections=words)
    assert [row.kind for row in entered.rows] == ["note", "act"]
    assert entered.rows[0].data["note"]["zh"] == "同一批号疫苗致死亡病例：一人重复统计"
    other = draft(desk, 40, "progress", to=["city-market-regulator"])
    text = said(other)
    assert "现更正为2例，一人重复统计。" in text, (
        "the other reader gets the same words, and not their subject again"
    )
    desk.update("one", {"deaths": "1"}, now=after(45))
    words = {"deaths": "又一人误报"}
    made = draft(desk, 46, "progress", to=["county-government"], corrections=words)
    sent(desk, made, now=after(46), to=("county-government",), corrections=words)
    desk.note("one", "同一批号疫苗致死亡病例：又一人误报", now=after(47))
    text = said(draft(desk, 50, "progress", to=["city-market-regulator"]))
    assert re.search("前报.*3例，现更正为1例，一人重复统计[；，]又一人误报。", text), (
        "each reason since, once"
    )


def test_what_the_plan_does_not_take_is_not_entered(desk):
    began(desk)
    made = draft(desk, 20, name="hq-report")
    rows = len(desk.store.rows("one"))
    refused(lambda: sent(desk, made, now=after(25), at=after(60)), "E857")
    refused(lambda: sent(desk, made, now=after(25), channel="pigeon"), "E208")
    assert len(desk.store.rows("one")) == rows


def test_the_signed_line_is_the_last_of_the_store(desk):
    began(desk)
    assert dossier(desk.store, desk.library, "one", now=after(1)).line is None
    line = desk.store.checkpoint(after(2)).line
    found = dossier(desk.store, desk.library, "one", now=after(3))
    assert (found.line, found.unsigned) == (line, 0)
    desk.note("one", "来电", now=after(4))
    assert dossier(desk.store, desk.library, "one", now=after(5)).unsigned == 1


def test_an_incident_that_is_not_there_is_refused(desk):
    refused(lambda: dossier(desk.store, desk.library, "none", now=after(1)), "E845")


@pytest.mark.parametrize("minutes", [20, 50])
def test_a_store_and_its_file_say_the_same(desk, minutes):
    """What is drafted of the store is drafted of the file it gives out."""
    from respond import read_incident  # noqa: PLC0415
    from respond.papers import dossier_of  # noqa: PLC0415
    from respond.store import exported  # noqa: PLC0415

    began(desk)
    desk.update("one", {"deaths": "3"}, now=after(10))
    sent(desk, draft(desk, 15, name="hq-report"), now=after(15))
    desk.update("one", {"deaths": "4"}, now=after(40))
    text = exported(desk.store, "one", after(60), desk.zone("one"))
    for kind in ("initial", "progress", "closing"):
        of_file = report(
            dossier_of(read_incident(text), desk.library, now=after(60)), kind, to=["county-government"]
        )
        assert said(of_file) == said(draft(desk, 60, kind, to=["county-government"]))
