"""What the mentions of one event tell together.

Comes in: an event with the rows of its mentions. Goes out: `Happened`, its date, state and place in a list, and
`described`, the full rows of those that are shown. It counts and compares; it judges no holder right.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import pyarrow as pa

from onrecord.record.copies import originals
from onrecord.record.merging.stored import StoredEvent
from onrecord.record.subjects import among
from onrecord.record.view import View
from onrecord.types import Factuality, HolderKind, Precision, Tense, When

Row = dict[str, Any]

DENYING = (Factuality.CERTAIN_NOT, Factuality.PROBABLE_NOT, Factuality.POSSIBLE_NOT)
FIRMNESS = tuple(Factuality)
VIEWS = pa.list_(
    pa.struct(
        [
            ("holder", pa.string()),
            ("holder_kind", pa.string()),
            ("says", pa.string()),
            ("factuality", pa.string()),
            ("first", pa.date32()),
            ("documents", pa.int32()),
            ("outlets", pa.list_(pa.string())),
            ("quote", pa.string()),
            ("context", pa.string()),
            ("document_id", pa.string()),
            ("mention", pa.string()),
        ]
    )
)


class Happened:
    """One event, and what its mentions tell together."""

    def __init__(self, stored: StoredEvent) -> None:
        self.stored = stored
        self.rows = stored.rows

    @cached_property
    def when(self) -> When | None:
        """The date told most narrowly; of several such the one told most often, then the earliest."""
        told = Counter(
            (row["earliest"], row["latest"], row["precision"]) for row in self.rows if row["earliest"] or row["latest"]
        )
        if not told:
            return None

        def rank(date_told: tuple[date | None, date | None, str]) -> tuple[int, int, date, date]:
            first, last, _ = date_told
            width = (last - first).days if first and last else date.max.toordinal()
            return width, -told[date_told], first or date.min, last or date.max

        first, last, precision = min(told, key=rank) if len(told) > 1 else next(iter(told))
        return When(earliest=first, latest=last, precision=Precision(precision))

    def says(self, row: Row) -> str:
        """What one mention says of the event: ``done``, ``denied``, or ``expected``, which covers whatever is not
        certain. What is spoken of as certain before its day is still ahead."""
        if row["factuality"] in DENYING:
            return "denied"
        stated = row["factuality"] == Factuality.CERTAIN and row["tense"] != Tense.FUTURE
        early = self.when and self.when.earliest and row["published"] < self.when.earliest
        return "done" if stated and not early else "expected"

    @cached_property
    def sorted_rows(self) -> dict[str, list[Row]]:
        """Its mentions by what they say."""
        told: dict[str, list[Row]] = {"done": [], "expected": [], "denied": []}
        for row in self.rows:
            told[self.says(row)].append(row)
        return told

    @cached_property
    def state(self) -> str:
        done, ahead, denied = self.sorted_rows.values()
        if done and denied:
            return "disputed"
        if done:
            return "done" if any(row["holder_kind"] == HolderKind.AUTHOR for row in done) else "claimed"
        return "expected" if ahead else "denied"

    @cached_property
    def words(self) -> Row:
        """The mention that tells most."""
        done, ahead, denied = self.sorted_rows.values()
        return min(done or ahead or denied, key=_poverty)

    @property
    def announcing(self) -> list[Row]:
        """Its mentions that look ahead, before any states it as done."""
        done, ahead, _ = self.sorted_rows.values()
        reported = _first_day(done)
        return [row for row in ahead if not reported or row["published"] < reported]

    @property
    def last_change(self) -> date:
        """The day on which it was first announced, first reported or first denied, whichever came last."""
        done, _, denied = self.sorted_rows.values()
        days = (_first_day(told) for told in (self.announcing, done, denied))
        return max(day for day in days if day)

    @property
    def type(self) -> str:
        return str(self.words["type"])

    @property
    def order(self) -> tuple[date, date, date, str]:
        """By date, those without one last."""
        first, last = (self.when.earliest, self.when.latest) if self.when else (None, None)
        return first or date.max, last or date.max, self.words["published"], self.stored.event.id

    def within(self, since: date | None, until: date | None) -> bool:
        """Whether its date can lie in a period."""
        if not (since or until):
            return True
        if self.when is None:
            return False
        first, last = self.when.earliest, self.when.latest
        return (since is None or last is None or last >= since) and (until is None or first is None or first <= until)


def described(view: View, found: Sequence[Happened]) -> list[Row]:
    """The full rows of events: what they tell, how often and by whom."""
    documents = documents_of(view, {row["document_id"] for happened in found for row in happened.rows})
    return [described_row(happened, documents) for happened in found]


def documents_of(view: View, ids: Iterable[str]) -> dict[str, Row]:
    """Outlet and signature of documents, by id."""
    sql = f"SELECT id, outlet, signature FROM documents WHERE {among('id', ids)}"
    return {row["id"]: row for row in view.query(sql).to_pylist()}


def described_row(happened: Happened, documents: Mapping[str, Row]) -> Row:
    """The full row of one event.

    Args:
        happened: The event.
        documents: Outlet and signature of all documents that tell of it.
    """
    rows, words, when = happened.rows, happened.words, happened.when
    done, _, denied = happened.sorted_rows.values()
    groups = originals({one: documents[one]["signature"] for one in {row["document_id"] for row in rows}})
    reported = _first_day(done)
    announced = happened.announcing
    actors, recipients = _sides(rows)
    return {
        **{name: words[name] for name in ("quote", "context", "document_id", "published", "sentence", "start", "end")},
        **{name: words[name] for name in ("type", "mode", "tense", "factuality", "holder", "place", "statement")},
        "outlet": documents[words["document_id"]]["outlet"],
        "when": when.isoformat() if when else None,
        "earliest": when.earliest if when else None,
        "latest": when.latest if when else None,
        "precision": when.precision if when else None,
        "actors": actors,
        "actor_persons": [_person(rows, one) for one in actors],
        "recipients": recipients,
        "recipient_persons": [_person(rows, one) for one in recipients],
        "persons": sorted({person for row in rows for _, person in _acting(row) if person}),
        "state": happened.state,
        "mentions": len(rows),
        "documents": len(groups),
        "originals": len(set(groups.values())),
        "outlets": len(_outlets(rows, documents)),
        "announced": _first_day(announced),
        "announced_by": _outlets(announced, documents),
        "reported": reported,
        "reported_by": _outlets(done, documents),
        "reported_documents": len({row["document_id"] for row in done}),
        "reported_originals": len({groups[row["document_id"]] for row in done}),
        "stated_by": sorted({row["holder"] for row in done}),
        "denied": _first_day(denied),
        "denied_by": sorted({row["holder"] for row in denied}),
        "views": _views(happened, documents),
        "mention_ids": list(happened.stored.event.mention_ids),
        "id": happened.stored.event.id,
    }


def _views(happened: Happened, documents: Mapping[str, Row]) -> list[Row]:
    """What each holder makes of it, with the words that tell most: those who say that it is so first, denials last."""
    told: defaultdict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for says, rows in happened.sorted_rows.items():
        for row in rows:
            told[row["holder"], row["holder_kind"], says, row["factuality"]].append(row)
    views = []
    for (holder, kind, says, factuality), rows in told.items():
        words = min(rows, key=_poverty)
        views.append(
            {
                "holder": holder,
                "holder_kind": kind,
                "says": says,
                "factuality": factuality,
                "first": _first_day(rows),
                "documents": len({row["document_id"] for row in rows}),
                "outlets": _outlets(rows, documents),
                **{name: words[name] for name in ("quote", "context", "document_id")},
                "mention": words["id"],
            }
        )
    order = ("done", "expected", "denied")
    return sorted(
        views,
        key=lambda one: (
            order.index(one["says"]),
            FIRMNESS.index(Factuality(one["factuality"])),
            one["holder_kind"] != HolderKind.AUTHOR,
            one["first"],
            one["holder"],
        ),
    )


def _first_day(rows: Iterable[Row]) -> date | None:
    return min((row["published"] for row in rows), default=None)


def _outlets(rows: Iterable[Row], documents: Mapping[str, Row]) -> list[str]:
    return sorted({outlet for row in rows if (outlet := documents[row["document_id"]]["outlet"])})


def _sides(rows: Sequence[Row]) -> tuple[list[str], list[str]]:
    """Who does it and to whom, as told most often among the mentions that name most."""
    told = Counter((tuple(sorted(set(row["actors"]))), tuple(sorted(set(row["recipients"])))) for row in rows)
    actors, recipients = min(told, key=lambda sides: (-len({*sides[0], *sides[1]}), -told[sides], sides))
    return list(actors), list(recipients)


def _acting(row: Row) -> list[tuple[str, str | None]]:
    """Actors on both sides, each with the person who acts for it."""
    actors = zip(row["actors"], row["actor_persons"], strict=True)
    return [*actors, *zip(row["recipients"], row["recipient_persons"], strict=True)]


def _person(rows: Iterable[Row], actor: str) -> str | None:
    """The person who is told most often to act for an actor."""
    told = Counter(person for row in rows for one, person in _acting(row) if one == actor and person)
    return min(told, key=lambda person: (-told[person], person)) if told else None


def _poverty(row: Row) -> tuple[bool, int, date, str, int, str]:
    """How little a mention tells: without a date, of few, late."""
    parties = len({*row["actors"], *row["recipients"]})
    return row["earliest"] is None, -parties, row["published"], row["document_id"], row["start"], row["id"]
