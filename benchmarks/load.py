"""Reading and preparing plans: the shelf's first lines, one plan, all plans."""

from statistics import median

import measure
import yaml
from respond.plan import Library
from respond.yaml import Source, header, parse

ENTRY = '  fact-{n}: {{type: count, unit: case, label: {{zh: 死亡病例, en: deaths}}, clause: "4.1({n})"}}\n'
LARGE = "respond: plan/1\nid: a\nedition: {name: '1'}\ntitle: {zh: 甲, en: A}\nkinds: []\nfacts:\n"
LARGE += "".join(ENTRY.format(n=n) for n in range(1_100))


def run(rounds):
    shelved = [each for name in Library.default().names for each in Library.default().editions(name)]
    references = [str(each.ref) for each in shelved]
    texts = [each.path.read_text("utf-8") for each in shelved]

    def shelf():
        library = Library.default()
        return [library.editions(name) for name in library.names]

    def one():
        library = Library.default()
        return library.prepared(library.find("vaccine-quality"))

    def everything():
        library = Library.default()
        return [library.prepared(library.find(reference)) for reference in references]

    def large():
        return parse(Source("plan.yaml", LARGE))

    def large_head():
        return header(Source("plan.yaml", LARGE))

    def parsed():
        return [list(yaml.parse(text, Loader=yaml.CLoader)) for text in texts]

    rows = []
    subjects = {
        "first lines of every plan": shelf,
        "the vaccine plan": one,
        "every plan": everything,
        "a file of 100 KB to nodes": large,
        "its first lines": large_head,
    }
    *taken, beside = measure.rounds_of([*subjects.values(), parsed], rounds)
    for name, seconds in zip(subjects, taken, strict=True):
        rows.append((name, f"{median(seconds) * 1e3:.1f}", f"{measure.ratio(seconds, beside):.2f}"))
    measure.table(
        (f"reading and preparing ({len(references)} editions)", "ms", "ratio to bare YAML events of all"),
        rows,
    )
