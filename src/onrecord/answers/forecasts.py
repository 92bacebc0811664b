"""Forecasts: who said what would happen, how firmly, and what became of it.

Comes in: a view, who, and when. Goes out: one row for each prediction with its state: resolved (yes, no, ambiguous,
annulled), due when its day has passed without a ruling, else open. It never resolves anything: that takes a decision.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from onrecord.answers.asking import IN_TEXT, Conditions, Roles, limited, when_text, with_outlets
from onrecord.answers.rows import Rows
from onrecord.answers.who import Who, asked_for
from onrecord.record.view import View

FORECASTS = Roles(ids=("forecaster_actors",), persons=(), names=("forecaster",))
INVOLVED = Roles(ids=("forecaster_actors", "about"), persons=("about_persons",), names=("forecaster",))
SHOWN = ("published", "forecaster", "proposition", "polarity", "hedge", "band", "horizon", "state", "outlet", "quote")

RESOLVED = """
    SELECT unnest($ids::VARCHAR[]) AS resolved_id, unnest($outcomes::VARCHAR[]) AS outcome,
           unnest($deciders::VARCHAR[]) AS resolved_by, unnest($instants::TIMESTAMPTZ[]) AS resolved_at,
           unnest($notes::VARCHAR[]) AS resolution_note, unnest($quotes::VARCHAR[][]) AS resolution_quotes,
           unnest($documents::VARCHAR[][]) AS resolution_documents
"""
STATED = f"""
    SELECT forecasts.*, resolved.*, CASE
        WHEN outcome IS NOT NULL THEN outcome WHEN horizon_latest < $today THEN 'due' ELSE 'open' END AS state
    FROM forecasts LEFT JOIN ({RESOLVED}) resolved ON resolved_id = forecasts.id
"""
COLUMNS = f"""
    proposition, forecaster, forecaster_kind, forecaster_actors, forecaster_role, forecaster_affiliation,
    polarity, hedge, band, band_table, condition, {when_text("horizon_")} AS horizon, state, resolved_by,
    resolved_at, resolution_note, resolution_quotes, resolution_documents, about, quote, context, document_id,
    outlet, published, sentence, "start", "end", horizon_earliest, horizon_latest, horizon_precision, event,
    statement, id
"""
ORDER = f"ORDER BY {IN_TEXT}"


class State(StrEnum):
    """What became of a forecast as of a date."""

    OPEN = "open"
    DUE = "due"
    YES = "yes"
    NO = "no"
    AMBIGUOUS = "ambiguous"
    ANNULLED = "annulled"


def forecasts(
    view: View,
    *,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    forecaster: str | Who | None = None,
    since: date | None = None,
    until: date | None = None,
    states: Iterable[str] | None = None,
    today: date | None = None,
    limit: int | None = None,
) -> Rows:
    """The predictions that the record tells of, and their state.

    Args:
        view: The record, as of a date.
        actor: Who is involved: predicts, or is named in the prediction or its event.
        with_: Who else is involved in the same prediction.
        forecaster: Who predicts.
        since: First day of what is predicted; a prediction without a horizon is left out when ``since`` or ``until``
            is given.
        until: Last day of what is predicted.
        states: open, due, yes, no, ambiguous, annulled.
        today: The day on which it is told what is due; the view's date goes before it, and without either it is the
            last day on which a document of the record was published.
        limit: How many rows at most, the earliest published first.

    Returns:
        Rows in the order of publication.

    Raises:
        BadQuery: for an unknown actor, an impossible period, or an unknown value.
    """
    conditions = Conditions(parameters=_resolutions(view) | {"today": view.as_of or today or _last_day(view)})
    conditions.involve(asked_for(view, actor), INVOLVED)
    conditions.involve(asked_for(view, with_), INVOLVED)
    conditions.involve(asked_for(view, forecaster), FORECASTS)
    conditions.during(since, until, prefix="horizon_")
    conditions.one_of("state", states, State)
    chosen = f"SELECT * FROM ({STATED}) {conditions.where} {ORDER} {limited(limit)}"
    table = view.query(with_outlets(COLUMNS, chosen, ORDER), conditions.parameters)
    return Rows(table, title="Forecasts", shown=SHOWN)


def _resolutions(view: View) -> dict[str, Any]:
    found = sorted(view.resolutions().items())
    return {
        "ids": [forecast_id for forecast_id, _ in found],
        "outcomes": [str(resolution.outcome) for _, resolution in found],
        "deciders": [resolution.decided_by for _, resolution in found],
        "instants": [resolution.decided_at for _, resolution in found],
        "notes": [resolution.note for _, resolution in found],
        "quotes": [[evidence.quote for evidence in resolution.evidence] for _, resolution in found],
        "documents": [[evidence.document_id for evidence in resolution.evidence] for _, resolution in found],
    }


def _last_day(view: View) -> date | None:
    last: date | None = view.query("SELECT max(published) AS day FROM documents")["day"].to_pylist()[0]
    return last
