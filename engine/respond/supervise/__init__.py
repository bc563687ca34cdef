"""Supervision (督办): items set up under a profile, followed node by node, cleared, and counted in circulars."""

from respond.supervise.circular import (
    Circular,
    CountedGroup,
    Doubtful,
    ItemCounts,
    Period,
    Share,
    percent,
    period_of,
    report,
)
from respond.supervise.circular_sheets import checked_circular_sheet, report_sheet
from respond.supervise.entering import ExtensionRequest, NotedItem, Opening, Supervisor, clearing_concerns
from respond.supervise.items import Lamp, Listing, Node, NodeState, SupervisedItem, item, items
from respond.supervise.profile import ROLES, Profile, profile_named
from respond.supervise.published import (
    CheckedCircular,
    Contradiction,
    PublishedCircular,
    check_circular,
    load_circular,
)
from respond.supervise.sheets import (
    NotedItemData,
    by_earliest,
    item_sheet,
    listing_sheet,
    noted_data,
    noted_sheet,
)
from respond.supervise.words import ITEM_STATES, LAMPS, STATES
from respond.supervise.words import WORDS as ITEM_WORDS

__all__ = [
    "ITEM_STATES",
    "ITEM_WORDS",
    "LAMPS",
    "ROLES",
    "STATES",
    "CheckedCircular",
    "Circular",
    "Contradiction",
    "CountedGroup",
    "Doubtful",
    "ExtensionRequest",
    "ItemCounts",
    "Lamp",
    "Listing",
    "Node",
    "NodeState",
    "NotedItem",
    "NotedItemData",
    "Opening",
    "Period",
    "Profile",
    "PublishedCircular",
    "Share",
    "SupervisedItem",
    "Supervisor",
    "by_earliest",
    "check_circular",
    "checked_circular_sheet",
    "clearing_concerns",
    "item",
    "item_sheet",
    "items",
    "listing_sheet",
    "load_circular",
    "noted_data",
    "noted_sheet",
    "percent",
    "period_of",
    "profile_named",
    "report",
    "report_sheet",
]
