"""Yes, no, or not known yet."""

from enum import Enum


class Truth(Enum):
    """The truth of a condition under what is known; unknown is never treated as no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    # each is there once, so it need not be worked out of its name every time
    __hash__ = object.__hash__

    def __invert__(self) -> "Truth":
        """Give the truth of the negation.

        >>> ~Truth.YES, ~Truth.UNKNOWN
        (<Truth.NO: 'no'>, <Truth.UNKNOWN: 'unknown'>)
        """
        return _NEGATION[self]

    @classmethod
    def of(cls, *, holds: bool) -> "Truth":
        """Give the truth of something decided."""
        return cls.YES if holds else cls.NO


_NEGATION = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}
