"""The pages of a relation between two actors, of one actor, and of all actors, with their charts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BeforeValidator

from onrecord import answers
from onrecord.answers import Rows, Who
from onrecord.answers.happenings import happening_rows
from onrecord.api import questions
from onrecord.api.paging import page_of
from onrecord.api.parameters import LONGEST_NAME
from onrecord.api.problems import NotInRecord
from onrecord.api.site import Site
from onrecord.errors import BadQuery
from onrecord.types import EventType
from onrecord.web import charts, words
from onrecord.web.changes import changes
from onrecord.web.pages.drawing import Form, drawn
from onrecord.web.rendering import Cursor, Day, address, page, site_of

ROWS = 20
LATELY = timedelta(days=180)
MOST_CHANGES = 12
MOST_PAIRS = 45
MOST_SAID = 8
MOST_LATEST = 12
MOST_AGREED = 400
"""Mentions of agreements that are put together for the page of an actor; of more, its register is a page of its own."""

STEPS = (ROWS + 1, 1_000, 10_000)
"""How many events are looked up at a time: those of the first page alone, then more."""

Actor = Annotated[str, Path(min_length=1, max_length=LONGEST_NAME)]
Kinds = Annotated[
    list[EventType] | None, BeforeValidator(lambda kinds: [kind for kind in kinds or () if kind]), Query(alias="type")
]
Row = dict[str, Any]
router = APIRouter()


def who_is(site: Site, asked: str, as_of: date | None) -> Who:
    """The actor that an address names.

    Raises:
        NotInRecord: when nobody goes by that name.
    """
    try:
        return site.ask(as_of, ("who", asked), lambda view: answers.resolve(view, asked))
    except BadQuery as error:
        raise NotInRecord(error.message, subject=error.subject, remedy=error.remedy) from error


@router.get("/relations/{first}/{second}")
def relation(
    request: Request,
    first: Actor,
    second: Actor,
    as_of: Day = None,
    since: Day = None,
    until: Day = None,
    types: Kinds = None,
    cursor: Cursor = None,
) -> HTMLResponse:
    site = site_of(request)
    one, other = who_is(site, first, as_of), who_is(site, second, as_of)
    if one == other:
        raise BadQuery("is named twice; a relation is between two", subject=one.name)
    types = types or None
    period: Row = {"since": since, "until": until}
    predicted = questions.foreseen(site, one, other, as_of=as_of, most=MOST_CHANGES)
    agreed = []
    if not (one.person or other.person):
        agreed = questions.register(site, as_of=as_of, actor=one, with_=other, **period).to_dicts()
    in_force = [row for row in agreed if _is_in_force(row)]
    others = [row for row in agreed if not _is_in_force(row)][::-1]
    lately = questions.glance(site, one, other, as_of=as_of, types=types, rows=STEPS[0], changes=MOST_CHANGES, **period)

    def latest(most: int) -> Rows:
        if most == STEPS[0]:
            return happening_rows(lately.latest, title="Events")
        asked: Row = {"actor": one, "with_": other, "types": types, "latest_first": True, **period}
        return questions.ask(site, "events", as_of=as_of, limit=most, **asked)

    listed = page_of(latest, question=(one, other, types, period), size=ROWS, cursor=cursor, steps=STEPS)
    values = {
        "one": one,
        "other": other,
        "title": f"{_called(one)} and {_called(other)}",
        "since": since,
        "until": until,
        "types": types or [],
        "all_types": list(EventType),
        "events": listed.rows.to_dicts(),
        "cursor": listed.cursor,
        "offset": listed.offset,
        "count": lately.count,
        "changes": changes(lately.changed, predicted, span=LATELY, most=MOST_CHANGES),
        "disputed": lately.disputed,
        "in_force": in_force,
        "agreed": others[:MOST_LATEST],
        "agreed_count": len(others),
        "open": [row for row in predicted if row["state"] in ("open", "due")][::-1],
        "settled": [row for row in predicted if row["state"] not in ("open", "due")],
        "said": questions.latest(site, "statements", as_of=as_of, actor=one, with_=other, limit=MOST_SAID).to_dicts(),
        "said_count": questions.count_statements(site, one, other, as_of=as_of),
    }
    return page(request, "relation", values, as_of=as_of)


def _is_in_force(agreed: Row) -> bool:
    """Whether an agreement is in force, as reports or registers tell; where they do not, by the last step told."""
    return agreed["state"] == "in force" if agreed["in_force"] is None else bool(agreed["in_force"])


@router.get("/relations/{first}/{second}/timeline.{form}")
def timeline(
    request: Request,
    first: Actor,
    second: Actor,
    form: Form,
    as_of: Day = None,
    since: Day = None,
    until: Day = None,
    types: Kinds = None,
) -> Response:
    site = site_of(request)
    one, other = who_is(site, first, as_of), who_is(site, second, as_of)
    happened = questions.ask(
        site, "events", as_of=as_of, actor=one, with_=other, since=since, until=until, types=types or None
    )
    title = f"{_called(one)} and {_called(other)}" + (f", as of {words.day(as_of)}" if as_of else "")
    link = _when_drawn(form, lambda row: address("/events", row["mention_ids"][0], as_of=as_of))
    return drawn(form, "timeline", charts.timeline(happened.to_dicts(), title=title, link=link))


@router.get("/actors")
def actors(request: Request, as_of: Day = None, cursor: Cursor = None) -> HTMLResponse:
    site = site_of(request)
    listed = page_of(
        lambda most: questions.ask(site, "actors", as_of=as_of, limit=most), question="actors", size=100, cursor=cursor
    )
    pairs = questions.ask(site, "relations", as_of=as_of, limit=100).to_dicts()[:MOST_PAIRS]
    values = {"actors": listed.rows.to_dicts(), "cursor": listed.cursor, "offset": listed.offset, "pairs": pairs}
    return page(request, "actors", values, as_of=as_of)


@router.get("/actors/network.{form}")
def network(request: Request, form: Form, as_of: Day = None) -> Response:
    pairs = questions.ask(site_of(request), "relations", as_of=as_of, limit=100).to_dicts()[:MOST_PAIRS]
    title = "Who has to do with whom" + (f", as of {words.day(as_of)}" if as_of else "")
    link = _when_drawn(form, lambda actor: address("/actors", actor, as_of=as_of))
    return drawn(form, "network", charts.network(pairs, title=title, link=link))


@router.get("/actors/{actor}")
def one_actor(request: Request, actor: Actor, as_of: Day = None) -> HTMLResponse:
    site = site_of(request)
    who = who_is(site, actor, as_of)
    asked: Row = {"actor": who, "limit": 100}
    pairs = [] if who.person else questions.ask(site, "relations", as_of=as_of, **asked).to_dicts()[:MOST_PAIRS]
    reports = questions.ask(site, "documents", as_of=as_of, **asked).to_dicts()[:ROWS]
    values = {
        "who": who,
        "title": _called(who),
        "pairs": [row | {"other": row["second"] if row["first"] == who.id else row["first"]} for row in pairs],
        "reports": questions.headed(site, reports, as_of=as_of),
        "said": questions.latest(site, "statements", as_of=as_of, speaker=who, limit=MOST_LATEST).to_dicts(),
        **_latest_agreed(site, who, as_of),
        "predicted": questions.latest(site, "forecasts", as_of=as_of, forecaster=who, limit=MOST_LATEST).to_dicts(),
    }
    return page(request, "actor", values, as_of=as_of)


def _latest_agreed(site: Site, who: Who, as_of: date | None) -> Row:
    """The agreements of an actor that were signed last, and how many mentions there are of all."""
    if who.person:
        return {"agreed": [], "agreed_count": 0}
    if (count := questions.count_agreed(site, who, as_of=as_of)) > MOST_AGREED:
        return {"agreed": [], "agreed_count": count}
    found = questions.register(site, as_of=as_of, actor=who).to_dicts(-MOST_LATEST)
    return {"agreed": found[::-1], "agreed_count": count}


def _when_drawn(form: str, link: Callable[[Any], str]) -> Callable[[Any], str] | None:
    """Links are for the page; a picture has none."""
    return link if form == "json" else None


def _called(who: Who) -> str:
    return words.shown(who.person or who.name)
