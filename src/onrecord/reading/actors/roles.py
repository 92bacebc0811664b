"""What a report says a person is: "a senior researcher at KINU", "Foreign Minister".

Comes in: a token of a person's name or of a noun for a person. Goes out: the role and the body that the person
belongs to, as written. It does not say who the person is.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.reading.actors.index import index_of
from onrecord.reading.actors.titles import role_phrase
from onrecord.reading.actors.words import NOUN_PHRASE_TAGS, words_of_sentence


def person_role(doc: Doc, token: Token) -> tuple[str | None, str | None]:
    """The role and the affiliation of the person that ``token`` names or describes.

    Args:
        doc: A document that the component ``onrecord_actors`` has read.
        token: A token of the name ("Roe"), or the head of a description ("a researcher at KINU").

    Returns:
        Both as the report writes them, each None where it says nothing. What it says of a person once holds for every
        mention of the name.

    Raises:
        ValueError: when the component has not run on ``doc``.
    """
    mention = index_of(doc).at(token.i)
    if mention is not None and (mention.role or mention.affiliation):
        return mention.role, mention.affiliation
    if mention is not None and mention.is_person:
        return None, None
    words = words_of_sentence(token)
    start = token.i - token.sent.start
    while start > 0 and words.tag[start - 1] in NOUN_PHRASE_TAGS and words.tag[start - 1] != "CD":
        start -= 1
    told = role_phrase(words, start, len(words), {}, bounded=False)
    return (told.role, told.affiliation) if told else (None, None)
