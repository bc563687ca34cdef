"""What people write of a fact is read exactly, or refused with its own fault."""

from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.errors import CATALOGUE, LANGUAGES, InputError, Place, Text
from respond.facts import (
    COUNT,
    UNITS,
    UNKNOWN,
    Between,
    Exactly,
    Fact,
    FactType,
    Units,
    check_fact,
    domain_of,
    own_units,
    read_value,
    show_value,
)
from respond.yaml import Scalar

LABEL = Text("事实", "fact")
CHINA = timezone(timedelta(hours=8))


def fact(kind, **more):
    return Fact("it", FactType(kind), LABEL, **more)


CASES = fact("count", unit="case")
PERSONS = fact("count", unit="person")
AREA = fact("quantity", unit="ha")
LOSS = fact("quantity", unit="yuan")
MILLIONS = fact("quantity", unit="wan")
LASTING = fact("quantity", unit="h")
SHARE = fact("share")
FLAG = fact("flag")
SMELL = fact(
    "choice",
    worse="up",
    choices={"faint": Text("弱", "faint"), "clear": Text("明显", "clear"), "foul": Text("刺鼻", "foul")},
)
PLACE = fact("choice", choices={"road": Text("公路", "a road"), "rail": Text("铁路", "a railway")})
SIGNED = fact("number", min="-1000")
DEPTH = fact("quantity", unit="m", min="-20 m", max="3 km")
OWN = Units(
    own_units(
        [
            ("kB", "data", Fraction(1000), "千字节", "kB", "kB", ()),
            ("B", "data", Fraction(1), "字节", "byte", "bytes", ("octets",)),
            ("third", "data", Fraction(1, 3), "三分之一字节", "third of a byte", "thirds of a byte", ()),
            ("query", COUNT + "query", Fraction(1), "次查询", "query", "queries", ()),
        ]
    )
)
DATA = fact("quantity", unit="kB", measures=OWN)
QUERIES = fact("count", unit="query", measures=OWN)
WHEN = fact("instant")
DAY = fact("date")
WORDS = fact("text")
BOUNDED = fact("count", unit="case", min="1", max="10")
ONE_DAY = fact("quantity", unit="ha", min="1 mu", max="100")


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("3", CASES, Exactly(3)),
        (" 3 ", CASES, Exactly(3)),
        ("１２", CASES, Exactly(12)),
        ("3例", CASES, Exactly(3)),
        ("3 cases", CASES, Exactly(3)),
        ("0", CASES, Exactly(0)),
        ("3+", CASES, Between(3, None)),
        ("3+ 例", CASES, Between(3, None)),
        ("3例+", CASES, Between(3, None)),
        ("at least 3 cases", CASES, Between(3, None)),
        ("1..4", CASES, Between(1, 4)),
        ("1 .. 4例", CASES, Between(1, 4)),
        ("1至4例", CASES, Between(1, 4)),
        ("4..4", CASES, Exactly(4)),
        ("..4", CASES, Between(None, 4)),
        ("4..", CASES, Between(4, None)),
        ("unknown", CASES, UNKNOWN),
        ("未知", CASES, UNKNOWN),
        ("120ha", AREA, Exactly(120)),
        ("120.50 公顷", AREA, Exactly(Fraction(241, 2))),
        ("1亩", AREA, Exactly(Fraction(1, 15))),
        ("2 km²", AREA, Exactly(200)),
        ("1/7 ha", AREA, Exactly(Fraction(1, 7))),
        ("1..4 km2", AREA, Between(100, 400)),
        ("1 mu..1 ha", AREA, Between(Fraction(1, 15), 1)),
        ("120ha+", AREA, Between(120, None)),
        ("120+ha", AREA, Between(120, None)),
        ("1.5 亿元", LOSS, Exactly(150_000_000)),
        ("150 million yuan", LOSS, Exactly(150_000_000)),
        ("5000万元", LOSS, Exactly(50_000_000)),
        ("0.01元", LOSS, Exactly(Fraction(1, 100))),
        ("90 minutes", LASTING, Exactly(Fraction(3, 2))),
        ("2天", LASTING, Exactly(48)),
        ("10%", SHARE, Exactly(Fraction(1, 10))),
        ("10％", SHARE, Exactly(Fraction(1, 10))),
        ("0.10", SHARE, Exactly(Fraction(1, 10))),
        ("3/20", SHARE, Exactly(Fraction(3, 20))),
        ("100%", SHARE, Exactly(1)),
        ("10%+", SHARE, Between(Fraction(1, 10), None)),
        ("5%..10%", SHARE, Between(Fraction(1, 20), Fraction(1, 10))),
        ("yes", FLAG, Exactly(True)),
        ("否", FLAG, Exactly(False)),
        ("TRUE", FLAG, Exactly(True)),
        ("road", PLACE, Exactly("road")),
        ("铁路", PLACE, Exactly("rail")),
        ("2026-01-01T14:20+08:00", WHEN, Exactly(datetime(2026, 1, 1, 14, 20, tzinfo=CHINA))),
        ("2026-01-01 14:20:05Z", WHEN, Exactly(datetime(2026, 1, 1, 14, 20, 5, tzinfo=UTC))),
        ("2024-02-29", DAY, Exactly(date(2024, 2, 29))),
        ("2024-02-29..", DAY, Between(date(2024, 2, 29), None)),
        ("2024-02-29+", DAY, Between(date(2024, 2, 29), None)),
        ("2024-02-29至2024-03-01", DAY, Between(date(2024, 2, 29), date(2024, 3, 1))),
        ("烟花厂，3号库", WORDS, Exactly("烟花厂，3号库")),
        ("unknown", WORDS, UNKNOWN),
        # as officers write them
        ("3人以上", PERSONS, Between(3, None)),
        ("3 or more", PERSONS, Between(3, None)),
        ("3 or more persons", PERSONS, Between(3, None)),
        ("3 persons or more", PERSONS, Between(3, None)),
        ("4 or less", PERSONS, Between(None, 4)),
        ("-2以上", SIGNED, Between(-2, None)),
        ("-2 or more", SIGNED, Between(-2, None)),
        ("-2 or less", SIGNED, Between(None, -2)),
        ("4 persons or fewer", PERSONS, Between(None, 4)),
        ("3以上", PERSONS, Between(3, None)),
        ("3例及以上", CASES, Between(3, None)),
        ("3例（含）以上", CASES, Between(3, None)),
        ("3人以上（含本数）", PERSONS, Between(3, None)),
        ("100公顷以上", AREA, Between(100, None)),
        ("10%以上", SHARE, Between(Fraction(1, 10), None)),
        ("100公顷以内", AREA, Between(None, 100)),
        ("不超过3人", PERSONS, Between(None, 3)),
        ("不低于100公顷", AREA, Between(100, None)),
        ("最少3人", PERSONS, Between(3, None)),
        ("超过3人", PERSONS, Between(4, None)),
        ("多于3人", PERSONS, Between(4, None)),
        ("不到3人", PERSONS, Between(None, 2)),
        ("不足3例", CASES, Between(None, 2)),
        ("more than 3", CASES, Between(4, None)),
        ("fewer than 3 cases", CASES, Between(None, 2)),
        ("100余公顷", AREA, Between(100, None)),
        ("100多公顷", AREA, Between(100, None)),
        ("30余人", PERSONS, Between(30, None)),
        ("3亿多元", LOSS, Between(300_000_000, None)),
        ("10多万人", PERSONS, Between(100_000, None)),
        ("3天多", LASTING, Between(72, None)),
        ("3到5人", PERSONS, Between(3, 5)),
        ("3-5人", PERSONS, Between(3, 5)),
        ("3~5人", PERSONS, Between(3, 5)),
        ("3人～5人", PERSONS, Between(3, 5)),
        ("3—5人", PERSONS, Between(3, 5)),
        ("1-4", CASES, Between(1, 4)),
        ("25..35ha", AREA, Between(25, 35)),
        ("7.5亿元", LOSS, Exactly(750_000_000)),
        ("5000万", LOSS, Exactly(50_000_000)),
        ("1.5亿", LOSS, Exactly(150_000_000)),
        ("5000万", MILLIONS, Exactly(50_000_000)),
        ("5000万至1.5亿", LOSS, Between(50_000_000, 150_000_000)),
        ("5000万以上", LOSS, Between(50_000_000, None)),
        ("3千万元", LOSS, Exactly(30_000_000)),
        ("10万亩", AREA, Exactly(Fraction(100_000, 15))),
        ("1.5万公顷", AREA, Exactly(15_000)),
        ("1万至2万亩", AREA, Between(Fraction(10_000, 15), Fraction(20_000, 15))),
        ("3万例", CASES, Exactly(30_000)),
        ("1.5万", CASES, Exactly(15_000)),
        ("5 thousand yuan", LOSS, Exactly(5_000)),
        ("5 thousand", LOSS, Exactly(5_000)),
        ("20 ten thousand yuan", LOSS, Exactly(200_000)),
        ("1.5 Million", LOSS, Exactly(1_500_000)),
        ("2 hundred persons", PERSONS, Exactly(200)),
        ("1.2 thousand cases", CASES, Exactly(1_200)),
        ("3 thousand ha or more", AREA, Between(3_000, None)),
        ("at least 2 million persons", PERSONS, Between(2_000_000, None)),
        ("3 thousand to 5 thousand yuan", LOSS, Between(3_000, 5_000)),
    ],
)
def test_reads(text, asked, value):
    assert read_value(text, asked) == value


@pytest.mark.parametrize(
    ("text", "asked", "code"),
    [
        ("", CASES, "E301"),
        ("  ", CASES, "E301"),
        ("~", CASES, "E301"),
        ("null", FLAG, "E301"),
        ("many", CASES, "E302"),
        (".5", SHARE, "E302"),
        ("5.", SHARE, "E302"),
        ("+3", CASES, "E302"),
        ("٣", CASES, "E302"),
        ("-3", CASES, "E303"),
        ("−3", CASES, "E303"),
        ("-1 ha", AREA, "E303"),
        ("-10%", SHARE, "E303"),
        ("2.5", CASES, "E304"),
        ("3.0", CASES, "E304"),
        ("6/2", CASES, "E304"),
        ("nan", CASES, "E305"),
        (".NaN", AREA, "E305"),
        ("inf", AREA, "E305"),
        ("-inf", AREA, "E305"),
        ("infinity", SHARE, "E305"),
        ("1" + "0" * 40, CASES, "E306"),
        ("1" + "0" * 16, CASES, "E306"),
        ("1" + "0" * 20 + "ha", AREA, "E306"),
        ("0." + "1" * 60 + "ha", AREA, "E306"),
        ("1,200", CASES, "E307"),
        ("1，200", CASES, "E307"),
        ("1_000", CASES, "E307"),
        ("1 200", CASES, "E307"),
        ("1,200 ha", AREA, "E307"),
        ("1e3", CASES, "E308"),
        ("1.5E+3 ha", AREA, "E308"),
        ("0123", CASES, "E309"),
        ("0x10", CASES, "E309"),
        ("00", CASES, "E309"),
        ("三", CASES, "E310"),
        ("十二例", CASES, "E310"),
        ("三万元", LOSS, "E310"),
        ("120", AREA, "E311"),
        ("1..4", AREA, "E311"),
        ("120 hectar", AREA, "E312"),
        ("3 casess", CASES, "E312"),
        ("120 km", AREA, "E313"),
        ("3人", CASES, "E313"),
        ("3 ha", CASES, "E313"),
        ("3 ha", SHARE, "E313"),
        ("3/0", SHARE, "E314"),
        ("3/0 ha", AREA, "E314"),
        ("15", SHARE, "E315"),
        ("101%", SHARE, "E315"),
        ("4..1", CASES, "E316"),
        ("1 ha..1 mu", AREA, "E316"),
        ("..", CASES, "E317"),
        ("raod", PLACE, "E319"),
        ("maybe", FLAG, "E320"),
        ("1", FLAG, "E320"),
        ("2026-01-01T14:20", WHEN, "E321"),
        ("2026-01-01", WHEN, "E322"),
        ("14:20", WHEN, "E322"),
        ("2026-02-30T14:20+08:00", WHEN, "E323"),
        ("2026-02-30", DAY, "E323"),
        ("2025-02-29", DAY, "E323"),
        ("2026-01-01T24:00+08:00", WHEN, "E324"),
        ("2026-01-01T23:60+08:00", WHEN, "E324"),
        ("2026-01-01T23:59:60+08:00", WHEN, "E324"),
        ("2026-01-01T14:20+18:00", WHEN, "E324"),
        ("1 Jan 2026", DAY, "E325"),
        ("2026-1-1", DAY, "E325"),
        ("0026-01-01", DAY, "E333"),
        ("11", BOUNDED, "E326"),
        ("0", BOUNDED, "E326"),
        ("0+", BOUNDED, "E326"),
        ("5..11", BOUNDED, "E326"),
        ("1 m2", ONE_DAY, "E326"),
        ("2 km2", ONE_DAY, "E326"),
        ("x" * 300, CASES, "E328"),
        ("<4", CASES, "E334"),
        (">3", CASES, "E334"),
        ("3例以下", CASES, "E334"),
        ("3人以上5人以下", PERSONS, "E334"),
        ("超过100公顷", AREA, "E334"),
        ("不足100公顷", AREA, "E334"),
        ("3人以上（不含）", PERSONS, "E334"),
        ("约3", CASES, "E343"),
        ("约30公顷", AREA, "E343"),
        ("30公顷左右", AREA, "E343"),
        ("7.5亿元左右", LOSS, "E343"),
        ("近30人", PERSONS, "E343"),
        ("30来人", PERSONS, "E343"),
        ("30几人", PERSONS, "E343"),
        ("about 30 ha", AREA, "E343"),
        ("≈30", CASES, "E343"),
        ("约3至5人", PERSONS, "E343"),
        ("2+1", CASES, "E344"),
        ("2 + 1", CASES, "E344"),
        ("3+5 ha", AREA, "E344"),
        ("1+5 亿元", LOSS, "E344"),
        ("3++", CASES, "E344"),
        ("10%+5%", SHARE, "E344"),
        ("3例+2例", CASES, "E344"),
        ("1.55555万人", PERSONS, "E304"),
        ("1亿2000万元", LOSS, "E310"),
        ("3万5千人", PERSONS, "E310"),
        ("5000万", AREA, "E311"),
        ("5000万", SHARE, "E313"),
        ("3余例人", CASES, "E312"),
        ("1 million 200 thousand yuan", LOSS, "E302"),
        ("5 k yuan", LOSS, "E312"),
        ("3 to 5 thousand yuan", LOSS, "E337"),
        ("3..5万", CASES, "E337"),
        ("1至2万亩", AREA, "E337"),
        ("bell \x07", WORDS, "E336"),
        ("5..10%", SHARE, "E337"),
        ("1..unknown", CASES, "E338"),
        ("1..3+", CASES, "E338"),
        ("1..2..3", CASES, "E338"),
    ],
)
def test_refuses(text, asked, code):
    with pytest.raises(InputError) as raised:
        read_value(text, asked)
    assert [found.code for found in raised.value.faults] == [code]
    assert raised.value.render("zh")


@pytest.mark.parametrize(
    ("text", "asked", "suggestion"),
    [
        ("120", AREA, "120 ha"),
        ("120 hectar", AREA, "hectare"),
        ("120 km", AREA, None),
        ("120 acres", AREA, None),
        ("3人", CASES, "例"),
        ("3 persons", CASES, "case"),
        ("100余下公顷", AREA, None),
        ("5 thousnd yuan", LOSS, None),  # ten times as much
        ("5 k yuan", LOSS, None),
        ("5 ten thousnd yuan", LOSS, "ten thousand yuan"),
        ("不是", FLAG, "否"),
        ("not yes", FLAG, None),
        ("y", FLAG, "yes"),
        ("非公路", PLACE, None),
        ("15", SHARE, "15%"),
        ("raod", PLACE, "road"),
        ("yess", FLAG, "yes"),
        ("2026-01-01T14:20", WHEN, "2026-01-01T14:20+08:00"),
    ],
)
def test_suggests(text, asked, suggestion):
    with pytest.raises(InputError) as raised:
        read_value(text, asked)
    assert raised.value.faults[0].suggestion == suggestion


def test_units_told_are_those_the_fact_can_have():
    for text, asked, known in (
        ("3 casess", CASES, "例、病例"),
        ("3 paces", PERSONS, "人、名、个人"),
        ("120 parsecs", AREA, "公顷、亩、平方公里、平方米"),
        ("120 km", AREA, "公顷、亩、平方公里、平方米"),
    ):
        with pytest.raises(InputError) as raised:
            read_value(text, asked)
        assert raised.value.render("zh").endswith(f"处理：可用的单位：{known}")


@pytest.mark.parametrize(
    ("text", "asked", "form"),
    [("约30公顷", AREA, "25..35ha"), ("30人左右", PERSONS, "25..35"), ("约30%", SHARE, "25%..35%")],
)
def test_what_is_only_about_right_is_answered_with_a_form_that_can_be_read(text, asked, form):
    with pytest.raises(InputError) as raised:
        read_value(text, asked)
    assert raised.value.render("zh").splitlines()[1].endswith(f"如 {form}")
    assert isinstance(read_value(form, asked), Between)


@pytest.mark.parametrize("asked", [CASES, PERSONS, AREA, LOSS, SHARE, FLAG, PLACE, DAY, WHEN])
def test_unknown_in_quotes_is_unknown(asked):
    place = Place("incident.json", 1, 1)
    assert read_value(Scalar("unknown", place, plain=False), asked) is UNKNOWN
    assert read_value(Scalar("未知", place, plain=False), asked) is UNKNOWN


PIECES = st.sampled_from([
    " thousand ", "million", " yuan", " persons",
    *"0123456789.+-~/% 余多约近超至到", "以上", "以下", "以内", "左右", "至少", "不足", "超过", "万", "亿", "元", "人", "例",
    "公顷", "亩", "ha", "..", "(含)", "unknown", "至", " to ", "faint", "明显", "at least ", "是", "不", "T", ":", "2026-01-01", "e", "\x00", "\ud800", "³",
])  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    [
        CASES,
        PERSONS,
        AREA,
        LOSS,
        LASTING,
        SHARE,
        FLAG,
        PLACE,
        SMELL,
        DAY,
        WHEN,
        WORDS,
        BOUNDED,
        SIGNED,
        DEPTH,
        DATA,
        QUERIES,
    ],
)
def test_any_text_is_a_value_that_can_be_shown_and_read_or_a_listed_fault(asked):
    @given(st.text(max_size=30) | st.lists(PIECES, max_size=12).map("".join))
    def check(text):
        try:
            value = read_value(text, asked)
        except InputError as error:
            assert all(found.code in CATALOGUE for found in error.faults)
            assert error.render("zh")
            return
        for lang in LANGUAGES:
            assert read_value(show_value(value, asked, lang), asked) == value

    check()


def test_what_is_shown_of_texts_reads_back_too():
    assert read_value(show_value(read_value("A区\n3号库", WORDS), WORDS, "zh"), WORDS) == Exactly(
        "A区\n3号库"
    )


def test_mappings():
    assert read_value({"value": "3"}, CASES) == Exactly(3)
    assert read_value({"value": "3+"}, CASES) == Between(3, None)
    assert read_value({"value": "unknown"}, CASES) is UNKNOWN
    assert read_value({"at_least": "3"}, CASES) == Between(3, None)
    assert read_value({"at_most": "3"}, CASES) == Between(None, 3)
    assert read_value({"at_least": "1", "at_most": "3 例"}, CASES) == Between(1, 3)


@pytest.mark.parametrize(
    ("node", "asked", "code"),
    [
        ({}, CASES, "E330"),
        ({"value": "3", "at_least": "1"}, CASES, "E330"),
        ({"at_leats": "1", "value": "3"}, CASES, "E329"),
        ({"value": ["3"]}, CASES, "E331"),
        ({"at_least": {"value": "3"}}, CASES, "E331"),
        ({"at_least": "yes"}, FLAG, "E318"),
        ({"at_least": "1..2"}, CASES, "E338"),
        (["3"], CASES, "E331"),
        (None, CASES, "E301"),
        (3.5, CASES, "E342"),
        (True, CASES, "E341"),
    ],
)
def test_refuses_forms(node, asked, code):
    with pytest.raises(InputError) as raised:
        read_value(node, asked)
    assert code in {found.code for found in raised.value.faults}


def test_a_share_goes_above_one_only_where_the_plan_says_so():
    assert read_value("150%", fact("share", max="200%")) == Exactly(Fraction(3, 2))
    with pytest.raises(InputError, match="E326"):
        read_value("201%", fact("share", max="2"))


def test_domains():
    assert (domain_of(BOUNDED).low, domain_of(BOUNDED).high, domain_of(BOUNDED).integer) == (1, 10, True)
    assert domain_of(ONE_DAY).low == Fraction(1, 15)
    assert domain_of(AREA).low == 0
    assert domain_of(AREA).high is None
    assert (domain_of(SHARE).low, domain_of(SHARE).high) == (0, 1)
    assert domain_of(PLACE).choices == ("road", "rail")
    assert not domain_of(CASES).contains(Fraction(1, 2))


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        (fact("count", unit="cse"), "E350"),
        (fact("count", unit="ha"), "E350"),
        (fact("quantity", unit="case"), "E350"),
        (fact("quantity"), "E351"),
        (fact("flag", unit="case"), "E352"),
        (fact("choice"), "E353"),
        (fact("flag", choices={"a": LABEL}), "E354"),
        (fact("count", min="5", max="4"), "E356"),
        (fact("flag", min="5"), "E357"),
        (fact("choice", choices={"unknown": LABEL, "a": LABEL}), "E358"),
        (fact("count", min="1.5"), "E304"),
        (fact("quantity", unit="ha", max="5 km"), "E312"),
        (fact("date", min="2026-02-30"), "E323"),
    ],
)
def test_faulty_declarations(declared, code):
    assert [found.code for found in check_fact(declared)] == [code]


def numbers():
    return st.fractions(min_value=0, max_value=10**9, max_denominator=10**6)


def tidy(number):
    return int(number) if number.denominator == 1 else number


def pairs(values):
    return st.tuples(st.none() | values, st.none() | values).filter(
        lambda ends: ends != (None, None) and (None in ends or ends[0] < ends[1])
    )


def known(values):
    return values.map(Exactly) | pairs(values).map(lambda ends: Between(*ends)) | st.just(UNKNOWN)


INSTANTS = st.datetimes(
    datetime(1950, 1, 1),  # noqa: DTZ001 - hypothesis wants bare ends
    datetime(2150, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, CHINA]),
)


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        (CASES, known(st.integers(0, 10**15))),
        (fact("count"), known(st.integers(0, 10**15))),
        (AREA, known(numbers().map(tidy))),
        (LOSS, known(numbers().map(tidy))),
        (LASTING, known(numbers().map(tidy))),
        (SHARE, known(st.fractions(0, 1, max_denominator=1000).map(tidy))),
        (SIGNED, known(st.fractions(-1000, 10**6, max_denominator=1000).map(tidy))),
        (DEPTH, known(st.fractions(Fraction(-20, 1000), 3, max_denominator=10**4).map(tidy))),
        (DATA, known(numbers().map(tidy))),
        (QUERIES, known(st.integers(0, 10**15))),
        (FLAG, st.booleans().map(Exactly) | st.just(UNKNOWN)),
        (PLACE, st.sampled_from(["road", "rail"]).map(Exactly)),
        (DAY, known(st.dates(date(1950, 1, 1), date(2150, 1, 1)))),
        (WHEN, known(INSTANTS)),
    ],
    ids=[
        "count",
        "plain-count",
        "area",
        "money",
        "time",
        "share",
        "signed",
        "depth",
        "own",
        "own-count",
        "flag",
        "choice",
        "date",
        "instant",
    ],
)
def test_what_is_shown_reads_back(asked, values):
    @settings(max_examples=200)
    @given(values, st.sampled_from(["zh", "en"]))
    def check(value, lang):
        assert read_value(show_value(value, asked, lang), asked) == value

    check()


@pytest.mark.parametrize("unit", [*UNITS, *OWN.own], ids=lambda unit: unit.symbol)
def test_in_every_unit_what_is_shown_reads_back(unit):
    """Asked in it and given in it, alone and as a range, in either language."""
    counted = unit.dimension.startswith(COUNT)
    asked = fact("count" if counted else "quantity", unit=unit.symbol, measures=OWN)
    figures = (
        st.integers(0, 10**6).map(Fraction) if counted else st.fractions(0, 10**5, max_denominator=10**4)
    )

    @given(figures, figures, st.sampled_from([unit.zh, unit.en, unit.plural]), st.sampled_from(LANGUAGES))
    @settings(max_examples=25)
    def check(low, high, name, lang):
        low, high = sorted((low, high))
        written = [
            f"{end.numerator}/{end.denominator}" if end.denominator > 1 else str(end) for end in (low, high)
        ]
        value = read_value(f"{written[0]} {name}..{written[1]} {name}", asked)
        ends = (value.value, value.value) if isinstance(value, Exactly) else (value.low, value.high)
        assert ends == (low * unit.factor, high * unit.factor)
        assert read_value(show_value(value, asked, lang), asked) == value

    check()


@pytest.mark.parametrize(
    ("given", "low", "high"),
    [
        ("3万~5万元", 30_000, 50_000), ("1万..20000万元", 10_000, 200_000_000), ("5000万~1亿元", 50_000_000, 100_000_000),
        ("5000万-1.2亿元", 50_000_000, 120_000_000), ("3..5万元", 30_000, 50_000), ("3~5亿元", 3 * 10**8, 5 * 10**8),
    ],
)  # fmt: skip
def test_each_end_of_an_amount_counts_its_own_ten_thousands(given, low, high):
    assert read_value(given, LOSS) == Between(low, high)
