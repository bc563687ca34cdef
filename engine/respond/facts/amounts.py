"""Numbers as people write them: plain decimals and fractions, and a clear refusal of everything else."""

import re
from fractions import Fraction

from attrs import evolve

from respond._records import frozen
from respond.errors import InputError, Place, Text, fault, shorten
from respond.facts.units import STANDARD, Units, times_of

COUNT_LIMIT = 10**15
"""The largest count taken; anything larger is a slip of the finger."""

QUANTITY_LIMIT = 10**18
"""The largest quantity taken, in base units (ha, yuan, h, km)."""

LONGEST = 200
"""Characters a number, day or choice may have."""

_DIGITS = 40
_NUMERALS = "零〇一二三四五六七八九十百千万亿两半几数壹贰叁肆伍陆柒捌玖拾"

_AMOUNT = re.compile(
    r"(?P<above>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)"
    r"(?:\s*/\s*(?P<below>0|[1-9][0-9]*))?"
    r"\s*(?P<unit>[^0-9\s.,_+/\-].*)?"
)

_MINUS = r"[-−]\s*([0-9].*)"

_ABOUT = (
    r"(?:≈|~|约|大约|大概|大致|将?近|接近|差不多"
    r"|(?i:about|around|roughly|nearly|almost|approximately|approx|circa)\b).*"
    r"|.*[0-9].*(?:左右|上下|前后|(?i:\bor so)\b|[0-9百千万亿][来几许]).*"
)
_COMPARED = (
    r"(?:<|>|=|≤|≥|!=|超|多于|大于|高于|逾|不到|不足|不满|未满|未达|少于|小于|低于|不超过|未超过|至少|至多"
    r"|(?i:more|less|fewer|over|under)\b).*"
    r"|.*[0-9].*(?:[以之][上下内外]|不到|不足|[余多]).*"
)

# In this order: the first pattern that fits names the fault. They are compiled when a text needs a second look.
_REFUSALS = (
    ("E305", r"[-+−]?\.?(?i:nan|inf|infinity|∞|无穷|无穷大)\b.*"),
    ("E308", r"[-+]?[0-9.]+[eE][-+]?[0-9]+.*"),
    ("E343", _ABOUT),
    ("E334", _COMPARED),
    ("E344", r"[0-9].*\+.*"),
    ("E303", r"[-−]\s*\.?[0-9].*"),
    ("E307", r".*[0-9][,_'’][0-9].*|[0-9]+\s+[0-9].*"),
    ("E309", r"0[0-9xXoObB].*"),
    ("E310", f"[{_NUMERALS}].*"),
)


@frozen
class At:
    """Which fact is being read, where; makes the faults. Under a key of a file the place says enough.

    `form` shows how a range of it is written.
    """

    name: str
    place: Place | None = None
    form: str = "25..35"
    units: Units = STANDARD

    @property
    def whose(self) -> Text:
        """Give whose value it is, as part of a sentence that can do without."""
        name = shorten(self.name)
        return Text(f"`{name}` 的 ", f" given for `{name}`") if name else Text("", "")

    def refuse(self, code: str, *, suggestion: str | None = None, **found: object) -> InputError:
        """Make the error of one fault."""
        found["name"] = self.name
        found["whose"] = self.whose
        return InputError([fault(code, self.place, suggestion=suggestion, related=(), **found)])


@frozen
class Amount:
    """A number and the name of the unit behind it, if any; `behind` is all behind the figure, 万 and `thousand` too."""

    number: Fraction
    unit: str
    whole: bool
    text: str
    behind: str

    @property
    def times(self) -> str:
        """Give the 万 or `thousand` between the figure and its unit, if any."""
        return self.behind.removesuffix(self.unit).strip()


def read_amount(text: str, at: At, *, signed: bool = False) -> Amount:
    """Read `120`, `1.5`, `3/20`, `5000万`, `5 thousand`, each with a unit or none; raise E302 to E344 otherwise.

    Where it is `signed`, a minus may stand before it.

    >>> read_amount("1.5 亿元", At("loss")).number
    Fraction(3, 2)
    """
    if text.isdecimal() and text.isascii() and len(text) <= _DIGITS and (text[0] != "0" or text == "0"):
        return Amount(Fraction(int(text)), "", True, text, "")  # noqa: FBT003 - it is whole
    if signed and (match := re.fullmatch(_MINUS, text)):
        amount = read_amount(match[1], at)
        return evolve(amount, number=-amount.number, text=text)
    for code, pattern in _REFUSALS:
        if re.fullmatch(pattern, text):
            raise at.refuse(code, found=text, form=at.form)
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise at.refuse("E302", found=text)
    above, below, behind = match["above"], match["below"], (match["unit"] or "").strip()
    if len(above) > _DIGITS or len(below or "") > _DIGITS:
        raise at.refuse("E306", found=text, limit=f"{_DIGITS} digits")
    times, unit = times_of(behind, at.units)
    if (times > 1 and re.search("[0-9]", unit)) or (
        unit[:1] and unit[0] in _NUMERALS and at.units.find(unit) is None
    ):
        raise at.refuse("E302" if behind.isascii() else "E310", found=text)
    if below is None:
        number = Fraction(above) * times
        whole = number.denominator == 1 if times > 1 else "." not in above
        return Amount(number, unit, whole, text, behind)
    if int(below) == 0:
        raise at.refuse("E314", found=text)
    return Amount(Fraction(above) / int(below) * times, unit, False, text, behind)  # noqa: FBT003 - it is a part
