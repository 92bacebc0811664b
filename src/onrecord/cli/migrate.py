"""``onrecord migrate``: bring a record that an earlier Onrecord made up to date."""

from __future__ import annotations

import click

from onrecord.cli.options import common, record_of


@click.command("migrate", short_help="Bring a record that an earlier Onrecord made up to date.")
@common
@click.pass_context
def command(ctx: click.Context, record_address: str | None) -> None:
    """Bring a record that an earlier Onrecord made up to date. Nothing is lost; earlier versions cannot use it then.

    When it is cut off, running it again completes it.

    \b
    onrecord migrate --record relations
    """
    from onrecord.cli.printing import line, tell
    from onrecord.record.schema import SCHEMA_VERSION

    done: list[str] = []

    def report(name: str) -> None:
        done.append(name)
        tell(f"{name}: up to date")

    before = record_of(ctx, record_address).migrate(on_table=report)
    changed = f"schema {before} to {SCHEMA_VERSION}" if done else f"nothing to do, schema {SCHEMA_VERSION}"
    click.echo(line(changed))
