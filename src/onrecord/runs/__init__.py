"""Runs: where reading runs. So far in this process; the same step everywhere."""

from onrecord.runs.adding import RunReport, Skipped, add_files

__all__ = ["RunReport", "Skipped", "add_files"]
