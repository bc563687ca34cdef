"""Limits that rejected readings give: the keys they have, and what of a duty they leave as it is."""

from typing import get_type_hints

import pytest
from attrs import fields

from respond.cli import main
from respond.errors import InputError
from respond.plan import Library, Measure
from respond.plan.orders import LIMITS, Timing
from small_plan import SMALL, shelve

LIMITED = SMALL.replace(
    "instead: {III-injured: injured >= 3}",
    "limits: {tell: {earliest: [{within: 2 hours, after: received}, {within: 1 day, after: sealed, clause: '3'}]}}",
)


def test_every_key_is_one_of_a_duty_and_reads_alike():
    own, other = get_type_hints(Measure), get_type_hints(Timing)
    assert all(own[name] == hint for name, hint in other.items() if name != "place")
    assert {*LIMITS, "before", "after", "counted", "roll", "pauses"} == {
        each.name for each in fields(Timing)
    } - {"place"}


def test_a_duty_keeps_what_is_no_limit(tmp_path):
    library = Library([shelve(tmp_path, LIMITED)])
    prepared = library.prepared(library.find("spill"))
    (other,) = prepared.interpretations[0].alternatives
    own, read = next(rule for rule in prepared.measures if rule.id == "tell"), other.limits["tell"]
    assert (read.entry.report, read.entry.to, read.condition) == (
        own.entry.report,
        own.entry.to,
        own.condition,
    )
    assert (own.starts, read.starts, own.entry.within, read.entry.within) == (
        ("received",), ("received", "sealed"), "1 hour", None,
    )  # fmt: skip
    assert other.changes


def test_a_reader_is_told_the_other_limit(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("RESPOND_PLANS", str(shelve(tmp_path, LIMITED)))
    assert main(["plan", "render", "spill", "--lang", "en"]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "which would make tell due: the earlier of within 2 hours from report received" in page


def test_a_clause_of_another_limit_is_covered(tmp_path):
    faulty = LIMITED.replace("clause: '3'}]", "clause: '9'}]")
    library = Library([shelve(tmp_path, faulty)])
    with pytest.raises(InputError) as caught:
        library.prepared(library.find("spill"))
    assert [each.code for each in caught.value.faults] == ["E516"]
