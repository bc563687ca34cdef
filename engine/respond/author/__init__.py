"""For those who write plans: new files, their layout, the tests beside a plan, its ledger of clauses."""

from typing import TYPE_CHECKING

from respond._faces import lazily

if TYPE_CHECKING:
    from respond.author.calendar_check import CheckedCalendar, check_calendar, checked_sheet
    from respond.author.calendar_import import (
        CalendarDifference,
        Imported,
        differences,
        import_year,
        year_text,
    )
    from respond.author.fmt import Kinds, formatted, replace_file
    from respond.author.layout import WIDTH, lay_out
    from respond.author.new import begin, skeleton
    from respond.author.order import ORDERS
    from respond.author.outlining import comments, outline
    from respond.author.testing.compare import failures_of
    from respond.author.testing.coverage import KINDS, Coverage, coverage_of
    from respond.author.testing.expect import Check, Expect, Expected, ExpectedObligation, load_expected
    from respond.author.testing.file import PlanTest, PlanTests, load_tests, path_of_tests
    from respond.author.testing.ids import names_of
    from respond.author.testing.ledger import NAMES, LedgerReport, ledger_of
    from respond.author.testing.ledger_sheet import ledger_data, ledger_sheet
    from respond.author.testing.pose import bare_incident, pose
    from respond.author.testing.report import junit, report_sheet, suite_data
    from respond.author.testing.run import Suite, editions_of, run_suites, run_tests
    from respond.author.testing.stated import stated_tests
else:
    __getattr__ = lazily(
        __name__,
        {
            "CalendarDifference": "calendar_import",
            "Check": "testing.expect",
            "CheckedCalendar": "calendar_check",
            "Coverage": "testing.coverage",
            "Expect": "testing.expect",
            "Expected": "testing.expect",
            "ExpectedObligation": "testing.expect",
            "KINDS": "testing.coverage",
            "Imported": "calendar_import",
            "Kinds": "fmt",
            "LedgerReport": "testing.ledger",
            "NAMES": "testing.ledger",
            "ORDERS": "order",
            "PlanTest": "testing.file",
            "PlanTests": "testing.file",
            "Suite": "testing.run",
            "WIDTH": "layout",
            "bare_incident": "testing.pose",
            "begin": "new",
            "check_calendar": "calendar_check",
            "checked_sheet": "calendar_check",
            "comments": "outlining",
            "coverage_of": "testing.coverage",
            "differences": "calendar_import",
            "editions_of": "testing.run",
            "failures_of": "testing.compare",
            "formatted": "fmt",
            "import_year": "calendar_import",
            "junit": "testing.report",
            "lay_out": "layout",
            "ledger_data": "testing.ledger_sheet",
            "ledger_of": "testing.ledger",
            "ledger_sheet": "testing.ledger_sheet",
            "load_expected": "testing.expect",
            "load_tests": "testing.file",
            "names_of": "testing.ids",
            "outline": "outlining",
            "path_of_tests": "testing.file",
            "pose": "testing.pose",
            "replace_file": "fmt",
            "report_sheet": "testing.report",
            "run_suites": "testing.run",
            "run_tests": "testing.run",
            "skeleton": "new",
            "stated_tests": "testing.stated",
            "suite_data": "testing.report",
            "year_text": "calendar_import",
        },
    )

__all__ = [
    "KINDS",
    "NAMES",
    "ORDERS",
    "WIDTH",
    "CalendarDifference",
    "Check",
    "CheckedCalendar",
    "Coverage",
    "Expect",
    "Expected",
    "ExpectedObligation",
    "Imported",
    "Kinds",
    "LedgerReport",
    "PlanTest",
    "PlanTests",
    "Suite",
    "bare_incident",
    "begin",
    "check_calendar",
    "checked_sheet",
    "comments",
    "coverage_of",
    "differences",
    "editions_of",
    "failures_of",
    "formatted",
    "import_year",
    "junit",
    "lay_out",
    "ledger_data",
    "ledger_of",
    "ledger_sheet",
    "load_expected",
    "load_tests",
    "names_of",
    "outline",
    "path_of_tests",
    "pose",
    "replace_file",
    "report_sheet",
    "run_suites",
    "run_tests",
    "skeleton",
    "stated_tests",
    "suite_data",
    "year_text",
]
