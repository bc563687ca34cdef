"""YAML as people write it: any indentation, quotes, comments in every place, blocks and brackets."""

import json
import random

from respond.errors import InputError
from respond.yaml import Source, parse

WORDS = (
    "deaths", "死亡人数", "a-b", "4.1(1)", "yes", "12", "12:30", "it's", 'say "x"', "a # b", "a: b", "- x", "[x", "x]",
    "{", "", "null", "~", "中文 text", "long " * 12 + "end", "C:\\x", "x,y", "?", "? a", "*a", "#c", "trail ", " lead",
    "a\nb", "a\n\nb\n", "tab\there", "é", "e\u200b", "|", "> a", "!t", "%d", "@x", "`x", "'q'", "---", "...", "-", "a:",
    ":a", "a\n b\n", "\nq", "a\\", "a  b",
)  # fmt: skip
_COMMENTS = ("c", "注释", "'x'", '"y', "#", "{", "- a", "k: v")
_LINES = ("text one # x", "中文", "long " * 30, "- a: b")


def _plain(text: str) -> bool:
    try:
        return parse(Source("x", f"k: {text}")) == {"k": text} and parse(Source("x", f"[{text}]")) == [text]
    except InputError:
        return False


_PLAIN = tuple(word for word in WORDS if word and "\n" not in word and "#" not in word and _plain(word))


class Messy:
    """One generator of texts; the same seed gives the same texts."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def text(self) -> str:
        lines = [*self.own_lines(0), *self.block(0, 3)]
        return "\n".join(lines) + self.dice.choice(["", "\n", "\n\n"])

    def comment(self) -> str:
        return f"# {self.dice.choice(_COMMENTS)}{self.dice.randrange(10**6)}"

    def beside(self) -> str:
        return " " * self.dice.randint(1, 3) + self.comment() if self.chance(0.2) else ""

    def own_lines(self, indent: int) -> list[str]:
        lines = []
        while self.chance(0.25):
            column = self.dice.choice([indent, self.dice.randint(0, 8)])
            lines.append(self.dice.choice(["", " " * column + self.comment()]))
        return lines

    def scalar(self) -> str:
        if self.chance(0.5):
            return self.dice.choice(_PLAIN)
        word = self.dice.choice(WORDS)
        if self.chance(0.5):
            return json.dumps(word, ensure_ascii=self.chance(0.3))
        return "'" + word.replace("'", "''").replace("\n", " ") + "'"

    def brackets(self, depth: int) -> str:
        keyed = self.chance(0.5)
        parts = []
        for number in range(self.dice.randint(0, 4)):
            value = self.brackets(depth - 1) if depth and self.chance(0.3) else self.scalar()
            parts.append(self.dice.choice([f"k{number}: {value}", f"k{number}"]) if keyed else value)
        margin = "\n" + " " * 14
        joints = [", ", ",  ", f",{margin}", f", {self.comment()}{margin}"]
        body = "".join(
            part + (self.dice.choice(joints) if at < len(parts) else "") for at, part in enumerate(parts, 1)
        )
        before = f" {self.comment()}{margin}" if self.chance(0.05) else ""
        after = f"{margin}{self.comment()}{margin}" if self.chance(0.05) else ""
        return ("{" if keyed else "[") + before + body + after + ("}" if keyed else "]")

    def block(self, indent: int, depth: int) -> list[str]:
        listed, step = self.chance(0.4), self.dice.randint(1, 4)
        lines: list[str] = []
        for number in range(self.dice.randint(1, 4)):
            lines += self.own_lines(indent)
            head = " " * indent + ("-" if listed else f"k{number}:")
            lines += self.entry(head, indent + step, depth, listed=listed)
        return lines + self.own_lines(indent)

    def entry(self, head: str, inner: int, depth: int, *, listed: bool) -> list[str]:  # noqa: PLR0911 - a table of forms
        kind = self.dice.random()
        if depth and kind < 0.35:
            below = self.block(inner + listed, depth - 1)
            if listed and self.chance(0.5) and below[0].strip()[:1] not in ("", "#"):
                width = inner + 1
                return [head + " " * (width - len(head)) + below[0][width:], *below[1:]]
            return [head + self.beside(), *below]
        if kind < 0.5:
            return f"{head} {self.brackets(2)}{self.beside()}".split("\n")
        if kind < 0.62:
            mark = self.dice.choice("|>") + self.dice.choice(["", "-", "+"])
            pad = " " * (inner + 2)
            chosen = self.dice.choices(["", *_LINES], k=self.dice.randint(0, 3))
            return [f"{head} {mark}{self.beside()}", *(line and pad + line for line in chosen), f"{pad}end"]
        if kind < 0.7:
            return [head + self.beside()]
        if kind < 0.78:
            return [f"{head} plain one", " " * inner + "two three" + self.beside()]
        return f"{head} {self.scalar()}{self.beside()}".split("\n")
