"""When an event happened: the time expression that belongs to a trigger.

Comes in: a parsed ``Doc`` with its time expressions, and the token of an event trigger. Goes out: the
`TimeExpression` that dates it, or None: an event without a date is not dated by the publication day. It reads the
parse only; it does not decide whether the event happened.

A date belongs to what it hangs on, to what shares that verb's clause, and to another mention of the same event in
the document where only one date is told. It never passes from a verb of saying to what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from onrecord.reading.annotations import document_of
from onrecord.reading.times.attachment import Site, site_of
from onrecord.reading.times.counted import count_of, counted, dated
from onrecord.reading.times.lists import word_list
from onrecord.types import Precision, Span, TimeExpression, TimeKind, When

_VERBAL = ("VERB", "AUX")
_SUBJECTS = ("nsubj", "nsubjpass")
_NEAR_DAYS = 92
_STORY_SENTENCES = 3
_NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|al|de|du|la)){0,3}"
_DATELINE_PLACE = re.compile(rf"\s*{_NAME}(?:, {_NAME})?(?:, | \()")
_DATELINE_END = re.compile(r"\)?,? *(?:\([\w .]{2,30}\)|[-–—]|\n)")
_Attached = dict[int, list[tuple[TimeExpression, Site]]]


def anchor(doc: Doc, token: Token) -> TimeExpression | None:
    """The time of the event whose trigger is ``token``.

    Args:
        doc: A document read up to the component "times".
        token: The trigger: a verb, or the head of a noun phrase.

    Returns:
        The expression; for "since" with ``when`` up to publication, for "two days after the summit" as the date
        counted, where the summit has one. None when the text gives no date.
    """
    ways = (
        (_in_sentence, _from_front, _from_story, _from_what_it_made)
        if token.pos_ in _VERBAL
        else (_in_sentence, _from_another_mention)
    )
    found = next((found for way in ways if (found := way(doc, token)) is not None), None)
    return None if found is not None and _lies_ahead(doc, token, found) else found


def _lies_ahead(doc: Doc, token: Token, time: TimeExpression) -> bool:
    """Whether a date is after publication and the verb in the past: in "threatened a tariff beginning Aug. 1" it is
    the tariff's."""
    if token.tag_ != "VBD" or time.when is None or time.when.earliest is None:
        return False
    return time.when.earliest > document_of(doc).published


def _in_sentence(doc: Doc, token: Token) -> TimeExpression | None:
    attached = attachments(doc)
    for place in _places(token):
        for expression, site in attached.get(place.i, ()):
            if _reaches(expression, site, place, token):
                return _bounded(doc, expression, site)
    return None


def attachments(doc: Doc) -> _Attached:
    """Token number to the dates that hang on it, in order of the text; made once a document."""
    known: _Attached | None = doc.user_data.get("onrecord_attachments")
    if known is None:
        known = doc.user_data["onrecord_attachments"] = {}
        for told in doc._.times:
            expression = dated(told)
            if expression is not None and not _is_dateline(document_of(doc).text, expression.evidence.span):
                site = site_of(doc, expression.evidence.span)
                if _only_compares(site, expression.evidence.span.start):
                    continue
                for host in _hosts(site):
                    known.setdefault(host.i, []).append((expression, site))
        _add_counted(doc, known)
    return known


def _is_dateline(text: str, span: Span) -> bool:
    """Whether a date is that of writing: "OSLO, May 4 (Wire) -- The king went to Bergen on Sunday"."""
    line = text.rfind("\n", 0, span.start) + 1
    return bool(_DATELINE_PLACE.fullmatch(text, line, span.start) and _DATELINE_END.match(text, span.end))


def _only_compares(site: Site, start: int) -> bool:
    """Whether "since" tells what an event is the first or the largest of: "his first visit since 2000" is not of 2000,
    nor of the years since."""
    host = site.host
    if site.preposition != "since" or host is None:
        return False
    verbal = host.pos_ in _VERBAL
    return any(
        (token.tag_ in ("JJS", "RBS") or token.lower_ in word_list("ranking"))
        and token.idx < start
        and (token.i > host.i or not verbal)
        for token in host.subtree
    )


def _add_counted(doc: Doc, known: _Attached) -> None:
    """Add dates counted from events that have one: "two days after the summit"."""
    for expression in doc._.times:
        count = count_of(doc, expression)
        start = None if count is None else anchor(doc, count.event)
        if count is None or start is None or start.when is None:
            continue
        day = counted(count, start.when)
        if day is not None:
            counted_day = replace(expression, kind=TimeKind.DATE, value=day[0], when=day[1])
            known.setdefault(count.host.i, []).append((counted_day, Site(count.host, "", False)))


def _hosts(site: Site) -> Iterator[Token]:
    """What a date may date: its host, and on upwards past names and things that do not happen, to the first verb."""
    current = site.host
    while current is not None:
        yield current
        if _only_leads(current):
            current = current.head
            continue
        if current.pos_ in _VERBAL or current.head.i == current.i or _happens(current):
            return
        current = current.head
        while current.pos_ == "ADP" and current.head.i != current.i:
            current = current.head


def _only_leads(verb: Token) -> bool:
    """Whether a participle tells who is at the head of somebody: a date behind it is that of what they do."""
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.lemma_ in ("lead", "head")


def _happens(noun: Token) -> bool:
    """Whether a noun names something that happens, and so may have a date of its own."""
    if noun.pos_ == "PROPN" and noun.ent_type_ not in ("EVENT", "LAW", ""):
        return False
    lemma = noun.lemma_.lower()
    if lemma in word_list("bodies"):
        return False
    return lemma in word_list("event_nouns") or lemma.endswith(("tion", "sion", "ment", "ing"))


def _places(token: Token) -> Iterator[Token]:
    """The tokens whose date is also the trigger's, the nearest first."""
    yield token
    yield from _clauses_about(token)
    current = token
    for _ in range(4):
        shared = _sharing(current)
        if shared is None:
            break
        yield shared
        yield from _occasions(shared)
        current = shared
    if token.pos_ in _VERBAL:
        yield from _occasions(token)
        for child in token.children:
            if child.dep_ == "conj" and child.pos_ in _VERBAL and _same_tense(child, token) and not _has_subject(child):
                yield child


def _occasions(verb: Token) -> Iterator[Token]:
    """What a verb's act was done at: "at a summit in July", "in a phone call on Thursday"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("at", "during", "in"):
            for held in child.children:
                if held.dep_ == "pobj" and _happens(held):
                    yield held
                    yield from _clauses_about(held)
    yield from _low_occasions(verb)


def _low_occasions(verb: Token) -> Iterator[Token]:
    """ "during" at the end of a past clause, which parsers hang on the last infinitive: "declined an invitation to come
    during the visit in 2019"."""
    if verb.tag_ != "VBD":
        return
    for thing in verb.children:
        if thing.dep_ != "dobj":
            continue
        for inner in thing.children:
            if inner.dep_ == "acl" and inner.tag_ == "VB":
                for child in inner.children:
                    if child.lower_ == "during":
                        yield from (held for held in child.children if held.dep_ == "pobj" and _happens(held))


def _clauses_about(noun: Token) -> Iterator[Token]:
    """Clauses that tell of a noun that it was held: "the talks, which took place in July", "the pact signed then"."""
    if noun.pos_ in _VERBAL:
        return
    for child in noun.children:
        if child.dep_ in ("relcl", "acl") and child.lemma_ in word_list("holding"):
            yield child


def _sharing(token: Token) -> Token | None:
    """The verb in whose time ``token`` happens; None when it has a time of its own."""
    head = token.head
    if head.i == token.i or _is_saying(head):
        return None
    if token.pos_ not in _VERBAL:
        return _noun_sharing(token)
    if head.pos_ not in _VERBAL:
        return None
    if token.dep_ == "conj":
        return head if _same_tense(token, head) and not _has_subject(token, but_pronouns=True) else None
    if token.dep_ == "xcomp":
        return head
    if token.dep_ == "advcl":
        marks = {child.lower_ for child in token.children if child.dep_ in ("mark", "advmod")}
        if (marks & word_list("same_time") and _same_tense(token, head)) or (
            token.tag_ == "VBG" and not marks and not _has_subject(token)
        ):
            return head
    return None


def _noun_sharing(noun: Token) -> Token | None:
    head = noun.head
    if noun.dep_ in ("conj", "appos", "compound") and head.pos_ in ("NOUN", "PROPN"):
        return head
    if noun.dep_ in _SUBJECTS and head.pos_ in _VERBAL:
        return head
    if noun.dep_ in ("dobj", "attr", "oprd") and head.lemma_ in word_list("holding"):
        return head
    if noun.dep_ == "pobj" and head.head.i != head.i:
        over = head.head
        same_time = head.lower_ in ("at", "during", "in") and _happens(noun)
        held = over.lemma_ in word_list("holding") and head.lower_ in ("for", "with", "as", "to", "on")
        held = held or (over.lemma_ in word_list("coming") and head.lower_ == "for" and _happens(noun))
        if over.pos_ in _VERBAL and not _is_saying(over) and (same_time or held):
            return over
    return None


def _reaches(expression: TimeExpression, site: Site, place: Token, token: Token) -> bool:
    """Whether a date that hangs on ``place`` gets as far as the trigger."""
    if site.preposition in ("before", "after", "from") and place.i != token.i:
        return False
    if place.i == token.i or token.pos_ not in _VERBAL:
        return True
    start = expression.evidence.span.start
    if token.dep_ == "xcomp" and place.i == token.head.i:
        return start > token.idx or place.lemma_ in word_list("aspect") or _is_underway(place)
    if token.dep_ == "conj" and place.i < token.i:
        return start < token.idx
    return True


def _is_underway(verb: Token) -> bool:
    """ "plans to", "is preparing to": a date before such a verb is that of what is planned."""
    ahead = verb.lemma_ in word_list("ahead") or verb.lemma_ in word_list("planning")
    return ahead and (verb.tag_ in ("VBZ", "VBP") or any(child.tag_ in ("VBZ", "VBP") for child in verb.children))


def _same_tense(one: Token, other: Token) -> bool:
    past = ("VBD", "VBN")
    return one.tag_ == other.tag_ or (one.tag_ in past and other.tag_ in past)


def _bounded(doc: Doc, expression: TimeExpression, site: Site) -> TimeExpression | None:
    """ "since": from then to publication. "before" and "after" a date give no date."""
    when = expression.when
    if site.preposition in ("before", "after"):
        return None
    if site.preposition == "since" and when is not None and when.earliest is not None:
        published = document_of(doc).published
        if when.earliest <= published:
            return replace(expression, when=When(earliest=when.earliest, latest=published, precision=Precision.RANGE))
    return expression


def _has_subject(verb: Token, *, but_pronouns: bool = False) -> bool:
    """Whether a verb has a subject of its own; ``but_pronouns``: one that may be somebody new."""
    return any(child.dep_ in _SUBJECTS and not (but_pronouns and child.pos_ == "PRON") for child in verb.children)


def _is_saying(token: Token) -> bool:
    return token.lemma_ in word_list("reporting")


def _from_another_mention(doc: Doc, noun: Token) -> TimeExpression | None:
    """The date of the same event where another mention tells it: the same noun, known ("Putin's visit", "the visit"),
    and one date only that is near publication, or one date in all."""
    if not _is_known(noun):
        return None
    possessor, published = _possessor(noun), document_of(doc).published
    whose = any(child.dep_ == "poss" and child.pos_ == "PRON" for child in noun.children)
    found: dict[str, TimeExpression] = {}
    for at, owner, expression in _dated_mentions(doc).get(_event_name(noun), ()):
        if at == noun.i or (possessor and owner not in ("", possessor)):
            continue
        # "her visit" need not be when somebody "visited in 1997"
        if not (whose and owner) or _is_near(expression, published):
            found.setdefault(expression.value, expression)
    if any(child.lower_ in word_list("earlier_one") for child in noun.children):
        found = {v: e for v, e in found.items() if e.when and e.when.latest and e.when.latest < published}
        return next(iter(found.values())) if len(found) == 1 else None
    near = [e for e in found.values() if _is_near(e, published)]
    if len(near) == 1:
        return near[0]
    return next(iter(found.values())) if len(found) == 1 else None


def _from_front(doc: Doc, verb: Token) -> TimeExpression | None:
    """The date that opens a sentence, for a past verb that the parser did not find to be its main verb because it
    took a participle for it ("On Tuesday, the minister speaking to reporters called ...")."""
    root = verb.sent.root
    if verb.tag_ != "VBD" or root.tag_ != "VBG" or any(child.dep_ == "aux" for child in root.children):
        return None
    for expression, site in attachments(doc).get(root.i, ()):
        first = verb.sent.start_char + len(site.preposition) + 1
        if expression.evidence.span.start <= first:
            return _bounded(doc, expression, site)
    return None


def _from_what_it_made(doc: Doc, verb: Token) -> TimeExpression | None:
    """The year in the name of what was signed: "the treaty, signed during the visit" where it is "the 1961 treaty"."""
    made = verb.head
    if verb.dep_ not in ("acl", "relcl") or verb.lemma_ not in word_list("making") or made.pos_ != "NOUN":
        return None
    return _in_sentence(doc, made) or _from_another_mention(doc, made)


def _from_story(doc: Doc, verb: Token) -> TimeExpression | None:
    """The day of a sentence just before, when the story goes on with a pronoun or with somebody named there: "On Monday
    the ministers met in Cairo. They agreed ...", "The ministers agreed ..."."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or verb.tag_ != "VBD" or verb.i != verb.sent.root.i:
        return None
    sentence = verb.sent
    for _ in range(_STORY_SENTENCES):
        if sentence.start == 0:
            return None
        sentence = doc[sentence.start - 1].sent
        told = sentence.root
        if told.tag_ != "VBD" or _is_saying(told):
            return None
        found = _in_sentence(doc, told)
        if found is not None:
            day = found.when is not None and found.when.precision is Precision.DAY
            return found if day and _goes_on(subject, sentence) else None
    return None


def _goes_on(subject: Token, sentence: TokenSpan) -> bool:
    if subject.lower_ in ("they", "he", "she", "it"):
        return True
    definite = any(child.lower_ == "the" for child in subject.children)
    return definite and any(token.lemma_ == subject.lemma_ for token in sentence)


def _is_near(expression: TimeExpression, published: date) -> bool:
    when = expression.when
    return (
        when is not None
        and when.earliest is not None
        and when.precision is not Precision.YEAR
        and abs((when.earliest - published).days) <= _NEAR_DAYS
    )


def _dated_mentions(doc: Doc) -> dict[str, list[tuple[int, str, TimeExpression]]]:
    """The events that a document names with a date, by name: token number, possessor, date. Nouns, and the verbs of the
    same word ("visited" for "visit"); made once a document."""
    known: dict[str, list[tuple[int, str, TimeExpression]]] | None = doc.user_data.get("onrecord_dated_mentions")
    if known is None:
        known = doc.user_data["onrecord_dated_mentions"] = {}
        for token in doc:
            noun = token.pos_ == "NOUN" and _happens(token) and not _is_another(token)
            if noun or (token.pos_ == "VERB" and token.lemma_ in word_list("event_verbs")):
                expression = _in_sentence(doc, token)
                if expression is not None:
                    known.setdefault(_event_name(token), []).append((token.i, _possessor(token), expression))
    return known


def _event_name(token: Token) -> str:
    lemma = token.lemma_.lower()
    return "meeting" if lemma == "meet" else lemma


def _is_known(noun: Token) -> bool:
    """ "Putin's visit", "the upcoming visit", "this summit"; not "his first visit", "a visit" or "previous visits"."""
    earlier = any(child.lower_ in word_list("earlier_one") for child in noun.children)
    if noun.tag_ == "NNS" or (_is_another(noun) and not earlier) or not _happens(noun):
        return False
    return any(child.dep_ == "poss" or child.lower_ in ("the", "this") for child in noun.children)


def _is_another(noun: Token) -> bool:
    return any(child.lower_ in word_list("another_one") for child in noun.children)


def _possessor(mention: Token) -> str:
    """The name of whose an event is: of a noun its owner's, of a verb its subject's."""
    relations = _SUBJECTS if mention.pos_ in _VERBAL else ("poss",)
    return next((child.text for child in mention.children if child.dep_ in relations and child.pos_ == "PROPN"), "")
