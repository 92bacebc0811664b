"""The command ``onrecord``: its verbs, what is common to all of them, and what happens when something goes wrong.

Exit codes: 0 done, 1 something that was given cannot be read, 2 the call is wrong, 3 the record is busy, 130 stopped
by the user. A traceback appears with ``--debug`` only.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import click

from onrecord.cli.printing import complain, safe
from onrecord.errors import OnrecordError

# Each verb: the module it is in. They are shown in this order.
VERBS = {
    "read": "onrecord.cli.read",
    "add": "onrecord.cli.add",
    "import": "onrecord.cli.importing",
    "dossier": "onrecord.cli.dossier",
    "events": "onrecord.cli.events",
    "event": "onrecord.cli.event",
    "timeline": "onrecord.cli.timeline",
    "statements": "onrecord.cli.statements",
    "agreements": "onrecord.cli.agreements",
    "forecasts": "onrecord.cli.forecasts",
    "search": "onrecord.cli.search",
    "resolve": "onrecord.cli.resolve",
    "score": "onrecord.cli.score",
    "merge": "onrecord.cli.decide_merge",
    "split": "onrecord.cli.decide_split",
    "correct": "onrecord.cli.decide_correct",
    "reject": "onrecord.cli.decide_reject",
    "undo": "onrecord.cli.undo",
    "decisions": "onrecord.cli.decide_list",
    "reread": "onrecord.cli.reread",
    "serve": "onrecord.cli.serve",
    "check": "onrecord.cli.check",
    "compact": "onrecord.cli.compact",
    "index": "onrecord.cli.indexing",
    "migrate": "onrecord.cli.migrate",
}

INTERRUPTED = 130


class _OutputClosed(Exception):
    """Whoever read our output has had enough."""


@contextlib.contextmanager
def _noticing_closed_output() -> Iterator[None]:
    """Tell a closed output from other failures before click takes it for one."""
    try:
        yield
    except BrokenPipeError as error:
        raise _OutputClosed from error


class Verbs(click.Group):
    """A group whose commands are imported when they are needed, and which ends every way that a command can end."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(VERBS[cmd_name]).command
        return command

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        with _noticing_closed_output():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        with _noticing_closed_output():
            return super().invoke(ctx)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        run = partial(super().main, args, prog_name, complete_var, False, **extra)
        if not standalone_mode:
            return run()
        sys.exit(_guarded(run, debug="--debug" in (sys.argv[1:] if args is None else args)))


def _guarded(run: Callable[[], Any], *, debug: bool) -> int:
    """Run, and turn what goes wrong into a message and an exit code."""
    _accept_any_letter()
    try:
        code = run()
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        complain("Stopped. What was reported as added stays added; run the same again to go on.")
        return INTERRUPTED
    except (BrokenPipeError, _OutputClosed):
        _forget_output()
        return 0
    except OnrecordError as error:
        return _failed(error, str(error), error.exit_code, debug=debug)
    except Exception as error:
        message = f"{type(error).__name__}: {error}. This is a defect of Onrecord; --debug shows where it is."
        return _failed(error, message, 1, debug=debug)
    return code if isinstance(code, int) else 0


def _failed(error: Exception, message: str, code: int, *, debug: bool) -> int:
    if debug:
        click.echo(safe("".join(traceback.format_exception(error))), err=True)
    complain(message)
    return code


def _accept_any_letter() -> None:
    """Let no letter that the terminal's encoding lacks, and no undecodable file name, end a command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _forget_output() -> None:
    """Keep Python from complaining when it closes a stream that nobody reads."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"onrecord {version('onrecord')}")
        ctx.exit()


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--record", metavar="DIR", help="The record.  [default: $ONRECORD_RECORD or ./onrecord-record]")
@click.option("--settings", "settings_file", metavar="FILE", help="Settings in TOML.  [default: ./onrecord.toml]")
@click.option("--debug", is_flag=True, help="Show where in the program an error arose.")
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="Show the version."
)
@click.pass_context
def main(ctx: click.Context, record: str | None, settings_file: str | None, debug: bool) -> None:
    """Read news reports about relations between states, and keep the record: what was done, what was said and by whom,
    what was agreed, and who said what would happen next."""
    ctx.obj = {"record": record, "settings_file": settings_file, "debug": debug}
