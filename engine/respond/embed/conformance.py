"""The conformance kit run: every case asked, over HTTP or in this process, and the answers held against it."""

import json
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPException
from os import devnull
from typing import Any, Final

from respond._address import is_web_address
from respond._records import frozen
from respond._version import __version__
from respond.embed.case import KINDS, Case, Kind, Question
from respond.embed.matching import differences
from respond.errors import InputError, Text, fault
from respond.plan import Library

SECONDS: Final = 30
"""How long one answer is waited for."""

MOST: Final = 20_000_000
"""How many bytes of an answer are read: whatever is longer is none."""

Asker = Callable[[Question], tuple[int, str]]
"""What puts a question, and gives the status and the text of the answer."""

STANDING: Final = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
"""The present of a server in this process; every case names its own."""


@frozen
class Outcome:
    """What came of a case: nothing but that it passed, or every point in which the answer is not as expected."""

    case: Case
    failures: tuple[Text, ...]

    @property
    def passed(self) -> bool:
        """Say whether the answer was as expected."""
        return not self.failures


@frozen
class Results:
    """The outcomes of a run, in the order of the cases; `subject` is what was asked."""

    subject: str
    outcomes: tuple[Outcome, ...]

    @property
    def passed(self) -> int:
        """Give how many passed."""
        return sum(each.passed for each in self.outcomes)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Give those that did not."""
        return tuple(each for each in self.outcomes if not each.passed)

    def counts(self, of: Callable[[Case], Any]) -> dict[Any, tuple[int, int]]:
        """Give, by something of the cases, how many passed of how many."""
        total = Counter(of(each.case) for each in self.outcomes)
        passed = Counter(of(each.case) for each in self.outcomes if each.passed)
        return {name: (passed[name], count) for name, count in total.items()}


def run_cases(cases: Iterable[Case], ask: Asker, subject: str) -> Results:
    """Ask every case, one after another. Raises InputError where nobody can be asked (E970) or answers (E972)."""
    return Results(subject, tuple(Outcome(case, _failures(case, ask(case.question))) for case in cases))


def _failures(case: Case, answer: tuple[int, str]) -> tuple[Text, ...]:
    status, text = answer
    found = []
    if status != case.expected.status:
        told = f"{case.expected.status}", f"{status}"
        found.append(
            Text(f"状态：应为 {told[0]}，实为 {told[1]}", f"status: expected {told[0]}, found {told[1]}")
        )
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return (*found, Text("回答不是 JSON", "the answer is no JSON"))
    return (*found, *differences(case.expected.points, data))


class _Straight(urllib.request.HTTPRedirectHandler):
    """Goes nowhere but where it was sent: a key is not shown to others."""

    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401
        """Follow no redirection."""
        return


def over_http(url: str, key: str | None = None) -> Asker:
    """Give what asks a server, with a key where it wants one; raises InputError (E971) for what is no URL.

    Asking raises InputError where nobody answers (E970), and where the key does not hold (E972).
    """
    if not is_web_address(url):
        raise InputError([fault("E971", found=url)])
    opener = urllib.request.build_opener(_Straight)
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Language": "en"}
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"

    def ask(question: Question) -> tuple[int, str]:
        request = urllib.request.Request(  # noqa: S310 - checked above
            url.rstrip("/") + question.path, question.body.encode() or None, headers, method=question.method
        )
        try:
            with opener.open(request, timeout=SECONDS) as answer:
                return int(answer.status), answer.read(MOST).decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            with error:
                if error.code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
                    raise InputError([fault("E972", status=error.code)]) from None
                return error.code, error.read(MOST).decode("utf-8", "replace")
        except (OSError, HTTPException) as error:
            raise InputError([fault("E970", name=url, reason=_reason(error))]) from None

    return ask


def _reason(error: Exception) -> str:
    cause = getattr(error, "reason", None) or error
    return getattr(cause, "strerror", None) or str(cause) or type(cause).__name__


def within(library: Library) -> Asker:
    """Give what asks our own operations, in this process; nothing is kept."""
    from respond.room import DutyRoom, asked, owner  # noqa: PLC0415 - only where no other is asked
    from respond.store import RoomStore  # noqa: PLC0415

    room = DutyRoom(RoomStore(devnull, readonly=True), library, lambda: STANDING)
    person = owner("conformance")

    def ask(question: Question) -> tuple[int, str]:
        body = question.body.encode()
        status, told = asked(room, person, question.method, question.path, body=body, lang="en")
        return status, told if isinstance(told, str) else told.decode("utf-8", "replace")

    return ask


def results_data(results: Results) -> dict[str, Any]:
    """Give the results as plain data, `conformance-results/1`."""
    return {
        "schema": "conformance-results/1",
        "kit": __version__,
        "subject": results.subject,
        "cases": len(results.outcomes),
        "passed": results.passed,
        "failed": len(results.failed),
        "kinds": [
            {"kind": kind, "passed": passed, "cases": count} for kind, (passed, count) in by_kind(results)
        ],
        "outcomes": [
            {
                "id": each.case.id,
                "kind": each.case.kind,
                "plan": each.case.origin.plan if each.case.origin is not None else None,
                "clause": each.case.origin.clause if each.case.origin is not None else None,
                "passed": each.passed,
                "failures": [{"zh": one.zh, "en": one.en} for one in each.failures],
            }
            for each in results.outcomes
        ],
    }


def by_kind(results: Results) -> Sequence[tuple[Kind, tuple[int, int]]]:
    """Give for each kind of case how many passed of how many, in the order kinds are shown."""
    counts = results.counts(lambda case: case.kind)
    return [(kind, counts[kind]) for kind in KINDS if kind in counts]
