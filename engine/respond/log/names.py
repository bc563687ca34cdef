"""Which fact somebody meant who wrote another name for it."""

from collections.abc import Mapping

from respond.errors import nearest
from respond.facts import Fact


def meant(name: str, facts: Mapping[str, Fact]) -> str | None:
    """Give the id of the fact a misspelt name or a label in either language stands for, or None.

    >>> from respond.errors import Text
    >>> from respond.facts import FactType
    >>> facts = {"deaths": Fact("deaths", FactType.COUNT, Text("死亡人数", "persons dead"), unit="person")}
    >>> meant("deahts", facts), meant("死亡", facts), meant("Persons dead", facts), meant("cost", facts)
    ('deaths', 'deaths', 'deaths', None)
    """
    said = name.casefold().replace("_", " ").strip()
    labels = [
        (label.casefold(), id_) for id_, fact in facts.items() for label in (fact.label.zh, fact.label.en)
    ]
    exact = next((id_ for label, id_ in labels if label == said), None)
    if exact is not None:
        return exact
    held = [(len(label), id_) for label, id_ in labels if said and said in label]
    return nearest(name, facts) or (min(held)[1] if held else None)
