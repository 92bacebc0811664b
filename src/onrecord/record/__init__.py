"""The record: what documents say, kept in Delta tables, and views of it as of a date."""

from onrecord.record.checking import CheckReport, Problem
from onrecord.record.decisions import Decision, DecisionKind
from onrecord.record.empty import empty_view
from onrecord.record.record import AddReport, Record
from onrecord.record.rows import reading_rows
from onrecord.record.upkeep import UpkeepReport
from onrecord.record.view import View

__all__ = [
    "AddReport",
    "CheckReport",
    "Decision",
    "DecisionKind",
    "Problem",
    "Record",
    "UpkeepReport",
    "View",
    "empty_view",
    "reading_rows",
]
