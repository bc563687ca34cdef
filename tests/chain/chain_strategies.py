"""Programs and truths for the tests of the chain."""

import itertools

from hypothesis import strategies as st

from respond.chain import LEVELS, Program, ResponseRule, Trigger

_keys = itertools.count(1)

TRUTHS = st.sampled_from(["yes", "no", "unknown"])
EVENTS = [f"event:{name}" for name in ("received", "verified", "terminated", "closed")]
CRITERIA = [f"{level}-{number}" for level in LEVELS for number in (1, 2)]
RESPONSES = [f"response:{level}" for level in LEVELS]


def skeletons(names, leaves=8):
    atoms = st.sampled_from(names).map(lambda name: ("symbol", name))
    ends = st.sampled_from([("always",), ("never",)])
    many = st.lists
    return st.recursive(
        st.one_of(atoms, atoms, atoms, ends),
        lambda inner: st.one_of(
            inner.map(lambda part: ("not", part)),
            many(inner, max_size=4).map(lambda parts: ("and", *parts)),
            many(inner, max_size=4).map(lambda parts: ("or", *parts)),
        ),
        max_leaves=leaves,
    )


@st.composite
def programs(draw, leaves=8):
    levels = [level for level in LEVELS if draw(st.booleans())]
    responses = tuple(
        ResponseRule(
            level, draw(skeletons(CRITERIA)), tuple(draw(st.sets(st.sampled_from(LEVELS), max_size=2)))
        )
        for level in levels
    )
    wanted = st.lists(
        st.sampled_from([f"duty-{number}" for number in range(8)]), min_size=1, max_size=3, unique=True
    )
    conditions = draw(st.lists(skeletons(EVENTS + CRITERIA[:3] + RESPONSES, leaves), max_size=8))
    triggers = tuple(Trigger(f"t{n}", one, tuple(draw(wanted))) for n, one in enumerate(conditions))
    names = sorted({name for trigger in triggers for name in trigger.consequences})
    told = st.lists(st.sampled_from(["county", "city", "province"]), max_size=2, unique=True).map(tuple)
    return Program(
        key=f"test-{next(_keys)}",
        responses=responses,
        triggers=triggers,
        notices={name: draw(told) for name in names},
    )


def truths(program):
    return st.fixed_dictionaries(dict.fromkeys(program.symbols, TRUTHS))
