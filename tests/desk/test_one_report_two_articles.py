"""One report that two plans ask the same body for: whoever enters it for one is told of the other, which it counts not."""

from logs import after
from night import began

from respond.desk import dossier, due, due_sheet, handover, handover_sheet, sent
from respond.papers import fallback_sheet, report
from respond.show import plain

ACCIDENT = {
    "plans": ["national/production-accident"],
    "facts": {"deaths": "4", "traffic_or_fire": "no"},
    "events": {"received": "2026-11-21T09:00+08:00", "received@unit-head": "2026-11-21T08:40+08:00"},
}
OTHER = "national/production-accident-information#county-reports-up"


def alike(entered):
    return [each for each in entered.concerns if "也要求" in each.text.zh]


def state(entered, name):
    return next(each.state for each in entered.situation.obligations if each.id.startswith(name))


def test_whoever_enters_a_report_is_told_of_the_other_article_that_asks_for_it(desk):
    began(desk, **ACCIDENT)
    entered = desk.did("one", "local-reports-up", now=after(20), by="local-safety-department")
    (said,) = alike(entered)
    assert (said.clause, said.plan.id, said.against) == ("7, 7(1)", OTHER.partition("#")[0], False)
    assert said.text.zh.endswith(f"另记 `{OTHER}` 已办")
    assert "设区的市安全生产监督管理部门和有关部门" in said.text.zh
    assert "this act does not count for" in said.text.en
    assert state(entered, OTHER) == "running"  # and nothing was counted


def test_once_both_are_entered_nothing_is_said(desk):
    began(desk, **ACCIDENT)
    desk.did("one", "local-reports-up", now=after(20), by="local-safety-department")
    entered = desk.did("one", OTHER, now=after(21), by="local-safety-department")
    assert (alike(entered), state(entered, OTHER)) == ([], "met")


def test_only_those_are_named_whom_the_act_told(desk):
    began(desk, **ACCIDENT)
    entered = desk.did("one", "local-reports-up", now=after(20), to=["local-government"])
    (said,) = alike(entered)
    assert "向事故发生地人民政府报送" in said.text.zh


def test_the_written_report_that_was_sent_tells_it_too(desk):
    began(desk, **ACCIDENT)
    made = report(dossier(desk.store, desk.library, "one", now=after(5)), "initial", duty="local-reports-up")
    entered = sent(desk, made, now=after(20))
    assert [each.plan.id for each in alike(entered)] == [OTHER.partition("#")[0]]


def test_what_one_plan_alone_asks_for_says_nothing(desk):
    began(desk)
    assert alike(desk.did("one", "report-up", now=after(20), by="headquarters")) == []


def test_it_is_marked_the_second_time_wherever_duties_are_told(desk):
    """The list of what is due, the handover and the sheet for when the power fails mark it as the answer does."""
    began(desk, **ACCIDENT)
    now = after(20)
    situation = dossier(desk.store, desk.library, "one", now=now).situation
    behind = [one for one in situation.obligations if one.behind]
    assert [one.plan.id for one in behind] == [OTHER.partition("#")[0]] * len(behind)
    (second,) = [one for one in behind if one.id.startswith(OTHER)]
    leading = next(one for one in situation.obligations if one.id in second.beside and not one.behind)
    told = (
        due_sheet(due(desk.store, desk.library, now=now), "zh"),
        handover_sheet(handover(desk.store, desk.library, now=now), "zh"),
        fallback_sheet(dossier(desk.store, desk.library, "one", now=now), "zh"),
    )
    for sheet in told:
        text = "".join(plain(sheet, 400).split())
        assert second.label.zh == leading.label.zh
        assert (text.count(second.label.zh), text.count(f"〔同一报送〕{second.label.zh}")) == (2, 1)
