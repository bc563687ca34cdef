"""Incidents to keep, and entries of every kind."""

from datetime import datetime, timedelta

from respond.store import Draft

NOW = datetime.fromisoformat("2026-11-21T09:12+08:00")
BODIES = {
    "observation": {"facts": {"deaths": "3+"}},
    "event": {"events": {"verified": None}},
    "act": {"did": [{"duty": "report-up", "by": "headquarters"}]},
    "note": {"note": {"zh": "电话：医院说还有两人"}},
    "declaration": {"declared": [{"level": "II", "by": "县指挥部", "reason": {"zh": "扩大"}}]},
}


def after(minutes: int) -> datetime:
    """Give a moment so many minutes after the incident was opened."""
    return NOW + timedelta(minutes=minutes)


def opening(name: str) -> dict:
    """Give the report that opens an incident."""
    return {
        "respond": "incident/1",
        "id": name,
        "title": {"zh": "疑似疫苗质量事件"},
        "plans": ["vaccine-quality"],
        "occurred": "2026-11-21T08:00+08:00",
        "facts": {"quality_suspected": "yes"},
        "events": {"received": "2026-11-21T09:12+08:00"},
    }


def draft(kind: str = "note", minutes: int = 1, **more) -> Draft:
    """Give an entry of a kind."""
    return Draft(kind, after(minutes), BODIES[kind], **more)


def open_(store, name: str = "one", by: str = "值班室"):
    """Open an incident in a store."""
    return store.add(name, lambda _: [Draft("opened", NOW, opening(name))], by=by, now=NOW, new=True)


def tell(store, name: str = "one", *drafts: Draft, minutes: int = 1, **more):
    """Add entries to an incident."""
    return store.add(name, lambda _: drafts or [draft()], by="值班室", now=after(minutes), **more)
