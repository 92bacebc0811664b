"""How far two readers of the same sentences agree: ``python -m training.events.agreement FILE FILES``.

Comes in: one file of records as a second reader marked them, and the files that hold the same texts as they are. Goes
out, printed: F1 of triggers (words shared), and of the triggers that both have the share that agrees in act, in mode
and in factuality, with Cohen's kappa, and F1 of actors and recipients by shared words."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from training.events.written import Event, Record, Spans, load


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("second", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    arguments = parser.parse_args()
    first = {record.text: record for path in arguments.files for record in load(path)}
    pairs = [(first[record.text], record) for record in load(arguments.second) if record.text in first]
    print(f"{len(pairs)} of {len(first)} records read twice")
    for name, value in agreement(pairs).items():
        print(f"  {name:24s} {value:6.1f}")


def agreement(pairs: Sequence[tuple[Record, Record]]) -> dict[str, float]:
    """Figures in per cent."""
    both = [match for one, other in pairs for match in matched(one.events, other.events)]
    events = sum(len(one.events) + len(other.events) for one, other in pairs)
    none = [(not one.events, not other.events) for one, other in pairs]
    figures = {
        "an event or none": 100 * sum(a == b for a, b in none) / len(none),
        "triggers, F1": 200 * len(both) / max(1, events),
    }
    for name in ("act", "mode", "value"):
        labels = [(getattr(a, name), getattr(b, name)) for a, b in both]
        figures[f"{name}, agreed"] = 100 * sum(a == b for a, b in labels) / max(1, len(labels))
        figures[f"{name}, kappa"] = 100 * kappa(labels)
    for name in ("actors", "recipients"):
        sides = [(getattr(a, name), getattr(b, name)) for a, b in both]
        shared = sum(len(list(overlapping(a, b))) for a, b in sides)
        figures[f"{name}, F1"] = 200 * shared / max(1, sum(len(a) + len(b) for a, b in sides))
    return figures


def matched(one: Iterable[Event], other: Iterable[Event]) -> Iterator[tuple[Event, Event]]:
    """Events of two readers whose triggers share a word, the same act first; each once."""
    free = list(other)
    for event in one:
        near = [e for e in free if any(overlapping(event.triggers, e.triggers))]
        best = min(near, key=lambda e: (e.act != event.act, e.mode != event.mode), default=None)
        if best is not None:
            free.remove(best)
            yield event, best


def overlapping(one: Spans, other: Spans) -> Iterator[tuple[int, int]]:
    """The stretches of ``one`` that share a character with one of ``other``."""
    return ((a, b) for a, b in dict.fromkeys(one) if any(a < d and c < b for c, d in other))


def kappa(labels: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa (1960): agreement beyond chance; 0 for no labels."""
    if not labels:
        return 0.0
    agreed = sum(a == b for a, b in labels) / len(labels)
    ones, others = Counter(a for a, _ in labels), Counter(b for _, b in labels)
    chance = sum(ones[name] * others[name] for name in ones) / len(labels) ** 2
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


if __name__ == "__main__":
    main()
