"""Write ``docs/reference.md`` from the code: commands, settings, tables of a record, errors, public names.

Run it after a change (``make reference``); a test fails while the page and the code differ.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click

import onrecord
from onrecord import errors
from onrecord.cli import main as cli
from onrecord.record.schema import TABLES
from onrecord.settings import PREFIX, Settings

PAGE = Path(__file__).parent.parent / "docs" / "reference.md"


def main() -> None:
    PAGE.write_text(reference(), encoding="utf-8")


def reference() -> str:
    """The whole page."""
    parts = [*commands(), *settings(), *tables(), *error_tree(), *names()]
    return "# Reference\n\nMade from the code by `make reference`.\n\n" + "\n".join(parts).rstrip() + "\n"


def commands() -> Iterator[str]:
    yield "## Commands\n"
    width = {"terminal_width": 80, "max_content_width": 80}
    context = click.Context(cli, info_name="onrecord", **cli.context_settings | width)
    yield fenced(cli.get_help(context))
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, terminal_width=80, max_content_width=80)
        yield f"### onrecord {name}\n"
        yield fenced(command.get_help(inner))
    yield "Exit codes: 0 all went well, 1 something given was not readable, 2 the call was wrong, 3 the record is busy."
    yield ""


def fenced(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"```text\n{lines}\n```\n"


def settings() -> Iterator[str]:
    yield "## Settings\n"
    yield (
        "From `onrecord.toml` in the current folder (or the file that `ONRECORD_SETTINGS` names), from the "
        "environment, and from arguments, the later over the earlier.\n"
    )
    yield "| setting | environment | default | |\n|---|---|---|---|"
    about = dict(re.findall(r"^ +(\w+): (.+(?:\n {12,}.+)*)", inspect.getdoc(Settings) or "", re.MULTILINE))
    about |= dict(re.findall(r"^\s{4}(\w+): (.+)$", inspect.getdoc(Settings) or "", re.MULTILINE))
    for field in dataclasses.fields(Settings):
        text = " ".join(about[field.name].split()).replace("``", "`")
        yield f"| `{field.name}` | `{PREFIX}{field.name.upper()}` | `{field.default}` | {text} |"
    yield ""


def tables() -> Iterator[str]:
    yield "## Tables of a record\n"
    yield (
        "A record is a folder of Delta tables. These are the columns that answers and exports see; `view.query` takes "
        "SQL over them.\n"
    )
    for table in TABLES.values():
        yield f"### {table.name}\n\nOne row: {table.about}.\n"
        yield "| column | type | |\n|---|---|---|"
        for column in table.columns:
            yield f"| `{column.name}` | `{column.kind}` | {column.about} |".replace(
                "; empty: open or unknown", "; empty: open"
            )
        yield ""


def error_tree() -> Iterator[str]:
    yield "## Errors\n"
    yield "All stand in `onrecord.errors`; each has `message`, `subject` and `remedy`.\n"
    yield fenced((errors.__doc__ or "").partition("\n\n")[2].strip("\n"))


def names() -> Iterator[str]:
    yield "## Public names\n"
    yield "`import onrecord` offers these; the values stand in `onrecord.types` with all they are made of.\n"
    yield "| name | |\n|---|---|"
    for name in onrecord.__all__:
        value = getattr(onrecord, name)
        first = (inspect.getdoc(value) or "").split("\n\n")[0].replace("\n", " ").replace("``", "`").replace("|", "\\|")
        yield f"| `{name}` | {first if callable(value) else 'version'} |"
    yield ""


if __name__ == "__main__":
    importlib.invalidate_caches()
    main()
