"""An empty list of who was told is not all of them: it is refused wherever an act is entered."""

import pytest
from logs import NOW, after, opening
from night import began, how, refused

from respond.desk import dossier, sent
from respond.errors import InputError
from respond.log import incident_from, make_incident
from respond.papers import report
from respond.yaml import Source

FILE = """\
respond: incident/1
id: one
title: {zh: 示例, en: sample}
plans: [vaccine-quality]
occurred: "2026-11-21T08:00+08:00"
events: {received: "2026-11-21T09:00+08:00"}
"""
ACT = 'did: [{duty: report-up, at: "2026-11-21T09:30+08:00", to: []}]'


def test_an_act_told_to_an_empty_list_is_refused_at_the_desk(desk):
    began(desk)
    refused(lambda: desk.did("one", "report-up", now=after(20), by="headquarters", to=[]), "E964")
    assert len(desk.store.rows("one")) == 1
    desk.did("one", "report-up", now=after(21), by="headquarters")  # absent: all of them
    refused(lambda: desk.correct("one", "report-up", how(22), to=[]), "E964")


def test_a_report_sent_to_an_empty_list_is_refused_at_the_desk(desk):
    began(desk)
    draft = report(dossier(desk.store, desk.library, "one", now=after(5)), "initial")
    refused(lambda: sent(desk, draft, now=after(10), to=()), "E964")
    assert len(desk.store.rows("one")) == 1
    assert sent(desk, draft, now=after(10)).rows


@pytest.mark.parametrize(
    "more",
    [f"{ACT}\n", f'then: [{{at: "2026-11-21T09:40+08:00", {ACT}}}]\n'],
)
def test_an_act_of_a_file_told_to_an_empty_list_is_refused_in_its_place(more):
    with pytest.raises(InputError) as caught:
        incident_from(Source("one.yaml", FILE + more))
    assert [(each.code, each.place.line) for each in caught.value.faults] == [("E964", 7)]


def test_so_are_a_first_report_and_what_a_program_makes(desk):
    acts = [{"duty": "report-up", "at": "2026-11-21T09:00+08:00", "to": []}]
    refused(lambda: desk.open({**opening("one"), "did": acts}, now=NOW), "E964")
    done = {"report-up": {"at": NOW, "to": []}}
    refused(lambda: make_incident("vaccine-quality", {}, events={"received": NOW}, acts=done), "E964")
