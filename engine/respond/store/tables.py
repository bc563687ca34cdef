"""The tables of a store."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

_WHOLE: Final = BigInteger().with_variant(Integer, "sqlite")
METADATA: Final = MetaData()

ABOUT: Final = Table(
    "about", METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip
"""What holds of the store as a whole: its name, the version of its tables, its public key."""

ENTRIES: Final = Table(
    "entries", METADATA,
    Column("seq", _WHOLE, primary_key=True, autoincrement=False),
    Column("incident", String(200), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("known", String(40), nullable=False),
    Column("recorded", String(40), nullable=False),
    Column("by", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("answers", Integer),
    Column("before", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("incident", "number", name="entries_of_an_incident"),
)  # fmt: skip
"""The rows of all logs, in the order they were written; none is ever changed."""

CHECKPOINTS: Final = Table(
    "checkpoints", METADATA,
    Column("count", _WHOLE, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("head", String(64), nullable=False),
    Column("signature", String(100), nullable=False),
    Column("seal", _WHOLE),
)  # fmt: skip
"""The signed heads: how many rows there were at a moment, and the hash of the last one."""

AUDIT_CHECKPOINTS: Final = Table(
    "audit_checkpoints", METADATA,
    Column("count", _WHOLE, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("head", String(64), nullable=False),
    Column("signature", String(100), nullable=False),
    Column("seal", _WHOLE),
)  # fmt: skip
"""The signed heads of the audit log of the duty room."""

SEALS: Final = Table(
    "seals", METADATA,
    Column("number", _WHOLE, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("entries", _WHOLE, nullable=False),
    Column("entries_head", String(64), nullable=False),
    Column("audit", _WHOLE, nullable=False),
    Column("audit_head", String(64), nullable=False),
    Column("journal", _WHOLE, nullable=False),
    Column("journal_head", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("signature", String(100), nullable=False),
)  # fmt: skip
"""Every signature of the store in turn: how far all that is chained had come, each chained to the one before."""

JOURNAL: Final = Table(
    "journal", METADATA,
    Column("seq", _WHOLE, primary_key=True, autoincrement=False),
    Column("part", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("print", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)  # fmt: skip
"""The prints of what the program keeps by itself: what was sent, what was answered, how far each play has come."""

OUTBOX: Final = Table(
    "outbox", METADATA,
    Column("number", _WHOLE, primary_key=True, autoincrement=False),
    Column("key", String(800), nullable=False, unique=True),
    Column("incident", String(200), nullable=False),
    Column("obligation", String(400), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("limit", String(40), nullable=False),
    Column("planned", String(40), nullable=False),
    Column("noted", String(40), nullable=False),
    Column("body", Text, nullable=False),
    Column("cancelled", Text),
    Index("outbox_of_an_incident", "incident"),
)  # fmt: skip
"""The reminders that fell due, each once by its key, in the order they were noted; why one was cancelled since."""

CHANNELS: Final = Table(
    "channels", METADATA,
    Column("name", String(200), primary_key=True),
    Column("upto", _WHOLE, nullable=False),
)  # fmt: skip
"""Where reminders are sent, and up to which of them each has taken up."""

DELIVERIES: Final = Table(
    "deliveries", METADATA,
    Column("key", String(800), primary_key=True),
    Column("channel", String(200), primary_key=True),
    Column("number", _WHOLE, nullable=False),
    Column("state", String(20), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next", String(40)),
    Column("done", String(40)),
    Column("told", Text),
    Index("deliveries_to_make", "channel", "state", "next"),
)  # fmt: skip
"""What became of each reminder on each channel: waiting, sending, sent, withdrawn."""

HEARTBEATS: Final = Table(
    "heartbeats", METADATA,
    Column("ticker", String(200), primary_key=True),
    Column("began", String(40), nullable=False),
    Column("last", String(40), nullable=False),
)  # fmt: skip
"""When each ticker last went round with everything in order, and since when it has without a gap."""

ACCOUNTS: Final = Table(
    "accounts", METADATA,
    Column("name", String(200), primary_key=True),
    Column("post", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("regions", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("made", String(40), nullable=False),
    Column("disabled", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked", String(40)),
)  # fmt: skip
"""Who may come in, in which roles and for which regions; `secret` is the hash of the password."""

SESSIONS: Final = Table(
    "sessions", METADATA,
    Column("hash", String(64), primary_key=True),
    Column("account", String(200), nullable=False),
    Column("began", String(40), nullable=False),
    Column("seen", String(40), nullable=False),
    Column("ends", String(40), nullable=False),
    Index("sessions_of_an_account", "account"),
)  # fmt: skip
"""Who is logged in, by the hash of what the browser shows."""

TOKENS: Final = Table(
    "tokens", METADATA,
    Column("name", String(200), primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("permissions", Text, nullable=False),
    Column("regions", Text, nullable=False),
    Column("by", String(200), nullable=False),
    Column("made", String(40), nullable=False),
    Column("ends", String(40), nullable=False),
    Column("revoked", String(40)),
)  # fmt: skip
"""Keys of other systems, by the hash of what they show; which permissions each has and until when."""

AUDIT: Final = Table(
    "audit", METADATA,
    Column("seq", _WHOLE, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("who", String(200), nullable=False),
    Column("what", String(40), nullable=False),
    Column("about", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)  # fmt: skip
"""Who came in, was refused, entered something or changed what others may do, each row chained to the one before."""

ENTERED: Final = "entered"
"""What a row of the audit log says that tells which account entered something in the log of an incident."""

VOUCHED: Final = "vouched"
"""What a row of the audit log says that tells that a proxy let an account in."""

OF_ENTRIES: Final = AUDIT.c.what == literal_column(f"'{ENTERED}'")
"""Which rows of the audit log these are, in the words of the index: no database uses it for any others."""

ENTRIES_AUDITED: Final = Index(
    "audit_of_an_incident", AUDIT.c.about, AUDIT.c.seq, sqlite_where=OF_ENTRIES, postgresql_where=OF_ENTRIES
)
"""Who entered what in an incident is asked with its every log, and the audit log grows for years."""

REPLIES: Final = Table(
    "replies", METADATA,
    Column("who", String(200), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("request", String(64), nullable=False),
    Column("at", String(40), nullable=False),
    Column("incident", String(200), nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("body", Text),
)  # fmt: skip
"""What came of requests that bear a key, so that one sent twice is carried out once."""

PROPOSALS: Final = Table(
    "proposals", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("incident", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("said", Text, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", String(40), nullable=False),
    Column("state", String(20), nullable=False),
    Column("decided_by", String(200)),
    Column("decided_at", String(40)),
    Index("proposals_open", "state"),
)  # fmt: skip
"""Decisions that one person proposed and a second has to confirm."""

SETTINGS: Final = Table(
    "settings", METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", String(40), nullable=False),
)  # fmt: skip
"""What the duty room was told of itself: its roster, telephone numbers, whether two have to decide."""

MOVES: Final = Table(
    "moves", METADATA,
    Column("play", String(200), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(40), nullable=False),
    Column("at", String(10), nullable=False),
    Column("real", String(40), nullable=False),
    Column("by", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("key", String(200)),
    Column("request", String(64)),
    Column("before", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("play", "by", "key", name="moves_of_a_request"),
)  # fmt: skip
"""The moves of exercises played live, each chained to the one before it in its play."""
