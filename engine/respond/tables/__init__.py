"""Tables of incidents, graded row by row in a database, exactly as one incident is graded.

DuckDB and the library that writes SQL are imported when a table is graded, and not before.
"""

from typing import TYPE_CHECKING

from respond._faces import lazily

if TYPE_CHECKING:
    from respond.tables.graded import Asked, batch
    from respond.tables.grading import Grading, grading_of
    from respond.tables.own_database import DIALECTS, statement
    from respond.tables.sheet_of_batch import batch_sheet
    from respond.tables.single import RowIncident, row_incident
    from respond.tables.summary import Batch, Counted, CountedAt, Refused, Regraded
else:
    __getattr__ = lazily(
        __name__,
        {
            "Asked": "graded",
            "batch": "graded",
            "batch_sheet": "sheet_of_batch",
            "DIALECTS": "own_database",
            "row_incident": "single",
            "RowIncident": "single",
            "statement": "own_database",
            "Batch": "summary",
            "Counted": "summary",
            "CountedAt": "summary",
            "Grading": "grading",
            "grading_of": "grading",
            "Refused": "summary",
            "Regraded": "summary",
        },
    )

__all__ = [
    "DIALECTS",
    "Asked",
    "Batch",
    "Counted",
    "CountedAt",
    "Grading",
    "Refused",
    "Regraded",
    "RowIncident",
    "batch",
    "batch_sheet",
    "grading_of",
    "row_incident",
    "statement",
]
