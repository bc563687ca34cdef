"""The fast path: the level `classify` gives, at, below and above every threshold, and its refusals for all else."""

import sqlite3
from datetime import date, datetime
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import respond
from respond.api import default_library
from respond.facts import Exactly, FactType, domain_of, exact_value, unit_of
from respond.reason import SumAtom, atoms_of, compile_given_level

NOW = datetime.fromisoformat("2026-11-21T09:30+08:00")
PLANS = [
    str(shelved.ref)
    for name in default_library().names
    for shelved in default_library().editions(name)
    if default_library().prepared(shelved.ref).graded
]
each_plan = pytest.mark.parametrize("plan", PLANS)


@cache
def prepared(plan):
    library = default_library()
    return respond.level_function(plan), library.prepared(library.find(plan))


def codes(error):
    return [each.code for each in error.value.faults]


@cache
def steps(plan):
    """Give, for each fact, values at, just below and just above each of its thresholds, in its own unit."""
    level, compiled = prepared(plan)
    found = {}
    for name in level.facts:
        fact = compiled.facts[name]
        if fact.type is FactType.FLAG:
            found[name] = [False, True]
        elif fact.type is FactType.CHOICE:
            found[name] = [str(key) for key in fact.choices]
        else:
            found[name] = sorted(_around(name, fact, compiled))
    return found


def _around(name, fact, compiled):
    unit = unit_of(fact)
    scale = unit.factor if unit else Fraction(1)
    low = domain_of(fact).low
    limits = {Fraction(0), Fraction(1), Fraction(100), Fraction(0 if low is None else low) / scale}
    for _, condition in compiled.ladder:
        for atom in atoms_of(condition.normal.form):
            if isinstance(atom, SumAtom) and name in atom.names:
                limits.add(abs(Fraction(atom.limit)) / scale if atom.single else abs(Fraction(atom.constant)))
    step = Fraction(1) if fact.type is FactType.COUNT else Fraction(1, 10**6)
    values = {limit + k * step for limit in limits for k in (-1, 0, 1)}
    domain = domain_of(fact)
    values = {value for value in values if domain.contains(value * scale)}
    return {int(value) if fact.type is FactType.COUNT else value for value in values}


def written(value, form):
    """Write a number as an int, a Decimal or a Fraction, where it is one."""
    if isinstance(value, bool | str):
        return value
    value = Fraction(value)
    if form == "int" and value.denominator == 1:
        return int(value)
    places = Decimal(value.numerator) / Decimal(value.denominator)
    return places if form == "Decimal" and Fraction(places) == value else value


def by_classify(plan, facts):
    incident = respond.incident(plan, facts, occurred=NOW, by="office")
    found = respond.classify(incident, now=NOW).level
    assert found.definite
    return found.certain


@st.composite
def exact(draw, plan):
    forms = {
        name: draw(st.sampled_from(["int", "Decimal", "Fraction"]))
        if prepared(plan)[1].facts[name].type is not FactType.COUNT
        else "int"
        for name in steps(plan)
    }
    facts = {
        name: written(draw(st.sampled_from(values)), forms[name]) for name, values in steps(plan).items()
    }
    assume(can_be(plan, facts))
    return facts


def can_be(plan, facts):
    """Say whether facts keep the constraints of the plan."""
    values = _base(facts, prepared(plan)[1])
    return all(each.truth(values).value != "no" for each in prepared(plan)[1].constraints.values())


@each_plan
@settings(max_examples=60)
@given(data=st.data())
def test_it_gives_the_level_classify_gives(plan, data):
    level, _ = prepared(plan)
    facts = data.draw(exact(plan))
    found = level(facts)
    assert type(found) is respond.Level
    assert found is by_classify(plan, facts)
    assert found is level(
        {
            name: written(value, "Fraction") if not isinstance(value, int) else value
            for name, value in facts.items()
        }
    )


@each_plan
def test_beside_every_threshold_alone(plan):
    """One fact at a time, the others at rest and each at its gravest alone."""
    level, compiled = prepared(plan)
    rest = {name: values[0] for name, values in steps(plan).items()}
    for name, fact in compiled.facts.items():
        if name in rest and fact.type is FactType.QUANTITY and fact.min:
            rest[name] = 10**6  # a total; its part comes to nothing beside it
    calm = rest | {"quality_suspected": True} if "quality_suspected" in rest else rest
    for name, values in steps(plan).items():
        for value in values:
            for form in ("int", "Decimal", "Fraction"):
                facts = calm | {name: written(value, form) if not isinstance(value, int) else value}
                if not can_be(plan, facts):
                    continue
                wanted = max(
                    (rank for rank, condition in compiled.ladder
                     if condition.truth(_base(facts, compiled)).value == "yes"), default=compiled.levels.none,
                )  # fmt: skip
                assert level(facts) is wanted, (name, value, form)


def _base(facts, compiled):
    return {name: Exactly(exact_value(value, compiled.facts[name])) for name, value in facts.items()}


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-3, 3),
    st.sampled_from([10**15, 10**15 + 1, 10**18, 10**18 + 1, 2**48, 2**49, 2**50, -1]),
    st.floats(),
    st.decimals(),
    st.sampled_from([Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("-0"), Decimal("1E+99999"),
                     Decimal("1E-99999"), Decimal("0E-99999"), Decimal("3.0")]),
    st.fractions(),
    st.text(max_size=5),
    st.sampled_from(["yes", "no", "3", "3+", "120 ha", "major", "absent", "unknown"]),
    st.binary(max_size=3),
    st.dates(),
    st.datetimes(),
    st.complex_numbers(),
    st.lists(st.integers(), max_size=2),
    st.just(respond.unknown),
    st.just(respond.at_least(3)),
    st.just(respond.Level("II")),
)  # fmt: skip


@each_plan
@settings(max_examples=250)
@given(data=st.data())
def test_what_classify_refuses_it_refuses(plan, data):
    """Wrong values of every kind: the same refusal by both, or the same level."""
    level, _ = prepared(plan)
    facts = data.draw(exact(plan))
    name = data.draw(st.sampled_from(sorted(facts)))
    facts[name] = value = data.draw(ODD)
    try:
        found = level(facts)
    except respond.InputError as error:
        refused = [each.code for each in error.faults]
        assert {*refused} == {"E755"} or name in str(error)
        if value is respond.unknown or {*refused} in ({"E753"}, {"E755"}):
            return  # of facts that break a constraint `classify` tells, and answers
        assume(not isinstance(value, str))  # texts are read by `incident` alone
        with pytest.raises(respond.InputError) as other:
            by_classify(plan, facts)
        assert codes(other) == (["E331"] if isinstance(value, list) else refused)
    else:
        assert type(found) is respond.Level
        assert found is by_classify(plan, facts)


def unused(_):
    raise AssertionError("taken with care")


@each_plan
@settings(max_examples=60)
@given(data=st.data())
def test_numbers_of_any_kind_are_taken_at_sight(plan, data):
    """Whole numbers, Decimals of few digits and Fractions never go the careful way, and none is rounded."""
    level, compiled = prepared(plan)
    ladder = [(rank, [condition]) for rank, condition in compiled.ladder]
    at_sight = compile_given_level(ladder, compiled.facts, unused)
    facts = data.draw(exact(plan))
    signed = any(compiled.facts[name].type is FactType.NUMBER for name in level.facts)
    if at_sight is not unused and not signed:  # what may be negative is taken with care
        assert at_sight(facts) is level(facts)


LOOSE = (Context(prec=3), Context(prec=3, traps=[]), Context(prec=60), Context(prec=28, traps=[]))


def measured(plan):
    level, compiled = prepared(plan)
    return [name for name in level.facts if compiled.facts[name].type in {FactType.QUANTITY, FactType.SHARE}]


@pytest.mark.parametrize("plan", [plan for plan in PLANS if measured(plan)])
@settings(max_examples=60)
@given(data=st.data(), context=st.sampled_from(LOOSE), digits=st.integers(0, 38))
def test_how_a_program_rounds_its_decimals_does_not_matter(plan, data, context, digits):
    level, _ = prepared(plan)
    facts = data.draw(exact(plan))
    name = data.draw(st.sampled_from(measured(plan)))
    more = Fraction(1, 10**digits)
    facts[name] = Decimal(f"{int((Fraction(facts[name]) + more) * 10**45)}e-45").normalize(Context(prec=90))
    try:
        wanted = level({n: Fraction(v) if isinstance(v, Decimal) else v for n, v in facts.items()})
    except respond.InputError as error:
        refused = [each.code for each in error.faults]
        with localcontext(context), pytest.raises(respond.InputError) as other:
            level(facts)
        assert codes(other) == refused
    else:
        with localcontext(context):
            assert level(facts) is wanted


@each_plan
def test_every_fact_must_be_given(plan):
    level, _ = prepared(plan)
    facts = {name: values[0] for name, values in steps(plan).items()}
    level(facts)
    for name in level.facts:
        with pytest.raises(respond.InputError) as error:
            level({other: value for other, value in facts.items() if other != name})
        assert codes(error) == ["E752"]
        assert f"`{name}`" in str(error.value)
    with pytest.raises(respond.InputError) as error:
        level({})
    assert len(codes(error)) == len(level.facts)


def test_a_misspelt_name_is_told_with_the_right_one():
    level = respond.level_function("production-accident")
    with pytest.raises(respond.InputError) as error:
        level({"deahts": 3, "serious_injuries": 0, "direct_loss": 0})
    assert codes(error) == ["E701"]
    assert "did you mean `deaths`" in str(error.value)


def test_the_traps_of_a_careless_fast_path():
    vaccine = respond.level_function("vaccine-quality")
    calm = dict.fromkeys(vaccine.facts, False) | {"deaths": 3, "rare_cases": 0, "serious_cases": 0}
    for value in ("no", "yes", None, 0, 1, ""):
        with pytest.raises(respond.InputError):
            vaccine(calm | {"quality_suspected": value})
    for value in (-3, float("nan"), 3.0, True, "3", None):
        with pytest.raises(respond.InputError):
            vaccine(calm | {"deaths": value})
    debt = respond.level_function("debt-risk")
    facts = {name: values[0] for name, values in steps("jincheng/debt-risk@2017").items()}
    with pytest.raises(respond.InputError) as error:
        debt(facts | {"principal_due": 0})
    assert codes(error) == ["E326"]


@pytest.mark.parametrize("facts", [None, 3, "deaths", [], [("deaths", 3)], {"deaths"}])
def test_facts_are_a_mapping(facts):
    with pytest.raises(respond.InputError) as error:
        respond.level_function("production-accident")(facts)
    assert codes(error) == ["E750"]


def test_a_row_of_a_database_will_do():
    base = sqlite3.connect(":memory:")
    base.row_factory = sqlite3.Row
    level = respond.level_function("production-accident")
    row = base.execute(
        "SELECT 3 AS deaths, 0 AS serious_injuries, 4999 AS direct_loss, 'x' AS place"
    ).fetchone()
    assert level(row) is respond.Level("III")
    row = base.execute("SELECT 3 AS deaths, 0 AS serious_injuries, 0.5 AS direct_loss").fetchone()
    with pytest.raises(respond.InputError) as error:
        level(row)
    assert codes(error) == ["E342"]
    row = base.execute("SELECT 3 AS deaths, 0 AS serious_injuries").fetchone()
    with pytest.raises(respond.InputError) as error:
        level(row)
    assert codes(error) == ["E752"]


def test_a_plan_without_levels_is_refused():
    for plan in ("incident-reporting", "environmental-events"):
        with pytest.raises(respond.InputError) as error:
            respond.level_function(plan)
        assert codes(error) == ["E756"]


def test_it_says_what_it_needs_and_of_which_plan():
    level = respond.level_function("forest-grassland-fire", on=date(2025, 12, 31))
    assert str(level.plan) == "national/forest-grassland-fire@2009"
    assert {"damaged_forest", "direct_loss"} <= set(level.facts)
    other = respond.level_function("forest-grassland-fire", on=date(2026, 1, 1))
    assert str(other.plan) == "national/forest-grassland-fire@2026"
