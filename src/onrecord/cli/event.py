"""``onrecord event``: one event, with everything that the record has of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import answering, record_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.answers import Happening, Rows


@click.command("event", short_help="One event: who says what of it, and every mention.")
@click.argument("event_id", metavar="EVENT_ID")
@answering
@click.pass_context
def command(
    ctx: click.Context,
    event_id: str,
    as_of: date | None,
    limit: int | None,
    form: str | None,
    output: str | None,
    record_address: str | None,
) -> None:
    """One event: who says what of it, side by side, every mention with its words, and what people decided about them.

    EVENT_ID is the id of an event or of one of its mentions; 'onrecord events' and 'onrecord timeline' show them. In
    data formats the rows are the mentions.

    \b
    onrecord event happening-0123456789abcdef
    """
    from onrecord.answers import Rows, happening
    from onrecord.cli.answering import as_text, chosen_format, put, write_file
    from onrecord.cli.printing import console

    form = chosen_format(form, output)
    with record_of(ctx, record_address).view(as_of=as_of) as view:
        found = happening(view, event_id)
    mentions = Rows(found.mentions.to_arrow().slice(0, limit), title="Mentions", shown=found.mentions.shown)
    if form != "table":
        put(mentions, form, output, lambda rows: "")
        return
    page = _page(found, mentions)
    write_file(output, as_text(page).encode("utf-8")) if output else console().print(page)


def _page(found: Happening, mentions: Rows) -> RenderableType:
    import pyarrow as pa
    from rich.console import Group
    from rich.text import Text

    from onrecord.answers import Rows
    from onrecord.cli.answer_tables import events_table, happenings_table, views_table
    from onrecord.cli.answering import first_rows
    from onrecord.cli.decide_list import decision_text

    title = "Who says what" + (": they disagree" if found.disputed else "")
    views = Rows(pa.Table.from_pylist(found.event["views"]), title=title)
    parts: list[RenderableType] = [
        happenings_table(Rows(pa.Table.from_pylist([found.event]), title="Event")),
        Text(""),
        views_table(views),
        Text(""),
        events_table(first_rows(mentions)),
    ]
    if found.decisions:
        parts += [Text(""), Text("Decisions", style="bold"), *map(decision_text, found.decisions)]
    return Group(*parts)
