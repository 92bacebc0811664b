"""What benchmarks share: reading JSON lines, writing predictions, and calling a scorer that stands beside the data."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON lines file, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def write_json_lines(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    """Write one object a line; returns the path."""
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def score(data: Path, scorer: str, *arguments: str | Path) -> str:
    """What the scorer prints.

    Raises:
        SystemExit: when the scorer is missing or fails; its message is passed on.
    """
    script = data.resolve().parent / "scorers" / scorer
    if not script.is_file():
        raise SystemExit(f"{script}: the scorer is expected beside the data")
    done = subprocess.run(
        [sys.executable, str(script), *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{scorer} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
