"""The headers of the API, each described once; which an operation takes and bears follows from what it declares."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from respond._records import frozen
from respond.errors import Language, Text
from respond.room.operation import Operation


@frozen(eq=False)
class Header:
    """A header of a request or an answer: its name, what it says, what it looks like."""

    name: str
    words: Text
    schema: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Give its name among the components."""
        return self.name.replace("-", "")


_ETAG: Final = {"type": "string", "pattern": '^"[0-9]{1,9}"$'}
_ADDRESS: Final = {"type": "string", "format": "uri-reference"}

ACCEPT_LANGUAGE: Final = Header(
    "Accept-Language",
    Text(
        "答复用的语言（zh、en，可带权重）；?lang= 优先",
        "the language of the answer (zh, en, with weights); ?lang= goes before",
    ),
    {"type": "string"},
)
IF_MATCH: Final = Header(
    "If-Match",
    Text(
        "决定时看到的最后一条（ETag）；其后又有记录就拒绝（412）",
        "the last entry that had been read (an ETag); what came after it refuses the decision (412)",
    ),
    _ETAG,
)
IDEMPOTENCY_KEY: Final = Header(
    "Idempotency-Key",
    Text(
        "同一个键送两次只办一次，答复相同",
        "a request sent twice under one key is carried out once, and answered the same",
    ),
    {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]+$"},
)
LAST_EVENT_ID: Final = Header(
    "Last-Event-ID",
    Text("从这一条之后接着听", "go on after this entry"),
    {"type": "string", "pattern": "^[0-9]{1,15}$"},
)
CONTENT_LANGUAGE: Final = Header(
    "Content-Language",
    Text("答复所用的语言", "the language of the answer"),
    {"type": "string", "enum": ["zh", "en"]},
)
ETAG: Final = Header(
    "ETag", Text("日志已到第几条；可放进 If-Match", "how far the log has come, for If-Match"), _ETAG
)
LOCATION: Final = Header("Location", Text("新建的在哪里", "where what was made is"), _ADDRESS)
LINK: Final = Header(
    "Link",
    Text('下一页（rel="next"），没有下一页就没有', 'the next page (rel="next"), where there is one'),
    {"type": "string"},
)
CONTENT_DISPOSITION: Final = Header(
    "Content-Disposition", Text("存成什么文件名", "under which name to keep the file"), {"type": "string"}
)
WWW_AUTHENTICATE: Final = Header(
    "WWW-Authenticate", Text("要出示密钥", "that a key is wanted"), {"type": "string", "enum": ["Bearer"]}
)
RETRY_AFTER: Final = Header(
    "Retry-After",
    Text("过多少秒再来", "after how many seconds to come again"),
    {"type": "string", "pattern": "^[0-9]+$"},
)

REQUESTS: Final = (ACCEPT_LANGUAGE, IF_MATCH, IDEMPOTENCY_KEY, LAST_EVENT_ID)
ANSWERS: Final = (
    CONTENT_LANGUAGE, ETAG, LOCATION, LINK, CONTENT_DISPOSITION, WWW_AUTHENTICATE, RETRY_AFTER,
)  # fmt: skip
SOMETIMES: Final = (LINK, CONTENT_DISPOSITION)
"""What not every answer bears of those that may."""
_CREATED: Final = 201
_PROPOSED: Final = 202
_UNKNOWN: Final = 401
_TOO_OFTEN: Final = 429


def headers_of_requests(one: Operation) -> Iterator[Header]:
    """Give the headers an operation takes."""
    yield ACCEPT_LANGUAGE
    if one.decides:
        yield IF_MATCH
    if one.keyed:
        yield IDEMPOTENCY_KEY
    if one.streams:
        yield LAST_EVENT_ID


def headers_of_answers(one: Operation, status: int) -> Iterator[Header]:
    """Give the headers an answer of an operation bears; those of `SOMETIMES` where there is something to say."""
    succeeds = status in {one.success, _CREATED, _PROPOSED}
    if not (one.streams and succeeds):
        yield CONTENT_LANGUAGE
    if succeeds and status != _PROPOSED and one.of_a_log:
        yield ETAG
    if (status == _CREATED and one.makes) or status == _PROPOSED:
        yield LOCATION
    if succeeds and one.paged:
        yield LINK
    if succeeds and one.gives_files:
        yield CONTENT_DISPOSITION
    if status == _UNKNOWN:
        yield WWW_AUTHENTICATE
    if status == _TOO_OFTEN:
        yield RETRY_AFTER


def parameters_described(lang: Language) -> dict[str, Any]:
    """Give the headers of requests as components."""
    return {
        each.key: {
            "name": each.name, "in": "header", "required": False, "schema": each.schema,
            "description": each.words.say(lang),
        }
        for each in REQUESTS
    }  # fmt: skip


def headers_described(lang: Language) -> dict[str, Any]:
    """Give the headers of answers as components."""
    return {
        each.key: {
            "required": each not in SOMETIMES, "schema": each.schema, "description": each.words.say(lang),
        }
        for each in ANSWERS
    }  # fmt: skip
