"""Agreements: what was agreed, between whom, and how far it has come.

Comes in: a view, who, and when. Goes out: one row for each instrument, put together from what all documents say of
it, with its dated steps and the words of each mention, and beside it what imported registers have. Mentions are of one
instrument when they have the same parties and the same year of signature, or a telling name in common and nothing that
speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from onrecord.answers.agreement_rows import Days, Registered, Told
from onrecord.answers.asking import FEW, IN_TEXT, Conditions, date_text, limited, outlets_of, place_in_text, when_text
from onrecord.answers.instruments import Mention, instruments
from onrecord.answers.registered import MOST_PARTIES, entries_between, one_state
from onrecord.answers.rows import WORDS_TOLD, Rows
from onrecord.answers.who import Who, asked_for
from onrecord.errors import BadQuery
from onrecord.record import picking
from onrecord.record.subjects import among
from onrecord.record.view import View

Row = dict[str, Any]

SHOWN = ("name", "kind", "parties", "obligations", "state", "signed", "steps", "documents", "quote", "outlet")

MENTIONS = """
    SELECT id, name, name_key, parties, kind, obligations, prospective, lineage_relations, lineage_names,
           quote, context, document_id, published, sentence, "start", "end"
    FROM agreements
"""
STEPS = f"""
    SELECT agreement, kind, party, earliest, latest, precision, {when_text()} AS told, factuality, quote, context,
           document_id, published, number
    FROM agreement_steps
    WHERE {{which}} ORDER BY published, document_id, agreement, number
"""
COLUMNS = pa.schema(
    [
        ("name", pa.string()),
        ("kind", pa.string()),
        ("parties", pa.list_(pa.string())),
        ("obligations", pa.list_(pa.string())),
        ("state", pa.string()),
        ("prospective", pa.bool_()),
        ("signed", pa.string()),
        ("steps", pa.list_(pa.string())),
        ("step_quotes", pa.list_(pa.string())),
        ("step_contexts", pa.list_(pa.string())),
        ("step_documents", pa.list_(pa.string())),
        ("lineage", pa.list_(pa.string())),
        ("in_force", pa.bool_()),
        ("registers", pa.list_(pa.string())),
        ("register_steps", pa.list_(pa.string())),
        ("register_obligations", pa.list_(pa.string())),
        ("contradictions", pa.list_(pa.string())),
        ("mentions", pa.int32()),
        ("documents", pa.int32()),
        ("quotes", pa.list_(pa.string())),
        ("document_ids", pa.list_(pa.string())),
        ("mention_ids", pa.list_(pa.string())),
        *WORDS_TOLD,
        ("id", pa.string()),
    ]
)

NOTHING: Row = dict.fromkeys(COLUMNS.names)


def agreements(
    view: View,
    *,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    since: date | None = None,
    until: date | None = None,
    in_force: bool = False,
    limit: int | None = None,
) -> Rows:
    """The treaties and other instruments that the record tells of, and what registers have of them.

    Args:
        view: The record, as of a date.
        actor: Who is a party, or whose forerunner was one: the Soviet Union's treaties are Russia's too.
        with_: Who else is a party to the same instrument.
        since: First day: an instrument counts when one of its dated steps can lie in the period.
        until: Last day.
        in_force: Only those that were in force on the view's date.
        limit: How many rows at most.

    Returns:
        One row for each instrument, those signed first at the top and those without a date last. ``state`` is the
        last step that is certain, else ``prospective`` or nothing; a step reads ``signed 2024-06-19`` and, when it is
        not certain, ``in force 2025 (PS+)``; ``step_quotes``, ``step_contexts`` and
        ``step_documents`` are the words behind each, their sentences and where they are.
        ``quote`` and ``document_id`` are those of the first mention. ``in_force`` tells whether it was in force on the
        view's date, as far as reports or registers tell. ``registers`` are the entries of imported registers that are
        the same instrument, ``contradictions`` what reports have otherwise. Entries that no report speaks of are
        there when parties are asked for, those of their forerunners too; they have no quote, document or outlet.

    Raises:
        BadQuery: for an unknown actor or an impossible period; for a person, who cannot be a party.
    """
    found = register(view, actor=actor, with_=with_, since=since, until=until, in_force=in_force)
    limited(limit)
    return found.rows(stop=limit)


class Register:
    """The agreements that are asked for, in order. They are described when they are shown."""

    def __init__(self, view: View, found: Sequence[Told | Registered]) -> None:
        self._view = view
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    def rows(self, start: int = 0, stop: int | None = None) -> Rows:
        """Those from one to before another, as `agreements` gives them."""
        told = pa.Table.from_pylist(self.to_dicts(start, stop), schema=COLUMNS)
        return Rows(told, title="Agreements", shown=SHOWN)

    def to_dicts(self, start: int = 0, stop: int | None = None) -> list[Row]:
        """The same rows as plain Python values."""
        shown = [NOTHING | one.row() for one in self._found[start:stop]]
        outlets = outlets_of(self._view, (row["document_id"] for row in shown if row["document_id"]))
        return [row | {"outlet": outlets.get(row["document_id"])} for row in shown]


def register(
    view: View,
    *,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    since: date | None = None,
    until: date | None = None,
    in_force: bool = False,
) -> Register:
    """The same agreements, for those who show a part of them; arguments and errors as of `agreements`."""
    parties = [_party(view, name) for name in (actor, with_)]
    Conditions().during(since, until)
    wanted = [who.id for who in parties if who]
    entries = view.register_entries()
    told = [Told(group, entries, wanted, view.as_of) for group in instruments(_mentions(view, *parties))]
    known = {entry.label for one in told for entry in one.registered}
    between = entries_between(entries, wanted) if wanted else []
    only = [
        Registered(one, wanted, view.as_of)
        for one in between
        if one.label not in known and len(one.parties) <= MOST_PARTIES
    ]
    all_of_them: list[Told | Registered] = [*told, *only]
    asked = [set(one_state(one)) for one in wanted]
    chosen = [
        one
        for one in all_of_them
        if all(states & one.parties for states in asked)
        and _within(one.dates, since, until)
        and (not in_force or one.in_force)
    ]
    return Register(view, sorted(chosen, key=lambda one: one.order))


def _party(view: View, asked: str | Who | None) -> Who | None:
    who = asked_for(view, asked)
    if who and who.person:
        raise BadQuery("is a person; parties are states and organisations", subject=who.person)
    return who


def _mentions(view: View, first: Who | None, second: Who | None) -> list[Mention]:
    """Mentions that have both parties or their forerunners, and those that have a telling name in common with them."""
    rows = _picked(view, first, second)
    if rows is None:
        rows = _asked(view, first, second)
        which = among("agreement", (row["id"] for row in rows))
        told = view.query(STEPS.format(which=which)).to_pylist()
    else:
        told = _steps_of(view, rows)
    steps: defaultdict[str, list[Row]] = defaultdict(list)
    for step in told:
        steps[step["agreement"]].append(step)
    return [Mention(row, tuple(steps[row["id"]])) for row in rows]


def count_mentions(view: View, who: Who) -> int:
    """How many mentions there are of agreements to which an actor is a party, or a forerunner of it."""
    count = picking.count_involving(view, "agreements", [one_state(who.id)])
    if count is None:
        conditions = _between(who, None)
        told = view.query(f"SELECT count(*) AS count FROM agreements {conditions.where}", conditions.parameters)
        count = int(told["count"][0].as_py())
    return count


def _between(first: Who | None, second: Who | None) -> Conditions:
    conditions = Conditions()
    for who in (first, second):
        if who is not None:
            keys = (conditions.parameter(f"|{code}|") for code in one_state(who.id))
            conditions.clauses.append(f"({' OR '.join(f'contains(involved, {key})' for key in keys)})")
    return conditions


def _asked(view: View, first: Who | None, second: Who | None) -> list[Row]:
    """Mentions, asked for in SQL."""
    conditions = _between(first, second)
    if conditions.clauses:
        named = f"SELECT DISTINCT name_key FROM agreements {conditions.where} AND name_key <> ''"
        names = view.query(named, conditions.parameters)["name_key"].to_pylist()
        if names:
            conditions.clauses = [f"(({' AND '.join(conditions.clauses)}) OR {among('name_key', names)})"]
    rows: list[Row] = view.query(f"{MENTIONS} {conditions.where} ORDER BY {IN_TEXT}", conditions.parameters).to_pylist()
    return rows


def _picked(view: View, first: Who | None, second: Who | None) -> list[Row] | None:
    """Mentions, picked where they are few; None where they are not."""
    groups = [one_state(who.id) for who in (first, second) if who is not None]
    rows = picking.few_involving(view, "agreements", groups, most=FEW) if groups else None
    if rows is None:
        return None
    alike = picking.named(view, {row["name_key"] for row in rows if row["name_key"]})
    return None if alike is None else sorted({row["id"]: row for row in (*rows, *alike)}.values(), key=place_in_text)


def _steps_of(view: View, mentions: Iterable[Row]) -> list[Row]:
    """The steps of mentions, as `STEPS` has them."""
    documents = {row["id"]: row["document_id"] for row in mentions}
    rows = picking.by_document(view, "agreement_steps", set(documents.values()))
    told = [row | {"told": date_text(row)} for row in rows if row["agreement"] in documents]
    return sorted(told, key=lambda row: (row["published"], row["document_id"], row["agreement"], row["number"]))


def _within(dates: Iterable[Days], since: date | None, until: date | None) -> bool:
    if not (since or until):
        return True
    return any(
        (since is None or latest is None or latest >= since)
        and (until is None or earliest is None or earliest <= until)
        for earliest, latest in dates
    )
