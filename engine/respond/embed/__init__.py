"""For other programs: the conformance kit, and the door for assistants. Neither keeps anything."""

from typing import TYPE_CHECKING

from respond._faces import lazily

if TYPE_CHECKING:
    from respond.embed.assistant import BIGGEST, Assistant
    from respond.embed.case import KINDS, Case, Expected, Question, shipped_cases
    from respond.embed.conformance import Outcome, Results, over_http, results_data, run_cases, within
    from respond.embed.matching import differences
    from respond.embed.results import results_sheet
else:
    __getattr__ = lazily(
        __name__,
        {
            "Assistant": "assistant",
            "BIGGEST": "assistant",
            "Case": "case",
            "Expected": "case",
            "KINDS": "case",
            "Outcome": "conformance",
            "Question": "case",
            "Results": "conformance",
            "differences": "matching",
            "over_http": "conformance",
            "results_data": "conformance",
            "results_sheet": "results",
            "run_cases": "conformance",
            "shipped_cases": "case",
            "within": "conformance",
        },
    )

__all__ = [
    "BIGGEST",
    "KINDS",
    "Assistant",
    "Case",
    "Expected",
    "Outcome",
    "Question",
    "Results",
    "differences",
    "over_http",
    "results_data",
    "results_sheet",
    "run_cases",
    "shipped_cases",
    "within",
]
