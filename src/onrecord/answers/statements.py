"""Statements: who said what, and how it is attributed.

Comes in: a view, who, and when. Goes out: one row for each attribution. It takes no side on whether what was said is
so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from onrecord.answers.asking import (
    FEW,
    IN_TEXT,
    Conditions,
    Order,
    Roles,
    first_rows,
    limited,
    place_in_text,
    told_rows,
    when_text,
)
from onrecord.answers.rows import Rows
from onrecord.answers.who import Who, asked_for
from onrecord.record import picking
from onrecord.record.view import View
from onrecord.types import StatementKind

SPEAKS = Roles(ids=("speaker_actors",), persons=(), names=("speaker",))
INVOLVED = Roles(ids=("speaker_actors", "about"), persons=("about_persons",), names=("speaker",))
SHOWN = ("when", "speaker", "speaker_affiliation", "kind", "cue", "quote", "outlet", "published")

COLUMNS = f"""
    {when_text("said_")} AS "when", speaker, speaker_kind, speaker_actors, speaker_role, speaker_affiliation,
           kind, cue, medium, via, about, about_persons, quote, context, document_id, outlet, published, sentence,
           "start", "end", source_start, source_end, cue_start, cue_end, said_earliest, said_latest, said_precision,
           parent, confidence, id
"""
ORDER = Order(
    "coalesce(said_earliest, published)",
    IN_TEXT,
    lambda row: (row["said_earliest"] or row["published"], *place_in_text(row)),
)


def statements(
    view: View,
    *,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    speaker: str | Who | None = None,
    since: date | None = None,
    until: date | None = None,
    kinds: Iterable[str] | None = None,
    limit: int | None = None,
) -> Rows:
    """The statements that the record tells of.

    Args:
        view: The record, as of a date.
        actor: Who is involved: speaks, is spoken for, or is named in what is said.
        with_: Who else is involved in the same statement.
        speaker: Who speaks or is spoken for.
        since: First day. Where a report does not tell when something was said, the day of publication counts.
        until: Last day.
        kinds: direct, indirect, mixed.
        limit: How many rows at most, the earliest first.

    Returns:
        Rows in the order of the days on which things were said.

    Raises:
        BadQuery: for an unknown actor, an impossible period, or an unknown value.
    """
    conditions = _about(view, actor, with_, speaker)
    conditions.during(since, until, prefix="said_", otherwise="published")
    conditions.one_of("kind", kinds, StatementKind)
    limited(limit)
    table = first_rows(view, "statements", COLUMNS, conditions, ORDER, limit, when="said_")
    return Rows(table, title="Statements", shown=SHOWN)


def latest_statements(
    view: View,
    *,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    speaker: str | Who | None = None,
    limit: int,
) -> Rows:
    """The last of the statements, the latest first; arguments and errors as of `statements`."""
    conditions = _about(view, actor, with_, speaker)
    groups = [[one] for one in conditions.ids]
    rows = None
    if groups:
        rows = picking.latest(view, "statements", groups, conditions.hold, by="day", limit=limit, most=FEW)
    if rows is None:
        return statements(view, actor=actor, with_=with_, speaker=speaker).last(limit)
    chosen = sorted(rows, key=ORDER.of, reverse=True)[:limit]
    return Rows(told_rows(view, "statements", COLUMNS, chosen, when="said_"), title="Statements", shown=SHOWN)


def count_statements(view: View, *, actor: str | Who | None = None, with_: str | Who | None = None) -> int:
    """How many statements there are; arguments and errors as of `statements`."""
    conditions = _about(view, actor, with_, None)
    count = None
    if len(conditions.ids) == len(conditions.tests):
        count = picking.count_involving(view, "statements", [[one] for one in conditions.ids])
    return len(statements(view, actor=actor, with_=with_)) if count is None else count


def _about(view: View, actor: str | Who | None, with_: str | Who | None, speaker: str | Who | None) -> Conditions:
    conditions = Conditions()
    conditions.involve(asked_for(view, actor), INVOLVED)
    conditions.involve(asked_for(view, with_), INVOLVED)
    conditions.involve(asked_for(view, speaker), SPEAKS)
    return conditions
