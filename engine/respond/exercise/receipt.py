"""The receipt of a report by a body, as it comes of what players do."""

from datetime import datetime

from respond._records import frozen


@frozen
class Receipt:
    """When a body received a report for the first time, and when that was known."""

    unit: str
    at: datetime
    known: datetime
