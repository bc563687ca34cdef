"""What the parser itself complains of: never in its own words, whichever release of it is installed."""

import ast
import inspect
import re

import pytest

from respond.errors import InputError, Place
from respond.yaml import Source, header, parse
from respond.yaml.build import MAX_DEPTH
from respond.yaml.events import _PureParser
from respond.yaml.syntax import explain
from strategies_yaml import foreign_words
from yaml import parser as pure_parser
from yaml import reader as pure_reader
from yaml import scanner as pure_scanner

TOO_DEEP = "exceeded maximum nesting depth"


def shallow(limit):
    """A parser that stops at a nesting limit of its own while it reads ahead, as libyaml does since 0.2.6."""

    class Parser(_PureParser):
        def fetch_flow_collection_start(self, token):
            if self.flow_level >= limit:
                raise pure_scanner.ScannerError(
                    "while increasing flow level", self.get_mark(), TOO_DEEP, self.get_mark()
                )
            super().fetch_flow_collection_start(token)

        def add_indent(self, column):
            if len(self.indents) > limit:
                raise pure_scanner.ScannerError(
                    "while increasing block level", self.get_mark(), TOO_DEEP, self.get_mark()
                )
            return super().add_indent(column)

    return Parser


@pytest.fixture(params=["libyaml", "python", 10, MAX_DEPTH, 100, 1000])
def limit(request, monkeypatch):
    """The limit of the parser used, None for what the installed one has."""
    if request.param == "libyaml":
        return None
    used = None if request.param == "python" else shallow(request.param)
    monkeypatch.setattr("respond.yaml.events.CParser", used)
    return None if request.param == "python" else request.param


def nested(*levels):
    """A maker of texts so many levels deep, of pairs of what opens and closes a level, repeated in turn."""

    def make(depth):
        chosen = [levels[n % len(levels)] for n in range(depth)]
        return "".join(opening for opening, _ in chosen) + "x" + "".join(c for _, c in reversed(chosen))

    return make


KINDS = {
    "[": nested(("[", "]")),
    "[ apart": nested(("[ ", " ]")),
    "{": nested(("{a: ", "}")),
    "{ on lines": nested(("{a:\n", "\n}")),
    "[{": nested(("[", "]"), ("{a: ", "}")),
    "- ": nested(("- ", "")),
    "? ": nested(("? ", "")),
    "- [": lambda depth: "- " * (depth // 2) + nested(("[", "]"))(depth - depth // 2),
    "- {": lambda depth: "- " * (depth // 2) + nested(("{a: ", "}"))(depth - depth // 2),
    "mappings on lines": lambda depth: "\n".join(f"{' ' * n}a:" for n in range(depth)),
    "sequences on lines": lambda depth: "\n".join(f"{' ' * n}-" for n in range(depth)),
    "both on lines": lambda depth: "\n".join(f"{' ' * n}{'a:' if n % 2 else '-'}" for n in range(depth)),
}


def found(text, read=parse):
    try:
        read(Source("plan.yaml", text))
    except InputError as error:
        return [fault.code for fault in error.faults], error.faults[-1]
    return [], None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("depth", [MAX_DEPTH - 1, MAX_DEPTH])
def test_what_is_not_too_deep_is_read(kind, depth, limit):
    if limit is not None and limit < MAX_DEPTH:
        pytest.skip("such a parser cannot")
    codes, _ = found(KINDS[kind](depth))
    assert codes == (["E119"] * (depth - 1) if kind == "? " else [])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 100, 101, 1000, 1001, 1500])
def test_what_is_too_deep_is_refused_whatever_the_parser_itself_bears(kind, depth, limit):
    codes, fault = found(KINDS[kind](depth))
    assert codes == ["E112"] or (limit == 10 and kind == "? " and codes[-1] == "E112")
    assert str(MAX_DEPTH) in fault.problem.zh
    if limit is None or limit > MAX_DEPTH:
        (_, first), (_, deepest) = found(KINDS[kind](MAX_DEPTH + 1)), found(KINDS[kind](depth))
        assert first.place == deepest.place or kind in {"- [", "- {"}
        assert fault.related == ()


def test_too_deep_stands_where_it_first_is():
    assert found("a:\n  " + "[" * 5000)[1].place == Place("plan.yaml", 2, MAX_DEPTH + 2)
    assert found("a:\r\n  " + "[" * 5000)[1].place == Place("plan.yaml", 2, MAX_DEPTH + 2)
    assert found("死亡: " + "[" * 5000)[1].place == Place("plan.yaml", 1, MAX_DEPTH + 4)


@pytest.mark.parametrize("limit", [100, 1000], indirect=True)
def test_faults_before_what_is_too_deep_come_first(limit):
    assert found("a: 1\na: 2\nb: " + "[" * 3000)[0] == ["E111", "E112"]
    assert found("a: &x [*y, " + "[" * 3000)[0] == ["E114", "E115", "E112"]
    assert found("a: [}" + "[" * 3000)[0] == ["E110"]
    assert found("a: [}" + "[" * 3000)[1].place.column == 5


def test_a_head_is_read_though_things_below_are_too_deep(limit):
    text = "id: fire\nkinds: [fire]\nunits: {}\nrest:\n  " + "[" * 5000
    assert found(text, lambda source: header(source, ["id", "kinds"])) == ([], None)
    assert found(text, lambda source: header(source, ["id", "none"]))[0] == ["E112"]


# Of libyaml up to 0.2.6, less what composing and writing alone can meet.
OF_LIBYAML = """
block sequence entries are not allowed in this context
control characters are not allowed
could not find expected ':'
while scanning a directive: could not find expected directive name
while parsing a tag: did not find URI escaped octet
while scanning a tag: did not find expected '!'
while parsing a flow sequence: did not find expected ',' or ']'
while parsing a flow mapping: did not find expected ',' or '}'
while parsing a block collection: did not find expected '-' indicator
did not find expected <document start>
while scanning an anchor: did not find expected alphabetic or numeric character
while scanning an alias: did not find expected alphabetic or numeric character
while scanning a block scalar: did not find expected comment or line break
while scanning a directive: did not find expected comment or line break
while scanning a %YAML directive: did not find expected digit or '.' character
while parsing a quoted scalar: did not find expected hexdecimal number
while parsing a block mapping: did not find expected key
while parsing a block node: did not find expected node content
while parsing a flow node: did not find expected node content
while parsing a tag: did not find expected tag URI
while scanning a %YAML directive: did not find expected version number
while scanning a %TAG directive: did not find expected whitespace
while scanning a tag: did not find expected whitespace or line break
while scanning a tag: did not find the expected '>'
while scanning a plain scalar: found a tab character that violates indentation
while scanning a block scalar: found a tab character where an indentation space is expected
while parsing a tag: found an incorrect leading UTF-8 octet
while parsing a %TAG directive: found an incorrect trailing UTF-8 octet
while scanning a block scalar: found an indentation indicator equal to 0
while scanning for the next token: found character that cannot start any token
found duplicate %TAG directive
found duplicate %YAML directive
while scanning a %YAML directive: found extremely long version number
found incompatible YAML document
while parsing a quoted scalar: found invalid Unicode character escape code
while parsing a node: found undefined tag handle
while scanning a plain scalar: found unexpected ':'
while scanning a quoted scalar: found unexpected document indicator
while scanning a quoted scalar: found unexpected end of stream
while scanning a directive: found unexpected non-alphabetical character
while scanning a directive: found unknown directive name
while parsing a quoted scalar: found unknown escape character
incomplete UTF-16 character
incomplete UTF-16 surrogate pair
incomplete UTF-8 octet sequence
invalid Unicode character
invalid leading UTF-8 octet
invalid length of a UTF-8 sequence
invalid trailing UTF-8 octet
mapping keys are not allowed in this context
mapping values are not allowed in this context
unexpected low surrogate area
"""


def of_pyyaml():
    """Every complaint in the source of the installed PyYAML, with what it says it was at."""
    for module in (pure_scanner, pure_parser, pure_reader):
        for call in ast.walk(ast.parse(inspect.getsource(module))):
            if not isinstance(call, ast.Raise) or not isinstance(call.exc, ast.Call):
                continue
            words = [words_in(argument) for argument in call.exc.args]
            if ast.unparse(call.exc.func) == "ReaderError":
                yield "", words[-1]
            elif len(words) > 2:
                yield words[0] or "", words[2]


def words_in(argument):
    """The text of an argument, with everything to be filled in as the parser might."""
    for node in ast.walk(argument):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.replace("an %s", "an anchor").replace("a %s", "a tag")
            return re.sub(r"%\w", "'<tag>'", words)
    return None


COMPLAINTS = [
    *((context, problem) for context, _, problem in (
        line.rpartition(": ") if "while" in line else ("", "", line) for line in OF_LIBYAML.strip().splitlines()
    )),
    *((context, problem) for context, problem in of_pyyaml() if problem is not None),
]  # fmt: skip


def test_the_complaints_of_the_installed_pyyaml_are_found():
    assert len(list(of_pyyaml())) > 30


@pytest.mark.parametrize(("context", "problem"), COMPLAINTS)
def test_every_complaint_known_has_words_of_our_own(context, problem):
    detail, advice = explain(problem, context)
    unknown, _ = explain("did not find the philosopher's stone")
    assert detail != unknown
    for text in (detail, advice):
        assert not foreign_words(text)
        assert text.zh != text.en


@pytest.mark.parametrize(
    ("context", "problem", "words"),
    [
        (
            "while scanning a directive",
            "expected alphabetic or numeric character, but found '>'",
            "directives",
        ),
        (
            "while scanning an alias",
            "expected alphabetic or numeric character, but found '>'",
            "anchor or alias",
        ),
        ("while scanning a tag", "expected ' ', but found '>'", "a tag is"),
        ("while parsing a flow sequence", "expected ',' or ']', but got '<document start>'", "in brackets"),
        ("while parsing a block mapping", "expected <block end>, but found '<tag>'", "key or list item"),
        ("while scanning a plain scalar", "found unexpected ':'", "a colon cannot stand here"),
    ],
)
def test_what_the_parser_was_at_decides_and_not_what_it_found(context, problem, words):
    assert words in explain(problem, context)[0].en


@pytest.mark.parametrize(
    "problem", ["", "did not find the philosopher's stone", "<gone>", "input is too long"]
)
def test_a_complaint_not_known_gets_words_of_our_own_too(problem):
    detail, advice = explain(problem, "while looking for it")
    assert detail.en == "what stands here makes no sense"
    assert not foreign_words(detail)
    assert not foreign_words(advice)


@pytest.mark.parametrize(("marked", "place"), [(True, "plan.yaml:1:1"), (False, "plan.yaml")])
def test_a_parser_to_come_that_complains_otherwise(monkeypatch, marked, place):
    class Parser(_PureParser):
        def get_event(self):
            if marked:
                raise pure_scanner.ScannerError("at", None, "did not find the stone", self.get_mark())
            raise pure_reader.ReaderError("x", 0, ord("y"), "unicode", "did not find the stone")

    monkeypatch.setattr("respond.yaml.events.CParser", Parser)
    codes, fault = found("a: 1")
    assert codes == ["E110"]
    assert str(fault.place) == place
    assert not foreign_words(fault)
    assert "stone" not in fault.render("en") + fault.render("zh")
