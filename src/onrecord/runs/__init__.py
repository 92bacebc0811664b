"""Runs: where reading runs. So far in this process; the same step everywhere."""

from onrecord.runs.adding import RunReport, Skipped, add_files
from onrecord.runs.indexing import is_indexed, make_indexes
from onrecord.runs.rereading import Rereading, discard, make_current, reread

__all__ = [
    "Rereading",
    "RunReport",
    "Skipped",
    "add_files",
    "discard",
    "is_indexed",
    "make_current",
    "make_indexes",
    "reread",
]
