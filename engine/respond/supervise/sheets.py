"""Items under supervision as sheets: the list, one item, and what was entered of it."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from respond._records import frozen
from respond.desk import Concern, clear_concerns, concern_blocks, title_of, unread_blocks
from respond.errors import Language, Text
from respond.show import (
    COLON,
    Block,
    Bullet,
    Column,
    Line,
    Sheet,
    Style,
    Table,
    TableRow,
    Title,
    bracket,
    clause_words,
    clauses,
    full_moment,
    hinted,
    joined,
    length,
    near_moment,
    section,
    shown_limit,
    state_of,
    typed,
)
from respond.show import STATE as OBLIGATION_STATES
from respond.situation import Placed
from respond.supervise.entering import NotedItem, approval
from respond.supervise.items import Lamp, Linked, Listing, Node, SupervisedItem
from respond.supervise.words import ITEM_STATES, LAMPS, ROLES, STATES, say
from respond.watch import REMINDER_KINDS

_STYLES: dict[Lamp, Style] = {"red": "alarm", "yellow": "notice", "green": ""}
_COLUMNS = (
    Column(""), Column("", "stacked"), Column("", "main"), Column("", "below"), Column("", "below"),
)  # fmt: skip


def listing_sheet(found: Listing, lang: Language) -> Sheet:
    """Give the list of items: lamp, state, title, who is in charge, the node that presses and its limit."""
    lamps = {lamp: sum(one.lamp == lamp for one in found.items) for lamp in LAMPS}
    head = Title(
        say("listing", lang, n=len(found.items)),
        (say("lamps", lang, **lamps), say("now", lang, now=full_moment(found.now)), (typed(found.store),)),
    )
    rows = tuple(_row(one, lang) for one in found.items)
    blocks: list[Block] = [head, Table(_COLUMNS, rows) if rows else Line(say("none", lang))]
    if found.cleared:
        blocks.append(Line(hinted(say("cleared_folded", lang, n=found.cleared), "--all", lang), "dim"))
    if found.other:
        blocks.append(Line(say("other_folded", lang, n=found.other), "dim"))
    return Sheet((*blocks, *unread_blocks(found.unread, lang)), lang)


def _row(one: SupervisedItem, lang: Language) -> TableRow:
    node = one.next
    title = title_of(one.title.say(lang), one.incident, one.mode, lang)
    who = clauses([_roles(one, lang), one.board_label.say(lang) if one.board_label else ""], lang)
    if one.cleared is not None:
        at = say("cleared", lang, at=near_moment(one.cleared, one.now))
        return TableRow(
            (LAMPS[one.lamp].say(lang), ITEM_STATES[one.state].say(lang), title, who, at), style="dim"
        )
    pressing = say("no_node", lang) if node is None else _limit(node, one, lang)
    pressing = clauses([_there(one, lang), pressing], lang)
    lamp, state = LAMPS[one.lamp].say(lang), ITEM_STATES[one.state].say(lang)
    return TableRow((lamp, state, title, who, pressing), style=_STYLES[one.lamp])


def _there(one: SupervisedItem, lang: Language) -> str:
    """Say that the obligation an item is about stands worse than the item, which its lamp shows; else nothing."""
    if one.of is None or not one.worse_there:
        return ""
    return say(
        "lamp_of", lang, label=one.of.label, incident=one.of.incident, state=_state_there(one.of, lang)
    )


def _state_there(of: Linked, lang: Language) -> str:
    """Say how the obligation an item is about stands over there."""
    if of.state is None:
        return say("of_gone", lang)
    near = of.lamp == "yellow" and of.state == "running"
    return STATES["near"].say(lang) if near else OBLIGATION_STATES[of.state].say(lang)


def _roles(one: SupervisedItem, lang: Language) -> str:
    """Name who has which role: `承办：市教育局`."""
    return clauses(
        [f"{_role(role, one, lang)}{COLON[lang]}{joined(list(names), lang)}" for role, names in one.bodies],
        lang,
    )


def _role(role: str, one: SupervisedItem, lang: Language) -> str:
    """Name a role: in the words of the room, or those of the profile for its unit."""
    if role in ROLES:
        return ROLES[role].say(lang)
    unit = one.profile.plan.plan.units[one.profile.given.roles[role]]
    return Text(unit.zh, unit.en).say(lang)


def _limit(node: Node, one: SupervisedItem, lang: Language) -> str:
    """Say what is to be answered, by when, how much time that leaves, and how it stands by the earliest reading."""
    limit = shown_limit(node.obligation, one.now, lang)
    said = f"{node.label.say(lang)}{COLON[lang]}{' '.join([*limit.due, limit.left])}"
    return clauses([said, by_earliest(node, lang)], lang)


def by_earliest(node: Node, lang: Language) -> str:
    """Say how a node stands by the earliest reading of its limit, by which we act, where that is otherwise."""
    return say("by_earliest", lang, state=STATES[node.earliest]) if node.differs else ""


# One item.


def item_sheet(one: SupervisedItem, lang: Language) -> Sheet:
    """Give an item: its bodies, its nodes, what was reported, returned, asked for and graded, and who is urged now."""
    blocks: list[Block] = [
        Title(title_of(one.title.say(lang), one.incident, one.mode, lang), tuple(_placing(one, lang))),
        Line(_standing(one, lang), _STYLES[one.lamp] if one.cleared is None else "good"),
    ]
    if one.of is not None:
        state = _state_there(one.of, lang)
        if one.of.done is not None:
            state += bracket(near_moment(one.of.done, one.now), lang)
        label = one.of.label.say(lang)
        blocks.append(Line(say("of", lang, label=label, incident=one.of.incident, state=state)))
    blocks += section(say("nodes", lang), [_node(node, one, lang) for node in one.nodes])
    blocks += section(say("urged", lang), list(_urged(one, lang)))
    blocks += section(say("feedback", lang), list(_feedback(one, lang)))
    blocks += section(say("more_time", lang), list(_more_time(one, lang)))
    blocks += section(say("returns", lang), list(_returns(one, lang)))
    blocks += section(say("attempts", lang), list(_attempts(one, lang)))
    blocks += section(say("evaluations", lang), list(_evaluations(one, lang)))
    others: list[Block] = [_node(node, one, lang) for node in one.others]
    if one.uncertain:
        others.append(
            Line(
                hinted(say("uncertain", lang, n=one.uncertain), f"respond status {one.incident}", lang), "dim"
            )
        )
    blocks += section(say("others", lang), others)
    if one.cleared is None:
        authority = [*clear_concerns(one.situation, one.profile.plan), *approval(one)]
        blocks += section(say("authority", lang), _rules(authority, lang))
    return Sheet((*blocks, *_readings(one, lang)), lang)


def _readings(one: SupervisedItem, lang: Language) -> list[Block]:
    """Count the readings of the text that bear on the item, and say what shows them with both results."""
    found = [reading for answer in one.situation.answers for reading in answer.readings]
    if not found:
        return []
    decided = sum(reading.decided for reading in found)
    said = say("readings", lang, n=len(found), decided=decided)
    line = hinted(said, f"respond status {one.incident} --full", lang)
    return [Line(line, "notice" if decided else "dim")]


def _placing(one: SupervisedItem, lang: Language) -> Iterator[str]:
    title = f"{one.profile.plan.plan.title.say(lang)}{bracket(str(one.plan), lang)}"
    if one.borrowed and one.area is not None:
        yield say("borrowed", lang, area=one.area) + title
    elif one.area is not None:
        yield say("profile", lang, title=title, area=one.area)
    else:
        yield say("profile_plain", lang, title=title)
    yield _roles(one, lang)
    notes = [
        say("board", lang, board=one.board_label) if one.board_label is not None else "",
        say("source", lang, source=one.source) if one.source is not None else "",
        say("opened", lang, at=full_moment(one.opened)),
    ]
    yield clauses(notes, lang)
    yield say("now", lang, now=full_moment(one.now))


def _standing(one: SupervisedItem, lang: Language) -> str:
    """Give the lamp, the state, and when the next reminder comes."""
    if one.cleared is not None:
        return clauses(
            [say("cleared", lang, at=full_moment(one.cleared)), ITEM_STATES[one.state].say(lang)], lang
        )
    lamp = f"{LAMPS[one.lamp].say(lang)}{bracket(ITEM_STATES[one.state].say(lang), lang)}"
    next_ = one.next_reminder
    reminder = (
        say("no_reminder", lang)
        if next_ is None
        else say("next_reminder", lang, at=near_moment(next_, one.now))
    )
    return clauses([lamp, _there(one, lang), reminder], lang)


def _node(node: Node, one: SupervisedItem, lang: Language) -> Bullet:
    obligation = node.obligation
    state = STATES[node.state].say(lang)
    figures = state_of(obligation, one.now, lang)
    if obligation.done is not None:
        figures = near_moment(obligation.done.at, one.now)
    notes = [
        joined(list(node.units), lang), figures if figures != state else "", clause_words(node.clause, lang),
    ]  # fmt: skip
    below = [clauses(notes, lang)]
    if node.due is not None and node.latest is not None:
        ends = {"due": near_moment(node.due, one.now), "latest": near_moment(node.latest, one.now)}
        below.append(say("two_ends", lang, **ends))
    if node.differs:
        below.append(by_earliest(node, lang))
    style = _STYLES[node.lamp] if obligation.open or node.state == "missed" else ""
    return Bullet(f"{node.label.say(lang)}{COLON[lang]}{state}", tuple(below), "!" if style else "·", style)


def _urged(one: SupervisedItem, lang: Language) -> Iterator[Block]:
    names = {node.id: node.label for node in (*one.nodes, *one.others)}
    for each in one.urged:
        if each.node in names:
            kind = REMINDER_KINDS[each.kind].say(lang)
            words = {"kind": kind, "node": names[each.node], "to": joined(list(each.to), lang)}
            yield Bullet(f"{near_moment(each.at, one.now)}  {say('urged_line', lang, **words)}")


def _feedback(one: SupervisedItem, lang: Language) -> Iterator[Block]:
    for each in one.feedback:
        label = next((node.label.say(lang) for node in one.nodes if node.id == each.node), each.node)
        words = each.text.say(lang) if each.text is not None else label
        yield Bullet(f"{near_moment(each.at, one.now)}  {words}", (clauses([each.by or "", label], lang),))


def _more_time(one: SupervisedItem, lang: Language) -> Iterator[Block]:
    for each in one.applications:
        label = next((node.label.say(lang) for node in one.nodes if node.id == each.node), each.node)
        notes = [label, say("until", lang, at=full_moment(each.until)) if each.until is not None else ""]
        if each.ahead is not None:
            key = "ahead" if each.ahead.total_seconds() >= 0 else "after"
            notes.append(say(key, lang, time=length(each.ahead, lang)))
        if not one.consented(each):
            notes.append(say("not_granted", lang))
        head = say("applied", lang, by=each.by, plan=each.plan)
        yield Bullet(f"{near_moment(each.at, one.now)}  {head}", (clauses(notes, lang),))
    for at in one.extended:
        yield Bullet(f"{near_moment(at, one.now)}  {say('granted', lang)}")


def _returns(one: SupervisedItem, lang: Language) -> Iterator[Block]:
    for each in one.returns:
        text = each.text.say(lang) if each.text is not None else ""
        yield Bullet(f"{near_moment(each.at, one.now)}  {text}", (each.by or "",))


def _attempts(one: SupervisedItem, lang: Language) -> Iterator[Block]:
    for number, each in enumerate(one.attempts, 1):
        said = say("agreed" if each.agreed else "not_agreed", lang)
        text = each.text.say(lang) if each.text is not None else ""
        yield Bullet(
            f"{number}. {near_moment(each.at, one.now)}  {clauses([each.with_, said, text], lang)}",
            (each.by,),
        )


def _evaluations(one: SupervisedItem, lang: Language) -> Iterator[Block]:
    for each in one.evaluations:
        stops = "" if each.passes else bracket(say("not_passing", lang), lang)
        yield Bullet(f"{near_moment(each.at, one.now)}  {each.label.say(lang)}{stops}", (each.by,))


def _rules(concerns: Sequence[Concern], lang: Language) -> list[Block]:
    return [Bullet(each.text.say(lang) + _cited(each, lang)) for each in concerns]


def _cited(each: Concern, lang: Language) -> str:
    return bracket(clause_words(each.clause, lang), lang) if each.clause else ""


# What was entered.


@frozen
class NotedItemData:
    """What an entry came to, as it is written to JSON: its number, what is to be known of it, the item since."""

    incident: str
    number: int
    concerns: tuple[Concern, ...]
    item: SupervisedItem

    @property
    def schema(self) -> Annotated[Literal["noted/1"], Placed(before="incident")]:
        """Give the name of the contract its JSON keeps."""
        return "noted/1"


def noted_data(noted: NotedItem) -> NotedItemData:
    """Give what was entered as it is written to JSON."""
    return NotedItemData(noted.item.incident, noted.number, noted.concerns, noted.item)


def noted_sheet(noted: NotedItem, lang: Language) -> Sheet:
    """Give what was entered, what of it is to be known, and in short how the item stands since."""
    one = noted.item
    blocks: list[Block] = [Line(say("entered", lang, incident=one.incident, n=noted.number), "good")]
    blocks += concern_blocks(noted.concerns, say("concerns", lang), lang)
    blocks.append(Table(_COLUMNS, (_row(one, lang),)))
    if one.borrowed and one.area is not None:
        blocks.append(Line(next(_placing(one, lang)), "notice"))
    return Sheet(
        (*blocks, Line((typed(f"{say('all_of_it', lang)}respond supervise status {one.incident}"),), "dim")),
        lang,
    )
