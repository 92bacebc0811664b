"""The web reader: pages that an analyst works in.

Comes in: a site. Goes out: an application that serves pages and the API. Pages are made on the server, have permanent
addresses and work without scripts where they can; they ask what the API asks. It needs the extra ``web``.
"""

from onrecord.web.application import make_app

__all__ = ["make_app"]
