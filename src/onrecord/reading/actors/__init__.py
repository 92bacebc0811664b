"""Mentions of states, governments, organisations, armed groups and persons, resolved to `Actor` values.

Comes in: a parsed ``Doc``. Goes out: `ActorMention` values at ``doc._.actors``, in text order and without overlaps,
pronouns and groups ("the two countries") among them; `actors_of`, who a token's noun phrase denotes; `person_role`,
what a report says a person is. Who holds an office is told for the report's date. Unknown stays unknown.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.reading.actors.finding import find_mentions
from onrecord.reading.actors.index import KEY, denoted, index_of
from onrecord.reading.actors.mention import distinct
from onrecord.reading.actors.roles import person_role
from onrecord.reading.annotations import characters, component, document_of, evidence
from onrecord.types import Actor, ActorMention, content_id

__all__ = ["actors_of", "find_actors", "person_role"]


@component("actors")
def find_actors(doc: Doc) -> tuple[ActorMention, ...]:
    """All mentions of actors in ``doc``, in text order."""
    index = find_mentions(doc)
    doc.user_data[KEY] = index
    document = document_of(doc)
    found = []
    for mention in sorted(index.mentions, key=lambda m: m.start):
        span = characters(doc[mention.start : mention.end])
        id = content_id("actor", document.id, str(span.start), str(span.end))
        found.append(ActorMention(id=id, evidence=evidence(doc, span), actors=mention.actors))
    return tuple(found)


def actors_of(doc: Doc, token: Token) -> tuple[Actor, ...]:
    """Who the noun phrase that ``token`` heads, or stands in, denotes.

    Args:
        doc: A document that the component ``onrecord_actors`` has read.
        token: Any token of it: a name, a noun ("troops" of "Russian troops"), a pronoun.

    Returns:
        The actors in text order, without repetition, those of conjuncts that follow ("Russia and China") included; ()
        when it is not known who is meant, or the phrase denotes nobody.

    Raises:
        ValueError: when the component has not run on ``doc``.
    """
    return distinct(list(denoted(index_of(doc), token)))
