"""Words that point back to actors, resolved in one pass over a document.

Comes in: `Words` and the index of the mentions found so far. Goes out: nothing; the mentions that pronouns and definite
phrases make are added to the index. What cannot be told stays without an actor.
"""

from __future__ import annotations

from onrecord.reading.actors.context import Context
from onrecord.reading.actors.definites import definite
from onrecord.reading.actors.pronouns import pronoun


def resolve(context: Context) -> None:
    """Goes through the document once, from left to right, and adds what points back to the index."""
    words, index = context.words, context.index
    i = 0
    while i < len(words):
        mention = index.at(i)
        if mention is None:
            tag = words.tag[i]
            if tag in {"PRP", "PRP$"}:
                mention = pronoun(context, i)
            elif tag in {"DT", "CD", "PDT", "CC"}:
                mention = definite(context, i)
            if mention is not None:
                index.add(mention)
        if mention is not None:
            context.note(mention)
            i = mention.end
        else:
            i += 1
