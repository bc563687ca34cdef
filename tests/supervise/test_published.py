"""A circular as published: where its figures contradict its own list, its shares, and the store."""

import pytest
from seat import at, how

from respond.errors import InputError
from respond.show import plain
from respond.supervise import check_circular, checked_circular_sheet, load_circular
from respond.supervise.words import STATES
from respond.yaml import Source

# As a county published it of one meeting: 16 items with 10 done are stated, 11 of those listed are done.
MEETING = """\
respond: circular/1
title: {zh: 某次会议议定事项督办通报, en: circular on the decisions of a meeting}
stated: {items: 16, done: 10, running: 6}
shares: [{share: 62.5%, part: done, of: items}, {share: 63%, part: done, of: items}]
items:
""" + "".join(
    f"  - {{no: {number}, title: 事项{number}, unit: 甲局, state: {'done' if number <= 11 else 'running'}}}\n"
    for number in range(1, 17)
)


def check(text, seat=None):
    published = load_circular(Source("circular.yaml", text))
    return check_circular(
        published, seat.store if seat else None, seat.library if seat else None, now=at(1, month=4)
    )


def kinds(found):
    return [(each.kind, each.stated, each.found) for each in found.found]


def test_stated_and_listed_figures_that_differ():
    found = check(MEETING)
    assert kinds(found) == [("count", "10", "11"), ("count", "6", "5")]
    assert found.found[0].text.zh == "称办结10项，所列11项"
    assert found.found[0].line == 3
    assert not found.sound


def test_figures_that_agree():
    assert check(
        MEETING.replace("done: 10, running: 6", "done: 11, running: 5")
        .replace("62.5%", "68.8%")
        .replace("63%", "69%")
    ).sound


@pytest.mark.parametrize(
    ("share", "right"), [("62.5%", None), ("63%", None), ("62%", "63%"), ("62.6%", "62.5%"), ("62.50%", None)]
)
def test_shares_follow_from_counts_rounded_to_as_many_decimals(share, right):
    text = f"""\
respond: circular/1
title: {{zh: 通报, en: circular}}
stated: {{items: 16, done: 10}}
shares: [{{share: {share}, part: done}}]
"""
    assert [each.found for each in check(text).found] == ([] if right is None else [right])


def test_a_share_of_nothing_stated_is_told():
    text = """\
respond: circular/1
title: {zh: 通报, en: circular}
stated: {items: 16}
shares: [{share: 10%, part: overdue}]
"""
    assert kinds(check(text)) == [("share", "10%", "-")]


def test_more_done_and_running_than_items():
    text = "respond: circular/1\ntitle: {zh: 通报, en: circular}\nstated: {items: 10, done: 8, running: 3}\n"
    assert kinds(check(text)) == [("count", "10", "11")]


def test_an_item_listed_twice():
    text = MEETING.replace("no: 2, title: 事项2", "no: 1, title: 事项1")
    assert [each for each in kinds(check(text)) if each[0] == "twice"] == [
        ("twice", "1", "6"),
        ("twice", "事项1", "6"),
    ]


def test_units_that_do_not_add_up():
    text = (
        MEETING
        + "units: [{unit: 甲局, stated: {items: 15, done: 11}}, {unit: 乙局, stated: {items: 0, done: 0}}]\n"
    )
    assert kinds(check(text))[2:] == [("count", "15", "16"), ("count", "16", "15"), ("count", "10", "11")]


def test_what_differs_from_the_store(seat):
    for name in ("one", "two", "three"):
        seat.add(name)
    for node in ("plan-it", "report-back", "solve"):
        seat.report(2, "12:00", node, name="two")
    seat.supervisor.clear("two", how(3, by="mayor", reason="特批"))
    text = """\
respond: circular/1
title: {zh: 通报, en: circular}
stated: {items: 4}
items:
  - {title: 甲, state: done, incident: one, unit: 市教育局}
  - {title: 乙, state: done, incident: two, unit: 市财政局}
  - {title: 丙, state: overdue, incident: three}
  - {title: 丁, state: running, incident: four}
"""
    found = check(text, seat)
    assert kinds(found) == [
        ("store", "done", "overdue"),
        ("store", "市财政局", "市教育局"),
        ("store", "four", "-"),
    ]
    assert found.compared == 3
    assert "one 称办结，记录库里逾期" in plain(checked_circular_sheet(found, "zh"), 120)


def test_all_faults_of_a_file_at_once():
    text = """\
respond: circular/1
title: {zh: 通报, en: circular}
stated: {items: -1}
shares: [{share: half, part: done}]
"""
    with pytest.raises(InputError) as raised:
        check(text)
    assert [(each.code, each.place.line) for each in raised.value.faults] == [("E891", 3), ("E890", 4)]


HEAD = "respond: circular/1\ntitle: {zh: 通报, en: circular}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stated: {items: 3, done: 5}", [("count", "5", "3")]),
        (
            "stated: {items: 10, done: 2, done_late: 5, running: 8, overdue: 9, returned: 9}",
            [("count", "5", "2"), ("count", "9", "8"), ("count", "9", "8")],
        ),
        ("stated: {items: 3, done_late: 4}", [("count", "4", "3")]),
        ("stated: {items: 3, done: 3, done_late: 3, running: 0}", []),
        (
            "stated: {items: 2}\nunits: [{unit: 甲, stated: {items: 1}}, {unit: 甲, stated: {items: 1}}]",
            [("twice", "甲", "4")],
        ),
        (
            "stated: {items: 1}\nunits: [{unit: 甲, stated: {items: 1, done: 1}}]\nitems: [{title: 一, state: done, unit: 乙}]",
            [("count", "1", "0"), ("count", "1", "0")],
        ),
        ("stated: {}", [("count", "-", "-")]),
        ("stated: {}\nitems: [{title: 一, state: done}]", []),
        ("stated: {}\nunits: [{unit: 甲, stated: {items: 1}}]", []),
    ],
)
def test_what_a_circular_states_is_held_against_itself(text, expected):
    assert kinds(check(HEAD + text + "\n")) == expected


@pytest.mark.parametrize(
    "text",
    [
        'items: [{title: "", state: done}]',
        'items: [{title: 一, state: done, unit: " "}]',
        'units: [{unit: "", stated: {items: 1}}]',
    ],
)
def test_blanks_of_a_circular_are_refused_with_their_line(text):
    with pytest.raises(InputError) as raised:
        check(HEAD + "stated: {items: 1}\n" + text + "\n")
    assert [(each.code, each.place.line) for each in raised.value.faults] == [("E896", 4)]


def test_what_was_cleared_undone_was_not_done(seat):
    seat.add()
    seat.supervisor.clear("one", how(20, by="mayor", reason="特批"))
    text = HEAD + "stated: {items: 1}\nitems: [{title: 甲, state: STATE, incident: one}]\n"
    found = check(text.replace("STATE", "done-late"), seat)
    assert kinds(found) == [("store", "done-late", "missed")]
    name = STATES[seat.item(21).state].zh
    assert found.found[0].text.zh == f"one 称逾期办结，记录库里{name}"
    assert check(text.replace("STATE", "missed"), seat).sound
