"""Documents: text out.

Comes in: a `RawItem`. Goes out: a `Document`: clean text with its title, outlet, author, language, and publication
date with what that rests on; or the error that says why the item is none.
"""

from onrecord.documents.making import longest_in_bytes, make_document

__all__ = ["longest_in_bytes", "make_document"]
