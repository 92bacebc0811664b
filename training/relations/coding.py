"""Which root a relation set gives to a written event: where its coding differs from that of the written sentences.

The relation sets go back to CAMEO's tables: to sign an agreement there is to support (057), not to promise; a
concession that is promised is an agreement (035); sanctions and tariffs coerce (163), blockades and broken truces are
assaults (191, 196), a verdict is an accusation (116), a complaint to an ambassador too (114), an apology is support
(055), and who calls peacekeepers home reduces relations (1661). Comes in: an event and its text. Goes out: a root or
None. It trains nothing, and the reading of reports has no part in it.
"""

from __future__ import annotations

import re

from onrecord.ontology.codebook import YIELDING, root_of
from training.events.written import Event

AFTER = 45
PAPER = "accord|treaty|pact|deal|agreement|memorandum|convention"
#: Act, what the trigger and the words after it say, and the root.
DONE = tuple(
    (act, re.compile(pattern, re.IGNORECASE), root)
    for act, pattern, root in (
        ("AGREE", r"(co?unter)?(sign|ink|initial|ratif|seal)\w*\b|\w+ (pen|name|signature)", "SUPPORT"),
        (
            "AGREE",
            r"(?!agree|offer|promis|\w+ to\b).*\b(accord|treaty|pact|deal|agreement|memorandum|convention)\b",
            "SUPPORT",
        ),
        ("AGREE", r"(agree\w*|settle\w*|decided) on\b|(reach|conclu|struck|came to terms|clinch|finalis)", "SUPPORT"),
        ("CONCEDE", r".*\bapolog", "SUPPORT"),
        ("SANCTION", r".*\b(sanctions?|embargo|tariffs?|dut(y|ies)|blacklist|travel ban|visa ban)", "COERCE"),
        ("SANCTION", r".*\bblockad", "ASSAULT"),
        ("COERCE", r".*\b(blockad|besieg)", "ASSAULT"),
        ("COERCE", r".*\b(convict|guilty|sentenc)", "ACCUSE"),
        ("REJECT", r"(broke|break|violat)\w*\b.*\b(truce|cease-?fire)", "ASSAULT"),
        ("REQUEST", r"(summon|called? in)\w*\b.*\b(ambassador|envoy)", "ACCUSE"),
        ("RETREAT", r".*\b(peacekeep|blue helmets|observers|inspectors)", "SANCTION"),
    )
)


def coded(event: Event, text: str) -> str | None:
    """The root between an event's actor and recipient; None when there is none, or when what was asked for is still
    to be done by who was asked: the asking is an event of its own."""
    if event.mode == "demanded":
        return None
    if event.mode == "future" and event.act in YIELDING:
        return "AGREE"
    if event.mode == "done" and event.triggers:
        start, end = event.triggers[0]
        for act, pattern, root in DONE:
            if act == event.act and pattern.match(text[start : end + AFTER]):
                return root
    return root_of(event.act, event.mode)
