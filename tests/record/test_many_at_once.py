"""Four processes add, one serves, one compacts: for 12 seconds, or as many as ONRECORD_MANY_SECONDS says. The long form
is two minutes, as in ``python -m benchmarks many``::

    ONRECORD_MANY_SECONDS=120 python -m pytest -n 0 tests/record/test_many_at_once.py
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))  # where the benchmarks are

from benchmarks.many import ADDING, many_at_once

SECONDS = float(os.environ.get("ONRECORD_MANY_SECONDS", "12"))


def test_many_processes_at_once_lose_and_double_nothing_and_reads_never_fail(tmp_path: Path) -> None:
    outcome = many_at_once(tmp_path, SECONDS)
    assert (outcome.lost, outcome.doubled, outcome.strange, outcome.failed) == (0, 0, 0, 0)
    assert outcome.added >= ADDING
    assert outcome.reads >= 1
    assert outcome.compactions >= 1
    assert outcome.sound
