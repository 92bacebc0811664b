"""What every list is asked: about whom, of which period, as of when; and where its rows go.

Comes in: the values of the options that lists share. Goes out: a `Question`, which opens the view that it is put to and
puts out the answer. A command adds its own options and calls one function of `onrecord.answers`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import update_wrapper
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import pair, record_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.answers import Rows
    from onrecord.record.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a list is asked.

    Attributes:
        context: Click's, which knows the record.
        scope: About whom, and of which period, as the functions of `onrecord.answers` take it.
        as_of: As known at the end of which day; None for all that is known.
        limit: At most so many rows.
        form: How the rows are put out.
        output: The file they go to; None for standard output.
        record_address: Where the record is, when that was said behind the verb.
    """

    context: click.Context
    scope: dict[str, Any]
    as_of: date | None
    limit: int | None
    form: str
    output: str | None
    record_address: str | None

    def view(self) -> AbstractContextManager[View]:
        """The record as of the day asked for."""
        return record_of(self.context, self.record_address).view(as_of=self.as_of)

    def put(self, rows: Rows, look: Callable[[Rows], RenderableType]) -> None:
        """Put the answer out, as a table that ``look`` makes of it or in the form asked for."""
        from onrecord.cli.answering import put

        put(rows, self.form, self.output, look)


def asked(command: Callable[..., None]) -> Callable[..., None]:
    """Make a `Question` of what `involved`, `period` and `answering` take in, and pass it on first."""

    def run(
        context: click.Context,
        /,
        actors: tuple[str, ...],
        actor: str | None,
        with_: str | None,
        since: date | None,
        until: date | None,
        as_of: date | None,
        limit: int | None,
        form: str | None,
        output: str | None,
        record_address: str | None,
        **own: Any,
    ) -> None:
        from onrecord.cli.answering import chosen_format

        first, second = pair(actors, actor, with_)
        question = Question(
            context=context,
            scope={"actor": first, "with_": second, "since": since, "until": until},
            as_of=as_of,
            limit=limit,
            form=chosen_format(form, output),
            output=output,
            record_address=record_address,
        )
        command(question, **own)

    passed = click.pass_context(run)
    update_wrapper(passed, command)
    return passed
