"""A small supervision profile, for tests that break one thing at a time or send its reminders."""

TASKS = """\
respond: plan/1
id: testland/tasks
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 督办办法, en: rules of supervision}
kinds: [supervision]
units:
  undertaker: {zh: 承办单位, en: undertaking unit}
  office: {zh: 督查室, en: supervision office}
facts:
  board:
    type: choice
    choices: {daily: {zh: 日常, en: daily}, key: {zh: 重点, en: key}}
    label: {zh: 版块, en: board}
  urgent: {type: flag, label: {zh: 紧急, en: urgent}}
events:
  set_up: {zh: 立项, en: set up, clause: "1"}
  returned: {zh: 退回, en: returned, clause: "1"}
  cleared: {zh: 清零, en: cleared, clause: "1"}
duties:
  - {id: report, zh: 反馈, en: report, unit: undertaker, when: set_up, within: 3 days, clause: "2"}
  - {id: finish, zh: 落实, en: finish, unit: undertaker, when: set_up, due: unstated, clause: "2"}
supervision:
  roles: {undertaker: undertaker}
  opened: set_up
  cleared: cleared
  returned: returned
  board: board
  feedback: [report]
  grades: [{id: good, zh: 良好, en: good}, {id: fair, zh: 合格, en: fair}, {id: poor, zh: 不合格, en: poor}]
  passing: fair
  reminders:
    - id: ahead
      zh: 到期前提醒
      en: reminder ahead
      clause: "3"
      of: [report]
      before: [5 hours]
    - id: urging
      zh: 催办
      en: urging
      clause: "3"
      of: [report]
      when: board == daily
      after: [0 hours]
      every: [{step: 3 hours, to: 1 day}, {step: 2 hours, from: 1 day, to: 2 days}]
      clock: [{days: [3], at: ["08:00"]}]
      to: [office]
      channel: {zh: 短信, en: text message}
    - {id: weekly, zh: 每周提醒, en: weekly, clause: "3", of: [finish], running: [{step: 1 week, from: 1 month}]}
ledger:
  "1": {status: encoded}
  "2": {status: encoded}
  "3": {status: encoded}
"""
