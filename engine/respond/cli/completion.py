"""`respond completion`: completion scripts for shells."""

import click

from respond.cli.spoken import OneOf, SpokenCommand, argument, language_option
from respond.cli.streams import write
from respond.errors import Text

_SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    cls=SpokenCommand,
    words=Text(
        '输出命令补全脚本；bash 用户在 ~/.bashrc 中写：eval "$(respond completion bash)"',
        'Print a completion script; in ~/.bashrc: eval "$(respond completion bash)"',
    ),
)
@argument("shell", metavar="SHELL", type=OneOf(_SHELLS), zh="bash、zsh、fish", en="bash, zsh, fish")
@language_option()
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print the script that lets a shell ask us for completions."""
    from click.shell_completion import ShellComplete, get_completion_class  # noqa: PLC0415

    found = get_completion_class(shell)
    if found is None:  # pragma: no cover - click knows all three
        raise LookupError(shell)
    completion = found(context.find_root().command, {}, "respond", "_RESPOND_COMPLETE")
    write(ShellComplete.source(completion) + "\n")  # bash's own one would start bash to ask for its version
    return 0
