"""Ranges as people write them, parted into their two ends: `3+`, `3人以上`, `100余公顷`, `1..4`, `3至5人`."""

import re
from collections.abc import Iterator
from typing import Final

Parted = tuple[str | None, str | None]
"""The ends of a closed range as texts; None where it is open."""

_AT_LEAST: Final = (
    r"(?i:at least\b|not less than\b|not before\b|至少|最少|不少于|不低于|不小于|不早于)\s*(.+)"
)
_AT_MOST: Final = (
    r"(?i:at most\b|up to\b|not more than\b|not after\b"
    r"|至多|最多|不多于|不超过|未超过|不高于|不大于|不晚于)\s*(.+)"
)
_FROM_TO: Final = r"(.+?)(?i:\s+to\s+|\s*至\s*)(.+)"

# What follows is read of choices only, which are words and may hold what parts a range.
_PARTING: Final = re.compile(r"\.\.|\s+to\s+|\s*[至到]\s*")
_WORD_AND_UP: Final = r"(.+?)\s*(?:[+＋]|(?:及其?|或)?(?:以上|之上)|\s(?i:or more))"

# What follows is read of numbers only. 以上 and 以内 include the figure; 以下 may or may not, and is refused.
_INCLUDED: Final = r"(?:\(含(?:本数|本级)?\))?"
_FIGURE: Final = r"[0-9](?:[0-9./]*[0-9])?"
_SIGNED: Final = rf"(?:[-−]\s*)?{_FIGURE}"
_NUMBER_AND_UP: Final = rf"({_SIGNED}[^()]*?)\s*{_INCLUDED}(?:及其?|或)?(?:以上|之上){_INCLUDED}"
_NUMBER_AND_DOWN: Final = rf"({_FIGURE}[^()]*?)\s*{_INCLUDED}(?:以内|之内){_INCLUDED}"
_OR_MORE: Final = rf"({_SIGNED}[^()]*?)\s+(?i:or more)((?:\s+\D+)?)"
_OR_LESS: Final = rf"({_SIGNED}[^()]*?)\s+(?i:or less|or fewer)((?:\s+\D+)?)"
_AND_ODD: Final = rf"({_FIGURE}\s*[百千万亿]*)\s*[余多]\s*(\D*)"
_MEASURE_AND_ODD: Final = rf"({_FIGURE}\s*\D+?)[余多]"
_SPAN: Final = r"(.*?[^\s~–—-])(?<![0-9][eE])(?:\s*到\s*|\s*[~–—]+\s*|\s*-\s*)(.+)"
_PLUS: Final = r"([0-9][0-9./]*\s*%?)\+\s*([^0-9.+\s].*)?"

_MORE_THAN: Final = r"(?i:more than\b|over\b|超过|超|多于|大于|高于|逾)\s*(.+)"
_LESS_THAN: Final = (
    r"(?i:less than\b|fewer than\b|under\b|不到|不足|不满|未满|未达到|未达|少于|小于|低于)\s*(.+)"
)


def ends_of(text: str, *, number: bool) -> Parted | None:
    """Give the ends of a range, None where the text is a single value; `number` says that the fact is one.

    >>> ends_of("3人以上", number=True), ends_of("100余公顷", number=True), ends_of("1..4 ha", number=True)
    (('3人', None), ('100公顷', None), ('1', '4 ha'))
    >>> ends_of("3 or more cases", number=True), ends_of("5 ha or less", number=True)
    (('3 cases', None), (None, '5 ha'))
    """
    if match := re.fullmatch(_AT_LEAST, text):
        return match[1], None
    if match := re.fullmatch(_AT_MOST, text):
        return None, match[1]
    if ".." in text:
        low, high = text.split("..", 1)
        return low.strip() or None, high.strip() or None
    if match := re.fullmatch(_FROM_TO, text):
        return match[1], match[2]
    if number:
        return _ends_of_numbers(text)
    return (text[:-1].strip(), None) if text.endswith("+") else None


def _ends_of_numbers(text: str) -> Parted | None:
    if match := re.fullmatch(_NUMBER_AND_UP, text) or re.fullmatch(_MEASURE_AND_ODD, text):
        return match[1].strip(), None
    if match := re.fullmatch(_NUMBER_AND_DOWN, text):
        return None, match[1].strip()
    if match := re.fullmatch(_OR_LESS, text):
        return None, f"{match[1]}{match[2]}"
    ways = (_OR_MORE, _AND_ODD, _PLUS)
    if match := next((found for way in ways if (found := re.fullmatch(way, text))), None):
        return f"{match[1]}{match[2] or ''}", None
    if text.endswith("+") and "+" not in text[:-1]:
        return text[:-1].strip(), None
    match = re.fullmatch(_SPAN, text)
    return (match[1], match[2]) if match else None


def partings(text: str) -> Iterator[Parted]:
    """Give every way to part a text into the ends of a range, for ends that are words.

    >>> list(partings("one to many to all")), list(partings("较大以上"))
    ([('one', 'many to all'), ('one to many', 'all')], [('较大', None)])
    """
    for found in _PARTING.finditer(text):
        low, high = text[: found.start()].strip(), text[found.end() :].strip()
        if (low and high) or ((low or high) and found[0] == ".."):
            yield low or None, high or None
    if match := re.fullmatch(_AT_LEAST, text) or re.fullmatch(_WORD_AND_UP, text):
        yield match[1], None
    if match := re.fullmatch(_AT_MOST, text):
        yield None, match[1]


def strict_end(text: str) -> tuple[str, int] | None:
    """Give the figure a text excludes, and +1 for more than it or -1 for less; None for other texts.

    Only whole numbers have a next one, so only of them is this a closed range.

    >>> strict_end("超过3人"), strict_end("不足3人")
    (('3人', 1), ('3人', -1))
    """
    if match := re.fullmatch(_MORE_THAN, text):
        return match[1], 1
    match = re.fullmatch(_LESS_THAN, text)
    return (match[1], -1) if match else None
