"""A level as a value: it says its name and compares by gravity."""

from typing import ClassVar, Final, Never

from respond.errors import InputError, fault

NAMES: Final = ("none", "IV", "III", "II", "I")
"""The scale, mildest first; `none` is below every scale."""


class Level(int):
    """A level by its name or its place on the scale, where graver is greater and `none` is 0.

    Raises InputError (E340) for a name the scale does not have. A level is compared with levels, and with a text
    neither by order nor for equality (TypeError): texts would order `IV` above `III`.

    >>> Level("II"), Level("II") > Level("III"), f"level {Level('II')}"
    (II, True, 'level II')
    >>> bool(Level("none"))
    False
    """

    scale: ClassVar[tuple["Level", ...]] = ()
    """Every level, mildest first."""

    _name: str

    def __new__(cls, level: str | int) -> "Level":  # noqa: PYI034 - there are no classes below it
        """Give the one object of a level, so that equal levels are the same."""
        found = _known.get(level) if isinstance(level, str | int) and not isinstance(level, bool) else None
        if found is None:
            guess = _guess(level)
            raise InputError([fault("E340", suggestion=guess, found=level, known=", ".join(NAMES[::-1]))])
        return found

    @classmethod
    def _made(cls, rank: int, name: str) -> "Level":
        level = int.__new__(cls, rank)
        level._name = name  # noqa: SLF001 - its own class
        return level

    @property
    def name(self) -> str:
        """Give the key that plans and JSON use."""
        return self._name

    def __str__(self) -> str:
        return self._name

    __repr__ = __str__

    def __format__(self, form: str) -> str:
        return format(self._name, form)

    def __reduce__(self) -> tuple[object, ...]:
        return (Level, (self._name,))

    __hash__ = int.__hash__

    def __eq__(self, other: object) -> bool:
        return self._with_text(other) if isinstance(other, str) else int.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return self._with_text(other) if isinstance(other, str) else int.__ne__(self, other)

    def _with_text(self, text: str) -> Never:
        # a text that equalled a level would need the hash of both, and one that silently differed would mislead
        shown = f"Level({text!r})" if text in NAMES else f"a Level, not {text!r}"
        raise TypeError(f"compare the level {self} with {shown}, or its name str(level) with a text")


def _guess(name: object) -> str | None:
    """Give the level a name means in other letters."""
    plain = name.strip() if isinstance(name, str) else ""
    return next((level for level in NAMES if level.lower() == plain.lower()), None)


_known: dict[str | int, Level] = {}
Level.scale = tuple(Level._made(rank, name) for rank, name in enumerate(NAMES))  # noqa: SLF001 - its own class
_known.update({level.name: level for level in Level.scale})
_known.update(enumerate(Level.scale))
