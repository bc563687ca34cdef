"""Every way a plan can be wrong has its own fault, at its own place."""

import pytest

from respond.errors import InputError, RespondError
from respond.plan import Library, load_plan
from small_plan import SMALL, shelve


def faults(tmp_path, text):
    root = shelve(tmp_path, text)
    library = Library([root])
    with pytest.raises(RespondError) as caught:
        library.prepared(library.find("spill"))
    return caught.value.faults


def test_the_small_plan_is_sound(tmp_path):
    library = Library([shelve(tmp_path)])
    compiled = library.prepared(library.find("testland/spill"))
    assert [criterion.entry.id for criterion in compiled.criteria] == [
        "I-area",
        "I-grave",
        "II-area",
        "III-injured",
    ]


BAD = {
    "unknown fact in a condition": ("when: area >= 100 ha", "when: araa >= 100 ha", "E410", "area"),
    "what is no number falls": ("river: {type: flag,", "river: {type: flag, falls: yes,", "E652", None),
    "unlike units": ("when: area >= 100 ha", "when: area >= 100 person", None, None),
    "a quantity without a unit": ("when: area >= 100 ha", "when: area >= 100", None, None),
    "division by a possible zero": ('min: "1", ', "", None, None),
    "unknown level": ("II: [{id: II-area", "VI: [{id: II-area", None, None),
    "unknown unit": ("to: [government]", "to: [goverment]", "E511", "government"),
    "unknown report": ("report: initial", "report: intial", "E512", "initial"),
    "unknown event in a condition": ("when: terminated", "when: terminatd", None, "terminated"),
    "unknown start": ("within: 1 hour", "within: 1 hour\n    after: recieved", "E513", "received"),
    "a day that fulfils": ("within: 1 hour", "within: 1 hour\n    fulfilled_by: season_day", "E513", None),
    "a day that breaks": ("within: 2 weeks", "kind: keep, broken_by: [season_day]", "E513", None),
    "a day that ends": ("within: 2 weeks", "within: 2 weeks, ends: [season_day]", "E513", None),
    "a day that pauses": ("within: 2 weeks", "within: 2 weeks, pauses: {from: season_day, to: sealed}", "E513", None),
    "a day of a body": ("within: 1 hour", "within: 1 hour\n    after: season_day@government", "E513", None),
    "response level that is not there": ("includes: [II]", "includes: [III]", "E514", None),
    "responses in a circle": ('II: {when: level == II', 'II: {includes: [I], when: level == II', "E533", None),
    "an id used twice": ("id: sum-up", "id: tell", "E515", None),
    "a clause outside the ledger": ('{id: I-grave, when: grave, clause: "2"}', '{id: I-grave, when: grave, clause: "9"}', "E516", None),
    "a clause nothing cites": ('"4": {status: not-executable', '"5": {status: encoded}\n  "4": {status: not-executable', "E517", None),
    "a clause without a reason": (", reason: {zh: 附则, en: supplementary}", "", "E518", None),
    "two limits": ("due: immediately", "due: immediately, within: 1 hour", "E519", None),
    "at least without before": ("within: 1 hour", "at_least: 1 month", "E519", None),
    "a limit without a start": ("when: received", "when: river", "E520", None),
    "nobody owes it": ("unit: bureau, within: 2 weeks", "within: 2 weeks", "E521", None),
    "no trigger": ("when: terminated, ", "", "E522", None),
    "a reading of nothing": ("touches: [III-injured]", "touches: [III-injurd]", "E523", "III-injured"),
    "a reading that changes a fact": ("instead: {III-injured: injured >= 3}", "instead: {injured: injured >= 3}", "E569", None),
    "another limit of nothing": ("instead: {III-injured: injured >= 3}", "limits: {tel: {due: immediately}}", "E523", "tell"),
    "another limit of a criterion": ("instead: {III-injured: injured >= 3}", "limits: {III-injured: {due: immediately}}", "E585", None),
    "another limit of a fact": ("instead: {III-injured: injured >= 3}", "limits: {injured: {due: immediately}}", "E585", None),
    "another limit from an event that is none": ("instead: {III-injured: injured >= 3}", "limits: {tell: {within: 1 hour, after: recieved}}", "E513", "received"),
    "another limit from the event of a body that is none": ("instead: {III-injured: injured >= 3}", "limits: {tell: {within: 1 hour, after: received@goverment}}", "E511", "government"),
    "two other limits": ("instead: {III-injured: injured >= 3}", "limits: {tell: {within: 1 hour, due: promptly}}", "E519", None),
    "another limit at least without before": ("instead: {III-injured: injured >= 3}", "limits: {tell: {at_least: 1 month}}", "E519", None),
    "one other limit of several": ("instead: {III-injured: injured >= 3}", "limits: {tell: {earliest: [{within: 1 hour, after: received}]}}", "E562", None),
    "another limit put off without a figure": ("instead: {III-injured: injured >= 3}", "limits: {tell: {due: promptly, roll: {if: not working day, to: '12:00 next working day'}}}", "E563", None),
    "another limit that pauses by nothing": ("instead: {III-injured: injured >= 3}", "limits: {tell: {within: 1 hour, pauses: {from: sealed, to: seeled}}}", "E513", "sealed"),
    "another limit in no unit of time": ("instead: {III-injured: injured >= 3}", "limits: {tell: {within: 1 hoor}}", None, None),
    "another limit by a key that is none": ("instead: {III-injured: injured >= 3}", "limits: {tell: {withn: 1 hour}}", None, "within"),
    "another limit by when it is met itself": ("instead: {III-injured: injured >= 3}", "limits: {tell: {within: 1 hour, after: met(tell)}}", "E539", None),
    "a clause of another limit outside the ledger": ("instead: {III-injured: injured >= 3}", "limits: {tell: {within: 1 hour, pauses: {from: sealed, to: received, clause: '9'}}}", "E516", None),
    "a reading that makes a level hang on itself": ("instead: {III-injured: injured >= 3}", "instead: {III-injured: level >= IV}", None, None),
    "a judgement of nobody": ("judgement: true, by: bureau", "judgement: true", "E528", None),
    "a choice without choices": ("river: {type: flag", "canal: {type: choice, label: {zh: 渠, en: canal}, clause: '2'}\n  river: {type: flag", "E353", None),
    "a day that is none": ('from: "06-01"', 'from: "06-31"', "E530", None),
    "an edition that ends before it begins": ("to: 2029-12-31", "to: 2019-12-31", "E531", None),
    "a draft without a source": ("due: immediately, clause", "due: immediately, standing: draft, clause", "E532", None),
    "a name used twice": ("sealed: {zh", "river: {zh", "E535", None),
    "a life-cycle name": ("sealed: {zh", "received: {zh", "E535", None),
    "a duty that hangs on itself": ("when: received", "when: received and not overdue(tell)", "E539", None),
    "a stricter duty that is none": ("within: 1 hour", "within: 1 hour\n    or_stricter: [sum-upp]", "E435", "sum-up"),
    "a stricter duty that is milder": ("within: 1 hour", "within: 1 hour\n    or_stricter: [sum-up]", "E586", None),
    "a stricter duty that is the same": ("within: 1 hour", "within: 1 hour\n    or_stricter: [tell]", "E586", None),
    "a stricter duty people judge": ("within: 2 weeks", "within: 2 weeks, provided: {zh: 必要时, en: where needed}, or_stricter: [tell]", "E586", None),
    "a change of what is no fact": ("en: sealed, clause", "en: sealed, changes_of: [injurd], clause", "E587", "injured"),
    "a change of what is no number": ("en: sealed, clause", "en: sealed, changes_of: [injured, river], clause", "E587", None),
    "an act of no duty": ("en: sealed, clause", "en: sealed, act: {of: [tel], channel: [phone]}, clause", "E435", "tell"),
    "an act by no channel": ("en: sealed, clause", "en: sealed, act: {of: [tell], channel: [fone]}, clause", None, "phone"),
    "a limit lengthened upon nothing": ("within: 1 hour", "within: 1 hour\n    extend: {by: government, at_most: 1 hour, upon: seeled}", "E513", "sealed"),
    "a limit lengthened together with none": ("within: 1 hour", "within: 1 hour\n    extend: {by: government, at_most: 1 hour, together: [sum-upp]}", "E435", "sum-up"),
    "a duty done with none": ("within: 1 hour", "within: 1 hour\n    done_with: [sum-upp]", "E435", "sum-up"),
    "a duty that is still there under what it was formerly": ("within: 1 hour", "within: 1 hour\n    formerly: [sum-up]", "E590", None),
    "a head of no unit": ("role: lead, clause: \"1\"}", "role: lead, clause: \"1\", heads: goverment}", "E511", "government"),
    "a duty done with itself": ("within: 1 hour", "within: 1 hour\n    done_with: [tell]", "E588", None),
    "a duty done with what is kept up": ("within: 2 weeks", "kind: keep, done_with: [tell]", "E588", None),
    "a last round of what has no rounds": ("within: 2 weeks", "within: 2 weeks, last_round: closed", "E589", None),
    "a last round by nothing": ("within: 2 weeks", "every: 2 weeks, last_round: seeled", "E513", "sealed"),
    "a duration that is none": ("within: 2 weeks", "within: 2 fortnights", None, None),
    "an unknown key": ("unit: bureau, within", "unit: bureau, wthin", None, "within"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_plans(tmp_path, name):
    before, after, code, suggestion = BAD[name]
    assert SMALL.count(before) == 1, "the test's own text must be found once"
    found = faults(tmp_path, SMALL.replace(before, after))
    assert found
    assert all(fault.place and fault.place.line for fault in found), [fault.render("en") for fault in found]
    if code:
        assert code in {fault.code for fault in found}, [fault.render("en") for fault in found]
    if suggestion:
        assert suggestion in {fault.suggestion for fault in found}
    for fault in found:
        assert fault.render("zh") != fault.render("en")


def test_duties_that_hang_on_each_other(tmp_path):
    text = SMALL.replace("when: received", "when: received and not met(sum-up)").replace(
        "when: terminated", "when: terminated and missed(tell)"
    )
    found = faults(tmp_path, text.replace("within: 2 weeks", "within: 2 weeks, after: terminated"))
    assert [fault.code for fault in found] == ["E539", "E539"]
    root = shelve(tmp_path, SMALL.replace("when: terminated", "when: terminated and missed(tell)"))
    assert Library([root]).prepared(Library([root]).find("spill"))  # one way only


def test_all_faults_of_a_file_come_at_once(tmp_path):
    text = SMALL.replace("to: [government]", "to: [goverment]").replace("area >= 100 ha", "araa >= 100 ha")
    text = text.replace("report: initial", "report: intial")
    found = faults(tmp_path, text)
    assert len(found) >= 3
    assert [fault.place.line for fault in found] == sorted(fault.place.line for fault in found)


def test_a_plan_file_alone_is_checked_too(tmp_path):
    root = shelve(tmp_path, SMALL.replace("to: [government]", "to: [goverment]"))
    with pytest.raises(InputError):
        load_plan(root / "testland/spill/2020.yaml")


def test_all_faults_of_another_limit_are_told_at_once_each_at_its_place(tmp_path):
    limits = "limits: {tell: {within: 1 hoor, after: recieved}, sum-up: {due: promptly, after: seeled}}"
    text = SMALL.replace("instead: {III-injured: injured >= 3}", limits)
    line, row = next((line, row) for line, row in enumerate(text.splitlines(), 1) if "hoor" in row)
    found = {(each.code, each.place.line, each.place.column) for each in faults(tmp_path, text)}
    assert {("E513", line, row.index(name) + 1) for name in ("recieved", "seeled")} <= found
    assert any(column == row.index("1 hoor") + 1 for _, _, column in found)
