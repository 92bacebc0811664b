"""``onrecord resolve``: a person's ruling on what became of a forecast."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import common, now, record_of

if TYPE_CHECKING:
    from onrecord.record import View
    from onrecord.types import Evidence

OUTCOMES = ("yes", "no", "ambiguous", "annulled")

_PLACE = re.compile(r"(?P<start>\d{1,9})-(?P<end>\d{1,9})", re.ASCII)


@click.command("resolve", short_help="Rule what became of a forecast.")
@click.argument("forecast_id", metavar="FORECAST_ID")
@click.argument("outcome", type=click.Choice(OUTCOMES))
@click.option(
    "--evidence",
    metavar="DOCUMENT_ID[:WHERE]",
    multiple=True,
    help="A document, and where in it: START-END in characters, or the words themselves (repeatable).",
)
@click.option("--by", metavar="NAME", required=True, help="Who rules.")
@click.option("--note", default="", help="Why.")
@common
@click.pass_context
def command(
    ctx: click.Context,
    forecast_id: str,
    outcome: str,
    evidence: tuple[str, ...],
    by: str,
    note: str,
    record_address: str | None,
) -> None:
    """Rule what became of a forecast: yes, no, ambiguous (reality is unclear) or annulled (the question is).

    Nothing is overwritten: a later ruling outweighs it, and 'onrecord undo' takes it back. 'onrecord forecasts' shows
    the ids.

    \b
    onrecord resolve forecast-0123456789abcdef yes --by 'J. Roe' --evidence 'document-0123456789abcdef:signed a treaty'
    """
    from onrecord.cli.printing import line
    from onrecord.types import Outcome

    record = record_of(ctx, record_address)
    with record.view() as view:
        words = [_evidence(view, one) for one in evidence]
    decision = record.resolve(forecast_id, Outcome(outcome), decided_by=by, decided_at=now(), evidence=words, note=note)
    click.echo(line(f"{decision.id}: {forecast_id} is resolved: {outcome}, by {by}"))


def _evidence(view: View, given: str) -> Evidence:
    """The words that ``DOCUMENT_ID``, ``DOCUMENT_ID:START-END`` or ``DOCUMENT_ID:words`` points at.

    Raises:
        BadQuery: when there is no such document, or no such place in it.
    """
    from onrecord.errors import BadQuery

    document_id, _, where = given.partition(":")
    text = view.document(document_id)["text"]
    if not where:
        return view.words(document_id, text)
    place = _PLACE.fullmatch(where)
    if place is None:
        return view.words(document_id, where)
    start, end = int(place["start"]), int(place["end"])
    if not start < end <= len(text):
        raise BadQuery(
            f"has no characters {start}-{end}", subject=document_id, remedy=f"It has {len(text):,}; the first is 0."
        )
    return _at(view, document_id, start, end)


def _at(view: View, document_id: str, start: int, end: int) -> Evidence:
    from bisect import bisect_right

    from onrecord.types import Evidence, Span

    document = view.document(document_id)
    sentence = max(0, bisect_right(document["sentence_starts"], start) - 1)
    quote = document["text"][start:end]
    return Evidence(document_id=document_id, sentence=sentence, span=Span(start=start, end=end), quote=quote)
