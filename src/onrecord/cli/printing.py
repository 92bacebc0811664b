"""What goes to the terminal.

Comes in: text from anywhere. Goes out: text that can do nothing to a terminal: no control characters, no escape
sequences, no marks that turn the direction of writing; and messages on standard error.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

# Escape sequences as a whole (ECMA-48), so that no "[31m" stays behind when the escape character goes.
_ESCAPES = re.compile(
    r"""(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]                 # control sequences
      | (?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?   # strings: titles, links
      | \x1b[ -/]*[0-~]?                                  # anything shorter""",
    re.VERBOSE,
)
_UNSEEN = ("Cc", "Cf", "Cs")


def safe(text: str) -> str:
    """The text without anything that acts on a terminal. Line breaks and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    text = _ESCAPES.sub("", text)
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in _UNSEEN)


def line(text: str) -> str:
    """`safe`, on one line."""
    return " ".join(safe(text).split())


def complain(message: str) -> None:
    """An error on standard error."""
    click.echo(f"Error: {line(message)}", err=True)


def tell(message: str) -> None:
    """A remark on standard error."""
    click.echo(line(message), err=True)


def console(*, stderr: bool = False) -> Console:
    """Rich's console on the present standard streams. Text goes to it as ``Text``, never as markup."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=False)


def write_bytes(content: bytes) -> None:
    """Data on standard output as it is; on a terminal, without what acts on it."""
    stream = sys.stdout.buffer
    if sys.stdout.isatty():
        content = safe(content.decode("utf-8")).encode("utf-8")
    stream.write(content)
    stream.flush()
