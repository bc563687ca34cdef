"""The prove room: what a plan means in all cases, proved or refuted with a witness incident.

The solver `z3` is imported when a proof is asked for (by a `Space`), and not before.
"""

from typing import TYPE_CHECKING

from respond._faces import lazily

if TYPE_CHECKING:
    from respond.prove.boundaries.figures import constants_in, forced, thresholds_in
    from respond.prove.boundaries.files import guards, save
    from respond.prove.boundaries.rows import incidents_of
    from respond.prove.boundaries.sheet import boundaries_csv, boundaries_json, boundaries_sheet
    from respond.prove.boundaries.table import Boundaries, boundaries_of
    from respond.prove.check.edition_model import EditionModel
    from respond.prove.check.findings import Report
    from respond.prove.check.monotone import rises_with_harm
    from respond.prove.check.plans import check_plans, references
    from respond.prove.check.sheet import check_sheet
    from respond.prove.check.totality import totality
    from respond.prove.diff.as_json import diff_json
    from respond.prove.diff.cases import case_changes
    from respond.prove.diff.compare import diff_of
    from respond.prove.diff.fields import WORDING
    from respond.prove.diff.levels import Levels, level_changes
    from respond.prove.diff.sheet import diff_sheet
    from respond.prove.diff.sides import Side
    from respond.prove.mutants.expected_answers import asked_incidents, asked_tests
    from respond.prove.mutants.mutant import NOTICED, Fate, Mutant
    from respond.prove.mutants.mutated_plan import DerivedChange, MutatedLibrary, RuleChange
    from respond.prove.mutants.mutations import formula_mutations, mutations
    from respond.prove.mutants.score import Score, mutants_of
    from respond.prove.mutants.sheet import mutants_csv, mutants_json, mutants_sheet, percentage
    from respond.prove.search.evaluation import applies, frame_of, judged, rivals, rules_of
    from respond.prove.search.exact import level_at, met
    from respond.prove.search.finding import Found, find
    from respond.prove.search.ground import Ground
    from respond.prove.search.solver import Model, Outcome, Reply, Solver
    from respond.prove.search.stretch import stretch_words
    from respond.prove.search.times import Times, settled
    from respond.prove.search.translate import Space, variables_of
    from respond.prove.search.witness import confirm, day_in_force, make_witness
    from respond.prove.search.words import incident_words
else:
    __getattr__ = lazily(
        __name__,
        {
            "Boundaries": "boundaries.table",
            "EditionModel": "check.edition_model",
            "Fate": "mutants.mutant",
            "DerivedChange": "mutants.mutated_plan",
            "Found": "search.finding",
            "Ground": "search.ground",
            "Levels": "diff.levels",
            "Model": "search.solver",
            "Mutant": "mutants.mutant",
            "MutatedLibrary": "mutants.mutated_plan",
            "NOTICED": "mutants.mutant",
            "Outcome": "search.solver",
            "Reply": "search.solver",
            "Report": "check.findings",
            "RuleChange": "mutants.mutated_plan",
            "Score": "mutants.score",
            "Side": "diff.sides",
            "Solver": "search.solver",
            "Space": "search.translate",
            "Times": "search.times",
            "WORDING": "diff.fields",
            "applies": "search.evaluation",
            "asked_incidents": "mutants.expected_answers",
            "asked_tests": "mutants.expected_answers",
            "boundaries_csv": "boundaries.sheet",
            "boundaries_json": "boundaries.sheet",
            "boundaries_of": "boundaries.table",
            "boundaries_sheet": "boundaries.sheet",
            "case_changes": "diff.cases",
            "check_plans": "check.plans",
            "check_sheet": "check.sheet",
            "confirm": "search.witness",
            "constants_in": "boundaries.figures",
            "day_in_force": "search.witness",
            "diff_json": "diff.as_json",
            "diff_of": "diff.compare",
            "diff_sheet": "diff.sheet",
            "find": "search.finding",
            "forced": "boundaries.figures",
            "formula_mutations": "mutants.mutations",
            "frame_of": "search.evaluation",
            "guards": "boundaries.files",
            "incident_words": "search.words",
            "incidents_of": "boundaries.rows",
            "judged": "search.evaluation",
            "level_at": "search.exact",
            "level_changes": "diff.levels",
            "make_witness": "search.witness",
            "met": "search.exact",
            "mutants_csv": "mutants.sheet",
            "mutants_json": "mutants.sheet",
            "mutants_of": "mutants.score",
            "mutants_sheet": "mutants.sheet",
            "mutations": "mutants.mutations",
            "percentage": "mutants.sheet",
            "references": "check.plans",
            "rises_with_harm": "check.monotone",
            "rivals": "search.evaluation",
            "rules_of": "search.evaluation",
            "save": "boundaries.files",
            "settled": "search.times",
            "stretch_words": "search.stretch",
            "thresholds_in": "boundaries.figures",
            "totality": "check.totality",
            "variables_of": "search.translate",
        },
    )

__all__ = [
    "NOTICED",
    "WORDING",
    "Boundaries",
    "DerivedChange",
    "EditionModel",
    "Fate",
    "Found",
    "Ground",
    "Levels",
    "Model",
    "Mutant",
    "MutatedLibrary",
    "Outcome",
    "Reply",
    "Report",
    "RuleChange",
    "Score",
    "Side",
    "Solver",
    "Space",
    "Times",
    "applies",
    "asked_incidents",
    "asked_tests",
    "boundaries_csv",
    "boundaries_json",
    "boundaries_of",
    "boundaries_sheet",
    "case_changes",
    "check_plans",
    "check_sheet",
    "confirm",
    "constants_in",
    "day_in_force",
    "diff_json",
    "diff_of",
    "diff_sheet",
    "find",
    "forced",
    "formula_mutations",
    "frame_of",
    "guards",
    "incident_words",
    "incidents_of",
    "judged",
    "level_at",
    "level_changes",
    "make_witness",
    "met",
    "mutants_csv",
    "mutants_json",
    "mutants_of",
    "mutants_sheet",
    "mutations",
    "percentage",
    "references",
    "rises_with_harm",
    "rivals",
    "rules_of",
    "save",
    "settled",
    "stretch_words",
    "thresholds_in",
    "totality",
    "variables_of",
]
