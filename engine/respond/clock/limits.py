"""The kinds of limit a plan sets: a time after, a time before, so often, at a clock time, or only words."""

from datetime import time
from fractions import Fraction
from functools import lru_cache

from attrs import field, frozen

from respond.clock.durations import Duration
from respond.errors import InternalError, Text, fault

_WORDS = {
    "immediately": Text("立即", "immediately"),
    "promptly": Text("及时", "promptly"),
    "any-time": Text("随时", "at any time"),
    "as-prescribed": Text("按规定", "as prescribed, no figure given"),
    "unstated": Text("未规定时限", "no limit stated"),
}
WORDS: tuple[str, ...] = tuple(_WORDS)
"""Limits in words, the strictest first; a limit with a figure stands between the first and the second."""

AT_ONCE = WORDS[0]


@frozen
class Within:
    """At most a length of time after the start."""

    duration: Duration

    @property
    def words(self) -> Text:
        """Give the limit in words.

        >>> Within(Duration(hours=1)).words.en
        'within 1 hour'
        """
        return Text("{d}内", "within {d}").fill(d=self.duration.words)


@frozen
class Before:
    """At least a length of time before the start; exactly that much before is in time."""

    duration: Duration

    @property
    def words(self) -> Text:
        """Give the limit in words."""
        return Text("至少提前{d}", "at least {d} before").fill(d=self.duration.words)


@frozen
class Every:
    """Again and again, each time a length of time after the last."""

    duration: Duration

    @property
    def words(self) -> Text:
        """Give the limit in words.

        >>> Every(Duration(hours=2)).words.en, Every(Duration(days=1)).words.en, Every(Duration(days=1)).words.zh
        ('every 2 hours', 'every day', '每天一次')
        """
        length = self.duration.words
        if self.duration.single:
            length = Text(length.zh.removeprefix("1"), length.en.removeprefix("1 "))
        return Text("每{d}一次", "every {d}").fill(d=length)


@frozen
class Daily:
    """Every day at a clock time of Shanghai."""

    time: time

    @property
    def words(self) -> Text:
        """Give the limit in words."""
        return Text("每日{t}", "daily at {t}").fill(t=self.time.strftime("%H:%M"))


def _known(_: object, __: object, word: str) -> None:
    if word not in _WORDS:
        raise InternalError([fault("E621", found=word)])


@frozen
class Worded:
    """A limit in words and without a figure: one of `WORDS`."""

    word: str = field(converter=str, validator=_known)

    @property
    def words(self) -> Text:
        """Give the limit in words.

        >>> Worded("immediately").words.zh
        '立即'
        """
        return _WORDS[self.word]


Limit = Within | Before | Every | Daily | Worded
"""Any limit of a measure."""


@lru_cache(maxsize=1024)
def strictness(limit: Limit) -> tuple[int, Fraction]:
    """Give a key that sorts limits for the same start, the strictest first.

    Immediately comes before any figure; figures go by length (a mean month, five working days a week); then
    promptly, at any time, as prescribed, unstated.
    """
    if isinstance(limit, Worded):
        rank = WORDS.index(limit.word)
        return (0 if rank == 0 else rank + 1, Fraction(0))
    if isinstance(limit, Before):
        return (1, -limit.duration.nominal)
    return (1, Fraction(1440) if isinstance(limit, Daily) else limit.duration.nominal)


def stricter(one: Limit, other: Limit) -> bool:
    """Say whether one limit is stricter than another that has the same start.

    >>> stricter(Worded("immediately"), Within(Duration(minutes=30)))
    True
    >>> stricter(Within(Duration(hours=2)), Within(Duration(hours=1)))
    False
    """
    return strictness(one) < strictness(other)
