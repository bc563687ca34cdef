"""Papers of incidents that were merged: what is said of the one that ended, and what was told of it binds the other."""

import pytest
from dossiers import refused, said
from logs import after, opening

from respond.desk import Decision, dossier, sent
from respond.papers import fallback_sheet, report, report_sheet
from respond.show import as_markdown

READERS = ["county-government"]


@pytest.fixture
def merged(desk):
    """Three dead were told of the first at minute 20; at 30 it goes on in the second, which knows of two."""
    for name, deaths in (("first", "3"), ("second", "2")):
        desk.open({**opening(name), "title": {"zh": f"{name}事件", "en": name}}, now=after(0))
        desk.update(name, {"deaths": deaths}, now=after(10))
    sent(desk, draft(desk, "first", 20, name="hq-report"), now=after(20))
    desk.link("first", "second", now=after(30), merged=True)
    return desk


def draft(desk, incident, minutes, kind="initial", **how):
    return report(dossier(desk.store, desk.library, incident, now=after(minutes)), kind, **how)


def of_second(desk, minutes, **how):
    return draft(desk, "second", minutes, name="hq-report", **how)


def text_of(made, lang="zh"):
    return as_markdown(report_sheet(made, lang))


def test_the_sheet_for_when_the_power_fails_names_what_went_in(merged):
    made = fallback_sheet(dossier(merged.store, merged.library, "second", now=after(40)), "zh")
    assert f"{after(30):%H:%M} first事件（first）并入本事件" in as_markdown(made)


def test_papers_tell_what_of_it_is_not_entered_until_it_is(merged):
    for lang, words in (
        ("zh", "first比second重：同一批号疫苗致死亡病例3例，那里是2例"),
        ("en", "first is graver than second: "),
    ):
        of = dossier(merged.store, merged.library, "second", now=after(40))
        assert words in as_markdown(fallback_sheet(of, lang))
        assert words in text_of(of_second(merged, 40, corrections={"deaths": "x"}), lang)
    merged.update("second", {"deaths": "5"}, now=after(41))
    of = dossier(merged.store, merged.library, "second", now=after(42))
    assert "比second重" not in as_markdown(fallback_sheet(of, "zh"))
    assert "比second重" not in text_of(of_second(merged, 42))


# Of the one that ended.


@pytest.mark.parametrize("kind", ["initial", "progress", "closing"])
def test_every_draft_says_since_when_it_goes_on_where(merged, kind):
    made = draft(merged, "first", 40, kind)
    head = f"本事件已于2026年11月21日{after(30):%-H时%M分}并入second事件（second）"
    assert head in said(made)
    assert head in text_of(made)
    assert made.goes_on.into == "second"
    assert "merged into second at 2026-11-21" in said(made, "en")
    (basis,) = made.goes_on.said.basis
    last = merged.store.rows("first")[-1]
    assert (basis.entry, basis.number) == ("merged", last.number)


def test_that_it_goes_on_elsewhere_is_a_change_and_nothing_of_it_is_sent(merged):
    made = draft(merged, "first", 40, "progress", to=READERS)
    assert made.changed
    assert "没有新的情况记入" not in text_of(made)
    assert "不再单独报送，也不能记入已报出" in text_of(made)
    refused(lambda: sent(merged, made, now=after(41)), "E853")


def test_what_was_taken_back_is_not_said(merged):
    merged.correct("first", "merged", Decision("值班室", after(35)), withdrawn=True)
    assert draft(merged, "first", 40).goes_on is None
    assert of_second(merged, 40).told_elsewhere == ()
    merged.link("first", "second", now=after(45), merged=True)
    assert draft(merged, "first", 50).goes_on.said.basis[0].entry == "merged#2"


# Of the one in which it goes on.


def test_a_number_told_of_a_part_binds_the_whole(merged):
    error = refused(lambda: of_second(merged, 40), "E981")
    (fault,) = error.faults
    assert "在后来并入本事件的first中已报3例，现为2例" in fault.problem.zh
    assert "已报的数：first deaths（第2条）；现在的数：deaths（第2条）" in fault.help.zh
    assert "本事件的数应已包括first的" in fault.help.zh
    refused(lambda: draft(merged, "second", 40, "progress", to=["city-market-regulator"]), "E981")


@pytest.mark.parametrize("deaths", ["3", "5", "2+"])
def test_the_whole_may_be_as_many_or_more_for_nobody_knows_whether_the_same_are_counted(merged, deaths):
    merged.update("second", {"deaths": deaths}, now=after(35))
    made = of_second(merged, 40)
    assert made.corrections == ()
    assert "first事件（first）并入前已报同一批号疫苗致死亡病例3例" in text_of(made), "a word for the drafter"


def test_a_number_of_an_hour_before_may_be_less(merged):
    merged.update("second", {"deaths": "2"}, now=after(35), as_of=after(1))
    assert of_second(merged, 40)


def test_where_the_merger_was_taken_back_neither_binds_the_other(merged):
    refused(lambda: of_second(merged, 40), "E981")
    merged.correct("first", "merged", Decision("值班室", after(41)), withdrawn=True)
    assert of_second(merged, 45)


def test_words_are_printed_once_and_what_was_told_with_them_binds_from_then_on(merged):
    words = {"deaths": "那三例不属同一批号"}
    made = of_second(merged, 40, corrections=words)
    text = said(made)
    assert (
        "已并入本事件的first事件（first）前报（2026年11月21日9时32分）3例，本事件现报2例，那三例不属同一批号"
        in text
    )
    assert text.count("那三例不属同一批号") == 1
    sent(merged, made, now=after(41), corrections=words)
    later = draft(merged, "second", 50, "progress", to=READERS)
    assert (later.corrections, later.told_elsewhere) == ((), ())
    merged.update("second", {"deaths": "1"}, now=after(55))
    error = refused(lambda: draft(merged, "second", 60, "progress", to=READERS), "E981")
    assert "已报2例，现为1例" in error.faults[0].problem.zh


def test_words_from_before_the_merger_explain_nothing(desk):
    """A note on the number of the other was written when nobody knew that they are one."""
    for name, deaths in (("first", "3"), ("second", "2")):
        desk.open(opening(name), now=after(0))
        desk.update(name, {"deaths": deaths}, now=after(10))
    sent(desk, draft(desk, "first", 20, name="hq-report"), now=after(20))
    desk.note("second", "同一批号疫苗致死亡病例：再核", now=after(25))
    desk.link("first", "second", now=after(30), merged=True)
    refused(lambda: of_second(desk, 40), "E981")
    desk.note("second", "同一批号疫苗致死亡病例：两起中有一人重复", now=after(45))
    assert said(of_second(desk, 50)).count("两起中有一人重复") == 1


def test_a_correction_in_the_other_log_is_told_to_who_had_the_wrong_number(desk):
    for name, deaths in (("first", "3"), ("second", "2")):
        desk.open(opening(name), now=after(0))
        desk.update(name, {"deaths": deaths}, now=after(10))
    sent(desk, draft(desk, "first", 20, name="hq-report"), now=after(20))
    desk.correct("first", "deaths", Decision("值班室", after(25), "一人重复统计"), value="2")
    desk.link("first", "second", now=after(30), merged=True)
    assert "3例，本事件现报2例，一人重复统计" in said(of_second(desk, 40))


def test_what_was_merged_into_what_was_merged_binds_too(merged):
    merged.open(opening("third"), now=after(50))
    merged.update("third", {"deaths": "1"}, now=after(50))
    merged.link("second", "third", now=after(60), merged=True)
    error = refused(lambda: draft(merged, "third", 70, name="hq-report"), "E981")
    assert "first中已报3例，现为1例" in error.faults[0].problem.zh


def test_a_number_of_another_question_binds_nothing(merged):
    """By a plan for fires `deaths` is another number: they are not held against each other."""
    fire = {**opening("fire"), "plans": ["jiaocheng/forest-fire"], "facts": {"deaths": "1"}}
    merged.open(fire, now=after(50))
    merged.link("second", "fire", now=after(60), merged=True)
    assert draft(merged, "fire", 70, name="fire-initial")
