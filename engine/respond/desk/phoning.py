"""The telephone numbers a store keeps of bodies, as whoever works with it entered them."""

from collections.abc import Mapping
from typing import Final

from respond.errors import Text
from respond.plan import Contact
from respond.store import Store

CONTACTS: Final = "contacts"
"""The setting that keeps them: by the id or the name of a body its `phones`, `person` and `note`."""


def numbers_kept(store: Store) -> Mapping[str, Contact]:
    """Give the numbers that are kept, by the id or the name of a body, with whom to ask for."""
    kept: Mapping[str, Mapping[str, object]] = store.setting(CONTACTS) or {}
    return {body: _contact(said) for body, said in kept.items()}


def _contact(said: Mapping[str, object]) -> Contact:
    phones = said.get("phones")
    notes = [str(each) for each in (said.get("person"), said.get("note")) if each]
    note = Text("，".join(notes), ", ".join(notes)) if notes else None
    return Contact(tuple(map(str, phones)) if isinstance(phones, list) else (), note=note)
