"""Time expressions of English news: TIMEX3 spans, types and values, resolved against the publication date.

`words` gives words classes, `grammar` matches the rules of ``rules_*`` over them, `resolve` turns what they mean into
values, and `component` is the spaCy component that puts it together.
"""

from onrecord.reading.times.component import find_times

__all__ = ["find_times"]
