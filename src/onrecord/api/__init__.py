"""The HTTP API: everything the pages show, for programs.

Comes in: HTTP requests. Goes out: JSON, CSV, JSON lines and Parquet, one shape of error, pages by cursor, ETags. It
asks `onrecord.answers` and decides nothing itself. It needs the extra ``web``.
"""

from onrecord.api.application import make_api
from onrecord.api.site import Site, make_site

__all__ = ["Site", "make_api", "make_site"]
