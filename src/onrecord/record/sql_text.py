"""Texts within SQL.

Comes in: a text. Goes out: how DuckDB's SQL writes it, or what is told of an error.
"""

from __future__ import annotations

from collections.abc import Iterable


def first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def literals(texts: Iterable[str]) -> str:
    return ", ".join(literal(text) for text in sorted(texts))


def glob_escaped(path: str) -> str:
    """DuckDB takes every file name for a pattern; a bracket makes a star or a question mark stand for itself."""
    return path.replace("*", "[*]").replace("?", "[?]")
