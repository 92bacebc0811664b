"""The steps of one agreement, as all reports of it tell them.

Comes in: the mentions of one instrument. Goes out: its steps in order, each once and as closely as it is told anywhere,
their texts, and how far it has come. Acts of ratifying stay apart by who acts: one chamber, the other, who signs into
law. A step without a date was taken by the day on which it was told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from onrecord.answers.instruments import Mention, Period, near
from onrecord.record.merging.kinds import step_of
from onrecord.types import Factuality, StepKind

Row = dict[str, Any]

LIFE = tuple(StepKind)
"""Steps in the order of an agreement's life, for those of the same day."""

ONCE = (StepKind.SIGNED, StepKind.IN_FORCE)
"""Steps that are taken but once."""

ACTS = {"lower house": "lower house", "upper house": "upper house", "law": "signed into law"}
"""Acts of ratifying, by the step of law-making that their words name."""


def steps_of(group: Iterable[Mention]) -> list[Row]:
    """What is told of the steps, in the order of their dates and of an agreement's life.

    Returns:
        Rows of the record, each with its ``act`` ("upper house") where that is told, and ``by``: the last day on which
        it can have been taken, when it is certain.
    """
    told: dict[tuple[Any, ...], Row] = {}
    for mention in group:
        for step in mention.steps:
            act = _act(step)
            key = (step["kind"], step["party"], step["told"], step["factuality"], act)
            told.setdefault(key, step | {"act": act, "by": _by(step)})
    kept = (step for step in told.values() if not any(_says_more(other, step) for other in told.values()))
    return sorted(kept, key=_place)


def step_text(step: Row) -> str:
    """``RUS ratified 2024-11-06, upper house``; ``signed by 2024-06-20``; ``in force 2025 (PR+)``."""
    day = step["told"] or (f"by {step['by']}" if step["by"] else None)
    text = " ".join(part for part in (step["party"], step["kind"], day) if part)
    text = ", ".join(part for part in (text, step["act"]) if part)
    return text if is_certain(step) else f"{text} ({step['factuality']})"


def state_of(group: Sequence[Mention], steps: Sequence[Row], as_of: date | None) -> str | None:
    """The last step that was certainly taken; else ``prospective``, or nothing. A step that lies ahead was not taken,
    and one without a date counts for what it is in an agreement's life."""
    last_day = as_of or max(mention.row["published"] for mention in group)
    taken = [step for step in steps if is_certain(step) and (step["earliest"] is None or step["earliest"] <= last_day)]
    dated = [step for step in taken if step["precision"]]
    undated = [step for step in taken if not step["precision"]]
    last = dated[-1] if dated else None
    later = max(undated, key=lambda step: LIFE.index(StepKind(step["kind"])), default=None)
    if later and (last is None or LIFE.index(StepKind(later["kind"])) > LIFE.index(StepKind(last["kind"]))):
        last = later
    if last is not None:
        return str(last["kind"])
    return "prospective" if all(mention.row["prospective"] for mention in group) else None


def is_certain(step: Row) -> bool:
    """Whether the report says for certain that the step is taken."""
    return bool(step["factuality"] == Factuality.CERTAIN)


def _act(step: Row) -> str | None:
    if step["kind"] != StepKind.RATIFIED:
        return None
    return ACTS.get(step_of(step["quote"], step["context"]) or "")


def _by(step: Row) -> date | None:
    """The last day on which a certain step without a date can have been taken: that of the report."""
    undated = is_certain(step) and step["told"] is None
    return step["published"] if undated else None


def _place(step: Row) -> tuple[Any, ...]:
    day = step["earliest"] or step["latest"] or step["by"] or date.max
    return day, LIFE.index(StepKind(step["kind"])), step["party"] or "", step["factuality"], step["told"] or ""


def _says_more(other: Row, step: Row) -> bool:
    """Whether another telling makes one needless: it dates the same act more closely, or tells as done what is done but
    once and was only expected."""
    if (other["kind"], other["party"]) != (step["kind"], step["party"]) or not is_certain(other):
        return False
    if not is_certain(step):
        return step["kind"] in ONCE and step["told"] is None
    if step["act"] not in (None, other["act"]):
        return False
    period, closer = _period(step), _period(other)
    if period is None:
        return step["told"] is None and _told_before(other, step)
    if closer is None or not near(period, closer):
        return False
    return (closer[1] - closer[0], other["act"] is None) < (period[1] - period[0], step["act"] is None)


def _told_before(other: Row, step: Row) -> bool:
    """Whether what is told without a date can be an act that was told of before, or is told elsewhere with its date."""
    if other["told"] is not None:
        return bool(other["earliest"] is None or other["earliest"] <= step["by"])
    return bool((other["by"], other["act"] is None) < (step["by"], step["act"] is None))


def _period(step: Row) -> Period | None:
    return (step["earliest"], step["latest"]) if step["earliest"] and step["latest"] else None
