"""What went wrong, told on stderr in the reader's language, and the exit code for it."""

from collections.abc import Iterable

import click

from respond.cli.streams import Lang, discard_output, tell
from respond.errors import Fault, InternalError, RespondError, fault, nearest

_ORDER = (70, 2, 5, 4, 3, 1, 0)
"""Of several answers the worst counts, in this order."""


def worst(codes: Iterable[int]) -> int:
    """Give the exit code of several answers.

    >>> worst([0, 3, 2])
    2
    """
    return min(codes, key=_ORDER.index, default=0)


def report(error: Exception, lang: Lang, *, debug: bool = False) -> int:
    """Tell an error on stderr and give its exit code; what nobody foresaw becomes a one-line apology."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        tell(error.message + "\n")
        return 2
    if isinstance(error, click.ClickException):
        tell(_from_click(error).render(lang) + "\n")
        return 2
    if isinstance(error, RespondError):
        tell(error.render(lang) + "\n")
        return error.exit_code
    if isinstance(error, OSError):
        tell(_from_system(error).render(lang) + "\n")
        if error.filename is None:
            discard_output()  # what it still holds cannot be written
        return 2
    if debug:
        import traceback  # noqa: PLC0415 - only whoever looks for a defect needs it

        tell("".join(traceback.format_exception(error)))
    tell(fault("E990", found=_named(error)).render(lang) + "\n")
    return InternalError.exit_code


def _named(error: Exception) -> str:
    words = str(error).strip().splitlines()
    return f"{type(error).__name__}: {words[0]}" if words else type(error).__name__


def _from_system(error: OSError) -> Fault:
    """Give what the system refused as one of ours: a file where it names one, else the output."""
    reason = error.strerror or type(error).__name__
    if error.filename is None:
        return fault("E921", reason=reason)
    return fault("E922", name=error.filename, reason=reason)


def _from_click(error: click.ClickException) -> Fault:
    """Give a fault of the command line as one of ours."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "respond"
    if isinstance(error, click.NoSuchOption):
        known = [name for parameter in _options(context) for name in parameter.opts]
        return fault(
            "E902", suggestion=nearest(error.option_name, known), name=error.option_name, command=command
        )
    if isinstance(error, click.BadOptionUsage):
        code = "E918" if _is_flag(error.option_name, context) else "E904"
        return fault(code, name=error.option_name, command=command)
    if isinstance(error, click.MissingParameter):
        return fault("E906", name=_parameter_name(error.param), command=command)
    return fault("E908", found=error.message, command=command)


def _options(context: click.Context | None) -> list[click.Option]:
    return [each for each in context.command.params if isinstance(each, click.Option)] if context else []


def _is_flag(name: str, context: click.Context | None) -> bool:
    return any(option.is_flag for option in _options(context) if name in option.opts)


def _parameter_name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "?"
    return (
        parameter.opts[0]
        if isinstance(parameter, click.Option)
        else parameter.make_metavar(click.Context(click.Command("respond")))
    )
