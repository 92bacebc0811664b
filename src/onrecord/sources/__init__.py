"""Sources: bytes in, `RawItem` out.

Comes in: the name of a file, or ``-`` for standard input; or the address of a feed. Goes out: one `RawItem` for a text
or a page, one for each row of a table, one for each entry of a feed (`onrecord.sources.feed`), and for what cannot be
read the error that says why, in its place. Nothing is decoded or judged here beyond what is needed to tell the kinds
of files apart.
"""

from onrecord.sources.opening import Found, open_source, read_stream

__all__ = ["Found", "open_source", "read_stream"]
