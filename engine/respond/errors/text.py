"""A piece of text in the two languages the project speaks."""

from collections.abc import Iterable
from typing import Literal

from respond._records import frozen

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@frozen
class Text:
    """Hold the Chinese wording and the English one beside it.

    >>> Text("死亡", "deaths").say("en")
    'deaths'
    """

    zh: str
    en: str

    def say(self, lang: Language) -> str:
        """Give the wording in one language."""
        return self.zh if lang == "zh" else self.en

    def fill(self, **values: object) -> "Text":
        """Put values into the `{name}` fields of both wordings.

        A value that is itself a `Text` goes in by language. `{n:one|more}` is the word of the two that goes with the
        number, in English one for 1 alone; a number may come in digits, such as `1,270`.

        >>> Text("{n}条", "{n} {n:entry|entries}").fill(n=1).en
        '1 entry'
        >>> Text("{n}条", "{n} {n:entry|entries}").fill(n="1,270").en
        '1,270 entries'
        >>> Text("{n}例", "{n} cases").fill(n=3)
        Text(zh='3例', en='3 cases')
        """
        zh = {name: _filled(value, "zh") for name, value in values.items()}
        en = {name: _filled(value, "en") for name, value in values.items()}
        return Text(self.zh.format_map(zh), self.en.format_map(en))

    @classmethod
    def joined(cls, parts: "Iterable[Text]", zh: str = "、", en: str = ", ") -> "Text":
        """Join the parts of a list.

        >>> Text.joined([Text("县", "county"), Text("市", "city")])
        Text(zh='县、市', en='county, city')
        """
        listed = tuple(parts)
        return cls(zh.join(each.zh for each in listed), en.join(each.en for each in listed))


class _Number(int):
    """A number that chooses between the words for one and for more."""

    def __format__(self, spec: str) -> str:
        return _chosen(spec, alone=self == 1) or format(int(self), spec)


class _Digits(str):
    """Digits that choose between the words for one and for more."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return _chosen(spec, alone=self == "1") or format(str(self), spec)


def _chosen(spec: str, *, alone: bool) -> str | None:
    one, parted, more = spec.partition("|")
    return (one if alone else more) if parted else None


def _filled(value: object, lang: Language) -> object:
    if isinstance(value, Text):
        return value.say(lang)
    if isinstance(value, str):
        return _Digits(value)
    return _Number(value) if isinstance(value, int) and not isinstance(value, bool) else value


def well_formed(text: str) -> str:
    r"""Give a plain text that can be written in UTF-8: bytes that were none stand as U+FFFD.

    >>> well_formed("received by \udcff")
    'received by \ufffd'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return str(text)
