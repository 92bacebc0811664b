"""What a command line test works with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

EXAMPLES = Path(__file__).parents[2] / "examples"

Run = Callable[..., Result]


def failed(result: Result, code: int, *parts: str) -> None:
    """It ended with this code, said these things on standard error, and showed no traceback."""
    assert result.exit_code == code, result.output
    for part in parts:
        assert part in result.stderr
    assert "Traceback" not in result.output
    if parts:
        assert "Error: " in result.stderr
