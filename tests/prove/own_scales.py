"""Small sound plans of other scales: five levels, one level, and responses alone."""

_HEAD = """\
respond: plan/1
id: testland/severity
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {en: Severity of outages}
kinds: [outage]
"""
_BODY = """\
units:
  crew: {en: the crew on call, clause: "1"}
facts:
  users: {type: count, unit: person, worse: up, label: {en: users affected}, clause: "1"}
  cost: {type: quantity, unit: 万元, worse: up, label: {en: cost}, clause: "1"}
"""
_TAIL = 'ledger: {"1": {status: encoded}, "2": {status: encoded}}\n'
_RESPONSE_SCALE = """\
response_scale:
  - {id: full, en: all hands}
  - {id: light, en: one team}
"""

FIVE = f"""\
{_HEAD}level_scale:
  - {{id: SEV1, en: "SEV1: everybody is affected", short: {{en: SEV1}}, colour: {{en: red}}}}
  - {{id: SEV2, en: "SEV2: many are affected", short: {{en: SEV2}}}}
  - {{id: SEV3, en: "SEV3: some are affected", short: {{en: SEV3}}}}
  - {{id: SEV4, en: "SEV4: a few are affected", short: {{en: SEV4}}, clause: "1"}}
  - {{id: SEV5, en: "SEV5: nobody is affected yet", short: {{en: SEV5}}}}
below: {{en: no outage}}
{_RESPONSE_SCALE}{_BODY}levels:
  SEV1: [{{id: sev1, when: users >= 10000, clause: "1"}}]
  SEV2: [{{id: sev2, when: 1000 <= users < 10000, clause: "1"}}]
  SEV3: [{{id: sev3, when: 100 <= users < 1000, clause: "1"}}]
  SEV4: [{{id: sev4, when: 10 <= users < 100, clause: "1"}}]
  SEV5: [{{id: sev5, when: 1 <= users < 10, clause: "1"}}]
responses:
  full: {{when: level >= SEV2, clause: "2"}}
  light: {{when: level == SEV3 or level == SEV4, clause: "2"}}
duties:
  - {{id: page, en: page the crew, when: received and level >= SEV3, after: received, unit: crew, within: 15 minutes, clause: "2"}}
measures:
  - {{id: bridge, en: open a bridge, response: [full], unit: crew, due: immediately, clause: "2"}}
{_TAIL}"""

ONE = f"""\
{_HEAD}level_scale:
  - {{id: major, en: major incident}}
below: {{en: not a major incident, covers: everything else, clause: "2"}}
{_BODY}levels:
  major: [{{id: many, when: users >= 1000, clause: "1"}}, {{id: dear, when: cost >= 10 万元, clause: "1"}}]
{_TAIL}"""

RESPONSES = f"""\
{_HEAD}{_RESPONSE_SCALE}{_BODY}responses:
  full: {{when: users >= 1000, clause: "2"}}
  light: {{when: 10 <= users < 1000, clause: "2"}}
{_TAIL}"""

PLANS = {"five": FIVE, "one": ONE, "responses": RESPONSES}
WHERE = "testland/severity/2020"
NAME = "testland/severity"


def swapped(text, *changes):
    """Give a text with some pieces of it changed, each of which must be there."""
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    return text
