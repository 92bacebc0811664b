"""Scores: who foretold how well, over the forecasts that can be scored without favour.

Comes in: a view, whose forecasts, and by what to group them. Goes out: one row for each group, and `Calibration`, how
often what was called likely came true. A forecast is scored when a person ruled yes or no and its last day has passed:
one that was resolved before its day, or that has no day, would lean to yes, because what has not happened yet cannot
be ruled a no. How many stay out, and why, always stands beside the scores.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa

from onrecord.answers import scoring
from onrecord.answers.forecast_states import Waiting, forecasts_waiting
from onrecord.answers.forecasts import State, forecasts, last_day
from onrecord.answers.rows import Rows
from onrecord.answers.who import Who
from onrecord.errors import BadQuery
from onrecord.record.merging.stored import stored_events
from onrecord.record.view import View

Row = dict[str, Any]

RULED = (State.YES, State.NO)
RESOLVED = (*RULED, State.AMBIGUOUS, State.ANNULLED)
SHOWN = ("group", "scored", "brier", "brier_low", "brier_high", "baseline", "ranking", "forecasts", "open", "vague")
COUNTS = ("forecasts", "scored", "open", "due", "early", "no_deadline", "ambiguous", "annulled", "unstated", "vague")
SHARES = (
    "vague_share",
    "happened",
    "brier",
    "brier_low",
    "brier_high",
    "log",
    "log_low",
    "log_high",
    "baseline",
    "baseline_low",
    "baseline_high",
    "base_rate_brier",
    "skill",
    "right_side",
    "ranking",
    "miscalibration",
    "discrimination",
    "adjusted_brier",
)
COLUMNS = pa.schema(
    [
        ("group", pa.string()),
        *((name, pa.int32()) for name in COUNTS),
        *((name, pa.float64()) for name in SHARES),
        ("forecast_ids", pa.list_(pa.string())),
    ]
)
POINTS = pa.schema(
    [
        ("chance", pa.float64()),
        ("chance_low", pa.float64()),
        ("chance_high", pa.float64()),
        ("band", pa.string()),
        ("forecasts", pa.int32()),
        ("happened", pa.int32()),
        ("share", pa.float64()),
        ("share_low", pa.float64()),
        ("share_high", pa.float64()),
        ("isotonic", pa.float64()),
    ]
)


class By(StrEnum):
    """What forecasts can be grouped by."""

    ALL = "all"
    FORECASTER = "forecaster"
    INSTITUTE = "institute"
    OUTLET = "outlet"
    TOPIC = "topic"
    RELATIONSHIP = "relationship"


COLUMN_OF = {By.FORECASTER: "forecaster", By.INSTITUTE: "forecaster_affiliation"}
"""Columns by which forecasts that wait for a ruling are counted without being read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How often what was given a chance came true.

    Attributes:
        points: One row for each chance that was stated: how many forecasts, how many came true, their share with
            Wilson's 95 % interval, and the isotonic curve there.
        scored: How many forecasts that is.
        brier: Their mean Brier score; None without any.
        murphy: Murphy's decomposition, each chance a bin; None without any.
        corp: The decomposition by the isotonic curve; None without any.
        ranking: How often what came true had the higher chance; None unless some came true and some did not.
    """

    points: Rows
    scored: int
    brier: float | None
    murphy: scoring.Decomposition | None
    corp: scoring.Decomposition | None
    ranking: float | None


def scores(
    view: View,
    *,
    by: str = By.FORECASTER,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    forecaster: str | Who | None = None,
    since: date | None = None,
    until: date | None = None,
    bands: str | None = None,
    today: date | None = None,
    limit: int | None = None,
) -> Rows:
    """How well forecasts did, by group.

    Args:
        view: The record, as of a date.
        by: ``forecaster``, ``institute``, ``outlet``, ``topic`` (the PLOVER type of what is predicted),
            ``relationship`` (each pair of actors that a forecast is about), or ``all``.
        actor, with_, forecaster, since, until, bands, today: As in `onrecord.answers.forecasts.forecasts`.
        limit: How many rows at most.

    Returns:
        One row for each group, those with most scored forecasts first. Scores are means: ``brier`` (0 best),
        ``log`` (0 best) and ``baseline`` (hundredths of a bit won over one half) of the middle of each band, with the
        interval that the score has over the bands (``brier_low`` to ``brier_high``). ``skill`` is what is won over
        always saying the base rate, ``right_side`` the share with the right side of one half (one half counts half),
        ``adjusted_brier`` the Brier score adjusted for the difficulty of questions, given for forecasters only and
        only once enough of them answered the same. ``early`` and ``no_deadline`` were ruled yes or no and are not
        scored; ``vague`` are all that name no day; ``unstated`` have a band that no table knows.

    Raises:
        BadQuery: for an unknown grouping, actor or period.
        BadSettings: for an unknown table.
    """
    if by not in list(By):
        raise BadQuery("is nothing to group by", subject=by, remedy=f"Known: {', '.join(By)}.")
    if limit is not None and limit < 1:
        raise BadQuery("must be at least 1", subject=f"limit {limit}")
    day = view.as_of or today or last_day(view)
    asked: Row = {"actor": actor, "with_": with_, "forecaster": forecaster, "since": since, "until": until}
    column = COLUMN_OF.get(By(by))
    waiting = forecasts_waiting(view, column, today=day, **asked) if column else []
    states = list(RESOLVED) if column else None
    rows = [
        row | {"standing": _standing(row, day)}
        for row in forecasts(view, bands=bands, today=day, states=states, **asked)
    ]
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for group in _groups(row, By(by)):
            groups[group].append(row)
    open_of: defaultdict[str, list[Waiting]] = defaultdict(list)
    for one in waiting:
        open_of[one.group or "none told"].append(one)
    adjusted = _adjusted(view, rows) if by == By.FORECASTER else {}
    names = dict.fromkeys((*groups, *open_of))
    found = [_row(name, groups[name], open_of[name], adjusted.get(name)) for name in names]
    found.sort(key=lambda row: (-row["scored"], -row["forecasts"], row["group"]))
    return Rows(pa.Table.from_pylist(found[:limit], schema=COLUMNS), title=f"Scores by {by}", shown=SHOWN)


def calibration(
    view: View,
    *,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    forecaster: str | Who | None = None,
    since: date | None = None,
    until: date | None = None,
    bands: str | None = None,
    today: date | None = None,
) -> Calibration:
    """How often what was given a chance came true, over forecasts that are scored. Arguments and errors as `scores`."""
    day = view.as_of or today or last_day(view)
    asked: Row = {"actor": actor, "with_": with_, "forecaster": forecaster, "since": since, "until": until}
    ruled = forecasts(view, bands=bands, today=day, states=RULED, **asked)
    scored = [row for row in ruled if _standing(row, day) == "scored"]
    chances, outcomes = _chances(scored)
    points = Rows(pa.Table.from_pylist(list(_points(scored)), schema=POINTS), title="Calibration")
    if not scored:
        return Calibration(points=points, scored=0, brier=None, murphy=None, corp=None, ranking=None)
    return Calibration(
        points=points,
        scored=len(scored),
        brier=float(scoring.brier_scores(chances, outcomes).mean()),
        murphy=scoring.murphy(chances, outcomes),
        corp=scoring.corp(chances, outcomes),
        ranking=scoring.ranking(chances, outcomes),
    )


def _standing(row: Row, day: date | None) -> str:
    """Why a forecast is scored or not."""
    if row["state"] not in RULED:
        return str(row["state"])
    if row["chance"] is None:
        return "unstated"
    if row["horizon_latest"] is None:
        return "no_deadline"
    return "scored" if day is not None and row["horizon_latest"] < day else "early"


def _groups(row: Row, by: By) -> Iterable[str]:
    match by:
        case By.ALL:
            return ["all"]
        case By.FORECASTER:
            return [row["forecaster"]]
        case By.INSTITUTE:
            return [row["forecaster_affiliation"] or "none told"]
        case By.OUTLET:
            return [row["outlet"] or "none told"]
        case By.TOPIC:
            return [row["event_type"] or "none told"]
        case By.RELATIONSHIP:
            return [" and ".join(pair) for pair in combinations(sorted(row["about"]), 2)] or ["none told"]


def _row(name: str, members: Sequence[Row], waiting: Sequence[Waiting], adjusted: float | None) -> Row:
    """The row of a group: of forecasts that are at hand, and of those that wait for a ruling and were only counted."""
    scored = [row for row in members if row["standing"] == "scored"]
    counts = Counter(row["standing"] for row in members)
    vague = sum(row["horizon_latest"] is None for row in members)
    for one in waiting:
        counts[one.state] += one.number
    whole = len(members) + sum(one.number for one in waiting)
    vague += sum(one.number for one in waiting if one.vague)
    return {
        "group": name,
        **{kind: counts[kind] for kind in COUNTS},
        "forecasts": whole,
        "vague": vague,
        "vague_share": vague / whole,
        **(_means(scored) if scored else {}),
        "adjusted_brier": adjusted,
        "forecast_ids": [row["id"] for row in scored],
    }


def _means(scored: Sequence[Row]) -> Row:
    chances, outcomes = _chances(scored)
    found: Row = {}
    for name, score in (
        ("brier", scoring.brier_scores),
        ("log", scoring.log_scores),
        ("baseline", scoring.baseline_scores),
    ):
        edges = np.array([score([row[edge] for row in scored], outcomes) for edge in ("chance_low", "chance_high")])
        middle = score(chances, outcomes)
        found[name] = float(middle.mean())
        found[f"{name}_low"] = float(np.minimum(edges.min(axis=0), middle).mean())
        found[f"{name}_high"] = float(np.maximum(edges.max(axis=0), middle).mean())
    parts = scoring.corp(chances, outcomes)
    sides = np.where(np.equal(chances, 0.5), 0.5, np.greater(chances, 0.5) == np.equal(outcomes, 1))
    return found | {
        "happened": float(np.mean(outcomes)),
        "base_rate_brier": parts.uncertainty,
        "skill": parts.skill,
        "right_side": float(sides.mean()),
        "ranking": scoring.ranking(chances, outcomes),
        "miscalibration": parts.miscalibration,
        "discrimination": parts.discrimination,
    }


def _chances(scored: Sequence[Row]) -> tuple[list[float], list[int]]:
    return [row["chance"] for row in scored], [int(row["state"] == State.YES) for row in scored]


def _points(scored: Sequence[Row]) -> Iterator[Row]:
    """One point of the curve for each chance."""
    chances, outcomes = _chances(scored)
    levels = dict(zip(chances, map(float, scoring.isotonic(chances, outcomes)), strict=True)) if scored else {}
    for chance in sorted(levels):
        members = [row for row in scored if row["chance"] == chance]
        happened = sum(row["state"] == State.YES for row in members)
        low, high = scoring.wilson(happened, len(members))
        yield {
            "chance": chance,
            "chance_low": min(row["chance_low"] for row in members),
            "chance_high": max(row["chance_high"] for row in members),
            "band": members[0]["band"],
            "forecasts": len(members),
            "happened": happened,
            "share": happened / len(members),
            "share_low": low,
            "share_high": high,
            "isotonic": levels[chance],
        }


def _adjusted(view: View, rows: Sequence[Row]) -> dict[str, float]:
    """Brier scores adjusted for difficulty. The events behind the forecasts are looked up only when there can be
    enough of them."""
    scored = [row for row in rows if row["standing"] == "scored" and row["event"]]
    if len(scored) < 2 * scoring.ENOUGH_SHARED or len({row["forecaster"] for row in scored}) < 2:
        return {}
    questions = _questions(view, scored)
    asked = [row for row in scored if row["id"] in questions]
    brier = scoring.brier_scores(*_chances(asked))
    return scoring.adjusted_for_difficulty(
        brier, [row["forecaster"] for row in asked], [questions[row["id"]] for row in asked]
    )


def _questions(view: View, scored: Sequence[Row]) -> dict[str, str]:
    """What each forecast is about: the event that its mention was merged to, and what became of it. Two that foretell
    one event for different days are one question when both came true or neither did."""
    of_event: defaultdict[str, list[Row]] = defaultdict(list)
    for row in scored:
        of_event[row["event"]].append(row)
    sql = "SELECT DISTINCT list_sort(list_distinct(list_concat(actors, recipients))) AS parties FROM events"
    parties = view.query(f"{sql} WHERE list_contains($ids, id) ORDER BY parties", {"ids": sorted(of_event)})
    found = {}
    for actors in parties["parties"].to_pylist():
        for stored in stored_events(view, actors):
            for row in (row for mention in stored.event.mention_ids for row in of_event.get(mention, ())):
                found[row["id"]] = f"{stored.event.id} {row['state']}"
    return found
