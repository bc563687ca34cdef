"""What an incident is called that nobody gave a title: by what its plan is for, in both languages."""

from typing import Final

from respond.errors import Text

_PLAN_WORDS: Final = ("总体应急预案", "应急预案", "预案", " emergency plan", " plan")
_UNDER: Final = Text("《{title}》所列事件", "incident under {title}")
"""The name of an incident under what is no plan by its title, a law or regulation."""


def named_after(plan: Text) -> Text:
    """Give an incident a title by that of its plan, in the words of each language.

    >>> named_after(Text("交城县森林火灾应急预案", "Jiaocheng forest fire emergency plan"))
    Text(zh='交城县森林火灾', en='Jiaocheng forest fire')
    """
    under = _UNDER.fill(title=plan)
    return Text(_about(plan.zh) or under.zh, _about(plan.en) or under.en)


def _about(title: str) -> str:
    """Give what a plan is for, by its title; nothing where its title does not say that it is one."""
    end = next((each for each in _PLAN_WORDS if title.endswith(each)), "")
    return title.removesuffix(end) if end else ""
