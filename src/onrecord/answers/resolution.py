"""What later reports say became of open forecasts: proposals, for a person to accept or to refuse.

Comes in: a view and whose forecasts. Goes out: a `Proposal` for each: an outcome with a probability, and the sentences
for and against it. It decides nothing: only a decision resolves. "No" is proposed when reports deny it or tell that it
came too late, and only once its last day has passed; that nothing was reported is never a "no", and without a last day
nothing is. A forecast on a condition that reports say was not met is proposed to be annulled.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pyarrow as pa

from onrecord.answers.forecasts import State, forecasts, last_day
from onrecord.answers.resolution_evidence import (
    STANDS_AGAINST,
    STANDS_FOR,
    STANDS_LATE,
    Finding,
    Pool,
    findings,
    pool_for,
)
from onrecord.answers.resolution_target import Target, condition_target, targets
from onrecord.answers.rows import Rows
from onrecord.answers.told import event_kept
from onrecord.answers.who import Who
from onrecord.errors import BadQuery
from onrecord.record.merging.stored import StoredEvent, stored_events
from onrecord.record.view import View
from onrecord.types import Evidence, Outcome, Precision, When

Row = dict[str, Any]

UNRESOLVED = (State.OPEN, State.DUE)
MOST_EVIDENCE = 4
LEAST_SHOWN, LEAST_PROPOSED = 0.02, 0.2
"""How probable a sentence must be to be shown, and an outcome to be proposed."""

FIRM, NEARLY_AS_FIRM = 0.7, 1.5
"""Of reports that are about as firm, in the logarithm of odds, the first is the one that settled it."""

EVEN = 0.5
FROM_SILENCE_OF_CONDITION = 0.75
MOST_FOR_LATE = 0.6
BOTH_SIDES = 0.5
SHOWN = ("due", "outcome", "probability", "proposition", "forecaster", "horizon", "evidence_for", "evidence_against")
COLUMNS = pa.schema(
    [
        ("forecast_id", pa.string()),
        ("proposition", pa.string()),
        ("forecaster", pa.string()),
        ("band", pa.string()),
        ("polarity", pa.string()),
        ("condition", pa.string()),
        ("condition_state", pa.string()),
        ("published", pa.date32()),
        ("horizon", pa.string()),
        ("due", pa.bool_()),
        ("outcome", pa.string()),
        ("probability", pa.float64()),
        ("happened", pa.string()),
        ("settled", pa.date32()),
        ("why", pa.string()),
        ("evidence_for", pa.list_(pa.string())),
        ("evidence_for_documents", pa.list_(pa.string())),
        ("evidence_for_probabilities", pa.list_(pa.float64())),
        ("evidence_against", pa.list_(pa.string())),
        ("evidence_against_documents", pa.list_(pa.string())),
        ("evidence_against_probabilities", pa.list_(pa.float64())),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What became of one forecast, as far as reports tell.

    Attributes:
        forecast: Its row, as `onrecord.answers.forecasts.forecasts` gives it.
        outcome: What is proposed; None when nothing speaks for any outcome.
        probability: That a person who reads the evidence would rule so; 0 without an outcome.
        why: In a few words.
        supporting: Sentences that tell that it happened, the one that settles it first.
        opposing: Sentences that tell that it did not, or only after its last day.
        due: Whether its last day has passed.
        condition_state: ``met``, ``not met`` or ``not told``; None without a condition.
    """

    forecast: Row
    outcome: Outcome | None
    probability: float
    why: str
    supporting: tuple[Finding, ...] = ()
    opposing: tuple[Finding, ...] = ()
    due: bool = False
    condition_state: str | None = None

    @property
    def evidence(self) -> tuple[Finding, ...]:
        """What the proposed outcome rests on."""
        if self.outcome is Outcome.YES:
            return self.supporting
        return self.opposing if self.outcome is Outcome.NO else (*self.supporting, *self.opposing)

    def resting_on(self, outcome: Outcome) -> tuple[Evidence, ...]:
        """The words that a ruling with this outcome can cite; none where no sentence is firm enough."""
        found = {
            Outcome.YES: self.supporting,
            Outcome.NO: self.opposing,
            Outcome.AMBIGUOUS: (*self.supporting, *self.opposing),
            Outcome.ANNULLED: self.evidence if self.outcome is Outcome.ANNULLED else (),
        }[outcome]
        firm = [one for one in found if one.probability >= LEAST_PROPOSED]
        return tuple(one.evidence for one in firm)

    @property
    def happened(self) -> When | None:
        """When it happened, as the reports date it: not when that was reported, nor when somebody ruled."""
        for finding in self.evidence:
            if finding.happened_first and finding.happened_last:
                same = finding.happened_first == finding.happened_last
                precision = Precision.DAY if same else Precision.RANGE
                return When(earliest=finding.happened_first, latest=finding.happened_last, precision=precision)
        return None

    @property
    def settled(self) -> date | None:
        """The day on which the report that settles it was published."""
        return self.evidence[0].published if self.evidence else None


def proposals(
    view: View,
    *,
    forecast_ids: Iterable[str] | None = None,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    forecaster: str | Who | None = None,
    due_only: bool = False,
    today: date | None = None,
) -> list[Proposal]:
    """What later reports say became of forecasts that nobody has ruled on.

    Args:
        view: The record, as of a date.
        forecast_ids: Which forecasts; all that are open or due when None.
        actor, with_, forecaster, today: As in `onrecord.answers.forecasts.forecasts`.
        due_only: Only those whose last day has passed, and those without one for which there is an outcome.

    Returns:
        One for each forecast, the most probable outcomes first, those without an outcome last.

    Raises:
        BadQuery: for an unknown actor, or a forecast that is not in the record or was already ruled on.
    """
    day = view.as_of or today or last_day(view)
    wanted = None if forecast_ids is None else list(forecast_ids)
    states = [str(state) for state in UNRESOLVED]
    rows = forecasts(
        view, actor=actor, with_=with_, forecaster=forecaster, states=states, ids=wanted, today=day
    ).to_dicts()
    if wanted is not None:
        rows = _chosen(rows, wanted)
    look = _Looker(view)
    made = [look.proposal(target) for target in targets(view, rows)]
    if due_only:
        made = [one for one in made if one.due or (one.outcome and one.forecast["horizon_latest"] is None)]
    return sorted(made, key=lambda one: (-one.probability, one.forecast["published"], one.forecast["id"]))


def proposal_rows(made: Sequence[Proposal]) -> Rows:
    """Proposals as rows, the evidence as lists of sentences with the ids of their documents."""
    table = pa.Table.from_pylist([_row(one) for one in made], schema=COLUMNS)
    return Rows(table, title="Proposed resolutions", shown=SHOWN)


class _Looker:
    """Looks for evidence in one view; what several forecasts need is looked up once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._stored: dict[tuple[str, ...], list[StoredEvent]] = {}

    def proposal(self, target: Target) -> Proposal:
        pool = pool_for(self._view, target)
        happening = self._happening(target)
        found = findings(target, pool, happening)
        supporting = _settling(one for one in found if one.stand == STANDS_FOR)
        opposing = _settling(one for one in found if one.stand != STANDS_FOR)
        made = replace(_judged(target, supporting, opposing), due=target.forecast["state"] == State.DUE)
        return _on_condition(made, target, pool)

    def _happening(self, target: Target) -> StoredEvent | None:
        """The event that the forecast's own mention was merged to."""
        actors = tuple(sorted(target.actors | target.recipients))
        if not actors or target.event is None:
            return None
        if actors not in self._stored:
            if kept := event_kept(self._view, target.event):
                return kept if set(actors) <= kept.parties else None
            self._stored[actors] = stored_events(self._view, actors)
        return next((one for one in self._stored[actors] if target.event in one.event.mention_ids), None)


def _chosen(rows: Sequence[Row], wanted: Sequence[str]) -> list[Row]:
    by_id = {row["id"]: row for row in rows}
    for forecast_id in wanted:
        if forecast_id not in by_id:
            raise BadQuery("is no forecast of this record that waits for a ruling", subject=forecast_id)
    return [by_id[forecast_id] for forecast_id in dict.fromkeys(wanted)]


def _settling(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The best sentence of each document. Where one can settle it, the first report of those about as firm comes first;
    else the nearest."""
    best: dict[str, Finding] = {}
    for finding in found:
        if finding.probability >= LEAST_SHOWN:
            best.setdefault(finding.evidence.document_id, finding)
    if not best:
        return ()
    firmest = min(best.values(), key=lambda finding: finding.order)
    if firmest.probability < LEAST_PROPOSED:
        return tuple(sorted(best.values(), key=lambda finding: finding.order))
    firm = [one for one in best.values() if _can_settle(one, firmest)]
    others = sorted((one for one in best.values() if one not in firm), key=lambda finding: finding.order)
    return (*sorted(firm, key=lambda finding: (finding.published, finding.order)), *others)


def _can_settle(one: Finding, firmest: Finding) -> bool:
    """Whether a report can be the one that settles it: it is about as firm as the firmest, or more likely than not
    tells of it."""
    return one.probability >= EVEN or _odds(one.probability) >= _odds(firmest.probability) - NEARLY_AS_FIRM


def _shown(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """As many as a person reads, the firmest among them; where one can settle it, none that is much fainter."""
    firmest = _firmest(found)
    if firmest >= LEAST_PROPOSED:
        faintest = min(_odds(LEAST_PROPOSED), _odds(firmest) - NEARLY_AS_FIRM)
        found = tuple(one for one in found if _odds(one.probability) >= faintest)
    if len(found) <= MOST_EVIDENCE:
        return found
    best = min(found, key=lambda finding: finding.order)
    first = found[:MOST_EVIDENCE]
    return first if best in first else (*first[:-1], best)


def _odds(probability: float) -> float:
    certain = 0.9999
    probability = min(certain, max(1 - certain, probability))
    return math.log(probability / (1 - probability))


def _judged(target: Target, supporting: tuple[Finding, ...], opposing: tuple[Finding, ...]) -> Proposal:
    """The outcome that the evidence speaks for."""
    for_it = _firmest(supporting)
    against = max(map(_weight, opposing), default=0.0)
    if sum(finding.probability >= FIRM for finding in supporting) > 1:
        against /= 2  # what several report as done is not undone by one denial
    made = Proposal(
        forecast=target.forecast,
        outcome=None,
        probability=0.0,
        why="nothing firm reported" if supporting else "nothing reported",
        supporting=_shown(supporting),
        opposing=_shown(opposing),
    )
    late = bool(opposing) and all(finding.stand == STANDS_LATE for finding in opposing)
    yes, no = for_it * (1 - against / 2), against * (1 - for_it / 2)
    if min(for_it, against) >= BOTH_SIDES and not late:
        return replace(made, outcome=Outcome.AMBIGUOUS, probability=round(for_it * against, 4), why="told both ways")
    if yes >= max(no, LEAST_PROPOSED):
        return replace(made, outcome=Outcome.YES, probability=round(yes, 4), why="reported as done")
    if no >= LEAST_PROPOSED and target.forecast["state"] == State.DUE:
        why = "reported as done after its last day" if late else "denied"
        return replace(made, outcome=Outcome.NO, probability=round(no, 4), why=why)
    if no >= LEAST_PROPOSED:
        return replace(made, why="denied so far; it can still happen")
    return made


def _firmest(found: Iterable[Finding]) -> float:
    return max((finding.probability for finding in found), default=0.0)


def _weight(finding: Finding) -> float:
    return min(MOST_FOR_LATE, finding.probability) if finding.stand == STANDS_LATE else finding.probability


def _on_condition(made: Proposal, target: Target, pool: Pool) -> Proposal:
    """A condition that was not met annuls; one of which nothing is told leaves doubt."""
    condition = condition_target(target)
    if condition is None:
        return made
    found = findings(condition, pool)
    met = _shown(_settling(one for one in found if one.stand == STANDS_FOR))
    unmet = _shown(_settling(one for one in found if one.stand == STANDS_AGAINST))
    if _firmest(unmet) > max(LEAST_PROPOSED, _firmest(met)):
        return replace(
            made,
            outcome=Outcome.ANNULLED,
            probability=_firmest(unmet),
            why="its condition was not met",
            supporting=(),
            opposing=unmet,
            condition_state="not met",
        )
    if _firmest(met) >= BOTH_SIDES:
        return replace(made, condition_state="met")
    doubtful = round(made.probability * FROM_SILENCE_OF_CONDITION, 4)
    return replace(made, probability=doubtful, condition_state="not told")


def _row(made: Proposal) -> Row:
    forecast = made.forecast
    names = ("proposition", "forecaster", "band", "polarity", "condition", "published", "horizon")
    happened = made.happened
    return {
        "forecast_id": forecast["id"],
        **{name: forecast[name] for name in names},
        "condition_state": made.condition_state,
        "due": made.due,
        "outcome": made.outcome,
        "probability": made.probability,
        "happened": happened.isoformat() if happened else None,
        "settled": made.settled,
        "why": made.why,
        **_evidence("evidence_for", made.supporting),
        **_evidence("evidence_against", made.opposing),
    }


def _evidence(name: str, found: Sequence[Finding]) -> Row:
    return {
        name: [one.evidence.quote for one in found],
        f"{name}_documents": [one.evidence.document_id for one in found],
        f"{name}_probabilities": [one.probability for one in found],
    }
