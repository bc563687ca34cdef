"""Units of quantities and nouns of counts, with exact factors to the base unit of their dimension."""

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Final

from attrs import field

from respond._records import frozen
from respond.errors import InputError, Language, Place, Text, fault, nearest

Dimension = str
"""What a number measures: `area`, `money`, `time`, `length`, `share`, or `count:` and the noun counted."""


class OwnDimension(str):
    """A dimension that a plan declares itself: equal to its name, and it knows its units, the base unit first."""

    __slots__ = ("units",)

    units: "tuple[Unit, ...]"


AREA: Final = "area"
MONEY: Final = "money"
TIME: Final = "time"
LENGTH: Final = "length"
SHARE: Final = "share"
COUNT: Final = "count:"
CALENDAR_DAY: Final = "calendar day"
"""The noun by which the calendar counts: a day begins and ends at midnight, a `day` is 24 hours."""

_DIMENSIONS: dict[Dimension, Text] = {
    AREA: Text("面积", "an area"),
    MONEY: Text("金额", "an amount of money"),
    TIME: Text("时间长度", "a length of time"),
    LENGTH: Text("长度", "a length"),
    SHARE: Text("比例", "a share"),
}

_TYPO: Final = 80
"""How alike a misspelt unit and the one meant are, in per cent; `acres` and `hectares` are less."""

# Full-width forms are one keystroke away on a Chinese keyboard and mean the same. Unicode's own compatibility
# folding is not used: it would turn 5² into 52 and ① into 1.
_FULL_WIDTH = {0xFF01 + n: chr(0x21 + n) for n in range(94)} | {0x3000: " "}


@frozen
class Unit:
    """A unit: `factor` base units of its dimension make one of it.

    >>> parse_unit("mu").factor
    Fraction(1, 15)
    """

    symbol: str
    dimension: Dimension
    factor: Fraction
    zh: str
    en: str
    plural: str
    aliases: tuple[str, ...] = field(default=(), repr=False)

    def shown(self, lang: Language, *, one: bool = False) -> str:
        """Give the name to write behind a number; `one` asks for the English singular.

        >>> parse_unit("case").shown("en"), parse_unit("公顷").shown("zh")
        ('cases', '公顷')
        """
        if lang == "zh":
            return self.zh
        return self.en if one else self.plural


def halfwidth(text: str) -> str:
    """Turn full-width letters, digits and punctuation into plain ones and strip the ends.

    >>> halfwidth("１２，３％")
    '12,3%'
    """
    return text.translate(_FULL_WIDTH).strip()


def _keys_of(unit: Unit) -> Iterable[str]:
    return (_key(name) for name in (unit.symbol, unit.zh, unit.en, unit.plural, *unit.aliases))


def _key(name: str) -> str:
    return " ".join(halfwidth(name).split()).lower()


def _measure(dimension: str, rows: Iterable[tuple[str, Fraction | int, str, str, str, str]]) -> list[Unit]:
    return [
        Unit(
            symbol, dimension, Fraction(factor), zh, en, plural, tuple(aliases.split("|")) if aliases else ()
        )
        for symbol, factor, zh, en, plural, aliases in rows
    ]


def _nouns(rows: Iterable[tuple[str, str, str, str]]) -> list[Unit]:
    return [
        Unit(en, COUNT + en, Fraction(1), zh, en, plural, tuple(aliases.split("|")) if aliases else ())
        for en, plural, zh, aliases in rows
    ]


# The base unit of a dimension is the one with factor 1.
_MEASURES = (
    _measure(
        AREA,
        [
            ("ha", 1, "公顷", "ha", "ha", "hm2|hm²|hectare|hectares"),
            ("mu", Fraction(1, 15), "亩", "mu", "mu", ""),
            ("km2", 100, "平方公里", "km²", "km²", "km²|平方千米"),
            ("m2", Fraction(1, 10_000), "平方米", "m²", "m²", "m²"),
        ],
    )
    + _measure(
        MONEY,
        [
            ("yuan", 1, "元", "yuan", "yuan", "CNY|RMB|人民币元"),
            ("fen", Fraction(1, 100), "分", "fen", "fen", ""),
            ("wan", 10**4, "万元", "ten thousand yuan", "ten thousand yuan", "wan yuan|万元人民币"),
            ("million", 10**6, "百万元", "million yuan", "million yuan", "million CNY"),
            ("yi", 10**8, "亿元", "hundred million yuan", "hundred million yuan", "yi yuan|亿元人民币"),
            ("billion", 10**9, "十亿元", "billion yuan", "billion yuan", "billion CNY"),
        ],
    )
    + _measure(
        TIME,
        [
            ("h", 1, "小时", "hour", "hours", "个小时|时"),
            ("min", Fraction(1, 60), "分钟", "minute", "minutes", ""),
            ("s", Fraction(1, 3600), "秒", "second", "seconds", ""),
            ("d", 24, "天", "day", "days", "日"),
            ("week", 168, "周", "week", "weeks", "星期|个星期"),
        ],
    )
    + _measure(
        LENGTH,
        [
            ("km", 1, "公里", "km", "km", "千米|kilometre|kilometres|kilometer|kilometers"),
            ("m", Fraction(1, 1000), "米", "m", "m", "metre|metres|meter|meters"),
        ],
    )
)

_NOUNS = _nouns(
    [
        ("case", "cases", "例", "病例"),
        ("person", "persons", "人", "people|名|个人"),
        ("household", "households", "户", ""),
        ("government", "governments", "个政府", "个地方政府"),
        ("issue", "issues", "次", "次发行"),
        ("time", "times", "回", ""),
        ("fire", "fires", "起", "起火灾"),
        ("incident", "incidents", "件", "起事件"),
        ("unit", "units", "个单位", "家单位"),
        ("place", "places", "处", ""),
        ("county", "counties", "个县", "个县（市、区）"),
        ("prefecture", "prefectures", "个市", "个设区的市"),
        ("province", "provinces", "个省", "个省份"),
        ("township", "townships", "个乡镇", ""),
        ("village", "villages", "个村", ""),
        ("house", "houses", "间", "间房屋"),
        ("building", "buildings", "栋", "幢|座"),
        ("vehicle", "vehicles", "辆", "台车"),
        ("aircraft", "aircraft", "架", ""),
        ("ship", "ships", "艘", ""),
        ("machine", "machines", "台", ""),
        ("team", "teams", "支队伍", "支"),
        ("dose", "doses", "剂", "支疫苗"),
        ("lot", "lots", "批", "批次"),
        ("animal", "animals", "头", "只"),
        ("report", "reports", "份", ""),
        ("grade", "grades", "级", "force"),
        ("item", "items", "项", "个"),
        (CALENDAR_DAY, "calendar days", "个日历日", "日历日"),
    ]
)

UNITS: tuple[Unit, ...] = (*_MEASURES, *_NOUNS)
"""Every unit known, measures first."""

_BASES = {unit.dimension: unit for unit in UNITS if unit.factor == 1}
_NAMES: dict[str, Unit] = {}
for _unit in UNITS:
    for _name in _keys_of(_unit):
        _NAMES.setdefault(_name, _unit)


# Longest first, so that 万亿 is not read as 万 of a unit 亿.
_TIMES: Final = {
    "十万": 10**5, "百万": 10**6, "千万": 10**7, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
    "百": 100, "千": 1000, "万": 10**4, "亿": 10**8,
}  # fmt: skip
_TIMES_EN: Final = {
    "hundred million": 10**8, "hundred thousand": 10**5, "ten thousand": 10**4,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
}  # fmt: skip


@lru_cache(maxsize=1024)
def find_unit(name: str) -> Unit | None:
    """Give the unit of a name or alias in either language, or None.

    >>> find_unit("亩").symbol, find_unit("parsec")
    ('mu', None)
    """
    return _NAMES.get(_key(name))


class Units:
    """The units a plan can name: those everybody knows, and its own.

    >>> grams = own_units([("g", "mass", Fraction(1), "克", "gram", "grams", ())])
    >>> Units(grams).find("grams").dimension, Units().find("grams")
    ('mass', None)
    """

    def __init__(self, own: Iterable[Unit] = ()) -> None:
        self.own = tuple(own)
        self._names = {key: unit for unit in self.own for key in _keys_of(unit)}

    def find(self, name: str) -> Unit | None:
        """Give the unit of a name or alias in either language, or None."""
        found = find_unit(name)
        return found or self._names.get(_key(name)) if self._names else found

    def nearest(self, name: str, dimension: Dimension | None = None) -> str | None:
        """Give the unit name a misspelt one most likely meant, within one dimension if that is known."""
        own = [key for key, unit in self._names.items() if dimension in {None, unit.dimension}]
        return (nearest(_key(name), own, alike=_TYPO) if own else None) or nearest_unit(name, dimension)


STANDARD: Final = Units()
"""The units everybody knows, without any of a plan's own."""


def own_units(
    rows: Iterable[tuple[str, Dimension, Fraction, str, str, str, Iterable[str]]],
) -> tuple[Unit, ...]:
    """Make units of dimensions of their own, or of those known.

    Each row is symbol, dimension, factor, zh, en, plural and what else it is called. The base unit of a dimension of
    its own is the one with factor 1.
    """
    units: list[Unit] = []
    own: dict[str, OwnDimension] = {}
    for symbol, dimension, factor, zh, en, plural, also in rows:
        if dimension not in _BASES:
            dimension = own.setdefault(dimension, OwnDimension(dimension))  # noqa: PLW2901 - one object for all of it
        units.append(Unit(symbol, dimension, factor, zh, en, plural, tuple(also)))
    for name, made in own.items():
        made.units = tuple(
            sorted((unit for unit in units if unit.dimension == name), key=lambda unit: unit.factor != 1)
        )
    return tuple(units)


def times_of(name: str, units: Units = STANDARD) -> tuple[int, str]:
    """Part the 万 or `thousand` that multiplies a figure from the unit behind it; 1 where the whole name is a unit.

    >>> times_of("万人"), times_of("亿元"), times_of("万"), times_of("thousand yuan")
    ((10000, '人'), (1, '亿元'), (10000, ''), (1000, 'yuan'))
    """
    if units.find(name) is None:
        for word, times in _TIMES.items():
            if name.startswith(word):
                return times, name.removeprefix(word).strip()
        key = _key(name)
        for word, times in _TIMES_EN.items():
            if key == word or key.startswith(f"{word} "):
                return times, key.removeprefix(word).strip()
    return 1, name


def parse_unit(name: str, place: Place | None = None) -> Unit:
    """Give the unit of a name or alias in either language, or raise E312 with a suggestion.

    >>> parse_unit("平方公里").factor
    Fraction(100, 1)
    """
    unit = find_unit(name)
    if unit is None:
        at = place or getattr(name, "place", None)
        raise InputError([fault("E312", at, suggestion=nearest_unit(name), found=name, known=known_units())])
    return unit


def nearest_unit(name: str, dimension: Dimension | None = None) -> str | None:
    """Give the unit name a misspelt one most likely meant, within one dimension if that is known.

    >>> nearest_unit("hectar")
    'hectare'
    """
    plain = _key(name)
    # of as many words: `ten thousand yuan` for `thousnd yuan` would be ten times as much
    known = [
        key
        for key, unit in _NAMES.items()
        if dimension in {None, unit.dimension} and len(key.split()) == len(plain.split())
    ]
    guess = nearest(plain, known, alike=_TYPO)
    # `公顷` within `余公顷` is no slip: what would be dropped says something
    return None if guess is None or (guess in plain and not guess.isascii()) else guess


def known_units(dimension: Dimension | None = None) -> Text:
    """Give the units a number can be given in, in words: of one dimension, or of all measures.

    >>> known_units("length").en, known_units("count:case").zh
    ('km, m', '例、病例')
    """
    if dimension is None:
        measures = [_DIMENSIONS[each] for each in (AREA, MONEY, TIME, LENGTH)]
        units = [known_units(each) for each in (AREA, MONEY, TIME, LENGTH)]
        named = zip(measures, units, strict=True)
        told = (Text(f"{name.zh}：{each.zh}", f"{name.en}: {each.en}") for name, each in named)
        return Text.joined(told, "；", "; ")
    if dimension == SHARE:
        return Text("%", "%")
    if dimension.startswith(COUNT):
        unit = base_unit(dimension)
        chinese = [unit.zh, *(name for name in unit.aliases if not name.isascii())]
        english = [unit.en, unit.plural, *(name for name in unit.aliases if name.isascii())]
        return Text("、".join(chinese), ", ".join(dict.fromkeys(english)))
    return Text.joined(Text(unit.zh, unit.symbol) for unit in units_of(dimension))


def base_unit(dimension: Dimension) -> Unit:
    """Give the unit in which values of a dimension are kept; KeyError for `share`, which has none."""
    return dimension.units[0] if isinstance(dimension, OwnDimension) else _BASES[dimension]


def units_of(dimension: Dimension) -> tuple[Unit, ...]:
    """Give all units of a dimension.

    >>> [unit.symbol for unit in units_of("length")]
    ['km', 'm']
    """
    return dimension.units if isinstance(dimension, OwnDimension) else _standard(dimension)


@lru_cache(maxsize=256)
def _standard(dimension: Dimension) -> tuple[Unit, ...]:
    return tuple(unit for unit in UNITS if unit.dimension == dimension)


def dimension_name(dimension: Dimension) -> Text:
    """Give what a dimension measures, in words.

    >>> dimension_name("count:case").en
    'a number of cases'
    """
    if dimension.startswith(COUNT):
        unit = base_unit(dimension)
        return Text(f"以“{unit.zh}”计的数", f"a number of {unit.plural}")
    if isinstance(dimension, OwnDimension):
        unit = dimension.units[0]
        return Text(f"以{unit.zh}计的量", f"a quantity in {unit.plural}")
    return _DIMENSIONS[dimension]
