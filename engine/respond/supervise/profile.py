"""A supervision profile as the room uses it: which units an item binds, its boards, its grades, where it was issued."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from respond._records import frozen
from respond.errors import InputError, Text, fault, nearest
from respond.plan import Library, Mark, Prepared, Supervision
from respond.store import Row

T = TypeVar("T")

ROLES: Final = ("undertaker", "assisting", "initiator")
"""The roles that have an option of their own; a profile may have others, and not all of these."""

_PROVINCE: Final = re.compile("(?<=[省区])")


@frozen(eq=False)
class Profile:
    """A plan that is a supervision profile."""

    plan: Prepared
    given: Supervision

    @property
    def boards(self) -> Mapping[str, Text]:
        """Give the boards an item may belong to, by id."""
        return {} if self.given.board is None else self.plan.facts[self.given.board].choices

    def unit(self, role: str) -> str:
        """Give the unit of a role; raises InputError (E882) for a role the profile has not."""
        found = self.given.roles.get(role)
        if found is None:
            known = ", ".join(self.given.roles)
            raise InputError(
                [
                    fault(
                        "E882",
                        suggestion=nearest(role, self.given.roles),
                        name=role,
                        plan=self.plan.ref,
                        known=known,
                    )
                ]
            )
        return found

    def board(self, said: str) -> str:
        """Give the board that is meant, by its id or in words; raises InputError (E883) for none."""
        return self._meant(said, {name: (name, words) for name, words in self.boards.items()}, "E883")

    def grade(self, said: str) -> Mark:
        """Give the grade that is meant, by its id or in words; raises InputError (E886) for none."""
        grades = {str(mark.id): (mark, Text(mark.zh, mark.en)) for mark in self.given.grades}
        return self._meant(said, grades, "E886")

    def _meant(self, said: str, known: Mapping[str, tuple[T, Text]], code: str) -> T:
        """Give what is meant by an id or by its words in either language; refuse what is none of them."""
        names = {
            name: one
            for key, (one, words) in known.items()
            for name in (key, words.zh, words.en, words.en.casefold())
        }
        found = names.get(said) or names.get(said.casefold())
        if found is None:
            listed = _listed({key: words for key, (_, words) in known.items()})
            raise InputError(
                [fault(code, suggestion=nearest(said, names), name=said, plan=self.plan.ref, known=listed)]
            )
        return found

    def passes(self, grade: str) -> bool:
        """Say whether an item can be cleared with a grade: it is no worse than the lowest that lets it."""
        order = [str(mark.id) for mark in self.given.grades]
        passing = self.given.passing
        return passing is None or order.index(grade) <= order.index(passing)

    def borrowed(self, where: Text | None) -> bool:
        """Say whether an item of a place goes by the profile of another one; nobody knows where no place is given."""
        area = self.plan.plan.area
        if area is None or where is None:
            return False
        return not any(_within(place, whole) for place, whole in ((where.zh, area.zh), (where.en, area.en)))


def _listed(names: Mapping[str, Text]) -> Text:
    """Name what there is, each by its id with its words."""
    return Text(
        "、".join(f"{name}（{words.zh}）" for name, words in names.items()) or "-",
        ", ".join(f"{name} ({words.en})" for name, words in names.items()) or "-",
    )


def _within(place: str, area: str) -> bool:
    """Say whether a place is named as part of an area; its province need not be named with it."""
    last = [part for part in _PROVINCE.split(area) if part][-1]
    return last.casefold() in place.casefold()


def profile_named(library: Library, name: str) -> Profile:
    """Give a profile by its name; raises InputError (E880) for a plan that is none."""
    ref = library.find(name)
    found = _profile(library, name)
    if found is None:
        raise InputError([fault("E880", name=str(ref))])
    return found


def profile_of(library: Library, plans: Sequence[str]) -> Profile | None:
    """Give the profile among the plans of an incident, None where there is none."""
    return next((found for each in plans if (found := _profile(library, str(each))) is not None), None)


def _profile(library: Library, name: str) -> Profile | None:
    plan = library.prepared(library.find(name))
    given = plan.plan.supervision
    return None if given is None else Profile(plan, given)


def is_item(library: Library, rows: Sequence[Row]) -> bool:
    """Say whether rows are those of an item; one whose plans cannot be read may be, and is told with its fault."""
    plans = rows[0].data.get("plans") or ()
    try:
        return profile_of(library, plans) is not None
    except InputError:
        return True
