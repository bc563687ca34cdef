"""One entry of the error catalogue."""

from respond._records import frozen
from respond.errors.text import Text


@frozen
class OnPages:
    """What is said in place of words that name a command or an option, to whoever has a page or a program before him."""

    problem: Text | None = None
    expected: Text | None = None
    help: Text | None = None


@frozen
class Entry:
    """The wording of one kind of fault; `{name}` fields are filled with what was found."""

    code: str
    problem: Text
    expected: Text | None = None
    help: Text | None = None
    on_pages: OnPages = OnPages()

    @property
    def for_pages(self) -> "Entry":
        """Give the wording as the pages of a duty room have it."""
        said = self.on_pages
        return Entry(
            self.code, said.problem or self.problem, said.expected or self.expected, said.help or self.help
        )
