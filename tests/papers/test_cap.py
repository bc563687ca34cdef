"""Warnings as CAP 1.2: valid by the standard's structure, updated and cancelled as the log goes on, nothing guessed."""

from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from dossiers import LIBRARY, refused
from hypothesis import given, settings
from hypothesis import strategies as st

from respond import read_incident
from respond.papers import How, cap_alert, dossier_of, messages

SCHEMA = xmlschema.XMLSchema11(Path(__file__).with_name("cap-1.2.xsd"))
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
START = datetime.fromisoformat("2026-03-15T08:00+08:00")
HEAD = """\
respond: incident/1
id: fire 3,15
title: {zh: 火险, en: fire danger}
plans: [forest-grassland-fire]
occurred: 2026-03-15T08:00+08:00
where: {zh: 某县, en: a county}
mode: MODE
"""


def of(*told: tuple[int, str], mode="real", minutes=600, head=HEAD):
    steps = "".join(
        f"  - at: {(START + timedelta(minutes=when)).isoformat()}\n    {said}\n" for when, said in told
    )
    text = head.replace("MODE", mode) + ("then:\n" + steps if steps else "")
    return dossier_of(read_incident(text), LIBRARY, now=START + timedelta(minutes=minutes))


def facts(colour, more=""):
    return f"facts: {{warning: {{value: {colour}{more}}}}}"


def parsed(text):
    SCHEMA.validate(text)
    return ET.fromstring(text)  # noqa: S314 - our own


def one(alert, name):
    found = alert.findall(f".//{CAP}{name}")
    return found[0].text if found else None


def test_an_alert_is_valid_in_both_languages_and_guesses_nothing():
    alert = parsed(cap_alert(of((10, facts("orange", ", as_of: 2026-03-15T08:05+08:00, note: 大风")))))
    assert one(alert, "msgType") == "Alert"
    assert one(alert, "status") == "Actual"
    assert one(alert, "severity") == "Severe"
    assert (one(alert, "urgency"), one(alert, "certainty")) == ("Unknown", "Unknown")
    assert one(alert, "sent") == "2026-03-15T08:10:00+08:00"
    assert one(alert, "effective") == "2026-03-15T08:05:00+08:00"
    assert one(alert, "expires") is None
    assert one(alert, "references") is None
    assert one(alert, "areaDesc") == "某县"
    assert [each.text for each in alert.iter(f"{CAP}language")] == ["zh-CN", "en-US"]
    assert [each.text for each in alert.iter(f"{CAP}headline")][
        1
    ] == "fire-danger warning level: two (orange)"
    assert one(alert, "identifier") == "fire_3_15.warning.1"


@pytest.mark.parametrize(
    ("colour", "severity"),
    [("red", "Extreme"), ("orange", "Severe"), ("yellow", "Moderate"), ("blue", "Minor")],
)
def test_each_colour_has_its_severity(colour, severity):
    assert one(parsed(cap_alert(of((10, facts(colour))))), "severity") == severity


def test_a_change_is_an_update_that_refers_to_what_it_changes():
    alert = parsed(cap_alert(of((10, facts("yellow")), (20, facts("orange")), (30, facts("red")))))
    assert one(alert, "msgType") == "Update"
    references = one(alert, "references").split()
    assert [each.split(",")[1] for each in references] == ["fire_3_15.warning.1", "fire_3_15.warning.2"]
    assert references[0].split(",")[2] == "2026-03-15T08:10:00+08:00"
    assert {each.split(",")[0] for each in references} == {one(alert, "sender")}


def test_the_same_colour_again_is_no_message():
    dossier = of((10, facts("red")), (20, facts("red")))
    assert [each.message for each in messages(dossier, dossier.log.facts["warning"])] == ["Alert"]


@pytest.mark.parametrize(
    "end",
    [
        facts("no_warning"),
        "corrects: [{entry: warning, withdrawn: yes, corrected_by: 值班室, reason: {zh: 误}}]",
    ],
)
def test_it_is_cancelled_once_no_colour_stands(end):
    dossier = of((10, facts("red")), (20, end))
    alert = parsed(cap_alert(dossier))
    assert one(alert, "msgType") == "Cancel"
    assert one(alert, "urgency") == "Past"
    assert one(alert, "references").endswith(",2026-03-15T08:10:00+08:00")
    refused(lambda: cap_alert(dossier, how=How(cancels=True)), "E989")
    again = of((10, facts("red")), (20, end), (30, facts("blue")))
    assert one(parsed(cap_alert(again)), "msgType") == "Alert"
    assert one(parsed(cap_alert(again)), "references") is None


def test_it_can_be_lifted_by_hand():
    alert = parsed(cap_alert(of((10, facts("red"))), how=How(cancels=True)))
    assert one(alert, "msgType") == "Cancel"
    assert one(alert, "sent") == "2026-03-15T18:00:00+08:00"


def test_only_what_is_known_by_then_is_issued():
    dossier = of((10, facts("yellow")), (20, facts("red")), minutes=15)
    assert one(parsed(cap_alert(dossier)), "severity") == "Moderate"


@pytest.mark.parametrize(("mode", "status"), [("exercise", "Exercise"), ("test", "Test")])
def test_an_exercise_is_no_alarm(mode, status):
    alert = parsed(cap_alert(of((10, facts("red")), mode=mode)))
    assert one(alert, "status") == status
    assert one(alert, "note")
    assert all(each.text[0] in "【[" for each in alert.iter(f"{CAP}headline"))


def test_what_is_said_of_it_is_written():
    how = How("forecast office", "Fire", "Immediate", "Likely", START + timedelta(days=1))
    alert = parsed(cap_alert(of((10, facts("red"))), how=how))
    assert one(alert, "sender") == "forecast_office"
    assert (one(alert, "category"), one(alert, "urgency"), one(alert, "certainty")) == (
        "Fire",
        "Immediate",
        "Likely",
    )
    assert one(alert, "expires") == "2026-03-16T08:00:00+08:00"


def test_without_a_warning_there_is_none():
    refused(lambda: cap_alert(of()), "E989")
    refused(lambda: cap_alert(of((10, "facts: {warning: unknown}"))), "E989")
    refused(lambda: cap_alert(of((10, facts("red"))), fact="deaths"), "E988")
    head = HEAD.replace("forest-grassland-fire", "example/severity").replace("MODE", "real")
    refused(lambda: cap_alert(of(head=head)), "E988")


@settings(max_examples=25)
@given(
    title=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(str.strip),
    colours=st.lists(
        st.sampled_from(["red", "orange", "yellow", "blue", "no_warning"]), min_size=1, max_size=6
    ),
)
def test_whatever_is_told_is_valid(title, colours):
    dossier = of(*((10 * (place + 1), facts(each)) for place, each in enumerate(colours)))
    from attrs import evolve  # noqa: PLC0415

    from respond.errors import Text  # noqa: PLC0415

    named = evolve(dossier, situation=evolve(dossier.situation, title=Text(title, title)))
    if set(colours) == {"no_warning"}:
        refused(lambda: cap_alert(named), "E989")
        return
    parsed(cap_alert(named))
    found = [each.message for each in messages(named, named.log.facts["warning"])]
    for before, after in zip(["Cancel", *found], found, strict=False):
        assert (after == "Alert") == (before == "Cancel")
