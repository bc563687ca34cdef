"""Plain data and YAML-like texts for the reader's tests, and the one question all of them ask."""

import re
import string

from hypothesis import strategies as st

from respond.errors import InputError

NULLS = {"", "~", "null", "Null", "NULL"}

# What one YAML reader or another takes for something else than a text, or stumbles over.
_TRAPS = [
    *["no", "on", "y", "true", "12", "-3", "1.5", "12:30", "0123", "1_000", "1e3", "0x1f", ".inf", "=", "<<"],
    *["null", "~", "", "2024-06-15", "2026-03-01T14:20+08:00", "---", "...", "- a", "a: b", "a #b", "#", "?"],
    *[
        "%a",
        "@a",
        "`a`",
        " a",
        "a ",
        "\ta",
        "a\nb",
        "a\n\n b\n",
        "死亡：三例",
        "\u2028",
        "\x85",
        "\ufeff",
        "\x00",
    ],
]

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.sampled_from(_TRAPS),
)

plain_data = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)
"""What `write` writes and `parse` gives back: texts, lists, mappings with text keys."""

_MARKS = [
    *[
        ":",
        ": ",
        "- ",
        "? ",
        "\n",
        "\n  ",
        "\n\t",
        "{",
        "}",
        "[",
        "]",
        ",",
        ", ",
        "'",
        '"',
        "#",
        " #",
        "&a",
        "*a",
    ],
    *[
        "!t",
        "|",
        ">",
        "|-\n",
        "%",
        "@",
        "`",
        "---\n",
        "...\n",
        "<<",
        "\\",
        "\\x",
        "\\ud800",
        "\r\n",
        "\r",
        "\x00",
    ],
]

yaml_like = st.lists(
    st.one_of(st.sampled_from(_MARKS), st.text(string.ascii_lowercase + "死 亡", min_size=1, max_size=3)),
    max_size=40,
).map("".join)
"""Texts made of what YAML gives a meaning to, most of them nonsense."""


def attempt(call, *arguments):
    """Give what a call gives and no error, or nothing and the InputError, once it has been shown."""
    try:
        return call(*arguments), None
    except InputError as error:
        for language in ("zh", "en"):
            error.render(language)
        return None, error


def foreign_words(text):
    """Give the words in Latin letters of a Chinese wording, or of one of a fault, less what it cites."""
    parts = [text.zh] if hasattr(text, "zh") else [text.problem.zh, text.help.zh if text.help else ""]
    return re.findall("[A-Za-z]{2,}", " ".join(re.sub("`[^`]*`|YAML|UTF-8", "", part) for part in parts))
