"""The log of an incident: its file, its entries, what was known at a moment."""

from typing import TYPE_CHECKING

from respond._faces import lazily
from respond.log.description import (
    DESCRIPTORS,
    Described,
    Description,
    Descriptor,
    described,
    entries_in_force,
    entry_of,
    is_described,
    is_of_region,
)
from respond.log.entries import (
    Act,
    Declaration,
    Entry,
    Happened,
    Held,
    Holding,
    Inability,
    Lengthening,
    Moved,
    Step,
    Withdrawal,
    turns_of,
)
from respond.log.files import (
    check_addressees,
    check_regions,
    incident_from,
    load_incident,
    read_incident,
    told_nobody,
)
from respond.log.incident import MODE_MARKS, Bodies, Declared, DeclaredLevel, Did, IncidentFile, Mode, Then
from respond.log.log import Log
from respond.log.made import make_incident
from respond.log.moments import (
    Occurrence,
    begin_of,
    day_of,
    is_presumed,
    occurrence_of,
    read_moment,
    read_occurrence,
)
from respond.log.names import fact_named, is_duty
from respond.log.quick import Assumed, in_zone, named_values, quick_incident, with_done
from respond.log.region import is_region, region_fault
from respond.log.vocabulary import happens_once

if TYPE_CHECKING:
    from respond.log.rows import (
        KINDS,
        Draft,
        Last,
        Row,
        RowKind,
        canonical,
        chained,
        hash_of,
        origin_of,
        rehashed,
        stamp,
    )
else:
    __getattr__ = lazily(
        __name__,
        {
            "KINDS": "rows",
            "Draft": "rows",
            "Last": "rows",
            "Row": "rows",
            "RowKind": "rows",
            "canonical": "rows",
            "chained": "rows",
            "hash_of": "rows",
            "origin_of": "rows",
            "rehashed": "rows",
            "stamp": "rows",
        },
    )

__all__ = [
    "DESCRIPTORS",
    "KINDS",
    "MODE_MARKS",
    "Act",
    "Assumed",
    "Bodies",
    "Declaration",
    "Declared",
    "DeclaredLevel",
    "Described",
    "Description",
    "Descriptor",
    "Did",
    "Draft",
    "Entry",
    "Happened",
    "Held",
    "Holding",
    "Inability",
    "IncidentFile",
    "Last",
    "Lengthening",
    "Log",
    "Mode",
    "Moved",
    "Occurrence",
    "Row",
    "RowKind",
    "Step",
    "Then",
    "Withdrawal",
    "begin_of",
    "canonical",
    "chained",
    "check_addressees",
    "check_regions",
    "day_of",
    "described",
    "entries_in_force",
    "entry_of",
    "fact_named",
    "happens_once",
    "hash_of",
    "in_zone",
    "incident_from",
    "is_described",
    "is_duty",
    "is_of_region",
    "is_presumed",
    "is_region",
    "load_incident",
    "make_incident",
    "named_values",
    "occurrence_of",
    "origin_of",
    "quick_incident",
    "read_incident",
    "read_moment",
    "read_occurrence",
    "region_fault",
    "rehashed",
    "stamp",
    "told_nobody",
    "turns_of",
    "with_done",
]
