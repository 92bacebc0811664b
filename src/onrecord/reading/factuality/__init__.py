"""Factuality: whether an event happened, and who says so. Importing registers the component "factuality"."""

from onrecord.reading.factuality.component import judge_factuality

__all__ = ["judge_factuality"]
