"""Forecasts: who said what would happen, how firmly, and what became of it.

Comes in: a view, who, and when. Goes out: one row for each prediction with its state: resolved (yes, no, ambiguous,
annulled), due when its day has passed without a ruling, else open. It never resolves anything: that takes a decision.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import pyarrow as pa

from onrecord.answers.asking import (
    FEW,
    IN_TEXT,
    Conditions,
    Roles,
    as_asked,
    date_text,
    few_rows,
    limited,
    outlets_of,
    place_in_text,
    when_text,
    with_outlets,
    within,
)
from onrecord.answers.rows import Rows
from onrecord.answers.who import Who, asked_for
from onrecord.ontology.hedges import BANDS, Chances, by_table, chances, table_title
from onrecord.record import picking
from onrecord.record.subjects import among
from onrecord.record.view import View
from onrecord.settings import BAND_TABLES
from onrecord.types import Evidence, Hedge, Span

Row = dict[str, Any]

FORECASTS = Roles(ids=("forecaster_actors",), persons=(), names=("forecaster",))
INVOLVED = Roles(ids=("forecaster_actors", "about"), persons=("about_persons",), names=("forecaster",))
SHOWN = ("published", "forecaster", "proposition", "polarity", "hedge", "band", "horizon", "state", "outlet", "quote")

RESOLVED = """
    SELECT unnest($ids::VARCHAR[]) AS resolved_id, unnest($outcomes::VARCHAR[]) AS outcome,
           unnest($deciders::VARCHAR[]) AS resolved_by, unnest($instants::TIMESTAMPTZ[]) AS resolved_at,
           unnest($notes::VARCHAR[]) AS resolution_note, unnest($quotes::VARCHAR[][]) AS resolution_quotes,
           unnest($documents::VARCHAR[][]) AS resolution_documents, unnest($happenings::VARCHAR[]) AS happened,
           unnest($settlements::DATE[]) AS settled
"""
STATED = f"""
    SELECT forecasts.*, resolved.*, CASE
        WHEN outcome IS NOT NULL THEN outcome WHEN horizon_latest < $today THEN 'due' ELSE 'open' END AS state
    FROM forecasts LEFT JOIN ({RESOLVED}) resolved ON resolved_id = forecasts.id
"""
UNRESOLVED = """
    SELECT forecasts.*, NULL::VARCHAR AS outcome, NULL::VARCHAR AS resolved_by, NULL::TIMESTAMPTZ AS resolved_at,
           NULL::VARCHAR AS resolution_note, NULL::VARCHAR[] AS resolution_quotes,
           NULL::VARCHAR[] AS resolution_documents, NULL::VARCHAR AS happened, NULL::DATE AS settled,
           CASE WHEN horizon_latest < $today THEN 'due' ELSE 'open' END AS state
    FROM forecasts
"""
FORETOLD = "SELECT id AS of_event, document_id AS in_document, type AS event_type FROM events"
COLUMNS = f"""
    proposition, forecaster, forecaster_kind, forecaster_actors, forecaster_role, forecaster_affiliation,
    polarity, hedge, band, band_table, condition, {when_text("horizon_")} AS horizon, state, resolved_by,
    resolved_at, happened, settled, resolution_note, resolution_quotes, resolution_documents, about, quote, context,
    document_id, outlet, published, sentence, "start", "end", horizon_earliest, horizon_latest, horizon_precision,
    event, event_type, statement, id
"""
ORDER = f"ORDER BY {IN_TEXT}"
RESOLUTION = ("ids", "outcomes", "deciders", "instants", "notes", "quotes", "documents", "happenings", "settlements")
"""Parameters that only `STATED` has."""
RESOLVING = (
    "outcome",
    "resolved_by",
    "resolved_at",
    "resolution_note",
    "resolution_quotes",
    "resolution_documents",
    "happened",
    "settled",
)
"""The columns that they fill, in the same order, those of the ids apart."""
DATED = f"""
    SELECT document_id, "start", "end", {when_text()} AS told FROM events
    WHERE {{which}} AND factuality = 'CT+' AND tense <> 'future' AND earliest IS NOT NULL
    ORDER BY document_id, "start", id
"""
PUBLISHED = "SELECT id, published FROM documents WHERE {which}"


class State(StrEnum):
    """What became of a forecast as of a date."""

    OPEN = "open"
    DUE = "due"
    YES = "yes"
    NO = "no"
    AMBIGUOUS = "ambiguous"
    ANNULLED = "annulled"


UNRULED = (State.OPEN, State.DUE)
"""The states of forecasts that nobody has ruled on."""


def forecasts(
    view: View,
    *,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    forecaster: str | Who | None = None,
    since: date | None = None,
    until: date | None = None,
    states: Iterable[str] | None = None,
    ids: Iterable[str] | None = None,
    bands: str | None = None,
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
        bands: The table by which hedges are read: ``icd203``, ``phia`` or ``readers``; None: as the reports were read.
        ids: Ids of forecasts; None for any.
        today: The day on which it is told what is due; the view's date goes before it, and without either it is the
            last day on which a document of the record was published.
        limit: How many rows at most, the earliest published first.

    Returns:
        Rows in the order of publication. ``chance_low``, ``chance`` and ``chance_high`` are what the table takes the
        hedge to mean, as the chance that the proposition comes true; None for a band that no table knows. Of a ruling
        there are three days: ``happened``, when it came true as the event that its evidence tells of is dated;
        ``settled``, when the last of the evidence was published; and ``resolved_at``, when it was ruled.

    Raises:
        BadQuery: for an unknown actor, an impossible period, or an unknown value.
        BadSettings: for an unknown table.
    """
    if bands is not None:
        table_title(bands)
    conditions = conditions_about(view, actor, with_, forecaster, today)
    conditions.during(since, until, prefix="horizon_")
    asked = [states] if isinstance(states, str) else None if states is None else list(states)
    conditions.one_of("state", asked, State)
    wanted = None if ids is None else sorted(set(ids))
    if wanted is not None:
        conditions.clauses.append(f"list_contains({conditions.parameter(wanted)}, id)")
        conditions.tests.append(lambda row: row["id"] in wanted)
    limited(limit)
    few = _few(view, conditions, wanted, asked, limit)
    table = _read(view, conditions, limit) if few is None else _told(view, few, limit)
    return Rows(_with_chances(table, bands), title="Forecasts", shown=SHOWN)


def latest_forecasts(view: View, *, forecaster: str | Who, today: date | None = None, limit: int) -> Rows:
    """The last predictions of somebody, the latest first; arguments, rows and errors as of `forecasts`."""
    conditions = conditions_about(view, None, None, forecaster, today)
    groups = [[one] for one in conditions.ids]
    rows = picking.latest(view, "forecasts", groups, conditions.hold, by="published", limit=limit, most=FEW)
    if rows is None:
        return forecasts(view, forecaster=forecaster, today=today).last(limit)
    chosen = sorted(rows, key=place_in_text, reverse=True)[:limit]
    told = _told(view, map(stater(conditions.parameters), chosen), None)
    return Rows(_with_chances(told, None), title="Forecasts", shown=SHOWN).last(limit)


def foreseen(
    view: View,
    *,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    today: date | None = None,
    choose: Callable[[list[Row]], list[Row]],
) -> list[Row]:
    """Some of the forecasts about two, with all that `forecasts` tells of them; the rest is not looked up.

    Args:
        view: The record, as of a date.
        actor, with_, today: As of `forecasts`.
        choose: Takes the forecasts in the order of publication, each with its state and its resolution, and gives those
            that are wanted.
    """
    few = _few(view, conditions_about(view, actor, with_, None, today), None, None, None)
    if few is None:
        return choose(forecasts(view, actor=actor, with_=with_, today=today).to_dicts())
    chosen = choose(sorted(few, key=place_in_text))
    rows: list[Row] = _with_chances(_told(view, chosen, None), None).to_pylist()
    return rows


def _few(
    view: View,
    conditions: Conditions,
    ids: Sequence[str] | None,
    states: Collection[str] | None,
    limit: int | None,
) -> list[Row] | None:
    """The forecasts that meet the conditions, where they are few or just the first are asked for; else None."""
    stated, asked = stater(conditions.parameters), set(states or ())
    if asked and asked.isdisjoint(UNRULED):
        ids = conditions.parameters["ids"] if ids is None else ids
    if ids is None and limit is not None:
        groups, horizon = [[one] for one in conditions.ids], _horizon(asked, conditions.parameters["today"])

        def holds(row: Row) -> bool:
            return conditions.hold(stated(row))

        first = picking.earliest_forecasts(view, groups, horizon, holds, limit=limit, most=FEW)
        if first is not None:
            return list(map(stated, first))
    return few_rows(view, "forecasts", conditions, ids=ids, more=stated)


def _horizon(states: Collection[str], today: date | None) -> picking.Horizon | None:
    """What states ask of the last day of a forecast."""
    if today is None or states not in ({State.DUE}, {State.OPEN}):
        return None
    return picking.Horizon(passed=states == {State.DUE}, on=today)


def conditions_about(
    view: View,
    actor: str | Who | None,
    with_: str | Who | None,
    forecaster: str | Who | None,
    today: date | None,
) -> Conditions:
    """The conditions of who is asked about, with what is needed to tell the state of a forecast."""
    conditions = Conditions(parameters=_resolutions(view) | {"today": view.as_of or today or last_day(view)})
    conditions.involve(asked_for(view, actor), INVOLVED)
    conditions.involve(asked_for(view, with_), INVOLVED)
    conditions.involve(asked_for(view, forecaster), FORECASTS)
    return conditions


def stated_sql(conditions: Conditions) -> str:
    """SQL for forecasts with their states; without rulings no id has to be looked at."""
    return STATED if conditions.parameters["ids"] else UNRESOLVED


def used_in(conditions: Conditions, sql: str) -> dict[str, Any]:
    """The parameters that SQL has."""
    return {name: value for name, value in conditions.parameters.items() if re.search(rf"\${name}\b", sql)}


def stater(parameters: Mapping[str, Any]) -> Callable[[Row], Row]:
    """What adds to a forecast its resolution and its state, as `STATED` does."""
    told = zip(*(parameters[name] for name in RESOLUTION), strict=True)
    known = {one: dict(zip(RESOLVING, values, strict=True)) for one, *values in told}
    nothing = dict.fromkeys(RESOLVING)

    def stated(row: Row) -> Row:
        resolved = known.get(row["id"], nothing)
        last, today = row["horizon_latest"], parameters["today"]
        state = resolved["outcome"] or (State.DUE if last and today and last < today else State.OPEN)
        return {**row, **resolved, "state": str(state)}

    return stated


def _told(view: View, rows: Iterable[Row], limit: int | None) -> pa.Table:
    """The first of some forecasts, with the events that they are about and the outlets of their documents."""
    chosen = sorted(rows, key=place_in_text)[:limit]
    outlets = outlets_of(view, (row["document_id"] for row in chosen))
    events = {
        (row["id"], row["document_id"]): row["type"]
        for row in picking.by_id(view, "events", {row["event"] for row in chosen if row["event"]})
    }
    told = (
        {
            **row,
            "horizon": date_text(row, "horizon_"),
            "outlet": outlets[row["document_id"]],
            "event_type": events.get((row["event"], row["document_id"])),
        }
        for row in chosen
    )
    of = f"SELECT *, NULL::VARCHAR AS event_type, NULL::VARCHAR AS outlet FROM ({UNRESOLVED.replace('$today', 'NULL')})"
    return as_asked(COLUMNS, of, told)


def _read(view: View, conditions: Conditions, limit: int | None) -> pa.Table:
    """The forecasts that meet the conditions. With a limit they are chosen by the columns that decide, and just those
    few, and the events that they are about, are then read as a whole."""
    stated = stated_sql(conditions)
    if stated is UNRESOLVED:
        conditions.parameters = {n: v for n, v in conditions.parameters.items() if n not in RESOLUTION}
    where, foretold = conditions.where, FORETOLD
    if limited(limit):
        within(view, f"({stated})", conditions, "published", limit)
        where = conditions.where
        narrow = f"SELECT id, involved, event FROM ({stated}) {where} {ORDER} {limited(limit)}"
        few = view.query(narrow, conditions.parameters).to_pydict()
        where = f"WHERE {among('involved', few['involved'])} AND {among('id', few['id'])}"
        foretold = f"{FORETOLD} WHERE {among('id', filter(None, few['event']))}"
    chosen = f"""
        SELECT stated.*, event_type FROM (SELECT * FROM ({stated}) {where}) stated
        LEFT JOIN ({foretold}) ON of_event = stated.event AND in_document = stated.document_id
    """
    return with_outlets(view, COLUMNS, chosen, ORDER, used_in(conditions, chosen))


def _with_chances(table: pa.Table, bands: str | None) -> pa.Table:
    """The bands by the table that is asked for, and the chances that it gives to them."""
    columns = (table[name].to_pylist() for name in ("hedge", "band", "band_table"))
    hedges = (Hedge(phrase=phrase, band=band, table=told) for phrase, band, told in zip(*columns, strict=True))
    stated = [_read_by(hedge, bands) for hedge in hedges]
    new = {
        "band": [hedge.band for hedge, _ in stated],
        "band_table": [hedge.table for hedge, _ in stated],
        "chance_low": [chance and chance.low for _, chance in stated],
        "chance": [chance and chance.middle for _, chance in stated],
        "chance_high": [chance and chance.high for _, chance in stated],
    }
    order = list(table.column_names)
    place = order.index("band_table") + 1
    order[place:place] = ["chance_low", "chance", "chance_high"]
    arrays = {name: pa.array(new[name], pa.string() if "band" in name else pa.float64()) for name in new}
    return pa.table({name: arrays[name] if name in arrays else table[name] for name in order})


def _read_by(hedge: Hedge, bands: str | None) -> tuple[Hedge, Chances | None]:
    if hedge.band not in BANDS or (bands is None and hedge.table not in BAND_TABLES):
        return hedge, None
    read = by_table(hedge, bands) if bands else hedge
    return read, chances(read)


def _resolutions(view: View) -> dict[str, Any]:
    found = sorted(view.resolutions().items())
    days = _days(view, [evidence for _, resolution in found for evidence in resolution.evidence])
    told = [[days[evidence.document_id, evidence.span] for evidence in one.evidence] for _, one in found]
    return {
        "ids": [forecast_id for forecast_id, _ in found],
        "outcomes": [str(resolution.outcome) for _, resolution in found],
        "deciders": [resolution.decided_by for _, resolution in found],
        "instants": [resolution.decided_at for _, resolution in found],
        "notes": [resolution.note for _, resolution in found],
        "quotes": [[evidence.quote for evidence in resolution.evidence] for _, resolution in found],
        "documents": [[evidence.document_id for evidence in resolution.evidence] for _, resolution in found],
        "happenings": [next((happened for happened, _ in one if happened), None) for one in told],
        "settlements": [max((day for _, day in one if day), default=None) for one in told],
    }


def _days(view: View, evidence: Iterable[Evidence]) -> dict[tuple[str, Span], tuple[str | None, date | None]]:
    """For each stretch of words the date of the first event in it that is told as done, and its publication."""
    places = {(one.document_id, one.span) for one in evidence}
    if not places:
        return {}
    documents = {document for document, _ in places}
    rows = view.query(DATED.format(which=among("document_id", documents))).to_pylist()
    told = view.query(PUBLISHED.format(which=among("id", documents))).to_pylist()
    published = {row["id"]: row["published"] for row in told}
    return {
        (document, span): (
            next(
                (
                    row["told"]
                    for row in rows
                    if row["document_id"] == document and span.start <= row["start"] and row["end"] <= span.end
                ),
                None,
            ),
            published.get(document),
        )
        for document, span in places
    }


def last_day(view: View) -> date | None:
    """The last day on which a document of the record was published; None without documents."""
    last: date | None = view.query("SELECT max(published) AS day FROM documents")["day"].to_pylist()[0]
    return last
