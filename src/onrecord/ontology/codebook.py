"""How act and mode combine to the root that PLOVER's codebook codes for a pair of actors.

An act that is promised is an agreement, one that is refused a rejection, one that is asked for a request; hostile acts
that are announced are threats; help and trade that are cut are sanctions; hostile acts that are stopped are yielding
(PLOVER's CONCEDE and RETREAT, one class in the relation sets).
"""

from __future__ import annotations

MODES = ("done", "future", "refused", "demanded", "threatened", "halted", "possible", "denied")
ROOTS = (
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    *("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
YIELDING = ("CONCEDE", "RETREAT")
FRIENDLY = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID")
HOSTILE = ("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")


def root_of(act: str, mode: str) -> str | None:
    """The root of an act in a mode; None when nothing was done or said about doing it (possible, denied)."""
    if mode in ("possible", "denied"):
        return None
    if mode == "demanded":
        return "REQUEST"
    if mode == "threatened":
        return "THREATEN"
    if mode == "refused":
        return "REJECT" if act in (*FRIENDLY, *YIELDING) else None
    if mode == "halted":
        return "SANCTION" if act in FRIENDLY else "YIELD" if act in HOSTILE else None
    if mode == "future":
        if act in FRIENDLY:
            return "AGREE"
        if act in HOSTILE:
            return "THREATEN"
    return "YIELD" if act in YIELDING else act
