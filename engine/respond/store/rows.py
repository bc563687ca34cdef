"""The rows of a store: which kinds of entries decide or stand beside, and which names and texts can be kept."""

import re
from collections.abc import Mapping
from typing import Any, Final
from unicodedata import category

from respond.errors import LANGUAGES, InputError, Place, Text, fault
from respond.log import KINDS, Row, RowKind, is_region

DECIDING: Final[frozenset[RowKind]] = frozenset({"declaration", "withdrawal", "correction", "extension"})
"""Kinds of entries that decide something whatever they say; an event decides where it starts or ends a response."""

APART: Final[frozenset[RowKind]] = frozenset(
    {"link", "acknowledgement", "postponement", "application", "evaluation", "attempt", "imported"}
)
"""Kinds of entries about the log, the reminders or the supervision: no plan speaks of what they say."""

ALWAYS: Final[frozenset[RowKind]] = DECIDING | {"event", "link", "imported"}
"""Kinds of entries a log takes however full it is, so that an incident can be decided on, closed and connected."""

BESIDE: Final[frozenset[RowKind]] = APART | {"note", "unable"}
"""Kinds of entries that change nothing of what an incident comes to, so that no decision rests on them."""


SIGNED_EVERY: Final = 100  # rows, so that a log written in a hurry is signed too


MOST_TEXT: Final = 10_000
"""Characters of any one text that another store has kept, whose limits may have been others."""
MOST_WORDS: Final = 2_000
"""Characters of what is told in words: a note, a reason, what was found."""
MOST_NAME: Final = 200
"""Characters of what is called, reached or numbered: a name, a post, a place, a telephone number."""
MOST_BODY: Final = 100_000
"""Characters of all that an entry says, as it is kept."""
MOST_ENTRIES: Final = 30_000
MOST_LOG: Final = 5_000_000
"""Entries of a log, and characters of all they say: an export of them is no larger than is read again."""
SUMMED_EVERY: Final = 16
"""After so many entries what a log says is summed up; between, it may come to a little more."""

_NAMING: Final = frozenset(
    {
        "id", "title", "where", "region", "regions", "mode", "plans", "source", "by", "for", "to", "from", "on_behalf",
        "corrected_by", "judged_by", "channel", "number", "duty", "entry", "level", "length", "within", "round", "at",
        "name", "post", "unit", "phones", "person", "officers", "leader", "room", "relation", "done_by", "standing",
        "as_of", "until", "occurred", "noticed", "profile",
    }
)  # fmt: skip
"""Keys under which something is called, reached or numbered; what stands under any other is told in words."""
_NAMES_OF_MANY: Final = frozenset({"bodies", "sources"})
"""Keys under which names stand by whom they are of."""
_TOO_LONG: Final = Text(
    "长{found}字，最多{most}字：分成几条记，长文件另存、记下存放处",
    "it has {found} characters, at most {most}: enter it in parts, or say where the document is kept",
)
_FULL: Final = Text(
    "事件 `{incident}` 的记录已满（最多{entries}条、共{most}字）：另开一起事件，用 `respond link` 关联，接着记",
    "the log of the incident `{incident}` is full (at most {entries} entries, {most} characters): open another "
    "incident, connect the two with `respond link`, and go on there",
)
_BLANK: Final = Text("空白", "it is blank")
_ELSEWHERE: Final = Text(
    "以“@{found}”结尾的编号只用于区划 {found} 的事件",
    "an id that ends with “@{found}” is for incidents of the region {found}",
)
_LONG: Final = Text("长{found}字，最多{most}字", "it has {found} characters, at most {most}")
_BROKEN: Final = Text("有文字里不能有的字符", "it has a character no text can have")
_EDGE: Final = Text(
    "首尾有空白、以 - 开头，或只是点", "it begins or ends with a blank, begins with -, or is but dots"
)
_UNSEEN: Final = Text(
    "有换行或看不见的字符（{found}）", "it has a line break or a character nobody can see ({found})"
)
_UNSEEN_KINDS: Final = frozenset({"Cc", "Cf", "Zl", "Zp"})
_UNSEEN_LETTERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and a symbol that leave nothing but a blank."""
_IN_A_TEXT: Final = frozenset("\t\n\r")
"""What a text of several lines may have and a line may not."""
_NO_TEXT: Final = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


_CALLED: Final[Mapping[str, Text]] = {
    **{str(kind): words for kind, words in KINDS.items()},
    "id": Text("编号", "Id"), "title": Text("名称", "Title"), "where": Text("地点", "Where"),
    "region": Text("行政区划代码", "Region code"), "value": Text("正确内容", "What is right"),
    "source": Text("来源", "Source"), "note": Text("备注", "Note"), "text": Text("内容", "What is said"),
    "reason": Text("理由", "Reason"), "by": Text("由谁", "By whom"), "corrected_by": Text("由谁更正", "Put right by"),
    "with": Text("与谁沟通", "With whom"), "plan": Text("计划", "Plan"), "channel": Text("方式", "Channel"),
    "number": Text("文号", "Number"), "to": Text("报送对象", "To whom"), "facts": Text("情况", "Facts"),
    "bodies": Text("承担单位", "Bodies"), "name": Text("名称", "Name"), "post": Text("岗位", "Post"),
    "log": Text("记录", "The log"), "phones": Text("电话", "Telephone numbers"), "person": Text("联系人", "Contact"),
    "officers": Text("值班员", "Officers"), "leader": Text("带班领导", "Leader"), "room": Text("值班室名称", "Room"),
    "for": Text("代谁", "For whom"), "duty": Text("任务", "Duty"), "judged_by": Text("由谁研判", "Judged by"),
    "done_by": Text("由谁办理", "Done by"),
}  # fmt: skip
"""What the forms call what is entered under a key of a file, for whoever has never seen the key."""


def not_entered(name: str, reason: Text, place: Place | None = None) -> InputError:
    """Give the refusal of something under a key of a file (E858), which pages call as their forms do."""
    called = _CALLED.get(name, Text(name, name))
    return InputError([fault("E858", place, name=name, called=called, reason=reason)])


def check_name(name: str, given: str) -> None:
    """Refuse what is no name of an incident or of who enters something; raises InputError (E858)."""
    check_said(name, given)
    _check_text(name, given, MOST_NAME)


def check_new_name(name: str, given: str) -> None:
    """Refuse a name for something new that nobody could see or type; raises InputError (E858)."""
    check_name(name, given)
    if given != given.strip() or given.startswith("-") or given in {".", ".."}:
        raise not_entered(name, _EDGE)
    check_visible(name, given)


def name_in(name: str, region: str) -> str:
    """Give the name of an incident as whoever is kept to regions opens it: it carries the region it is of.

    >>> name_in("fire-1", "141122"), name_in("fire-1@141122", "141122")
    ('fire-1@141122', 'fire-1@141122')
    """
    end = f"@{region}"
    return name if name.endswith(end) else name + end


def check_region_named(name: str, region: str) -> None:
    """Refuse a new incident named as one of another region than its own; raises InputError (E858).

    So whoever opens under a name of a region finds it taken only by incidents of that region, which that one sees.
    """
    _, at, code = name.rpartition("@")
    if at and is_region(code) and code != region:
        raise not_entered("id", _ELSEWHERE.fill(found=code))


def check_visible(name: str, given: str) -> None:
    """Refuse a line that is not what it looks like, or too long to be one; raises InputError (E858)."""
    _check_length(name, given, MOST_NAME)
    _check_seen(name, given)


def _check_length(name: str, given: str, most: int) -> None:
    if len(given) > most:
        wording = _LONG if most == MOST_NAME else _TOO_LONG
        reason = wording.fill(found=f"{len(given):,}", most=f"{most:,}")
        raise not_entered(name, reason, getattr(given, "place", None))


def _check_seen(name: str, given: str, allowed: frozenset[str] = frozenset()) -> None:
    """Refuse what nobody can see, such as what turns the direction of writing or has no width (E858)."""
    for each in given:
        if each not in allowed and (category(each) in _UNSEEN_KINDS or each in _UNSEEN_LETTERS):
            reason = _UNSEEN.fill(found=f"U+{ord(each):04X}")
            raise not_entered(name, reason, getattr(given, "place", None))


def check_said(name: str, given: str) -> None:
    """Refuse a text that says nothing; raises InputError (E858)."""
    if not given.strip():
        raise not_entered(name, _BLANK)


def check_texts(  # of any shape
    name: str,
    data: Any,  # noqa: ANN401
    *,
    carried_over: bool = False,
    most: int | None = None,
) -> None:
    """Refuse texts that could not be read again, are too long or not what they look like; raises InputError (E858).

    How long one may be follows from the key it stands under, unless `most` says it for all. What is `carried_over` from
    another store, which signed it, may have what nobody sees, and be as long as any store ever took: it cannot be said
    otherwise.
    """
    if carried_over:
        most = MOST_TEXT
    if isinstance(data, str):
        a_name = name in _NAMING | _NAMES_OF_MANY
        longest = most or (MOST_NAME if a_name else MOST_WORDS)
        _check_text(name, data, longest, seen=not carried_over)
        if a_name and most is None:
            _check_seen(name, data)
    elif isinstance(data, dict):
        for key, value in data.items():
            _check_text(name, key, most or MOST_NAME, seen=not carried_over)
            inner = name if key in LANGUAGES or name in _NAMES_OF_MANY else str(key)
            check_texts(inner, value, carried_over=carried_over, most=most)
    elif isinstance(data, list):
        for each in data:
            check_texts(name, each, carried_over=carried_over, most=most)


def _check_text(name: str, given: str, most: int, *, seen: bool = True) -> None:
    _check_length(name, given, most)
    if _NO_TEXT.search(given):
        raise not_entered(name, _BROKEN, getattr(given, "place", None))
    if seen:
        _check_seen(name, given, _IN_A_TEXT)


def check_body(row: Row) -> None:
    """Refuse an entry that says too much; raises InputError (E858). What an imported one brings is not its own."""
    if row.kind != "imported" and len(row.body) > MOST_BODY:
        reason = _TOO_LONG.fill(found=f"{len(row.body):,}", most=f"{MOST_BODY:,}")
        raise not_entered(row.kind, reason)


def check_room(incident: str, entries: int, said: int) -> None:
    """Refuse more entries of an incident than can be given out and read again; raises InputError (E858)."""
    if entries > MOST_ENTRIES or said > MOST_LOG:
        reason = _FULL.fill(incident=incident, entries=f"{MOST_ENTRIES:,}", most=f"{MOST_LOG:,}")
        raise not_entered("log", reason)
