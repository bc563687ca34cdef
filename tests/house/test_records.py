"""Records are attrs classes in all that the project relies on, only later."""

import copy
import importlib
import pkgutil
from collections.abc import Iterator

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError

import respond
from respond.records import Factory, define, evolve, field, frozen, is_record, parts_of


def make(frozen, define, field):
    """Make the same classes by records and by attrs."""

    @frozen
    class Point:
        x: int
        y: int = 2
        tags: list[str] = Factory(list)
        note: str = field(default="", eq=False, repr=False)
        _hidden: int = field(default=0, converter=int)

    @frozen
    class Further(Point):
        z: int = 5

    @frozen(eq=False)
    class Thing:
        values: dict[str, int]
        cache: dict[str, int] = field(factory=dict, init=False, repr=False)

    @frozen(order=True)
    class Version:
        major: int
        minor: int = 0

    @frozen(cache_hash=True)
    class Key:
        parts: tuple[str, ...]

    @frozen
    class Empty:
        pass

    @define
    class Tally:
        count: int = 0

    return Point, Further, Thing, Version, Key, Empty, Tally


OURS = make(frozen, define, field)
THEIRS = make(attrs.frozen, attrs.define, attrs.field)
PAIRS = [pytest.param(*pair, id=pair[0].__name__) for pair in zip(OURS, THEIRS, strict=True)]
CALLS = [
    ((), {}), ((1,), {}), ((1, 3), {}), ((1, 3, ["a"]), {}), ((1,), {"note": "n"}), ((1,), {"hidden": "7"}), ((1,), {"z": 4}),
    (({"a": 1},), {}), ((("a", "b"),), {}), ((1, 2, 3, 4, 5, 6, 7), {}), ((), {"unknown": 1}), ((), {"count": 2}),
]  # fmt: skip


def outcome(cls, given, named):
    try:
        made = cls(*given, **named)
    except TypeError:
        return None
    return made, [getattr(made, one.name) for one in attrs.fields(cls)]


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_instances_are_made_and_shown_alike(ours, theirs):
    for given, named in CALLS:
        mine, other = outcome(ours, given, named), outcome(theirs, given, named)
        assert (mine is None) == (other is None), (given, named)
        if mine and other:
            assert mine[1] == other[1]
            assert repr(mine[0]) == repr(other[0])


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_instances_are_compared_alike(ours, theirs):
    made = [
        (outcome(ours, *call)[0], outcome(theirs, *call)[0])
        for call in CALLS
        if outcome(theirs, *call) is not None
    ]
    for mine, other in made:
        for mine_too, other_too in made:
            assert (mine == mine_too) == (other == other_too)
            assert (mine != mine_too) == (other != other_too)
            if ours.__name__ == "Version" and isinstance(mine.major, int) and isinstance(mine_too.major, int):
                assert (mine < mine_too, mine >= mine_too) == (other < other_too, other >= other_too)
        assert mine != other
        try:
            hash(other)
        except TypeError:
            with pytest.raises(TypeError):
                hash(mine)
        else:
            assert hash(mine) == hash(copy.copy(mine)) or ours.__name__ == "Thing"


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_attrs_sees_the_same_fields(ours, theirs):
    names = ("name", "alias", "default", "init", "eq", "repr", "type", "converter")
    assert attrs.has(ours)
    seen = [[[getattr(one, name) for name in names] for one in attrs.fields(cls)] for cls in (ours, theirs)]
    assert seen[0] == seen[1]


def test_what_is_frozen_stays():
    point = OURS[0](1)
    for change in (
        lambda: setattr(point, "x", 2),
        lambda: setattr(point, "new", 2),
        lambda: delattr(point, "x"),
    ):
        with pytest.raises(FrozenInstanceError):
            change()
    tally = OURS[-1]()
    tally.count += 1
    assert tally == OURS[-1](1)


def test_changed_copies_are_those_of_attrs():
    point = OURS[0](1, hidden=4, note="kept")
    assert evolve(point, y=9) == attrs.evolve(point, y=9) == OURS[0](1, 9, hidden=4)
    assert evolve(point, y=9).note == "kept"
    with pytest.raises(TypeError):
        evolve(point, unknown=1)


def test_a_kept_hash_does_not_travel():
    key = OURS[4](("a",))
    hash(key)
    assert copy.copy(key) == key
    assert vars(copy.copy(key)) == {"parts": ("a",)}


def modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(respond.__path__, "respond."):
        if not found.name.startswith("respond.prove"):
            yield found.name


@pytest.mark.parametrize("name", sorted(modules()))
def test_every_record_of_the_project_can_be_finished(name):
    for cls in vars(importlib.import_module(name)).values():
        if is_record(cls) and cls.__module__ == name:
            assert [part.name for part in parts_of(cls)] == [one.name for one in attrs.fields(cls)]
            with pytest.raises(TypeError):
                cls(no_field_is_called_this=1)
