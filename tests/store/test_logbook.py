"""The rows of an incident come to the answer its file would give."""

from datetime import datetime
from pathlib import Path

import pytest
from logs import NOW, after, draft, open_, tell

from respond import classify, load_incident
from respond.log import incident_from
from respond.store import Draft, Store, incident_of
from respond.yaml import Mapping, Source, data_of, parse, read_source

INCIDENTS = sorted((Path(__file__).parents[2] / "scenarios" / "incidents").glob("*[!d].yaml"))


def test_entries_are_steps_of_the_incident(store):
    open_(store)
    tell(store, "one", draft("observation", 20), minutes=20)
    tell(store, "one", draft("act", 40), minutes=40)
    tell(store, "one", Draft("acknowledgement", after(50), {"key": "x"}), minutes=50)
    text = """\
respond: incident/1
id: one
title: {zh: 疑似疫苗质量事件}
plans: [vaccine-quality]
occurred: 2026-11-21T08:00+08:00
facts: {quality_suspected: yes}
events: {received: 2026-11-21T09:12+08:00}
then:
  - {at: 2026-11-21T09:32+08:00, facts: {deaths: 3+}}
  - {at: 2026-11-21T09:52+08:00, did: [{duty: report-up, by: headquarters}]}
"""
    written = incident_from(Source("one.yaml", text))
    kept = incident_of(store.rows("one"))
    for minutes in (0, 30, 60, 300):
        assert classify(kept, now=after(minutes)) == classify(written, now=after(minutes))


@pytest.mark.parametrize(
    "path", [path for path in INCIDENTS if ".expected" not in path.name], ids=lambda path: path.stem
)
def test_every_shipped_incident_can_be_kept(path, tmp_path):
    node = parse(read_source(path))
    assert isinstance(node, Mapping)
    store = Store(tmp_path / "store.db")
    data = data_of(node)
    steps = data.pop("then", [])
    name = data["id"]
    store.add(name, lambda _: [Draft("opened", NOW, data)], by="x", now=NOW, new=True)
    for step in steps:
        at = datetime.fromisoformat(step.pop("at"))
        store.add(name, lambda _, at=at, step=step: [Draft("observation", at, step)], by="x", now=at)
    kept, written = incident_of(store.rows(name)), load_incident(path)
    assert len(kept.then) == len(written.then)
    if not steps or datetime.fromisoformat(str(written.then[0].at)) >= NOW:
        last = max([NOW, *(each.at for each in written.then)])
        assert classify(kept, now=last).level == classify(written, now=last).level
