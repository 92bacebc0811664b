"""Tables of registers: rows of text, dates in parts, and what is left out.

Comes in: a CSV file, and the parts of dates as registers write them: 0, -9 and NA for unknown. Goes out: rows, dates
with their precision, and a count of what could not be used. It knows no register.
"""

from __future__ import annotations

import calendar
import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from onrecord.errors import UnreadableSource
from onrecord.types import Precision, When

UNKNOWN = ("", "NA", "0", "-9", "9999", ".")


@dataclass
class Skipped:
    """What was left out, by reason, with the first of each."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def note(self, reason: str, what: str) -> None:
        self.counts[reason] += 1
        self.examples.setdefault(reason, what)


def rows(path: Path, *, delimiter: str = ",", needed: Iterable[str] = ()) -> list[dict[str, str]]:
    """The rows of a CSV file with a header, in UTF-8 or, failing that, Windows-1252.

    Raises:
        UnreadableSource: when the file cannot be read, or a needed column is missing.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"cannot be read ({error.strerror or error})", subject=str(path)) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    try:
        found = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableSource(f"is no table ({error})", subject=str(path)) from error
    present = set(found[0]) if found else set()
    if missing := [column for column in needed if column not in present]:
        raise UnreadableSource(
            f"has no column {', '.join(missing)}", subject=str(path), remedy="Is it in the format that was named?"
        )
    return [{name: (value or "").strip() for name, value in row.items() if isinstance(name, str)} for row in found]


def known(value: str | None) -> int | None:
    """A number; None where the register says that it does not know."""
    text = (value or "").strip().removesuffix(".0")
    if text in UNKNOWN or text.startswith("-"):
        return None
    return int(text) if text.isdecimal() else None


def day(year: str | None, month: str | None = None, day_of_month: str | None = None) -> When | None:
    """A date from its parts, at the precision that they have; None without a year, or for a day that does not exist."""
    y, m, d = known(year), known(month), known(day_of_month)
    if y is None or not 1 <= y <= date.max.year or (m is not None and m > 12):
        return None
    if m is None:
        return When(earliest=date(y, 1, 1), latest=date(y, 12, 31), precision=Precision.YEAR)
    last = calendar.monthrange(y, m)[1]
    if d is None:
        return When(earliest=date(y, m, 1), latest=date(y, m, last), precision=Precision.MONTH)
    if d > last:
        return None
    return When(earliest=date(y, m, d), latest=date(y, m, d), precision=Precision.DAY)


def earliest(dates: Iterable[When]) -> When | None:
    """The first of several dates."""
    return min(dates, key=lambda when: (when.earliest or date.max, when.latest or date.max), default=None)
