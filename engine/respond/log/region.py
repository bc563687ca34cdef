"""Which region something is in: the division codes of China, the longer one lying within the shorter it begins with."""

from typing import Final

_DIGITS: Final = frozenset({2, 4, 6, 9, 12})


def is_region(code: str) -> bool:
    """Say whether a text can be a division code of GB/T 2260 or its longer forms: 2, 4, 6, 9 or 12 digits.

    >>> is_region("141122"), is_region("山西")
    (True, False)
    """
    return code.isascii() and code.isdigit() and len(code) in _DIGITS
