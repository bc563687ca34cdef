"""A small supervision profile with all a room uses: roles, boards, nodes, more time, consent, grades, who clears."""

SUPERVISION = """\
respond: plan/1
id: testland/watchful
edition: {name: "2017", in_force: {from: 2017-01-01}}
title: {zh: 测试市督办办法, en: Testland rules of supervision}
area: {zh: 某省测试市, en: Testland}
kinds: [supervision]
seat: initiator
units:
  undertaker: {zh: 承办单位, en: undertaking unit}
  assisting: {zh: 协办单位, en: assisting unit}
  initiator: {zh: 立项单位, en: initiating unit}
  office: {zh: 督查室, en: supervision office}
  mayor: {zh: 分管副市长, en: deputy mayor}
  commission: {zh: 发改委主要负责人, en: head of the commission}
facts:
  board:
    type: choice
    choices: {daily: {zh: 日常事项, en: daily}, project: {zh: 重点工程, en: project}}
    label: {zh: 版块, en: board}
  large: {type: flag, label: {zh: 重大复杂, en: large and complex}}
  beyond_7_days: {type: flag, label: {zh: 7天内无法办结, en: cannot be solved in 7 days}}
  talks: {type: count, unit: time, label: {zh: 沟通未果次数, en: talks without agreement}}
  grade:
    type: choice
    judgement: true
    by: initiator
    label: {zh: 评价等次, en: grade}
    choices:
      excellent: {zh: 优秀, en: excellent}
      good: {zh: 良好, en: good}
      fair: {zh: 合格, en: qualified}
      poor: {zh: 不合格, en: not qualified}
events:
  set_up: {zh: 立项, en: set up, clause: "1"}
  returned: {zh: 退回, en: returned, clause: "4"}
  more_time_asked: {zh: 申请延期, en: more time asked for, clause: "5"}
  extended: {zh: 同意延期, en: more time granted, clause: "5"}
  agreed: {zh: 服务对象同意, en: those served agree, clause: "6"}
  checked: {zh: 经核验可销号, en: checked, clause: "6"}
  approved: {zh: 批准销号, en: clearing approved, clause: "6"}
  cleared: {zh: 销号, en: cleared, clause: "6"}
duties:
  - id: plan-it
    zh: 研究部署
    en: plan it
    unit: undertaker
    with: [assisting]
    when: set_up
    within: 1 day
    counted: from-start
    clause: "2"
  - id: report-back
    zh: 反馈办理情况
    en: report back
    unit: undertaker
    with: [assisting]
    to: [initiator]
    when: set_up
    within: 3 days
    counted: from-start
    clause: "2"
  - id: solve
    zh: 解决一般问题
    en: solve it
    unit: undertaker
    when: set_up and not large
    within: 7 days
    counted: from-start
    clause: "2"
    ends: [extended, cleared]
    interpretations: []
  - {id: review, zh: 审核, en: review, unit: initiator, when: met(solve), due: unstated, clause: "3"}
  - id: ask-more-time
    zh: 提前2天申请延期
    en: ask for more time 2 days ahead
    unit: undertaker
    to: [initiator]
    when: set_up and beyond_7_days
    within: 7 days less 2 days
    after: set_up
    fulfilled_by: more_time_asked
    clause: "5"
  - {id: tell-dissent, zh: 书面报告分歧, en: report the dissent, unit: undertaker, to: [initiator],
     when: talks >= 3 and not agreed, due: unstated, clause: "6"}
  - {id: put-it-right, zh: 限期整改, en: put it right in time, unit: undertaker, to: [initiator], when: returned,
     due: as-prescribed, after: returned, ends: [cleared], clause: "4"}
  - {id: close, zh: 销号, en: clear it, unit: initiator, when: approved@mayor or approved@commission, due: promptly,
     fulfilled_by: cleared, clause: "6"}
changes:
  - id: clear-daily
    kind: end
    zh: 日常事项由分管副市长批准销号
    en: the deputy mayor clears daily items
    clause: "6"
    decided_by: mayor
    when: board == daily
  - id: clear-project
    kind: end
    zh: 重点工程由发改委主要负责人批准销号
    en: the head of the commission clears projects
    clause: "6"
    decided_by: commission
    when: board == project
supervision:
  clause: "1"
  roles: {undertaker: undertaker, assisting: assisting, initiator: initiator}
  opened: set_up
  returned: returned
  extended: extended
  cleared: cleared
  board: board
  feedback: [plan-it, report-back, solve, put-it-right]
  put_right: [put-it-right]
  grades:
    - {id: excellent, zh: 优秀, en: excellent}
    - {id: good, zh: 良好, en: good}
    - {id: fair, zh: 合格, en: qualified}
    - {id: poor, zh: 不合格, en: not qualified}
  passing: fair
  graded: grade
  closing: close
  more_time: {event: more_time_asked, says: {solve: beyond_7_days}, clause: "5"}
  consent: {talks: talks, agreed: agreed, otherwise: checked, clause: "6"}
  reminders:
    - {id: ahead, zh: 到期前提醒, en: reminder ahead, clause: "3", of: [plan-it, report-back], before: [5 hours]}
    - {id: day-ahead, zh: 到期前提醒, en: reminder ahead, clause: "3", of: [solve], before: [1 day]}
    - id: urging
      zh: 催办
      en: urging
      clause: "3"
      of: [plan-it, report-back, solve]
      every: [{step: 3 hours, to: 1 day}, {step: 2 hours, from: 1 day, to: 2 days}]
    - {id: office, zh: 督查室督办, en: the office urges, clause: "3", of: [plan-it, report-back, solve],
       after: [3 days], to: [office]}
ledger:
  "1": {status: encoded}
  "2": {status: encoded}
  "3": {status: encoded}
  "4": {status: encoded}
  "5": {status: encoded}
  "6": {status: encoded}
""".replace("    interpretations: []\n", "")
