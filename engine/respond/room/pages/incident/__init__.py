"""The pages of one incident: a head that stays, and sections that are plain links."""

from functools import partial

from starlette.routing import BaseRoute

from respond.room.front import Front
from respond.room.pages.incident import assuming, curve, deciding, duties, facts, log, now, papers
from respond.room.pages.incident.section import Section, enter, show
from respond.room.pages.visit import page

SECTIONS: tuple[Section, ...] = (
    now.SECTION, facts.SECTION, duties.SECTION, log.SECTION, papers.SECTION, deciding.SECTION, assuming.SECTION,
    curve.SECTION,
)  # fmt: skip


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of these pages."""
    found: list[BaseRoute] = []
    for each in SECTIONS:
        path = f"/incidents/{{incident}}/{each.name}".removesuffix("/")
        name = f"incident-{each.name or 'now'}"
        found.append(page(front, path, partial(show, each, SECTIONS), name=name, permission="read"))
        if each.enter is not None:
            entering = partial(enter, each, SECTIONS)
            found.append(
                page(front, path, entering, name=f"{name}-enter", methods=("POST",), permission="read")
            )
    return found
