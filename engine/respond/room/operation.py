"""An operation of the duty room: one thing it can be asked, whichever way the question comes in.

The table of all operations is what routes, permissions and the description of the API are made from.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from attrs import Factory

from respond._records import frozen
from respond.clock import parse_duration
from respond.desk import Desk
from respond.errors import InputError, Language, Place, Text, fault, nearest
from respond.facts import read_date, read_instant
from respond.plan import Library
from respond.room.apart import Comparison, Errand
from respond.room.ground import Ground
from respond.room.paging import MOST_ON_A_PAGE, Pages
from respond.room.permissions import Permission, Person
from respond.store import RoomStore
from respond.yaml import Data, Source, data_of, parse

_LOGS: Final = frozenset({"incidents", "supervision"})
"""Parts of the API in which something is kept in the log of an incident."""
_NO_FILES: Final = frozenset({"application/json", "application/yaml", "text/plain", "text/event-stream"})

QueryKind = Literal["text", "time", "date", "length", "flag", "whole", "texts"]


@frozen
class Query:
    """A parameter behind the question mark: its name, what it is, how it is read."""

    name: str
    words: Text
    kind: QueryKind = "text"
    required: bool = False
    one_of: tuple[str, ...] = ()
    least: int = 0
    most: int = 999_999_999


@frozen(eq=False)
class Call:
    """One question: who asks, of what, when; `seen` is the last entry a decision answers to (If-Match)."""

    room: Ground
    person: Person
    store: RoomStore
    """The store as far as this person sees it."""
    now: datetime
    lang: Language = "zh"
    path: Mapping[str, str] = Factory(dict)
    query: Mapping[str, Any] = Factory(dict)
    body: Any = None
    """What was sent, as the class the operation takes."""
    source: Source | None = None
    """What was sent, as it came."""
    seen: int | None = None
    key: str | None = None
    """The key of the request, where it bears one."""

    @property
    def library(self) -> Library:
        """Give the plans."""
        return self.room.library

    @property
    def desk(self) -> Desk:
        """Give the seat at which this person enters something, once the room knows that one may decide it."""
        return Desk(self.store, self.library, by=self.person.post, seconded=True)

    @property
    def said(self) -> dict[str, Data]:
        """Give what was sent as plain data."""
        found = data_of(parse(self.source)) if self.source is not None else None
        return found if isinstance(found, dict) else {}

    @property
    def incident(self) -> str:
        """Give the incident the path names."""
        return self.path["incident"]


@frozen(eq=False)
class Reply:
    """An answer: a thing that is written as JSON, or a text or data of another kind; `etag` names the state it shows.

    `file` is the name under which it is to be kept, by whoever downloads it.
    """

    thing: Any = None
    status: int = 200
    etag: str | None = None
    location: str | None = None
    text: str | None = None
    media: str = "application/json"
    data: bytes | None = None
    file: str | None = None


@frozen(eq=False)
class Operation:
    """One thing that can be asked: how, by whom, what it takes and gives.

    `takes` is the class its body is read as, `gives` the class of its answer under the name of its schema.
    """

    id: str
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    words: Text
    permission: Permission | Literal["known", "anybody"]
    """What whoever asks must be allowed; `known`: must only be logged in; `anybody`: need not even be that."""
    gives: type[Any] | None
    run: Callable[[Call], Reply]
    takes: type[Any] | None = None
    query: tuple[Query, ...] = ()
    media: str = "application/json"
    also: tuple[str, ...] = ()
    """What it is given as besides, where that is asked for."""
    decides: bool = False
    """Whether it rests on all that was entered before: If-Match names the last entry that was read."""
    success: int = 200
    shared: bool = False
    """Whether all who may ask, and see the same regions, get the same answer at the same moment."""
    makes: bool = False
    """Whether what it makes has an address, which the answer gives (Location)."""
    pages: Pages | None = None
    """How its list is given a page at a time, where the whole of it is worked out first."""
    apart: Callable[[Call], Comparison | Errand] | None = None
    """Where an answer takes long: what is to be done apart, so that the room goes on answering."""

    @property
    def writes(self) -> bool:
        """Say whether it may change anything."""
        return self.method != "GET"

    @property
    def keyed(self) -> bool:
        """Say whether a request that bears a key is carried out once, however often it is sent."""
        return self.method == "POST" and self.tag in {"incidents", "supervision", "proposals", "plays"}

    @property
    def of_a_log(self) -> bool:
        """Say whether its answer is about one log, and says how far that has come (ETag)."""
        return "{incident}" in self.path or self.decides or (self.keyed and self.tag in _LOGS)

    @property
    def streams(self) -> bool:
        """Say whether it goes on as long as somebody listens."""
        return self.media == "text/event-stream"

    @property
    def gives_files(self) -> bool:
        """Say whether some form of its answer is a file to be kept, under a name of its own."""
        return not {self.media, *self.also} <= _NO_FILES

    @property
    def paged(self) -> bool:
        """Say whether it gives a list a page at a time."""
        return CURSOR in self.query

    @property
    def tag(self) -> str:
        """Give the part of the API it belongs to."""
        part = self.path.split("/")[2] if self.path.startswith("/v1/") else "service"
        return "plays" if part == "common-clock" else part  # that of several plays


def read_query(declared: tuple[Query, ...], given: Mapping[str, list[str]]) -> dict[str, Any]:
    """Read what stands behind the question mark; raises InputError with every fault (E946, E947, ...)."""
    known = {each.name: each for each in declared}
    found: dict[str, Any] = {}
    faults = []
    for name, texts in given.items():
        query = known.get(name)
        if query is None:
            guess = nearest(name, known)
            listed = ", ".join(known) or "-"
            faults.append(fault("E946", Place(name), suggestion=guess, name=name, known=listed))
        elif len(texts) > 1 and query.kind != "texts":
            faults.append(fault("E947", Place(name), name=name))
        else:
            try:
                found[name] = texts if query.kind == "texts" else _read(query, texts[0])
            except InputError as error:
                faults += error.faults
    faults += [
        fault("E949", Place(each.name), name=each.name)
        for each in declared
        if each.required and each.name not in given
    ]
    if faults:
        raise InputError(faults)
    return {each.name: found.get(each.name) for each in declared}


def _read(query: Query, text: str) -> Any:  # noqa: ANN401 - by its kind
    place = Place(query.name)
    if query.one_of and text not in query.one_of:
        raise _no_value(query, text, ", ".join(query.one_of))
    if query.kind == "time":
        return read_instant(text, query.name, place)
    if query.kind == "date":
        return read_date(text, query.name)
    if query.kind == "length":
        return _length(query, text, place)
    if query.kind == "flag":
        if text not in {"true", "false"}:
            raise _no_value(query, text, "true, false")
        return text == "true"
    if query.kind == "whole":
        if not (
            text.isascii() and text.isdigit() and len(text) <= 9 and query.least <= int(text) <= query.most
        ):
            raise _no_value(query, text, f"{query.least}..{query.most}")
        return int(text)
    return text


def _no_value(query: Query, text: str, known: str) -> InputError:
    guess = nearest(text, query.one_of)
    return InputError(
        [fault("E951", Place(query.name), suggestion=guess, name=query.name, found=text, known=known)]
    )


def _length(query: Query, text: str, place: Place) -> timedelta:
    found = parse_duration(text, place)
    if found.months or found.working_days or found.office_minutes:
        raise _no_value(query, text, "30 min, 2 h, 3 days")
    return found.clocked + timedelta(days=found.days)


NOW: Final = Query(
    "now", Text("现在的时刻；不写则取服务器时钟", "the present; the server's clock if absent"), "time"
)
AT: Final = Query("at", Text("回看哪一刻", "an earlier moment to look at"), "time")
KNOWN_AT: Final = Query("known_at", Text("按何时所知", "by what was known when"), "time")
LIMIT: Final = Query("limit", Text("一页几项", "how many on a page"), "whole", least=1, most=MOST_ON_A_PAGE)
CURSOR: Final = Query(
    "cursor", Text("从上一页给出的这里接着列", "go on from here, as the page before gave it"), "text"
)
