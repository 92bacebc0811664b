"""Run the commands and the Python that the pages show, and write down what they print.

A fenced block marked ``console`` in ``README.md`` or ``docs/*.md`` is a transcript: lines that begin with ``$ `` are
commands, the rest is what they print. Blocks marked ``python`` follow each other in one session; those that begin with
``>>>`` show what they print. A page's blocks run in order, in an empty folder that holds nothing but ``examples``.
``make docs`` writes the pages anew; a test fails while a page shows what the commands no longer print.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"^```(?P<kind>console|python)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
WIDTH = "100"


def main() -> None:
    for page in pages():
        page.write_text(rewritten(page), encoding="utf-8")


def pages() -> list[Path]:
    """The pages that show transcripts."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [page for page in found if FENCE.search(page.read_text("utf-8"))]


def rewritten(page: Path) -> str:
    """The page's text with what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "examples").symlink_to(ROOT / "examples")
        names: dict[str, Any] = {}

        def run(block: re.Match[str]) -> str:
            if block["kind"] == "console":
                body = "".join(transcript(block["body"], Path(folder)))
            else:
                body = session(block["body"], names, Path(folder))
            return f"```{block['kind']}\n{body}```"

        return FENCE.sub(run, page.read_text("utf-8"))


def transcript(body: str, folder: Path) -> Iterator[str]:
    """Each command of a block, and what it prints."""
    for line in body.splitlines():
        if not line.startswith("$ "):
            continue
        done = subprocess.run(
            ["bash", "-c", line[2:]],
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        yield line + "\n"
        yield "".join(printed.rstrip() + "\n" for printed in done.stdout.splitlines())


def environment() -> dict[str, str]:
    """The caller's, with this project's commands first, a fixed width, and no settings of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    return kept | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}",
        "COLUMNS": WIDTH,
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
    }


def session(body: str, names: dict[str, Any], folder: Path) -> str:
    """A block of Python, run; with what it prints where it is written as a session."""
    if not body.startswith(">>> "):
        with contextlib.chdir(folder):
            exec(compile(body, "<page>", "exec"), names)
        return body
    out = []
    for source in re.findall(r"^>>> .*\n(?:^\.\.\. .*\n|^\.\.\.\n)*", body, re.MULTILINE):
        code = "".join(line[4:] for line in source.splitlines(keepends=True))
        printed = io.StringIO()
        with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
            exec(compile(code, "<page>", "single"), names)
        out.append(source + printed.getvalue())
    return "".join(out)


if __name__ == "__main__":
    main()
