"""Reading and preparing plans: the shelf's first lines, one plan, all plans."""

from statistics import median

import measure
import yaml
from respond.plan import Library


def run(rounds):
    shelved = [each for name in Library.default().names for each in Library.default().editions(name)]
    references = [str(each.ref) for each in shelved]
    texts = [each.path.read_text("utf-8") for each in shelved]

    def shelf():
        library = Library.default()
        return [library.editions(name) for name in library.names]

    def one():
        library = Library.default()
        return library.compiled(library.find("vaccine-quality"))

    def everything():
        library = Library.default()
        return [library.compiled(library.find(reference)) for reference in references]

    def parsed():
        return [list(yaml.parse(text, Loader=yaml.CLoader)) for text in texts]

    rows = []
    taken = measure.rounds_of([shelf, one, everything, parsed], rounds)
    for name, seconds in zip(
        ("first lines of every plan", "the vaccine plan", "every plan"), taken, strict=False
    ):
        rows.append((name, f"{median(seconds) * 1e3:.0f}", f"{measure.ratio(seconds, taken[3]):.2f}"))
    measure.table(
        (f"reading and preparing ({len(references)} editions)", "ms", "ratio to bare YAML events of all"),
        rows,
    )
