"""The questions that pages and endpoints put, by name, each answered once and held.

Comes in: a site, a date, and what is asked. Goes out: rows. It adds to `onrecord.answers` what only a reader needs:
lists of documents and decisions, who is in the record, and how large it is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from textwrap import shorten
from typing import Any

from onrecord import answers
from onrecord.answers import Rows
from onrecord.answers.asking import Conditions, as_asked, limited
from onrecord.answers.resolution import UNRESOLVED
from onrecord.answers.who import Who, asked_for, labelled
from onrecord.api import finding
from onrecord.api.problems import NotInRecord
from onrecord.api.site import Site
from onrecord.record import View, counting, picking
from onrecord.record.decisions import standing
from onrecord.record.merging import mention_id
from onrecord.record.tallying import MOST_TOGETHER

DOCUMENTS = """
    SELECT id, published, published_at, date_basis, other_date, title, outlet, author, url, country, language,
           reader_version
    FROM documents
"""
DECISIONS = """
    SELECT id, kind, subject, others, outcome, attribute, value, decided_by, decided_at, known_on, note,
           subject_document_id, subject_quote, list_contains($standing, id) AS stands
    FROM decisions ORDER BY decided_at DESC, id
"""
# A mention names each side once, so that rows can be counted as they are: counting distinct ids takes twice as long.
ACTORS = """
    SELECT name AS id, count(*) AS mentions, count(DISTINCT document_id) AS documents,
           min(published) AS first_published, max(published) AS last_published
    FROM (SELECT unnest(list_distinct(list_concat(actors, recipients))) AS name, id, document_id, published FROM events)
    WHERE name IS NOT NULL GROUP BY name ORDER BY mentions DESC, id
"""
OUTLETS = """
    SELECT outlet AS id, count(*) AS documents FROM documents WHERE outlet IS NOT NULL
    GROUP BY outlet ORDER BY documents DESC, outlet
"""
HEADING = 90
"""Characters of a text that stand for a title."""

COUNTED = ("events", "statements", "agreements", "forecasts")
SIZE = """
    SELECT (SELECT count(*) FROM documents) AS documents, (SELECT min(published) FROM documents) AS first_published,
           (SELECT max(published) FROM documents) AS last_published, (SELECT count(*) FROM events) AS events,
           (SELECT count(*) FROM statements) AS statements, (SELECT count(*) FROM agreements) AS agreements,
           (SELECT count(*) FROM forecasts) AS forecasts
"""
PAIRS = """
    WITH sides AS (
        SELECT id, type, published, unnest(parties) AS party, parties
        FROM (SELECT id, type, published, list_sort(list_distinct(list_concat(actors, recipients))) AS parties
              FROM events {where})
        WHERE len(parties) BETWEEN 2 AND {most}
    ), pairs AS (SELECT id, type, published, party AS first, unnest(parties) AS second FROM sides)
    SELECT first || '~' || second AS id, first, second, count(*) AS mentions,
           count(*) FILTER (type IN ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID',
                                                     'RETREAT')) AS cooperation,
           max(published) AS last_published
    FROM pairs WHERE first < second GROUP BY first, second ORDER BY mentions DESC, first, second
"""


def documents(view: View, *, actor: str | Who | None = None, limit: int | None = None) -> Rows:
    """The documents, the newest first; with an actor, those in which an event involves it."""
    conditions = Conditions()
    who = asked_for(view, actor)
    few = None
    if limit is not None and not (who and who.person):
        few = picking.latest_documents(view, who.id if who else None, limit)
    if few is not None:
        return Rows(as_asked("*", DOCUMENTS, few), title="Reports")
    if who:
        value = conditions.parameter(who.person or who.id)
        sides = ("actor_persons", "recipient_persons") if who.person else ("actors", "recipients")
        named = " OR ".join(f"list_contains({side}, {value})" for side in sides)
        conditions.clauses.append(f"id IN (SELECT document_id FROM events WHERE {named})")
    order = f"ORDER BY published DESC, id {limited(limit)}"
    return Rows(view.query(f"{DOCUMENTS} {conditions.where} {order}", conditions.parameters), title="Reports")


def headed(site: Site, rows: list[dict[str, Any]], *, as_of: date | None) -> list[dict[str, Any]]:
    """Rows of documents, those that have no title with the beginning of their text for one."""
    bare = [row["id"] for row in rows if not row["title"]]
    if not bare:
        return rows
    texts = {row["id"]: row["text"] for row in picking.whole_documents(site.holdings.view(as_of), bare)}
    beginnings = {one: shorten(text[: 4 * HEADING], HEADING, placeholder="…") for one, text in texts.items()}
    return [row | {"title": row["title"] or beginnings.get(row["id"])} for row in rows]


def decisions(view: View, *, limit: int | None = None) -> Rows:
    """What people ruled, the newest first; ``stands`` tells whether it was undone since."""
    standing_ids = [decision.id for decision in standing(view.decisions())]
    return Rows(view.query(f"{DECISIONS} {limited(limit)}", {"standing": standing_ids}), title="Decisions")


def actors(view: View, *, limit: int | None = None) -> Rows:
    """Who takes part in events, those with most mentions first."""
    if (counted := counting.actors(view, limit=limit)) is None:
        return Rows(view.query(f"{ACTORS} {limited(limit)}"), title="Actors")
    told = (
        {"id": one.sides[0], **one.tally._asdict(), "first_published": one.first, "last_published": one.last}
        for one in counted
    )
    return Rows(as_asked("*", ACTORS, told), title="Actors")


def pairs(view: View, *, actor: str | Who | None = None, since: date | None = None, limit: int | None = None) -> Rows:
    """Who has to do with whom, those with most mentions first; ``cooperation`` counts the mentions of that half of
    PLOVER."""
    who = asked_for(view, actor)
    counted = counting.pairs(view, actor=who.id if who else None, since=since, limit=limit)
    if counted is not None:
        return Rows(as_asked("*", PAIRS.format(where="", most=MOST_TOGETHER), map(_pair, counted)), title="Relations")
    conditions = Conditions()
    if who:
        value = conditions.parameter(who.id)
        conditions.clauses.append(f"(list_contains(actors, {value}) OR list_contains(recipients, {value}))")
    if since:
        conditions.clauses.append(f"published >= {conditions.parameter(since)}")
    sql = PAIRS.format(where=conditions.where, most=MOST_TOGETHER)
    if who:
        sql = sql.replace("WHERE first < second", f"WHERE first < second AND (first = {value} OR second = {value})")
    return Rows(view.query(f"{sql} {limited(limit)}", conditions.parameters), title="Relations")


def _pair(counted: counting.Counted) -> dict[str, Any]:
    """A row of `PAIRS`."""
    first, second = counted.sides
    told = counted.tally
    return {
        "id": f"{first}~{second}",
        "first": first,
        "second": second,
        "mentions": told.mentions,
        "cooperation": told.cooperation,
        "last_published": counted.last,
    }


def outlets(view: View, *, limit: int | None = None) -> Rows:
    """Who published the reports, those with most first."""
    return Rows(view.query(f"{OUTLETS} {limited(limit)}"), title="Outlets")


def forecasters(
    view: View, *, forecaster: Who | None = None, today: date | None = None, limit: int | None = None
) -> Rows:
    """Who predicts, and how well: the rows of `onrecord.answers.scores`, with the forecaster as ``id``."""
    scored = answers.scores(view, by=answers.By.FORECASTER, forecaster=forecaster, today=today, limit=limit)
    table = scored.to_arrow()
    names = ["id" if name == "group" else name for name in table.column_names]
    return Rows(table.rename_columns(names), title="Forecasters")


def size(view: View) -> dict[str, Any]:
    """How much there is, and of which days."""
    counted, days = counting.sizes(view, COUNTED), counting.days(view)
    if counted is not None and days is not None:
        documents = counted.pop("documents")
        return {"documents": documents, "first_published": days[0], "last_published": days[1], **counted}
    return dict(view.query(SIZE).to_pylist()[0])


LATEST: dict[str, Callable[..., Rows]] = {
    "statements": answers.latest_statements,
    "forecasts": answers.latest_forecasts,
}
"""Questions of which the last rows can be asked for, the latest first."""

QUESTIONS: dict[str, Callable[..., Rows]] = {
    "timeline": answers.timeline,
    "events": answers.happenings,
    "statements": answers.statements,
    "agreements": answers.agreements,
    "forecasts": answers.forecasts,
    "forecasters": forecasters,
    "documents": documents,
    "decisions": decisions,
    "actors": actors,
    "relations": pairs,
}
"""All questions whose answer is a list, by the name of their endpoint."""


def ask(site: Site, name: str, *, as_of: date | None, **asked: Any) -> Rows:
    """The answer to a question.

    Args:
        site: The record, and its clock: forecasts are due, and scored, as of today.
        name: One of `QUESTIONS`.
        as_of: The last day whose publications and decisions count.
        asked: What the question takes; what is None is not asked.

    Raises:
        BadQuery: as the question does.
    """
    told = {key: value for key, value in asked.items() if value is not None}
    key = (name, tuple(sorted((key, _hashable(value)) for key, value in told.items())))
    if name in ("forecasts", "forecasters"):
        told["today"] = site.today()
    return site.ask(as_of, key, lambda view: QUESTIONS[name](view, **told))


def latest(site: Site, name: str, *, as_of: date | None, **asked: Any) -> Rows:
    """The last rows of the answer to one of `LATEST`, the latest first; arguments as of `ask`."""
    key = ("latest", name, tuple(sorted(asked.items())))
    told = {"today": site.today()} if name == "forecasts" else {}
    return site.ask(as_of, key, lambda view: LATEST[name](view, **asked, **told))


def forecast_states(site: Site, *, as_of: date | None, **asked: Any) -> dict[str, int]:
    """How many forecasts there are in each state; as `onrecord.answers.forecast_states`."""
    key = ("forecast_states", tuple(sorted((name, _hashable(value)) for name, value in asked.items())))
    counted = site.ask(as_of, key, lambda view: answers.forecast_states(view, today=site.today(), **asked))
    return {str(state): count for state, count in counted.items()}


def count_statements(site: Site, first: Who, second: Who, *, as_of: date | None) -> int:
    """How many statements involve both."""
    return site.ask(
        as_of,
        ("count_statements", first, second),
        lambda view: answers.count_statements(view, actor=first, with_=second),
    )


def count_agreed(site: Site, who: Who, *, as_of: date | None) -> int:
    """How many mentions there are of agreements to which an actor is a party."""
    return site.ask(as_of, ("count_agreed", who), lambda view: answers.count_mentions(view, who))


def register(site: Site, *, as_of: date | None, **asked: Any) -> answers.Register:
    """The agreements that are asked for, to be shown a part at a time; as `onrecord.answers.register`."""
    key = ("register", tuple(sorted(asked.items())))
    return site.ask(as_of, key, lambda view: answers.register(view, **asked))


def foreseen(site: Site, first: Who, second: Who, *, as_of: date | None, most: int) -> list[dict[str, Any]]:
    """The forecasts about two actors that are news: the latest, the latest that are open, and all that were ruled."""

    def choose(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        waiting = [row["id"] for row in rows if row["state"] in UNRESOLVED]
        wanted = {*waiting[-most:], *(row["id"] for row in rows[-most:])}
        return [row for row in rows if row["id"] in wanted or row["state"] not in UNRESOLVED]

    def ask(view: View) -> list[dict[str, Any]]:
        return answers.foreseen(view, actor=first, with_=second, today=site.today(), choose=choose)

    return site.ask(as_of, ("foreseen", first, second, most), ask)


def glance(site: Site, first: Who, second: Who, *, as_of: date | None, **asked: Any) -> answers.Glance:
    """The events of two actors at a glance; as `onrecord.answers.glance`."""
    key = ("glance", first, second, tuple(sorted((name, _hashable(value)) for name, value in asked.items())))
    return site.ask(as_of, key, lambda view: answers.glance(view, first, second, **asked))


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def event(site: Site, event_id: str, *, as_of: date | None) -> dict[str, Any]:
    """An event, by its id or that of one of its mentions: its row as in the list of events, and ``mention_rows``.

    Raises:
        NotInRecord: when the record has no such event.
    """
    mention = mention_id(event_id)
    view = site.holdings.view(as_of)
    found = site.ask(as_of, ("event", mention), lambda view: answers.event_told(view, mention))
    if found is None:
        finding.line(view, mention, "events")
        raise NotInRecord("is told of by nothing that counts as of the date", subject=event_id)
    return found | {"mention_rows": finding.mentions(view, "events", found["mention_ids"])}


def agreement(site: Site, mention_id: str, *, as_of: date | None) -> dict[str, Any]:
    """The agreement that a mention is of: its row as in the list, ``step_rows`` and ``mention_rows``.

    Raises:
        NotInRecord: when the record has no such mention.
    """
    view = site.holdings.view(as_of)
    parties = sorted(finding.line(view, mention_id, "agreements")["parties"])[:2]
    row = _having(ask(site, "agreements", as_of=as_of, **finding.sides(parties)), mention_id)
    return row | {
        "step_rows": finding.steps(view, row["mention_ids"]),
        "mention_rows": finding.mentions(view, "agreements", row["mention_ids"]),
    }


def forecast(site: Site, forecast_id: str, *, as_of: date | None) -> dict[str, Any]:
    """A forecast as in the list, with ``decisions``, the rulings on it, and ``proposal``, what later reports say became
    of it, as `onrecord.answers.proposal_rows` gives it; None once it is ruled.

    Raises:
        NotInRecord: when the record does not have it.
    """
    rows = ask(site, "forecasts", as_of=as_of, ids=[forecast_id])
    if not len(rows):
        finding.line(site.holdings.view(as_of), forecast_id, "forecasts")
    ruled = [row for row in ask(site, "decisions", as_of=as_of) if row["subject"] == forecast_id]
    made = proposal(site, rows[0], as_of=as_of)
    return rows[0] | {"decisions": ruled, "proposal": answers.proposal_rows([made])[0] if made else None}


def proposal(site: Site, forecast: dict[str, Any], *, as_of: date | None) -> answers.Proposal | None:
    """What later reports say became of a forecast; None when it is ruled."""
    if forecast["state"] not in UNRESOLVED:
        return None
    wanted = [forecast["id"]]
    made = site.ask(
        as_of,
        ("proposal", forecast["id"]),
        lambda view: answers.proposals(view, forecast_ids=wanted, today=site.today()),
    )
    return made[0]


def forecaster(site: Site, label: str, *, as_of: date | None) -> dict[str, Any]:
    """A forecaster as in the list, with ``calibration_rows``, how often what they gave a chance came true.

    Raises:
        NotInRecord: when nobody is on record with a forecast under this label.
    """
    rows = ask(site, "forecasters", as_of=as_of, forecaster=labelled(label))
    if not len(rows):
        raise NotInRecord("is on record with no forecast, or was not as of the date", subject=label)
    return rows[0] | {"calibration_rows": calibration(site, label, as_of=as_of).points.to_dicts()}


def calibration(site: Site, label: str | None, *, as_of: date | None) -> answers.Calibration:
    """How often what a forecaster, or without a label anybody, gave a chance came true."""
    who = labelled(label) if label else None
    key = ("calibration", label)
    return site.ask(as_of, key, lambda view: answers.calibration(view, forecaster=who, today=site.today()))


def _having(rows: Rows, mention_id: str) -> dict[str, Any]:
    ids = rows.to_arrow()["mention_ids"].to_pylist()
    number = next((number for number, members in enumerate(ids) if mention_id in members), None)
    if number is None:
        raise NotInRecord("is told of by nothing that counts as of the date", subject=mention_id)
    return rows[number]
