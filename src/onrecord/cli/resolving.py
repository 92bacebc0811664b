"""Going through proposed resolutions: as a table, all above a chance at once, or one by one with keys.

Comes in: a record and proposals. Goes out: rulings in the record, each with the sentences that were shown for it.
Nothing is ruled that a person did not ask for, by a key or by a bound.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from rich.console import Group, RenderableType
from rich.text import Text

from onrecord.cli.cells import cell, dim, new_table, when_text
from onrecord.cli.options import now
from onrecord.cli.printing import console, line
from onrecord.record import DecisionKind
from onrecord.types import Outcome

if TYPE_CHECKING:
    from onrecord.answers import Rows
    from onrecord.answers.resolution import Proposal
    from onrecord.answers.resolution_evidence import Finding
    from onrecord.record import Record

RULINGS = {"y": Outcome.YES, "n": Outcome.NO, "m": Outcome.AMBIGUOUS, "x": Outcome.ANNULLED}
KEYS = "y yes  n no  m ambiguous  x annulled  a as proposed  s skip  u undo the last  q quit"
INTERRUPT = ("\x03", "\x04")


def table(rows: Rows) -> RenderableType:
    """Proposals, each with its sentences for and against."""
    if not len(rows):
        return Text("Nothing waits for a ruling.", style="dim")
    shown = new_table(rows.title, ("By when", 0), ("Predicted", 4), ("Proposed", 3), ("Reports", 6))
    shown.columns[1].min_width = len("forecast-0123456789abcdef")
    for row in rows:
        shown.add_row(
            when_text(row["horizon"]),
            cell(row["proposition"], dim(row["forecaster"]), dim(row["forecast_id"])),
            cell(_proposed(row["outcome"], row["probability"]), row["why"], dim(_standing(row))),
            cell(*_sentences(row, "evidence_for", "+"), *_sentences(row, "evidence_against", "-")),
        )
    return shown


def accept(record: Record, made: Iterable[Proposal], *, above: float, by: str, note: str) -> None:
    """Rule as proposed wherever that has a higher chance."""
    ruled = 0
    for proposal in made:
        if proposal.outcome is not None and proposal.probability > above:
            _rule(record, proposal, proposal.outcome, by, note or _as_proposed(proposal))
            ruled += 1
    click.echo(f"{ruled} resolved")


def walk(record: Record, made: Sequence[Proposal], *, by: str, note: str) -> None:
    """Show one after the other and do what the key says."""
    with _each_key_at_once():
        _walk(record, made, by, note)


def _walk(record: Record, made: Sequence[Proposal], by: str, note: str) -> None:
    ruled: list[str] = []
    for number, proposal in enumerate(made, start=1):
        console().print(_sheet(proposal, f"{number} of {len(made)}"))
        while (key := _key(proposal)) == "u":
            _undo(record, ruled, by)
        if key == "q":
            break
        if key == "s":
            continue
        outcome = proposal.outcome if key == "a" else RULINGS[key]
        assert outcome is not None
        reason = note or (_as_proposed(proposal) if outcome is proposal.outcome else "")
        ruled.append(_rule(record, proposal, outcome, by, reason))
    click.echo(f"{len(ruled)} resolved" if made else "Nothing waits for a ruling.")


def _key(proposal: Proposal) -> str:
    """The next key that means something here.

    Raises:
        KeyboardInterrupt: when the user stops.
    """
    click.echo(KEYS)
    while True:
        pressed = _pressed()
        if pressed in INTERRUPT:
            raise KeyboardInterrupt
        if pressed == "a" and proposal.outcome is None:
            click.echo("nothing is proposed here")
        elif pressed in RULINGS or pressed in ("a", "s", "u", "q"):
            return pressed


@contextmanager
def _each_key_at_once() -> Iterator[None]:
    """Let a terminal hand on each key as it is pressed; what is pressed before it is asked for is kept, not dropped."""
    if sys.platform == "win32" or sys.stdin is None or not sys.stdin.isatty():
        yield
        return
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal, termios.TCSANOW)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _pressed() -> str:
    """One key, or one letter of what comes in by a pipe, whose end is as good as q."""
    if sys.platform == "win32" and sys.stdin is not None and sys.stdin.isatty():
        return click.getchar().casefold()
    letter = sys.stdin.read(1) if sys.stdin is not None else ""
    return letter.casefold() or "q"


def _rule(record: Record, proposal: Proposal, outcome: Outcome, by: str, note: str) -> str:
    forecast = proposal.forecast["id"]
    evidence = proposal.resting_on(outcome)
    decision = record.resolve(forecast, outcome, decided_by=by, decided_at=now(), evidence=evidence, note=note)
    click.echo(line(f"{decision.id}: {forecast} is resolved: {outcome}, by {by}"))
    return decision.id


def _undo(record: Record, ruled: list[str], by: str) -> None:
    if not ruled:
        click.echo("nothing to undo")
        return
    last = ruled.pop()
    record.decide(DecisionKind.UNDO, last, decided_by=by, decided_at=now())
    click.echo(f"{last} is undone")


def _as_proposed(proposal: Proposal) -> str:
    return f"as proposed ({proposal.probability:.2f}): {proposal.why}"


def _sheet(proposal: Proposal, place: str) -> RenderableType:
    """One forecast as it is put before the user."""
    row = proposal.forecast
    against = "says that it will not happen" if row["polarity"] == "negative" else None
    condition = f"condition ({proposal.condition_state}): {row['condition']}" if row["condition"] else None
    by_when = f"by {row['horizon']}" if row["horizon"] else "names no day"
    happened = f"happened {proposal.happened.isoformat()}" if proposal.happened else None
    settled = f"reported {proposal.settled}" if proposal.settled else None
    said = f"“{row['quote']}” ({row['outlet'] or row['document_id']}, {row['published']})"
    return Group(
        Text(""),
        Text(line(f"[{place}] {row['proposition']}"), style="bold"),
        cell(f"{row['forecaster']}: “{row['hedge']}”, {row['band']}; {by_when}{', due' if proposal.due else ''}"),
        cell(against, condition, dim(said)),
        *(_told(one, "+") for one in proposal.supporting),
        *(_told(one, "-") for one in proposal.opposing),
        cell(_proposed(proposal.outcome, proposal.probability), proposal.why, dim(happened), dim(settled)),
    )


def _told(finding: Finding, sign: str) -> Text:
    day = f"{finding.outlet or finding.evidence.document_id}, {finding.published}"
    return cell(f"  {sign} {finding.probability:.2f} {finding.evidence.quote} ({day})")


def _proposed(outcome: str | None, probability: float) -> Text:
    return Text(f"proposed: {outcome} ({probability:.2f})" if outcome else "nothing proposed", style="bold")


def _standing(row: dict[str, Any]) -> str:
    parts = ("due" if row["due"] else None, f"happened {row['happened']}" if row["happened"] else None)
    return ", ".join(part for part in (*parts, f"reported {row['settled']}" if row["settled"] else None) if part)


def _sentences(row: dict[str, Any], name: str, sign: str) -> list[str]:
    told = zip(row[name], row[f"{name}_probabilities"], strict=True)
    return [f"{sign} {probability:.2f} {words}" for words, probability in told]
