"""A small sound plan for tests that break one thing at a time."""

from pathlib import Path

SMALL = """\
respond: plan/1
id: testland/spill
edition: {name: "2020", in_force: {from: 2020-01-01, to: 2029-12-31}}
title: {zh: 测试县泄漏事件预案, en: Testland spill plan}
kinds: [spill]
units:
  bureau: {zh: 县环境局, en: county environment bureau, role: lead, clause: "1"}
  government: {zh: 县政府, en: county government, role: government, clause: "1"}
facts:
  area: {type: quantity, unit: ha, worse: up, label: {zh: 污染面积, en: polluted area}, clause: "2"}
  injured: {type: count, unit: person, worse: up, label: {zh: 受伤人数, en: injured}, clause: "2"}
  houses: {type: count, unit: household, min: "1", label: {zh: 户数, en: households}, clause: "2"}
  river: {type: flag, worse: up, label: {zh: 流入河道, en: reached a river}, clause: "2"}
  grave: {type: flag, judgement: true, by: bureau, label: {zh: 危害特别严重, en: especially grave}, clause: "2"}
  season_day: {type: date, label: {zh: 汛期日期, en: flood day}, clause: "2"}
derived:
  share: {formula: injured / houses, label: {zh: 每户受伤, en: injured a household}}
windows:
  flood: {from: "06-01", to: "09-30", zh: 汛期, en: flood season, clause: "2"}
events:
  sealed: {zh: 封堵, en: sealed, clause: "3"}
levels:
  I: [{id: I-area, when: area >= 100 ha, clause: "2"}, {id: I-grave, when: grave, clause: "2"}]
  II: [{id: II-area, when: 10 ha <= area < 100 ha, clause: "2"}]
  III: [{id: III-injured, when: injured >= 3 and river, clause: "2"}]
responses:
  I: {when: level == I, includes: [II], clause: "3"}
  II: {when: level == II, clause: "3"}
measures:
  - {id: close-river, zh: 封闭河道, en: close the river, unit: bureau, response: [II], due: immediately, clause: "3"}
reports:
  initial: {zh: 首报, en: initial report, kind: initial, clause: "3", contents: [{id: place, zh: 地点, en: place}]}
duties:
  - id: tell
    zh: 报告县政府
    en: tell the county government
    when: received
    unit: bureau
    report: initial
    to: [government]
    within: 1 hour
    clause: "3"
  - {id: sum-up, zh: 总结, en: sum up, when: terminated, unit: bureau, within: 2 weeks, clause: "3"}
interpretations:
  - id: river-word
    clause: "2"
    question: {zh: 河道是否含水渠, en: whether a river includes canals}
    reading: {zh: 不含, en: it does not}
    touches: [III-injured]
    rejected: [{zh: 含, en: it does, instead: {III-injured: injured >= 3}}]
ledger:
  "1": {status: encoded}
  "2": {status: encoded}
  "3": {status: encoded}
  "4": {status: not-executable, reason: {zh: 附则, en: supplementary}}
"""


def shelve(root: Path, text: str = SMALL, where: str = "testland/spill/2020") -> Path:
    """Put a plan on a shelf below a folder and give the folder."""
    path = root / f"{where}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return root


def owed_in(situation):
    """Say of every duty how its last occasion stands: owed, provisional, or the state it ended in."""
    last = {one.duty: one for one in sorted(situation.obligations, key=lambda one: one.round)}
    return {
        name: ("provisional" if one.provisional else "owed") if one.open else one.state
        for name, one in last.items()
    }
