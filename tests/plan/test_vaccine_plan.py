"""The vaccine plan: who helps and who is concerned, what is asked, what a report holds, as its text has it."""

import pytest

from respond.plan import Library

LIBRARY = Library.default()
PLAN = LIBRARY.plan(LIBRARY.find("jiaocheng/vaccine-quality@2024"))
DUTIES = {str(entry.id): entry for entry in (*PLAN.duties, *PLAN.measures)}
MEMBERS = [
    "publicity-department", "cyberspace-office", "development-reform", "education-sports", "public-security", "finance",
    "health-bureau", "emergency-management", "market-regulator", "civil-affairs", "industry-information", "media-centre",
]  # fmt: skip


def test_only_experts_and_the_office_that_publishes_help_those_who_owe():
    helped = {name: entry.with_ for name, entry in DUTIES.items() if entry.with_}
    experts = ("expert-group",)
    assert helped == {
        "expert-consultation-iv": experts,
        "hazard-analysis": experts,
        "issue-warning": ("headquarters-office",),
        "evaluate-end": experts,
    }


@pytest.mark.parametrize(
    ("duty", "concerned"),
    [
        ("treat-injured", ["medical-institutions"]),
        ("guide-initial-handling", ["local-departments", "incident-unit"]),
        ("township-contact-iv", ["township-command"]),
        ("control-hazard", ["local-departments"]),
        ("reaction-reports", ["disease-control"]),
        ("emergency-sampling", ["testing-body"]),
        ("guide-aftermath", ["incident-place-government"]),
        ("guide-local-aftermath", ["incident-place-government"]),
    ],
)
def test_whoever_is_guided_urged_or_called_in_is_concerned(duty, concerned):
    assert list(DUTIES[duty].concerns) == concerned


def test_the_office_urges_groups_members_and_townships():
    assert list(DUTIES["urge-closing"].concerns) == [*PLAN.groups, *MEMBERS, "township-governments"]


def test_all_members_keep_their_channels_open():
    provisions = {str(entry.id): entry for entry in PLAN.provisions}
    assert list(provisions["communications"].units) == ["headquarters", *MEMBERS]
    assert list(provisions["supplies"].units) == ["reserve-departments"]


@pytest.mark.parametrize(
    ("duty", "words"),
    [
        ("suspend-vaccine", "根据情况"),
        ("supervise-prevention", "视情况"),
        ("form-groups", "根据处置需要"),
        ("draft-members", "根据需要"),
        ("ask-city-work-group-iv", "必要时"),
        ("risk-notify", "必要时"),
        ("mobilise-society", "根据处置需要"),
        ("call-on-supplies", "必要时"),
    ],
)
def test_a_condition_in_words_makes_no_duty_weaker(duty, words):
    assert (DUTIES[duty].mood, DUTIES[duty].provided.zh) == ("must", words)


def test_the_two_powers_are_used_in_urgent_cases_and_when_necessary():
    powers = {name: entry.provided.zh for name, entry in DUTIES.items() if entry.mood == "may"}
    assert powers == {"oral-first": "紧急情况下", "invite-experts": "必要时"}


def test_questions_ask_what_the_text_counts():
    asked = {str(name): fact.ask for name, fact in PLAN.facts.items() if fact.ask}
    assert "其中" not in asked["serious_cases"].zh
    assert "在校学生、在园幼儿" in asked["students_involved"].zh
    assert "哪里" not in asked["persons_involved"].zh
    assert "已引发社会影响" in asked["other_fairly_large"].zh
    assert "with social impact" in asked["other_fairly_large"].en


def test_range_and_number_of_persons_are_two_items_each_filled_by_its_own_fact():
    for name in ("initial", "hq-report"):
        filled = {str(item.id): item.fact for item in PLAN.reports[name].contents}
        assert (filled["extent"], filled["persons"]) == ("range_involved", "persons_involved")


def test_contents_that_a_clause_borrows_say_from_where():
    borrowed = [str(name) for name, report in PLAN.reports.items() if report.contents_from is not None]
    assert sorted(borrowed) == ["hq-report", "warning"]
    assert [item.id for item in PLAN.reports["hq-report"].contents] == [
        item.id for item in PLAN.reports["initial"].contents
    ]
    assert {str(DUTIES[name].report) for name in ("report-up", "report-i-iii")} == {"hq-report"}


def test_words_of_the_text_stand():
    said = "".join(task.zh for body in (*PLAN.units.values(), *PLAN.groups.values()) for task in body.tasks)
    for words in ("监测预警", "组织疾控机构", "严厉打击", "医药储备", "交通工具", "必要时可邀请"):
        assert words in said
    assert "专家咨询会" in DUTIES["expert-consultation-iv"].zh
    assert "到达指定位置" in DUTIES["members-arrive-iv"].zh
    assert "通报情况" in DUTIES["notify-members-iv"].zh
    assert "宣传报道" in DUTIES["online-opinion"].zh
