"""Mentions of agreements: noun phrases that name or describe one, with what they say of it.

Comes in: a parsed ``Doc`` with times and actors. Goes out: `Mention`s in the order of the text. Words that are no
agreement between states are left out: "in agreement", "a big deal", "international treaties", "a plea agreement".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.ontology.agreement_subjects import subject_of
from onrecord.ontology.known_agreements import KnownAgreement, longest_known
from onrecord.reading.actors import actors_of
from onrecord.reading.agreements.idioms import ORGANIZATIONS, is_foreign, is_other, names_organization
from onrecord.reading.agreements.lexicon import formality, head_lemma, listed, table
from onrecord.reading.annotations import document_of
from onrecord.reading.forecasts.lookup import actors_in, times_in
from onrecord.types import ActorKind, TimeKind, When

_NAME_PREPOSITIONS = frozenset({"between", "with", "among", "on", "of", "for", "against", "concerning", "regarding"})
# What stands behind the object of "signed" and says where or when.
_CIRCUMSTANCES = frozenset({"in", "at", "during", "after", "before", "since", "when", "while", "last", "this"})
_QUOTES = frozenset("“”\"‘’'`")
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "both"})
_INDEFINITE = frozenset({"a", "an", "another", "some", "any", "one"})
_EMPTY = frozenset({"no", "any", "every", "each", "such", "what", "which", "whatever"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One mention.

    Attributes:
        head: The noun of agreement, or the last word of a name.
        start: First token of the name or description.
        end: Token after its last.
        lemma: The noun of agreement; empty for names without one ("AUKUS").
        known: The agreement of that name, where it is a well-known one.
        definite: "the treaty" as against "a treaty".
        plural: Several instruments.
        words: What the modifiers say of it, without vague ones and without parties.
        vague: The vague modifiers ("new", "possible").
        parties: Ids of the actors in the name.
        when: A date in the name ("the 1961 treaty").
        topic: What it is on, in lemmas ("on sending soldiers"), without parties.
        purposes: Whether the name says what it is on or for.
        proper: Whether it is written as a name ("the Treaty on ...").
    """

    head: Token
    start: int
    end: int
    lemma: str
    known: KnownAgreement | None
    definite: bool
    plural: bool
    words: tuple[str, ...]
    vague: tuple[str, ...]
    parties: tuple[str, ...]
    when: When | None
    topic: tuple[str, ...]
    purposes: bool
    proper: bool

    @property
    def bare(self) -> bool:
        """Nothing but the noun and vague words: "the new agreement"."""
        return not (self.known or self.words or self.parties or self.when or self.proper)

    @property
    def fullness(self) -> tuple[int, int]:
        """How much a name says, then how formal it is."""
        said = (
            bool(self.words) + bool(self.when) + bool(self.parties) + self.purposes + bool(self.vague) + 2 * self.proper
        )
        said += bool(self.topic) + (self.known is not None and self.end - self.start > 2)
        return said, formality(self.lemma) if self.lemma else 3


def mentions(doc: Doc) -> Iterator[Mention]:
    """The mentions of agreements in a document."""
    words = [token.text for token in doc]
    place = 0
    while place < len(doc):
        named = _named(doc, words, place)
        if named is not None:
            yield named
            place = max(place + 1, named.end)
            continue
        token = doc[place]
        lemma = head_lemma(token)
        if lemma is not None:
            found = _described(doc, token, lemma)
            if found is not None:
                yield found
        place += 1


def _named(doc: Doc, words: list[str], place: int) -> Mention | None:
    """A well-known name that begins here."""
    found = longest_known(words, place)
    if found is None:
        return None
    end, known = found
    head = doc[place:end].root
    if end < len(doc) and doc[end].lower_ in ORGANIZATIONS:
        return None
    start = place
    while start > 0 and doc[start - 1].head.i in range(start, end) and doc[start - 1].dep_ in ("det", "nummod", "amod"):
        start -= 1
    return Mention(
        head=head,
        start=start,
        end=end,
        lemma=head_lemma(head) or "",
        known=known,
        definite=True,
        plural=False,
        words=tuple(word.lower() for word in words[place:end] if word.lower() in subject_of()),
        vague=(),
        parties=tuple(id_ for id_ in _parties(doc, start, end) if id_ not in known.names),
        when=_date_in(doc, start, end),
        topic=(),
        purposes=False,
        proper=doc[place].text[:1].isupper() and head.text[:1].isupper(),
    )


def _described(doc: Doc, head: Token, lemma: str) -> Mention | None:
    """A noun of agreement with its modifiers."""
    if head.dep_ == "compound" and head.head.lemma_.lower() in listed("modifiers", "bargaining"):
        return None
    modifiers = _behind_verb(_modifiers(head))
    lowered = [token.lower_ for token in modifiers]
    determiner = next((token.lower_ for token in modifiers if token.dep_ in ("det", "poss", "neg")), None)
    if determiner in _EMPTY or is_foreign(lowered) or is_other(head) or names_organization(head):
        return None
    start = _without_quotes(doc, _behind(doc, min([token.left_edge.i for token in modifiers] + [head.i]), head))
    end = _name_end(head)
    purpose = _purpose(head)
    parties = _parties(doc, start, max(end, purpose.right_edge.i + 1 if purpose is not None else 0))
    said = _said(doc, modifiers)
    found = Mention(
        head=head,
        start=start,
        end=end,
        lemma=lemma,
        known=None,
        definite=determiner in _DEFINITE or any(token.dep_ == "poss" for token in modifiers) or determiner is None,
        plural=head.tag_ in ("NNS", "NNPS") or head.lower_ == "memoranda",
        words=tuple(word for word in said if word not in listed("modifiers", "vague")),
        vague=tuple(word for word in lowered if word in listed("modifiers", "vague")),
        parties=parties,
        when=_date_in(doc, start, end),
        topic=_topic(doc, head, end),
        purposes=end > head.i + 1 or purpose is not None,
        proper=_is_proper(doc, head),
    )
    return found if _is_instrument(found, determiner) else None


def _modifiers(head: Token) -> list[Token]:
    """What stands before the noun and belongs to it; for a noun inside a compound ("nuclear deal talks"), what stands
    before it in the compound."""
    own = [token for token in head.lefts if token.dep_ not in ("punct", "cc", "prep", "nsubj", "case")]
    if head.dep_ == "compound":
        siblings = [
            token
            for token in head.head.lefts
            if token.i < head.i and token.dep_ in ("det", "amod", "compound", "poss", "nummod")
        ]
        own = siblings + own
    for token in list(own):
        own += [
            part for part in token.children if part.dep_ in ("amod", "compound", "conj", "npadvmod") and part.i < head.i
        ]
    return sorted(set(own), key=lambda token: token.i)


def _behind_verb(modifiers: list[Token]) -> list[Token]:
    """Without what a headline has before the noun up to its verb, which its capitals make the parser take for a name:
    "Senators Ratify Defense Treaty"."""
    for place in range(len(modifiers) - 1, -1, -1):
        if headline_verb(modifiers[place]) is not None:
            return modifiers[place + 1 :]
    return modifiers


def _behind(doc: Doc, start: int, head: Token) -> int:
    """The first token of a name behind the last verb of a headline before the noun."""
    verbs = [token.i for token in doc[start : head.i] if headline_verb(token) is not None]
    return max([start, *(place + 1 for place in verbs)])


def headline_verb(token: Token) -> str | None:
    """The verb of making or ending an agreement that a word before its noun is, in headlines; else None."""
    if (
        token.dep_ not in ("compound", "nmod", "amod", "nsubj", "dep")
        or token.pos_ == "ADJ"
        or token.lower_.endswith("ed")
    ):
        return None
    for ending, full in (("ies", "y"), ("ing", ""), ("ing", "e"), ("es", ""), ("s", ""), ("", "")):
        stem = token.lower_.removesuffix(ending) + full if token.lower_.endswith(ending) else ""
        if stem in table("verbs") and stem not in ("draft", "strike", "end"):
            return stem
    return None


def _name_end(head: Token) -> int:
    """Token after the name: with its "between ...", "on ...", "of ...", as far as no clause or comma comes in."""
    end = head.i + 1
    for child in (*head.rights, *_attached_to_verb(head)):
        if child.dep_ != "prep" or child.lower_ not in _NAME_PREPOSITIONS or child.i != end:
            break
        last = child.i
        for token in child.subtree:
            if _ends_name(token) or (head.dep_ == "dobj" and token.lower_ in _CIRCUMSTANCES):
                break
            last = token.i
        end = last + 1
    return end


def _purpose(head: Token) -> Token | None:
    """The infinitive of what an agreement is to do: "a treaty to strengthen cooperation"."""
    for child in head.rights:
        if child.tag_ == "VB" and any(part.lower_ == "to" for part in child.lefts) and child.left_edge.i <= head.i + 2:
            return child
    return None


def _topic(doc: Doc, head: Token, end: int) -> tuple[str, ...]:
    """The nouns and verbs of what an agreement is on."""
    on = next((child for child in head.rights if child.lower_ in ("on", "concerning", "regarding", "for", "of")), None)
    if on is None or on.i >= end:
        return ()
    tokens = [token for token in on.subtree if token.i < end and token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ")]
    taken = _mention_characters(doc, tokens)
    empty = listed("modifiers", "empty_topics")
    return tuple(lemma for token in tokens if token.idx not in taken and (lemma := token.lemma_.lower()) not in empty)


def _attached_to_verb(head: Token) -> list[Token]:
    """The "with ..." right behind the object of a verb or a preposition, which the parser often hangs on the verb."""
    verb = head.head.head if head.dep_ == "pobj" else head.head
    if head.dep_ not in ("dobj", "nsubjpass", "pobj") or verb.i > head.i:
        return []
    return [child for child in verb.rights if child.i == head.i + 1 and child.lower_ in ("with", "between", "among")]


def _ends_name(token: Token) -> bool:
    if token.text in (",", "–", "—", ";", "(", ":") or token.text in _QUOTES or token.is_space:
        return True
    return token.dep_ in ("relcl", "advcl", "mark") or token.tag_ in ("WDT", "WP", "WRB", "MD", "VBD", "VBZ", "VBP")


def _without_quotes(doc: Doc, start: int) -> int:
    while doc[start].text in _QUOTES:
        start += 1
    return start


def _said(doc: Doc, modifiers: list[Token]) -> list[str]:
    """The modifiers that are neither articles nor parties nor dates, in lower case."""
    taken = _mention_characters(doc, modifiers)
    kept = []
    for token in modifiers:
        if token.dep_ in ("det", "poss", "nummod", "neg", "predet") or token.idx in taken or not token.is_alpha:
            continue
        if _is_hyphened(token) and token.lower_ not in subject_of():
            continue
        if token.pos_ in ("ADJ", "NOUN", "PROPN", "VERB") and token.ent_type_ not in ("DATE", "CARDINAL", "ORDINAL"):
            kept.append(token.lower_)
    return kept


def _is_hyphened(token: Token) -> bool:
    """Part of a word like "long-sought"."""
    return any(0 <= place < len(token.doc) and token.doc[place].text == "-" for place in (token.i - 1, token.i + 1))


def _mention_characters(doc: Doc, tokens: list[Token]) -> set[int]:
    if not tokens:
        return set()
    first, last = tokens[0].idx, tokens[-1].idx
    taken: set[int] = set()
    for mention in _actor_mentions(doc, first, last + 1):
        taken.update(range(mention[0], mention[1]))
    return taken


def _actor_mentions(doc: Doc, first: int, last: int) -> list[tuple[int, int, tuple[str, ...]]]:
    """Actor mentions that lie in a stretch of text: start, end, ids of states and organisations."""
    found = []
    for mention in actors_in(doc, first, last):
        ids = tuple(
            actor.id for actor in mention.actors if actor.kind is not ActorKind.GROUP and actor.id != actor.person
        )
        found.append((mention.evidence.span.start, mention.evidence.span.end, ids))
    return found


def _parties(doc: Doc, start: int, end: int) -> tuple[str, ...]:
    first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    return tuple(
        dict.fromkeys(
            id_
            for begin, _, ids in _actor_mentions(doc, first, last)
            if not _belongs_to_another(doc, start, end, begin) and not _are_others(doc, begin)
            for id_ in ids
        )
    )


def _are_others(doc: Doc, begin: int) -> bool:
    """ "an agreement between two other states": others than those whom the reader takes them for."""
    return (
        re.match(r"(?:the )?(?:two |three )?other\b", document_of(doc).text[begin : begin + 16], re.IGNORECASE)
        is not None
    )


def _belongs_to_another(doc: Doc, start: int, end: int, begin: int) -> bool:
    """Whether an actor only owns somebody else that is named: "a pact with Seoul's enemy"."""
    token = next((each for each in doc[start:end] if each.idx <= begin < each.idx + len(each)), None)
    while token is not None and token.dep_ == "compound" and token.head.i < end and token.head != token:
        token = token.head
    return token is not None and token.dep_ == "poss" and token.head.dep_ == "pobj" and not actors_of(doc, token.head)


def _date_in(doc: Doc, start: int, end: int) -> When | None:
    """A date of the past inside a name."""
    first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    published = document_of(doc).published
    for time in times_in(doc, first, last):
        if time.kind is TimeKind.DATE and time.when is not None:
            earliest = time.when.earliest
            return time.when if earliest is not None and earliest <= published else None
    return None


def _is_proper(doc: Doc, head: Token) -> bool:
    """A name in capitals: "Windsor Agreement", "Treaty on Comprehensive Strategic Partnership"."""
    if not head.text[:1].isupper() or head.is_sent_start or _in_headline(head):
        return False
    before = head.i > 0 and doc[head.i - 1].text[:1].isupper() and doc[head.i - 1].dep_ in ("compound", "amod", "nmod")
    after = any(part.text[:1].isupper() for child in head.rights if child.dep_ == "prep" for part in child.children)
    return before or after


def _in_headline(token: Token) -> bool:
    """A line without a full stop in which most words are capitals says nothing by them."""
    if any(word.text in (".", "!", "?") for word in list(token.sent)[-3:]):
        return False
    words = [word for word in token.sent if word.is_alpha and len(word) > 3]
    return len(words) > 3 and sum(word.text[:1].isupper() for word in words) > 0.7 * len(words)


def _is_instrument(mention: Mention, determiner: str | None) -> bool:
    """Whether a description is of an instrument, and not of agreements in general."""
    if mention.plural and not mention.definite and not mention.when:
        return False
    if mention.plural and determiner is None and not (mention.parties or mention.proper or mention.when):
        return False
    if determiner is None and mention.bare and not _is_headline_object(mention):
        return False
    if mention.lemma == "partnership":
        return _is_agreed(mention.head)
    particular = bool(mention.parties or mention.when or mention.proper) or _is_agreed(mention.head)
    return mention.lemma not in listed("weak", "heads") or particular or determiner in ("the", "this", "that")


def _is_agreed(head: Token) -> bool:
    """ "agreed to a truce", "agree ceasefire", "struck a partnership": somebody makes it here."""
    verb = head.head.head if head.dep_ == "pobj" and head.head.lower_ in ("to", "on") else head.head
    return head.dep_ in ("dobj", "pobj", "nsubjpass") and verb.lemma_ in listed("weak", "made_by")


def _is_headline_object(mention: Mention) -> bool:
    return mention.head.dep_ in ("dobj", "nsubjpass", "nsubj") and not mention.plural
