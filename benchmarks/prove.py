"""Proofs: every shipped plan, and a generated one with 150 facts and 600 criteria."""

import tempfile
from itertools import pairwise
from pathlib import Path

from measure import rounds_of, table
from respond.plan import Library
from respond.prove.check.plans import check_plans, references

FACTS = 150
LEVELS = ("IV", "III", "II", "I")


def generated():
    """Give a sound plan: for each fact four bands, every third fact behind a flag."""
    facts, levels = [], {level: [] for level in LEVELS}
    for number in range(FACTS):
        name, kind = f"harm_{number}", ("quantity, unit: ha" if number % 2 else "count, unit: person")
        facts.append(f"  {name}: {{type: {kind}, worse: up, label: {{zh: 损害{number}, en: harm {number}}}}}")
        gate = f"gate_{number % 5} and " if number % 3 == 0 else ""
        unit = " ha" if number % 2 else ""
        steps = [step + number % 7 for step in (3, 20, 50)]
        bands = [
            f"{name} > 0{unit} and {name} < {steps[0]}{unit}",
            *(f"{low}{unit} <= {name} < {high}{unit}" for low, high in pairwise(steps)),
            f"{name} >= {steps[-1]}{unit}",
        ]
        for level, band in zip(LEVELS, bands, strict=True):
            levels[level].append(f"    - {{id: {level}-{number}, when: {gate}{band}, clause: '1'}}")
    flags = [
        f"  gate_{number}: {{type: flag, label: {{zh: 前提{number}, en: gate {number}}}}}"
        for number in range(5)
    ]
    head = (
        'respond: plan/1\nid: testland/generated\nedition: {name: "2020", in_force: {from: 2020-01-01}}\n'
        "title: {zh: 生成的预案, en: generated plan}\nfacts:\n"
    )
    body = "".join(f"  {level}:\n" + "\n".join(levels[level]) + "\n" for level in reversed(LEVELS))
    return head + "\n".join([*facts, *flags]) + "\nlevels:\n" + body + "ledger:\n  '1': {status: encoded}\n"


def broken(text):
    """Move one bound of the generated plan."""
    return text.replace("harm_77 < 20 ha", "harm_77 < 19 ha")


def shelf(folder, text):
    """Put a plan on a shelf of its own."""
    path = Path(folder) / "testland" / "generated" / "2020.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    library = Library([Path(folder)])
    library.compiled(library.find("generated"))
    return library


def run(rounds):
    """Print how long checks take; plans are read before."""
    library = Library.default()
    for ref in references(library):
        library.compiled(ref, library.plan(ref).edition.in_force.from_)
    names = [str(ref) for ref in references(library)]
    rows = []
    subjects = [("all shipped plans", library, names), *((name, library, [name]) for name in names)]
    with tempfile.TemporaryDirectory() as sound, tempfile.TemporaryDirectory() as moved:
        subjects.append(("generated, 600 criteria, sound", shelf(sound, generated()), ["generated"]))
        subjects.append(("generated, one bound moved", shelf(moved, broken(generated())), ["generated"]))
        for title, shelved, asked in subjects:
            (taken,) = rounds_of(
                [lambda shelved=shelved, asked=asked: list(check_plans(shelved, asked))], rounds
            )
            found = [finding for report in check_plans(shelved, asked) for finding in report.open]
            rows.append((title, f"{sorted(taken)[len(taken) // 2]:.2f} s", len(found)))
    table(("plan", "check", "unexplained"), rows)
