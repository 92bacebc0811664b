"""Sources: bytes in, `RawItem` out.

Comes in: the name of a file, or ``-`` for standard input. Goes out: one `RawItem` for a text or a page, one for each
row of a table, and for what cannot be read the error that says why, in its place. Nothing is decoded or judged here
beyond what is needed to tell the kinds of files apart.
"""

from onrecord.sources.opening import Found, open_source

__all__ = ["Found", "open_source"]
