"""Proofs and what authors run: check, diff and render of shipped plans, check of a generated plan of 600 criteria.

Each is measured from the files on, beside only reading and preparing the same plans.
"""

import tempfile
from pathlib import Path
from statistics import median

import generated
from measure import ratio, rounds_of, table
from respond.plan import Library
from respond.prove import check_plans, diff_of, references
from respond.show import as_html, plan_document

DIFFS = (
    ("forest-grassland-fire@2009", "forest-grassland-fire@2026"),
    ("forest-grassland-fire@2026", "forest-fire@2024"),
)
CHECK_ALL, CHECK_LARGE = "2", "3"  # seconds, the aims


def run(rounds):
    """Print three tables."""
    names = [str(ref) for ref in references(Library.default())]
    rows = [
        _row(Library.default, names, "all shipped plans", _check, rounds, CHECK_ALL),
        *(_row(Library.default, [name], name, _check, rounds) for name in names),
    ]
    with tempfile.TemporaryDirectory() as folder:
        shelf = _shelf(Path(folder), "sound", generated.generated())
        rows.append(
            _row(shelf, ["generated"], "generated, 600 criteria, sound", _check, rounds, CHECK_LARGE, set())
        )
        for kind, text in generated.planted():
            shelf = _shelf(Path(folder), kind, text)
            title = f"generated, planted: {kind}"
            rows.append(_row(shelf, ["generated"], title, _check, rounds, CHECK_LARGE, {kind}))
    table(("check", "s", "reading, s", "ratio", "aim, s", "unexplained defects"), rows)
    print()
    rows = [_row(Library.default, pair, " → ".join(pair), _diff, rounds) for pair in DIFFS]
    table(("diff", "s", "reading, s", "ratio"), [row[:4] for row in rows])
    print()
    rows = [_row(Library.default, [name], name, _render, rounds) for name in names]
    table(("render, HTML", "s", "reading, s", "ratio"), [row[:4] for row in rows])


def _row(shelf, names, title, action, rounds, aim="", wanted=None):
    """Measure an action on some plans; stop where it does not find what it should."""
    found = action(shelf(), names)
    if wanted is not None and not (wanted <= found if wanted else not found):
        raise SystemExit(f"{title}: found {sorted(found)}, not {sorted(wanted)}")
    own, beside = rounds_of([lambda: action(shelf(), names), lambda: _read(shelf(), names)], rounds)
    return (
        title,
        f"{median(own):.2f}",
        f"{median(beside):.2f}",
        f"{ratio(own, beside):.1f}",
        aim,
        _told(found),
    )


def _told(found):
    return ", ".join(sorted(found)) if isinstance(found, set) and found else "none"


def _read(library, names):
    for name in names:
        library.prepared(library.find(name))


def _check(library, names):
    return {finding.kind for report in check_plans(library, names) for finding in report.open}


def _diff(library, names):
    return diff_of(library, *names)


def _render(library, names):
    return as_html(plan_document(library.prepared(library.find(*names)), library, "zh"))


def _shelf(folder, name, text):
    """Put a generated plan on a shelf of its own, and give what opens it."""
    path = folder / name / "testland" / "generated" / "2020.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return lambda: Library([folder / name])
