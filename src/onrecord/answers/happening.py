"""One event: everything that the record has of it.

Comes in: a view, and the id of an event or of one of its mentions. Goes out: `Happening`, the event's row, all its
mentions with their words, and what people decided about them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.answers.asking import with_outlets
from onrecord.answers.happenings import happening_rows
from onrecord.answers.rows import Rows
from onrecord.answers.timeline import COLUMNS, SHOWN
from onrecord.answers.told import event_told
from onrecord.errors import BadQuery
from onrecord.record.decisions import Decision, standing
from onrecord.record.merging import mention_id
from onrecord.record.subjects import among, moved_subjects
from onrecord.record.view import View

ORDER = 'ORDER BY published, document_id, "start", "end", id'


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event.

    Attributes:
        event: Its row, as `onrecord.answers.happenings` has it; ``views`` are what each holder makes of it.
        mentions: The mentions, as the timeline has them, by publication.
        decisions: What people decided about its mentions and that stands, the oldest first.
    """

    event: dict[str, Any]
    mentions: Rows
    decisions: tuple[Decision, ...]

    @property
    def disputed(self) -> bool:
        """Whether holders disagree on whether it is so."""
        return bool(self.event["state"] == "disputed")


def happening(view: View, event_id: str) -> Happening:
    """One event with all its mentions.

    Args:
        view: The record, as of a date.
        event_id: The id of an event (``happening-...``), which stays good when earlier reports come to be known, or of
            one of its mentions (``event-...``).

    Raises:
        BadQuery: when the record has no such event, or had none as of the date.
    """
    told = event_told(view, mention_id(event_id))
    if told is None:
        raise BadQuery("is not an event of this record", subject=event_id)
    ids = told["mention_ids"]
    chosen = f"SELECT * FROM events WHERE {among('id', ids)}"
    mentions = with_outlets(view, COLUMNS, chosen, ORDER)
    return Happening(
        event=happening_rows([told], title="Event")[0],
        mentions=Rows(mentions, title="Mentions", shown=SHOWN),
        decisions=_decisions(view, set(ids)),
    )


def _decisions(view: View, mentions: set[str]) -> tuple[Decision, ...]:
    decisions = standing(view.decisions())
    moved = moved_subjects(view, decisions) if decisions else {}
    return tuple(
        decision
        for decision in decisions
        if mentions & {moved.get(one, one) for one in (decision.subject, *decision.others)}
    )
