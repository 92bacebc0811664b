"""The record: what documents say, kept in Delta tables, and views of it as of a date."""

from onrecord.record.decisions import Decision, DecisionKind
from onrecord.record.record import AddReport, Record
from onrecord.record.rows import reading_rows
from onrecord.record.view import View

__all__ = ["AddReport", "Decision", "DecisionKind", "Record", "View", "reading_rows"]
