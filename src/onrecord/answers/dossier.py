"""The dossier of two actors: what was done, claimed, disputed, expected, denied, said, agreed and predicted.

Comes in: a view, two actors, a period. Goes out: a `Dossier`, several `Rows` under their headings. Every event stands
there once, with all reports that tell of it, under exactly one of done, claimed, disputed, expected and denied, so that
nothing that is claimed, feared, planned or denied is read as done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from onrecord.answers.agreements import agreements
from onrecord.answers.asking import Conditions, limited
from onrecord.answers.forecasts import forecasts
from onrecord.answers.happenings import State, happening_rows
from onrecord.answers.rows import Rows
from onrecord.answers.statements import statements
from onrecord.answers.told import Question, events_told
from onrecord.answers.who import Who, resolve
from onrecord.errors import BadQuery
from onrecord.record.view import View

HEADINGS = {
    State.DONE: "Done",
    State.CLAIMED: "Done, according to somebody",
    State.DISPUTED: "Disputed: stated and denied",
    State.EXPECTED: "Expected or possible",
    State.DENIED: "Denied or unlikely",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What the record tells of two actors.

    Attributes:
        first: One of the two.
        second: The other.
        as_of: The day whose knowledge it holds; None for all.
        done: Events that reports themselves state as certain, past or going on, and nobody denies.
        claimed: The same, stated only by somebody whom reports name.
        disputed: Events that are stated as done and denied; ``views`` has who says what, side by side.
        expected: Planned, probable, possible, and those of which it is not told whether they are so.
        denied: Events that a holder says did not, do not or will not happen, or probably not, and nobody expects.
        said: Statements that involve both.
        agreed: Agreements to which both are parties.
        predicted: Forecasts that involve both.
    """

    first: Who
    second: Who
    as_of: date | None
    done: Rows
    claimed: Rows
    disputed: Rows
    expected: Rows
    denied: Rows
    said: Rows
    agreed: Rows
    predicted: Rows

    @property
    def title(self) -> str:
        names = " and ".join(who.person or who.name for who in (self.first, self.second))
        return f"{names}, as of {self.as_of}" if self.as_of else names

    @property
    def sections(self) -> dict[str, Rows]:
        """The parts by name, in reading order."""
        names = ("done", "claimed", "disputed", "expected", "denied", "said", "agreed", "predicted")
        return {name: getattr(self, name) for name in names}

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.sections.values())

    def to_dict(self) -> dict[str, Any]:
        """Plain Python values, for JSON and the like."""
        head = {"first": self.first.id, "second": self.second.id, "as_of": self.as_of}
        return head | {name: rows.to_dicts() for name, rows in self.sections.items()}

    def _repr_html_(self) -> str:
        parts = (rows._repr_html_() for rows in self.sections.values() if len(rows))
        return f"<h2>{escape(self.title)}</h2>" + "".join(parts)


def dossier(
    view: View,
    first: str,
    second: str,
    *,
    since: date | None = None,
    until: date | None = None,
    today: date | None = None,
    limit: int | None = None,
) -> Dossier:
    """What was done, said, agreed and predicted between two actors.

    Args:
        view: The record, as of a date.
        first: One actor: an ISO 3166-1 code, an id, or a name.
        second: The other.
        since: First day of what it is about; events and forecasts without a date are left out when ``since`` or
            ``until`` is given, statements count by the day they were made known.
        until: Last day.
        today: The day on which forecasts are told to be due, as in `forecasts`.
        limit: How many rows at most in each part.

    Raises:
        BadQuery: for an unknown actor, twice the same one, or an impossible period.
    """
    one, other = resolve(view, first), resolve(view, second)
    limited(limit)
    Conditions().during(since, until)
    if one == other:
        raise BadQuery("is named twice; a dossier takes two actors", subject=one.name)

    asked: dict[str, Any] = {"actor": one, "with_": other, "since": since, "until": until, "limit": limit}
    happened = _by_state(view, one, other, since, until, limit)
    instruments = None if one.person or other.person else agreements(view, **asked)
    return Dossier(
        first=one,
        second=other,
        as_of=view.as_of,
        done=happened[State.DONE],
        claimed=happened[State.CLAIMED],
        disputed=happened[State.DISPUTED],
        expected=happened[State.EXPECTED],
        denied=happened[State.DENIED],
        said=statements(view, **asked),
        agreed=instruments if instruments is not None else _none(view),
        predicted=forecasts(view, today=today, **asked),
    )


def _by_state(
    view: View, one: Who, other: Who, since: date | None, until: date | None, limit: int | None
) -> dict[str, Rows]:
    """The events of the two, once each, by what is told of them."""
    questions = [Question(states={state}, since=since, until=until, limit=limit) for state in State]
    told = events_told(view, (one, other), questions)
    return {state: happening_rows(rows, title=HEADINGS[state]) for state, rows in zip(State, told, strict=True)}


def _none(view: View) -> Rows:
    """The agreements of a person: none, in the columns of agreements."""
    rows = agreements(view, limit=1)
    return Rows(rows.to_arrow().slice(0, 0), title=rows.title, shown=rows.shown)
