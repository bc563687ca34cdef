"""Answers to questions that hang on nothing but the question, so that none grows stale; kept with a condition."""

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

from attrs import field

from respond._records import define

K = TypeVar("K")
V = TypeVar("V")

REMEMBERED: Final = 512
"""Answers of one kind kept in one place."""

LARGEST: Final = 20_000
"""Values their questions may name together."""


@define(eq=False)
class _Answers:
    found: dict[Any, Any] = field(factory=dict)
    size: int = 0


Kept = dict["Memory[Any, Any]", _Answers]
"""Where answers are kept, by the memory they belong to: they go when the condition that holds this goes."""


class Memory(Generic[K, V]):
    """One kind of questions and their answers."""

    def find(self, kept: Kept, question: K) -> V | None:
        """Give the answer to a question, None if it is not remembered."""
        answers = kept.get(self)
        return None if answers is None else answers.found.get(question)

    def keep(self, kept: Kept, question: K, answer: V, size: int = 1) -> V:
        """Remember an answer; `size` is how many values its question names. What is too much goes, all at once."""
        answers = kept.get(self)
        if answers is None or len(answers.found) >= REMEMBERED or answers.size + size > LARGEST:
            answers = kept[self] = _Answers()
        answers.found[question] = answer
        answers.size += size
        return answer

    def get(self, kept: Kept, question: K, make: Callable[[], V]) -> V:
        """Give the answer to a question, worked out if it is not remembered."""
        found = self.find(kept, question)
        return self.keep(kept, question, make()) if found is None else found
