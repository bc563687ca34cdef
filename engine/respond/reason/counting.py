"""What counting decides of "at least so many of": counts that exclude each other, and parts that are alike.

Trying which parts hold grows with the ways to choose them; that so many hold here and so many fail there is a sum, and
of parts that stand in the same counts it only matters how many hold.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import field

from respond._records import define
from respond.reason.effort import Steps
from respond.reason.forms import (
    AllOf,
    AnyOf,
    Atom,
    ChoiceAtom,
    FlagAtom,
    Form,
    Joined,
    ManyOf,
    SumAtom,
    atoms_of,
    complement,
    negation_free,
)
from respond.reason.terms import Variable

Variables = Mapping[str, Variable]


@define(eq=False)
class Counts:
    """Counts over the variables of one search."""

    variables: Variables
    steps: Steps
    _opposites: dict[Form, Form] = field(factory=dict)

    def exclude(self, forms: Sequence[Form]) -> bool:
        """Say whether two counts cannot be reached together, since what adds to one is missing in the other.

        Of 16 flags, 8 cannot hold while 9 do not: each flag adds to one of the two, and that makes 16, not 17.
        """
        counts = [(form, Counter(form.parts)) for form in forms if isinstance(form, ManyOf)]
        for place, (one, held) in enumerate(counts):
            if place + 1 == len(counts):
                break
            failed = Counter(self._opposite(part) for part in one.parts)
            self.steps.take(len(one.parts))
            for other, its in counts[place + 1 :]:
                self.steps.take(len(other.parts))
                pairs = sum(min(number, its[part]) for part, number in failed.items())
                if one.least + other.least > held.total() + its.total() - pairs:
                    return True
        return False

    def _opposite(self, part: Form) -> Form:
        found = self._opposites.get(part)
        if found is None:
            found = self._opposites[part] = negation_free(part, self.variables, wanted=False)
        return found

    def alike(self, literal: Atom, forms: Sequence[Form]) -> list[Atom]:
        """Give the literals, this one first, that stand beside each other in the same places of all forms.

        Each is about a name of its own that nothing else is about; so whichever of them hold, any others in the same
        number would do as well.
        """
        if not any(isinstance(form, ManyOf) for form in forms):
            return [literal]
        own = {name: atom for name, atom in self._alone(forms).items() if atom is not None}
        (name, *others) = literal.names
        if others or name not in own:
            return [literal]
        places: dict[str, list[tuple[int, bool]]] = {each: [] for each in own}
        for number, part in enumerate(_joined(forms)):
            for each in part.parts:
                if not isinstance(each, Joined):
                    for about in each.names & own.keys():
                        places[about].append((number, each == own[about]))
        wanted = sorted(places[name])
        found = [own[each] for each, where in places.items() if sorted(where) == wanted]
        return sorted(found, key=lambda atom: atom != own[name])

    def _alone(self, forms: Sequence[Form]) -> dict[str, Atom | None]:
        """Give, by name, the one literal about it; None where literals about it differ by more than their truth."""
        found: dict[str, Atom | None] = {}
        for form in forms:
            for atom in atoms_of(form):
                self.steps.take()
                other = complement(atom, self.variables)
                lonely = len(atom.names) == 1 and isinstance(other, FlagAtom | ChoiceAtom | SumAtom)
                for name in atom.names:
                    first = found.setdefault(name, atom if lonely else None)
                    if first not in {None, atom, other}:
                        found[name] = None
        return found


def _joined(forms: Sequence[Form]) -> Iterator[AllOf | AnyOf | ManyOf]:
    for form in forms:
        if isinstance(form, Joined):
            yield form
            yield from _joined(form.parts)
