"""What several verbs have in common: options, dates, and the settings that they make.

Comes in: click's context and values. Goes out: decorators, `Settings`, records, and today's date. The clock is read
here and nowhere below.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("table", "csv", "jsonl", "parquet")
FARTHEST_EAST = timedelta(hours=14)
FARTHEST_WEST = timedelta(hours=12)


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def latest_today() -> date:
    """The latest calendar day that it is anywhere: a report from Auckland may bear tomorrow's date."""
    return (now() + FARTHEST_EAST).date()


def ended_everywhere() -> date:
    """The day before which all days are over wherever one is: a deadline passes when its day has ended in the last
    time zone, so that it passes on the same day for all."""
    return (now() - FARTHEST_WEST).date()


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day, written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            if len(value) != len("YYYY-MM-DD"):
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as YYYY-MM-DD.", param, ctx)


DAY = Day()


def common(command: Command) -> Command:
    """``--record`` and ``--debug`` after the verb too, where people write them."""
    command = click.option("--debug", is_flag=True, hidden=True, expose_value=False)(command)
    return click.option("--record", "record_address", metavar="DIR", help="The record.")(command)


def publication(command: Command) -> Command:
    """``--published`` and ``--outlet`` of what is read."""
    command = click.option("--outlet", metavar="NAME", help="Who published it.")(command)
    return click.option(
        "--published", metavar="YYYY-MM-DD", help="Publication date; goes before a date that is found."
    )(command)


def answering(command: Command) -> Command:
    """Options of every list: as of when, in which form, where to."""
    for option in reversed(
        (
            click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help="As known at the end of that day."),
            click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many rows."),
            click.option("--format", "form", type=click.Choice(FORMATS), help="[default: table]"),
            click.option("--output", metavar="FILE", help="Write there; its ending tells the format."),
        )
    ):
        command = option(command)
    return common(command)


def tables_of_hedges(command: Command) -> Command:
    """``--bands``: by which table words of probability are read."""
    return click.option(
        "--bands",
        type=click.Choice(("icd203", "phia", "readers")),
        help="Read words of probability by this table.  [default: as the reports were read]",
    )(command)


def of_types(command: Command) -> Command:
    """``--type``: events of which kinds."""
    return click.option(
        "--type", "types", metavar="TYPE", multiple=True, help="PLOVER type: AGREE, CONSULT, AID ... (repeatable)"
    )(command)


def period(command: Command) -> Command:
    """``--since`` and ``--until``."""
    command = click.option("--until", type=DAY, metavar="YYYY-MM-DD", help="Last day.")(command)
    return click.option("--since", type=DAY, metavar="YYYY-MM-DD", help="First day.")(command)


def involved(command: Command) -> Command:
    """Whom it is about: ``--actor`` and ``--with``, or the same by position."""
    command = click.option("--with", "with_", metavar="ACTOR", help="Who else is involved.")(command)
    command = click.option(
        "--actor", metavar="ACTOR", help="Who is involved: RUS, NATO, 'North Korea', 'Vladimir Putin'."
    )(command)
    return click.argument("actors", nargs=-1, metavar="[ACTOR [ACTOR]]")(command)


def pair(actors: tuple[str, ...], actor: str | None, with_: str | None) -> tuple[str | None, str | None]:
    """The one or two actors that were named, by position or by option.

    Raises:
        click.UsageError: when there are more than two, or the same place is taken twice.
    """
    named = [*actors, *(one for one in (actor, with_) if one is not None)]
    if len(named) > 2:
        raise click.UsageError("At most two actors can be asked about. Names of several words need quotes.")
    if actors and actor is not None:
        raise click.UsageError("Name actors either by --actor or by position.")
    if with_ is not None and not actors and actor is None:
        raise click.UsageError("--with needs --actor.")
    return (named[0] if named else None), (named[1] if len(named) > 1 else None)


def standard_input() -> BinaryIO | None:
    """The bytes of standard input; None when the process has none."""
    return sys.stdin.buffer if sys.stdin is not None else None


def settings_of(ctx: click.Context, record_address: str | None = None) -> Settings:
    """The settings: defaults < file < environment < arguments.

    Raises:
        BadSettings: for an unknown or malformed setting.
    """
    from onrecord.settings import PREFIX, load_settings

    given = ctx.find_root().obj or {}
    environment = dict(os.environ)
    if given.get("settings_file"):
        environment[f"{PREFIX}SETTINGS"] = given["settings_file"]
    address = record_address or given.get("record")
    return load_settings(arguments={"record": address}, environment=environment, folder=Path.cwd())


def record_of(ctx: click.Context, record_address: str | None) -> Record:
    """The record that was named."""
    from onrecord.record import Record

    return Record(settings_of(ctx, record_address).record)
