"""Items under supervision as pages list them: each in a row, and all of them at a glance by their lamps."""

from collections.abc import Sequence

from respond._records import frozen
from respond.desk import Listed, title_of
from respond.errors import Language
from respond.room.pages.visit import Visit
from respond.show import clauses, near_moment, shown_limit
from respond.supervise import ITEM_STATES, LAMPS, SupervisedItem, by_earliest


@frozen(eq=False)
class Row:
    """One item of the list."""

    id: str
    lamp: str
    lamp_words: str
    state: str
    title: str
    undertakers: str
    board: str
    node: str
    limit: str
    cleared: str


@frozen
class Glance:
    """The items that go on: how many have each lamp, and which presses most."""

    lamps: tuple[tuple[str, str, int], ...]
    """Of each lamp its name, its word, and how many items have it."""
    first: Row | None


async def glance(visit: Visit, listed: Sequence[Listed]) -> Glance | None:
    """Give the items among what is listed at a glance; None where there are none, which costs nothing.

    What is not real stands beside real work in no count.
    """
    ids = {
        one.incident
        for one in listed
        if one.supervised and (one.mode == "real" or visit.front.room.store.exercise)
    }
    if not ids:
        return None
    found = (await visit.ask("listItems")).thing.items
    items = [one for one in found if one.incident in ids]
    lamps = tuple(
        (lamp, words.say(visit.lang), sum(one.lamp == lamp for one in items)) for lamp, words in LAMPS.items()
    )
    return Glance(lamps, row_of(items[0], visit.lang) if items else None)


def row_of(one: SupervisedItem, lang: Language) -> Row:
    """Give an item as a row."""
    node = one.next
    limit = shown_limit(node.obligation, one.now, lang) if node is not None else None
    return Row(
        id=one.incident,
        lamp=one.lamp,
        lamp_words=LAMPS[one.lamp].say(lang),
        state=ITEM_STATES[one.state].say(lang),
        title=title_of(one.title.say(lang), one.incident, one.mode, lang),
        undertakers=("、" if lang == "zh" else ", ").join(one.undertakers),
        board=one.board_label.say(lang) if one.board_label is not None else "",
        node=node.label.say(lang) if node is not None else "",
        limit=""
        if node is None or limit is None
        else clauses([" ".join([*limit.due, limit.left]), by_earliest(node, lang)], lang),
        cleared=near_moment(one.cleared, one.now) if one.cleared is not None else "",
    )
