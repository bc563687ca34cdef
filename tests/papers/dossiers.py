"""Incidents to make papers of, and what papers say."""

from datetime import datetime, timedelta

import pytest

from respond import read_incident
from respond.api import default_library
from respond.errors import RespondError
from respond.papers import Dossier, ReportDraft, dossier_of, report

NOW = datetime.fromisoformat("2026-11-21T09:12+08:00")
LIBRARY = default_library()

HEAD = """\
respond: incident/1
id: one
title: {zh: 示例疫苗事件, en: a vaccine incident}
plans: [vaccine-quality]
occurred: 2026-11-21T08:00+08:00
where: {zh: 某镇卫生院, en: a town hospital}
sources: {hospital: {zh: 县医院, en: county hospital}}
facts:
  quality_suspected: yes
  deaths: {value: 3, source: hospital, as_of: 2026-11-21T09:00+08:00}
events: {received: 2026-11-21T09:12+08:00}
"""
SENT = """\
  - at: 2026-11-21T09:30+08:00
    did: [{duty: report-up, by: headquarters, number: 一号}]
"""


def after(minutes: int) -> datetime:
    """Give a moment so many minutes after the incident was known."""
    return NOW + timedelta(minutes=minutes)


def step(minutes: int, facts: str, *more: str) -> str:
    """Give a step of an incident file that tells facts."""
    lines = [f"  - at: {after(minutes).isoformat()}", *([f"    facts: {{{facts}}}"] if facts else [])]
    return "\n".join([*lines, *(f"    {line}" for line in more)]) + "\n"


def dossier(*steps: str, minutes: int = 60, head: str = HEAD) -> Dossier:
    """Read an incident for papers."""
    text = head + ("then:\n" + "".join(steps) if steps else "")
    return dossier_of(read_incident(text), LIBRARY, now=after(minutes))


def drafted(*steps: str, kind: str = "initial", minutes: int = 60, head: str = HEAD, **how) -> ReportDraft:
    """Draft a report of the headquarters, or of whoever is named."""
    return report(dossier(*steps, minutes=minutes, head=head), kind, **how)


def said(draft: ReportDraft, lang: str = "zh") -> str:
    """Give all a draft says."""
    return "\n".join(each.text.say(lang) for each in draft.statements)


def refused(call, *codes: str) -> RespondError:
    """Give the error a call raises, which must have these codes and no others."""
    with pytest.raises(RespondError) as raised:
        call()
    assert [each.code for each in raised.value.faults] == list(codes)
    return raised.value
