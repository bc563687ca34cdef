"""Where an answer differs from what a case expects: points of any JSON, of which nothing else is known."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from respond.errors import Text

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")
_NOTHING: Final = Text("没有", "nothing")
_LONGEST: Final = 300


def differences(points: Sequence[Mapping[str, Any]], answer: object) -> tuple[Text, ...]:
    """Say in which points an answer is not as expected.

    A place is a JSON pointer in which `*` stands for every element. A point is one of three:
    `{"at": PLACE, "is": VALUE}`: there stands just this. `{"in": [PLACE...], "where": {PLACE: VALUE}, "some":
    {PLACE: VALUE}}`: of the things found there that are as `where` says, one is also as `some` says.
    `{"in": ..., "where": ..., "take": PLACE, "exactly"|"include"|"exclude": [VALUE...]}`: what is taken of these
    things is this set, holds it, or holds nothing of it. In `where` a list means any of its values; where a place has
    a `*`, what is found is compared as a set. Texts that are moments are compared as moments.

    >>> [each.en for each in differences([{"at": "/level", "is": "II"}], {"level": "III"})]
    ['/level: expected "II", found "III"']
    >>> differences([{"in": ["/duties/*"], "where": {"/id": "a"}, "some": {"/to/*": ["x", "y"]}}],
    ...     {"duties": [{"id": "a", "to": ["y", "x"]}]})
    ()
    """
    return tuple(found for point in points if (found := _difference(point, answer)) is not None)


def _difference(point: Mapping[str, Any], answer: object) -> Text | None:
    if "at" in point:
        found = _only(point["at"], answer)
        return None if same(point["is"], found) else _told(point["at"], point["is"], found)
    things = [thing for place in point["in"] for thing in taken(place, answer)]
    where = point.get("where", {})
    chosen = [thing for thing in things if all(_fits(place, value, thing) for place, value in where.items())]
    name = "+".join(point["in"]) + (f" {_shown(where)}" if where else "")
    if "some" in point:
        return _some(name, point["some"], chosen)
    return _set(name, point, [value for thing in chosen for value in taken(point["take"], thing)])


def _some(name: str, wanted: Mapping[str, Any], chosen: Sequence[object]) -> Text | None:
    if any(all(same(value, _only(place, thing)) for place, value in wanted.items()) for thing in chosen):
        return None
    seen = [{place: _only(place, thing) for place in wanted} for thing in chosen]
    return _told(name, wanted, seen or None)


def _set(name: str, point: Mapping[str, Any], found: Sequence[object]) -> Text | None:
    name = f"{name} {point['take']}"
    if "exclude" in point:
        there = [each for each in point["exclude"] if _among(each, found)]
        return (
            Text(f"{name}：不应有 {_shown(there)}", f"{name}: there must not be {_shown(there)}")
            if there
            else None
        )
    wanted = point["exactly"] if "exactly" in point else point["include"]
    missing = [each for each in wanted if not _among(each, found)]
    more = [each for each in found if not _among(each, wanted)] if "exactly" in point else []
    if not missing and not more:
        return None
    lacks = Text(f"缺 {_shown(missing)}", f"lacks {_shown(missing)}") if missing else None
    surplus = Text(f"多出 {_shown(more)}", f"also has {_shown(more)}") if more else None
    told = [each for each in (lacks, surplus) if each is not None]
    zh, en = "，".join(each.zh for each in told), ", ".join(each.en for each in told)
    return Text(f"{name}：{zh}", f"{name}: {en}")


def taken(place: str, thing: object) -> Iterator[object]:
    """Give what stands at a place; nothing where there is no such place.

    >>> list(taken("/a/*/b", {"a": [{"b": 1}, {"b": 2}, {}]}))
    [1, 2]
    """
    first, _, rest = place.removeprefix("/").partition("/")
    if not place:
        yield thing
        return
    rest = f"/{rest}" if rest else ""
    if first == "*" and isinstance(thing, list):
        for each in thing:
            yield from taken(rest, each)
    elif isinstance(thing, dict):
        key = first.replace("~1", "/").replace("~0", "~")
        if key in thing:
            yield from taken(rest, thing[key])
    elif isinstance(thing, list) and first.isascii() and first.isdigit() and int(first) < len(thing):
        yield from taken(rest, thing[int(first)])


def _only(place: str, thing: object) -> object:
    """Give the one thing at a place; all of them, as a list, where the place has a `*`; None where there is none."""
    found = list(taken(place, thing))
    return found if "*" in place.split("/") else found[0] if found else None


def _fits(place: str, wanted: object, thing: object) -> bool:
    found = _only(place, thing)
    if isinstance(wanted, list) and "*" not in place.split("/"):
        return any(same(each, found) for each in wanted)
    return same(wanted, found)


def same(wanted: object, found: object) -> bool:
    """Say whether two values of JSON are the same: lists as sets, moments as moments.

    >>> same("2026-03-02T10:00:00+08:00", "2026-03-02T02:00:00Z"), same(True, 1)
    (True, False)
    """
    if isinstance(wanted, list) and isinstance(found, list):
        return all(_among(each, found) for each in wanted) and all(_among(each, wanted) for each in found)
    if isinstance(wanted, str) and isinstance(found, str) and wanted != found:
        both = _MOMENT.fullmatch(wanted) and _MOMENT.fullmatch(found)
        return bool(both) and _moment(wanted) == _moment(found)
    if isinstance(wanted, dict) and isinstance(found, dict):
        return wanted.keys() == found.keys() and all(same(wanted[key], found[key]) for key in wanted)
    return type(wanted) is type(found) and wanted == found


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # no day of any month
        return None


def _among(one: object, values: Sequence[object]) -> bool:
    return any(same(one, each) for each in values)


def _told(name: str, wanted: object, found: object) -> Text:
    missing = found is None or found == []
    shown = _NOTHING if missing and wanted is not None else Text(_shown(found), _shown(found))
    return Text(
        f"{name}：应为 {_shown(wanted)}，实为 {shown.zh}",
        f"{name}: expected {_shown(wanted)}, found {shown.en}",
    )


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
