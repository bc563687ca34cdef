"""A level as a value: it says its name, knows its scale, and compares by gravity."""

from collections.abc import Iterable
from typing import Any, Final, Never
from unicodedata import normalize

from respond._records import frozen
from respond.errors import InputError, Text, fault, nearest


@frozen
class Rank:
    """One level as a scale declares it: its key, its words in full and in short, its colour if the text gives one."""

    name: str
    words: Text
    short: Text
    colour: Text | None = None


class Level(int):
    """A level by its name or its place on the scale, where graver is greater and `none` is 0.

    Raises InputError (E340) for a name the scale does not have. A level is compared with levels, and with a text
    neither by order nor for equality (TypeError): texts would order `IV` above `III`. `Level(...)` is of the four
    levels of the Chinese laws; a plan with a scale of its own gives its levels by name, as `scale.named("major")`.
    Levels of scales that name other levels have no order between them (TypeError), but what lies below a scale is
    milder than any.

    >>> Level("II"), Level("II") > Level("III"), f"level {Level('II')}"
    (II, True, 'level II')
    >>> bool(Level("none")), Level("II").words.en, Level("II").colour
    (False, 'level II (major)', None)
    """

    scale: "LevelScale"
    """The scale it is of; of the class, the four levels."""

    _rank: Rank

    def __new__(cls, level: str | int) -> "Level":  # noqa: PYI034 - there are no classes below it
        """Give the one object of a level, so that equal levels are the same."""
        return cls.scale.named(level) if isinstance(level, str) else cls.scale.at(level)

    @classmethod
    def at(cls, gravity: int) -> "Level":
        """Give a level for how grave it is; one that is a level already stays one of its own scale."""
        return gravity if isinstance(gravity, Level) else cls.scale.at(gravity)

    @property
    def name(self) -> str:
        """Give the key that plans and JSON use."""
        return self._rank.name

    @property
    def words(self) -> Text:
        """Give it in full."""
        return self._rank.words

    @property
    def short(self) -> Text:
        """Give it in short, as beside other levels."""
        return self._rank.short

    @property
    def colour(self) -> Text | None:
        """Give its colour, where the text gives one."""
        return self._rank.colour

    def __str__(self) -> str:
        return self.name

    __repr__ = __str__

    def __format__(self, form: str) -> str:
        return format(self.name, form)

    def __reduce__(self) -> tuple[object, ...]:
        return (Level, (self.name,)) if self.scale is FOUR_LEVELS else (_restored, (self.scale, int(self)))

    def __copy__(self) -> "Level":
        return self

    def __deepcopy__(self, _: object) -> "Level":
        return self

    __hash__ = int.__hash__

    def __eq__(self, other: object) -> bool:
        return self._with_text(other) if isinstance(other, str) else int.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return self._with_text(other) if isinstance(other, str) else int.__ne__(self, other)

    def __lt__(self, other: object) -> bool:
        return int.__lt__(self, self._beside(other))

    def __le__(self, other: object) -> bool:
        return int.__le__(self, self._beside(other))

    def __gt__(self, other: object) -> bool:
        return int.__gt__(self, self._beside(other))

    def __ge__(self, other: object) -> bool:
        return int.__ge__(self, self._beside(other))

    def _beside(self, other: Any) -> Any:  # noqa: ANN401 - what is no number int refuses itself
        # what lies below its scale is milder than any level, whatever the scale
        strange = isinstance(other, Level) and other.scale is not self.scale and self and other
        if strange and other.scale.names != self.scale.names:
            raise TypeError(
                f"levels of two scales: {self} is of {self.scale.said}, {other} of {other.scale.said}; "
                "nothing says which is graver"
            )
        return other

    def _with_text(self, text: str) -> Never:
        # a text that equalled a level would need the hash of both, and one that silently differed would mislead
        shown = f"Level({text!r})" if text in Level.scale.names else f"a Level, not {text!r}"
        raise TypeError(f"compare the level {self} with {shown}, or its name str(level) with a text")


class LevelScale(tuple[Level, ...]):
    """The levels of a plan, mildest first; the first lies below the scale.

    >>> FOUR_LEVELS.names, FOUR_LEVELS.gravest_first
    (('none', 'IV', 'III', 'II', 'I'), ('I', 'II', 'III', 'IV'))
    >>> FOUR_LEVELS.named("II") is FOUR_LEVELS[3]
    True
    """

    ranks: tuple[Rank, ...]

    def __new__(cls, ranks: Iterable[Rank]) -> "LevelScale":  # noqa: PYI034 - there are no classes below it
        """Make the levels of the ranks, mildest first."""
        ranks = tuple(ranks)
        made = [int.__new__(Level, place) for place in range(len(ranks))]
        scale = super().__new__(cls, made)
        scale.ranks = ranks
        for level, rank in zip(made, ranks, strict=True):
            level.scale, level._rank = scale, rank  # noqa: SLF001 - made here
        return scale

    @property
    def none(self) -> Level:
        """Give what lies below the scale."""
        return self[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Give every name, mildest first."""
        return tuple([rank.name for rank in self.ranks])

    @property
    def said(self) -> str:
        """Give it in a message, mildest first."""
        return " < ".join(self.names)

    @property
    def gravest_first(self) -> tuple[str, ...]:
        """Give the names of the levels themselves, as plans and JSON list them."""
        return self.names[:0:-1]

    def named(self, name: object) -> Level:
        """Give a level by its name; raises InputError (E340) for one it does not have."""
        found = self.find(name)
        if found is None:
            raise InputError(
                [fault("E340", suggestion=self.nearest(name), found=name, known=", ".join(self.names[::-1]))]
            )
        return found

    def find(self, name: object) -> Level | None:
        """Give a level by its name; None for one it does not have."""
        return next((level for level in self if level.name == name), None) if isinstance(name, str) else None

    def read(self, text: str) -> Level:
        """Give the level a text means, by its name or words in either language; raises InputError (E340).

        >>> FOUR_LEVELS.read("Ⅱ级"), FOUR_LEVELS.read("ii"), FOUR_LEVELS.read("特别重大")
        (II, II, I)
        """
        meant = _folded(text)
        for level in self:
            words = (level.short, level.words)
            if meant in {
                level.name.casefold(),
                *(_folded(each) for said in words for each in (said.zh, said.en)),
            }:
                return level
        return next(
            (level for level in self[1:] if f"({meant})" in _folded(level.words.zh)), None
        ) or self.named(text)

    def at(self, gravity: int) -> Level:
        """Give a level by its place; raises InputError (E340) for one there is not."""
        place = isinstance(gravity, int) and not isinstance(gravity, bool) and 0 <= gravity < len(self)
        return self[gravity] if place else self.named(gravity)

    def nearest(self, name: object) -> str | None:
        """Give the level a name means in other letters, or one it is near to."""
        plain = name.strip() if isinstance(name, str) else ""
        same = next((known for known in self.names if known.lower() == plain.lower()), None)
        # among numerals as short as I to IV everything is near
        return same or (nearest(plain, self.names) if len(plain) > len("III") else None)

    def __eq__(self, other: object) -> bool:
        return self.ranks == other.ranks if isinstance(other, LevelScale) else tuple.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.ranks)

    def __reduce__(self) -> tuple[object, ...]:
        return (LevelScale, (self.ranks,))


def _folded(text: str) -> str:
    plain = normalize("NFKC", text).strip().casefold()
    return plain.removesuffix("级").removeprefix("level ")


def _restored(scale: LevelScale, place: int) -> Level:
    return scale[place]


FOUR_LEVELS: Final = LevelScale(
    (
        Rank("none", Text("未达到分级标准", "no level"), Text("未达到分级标准", "no level")),
        Rank("IV", Text("Ⅳ级（一般）", "level IV (general)"), Text("Ⅳ级", "level IV")),
        Rank("III", Text("Ⅲ级（较大）", "level III (fairly large)"), Text("Ⅲ级", "level III")),
        Rank("II", Text("Ⅱ级（重大）", "level II (major)"), Text("Ⅱ级", "level II")),
        Rank("I", Text("Ⅰ级（特别重大）", "level I (especially major)"), Text("Ⅰ级", "level I")),
    )
)
"""The four levels the Chinese laws name, without colours: those are of warnings (突发事件应对法 2024, article 63)."""

Level.scale = FOUR_LEVELS
