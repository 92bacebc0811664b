"""Events: who did what to whom. Importing registers the component "events"."""

from onrecord.reading.events.component import find_events

__all__ = ["find_events"]
