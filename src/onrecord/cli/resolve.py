"""``onrecord resolve``: what became of forecasts: one by its id, or all that wait, with what reports say of them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import DAY, FORMATS, common, ended_everywhere, now, record_of

if TYPE_CHECKING:
    from onrecord.answers.resolution import Proposal
    from onrecord.record import Record, View
    from onrecord.types import Evidence

OUTCOMES = ("yes", "no", "ambiguous", "annulled")

_PLACE = re.compile(r"(?P<start>\d{1,9})-(?P<end>\d{1,9})", re.ASCII)


@click.command("resolve", short_help="Rule what became of forecasts.")
@click.argument("forecast_id", metavar="[FORECAST_ID", required=False)
@click.argument("outcome", metavar="[OUTCOME]]", type=click.Choice(OUTCOMES), required=False)
@click.option(
    "--evidence",
    metavar="DOCUMENT_ID[:WHERE]",
    multiple=True,
    help="A document, and where in it: START-END in characters, or the words themselves (repeatable).",
)
@click.option("--by", metavar="NAME", help="Who rules.")
@click.option("--note", default="", help="Why.")
@click.option("--accept-above", type=click.FloatRange(0, 1), metavar="P", help="Accept proposals above this chance.")
@click.option("--due", is_flag=True, help="Only what is due, and what is proposed of forecasts that name no day.")
@click.option("--list", "listing", is_flag=True, help="Only show what is proposed.")
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help="Propose as known at the end of that day.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="With --list.  [default: table]")
@click.option("--output", metavar="FILE", help="With --list: write there; its ending tells the format.")
@common
@click.pass_context
def command(
    ctx: click.Context,
    forecast_id: str | None,
    outcome: str | None,
    evidence: tuple[str, ...],
    by: str | None,
    note: str,
    accept_above: float | None,
    due: bool,
    listing: bool,
    as_of: date | None,
    form: str | None,
    output: str | None,
    record_address: str | None,
) -> None:
    """Rule what became of forecasts: yes, no, ambiguous (reality is unclear) or annulled (the question is).

    With an id and an outcome it rules on one. Without, it goes through those that wait, shows what later reports say
    for and against each, and takes one key: nothing is ruled without one. --accept-above rules on all that is
    proposed with a higher chance. Nothing is overwritten: a later ruling outweighs it, 'onrecord undo' takes it back.

    \b
    onrecord resolve --list
    onrecord resolve --by 'J. Roe'
    onrecord resolve --accept-above 0.9 --by 'J. Roe'
    onrecord resolve forecast-0123456789abcdef yes --by 'J. Roe' --evidence 'document-0123456789abcdef:signed a treaty'
    """
    if by is None and not listing:
        raise click.UsageError("Say who rules, with --by NAME; --list only shows what is proposed.")
    record = record_of(ctx, record_address)
    if forecast_id and outcome and by:
        _rule(record, forecast_id, outcome, evidence, by, note)
        return
    if evidence:
        raise click.UsageError("--evidence goes with a FORECAST_ID and an OUTCOME.")
    made = _proposals(record, forecast_id, due, as_of)
    if listing:
        _show(made, form, output)
        return
    assert by is not None
    from onrecord.cli.resolving import accept, walk

    if accept_above is not None:
        accept(record, made, above=accept_above, by=by, note=note)
    else:
        walk(record, made, by=by, note=note)


def _rule(record: Record, forecast_id: str, outcome: str, evidence: tuple[str, ...], by: str, note: str) -> None:
    from onrecord.cli.printing import line
    from onrecord.types import Outcome

    with record.view() as view:
        words = [_evidence(view, one) for one in evidence]
    decision = record.resolve(forecast_id, Outcome(outcome), decided_by=by, decided_at=now(), evidence=words, note=note)
    click.echo(line(f"{decision.id}: {forecast_id} is resolved: {outcome}, by {by}"))


def _proposals(record: Record, forecast_id: str | None, due: bool, as_of: date | None) -> list[Proposal]:
    """What is proposed, the due first."""
    from onrecord.answers.resolution import proposals

    with record.view(as_of=as_of) as view:
        ids = [forecast_id] if forecast_id else None
        made = proposals(view, forecast_ids=ids, due_only=due, today=ended_everywhere())
    if forecast_id is None:
        made = [one for one in made if one.due or one.outcome]
    return sorted(made, key=lambda one: not one.due)


def _show(made: list[Proposal], form: str | None, output: str | None) -> None:
    from onrecord.answers.resolution import proposal_rows
    from onrecord.cli.answering import chosen_format, put
    from onrecord.cli.resolving import table

    put(proposal_rows(made), chosen_format(form, output), output, table)


def _evidence(view: View, given: str) -> Evidence:
    """The words that ``DOCUMENT_ID``, ``DOCUMENT_ID:START-END`` or ``DOCUMENT_ID:words`` points at.

    Raises:
        BadQuery: when there is no such document, or no such place in it.
    """
    document_id, _, where = given.partition(":")
    place = _PLACE.fullmatch(where)
    if place is not None:
        return view.place(document_id, int(place["start"]), int(place["end"]))
    return view.words(document_id, where or view.document(document_id)["text"])
