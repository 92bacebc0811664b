"""What a forecast says, as an affirmative sentence that reads on its own.

Comes in: a cue and its horizon. Goes out: a sentence without hedge and negation, its verb in the present, with actors
in the place of pronouns and calendar dates in the place of "Friday": "Russia may supply them to it this week" becomes
"Russia supplies them to North Korea by 21 June 2024". It invents no words but "there is" and "takes place".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from spacy.tokens import Doc, Token

from onrecord.reading.actors import actors_of
from onrecord.reading.annotations import document_of
from onrecord.reading.forecasts.clauses import SUBJECTS, ancestors, noun_phrase, own_subject, subject, trimmed
from onrecord.reading.forecasts.cues import Cue
from onrecord.reading.forecasts.datelines import behind_dateline
from onrecord.reading.forecasts.horizons import day, month, spoken
from onrecord.reading.forecasts.lexicon import words
from onrecord.reading.forecasts.lookup import actors_in, times_in
from onrecord.reading.forecasts.referents import referent, speaker_words
from onrecord.types import ActorMention, Precision, TimeExpression, TimeKind, When

_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_PLURAL_WORDS = frozenset({"they", "we", "you", "these", "those", "i", "both", "some", "many", "two", "others"})
_IRREGULAR = {"be": "is", "have": "has", "do": "does", "go": "goes"}
_WITHIN = frozenset({"within", "in", "over", "during"})
_CHANCES = frozenset({"risk", "danger", "threat", "expectation", "fear", "concern"})
_SINGLE_QUOTES = frozenset({"'", "‘"})
_LABEL = re.compile(r"(?:(?:read )?more|also|related|watch|opinion|analysis|exclusive|breaking|update)\s*:\s*", re.I)
_PREPOSITIONS = frozenset(
    {"on", "in", "by", "before", "after", "until", "around", "from", "since", "for", "of", "to", "as"}
)


def proposition(doc: Doc, cue: Cue, horizon: When | None) -> str:
    """The affirmative sentence for a forecast."""
    start, end = cue.stretch
    replaced = _replacements(doc, start, end)
    if horizon is not None and not _has_time(doc, start, end):
        _without_durations(doc, start, end, replaced)
    plural = _is_plural(cue, replaced)
    pieces: list[str] = []
    for token in doc[start:end]:
        text = _token_text(token, cue, replaced, plural=plural)
        if text:
            pieces.append(text)
    body = " ".join(pieces)
    sentence = _completed(doc, cue, body)
    if horizon is not None and not _has_time(doc, start, end):
        sentence = f"{sentence} {spoken(horizon)}"
    return _tidied(sentence)


def _token_text(token: Token, cue: Cue, replaced: Mapping[int, str], *, plural: bool) -> str:
    if token.i in cue.inserted or token.is_space or (token.tag_ == "MD" and token.head == cue.head):
        return ""
    if token.i in replaced:
        return replaced[token.i]
    if token.tag_ == "WRB" and token.head == cue.head and token.i == cue.stretch[0]:
        return ""
    relative = token.tag_ == "WDT" or (token.lower_ == "that" and token.dep_ in SUBJECTS)
    if relative and (noun := _antecedent(token, cue)) is not None:
        return _named(token.doc, noun, until=token.i)
    if _is_aside(token, cue) or (token.text in _SINGLE_QUOTES and token.dep_ == "punct"):
        return ""
    if token.lower_ in ("no", "any") and token.dep_ in ("det", "neg") and not _is_part_of_word(token):
        return "" if token.head.tag_ in _PLURAL_TAGS else _article(token.nbor().text)
    if token.dep_ == "neg" and token.head == cue.head:
        return ""
    return _finite(token, cue, plural=plural)


def _article(following: str) -> str:
    return "an" if re.match(r"(?!eu|on(?:e|ce)\b|uni(?!n|m))[aeiou]", following, re.IGNORECASE) else "a"


def _antecedent(relative: Token, cue: Cue) -> Token | None:
    """The noun that "which" or "that" stands for: "a forum, which is set to open", "a plan that they say will fail"."""
    verb = relative.head
    if verb != cue.head and verb.i not in cue.inserted and verb != cue.head.head:
        return None
    if verb.dep_ == "ccomp" and verb.head.dep_ == "relcl":
        verb = verb.head
    return verb.head if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN") else None


def _is_aside(token: Token, cue: Cue) -> bool:
    """Whether a token tells who says it inside a relative clause: "a plan that *they say* will fail"."""
    hedging = [token.doc[place] for place in sorted(cue.inserted)]
    told = next((verb for verb in (cue.head, *hedging) if verb.dep_ == "ccomp"), cue.head)
    above = told.head
    if above.dep_ != "relcl" or above.i >= told.i:
        return False
    who = own_subject(above)
    return token == above or (who is not None and who.left_edge.i <= token.i <= who.right_edge.i)


def _is_part_of_word(token: Token) -> bool:
    """ "a *no*-fly zone", "*any* such attack"."""
    after = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    return token.head.tag_ in ("AFX", "HYPH") or after in ("-", "such")


def _finite(token: Token, cue: Cue, *, plural: bool) -> str:
    """The form of the verb in the present where the hedge has left a bare infinitive."""
    head = cue.head
    own = token == head or (token.dep_ in ("auxpass", "aux") and token.head == head)
    joined = token.dep_ == "conj" and token.head == head
    if token == head and any(part.tag_ == "TO" and part.i not in cue.inserted for part in head.lefts):
        return token.text
    if token == head and token.tag_ == "VBG" and _is_bare_gerund(token, cue) and _participant(cue) is not None:
        return present(token.lemma_, plural=plural)
    bare = token.tag_ == "VB" or (token == head and any(child.tag_ == "MD" for child in token.lefts))
    if not (own or joined) or not bare:
        return token.text
    if token == head and any(child.dep_ in ("auxpass", "aux") and child.tag_ == "VB" for child in head.lefts):
        return token.text
    return present(token.lemma_, plural=plural)


def _is_bare_gerund(verb: Token, cue: Cue) -> bool:
    """ "away from *having*", "rule out *sending*", "is *flying*" without its "is": to be put in the present."""
    if any(child.dep_ in ("aux", "auxpass") and child.i not in cue.inserted for child in verb.lefts):
        return False
    auxiliary = any(child.dep_ == "aux" for child in verb.lefts)
    return auxiliary or verb.dep_ in ("pcomp", "xcomp", "dobj", "ccomp")


def present(lemma: str, *, plural: bool) -> str:
    """The third person of the present: "sign" and "signs"; "are" and "is" for be."""
    if plural:
        return "are" if lemma == "be" else lemma
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if re.search(r"(?:s|x|z|ch|sh)$", lemma):
        return f"{lemma}es"
    if re.search(r"[^aeiou]y$", lemma):
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


def _is_plural(cue: Cue, replaced: Mapping[int, str]) -> bool:
    who = _who(cue)
    if who is None:
        return False
    if who.pos_ == "PRON" and who.i in replaced:
        return " and " in replaced[who.i]
    if any(child.dep_ == "conj" and child.i >= cue.stretch[0] for child in who.children):
        return True
    return who.tag_ in _PLURAL_TAGS or who.lower_ in _PLURAL_WORDS


def _who(cue: Cue) -> Token | None:
    """The subject of what is predicted; for "there will be", what there is."""
    if any(child.dep_ == "expl" for child in cue.head.children):
        return next((child for child in cue.head.children if child.dep_ == "attr"), None)
    return _participant(cue)


def _participant(cue: Cue) -> Token | None:
    """The subject of a verb; of a participle behind a clause, or below a preposition or a verb, that of the clause;
    of an infinitive behind a noun in a headline, the noun."""
    head = cue.head
    own = own_subject(head)
    if own is not None:
        return own
    if head.tag_ == "VBG" and head.dep_ == "advcl":
        return subject(head.head)
    if head.tag_ == "VBG" and head.dep_ in ("pcomp", "dobj"):
        who = next((who for each in ancestors(head, 4) if (who := own_subject(each)) is not None), None)
        return None if who is not None and who.lemma_.lower() in words("prospects", "nouns") | _CHANCES else who
    if head.tag_ == "VB" and head.dep_ in ("relcl", "acl") and head.head.pos_ in ("NOUN", "PROPN"):
        if head.head.lemma_.lower() in words("prospects", "nouns"):
            return None
        return head.head if head.head.i not in cue.inserted else subject(head.head.head)
    above = head.head if head.dep_ == "xcomp" else None
    if above is not None and above.tag_ == "VBG" and above.dep_ == "advcl":
        return subject(above.head)
    return subject(head)


def _completed(doc: Doc, cue: Cue, body: str) -> str:
    """The body with a subject in front, or with the verb that an event's noun needs."""
    head = cue.head
    inside = range(*cue.stretch)
    if head.pos_ in ("NOUN", "PROPN") and head.dep_ not in SUBJECTS:
        return f"there {'are' if head.tag_ in _PLURAL_TAGS else 'is'} {body}{_by_whom(doc, head)}"
    if head.pos_ in ("NOUN", "PROPN"):
        return f"{body} {'take' if head.tag_ in _PLURAL_TAGS else 'takes'} place"
    if head.tag_ in ("VBN", "VBZ", "VBP", "VBD") and _is_hedge_itself(head, cue):
        return _taking_place(doc, cue, body)
    who = _participant(cue)
    if who is None and head.tag_ == "VB" and body.startswith("to "):
        return f"the attempt {body} succeeds"
    if who is None and head.tag_ == "VBG" and body.startswith(head.text):
        return f"{body} succeeds"
    if who is None or (who.i in inside and who.i not in cue.inserted):
        return body
    if who.tag_ == "WDT" and head.dep_ == "relcl":
        who = head.head
    if behind_dateline(doc, who.left_edge.i, None) > who.i:
        return body
    named = _named(doc, who)
    return f"{named} {_gerund_to_present(doc, head, body, plural=_is_plural(cue, {}))}"


def _by_whom(doc: Doc, noun: Token) -> str:
    """Who does what is only named: of "Boric is planning a trip", that the trip is Boric's."""
    verb = noun.head
    planned = noun.dep_ == "dobj" and verb.lemma_ in words("infinitive", "verbs")
    who = subject(verb) if planned else None
    owned = any(part.dep_ == "poss" or part.lower_ in ("by", "between") for part in noun.children)
    if who is None or owned or who.tag_ in ("WDT", "WP") or who.pos_ == "VERB":
        return ""
    named = _named(doc, who)
    return "" if named.lower() in _PLURAL_WORDS or (who.pos_ == "PRON" and named == who.text) else f" by {named}"


def _is_hedge_itself(head: Token, cue: Cue) -> bool:
    return head.i in cue.inserted and head.dep_ != "aux"


def _taking_place(doc: Doc, cue: Cue, body: str) -> str:
    who = next((child for child in cue.head.children if child.dep_ in SUBJECTS), None)
    if who is None or who.pos_ not in ("NOUN", "PROPN"):
        return body
    cut = next((i for i, token in enumerate(doc[cue.stretch[0] : cue.stretch[1]]) if token.i > who.right_edge.i), None)
    if cut is None:
        return f"{body} takes place"
    left = _plain(doc, cue.stretch[0], cue.stretch[0] + cut, cue)
    right = _plain(doc, cue.stretch[0] + cut, cue.stretch[1], cue)
    verb = "take place" if who.tag_ in _PLURAL_TAGS else "takes place"
    return f"{left} {verb} {right}"


def _plain(doc: Doc, start: int, end: int, cue: Cue) -> str:
    replaced = _replacements(doc, start, end)
    return " ".join(text for token in doc[start:end] if (text := _token_text(token, cue, replaced, plural=False)))


def _gerund_to_present(doc: Doc, head: Token, body: str, *, plural: bool) -> str:
    if head.tag_ == "VBG" and body.startswith(head.text):
        return present(head.lemma_, plural=plural) + body[len(head.text) :]
    return body


def _named(doc: Doc, who: Token, until: int | None = None) -> str:
    """A noun phrase, as far as the token ``until``, with pronouns and joint mentions replaced."""
    start, end = noun_phrase(who)
    end = end if until is None or until <= start else trimmed(doc, start, min(end, until))[1]
    replaced = _replacements(doc, start, end)
    return " ".join(replaced.get(token.i, token.text) for token in doc[start:end])


def _replacements(doc: Doc, start: int, end: int) -> dict[int, str]:
    """Words to put in the place of pronouns, joint mentions and relative dates, by token; the rest of each is blank."""
    first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    found: dict[int, str] = {}
    for mention in actors_in(doc, first, last):
        span = mention.evidence.span
        if first <= span.start and span.end <= last and _stands_for_others(mention) and not _is_reflexive(doc, mention):
            _put(doc, found, span.start, span.end, _actor_words(doc, mention))
    for time in times_in(doc, first, last):
        span = time.evidence.span
        if first <= span.start and span.end <= last and (text := _date_words(doc, time)):
            _put(doc, found, span.start, span.end, text)
    for token in doc[start:end]:
        _refer(doc, token, found)
    return found


def _is_reflexive(doc: Doc, mention: ActorMention) -> bool:
    """Whether a pronoun was taken for the subject of its own verb: "Peru will not ratify it" is of something else."""
    span = mention.evidence.span
    pronoun = doc.char_span(span.start, span.end, alignment_mode="expand")
    if pronoun is None or len(pronoun) != 1 or pronoun[0].dep_ not in ("dobj", "dative"):
        return False
    who = subject(pronoun[0].head)
    return (
        who is not None and who != pronoun[0] and {a.id for a in actors_of(doc, who)} == {a.id for a in mention.actors}
    )


def _refer(doc: Doc, token: Token, found: dict[int, str]) -> None:
    """Put in what a pronoun of the first person or a bare noun stands for."""
    if token.i in found:
        return
    if token.lower_ in ("i", "we"):
        text = speaker_words(doc, token)
        if text is not None:
            found[token.i] = text
    elif token.pos_ == "NOUN" and token.i > 0 and token.i - 1 not in found:
        text = referent(doc, token)
        if text is not None:
            found[token.i - 1], found[token.i] = text, ""


def _without_durations(doc: Doc, start: int, end: int, found: dict[int, str]) -> None:
    """Leave out "within two weeks", for which the date of the horizon is put behind the sentence."""
    for time in times_in(doc, doc[start].idx, doc[end - 1].idx + 1):
        piece = doc.char_span(time.evidence.span.start, time.evidence.span.end, alignment_mode="expand")
        if time.kind is not TimeKind.DURATION or piece is None or piece.start <= start:
            continue
        within = doc[piece.start - 1]
        outside = within.lower_ in _WITHIN
        if outside or piece[0].lower_ in _WITHIN:
            found.update(dict.fromkeys(range(within.i if outside else piece.start, piece.end), ""))


def _put(doc: Doc, found: dict[int, str], start: int, end: int, text: str) -> None:
    piece = doc.char_span(start, end, alignment_mode="expand")
    if piece is None or any(token.i in found for token in piece):
        return
    for token in piece:
        found[token.i] = ""
    found[piece.start] = text


def _stands_for_others(mention: ActorMention) -> bool:
    quote = mention.evidence.quote.lower()
    return bool(mention.actors) and (
        quote in ("he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "we", "us", "our", "both")
        or re.match(r"(?:the |both |these )?(?:two|both|other|three)\b", quote) is not None
    )


def _actor_words(doc: Doc, mention: ActorMention) -> str:
    names = [actor.person or actor.name for actor in mention.actors]
    text = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    span = mention.evidence.span
    piece = doc.char_span(span.start, span.end, alignment_mode="expand")
    possessive = piece is not None and len(piece) == 1 and piece[0].tag_ == "PRP$"
    return f"{text}’s" if possessive else text


def _date_words(doc: Doc, time: TimeExpression) -> str | None:
    """A date as a calendar date when the words alone do not say which year it is."""
    when = time.when
    if when is None or when.earliest is None or time.kind is TimeKind.DURATION:
        return None
    if re.search(r"\d{4}", time.evidence.quote) or re.match(
        r"[-–]\d", _text(doc)[time.evidence.span.end : time.evidence.span.end + 2]
    ):
        return None
    text = {
        Precision.DAY: day(when.earliest),
        Precision.MONTH: month(when.earliest),
        Precision.YEAR: str(when.earliest.year),
    }.get(when.precision)
    whole_week = when.latest == when.earliest + timedelta(days=6)
    if text is None and whole_week and re.search(r"\bweek\b", time.evidence.quote):
        text = f"the week of {day(when.earliest)}"
    if text is None and re.match(r"later\b", time.evidence.quote, re.IGNORECASE) and when.latest is not None:
        return f"by {day(when.latest)}"
    if text is None:
        return None
    if re.match(r"['’]s\b|s['’]", _text(doc)[time.evidence.span.end : time.evidence.span.end + 2]):
        return None
    before = _text(doc)[max(0, time.evidence.span.start - 8) : time.evidence.span.start].split()
    if before and before[-1].lower() in _PREPOSITIONS:
        return text
    return f"on {text}" if when.precision is Precision.DAY else f"in {text}"


def _has_time(doc: Doc, start: int, end: int) -> bool:
    first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    return any(
        time.kind in (TimeKind.DATE, TimeKind.TIME) and time.when is not None for time in times_in(doc, first, last)
    )


def _text(doc: Doc) -> str:
    return document_of(doc).text


def _without_label(sentence: str) -> str:
    """ "More: Chile will leave", "Analysis: ...": what a link or a column is headed with."""
    label = _LABEL.match(sentence)
    return sentence[label.end() :] if label else sentence


def _tidied(sentence: str) -> str:
    text = re.sub(r"[“”\"]", "", sentence)
    text = re.sub(r"\s+([,.;:!?)’'%])", r"\1", re.sub(r"\s+", " ", text))
    text = re.sub(r"(\w) (['’](?:s|re|ll|ve)\b)", r"\1\2", text)
    text = re.sub(r"(\w) ?([-–/]) ?(?=\w)", r"\1\2", text) if re.search(r"\w [-–/] \w", text) else text
    text = _without_label(re.sub(r"\(\s+", "(", text).strip(" ,;:.-–—"))
    return f"{text[:1].upper()}{text[1:]}."
