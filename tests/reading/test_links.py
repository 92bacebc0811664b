"""Links: what is claimed to cause, explain, enable, prevent, show or serve what, and by whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.types import HolderKind, Link, Reading

Read = Callable[..., Reading]

FOUND = [
    # text, relation, words of the cause, words of the effect
    ("The talks failed because Peru left early.", "explains", "Peru left early", "The talks failed"),
    ("Peru raised its tariffs as its reserves dwindled.", "explains", "its reserves dwindled", "Peru raised"),
    ("If Peru leaves, the talks will fail.", "condition", "Peru leaves", "the talks will fail"),
    ("The talks will fail unless Peru stays.", "condition", "Peru stays", "The talks will fail"),
    ("The summit was delayed because of the storm.", "explains", "the storm", "The summit was delayed"),
    ("The summit was delayed due to the storm.", "explains", "the storm", "The summit was delayed"),
    ("In response to the raid, Peru closed the border.", "explains", "the raid", "Peru closed the border"),
    ("Peru closed the border in response to the raid.", "explains", "the raid", "Peru closed the border"),
    ("Thanks to the truce, aid reached the city.", "enables", "the truce", "aid reached the city"),
    ("Peru recalled its envoy in light of the raid.", "explains", "the raid", "Peru recalled its envoy"),
    ("As a result of the war, prices rose.", "causes", "the war", "prices rose"),
    ("Peru, considering its debts, may cut aid.", "explains", "its debts", "may cut aid"),
    ("The council condemned Peru over the raid.", "explains", "the raid", "condemned Peru"),
    ("The raid led to a wider war.", "causes", "The raid", "a wider war"),
    ("The raid resulted in a wider war.", "causes", "The raid", "a wider war"),
    ("The blockade caused a famine.", "causes", "The blockade", "a famine"),
    ("The blockade triggered protests in the capital.", "causes", "The blockade", "protests"),
    ("The dispute stems from the 1998 war.", "explains", "the 1998 war", "The dispute"),
    ("The sanctions make the war more costly.", "causes", "The sanctions", "the war more costly"),
    ("The truce enabled the convoy to cross the river.", "enables", "The truce", "the convoy to cross the river"),
    ("The blockade prevented the ships from leaving.", "prevents", "The blockade", "the ships from leaving"),
    ("Peru closed the border, prompting protests in Chile.", "causes", "Peru closed the border", "protests in Chile"),
    ("The envoy came in person, indicating deep concern.", "indicates", "The envoy came in person", "deep concern"),
    ("The protests were sparked by the raid.", "causes", "the raid", "The protests"),
    ("The drill is seen as a tactic to discourage an attack.", "purpose", "The drill", "discourage an attack"),
    ("Peru closed the port in order to stop the smuggling.", "purpose", "Peru closed the port", "stop the smuggling"),
    ("The council imposed measures aimed at curbing the trade.", "purpose", "measures", "curbing the trade"),
    ("The drilling is only to protect the coast.", "purpose", "The drilling", "protect the coast"),
    ("The attack is linked to the visit.", "is linked to", "the visit", "The attack"),
    ("The ministry linked the suspension to the raid.", "is linked to", "the raid", "the suspension"),
    ("Peru agreed to close its ports as prices fell.", "explains", "prices fell", "Peru agreed to close its ports"),
    ("Peru is seeking help to pay its debts, officials believe, as prices fall.", "explains", "prices fall", "Peru is"),
    ("Peru moved to close the port in the wake of the raid.", "explains", "the raid", "Peru moved to close the port"),
    ("Peru is isolated. It is because of the war.", "explains", "the war", "Peru is isolated"),
    ("Prices rose, in part because of the blockade.", "explains", "the blockade", "Prices rose"),
    ("If Peru does not pay, we go back to court.", "condition", "Peru does not pay", "we go back to court"),
    ("Chile should strike back if Peru closes the port.", "condition", "Peru closes the port", "Chile should"),
    ("Peru would close the port in the event of a raid.", "condition", "a raid", "Peru would close the port"),
    ("They pledged to send aid in case Chile is attacked.", "condition", "Chile is attacked", "to send aid"),
    ("Peru left the bloc, spurred by the raid.", "causes", "the raid", "Peru left the bloc"),
    ("The raid set off protests in Lima.", "causes", "The raid", "protests in Lima"),
    ("The loan could help Peru build a port.", "enables", "The loan", "Peru build a port"),
    ("The root cause of the crisis lies in the blockade.", "explains", "the blockade", "the crisis"),
    ("The crisis is a result of the blockade.", "explains", "the blockade", "The crisis"),
    ("The rift comes after Peru seized the port, sparking protests.", "causes", "Peru seized the port", "protests"),
]  # fmt: skip

NONE = [
    "Peru expressed sincere thanks to the king.",
    "Peru sent help as regards the flood.",
    "There are storms in Peru, as there are in Chile.",
    "The ships could be sold, he said, suggesting that they were old.",
    "The government aimed to rebuild its ties.",
    "There is still a long way to go.",
    "The clause was set by the treaty.",
    "One aim of the fund is to encourage trade.",
    "The talks began after Peru left.",
    "As Peru voted, Chile watched.",
    "The summit took place amid protests.",
    "The visit comes as tensions rise.",
    "Following the raid, the council met.",
    "Peru has traded with Chile since 1998.",
    "The envoy served as a judge.",
    "Even as talks went on, guns fired.",
    "The minister raised the issue.",
    "The bank allows transfers.",
    "A group linked to Peru fled.",
    "The talks are due to begin.",
    "The ministers met in Oslo to discuss trade.",
    "Peru, as well as Chile, voted.",
]


@pytest.mark.parametrize(("text", "relation", "cause", "effect"), FOUND, ids=[row[0][:60] for row in FOUND])
def test_a_claim_of_cause_is_a_link(read: Read, text: str, relation: str, cause: str, effect: str) -> None:
    link = one(read(text))
    assert link.relation == relation
    assert cause in words(text, link)[0]
    assert effect in words(text, link)[1]


@pytest.mark.parametrize("text", NONE)
def test_sequence_and_company_are_no_claim_of_cause(read: Read, text: str) -> None:
    assert [(link.cue, *words(text, link)) for link in read(text).links] == []


def test_a_link_is_the_speakers_whose_statement_it_stands_in(read: Read) -> None:
    link = one(read("Jane Roe said the talks failed because Peru left early."))
    assert (link.holder.kind, link.holder.name) == (HolderKind.PERSON, "Jane Roe")


def test_a_link_is_the_authors_when_nobody_says_it(read: Read) -> None:
    assert one(read("The talks failed because Peru left early.")).holder.kind is HolderKind.AUTHOR


def test_evidence_covers_cause_and_effect(read: Read) -> None:
    text = "The talks failed because Peru left early. The blockade caused a famine."
    for link in read(text).links:
        assert link.evidence.span.contains(link.cause)
        assert link.evidence.span.contains(link.effect)
        assert text[link.evidence.span.start : link.evidence.span.end] == link.evidence.quote


def test_reading_twice_gives_the_same_links(read: Read) -> None:
    text = "The raid led to a wider war because Peru closed the border."
    assert read(text).links == read(text).links


def words(text: str, link: Link) -> tuple[str, str]:
    return text[link.cause.start : link.cause.end], text[link.effect.start : link.effect.end]


def one(reading: Reading) -> Link:
    text = reading.document.text
    assert len(reading.links) == 1, [(link.cue, *words(text, link)) for link in reading.links]
    return reading.links[0]
