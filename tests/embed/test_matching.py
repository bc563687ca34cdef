"""Points of an answer: what each says, and what it says of an answer that is otherwise."""

import pytest

from respond.embed import differences

ANSWER = {
    "level": "II",
    "due": "2026-03-02T10:00:00+08:00",
    "duties": [
        {"id": "a", "state": "running", "to": ["x", "y"], "round": 1},
        {"id": "b", "state": "met", "to": [], "round": 1},
        {"id": "a", "state": "waiting", "to": ["z"], "round": 2},
    ],
    "a/b": {"~": None},
}


def told(point):
    return [each.en for each in differences([point], ANSWER)]


def of(**more):
    return {"in": ["/duties/*"], **more}


HOLDS = [
    {"at": "/level", "is": "II"},
    {"at": "/a~1b/~0", "is": None},
    {"at": "/nowhere/else", "is": None},
    {"at": "/duties/1/id", "is": "b"},
    {"at": "/due", "is": "2026-03-02T02:00:00Z"},
    {"at": "/duties/*/id", "is": ["b", "a"]},
    of(where={"/id": "a"}, some={"/to/*": ["y", "x"]}),
    of(where={"/id": "a"}, some={"/state": "waiting", "/round": 2}),
    of(where={"/state": ["running", "waiting"]}, take="/id", exactly=["a"]),
    of(take="/id", include=["b"]),
    of(where={"/state": "met"}, take="/id", exclude=["a"]),
    of(where={"/state": "missed"}, take="/id", exactly=[]),
    {"in": ["/nowhere/*", "/duties/*"], "take": "/id", "exactly": ["a", "b"]},
]
FAILS = [
    ({"at": "/level", "is": "III"}, '/level: expected "III", found "II"'),
    ({"at": "/duties/0/round", "is": True}, "/duties/0/round: expected true, found 1"),
    ({"at": "/levels", "is": "II"}, '/levels: expected "II", found nothing'),
    ({"at": "/due", "is": "2026-03-02T03:00:00Z"}, "/due: expected"),
    ({"at": "/due", "is": "2026-02-30T03:00:00Z"}, "/due: expected"),
    (
        of(where={"/id": "a"}, some={"/state": "running", "/round": 2}),
        'found [{"/state": "running", "/round": 1}',
    ),
    (of(where={"/id": "c"}, some={"/state": "running"}), "found nothing"),
    (of(where={"/id": "a"}, some={"/to/*": ["x"]}), "expected"),
    (of(take="/id", exactly=["a"]), '/duties/* /id: also has ["b"]'),
    (of(take="/id", exactly=["a", "b", "c"]), 'lacks ["c"]'),
    (of(take="/id", include=["c"]), 'lacks ["c"]'),
    (of(take="/id", exclude=["a"]), 'there must not be ["a"]'),
]


@pytest.mark.parametrize("point", HOLDS, ids=str)
def test_a_point_that_holds(point):
    assert told(point) == []


@pytest.mark.parametrize(("point", "words"), FAILS, ids=lambda each: str(each)[:60])
def test_a_point_that_does_not_hold_says_what_was_found(point, words):
    (found,) = told(point)
    assert words in found


@pytest.mark.parametrize("answer", [None, [], "text", 3, {"duties": {"*": 1}}, {"duties": [None, 3, []]}])
def test_any_json_can_be_held_against_any_point(answer):
    for point in HOLDS:
        assert isinstance(differences([point], answer), tuple)
