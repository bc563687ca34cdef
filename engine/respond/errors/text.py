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

        A value that is itself a `Text` goes in by language.

        >>> Text("{n}例", "{n} cases").fill(n=3)
        Text(zh='3例', en='3 cases')
        """
        zh = {name: value.zh if isinstance(value, Text) else value for name, value in values.items()}
        en = {name: value.en if isinstance(value, Text) else value for name, value in values.items()}
        return Text(self.zh.format_map(zh), self.en.format_map(en))

    @classmethod
    def joined(cls, parts: "Iterable[Text]", zh: str = "、", en: str = ", ") -> "Text":
        """Join the parts of a list.

        >>> Text.joined([Text("县", "county"), Text("市", "city")])
        Text(zh='县、市', en='county, city')
        """
        listed = tuple(parts)
        return cls(zh.join(each.zh for each in listed), en.join(each.en for each in listed))


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
