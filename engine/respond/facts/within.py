"""What a fact cannot be: values outside its declared domain."""

import re

from respond.errors import Text
from respond.facts.amounts import At
from respond.facts.domain import Bound, Domain
from respond.facts.fact import Fact, FactType
from respond.facts.show import show_value
from respond.facts.values import Between


def within(value: Bound, fact: Fact, domain: Domain, at: At, found: object) -> Bound:
    """Give a value back if its fact can have it; raise E315 or E326 otherwise, showing what was `found`."""
    if not domain.contains(value):
        if fact.type is FactType.SHARE and fact.max is None:
            raise at.refuse("E315", found=found, suggestion=_as_percent(str(found)))
        raise at.refuse("E326", found=found, domain=_shown(domain, fact))
    return value


def _as_percent(text: str) -> str | None:
    return f"{text}%" if re.fullmatch(r"[0-9]{1,2}(\.[0-9]+)?|100", text) else None


def _shown(domain: Domain, fact: Fact) -> Text:
    whole = Between(domain.low, domain.high)
    return Text(show_value(whole, fact, "zh"), show_value(whole, fact, "en"))
