"""What was merged into an incident is told of that one, for as long as it does not say what the other said."""

import pytest
from logs import after
from night import began, how

from respond.desk import handover, handover_sheet, kept, overview, overview_sheet, taken_in, went_in
from respond.errors import LANGUAGES
from respond.show import plain
from respond.store import UNSEEN

LOST = ("one的时限并入后不再走", "one比two重")


@pytest.fixture
def merged(desk):
    """Three dead in the first, received at 09:12; one in the second, received at 09:20, in which it goes on."""
    began(desk, "one", facts={"quality_suspected": "yes", "deaths": "3"})
    began(
        desk,
        "two",
        facts={"quality_suspected": "yes", "deaths": "1"},
        events={"received": after(8).isoformat()},
    )
    desk.link("one", "two", now=after(10), merged=True, reason="同一起")
    return desk


def found(desk, name="two", minutes=20):
    return went_in(desk.store, desk.library, name, now=after(minutes))


def lost(desk, name="two", minutes=20):
    """Give how the concerns begin that are told of all that was merged into an incident."""
    return [
        concern.text.zh.partition("：")[0] for each in found(desk, name, minutes) for concern in each.concerns
    ]


def test_who_was_merged_into_it_is_told_with_what_is_lost(merged):
    (each,) = found(merged)
    assert (each.incident, each.at, each.entry) == ("one", after(10), 2)
    assert each.words.zh == "事件 one 并入本事件"
    assert lost(merged) == list(LOST)
    assert "同一批号疫苗致死亡病例3例，那里是1例" in each.concerns[1].text.zh
    assert found(merged, "one") == ()


def test_it_is_told_until_the_numbers_and_the_receipt_are_entered(merged):
    merged.update("two", {"rare_cases": "1"}, now=after(11))
    assert lost(merged) == list(LOST), "another number tells nothing of it"
    merged.update("two", {"deaths": "4"}, now=after(12))
    assert lost(merged) == [LOST[0]]
    merged.correct("two", "received", how(13, reason="同一起", at=after(0)))
    assert lost(merged) == []
    assert [each.incident for each in found(merged)] == ["one"], "that it was merged stays"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("并入已核：one", []),
        ("并入已核: one的三人已在内", []),
        ("Merger checked: one, all three counted", []),
        ("并入已核：someone", LOST),
        ("并入已核", LOST),
        ("one的家属来电问床位", LOST),
        ("来电问并入已核：one", LOST),
    ],
)
def test_a_note_meant_for_it_settles_it_and_no_other(merged, words, left):
    merged.note("two", words, now=after(11))
    assert lost(merged) == list(left)


def test_whoever_settles_a_merger_is_told_so_and_whoever_settles_none_too(merged):
    def told(words, minutes):
        return [
            each.text.zh.partition("：")[0] for each in merged.note("two", words, now=after(minutes)).concerns
        ]

    assert told("one的家属来电", 11) == []
    assert told("并入已核：onne", 12) == ["这条备注没有了结什么"]
    assert lost(merged) == list(LOST)
    assert told("并入已核：one", 13) == ["这条备注了结了one的并入"]


def test_a_note_that_is_withdrawn_or_reworded_settles_nothing_any_more(merged):
    merged.note("two", "并入已核：one", now=after(11))
    assert lost(merged) == []
    merged.correct("two", "note", how(12, reason="没核"), value="还没核")
    assert lost(merged) == list(LOST)
    merged.correct("two", "note", how(13, reason="核了"), value="并入已核：one")
    assert lost(merged) == []
    merged.correct("two", "note", how(14, reason="没核"), withdrawn="yes")
    assert lost(merged) == list(LOST)


def test_a_note_from_before_settles_nothing(desk):
    for name in ("one", "two"):
        began(desk, name, facts={"quality_suspected": "yes", "deaths": "3" if name == "one" else "1"})
    desk.note("two", "并入已核：one", now=after(9))
    desk.link("one", "two", now=after(10), merged=True)
    assert lost(desk) == [LOST[1]]


def test_what_was_taken_back_is_not_told(merged):
    merged.correct("one", "merged", how(12, reason="并错了"), withdrawn="yes")
    assert found(merged) == ()


def test_what_had_been_merged_into_it_before_is_held_against_the_last(merged):
    began(merged, "three", facts={"quality_suspected": "yes", "deaths": "2"})
    merged.link("two", "three", now=after(15), merged=True)
    assert [(each.incident, each.at) for each in found(merged, "three")] == [
        ("one", after(10)),
        ("two", after(15)),
    ]
    told = [each.text.zh for one in found(merged, "three") for each in one.concerns]
    assert any("one比three重" in each and "3例，那里是2例" in each for each in told)


def test_what_is_taken_back_of_an_earlier_merger_is_told_of_no_later_one(merged):
    began(merged, "three", facts={"quality_suspected": "yes", "deaths": "2"})
    merged.link("two", "three", now=after(15), merged=True)
    assert [each.incident for each in found(merged, "three", 16)] == ["one", "two"]
    merged.correct("one", "merged", how(17, reason="并错了"), withdrawn="yes")
    assert [each.incident for each in found(merged, "three", 18)] == ["two"]
    listed = overview(merged.store, merged.library, now=after(18)).incidents
    assert {each.incident: [one.incident for one in each.taken_in] for each in listed if each.open} == {
        "one": [],
        "three": ["two"],
    }
    merged.link("one", "three", now=after(19), merged=True)
    assert [(each.incident, each.at) for each in found(merged, "three", 20)] == [
        ("two", after(15)),
        ("one", after(19)),
    ]


def test_of_what_is_not_kept_here_stands_what_the_merger_told(merged, monkeypatch):
    one = kept(merged.store, merged.library, "two", now=after(20))
    rows = merged.store.rows

    def of_this_one_alone(name, **more):
        return () if name == "one" else rows(name, **more)

    monkeypatch.setattr(merged.store, "rows", of_this_one_alone)
    (each,) = taken_in(one, merged.store, merged.library)
    assert [concern.text.zh.partition("：")[0] for concern in each.concerns] == list(LOST)
    assert each.incident != UNSEEN


def test_the_list_tells_it(merged):
    told = overview(merged.store, merged.library, now=after(20))
    (two,) = told.incidents
    assert [each.incident for each in two.taken_in] == ["one"]
    for lang, words in zip(
        LANGUAGES, ("one已并入，有未补记的", "one merged in, not all of it entered"), strict=True
    ):
        assert words in plain(overview_sheet(told, lang), 300)
    merged.note("two", "并入已核：one，同一批人", now=after(21))
    told = overview(merged.store, merged.library, now=after(22))
    assert "one已并入；" in plain(overview_sheet(told, "zh"), 300)


def test_what_would_be_lost_is_told_before_and_nothing_is_kept(desk):
    for name in ("one", "two"):
        began(desk, name, facts={"quality_suspected": "yes", "deaths": "3" if name == "one" else "1"})
    before = desk.store.rows()
    (told,) = desk.merging("one", "two", now=after(10))
    assert told.text.en.startswith("one is graver than two: level II to level I, there level III to level I")
    assert desk.merging("two", "one", now=after(10)) == ()
    assert desk.store.rows() == before


@pytest.mark.parametrize(
    "decide",
    [
        lambda desk: desk.start("two", "II", how(11, reason="x")),
        lambda desk: desk.declare("two", "II", how(11, reason="x")),
        lambda desk: desk.close("two", how(11, reason="x")),
    ],
)
def test_a_decision_is_told_what_is_not_entered_and_refused_for_it_no_more(merged, decide):
    told = [each.text.zh.partition("：")[0] for each in decide(merged).concerns if not each.against]
    assert [each for each in told if each in LOST] == list(LOST)


def test_what_a_decision_would_not_count_is_told_before_it_is_taken(merged):
    told = merged.compared("two", "close", None, now=after(11))
    assert [each.against for each in told if each.text.zh.startswith(LOST)] == [False, False]
    assert not any(
        each.text.zh.startswith(LOST)
        for each in merged.held_against("two", "start", "II", how(11, reason="x"))
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_next_shift_is_told_too(merged, lang):
    asked = {"now": after(20), "since": after(5), "ahead": after(60) - after(0)}
    shift = handover(merged.store, merged.library, **asked)
    (two,) = [each for each in shift.incidents if each.incident == "two"]
    assert [(each.incident, len(each.concerns)) for each in two.taken_in] == [("one", 2)]
    said = plain(handover_sheet(shift, lang), 200)
    assert two.taken_in[0].words.say(lang) in said
    merged.update("two", {"deaths": "4"}, now=after(21))
    later = handover(merged.store, merged.library, **{**asked, "now": after(22)})
    assert [len(each.taken_in[0].concerns) for each in later.incidents if each.incident == "two"] == [1]
