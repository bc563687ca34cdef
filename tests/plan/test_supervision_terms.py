"""What a profile says of more time, of consent, of grades and of who approves: each names what is there."""

import pytest

from respond.errors import RespondError
from respond.plan import Library
from small_plan import shelve
from small_supervision import SUPERVISION

BAD = {
    "an unknown event of more time": (
        "event: more_time_asked",
        "event: more_time_askd",
        "E513",
        "more_time_asked",
    ),
    "an unknown duty of more time": ("says: {solve:", "says: {solv:", "E570", "solve"),
    "an unknown flag of more time": (
        "solve: beyond_7_days}",
        "solve: beyond_7_day}",
        "E701",
        "beyond_7_days",
    ),
    "an unknown count of talks": ("{talks: talks,", "{talks: talk,", "E701", "talks"),
    "an unknown agreement": ("agreed: agreed,", "agreed: agred,", "E513", "agreed"),
    "an unknown way round it": ("otherwise: checked", "otherwise: checkd", "E513", "checked"),
    "an unknown grade": ("graded: grade\n", "graded: grad\n", "E701", "grade"),
    "an unknown closing": ("closing: close\n", "closing: clos\n", "E570", "close"),
}


def prepared(tmp_path, text):
    library = Library([shelve(tmp_path, text, "testland/watchful/2017")])
    return library.prepared(library.find("testland/watchful"))


def test_a_profile_that_says_all_of_it(tmp_path):
    given = prepared(tmp_path, SUPERVISION).plan.supervision
    assert (given.graded, given.closing) == ("grade", "close")
    assert (given.more_time.event, given.more_time.says) == ("more_time_asked", {"solve": "beyond_7_days"})
    assert (given.consent.talks, given.consent.agreed, given.consent.otherwise) == (
        "talks",
        "agreed",
        "checked",
    )


@pytest.mark.parametrize("name", BAD)
def test_names_that_are_not_there(tmp_path, name):
    before, after, code, suggestion = BAD[name]
    assert SUPERVISION.count(before) == 1, "the test's own text must be found once"
    with pytest.raises(RespondError) as caught:
        prepared(tmp_path, SUPERVISION.replace(before, after))
    found = [(fault.code, fault.suggestion) for fault in caught.value.faults]
    assert (code, suggestion) in found
    assert all(fault.place and fault.place.line for fault in caught.value.faults)
