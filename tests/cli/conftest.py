"""A record made of the example reports by the command itself, and a way to run a command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.commands import EXAMPLES, Run
from onrecord.cli import main


@pytest.fixture(scope="session")
def run() -> Run:
    """``run("timeline", "RUS", stdin=...)``: the result of a command, with its exit code, stdout and stderr."""

    def command(*arguments: object, stdin: bytes | None = None, env: dict[str, str] | None = None) -> Result:
        return CliRunner(env=env).invoke(main, [str(argument) for argument in arguments], input=stdin)

    return command


@pytest.fixture(scope="session")
def examples() -> list[Path]:
    return sorted(EXAMPLES.glob("*.md"))


@pytest.fixture(scope="session")
def record(run: Run, examples: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of all example reports. Tests that change it take a copy."""
    folder = tmp_path_factory.mktemp("cli") / "record"
    result = run("add", *examples, "--record", folder)
    assert result.exit_code == 0, result.output
    return folder
