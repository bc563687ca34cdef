"""Who reported an incident: the source of its receipt, in the log, the first report and the printed sheet."""

from attrs import evolve
from dossiers import HEAD, LIBRARY, after, dossier, drafted, refused, step
from logs import after as at
from logs import opening

from respond.desk import Decision, Typed
from respond.desk import dossier as kept_dossier
from respond.papers import fallback_sheet, report
from respond.plan import Contact
from respond.show import plain

FROM = HEAD.replace(
    "events: {received: 2026-11-21T09:12+08:00}",
    "events: {received: {at: 2026-11-21T09:12+08:00, source: caller}}",
).replace("sources: {", "sources: {caller: {zh: 镇卫生院张某, en: Zhang of the town hospital}, ")
SOURCE = {"name": "hq-report"}


def told_source(draft, lang="zh"):
    part = next(each for each in draft.parts if each.id == "source")
    return "".join(each.text.say(lang) for each in part.statements), part


def test_the_first_report_names_who_reported_beside_the_sources_of_its_facts():
    draft = drafted(head=FROM, **SOURCE)
    text, part = told_source(draft)
    assert text == "镇卫生院张某、县医院。"
    assert {basis.entry for said in part.statements for basis in said.basis} == {"received", "deaths"}
    assert told_source(draft, "en")[0] == "Zhang of the town hospital, county hospital."


def test_who_reported_alone_fills_the_item():
    bare = FROM.replace(", source: hospital", "")
    assert told_source(drafted(head=bare, **SOURCE))[0] == "镇卫生院张某。"
    unsaid = bare.replace(", source: caller", "")
    assert "source" in {gap.id for gap in drafted(head=unsaid, **SOURCE).missing}


def test_the_sheet_says_who_reported_and_how_to_call_back():
    text = plain(fallback_sheet(dossier(head=FROM), "zh"), 200)
    assert "接报：2026-11-21 09:12（镇卫生院张某报来）" in text
    known = evolve(dossier(head=FROM), phones={"镇卫生院张某": Contact(("0358-7",))})
    assert "0358-7" in plain(fallback_sheet(known, "zh"), 200)
    assert "0358-7" not in plain(fallback_sheet(evolve(dossier(), phones=known.phones), "zh"), 200)
    assert "（told by" not in text
    assert "(told by Zhang of the town hospital)" in plain(fallback_sheet(dossier(head=FROM), "en"), 200)


def test_a_body_of_the_plans_is_called_by_its_name_and_has_its_number():
    body = FROM.replace("source: caller", "source: county-government").replace("sources: {", "x: {")
    head = "".join(line + "\n" for line in body.splitlines() if not line.startswith("x: {")).replace(
        "source: hospital, ", ""
    )
    found = dossier(head=head).reported_by
    assert (found.id, found.name.zh) == ("county-government", "县人民政府")
    assert "接报（县人民政府报来）" in [said.says.zh for said in dossier(head=head).basis_of("received")]


def test_a_source_the_incident_does_not_list_is_refused():
    strange = FROM.replace("source: caller", "source: caler")
    (fault,) = refused(lambda: dossier(head=strange), "E705").faults
    assert fault.suggestion == "caller"


def test_it_can_be_put_right_and_a_change_of_the_hour_leaves_it():
    right = step(20, "", "corrects: [{entry: received, source: hospital, corrected_by: 值班室}]")
    assert told_source(drafted(right, head=FROM, **SOURCE))[0] == "县医院。"
    moved = step(
        20, "", f"corrects: [{{entry: received, at: {after(-2).isoformat()}, corrected_by: 值班室}}]"
    )
    assert told_source(drafted(moved, head=FROM, **SOURCE))[0] == "镇卫生院张某、县医院。"
    gone = step(
        20, "", "corrects: [{entry: received, withdrawn: yes, source: hospital, corrected_by: 值班室}]"
    )
    refused(lambda: dossier(gone, head=FROM), "E727")
    told = step(20, "", "corrects: [{entry: deaths, source: hospital, corrected_by: 值班室}]")
    refused(lambda: dossier(told, head=FROM), "E727")


def test_a_desk_keeps_it_from_the_opening_or_with_the_receipt(desk):
    typed = Typed("typed", ("vaccine-quality",), events=(f"received={at(0).isoformat()}",), source="县医院")
    desk.open(typed.opening(LIBRARY.zone(("vaccine-quality",)), at(0)), now=at(0))
    later = {**opening("later"), "events": {}}
    desk.open(later, now=at(0))
    desk.event("later", "received", now=at(1), source="县医院")
    for name in ("typed", "later"):
        found = kept_dossier(desk.store, desk.library, name, now=at(5))
        assert found.reported_by.name.zh == "县医院"
        assert told_source(report(found, "initial", **SOURCE))[0] == "县医院。"
    desk.correct("later", "received", Decision("值班室", at(6), "听错"), source="镇卫生院")
    found = kept_dossier(desk.store, desk.library, "later", now=at(7))
    assert found.reported_by.name.zh == "镇卫生院"


def test_a_source_without_a_receipt_is_refused_and_one_that_is_new_is_listed(desk):
    typed = Typed("typed", ("vaccine-quality",), source="县医院")
    refused(lambda: desk.open(typed.opening(LIBRARY.zone(("vaccine-quality",)), at(0)), now=at(0)), "E706")
    desk.open({**opening("one"), "events": {}, "sources": {"hospital": {"zh": "县医院"}}}, now=at(0))
    refused(lambda: desk.event("one", "received", now=at(1), source="镇卫生院"), "E705")
    entered = desk.event("one", "received", now=at(1), source="镇卫生院", new_source=True)
    assert entered.rows[-1].data["sources"] == {"镇卫生院": {"zh": "镇卫生院", "en": "镇卫生院"}}
