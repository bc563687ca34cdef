"""Click's parts with help in both languages, and with our own faults for what is typed wrongly."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from respond.cli.streams import terminal_width
from respond.errors import InputError, Language, Place, Text, fault, nearest

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from respond.show import Block

_DIGITS = 9
"""A number on a command line has no more."""
_HELP = Text("显示用法", "show this help")
_SECONDS = re.compile(r"([0-9]{1,5}) ?(?:s|seconds?|秒)")
_MINUTES = re.compile(r"(\d)\s*m(?![a-z])")
"""Minutes as they are typed in a hurry; in a plan `m` would be no unit, nor seconds one."""
_WORDS = {
    "usage": Text("用法", "Usage"),
    "options": Text("选项", "Options"),
    "commands": Text("命令", "Commands"),
    "arguments": Text("参数", "Arguments"),
}


class SpokenOption(click.Option):
    """An option whose help is a `Text`."""

    def __init__(self, *names: Any, words: Text = _HELP, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(*names, **settings)
        self.words = words


class SpokenArgument(click.Argument):
    """An argument whose help is a `Text`."""

    def __init__(self, *names: Any, words: Text, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(*names, **settings)
        self.words = words


class SpokenCommand(click.Command):
    """A command whose help is a `Text`."""

    def __init__(self, *names: Any, words: Text, examples: tuple[str, ...] = (), **settings: Any) -> None:  # noqa: ANN401
        settings.setdefault("context_settings", {})["help_option_names"] = ["-h", "--help"]
        super().__init__(*names, **settings)
        self.words = words
        self.examples = examples

    def get_help(self, ctx: click.Context) -> str:
        """Give the help in the reader's language."""
        return _help(self, self.words, self.examples, ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and refuse in our own words what is left over, and an option given twice that counts once."""
        ctx.allow_extra_args = True
        try:
            _once(self, ctx, args)
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # else nobody knows which command's help to name
            raise
        if rest:
            raise InputError([fault("E907", found=rest[0], command=ctx.command_path)])
        return rest


def _once(command: click.Command, ctx: click.Context, args: list[str]) -> None:
    """Refuse an option that is given twice though only one value can count: the last would win in silence."""
    _, _, order = command.make_parser(ctx).parse_args(list(args))
    single = [
        param
        for param in order
        if isinstance(param, click.Option) and not (param.multiple or param.is_flag or param.count)
    ]
    twice = {param.opts[0]: None for number, param in enumerate(single) if param in single[:number]}
    if twice:
        raise InputError([fault("E919", name=name, command=ctx.command_path) for name in twice])


class SpokenGroup(click.Group):
    """A group of commands that are imported when they are called: name to `module` or `module:name`."""

    def __init__(
        self,
        *names: Any,  # noqa: ANN401 - click's
        words: Text,
        lazy: Mapping[str, tuple[str, Text]],
        **settings: Any,  # noqa: ANN401
    ) -> None:
        settings.setdefault("context_settings", {})["help_option_names"] = ["-h", "--help"]
        super().__init__(*names, **settings)
        self.words = words
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Give the names of the commands in the order of their use."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if cmd_name not in self.lazy:
            return None
        module, _, name = self.lazy[cmd_name][0].partition(":")
        found: click.Command = getattr(import_module(module), name or "command")
        return found

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's
        """Run the command named; where only options are typed, show what can be."""
        if not (ctx._protected_args or ctx.args):  # noqa: SLF001 - click has no other name for them
            raise click.exceptions.NoArgsIsHelpError(ctx)
        return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one may have been meant."""
        if args and args[0] not in self.lazy and not args[0].startswith("-") and not ctx.resilient_parsing:
            guess = nearest(args[0], self.lazy)
            found = fault(
                "E903", suggestion=guess, name=args[0], known=", ".join(self.lazy), command=ctx.command_path
            )
            raise InputError([found])
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """Give the help in the reader's language."""
        return _help(self, self.words, (), ctx)


class OneOf(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on only
    """One of a few words; a misspelt one is refused with a suggestion. `fold` brings other spellings home."""

    name = "choice"

    def __init__(self, known: tuple[str, ...], fold: Callable[[str], str] = str) -> None:
        self.known = known
        self.fold = fold

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Give the word, or refuse it."""
        text = self.fold(str(value))
        if text in self.known:
            return text
        name = param.opts[0] if isinstance(param, click.Option) else metavar(param)
        command = ctx.command_path if ctx else "respond"
        guess = nearest(text, self.known)
        found = fault(
            "E905", suggestion=guess, name=name, found=value, known=", ".join(self.known), command=command
        )
        raise InputError([found])

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> "list[CompletionItem]":
        """Offer the words that begin as typed."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415

        return [CompletionItem(word) for word in self.known if word.startswith(incomplete)]


class Whole(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on only
    """A whole number within bounds."""

    name = "number"

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401
        """Give the number, or refuse it."""
        text = str(value)
        if text.isascii() and text.isdigit() and len(text) <= _DIGITS and self.low <= int(text) <= self.high:
            return int(text)
        command = ctx.command_path if ctx else "respond"
        name = param.opts[0] if param else "NUMBER"
        raise InputError(
            [fault("E909", name=name, found=value, low=self.low, high=self.high, command=command)]
        )


class Moment(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on only
    """A time, as typed (RFC 3339); without an offset it is the clock time of a zone that is known later."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401, ARG002
        """Give the text; what is no time is refused."""
        from respond.facts import read_instant  # noqa: PLC0415

        if isinstance(value, str):
            read_instant(value, param.opts[0] if param else "TIME", zone=UTC)
        return value


class Day(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on only
    """A day, `YYYY-MM-DD`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401, ARG002
        """Give the day."""
        from respond.facts import read_date  # noqa: PLC0415

        if not isinstance(value, str):
            return value
        return read_date(value, param.opts[0] if param else "DATE")


_LENGTH = Text(
    "比零长，如 30s、30 minutes、12h、2 days", "longer than zero, such as 30s, 30 minutes, 12h, 2 days"
)


class Length(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on only
    """A length of time that is the same on any day, such as `30s`, `5 minutes`, `1h`; `what` says what it is of."""

    name = "length"

    def __init__(self, what: Text) -> None:
        self.what = what

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:  # noqa: ANN401, ARG002
        """Give the length, or refuse it (E601 to E609, E865), with advice for an option."""
        from attrs import evolve  # noqa: PLC0415

        from respond.clock import parse_duration  # noqa: PLC0415

        if isinstance(value, timedelta):
            return value
        place = Place(param.opts[0] if param else "LENGTH")
        seconds = _SECONDS.fullmatch(value.strip())
        if seconds is not None and int(seconds[1]):
            return timedelta(seconds=int(seconds[1]))
        if seconds is not None:
            raise InputError([evolve(fault("E603", place, found=value), expected=_LENGTH, help=None)])
        try:
            found = parse_duration(_MINUTES.sub(r"\1 min", value), place)
        except InputError as error:  # what is advised there is for plan files
            raise InputError([evolve(each, expected=_LENGTH, help=None) for each in error.faults]) from None
        if found.months or found.working_days or found.office_minutes:
            raise InputError([fault("E865", place, found=value, what=self.what)])
        return found.clocked + timedelta(days=found.days)


def option(*names: str, zh: str, en: str, **settings: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    """Declare an option with its help in both languages."""
    return click.option(*names, cls=SpokenOption, words=Text(zh, en), **settings)


def argument(*names: str, zh: str, en: str, **settings: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    """Declare an argument with its help in both languages."""
    return click.argument(*names, cls=SpokenArgument, words=Text(zh, en), **settings)


def format_option(*forms: str, line: Text | None = None) -> Callable[[Any], Any]:
    """Declare `--format`, the first form being the default; `line` says what one line of JSON is."""
    notes = {forms[0]: Text("（默认）", " (the default)")}
    if line is not None:
        notes["json"] = Text(f"（{line.zh}）", f" ({line.en})")
    said = [(form, notes.get(form, Text("", ""))) for form in forms]
    return option(
        "--format",
        "output",
        type=OneOf(forms),
        default=forms[0],
        metavar="FORMAT",
        zh="、".join(form + note.zh for form, note in said),
        en=", ".join(form + note.en for form, note in said),
    )


def variant_option() -> Callable[[Any], Any]:
    """Make the option that says which variant of a scenario is played."""
    return option(
        "--variant",
        metavar="ID",
        zh="演哪个变体；不写为第一个",
        en="which variant is played; the first if absent",
    )


def language_option() -> Callable[[Any], Any]:
    """Declare `--lang`, which is read before anything else is; here it is only checked."""
    return option(
        "--lang",
        type=OneOf(("zh", "en")),
        expose_value=False,
        zh="输出语言：zh（默认）或 en；也可设环境变量 RESPOND_LANG",
        en="language of the output: zh (the default) or en; or set RESPOND_LANG",
    )


def metavar(param: click.Parameter | None) -> str:
    """Give the name of an argument as the help shows it."""
    if param is None:
        return "?"
    return param.metavar or (param.name or "?").upper()


def _help(command: click.Command, words: Text, examples: tuple[str, ...], ctx: click.Context) -> str:
    """Lay the help out with the project's own layout, which knows how wide Chinese is."""
    from respond.show import Line, Section, Sheet, Title, fitting, plain  # noqa: PLC0415  # noqa: PLC0415

    lang: Language = ctx.find_root().obj or "zh"
    usage = f"{_WORDS['usage'].say(lang)}: {ctx.command_path} {_pieces(command)}"
    blocks: list[Block] = [Title(usage), Line(words.say(lang))]
    blocks += [Line(f"$ {example}", "dim") for example in examples]
    for title, rows in _parts(command, ctx, lang):
        if rows:
            blocks += [Section(_WORDS[title].say(lang)), _columns(rows)]
    width = fitting(terminal_width())
    return plain(Sheet(tuple(blocks)), width).rstrip("\n")


def _pieces(command: click.Command) -> str:
    arguments = [
        f"{metavar(param)}{'...' if param.nargs == -1 else ''}"
        if param.required
        else f"[{metavar(param)}]{'...' if param.nargs == -1 else ''}"
        for param in command.params
        if isinstance(param, click.Argument)
    ]
    return " ".join(["[OPTIONS]", *(["COMMAND ..."] if isinstance(command, click.Group) else []), *arguments])


def _parts(
    command: click.Command, ctx: click.Context, lang: Language
) -> list[tuple[str, list[tuple[str, str]]]]:
    commands = []
    if isinstance(command, SpokenGroup):
        commands = [(name, words.say(lang)) for name, (_, words) in command.lazy.items()]
    arguments, options = [], []
    for param in command.get_params(ctx):
        words = getattr(param, "words", _HELP).say(lang)
        if isinstance(param, click.Argument):
            arguments.append((metavar(param), words))
        else:
            value = "" if getattr(param, "is_flag", False) else f" {metavar(param)}"
            options.append((", ".join(param.opts) + value, words))
    return [("commands", commands), ("arguments", arguments), ("options", options)]


def _columns(rows: list[tuple[str, str]]) -> "Block":
    from respond.show import Column, Table, TableRow  # noqa: PLC0415

    return Table((Column(""), Column("", "main")), tuple(TableRow(row) for row in rows))
