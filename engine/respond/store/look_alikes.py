"""Names that cannot be told apart by eye: what a new account or key may be called beside those there are."""

from collections.abc import Iterable
from typing import Final
from unicodedata import category, name, normalize

from respond.errors import InputError, Text, fault
from respond.store.rows import not_entered

_EAST: Final = frozenset(
    {"CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "BOPOMOFO", "HANGUL"}
)
"""Scripts that are written beside one another, and beside any one alphabet."""
_WRITTEN_OTHERWISE: Final = Text(
    "有全角、圈码一类的字母或数字（{found}）",
    "it has a letter or digit in another width or shape ({found})",
)
_MIXED: Final = Text("混用几种字母（{found}）", "it mixes alphabets ({found})")
_LIKE: Final = str.maketrans(
    "аеорсухіјѕһԁԛԝвкмнтгп" + "αβεζηικμνορτυχω" + "01" + "ロニエカタトハー",
    "aeopcyxijshdqwbkmhtrn" + "abezhikmvoptuxw" + "ol" + "口二工力夕卜八一",
)
"""Small letters of other alphabets, digits and kana by what they look like, in small letters or in capitals."""


_SEVERAL: Final = Text("像是几个人的名称（{found}）", "it reads like the names of several ({found})")
_BETWEEN_NAMES: Final = frozenset("、，,;；/")


def check_one(name: str, given: str) -> None:
    """Refuse what reads like the names of several, as a decision of two persons is signed (E858)."""
    for each in given:
        if each in _BETWEEN_NAMES:
            raise not_entered(name, _SEVERAL.fill(found=each))


def check_tellable(given: str) -> None:
    """Refuse a new name whose letters are not what they look like: of another width, or of several alphabets (E858)."""
    for each in given:
        if category(each)[0] in "LN" and normalize("NFKC", each) != each:
            found = f"{each} U+{ord(each):04X}"
            raise not_entered("name", _WRITTEN_OTHERWISE.fill(found=found))
    alphabets = {_script(each) for each in given if category(each).startswith("L")} - _EAST
    if len(alphabets) > 1:
        found = ", ".join(sorted(alphabets)).lower()
        raise not_entered("name", _MIXED.fill(found=found))


def check_unlike(given: str, known: Iterable[str]) -> None:
    """Refuse a name that is there (E932), or looks like one that is (E950)."""
    names = [*known]
    if given in names:
        raise InputError([fault("E932", name=given)])
    looks = looks_of(given)
    like = next((each for each in names if looks_of(each) == looks), None)
    if like is not None:
        raise InputError([fault("E950", name=given, other=like)])


def looks_of(given: str) -> str:
    """Give what a name looks like: two names with the same look cannot be told apart.

    >>> looks_of("Ｗang") == looks_of("wang"), looks_of("оса") == looks_of("OCA"), looks_of("wang") == looks_of("wong")
    (True, True, False)
    """
    plain = normalize("NFKC", normalize("NFKC", given).casefold()).translate(_LIKE)
    return " ".join("".join("-" if category(each) == "Pd" else each for each in plain).split())


def _script(letter: str) -> str:
    return name(letter, "?").partition(" ")[0]
