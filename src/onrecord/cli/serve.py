"""``onrecord serve``: pages and an HTTP API for a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.cli.options import common, settings_of

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.api import Site

PORT = 8420
CLOSING = 20.0
"""Seconds that an addition has to finish the reports at hand when the server stops."""


@click.command("serve", short_help="Open pages and an HTTP API for a record.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0: any that is free.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="A further name that the server goes by.")
@click.option("--token", envvar="ONRECORD_TOKEN", metavar="TEXT", help="The token; a new one each time, if not given.")
@click.option(
    "--index", is_flag=True, help="First make the indexes, or bring them up to date, as 'onrecord index' does."
)
@click.option("--demo", is_flag=True, help="Serve the example reports, from a record that is made for it.")
@common
@click.pass_context
def command(
    ctx: click.Context,
    host: str,
    port: int,
    allow_host: tuple[str, ...],
    token: str | None,
    index: bool,
    demo: bool,
    record_address: str | None,
) -> None:
    """Open pages and an HTTP API for a record.

    Only this machine reaches them, unless --host says otherwise. Reading is free on this machine; ruling
    takes the token in the link that is printed, and so does reading from elsewhere.

    \b
    onrecord serve --record relations
    onrecord serve --demo
    """
    from contextlib import ExitStack
    from pathlib import Path
    from tempfile import TemporaryDirectory

    _require_web()
    with ExitStack() as until_done:
        settings = settings_of(ctx, record_address)
        address = settings.record
        if demo:
            address = str(Path(until_done.enter_context(TemporaryDirectory(prefix="onrecord-demo-"))) / "record")
            _make_demo(address)
        if index:
            _index(address)
        _run(_site(address, ctx, host, token, allow_host, demo=demo), host, port)


def _require_web() -> None:
    from importlib.util import find_spec

    from onrecord.errors import MissingExtra

    for library in ("fastapi", "jinja2", "markdown_it", "multipart", "uvicorn"):
        if find_spec(library) is None:
            raise MissingExtra(
                "is not installed", subject=library, remedy="Install it with: pip install 'onrecord[web]'"
            )


def _site(
    address: str, ctx: click.Context, host: str, token: str | None, names: tuple[str, ...], *, demo: bool
) -> Site:
    from onrecord.api import make_site
    from onrecord.api.access import LOOPBACK_NAMES, Access, is_loopback, new_token

    access = Access(token=token or new_token(), hosts=(*LOOPBACK_NAMES, host, *names), open_reading=is_loopback(host))
    return make_site(address, settings=settings_of(ctx, address), access=access, demo=demo)


def _make_demo(address: str) -> None:
    """A record of the example reports."""
    from onrecord.cli.options import latest_today
    from onrecord.cli.progress import counting
    from onrecord.errors import UnreadableSource
    from onrecord.library import Record
    from onrecord.runs import add_files, make_indexes

    reports = sorted(_examples().glob("*.md"))
    if not reports:
        raise UnreadableSource(
            "the example reports are not installed", subject=str(_examples()), remedy="Serve a record of your own."
        )
    with counting("Reading the examples", len(reports)) as advance:
        add_files(
            [str(report) for report in reports],
            Record(address),
            today=latest_today(),
            on_seen=lambda seen: advance(),
        )
    make_indexes(Record(address))


def _index(address: str) -> None:
    """Make the indexes of a record; there need not be a record yet."""
    from onrecord.cli.progress import waiting
    from onrecord.library import Record
    from onrecord.runs import make_indexes

    if (record := Record(address)).exists():
        with waiting("Indexing") as tell:
            make_indexes(record, on_step=tell)


def _examples() -> Path:
    """The folder of example reports: in the package, where a wheel puts them, else beside its checkout."""
    from importlib.resources import files
    from pathlib import Path

    package = Path(str(files("onrecord"))).resolve()
    inside = package / "examples"
    return inside if inside.is_dir() else package.parent.parent / "examples"


def _settle() -> None:
    """Load what all pages need, and let the collector of garbage leave it alone: it would look through all of it again
    and again while pages are made of many small things."""
    import gc

    from onrecord.gazetteer import load_gazetteer
    from onrecord.web.rendering import prepare

    load_gazetteer()
    prepare()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _run(site: Site, host: str, port: int) -> None:
    import shlex
    import socket

    import uvicorn

    from onrecord.cli.printing import line
    from onrecord.errors import OnrecordError
    from onrecord.web import make_app

    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise OnrecordError(
            f"cannot listen there ({error.strerror or error})", subject=f"{host}:{port}", remedy="Give another --port."
        ) from error
    shown = f"[{host}]" if ":" in host else host
    base = f"http://{shown}:{listening.getsockname()[1]}"
    click.echo(line(f"Serving {site.record.address} at {base}/  (stop with Ctrl-C)"))
    if site.is_slow():
        told = shlex.quote(site.record.address)
        click.echo(line(f"Pages answer much faster with an index: 'onrecord index --record {told}', or --index here."))
    click.echo(line(f"To rule, open {base}/sign-in?token={site.access.token}"))
    _settle()
    server = uvicorn.Server(uvicorn.Config(make_app(site), log_level="warning", access_log=False, server_header=False))
    try:
        server.run(sockets=[listening])
    finally:
        site.additions.close(seconds=CLOSING)
