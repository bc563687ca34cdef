"""What a reader wants to see of a situation, and in which language."""

from respond._records import frozen
from respond.errors import Language


@frozen
class View:
    """The language and the amount: `full` leaves nothing out, `why` lists every criterion with its values.

    `why_not` asks, by its name or words, what keeps the answer from a level; `all_bodies` lists what others than the
    desk owe.
    """

    lang: Language = "zh"
    full: bool = False
    why: bool = False
    why_not: str | None = None
    all_bodies: bool = False

    def few(self, usual: int) -> int | None:
        """Give how many entries a list shows: `usual`, or all of them."""
        return None if self.full else usual
