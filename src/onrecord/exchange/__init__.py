"""Formats of others: what comes in from known registers of agreements."""

from onrecord.exchange.registers import FORMATS, Imported, read_register

__all__ = ["FORMATS", "Imported", "read_register"]
