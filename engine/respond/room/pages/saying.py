"""What pages say in words of the engine's: moments, lengths, levels, limits, in the language and zone of the reader."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from respond._records import frozen
from respond.clock import SHANGHAI, local
from respond.errors import Language, Text
from respond.facts import Fact, FactType, Level, Standing, unit_of
from respond.reason import LevelRange
from respond.room.pages.words import WORDS
from respond.show import (
    CHANNEL,
    OBSERVED,
    full_moment,
    joined,
    length,
    level_short,
    level_style,
    level_words,
    names_of,
    near_moment,
    other_zone,
    range_words,
    shown_limit,
    what_of,
)
from respond.situation import Obligation, Situation


@frozen
class Badge:
    """A level as it stands out: the style of its colour, and words that say it without any colour."""

    style: str
    words: str
    before: str = ""
    """What stands before it: that it is declared, certain, still possible."""


@frozen
class Pressing:
    """A limit as pages show it: its moment for the counter, and in words for whoever has none."""

    moment: datetime | None
    due: str
    left: str
    late: bool
    at_once: bool
    certain: bool
    """Whether it is owed for certain; what only may be is called late by nobody."""


@frozen
class Saying:
    """The words of one reader: the language, the present, the zone in which moments are told."""

    lang: Language
    now: datetime
    zone: ZoneInfo = SHANGHAI

    def near(self, moment: datetime | None) -> str:
        """Give a moment, without its day where that is today."""
        return "" if moment is None else near_moment(moment, local(self.now, self.zone))

    def full(self, moment: datetime | None) -> str:
        """Give day and time of a moment."""
        return "" if moment is None else full_moment(local(moment, self.zone))

    def field(self, moment: datetime | None = None) -> str:
        """Give a moment as a field for times holds it; the present without one."""
        return local(moment or self.now, self.zone).strftime("%Y-%m-%dT%H:%M")

    @property
    def other_zone(self) -> str:
        """Name the time in which moments are told and read, where it is not that of the room."""
        return other_zone(self.zone.key, self.lang)

    def text(self, text: Text | None) -> str:
        """Give a text in the language of the reader."""
        return "" if text is None else text.say(self.lang)

    def level(self, level: Level) -> str:
        """Give a level in full words."""
        return level_words(level, self.lang)

    def short(self, level: Level) -> str:
        """Give the short name of a level."""
        return level_short(level, self.lang)

    def span(self, reach: LevelRange) -> str:
        """Give a range of levels."""
        return range_words(reach, self.lang)

    def badge(self, level: Level, before: Text | None = None) -> Badge:
        """Give a level as it stands out."""
        return Badge(level_style(level), level_words(level, self.lang), self.text(before))

    def reach(self, reach: LevelRange) -> tuple[Badge, ...]:
        """Give a range of levels as they stand out: one, or the certain and the possible one."""
        if reach.definite:
            return (self.badge(reach.certain),)
        return (self.established(reach, WORDS["certain"]), self.badge(reach.possible, WORDS["possible"]))

    def established(self, reach: LevelRange, before: Text | None = None) -> Badge:
        """Give what is certain of a range of levels as it stands out; where nothing is met yet nothing is."""
        if reach.certain or reach.definite:
            return self.badge(reach.certain, before)
        return Badge("level-0", self.text(WORDS["not_graded_yet"]))

    def standing(self, standing: Standing) -> str:
        """Say how sure a value is."""
        return OBSERVED[standing.value].say(self.lang)

    def channel(self, channel: str) -> str:
        """Name a channel."""
        return CHANNEL[channel].say(self.lang) if channel in CHANNEL else channel

    def limit(self, one: Obligation) -> Pressing:
        """Give the limit of an open obligation; what waits, is paused or has no figure has no moment."""
        shown = shown_limit(one, local(self.now, self.zone), self.lang)
        late, at_once = shown.kind == "late", shown.kind == "at-once"
        due, certain = joined(shown.due, self.lang), not one.provisional
        return Pressing(shown.moment, due, shown.left, late, at_once, certain)

    def choices(self, fact: Fact) -> tuple[tuple[str, str], ...]:
        """Give the choices of a fact with their words."""
        return tuple((name, label.say(self.lang)) for name, label in fact.choices.items())

    def unit(self, fact: Fact) -> str:
        """Give the unit a number is typed in."""
        unit = unit_of(fact)
        if unit is None:
            return "%" if fact.type is FactType.SHARE else ""
        return unit.shown(self.lang)

    def what(self, one: Obligation, situation: Situation) -> str:
        """Give what is to be done, with its marks."""
        return what_of(one, situation, self.lang)

    def who(self, one: Obligation) -> str:
        """Name who owes something."""
        return names_of(one.units, self.lang)

    def whom(self, one: Obligation) -> str:
        """Name whom something is owed to."""
        return names_of(one.to, self.lang)

    def around(self) -> tuple[datetime, datetime]:
        """Give the hour that ends now, for a chart of what has only just begun."""
        return self.now - timedelta(hours=1), self.now

    def length(self, moment: datetime) -> str:
        """Give how long ago a moment is, or how far ahead."""
        return length(moment - self.now, self.lang)
