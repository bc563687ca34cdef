"""Whatever is entered in whatever order, the store comes to the answer of the plain list of what was accepted."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from logs import NOW, opening

from respond import classify
from respond.api import default_library
from respond.desk import Decision, Desk
from respond.errors import RespondError
from respond.log import incident_from
from respond.store import Store, exported, incident_of, verify
from respond.yaml import Source, write
from stores import new_database

LEVELS = st.sampled_from(["I", "II", "III", "IV"])
MINUTES = st.integers(-10, 90)
"""How far the clock of whoever enters goes on; sometimes it was set back."""


class Incident(RuleBasedStateMachine):
    """Two desks at one store enter what comes, beside a list of the steps of an incident file."""

    place = ""
    key = None

    def __init__(self) -> None:
        super().__init__()
        self.now = self.known = NOW
        self.steps: list[dict] = []
        self.rows = 1
        self.closed = False
        self.corrected: dict[str, dict] = {}
        self.stores: list[Store] = []

    @initialize()
    def open(self) -> None:
        self.where = type(self).new_place()
        self.sit_down()
        self.desks[0].open(opening("one"), now=NOW)

    def sit_down(self) -> None:
        for store in self.stores:
            store.close()
        self.stores = [Store(self.where, key=self.key) for _ in range(2)]
        self.desks = [
            Desk(store, default_library(), by=f"{number}号席") for number, store in enumerate(self.stores)
        ]

    def teardown(self) -> None:
        for store in self.stores:
            store.close()

    def enter(self, minutes, desk, enter, step, *, after_closing=False, ends=False, again=False) -> bool:
        """Enter something at a desk and in the list, where neither or both of them take it.

        What `ends` the response is refused at a desk where it has ended, and what says the last one of its kind
        `again`, as a file does not.
        """
        self.now = max(self.now + timedelta(minutes=minutes), NOW)
        known = max(self.known, self.now)
        told = [*self.steps, {"at": known.isoformat(), **step}]
        refuses = (self.closed and not after_closing) or not self.sound(told, known)
        refuses = refuses or again or (ends and self.ended(known))
        try:
            entered = enter(self.desks[desk])
        except RespondError as error:
            assert refuses, error.render("en")
            return False
        assert not refuses, step
        self.steps, self.known, self.rows = told, known, self.rows + len(entered.rows)
        assert entered.number == self.rows
        assert entered.situation.to_json() == classify(self.file(), now=known).to_json()
        return True

    def file(self, steps=None):
        """Read the list as an incident file."""
        data = {**opening("one"), "then": self.steps if steps is None else steps}
        return incident_from(Source("model.yaml", write(data, flags=True)))

    def sound(self, steps, now) -> bool:
        try:
            classify(self.file(steps), now=now)
        except RespondError:
            return False
        return True

    def ended(self, now) -> bool:
        return classify(self.file(), now=now).leading.response.ended is not None

    def how(self) -> Decision:
        return Decision("headquarters", self.now, "理由", seen=self.rows)

    @rule(
        minutes=MINUTES,
        desk=st.integers(0, 1),
        deaths=st.sampled_from(["0", "1", "3+", "2..6", "unknown", "x"]),
    )
    def update(self, minutes, desk, deaths) -> None:
        step = {"facts": {"deaths": deaths}}
        self.enter(minutes, desk, lambda at: at.update("one", {"deaths": deaths}, now=self.now), step)

    @rule(
        minutes=MINUTES,
        desk=st.integers(0, 1),
        name=st.sampled_from(["verified", "harm_contained", "verifed"]),
    )
    def event(self, minutes, desk, name) -> None:
        step = {"events": {name: None}}
        self.enter(minutes, desk, lambda at: at.event("one", name, now=self.now), step)

    @rule(
        minutes=MINUTES,
        desk=st.integers(0, 1),
        duty=st.sampled_from(["report-up", "evaluate-and-grade", "none"]),
    )
    def did(self, minutes, desk, duty) -> None:
        step = {"did": [{"duty": duty}]}
        enter = lambda at: at.did("one", duty, now=self.now)  # noqa: E731
        self.enter(minutes, desk, enter, step, after_closing=True)

    @rule(minutes=MINUTES, desk=st.integers(0, 1))
    def unable(self, minutes, desk) -> None:
        step = {"unable": [{"duty": "report-up", "reason": {"zh": "断线"}}]}
        self.enter(minutes, desk, lambda at: at.unable("one", "report-up", now=self.now, reason="断线"), step)

    @rule(minutes=MINUTES, desk=st.integers(0, 1))
    def note(self, minutes, desk) -> None:
        step = {"note": {"zh": "电话"}}
        self.enter(minutes, desk, lambda at: at.note("one", "电话", now=self.now), step, after_closing=True)

    @rule(minutes=MINUTES, desk=st.integers(0, 1), level=LEVELS)
    def declare(self, minutes, desk, level) -> None:
        step = {"declared": [{"level": level, "by": "headquarters", "reason": {"zh": "理由"}}]}
        self.enter(minutes, desk, lambda at: at.declare("one", level, self.how()), step)

    @rule(minutes=MINUTES, desk=st.integers(0, 1))
    def withdraw(self, minutes, desk) -> None:
        step = {"withdraws": {"by": "headquarters", "reason": {"zh": "理由"}}}
        self.enter(minutes, desk, lambda at: at.withdraw("one", self.how()), step)

    @rule(
        minutes=MINUTES,
        desk=st.integers(0, 1),
        entry=st.sampled_from(["deaths", "deaths#2", "quality_suspected"]),
    )
    def correct_a_fact(self, minutes, desk, entry) -> None:
        value = "no" if entry == "quality_suspected" else "2"
        self.correct(minutes, desk, entry, value=value)

    @rule(
        minutes=MINUTES,
        desk=st.integers(0, 1),
        entry=st.sampled_from(["verified", "report-up", "response_started"]),
    )
    def take_back(self, minutes, desk, entry) -> None:
        self.correct(minutes, desk, entry, withdrawn="yes")

    def correct(self, minutes, desk, entry, **said) -> bool:
        right = {"entry": entry, **said, "corrected_by": "headquarters", "reason": {"zh": "理由"}}
        enter = lambda at: at.correct("one", entry, self.how(), **said)  # noqa: E731
        again = self.corrected.get(entry) == said
        done = self.enter(minutes, desk, enter, {"corrects": [right]}, after_closing=True, again=again)
        if done:
            self.corrected[entry] = said
        return done

    def decided(self, minutes, desk, event, enter, **said) -> bool:
        step = {"events": {event: {"by": "headquarters", **said}}, "note": {"zh": "理由"}}
        return self.enter(minutes, desk, enter, step, ends=event == "terminated")

    @rule(minutes=MINUTES, desk=st.integers(0, 1), level=LEVELS)
    def start(self, minutes, desk, level) -> None:
        enter = lambda at: at.start("one", level, self.how())  # noqa: E731
        self.decided(minutes, desk, "response_started", enter, level=level)

    @rule(minutes=MINUTES, desk=st.integers(0, 1), level=LEVELS)
    def adjust(self, minutes, desk, level) -> None:
        enter = lambda at: at.adjust("one", level, self.how())  # noqa: E731
        self.decided(minutes, desk, "response_adjusted", enter, level=level)

    @rule(minutes=MINUTES, desk=st.integers(0, 1))
    def terminate(self, minutes, desk) -> None:
        self.decided(minutes, desk, "terminated", lambda at: at.terminate("one", self.how()))

    @rule(minutes=MINUTES, desk=st.integers(0, 1))
    def close(self, minutes, desk) -> None:
        closed = self.decided(minutes, desk, "closed", lambda at: at.close("one", self.how()))
        self.closed = self.closed or closed

    @precondition(lambda self: self.closed)
    @rule(minutes=MINUTES, desk=st.integers(0, 1))
    def take_the_closing_back(self, minutes, desk) -> None:
        times = sum("closed" in step.get("events", {}) for step in self.steps)
        entry = "closed" if times == 1 else f"closed#{times}"
        assert self.correct(minutes, desk, entry, withdrawn="yes")
        self.closed = False

    @rule(desk=st.integers(0, 1), behind=st.integers(1, 3))
    def decide_on_what_is_no_longer_the_last_word(self, desk, behind) -> None:
        rows = self.stores[desk].rows("one")
        seen = max(self.rows - behind, 1)
        stale = any(row.kind not in {"note", "unable"} for row in rows[seen:])
        how = Decision("headquarters", self.now, "理由", seen=seen)
        if not stale:
            return
        try:
            self.desks[desk].declare("one", "I", how)
        except RespondError as error:
            assert [each.code for each in error.faults] == ["E843"]
        else:
            raise AssertionError("a decision on an old state was kept")

    @rule()
    def open_the_store_again(self) -> None:
        self.sit_down()

    @rule(desk=st.integers(0, 1), when=st.sampled_from(["before", "after"]))
    def crash_while_an_entry_is_written(self, desk, when) -> None:
        """The process ends after the row was written, or before, and before either is kept for good."""
        store = self.stores[desk]

        def ends(*_) -> None:
            raise KeyboardInterrupt

        setattr(store, "_sign_at_times" if when == "after" else "_rows_of", ends)
        try:
            self.desks[desk].note("one", "电话", now=self.known)
        except KeyboardInterrupt:
            self.sit_down()
        else:
            raise AssertionError("it did not end")

    @rule()
    def sign(self) -> None:
        self.stores[0].checkpoint(self.now)

    @invariant()
    def nothing_is_lost_or_changed(self) -> None:
        if not self.stores:
            return
        store = self.stores[1]
        rows = store.rows("one")
        assert [row.number for row in rows] == list(range(1, self.rows + 1))
        assert verify(store.rows(), store.checkpoints(), store.about("store"), store.about("key")).sound

    @rule(ahead=st.integers(0, 600))
    def it_answers_as_the_file_does_at_any_moment(self, ahead) -> None:
        now = self.known + timedelta(minutes=ahead)
        answer = classify(self.file(), now=now).to_json()
        assert classify(incident_of(self.stores[0].rows("one")), now=now).to_json() == answer
        given = incident_from(Source("given.yaml", exported(self.stores[1], "one", now)))
        assert classify(given, now=now).to_json() == answer


def machine(places, key, examples, steps):
    """Make the test of a machine whose stores lie at new places."""

    class Here(Incident):
        new_place = staticmethod(places)

    Here.key = key
    Here.TestCase.settings = settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    return Here.TestCase("runTest")


def test_in_a_file(tmp_path):
    number = iter(range(10_000))
    machine(lambda: str(tmp_path / f"{next(number)}.db"), tmp_path / "store.key", 10, 20).runTest()


def test_on_a_server(server, tmp_path):
    machine(lambda: new_database(server), tmp_path / "store.key", 3, 15).runTest()
