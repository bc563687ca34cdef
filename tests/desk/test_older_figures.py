"""An older figure that comes in late is kept as what was so then; whoever enters it is told which one stands."""

from datetime import timedelta

import pytest
from logs import after
from night import began, how

from respond.desk import (
    concerns_of,
    facts_told,
    handover,
    handover_sheet,
    kept,
    outdated,
    overview,
    overview_sheet,
    status,
)
from respond.show import plain


@pytest.fixture
def told(desk):
    """Five dead as of minute 48, told at minute 50."""
    began(desk)
    desk.update("one", {"deaths": "5"}, as_of=after(48), now=after(50))
    return desk


def words(entered, lang="zh"):
    return [each.text.say(lang) for each in entered.concerns]


def test_an_older_figure_is_told_with_what_stays(told):
    entered = told.update("one", {"deaths": "2", "rare_cases": "1"}, as_of=after(28), now=after(60))
    (said,) = words(entered)
    assert said.startswith(
        "同一批号疫苗致死亡病例2例截至2026-11-21 09:40，早于另记的5例（截至2026-11-21 10:00）"
    )
    assert said.endswith("：只记作当时的情况，现值仍是5例；若现在就是2例，更正5例那一条")
    assert words(entered, "en")[0].endswith("it is 5 cases still; if it is 2 cases now, correct that entry")
    assert [each.against for each in entered.concerns] == [True]
    assert str(entered.situation.level.certain) == "I"
    (deaths,) = [
        each
        for each in facts_told(told.store, told.library, "one", now=after(61)).facts
        if each.fact == "deaths"
    ]
    assert deaths.value.shown.zh == "5例"
    assert [(each.shown.zh, each.older) for each in deaths.history] == [
        ("5例", False),
        ("2例", True),
    ]
    told.correct("one", "deaths", how(62, reason="误报"), withdrawn="yes")
    assert str(status(told.store, told.library, "one", now=after(63)).level.certain) == "II"


def test_an_older_figure_takes_the_place_of_one_that_does_not_say_when_it_was_so(desk):
    began(desk)
    desk.update("one", {"deaths": "5"}, now=after(50))
    entered = desk.update("one", {"deaths": "2"}, as_of=after(28), now=after(60))
    (said,) = words(entered)
    (fact,) = outdated(kept(desk.store, desk.library, "one", now=after(60)))
    assert (
        said
        == fact.words.zh
        == (
            "同一批号疫苗致死亡病例2例截至2026-11-21 09:40，早于另记的5例（2026-11-21 10:02记入，未写明截至何时）：后记的为准，"
            "现值是2例；若5例仍是最新的，把2例那一条作废；若2例对，按现在的时刻再记一次"
        )
    )
    assert words(entered, "en") == [fact.words.en]
    assert str(entered.situation.level.certain) == "II"
    desk.correct("one", "deaths#2", how(61, reason="较早的数"), withdrawn="yes")
    assert str(status(desk.store, desk.library, "one", now=after(62)).level.certain) == "I"


@pytest.mark.parametrize(
    ("value", "as_of"),
    [("2", None), ("2", 49), ("2", 48), ("5", 28)],
    ids=["undated", "newer", "equal", "same"],
)
def test_what_is_no_older_or_no_other_is_not_told(told, value, as_of):
    moment = None if as_of is None else after(as_of)
    assert words(told.update("one", {"deaths": value}, as_of=moment, now=after(60))) == []


def test_a_figure_of_which_nobody_said_when_it_was_so_counts_as_of_when_it_was_told(told):
    told.update("one", {"deaths": "6"}, now=after(55))
    (said,) = words(told.update("one", {"deaths": "4"}, as_of=after(54), now=after(60)))
    assert "早于另记的6例（2026-11-21 10:07记入，未写明截至何时）" in said


def test_it_is_held_against_what_stood_and_not_against_what_was_withdrawn_or_put_right(told):
    told.update("one", {"deaths": "9"}, as_of=after(54), now=after(55))
    told.correct("one", "deaths#2", how(56, reason="误报"), withdrawn="yes")
    (said,) = words(told.update("one", {"deaths": "4"}, as_of=after(40), now=after(60)))
    assert "另记的5例（截至2026-11-21 10:00）" in said
    told.correct("one", "deaths#3", how(61, reason="核实"), value="3")
    (said,) = words(told.update("one", {"deaths": "4"}, as_of=after(39), now=after(62)))
    assert "另记的5例（截至2026-11-21 10:00）" in said  # an older figure put right is an older figure still


def test_an_entry_tells_of_itself_as_long_as_it_stands_in_the_log(told):
    told.update("one", {"deaths": "2"}, as_of=after(28), now=after(60))
    told.update("one", {"deaths": "7"}, now=after(70))

    def of(number):
        return concerns_of(told.store, told.library, "one", number, now=after(80))

    assert [len(of(number)) for number in (0, 1, 2, 3, 4, 5)] == [0, 0, 0, 1, 0, 0]


def late(desk, minutes=70):
    return [
        (each.shown.zh, each.newer.zh)
        for each in outdated(kept(desk.store, desk.library, "one", now=after(minutes)))
    ]


@pytest.fixture
def undated(desk):
    """Five dead, told at minute 50 without saying as of when."""
    began(desk)
    desk.update("one", {"deaths": "5"}, now=after(50))
    return desk


def test_it_stays_visible_until_it_is_withdrawn(undated):
    undated.update("one", {"deaths": "2"}, as_of=after(28), now=after(60))
    undated.note("one", "来电", now=after(61))
    assert late(undated) == [("2例", "5例")]
    undated.correct("one", "deaths#2", how(62, reason="较早的数"), withdrawn="yes")
    assert late(undated) == []


@pytest.mark.parametrize("as_of", [None, 65])
def test_a_newer_figure_settles_it(undated, as_of):
    undated.update("one", {"deaths": "2"}, as_of=after(28), now=after(60))
    moment = None if as_of is None else after(as_of)
    undated.update("one", {"deaths": "3"}, as_of=moment, now=after(66))
    assert late(undated) == []


def test_the_latest_of_all_that_stands_is_named_though_another_came_between(undated):
    undated.update("one", {"deaths": "2"}, as_of=after(28), now=after(60))
    undated.update("one", {"deaths": "3"}, as_of=after(38), now=after(61))
    assert late(undated) == [("3例", "5例")]
    undated.correct("one", "deaths", how(62, reason="误报"), value="3")
    assert late(undated) == []


def test_wherever_the_fact_is_shown_it_is_told(undated):
    undated.update("one", {"deaths": "2"}, as_of=after(28), now=after(60))
    store, library = undated.store, undated.library
    words = "2例截至2026-11-21 09:40，早于另记的5例（2026-11-21 10:02记入"
    (fact,) = [each for each in facts_told(store, library, "one", now=after(70)).facts if each.outdated]
    assert words in fact.outdated.words.zh
    assert "older than another figure: 1" in plain(
        overview_sheet(overview(store, library, now=after(70)), "en")
    )
    found = handover(store, library, now=after(70), since=after(65), ahead=timedelta(hours=12))
    assert words in plain(handover_sheet(found, "zh")).replace("\n", "").replace(" ", "").replace(
        "2026-11-21", "2026-11-21 "
    )
