"""A supervision profile: what makes a plan one for tasks under supervision, and the reminders its text orders."""

from attrs import Factory

from respond._records import frozen
from respond.errors import Place, Text
from respond.plan.entry import Standing, place_field


@frozen
class Mark:
    """One grade of an evaluation, such as 优秀 (excellent)."""

    id: str
    zh: str
    en: str


@frozen
class Repeat:
    """Again and again, each time `step` after the last: the first one `step` after `from`, the last no later than `to`.

    Without `to` it goes on.
    """

    step: str
    from_: str | None = None
    to: str | None = None
    place: Place | None = place_field()


@frozen
class ClockTimes:
    """Clock times of some days, the first of which is the day after that of the limit."""

    days: tuple[int, ...]
    at: tuple[str, ...]
    place: Place | None = place_field()


@frozen
class ReminderRule:
    """When the text has reminders sent of some duties, and to whom, in place of whatever rhythm a reader uses.

    `of` names the duties, and `when` the cases. `before` are lengths ahead of the limit; `after` and `every` count from
    it, `clock` goes by the days after it, and `running` counts from what the duty itself runs from. `to` names the
    bodies told, its owners where it names none, and `channel` how, in words. Whatever ends the duty ends them.
    """

    id: str
    zh: str
    en: str
    clause: str
    of: tuple[str, ...]
    when: str | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    every: tuple[Repeat, ...] = ()
    clock: tuple[ClockTimes, ...] = ()
    running: tuple[Repeat, ...] = ()
    to: tuple[str, ...] = ()
    copy: tuple[str, ...] = ()
    channel: Text | None = None
    standing: Standing = "confirmed"
    source: Text | None = None
    note: Text | None = None
    place: Place | None = place_field()

    @property
    def label(self) -> Text:
        """Give what it is called."""
        return Text(self.zh, self.en)


@frozen
class MoreTime:
    """How more time is asked for: by which event, and which flag of each duty says that it needs it."""

    event: str
    clause: str
    says: dict[str, str] = Factory(dict)
    place: Place | None = place_field()


@frozen
class Consent:
    """The consent of those an item serves: the count of talks without it, and the event that they agreed.

    `otherwise` is the event by which an item can be cleared without it.
    """

    talks: str
    agreed: str
    clause: str
    otherwise: str | None = None
    place: Place | None = place_field()


@frozen
class Supervision:
    """What makes a plan a supervision profile, by which an item is set up, followed and cleared.

    `roles` says which of the plan's units stand for a body that every item names anew, such as its undertaker.
    `board` is the fact that says to which of several boards an item belongs. `opened`, `returned`, `extended` and
    `cleared` are the events of an item's life, `feedback` the duties by which its nodes are answered, `put_right`
    those that a return begins and that the next feedback answers, of whichever node. `grades` are those of an
    evaluation, the best first, and `passing` the lowest that lets an item be cleared; `graded` is the fact that
    holds it. `closing` is the duty that arises once everybody has approved the clearing. The `area` of the plan is
    the one it was issued for: elsewhere it is a borrowed profile.
    """

    roles: dict[str, str]
    opened: str
    cleared: str
    clause: str | None = None
    board: str | None = None
    returned: str | None = None
    extended: str | None = None
    feedback: tuple[str, ...] = ()
    put_right: tuple[str, ...] = ()
    grades: tuple[Mark, ...] = ()
    passing: str | None = None
    graded: str | None = None
    closing: str | None = None
    more_time: MoreTime | None = None
    consent: Consent | None = None
    reminders: tuple[ReminderRule, ...] = ()
    place: Place | None = place_field()
