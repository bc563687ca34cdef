"""What every channel can meet: a reminder that did not arrive."""

from respond.errors import Text


class SendError(Exception):
    """A reminder could not be sent, and why; it is tried again later."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)
