"""A situation as data on one stream: JSON Lines, or YAML documents."""

from respond.situation import Situation, json_of
from respond.yaml import write


def json_line(situation: Situation) -> str:
    """Give a situation as one line of JSON."""
    return json_of(situation) + "\n"


def yaml_document(situation: Situation) -> str:
    """Give the same object as a YAML document."""
    return "---\n" + write(situation.to_json(), quoted=True)
