"""Forecasts: what counts as one, how firm it is, whose it is, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.reading.forecasts.propositions import present
from onrecord.settings import Settings
from onrecord.types import Forecast, HolderKind, Polarity, Reading

Read = Callable[..., Reading]

FOUND = [
    # modals
    ("Brazil will withdraw its troops from the border.", "will withdraw", "almost certain", "+"),
    ("Brazil will not withdraw its troops from the border.", "will not withdraw", "almost no chance", "-"),
    ("Peru won't sign the border treaty.", "won't sign", "almost no chance", "-"),
    ("Chile may open an embassy in Nairobi.", "may open", "roughly even", "+"),
    ("Chile might not attend the summit.", "might not attend", "roughly even", "-"),
    ("The blockade could trigger a famine in the north.", "could trigger", "roughly even", "+"),
    ("Kenya may well reject the offer.", "may well reject", "likely", "+"),
    ("Kenya will likely reject the offer.", "will likely reject", "likely", "+"),
    ("Kenya will probably not ratify the accord.", "will probably not ratify", "unlikely", "-"),
    ("Kenya will almost certainly ratify the accord.", "will almost certainly ratify", "almost certain", "+"),
    ("Ghana will never recognise the junta.", "will never recognise", "almost no chance", "-"),
    ("If Norway closes the port, Denmark will send ships.", "Denmark will send", "almost certain", "+"),
    ("The minister said Ghana would recognise the new government.", "Ghana would recognise", "almost certain", "+"),
    ("No ship can be unloaded without our consent, the minister said.", "can be unloaded", "almost no chance", "-"),
    # predicates
    ("The president is expected to visit Lima next week.", "is expected to visit", "likely", "+"),
    ("The president is not expected to visit Lima.", "is not expected to visit", "unlikely", "-"),
    ("Canada is likely to raise its tariffs.", "is likely to raise", "likely", "+"),
    ("Canada is very likely to raise its tariffs.", "is very likely to raise", "very likely", "+"),
    ("Canada is unlikely to raise its tariffs.", "is unlikely to raise", "unlikely", "-"),
    ("Canada is highly unlikely to raise its tariffs.", "is highly unlikely to raise", "very unlikely", "-"),
    ("Canada is certain to raise its tariffs.", "is certain to raise", "almost certain", "+"),
    ("The foreign ministers are set to meet in Oslo on Friday.", "are set to meet", "very likely", "+"),
    ("The foreign ministers are due to meet in Oslo on Friday.", "are due to meet", "very likely", "+"),
    ("The foreign ministers are scheduled to meet in Oslo.", "are scheduled to meet", "very likely", "+"),
    ("The envoy is going to resign.", "is going to resign", "almost certain", "+"),
    ("The envoy is about to resign.", "is about to resign", "very likely", "+"),
    ("Spain plans to expel two diplomats.", "plans to expel", "likely", "+"),
    ("Spain is preparing to expel two diplomats.", "is preparing to expel", "likely", "+"),
    ("Spain intends to expel two diplomats.", "intends to expel", "likely", "+"),
    ("Spain vowed to retaliate against the raid.", "vowed to retaliate", "likely", "+"),
    ("Spain threatened to close the strait.", "threatened to close", "likely", "+"),
    ("The two ministers are to meet on Friday.", "are to meet", "very likely", "+"),
    ("A ceasefire is expected in July.", "A ceasefire is expected", "likely", "+"),
    ("A ceasefire is unlikely this year.", "A ceasefire is unlikely", "unlikely", "-"),
    ("An attack is imminent.", "An attack is imminent", "very likely", "+"),
    ("It is unlikely that Mali will join the bloc.", "unlikely that Mali will join", "unlikely", "-"),
    ("It is highly likely that Mali will join the bloc.", "Mali will join the bloc", "very likely", "+"),
    ("Whether Mali joins the bloc remains uncertain.", "Mali joins the bloc", "roughly even", "+"),
    ("Seoul expects the Russian president to travel to Hanoi within days.", "president to travel", "likely", "+"),
    # nouns
    ("The possibility of a new treaty between Peru and Chile has been raised.", "a new treaty", "roughly even", "+"),
    ("The prospects for a ceasefire are dim.", "prospects for a ceasefire", "unlikely", "-"),
    ("Diplomats fear a wider war.", "fear a wider war", "roughly even", "+"),
    ("Analysts doubt that Mali will join the bloc.", "Mali will join", "unlikely", "-"),
    ("Analysts fear that Mali will leave the bloc.", "Mali will leave", "roughly even", "+"),
    ("Analysts expect that Mali will leave the bloc.", "Mali will leave", "likely", "+"),
    ("There are fears that Mali could leave the bloc.", "Mali could leave", "roughly even", "+"),
    ("The regime is only months away from testing a bomb.", "months away from testing", "almost certain", "+"),
    ("The two countries are on the brink of war.", "on the brink of war", "likely", "+"),
    # vows and threats in the first person
    ("“We will never return to the old treaty,” the minister said.", "We will never return", "almost no chance", "-"),
    ("“We will close the border tomorrow,” the minister said.", "We will close the border", "almost certain", "+"),
    ("“I will sign the decree on Monday,” the president said.", "I will sign the decree", "almost certain", "+"),
    ("Peru threatened sanctions against Chile.", "threatened sanctions", "likely", "+"),
    ("The general vowed revenge after the raid.", "vowed revenge", "likely", "+"),
    ("Peru has vowed to “rejoin” the bloc.", "vowed to “rejoin” the bloc", "likely", "+"),
    ("Peru criticised Chile, threatening to leave the bloc if raids go on.", "to leave the bloc", "likely", "+"),
    ("The navy said it was ready to strike if the ships cross the line.", "ready to strike", "likely", "+"),
    # what somebody warns of, rules out, risks, or finds likely
    ("Analysts warned of a wider war.", "warned of a wider war", "roughly even", "+"),
    ("Peru warned Chile of consequences if it closes the port.", "of consequences", "roughly even", "+"),
    ("The president did not rule out sending tanks to Mali.", "sending tanks to Mali", "roughly even", "+"),
    ("Peru ruled out a meeting with officials from Chile.", "a meeting with officials", "almost no chance", "-"),
    ("The arms sales risk creating a new conflict.", "creating a new conflict", "roughly even", "+"),
    ("It is only a matter of time before war breaks out.", "war breaks out", "almost certain", "+"),
    ("A wider regional war is a distinct possibility.", "A wider regional war", "roughly even", "+"),
    ("The pact raises the spectre of a new arms race.", "a new arms race", "roughly even", "+"),
    ("The visit comes amid speculation about a new treaty.", "a new treaty", "roughly even", "+"),
    ("The minister is planning a trip to Lima.", "planning a trip to Lima", "likely", "+"),
    # words of belief, doubt and fear other than verbs
    ("There was speculation that Peru would send tanks to Chile.", "Peru would send tanks", "roughly even", "+"),
    ("Officials are worried that the loan would embolden the junta.", "the loan would embolden", "roughly even", "+"),
    ("Diplomats are sceptical that new talks will produce a result.", "new talks will produce", "unlikely", "-"),
    ("The president is optimistic that a ceasefire can be reached.", "a ceasefire can be reached", "likely", "+"),
    ("The envoy is confident that the deal will be signed.", "the deal will be signed", "very likely", "+"),
    ("There was no sign that the junta would step down.", "the junta would step down", "unlikely", "-"),
    ("The administration has low expectations for a breakthrough.", "for a breakthrough", "unlikely", "-"),
    ("Hopes to revive the pact are diminishing.", "revive the pact", "unlikely", "-"),
    # chances in figures
    ("There is a 70 percent chance that the talks will fail.", "the talks will fail", "likely", "+"),
    ("There is a 50-50 chance of a deal.", "chance of a deal", "roughly even", "+"),
    ("There is a 20 percent chance of a deal.", "chance of a deal", "very unlikely", "-"),
    # what is left open
    ("It is not known whether the president will attend.", "the president will attend", "roughly even", "+"),
    ("The minister is still deciding if she will attend.", "she will attend", "roughly even", "+"),
    # headlines and timetables
    ("Peru and Chile to resume border talks in Lima", "to resume border talks", "very likely", "+"),
    ("Border talks to restart as ministers voice doubts", "Border talks to restart", "very likely", "+"),
    ("Kenyan minister expected to visit Nairobi, officials say", "expected to visit", "likely", "+"),
    ("The talks resume in Oslo on Monday.", "The talks resume", "very likely", "+"),
    ("The president is flying to Nairobi on Tuesday.", "is flying to Nairobi", "very likely", "+"),
    ("She flew to Oslo, where she will meet the prime minister.", "she will meet", "almost certain", "+"),
    ("The raid could be the start of a war.", "could be the start of a war", "roughly even", "+"),
    ("An attack may be imminent.", "may be imminent", "roughly even", "+"),
    ("It remains to be seen whether the pact will hold.", "the pact will hold", "roughly even", "+"),
    ("Peru repeated its threat to close the strait.", "threat to close the strait", "likely", "+"),
    ("The bloc is in danger of collapsing.", "danger of collapsing", "roughly even", "+"),
    ("The ministry said it planned to open an embassy in Lima.", "it planned to open", "likely", "+"),
    ("The two sides look set to extend the truce.", "look set to extend", "very likely", "+"),
    ("Kenya would host the summit in July, according to two diplomats.", "Kenya would host", "likely", "+"),
]  # fmt: skip

NONE = [
    "Peru previously threatened to leave the pact.",
    "Brazil withdrew its troops from the border.",
    "Brazil agreed to hold more talks with Peru.",
    "Could the two sides reach a deal?",
    "Will the two sides reach a deal?",
    "The embassy could not be reached for comment.",
    "Brazil could have signed the treaty in 2019.",
    "Peru would have won the war without its allies.",
    "The talks began in May 2024.",
    "The general would later become president of Chile.",
    "If the port closes, exports suffer.",
    "The minister asked whether Peru would sign the treaty.",
    "Visitors may be tired after the long flight.",
    "The expected visit has begun.",
    "Peru wants to sign the treaty.",
    "Peru hopes to sign the treaty.",
    "“We will trust their judgment,” the minister said.",
    "“I will be honest with you,” the minister said.",
    "The aim of the talks is to end the war.",
    "The minister would like to thank the hosts.",
    "They discussed the possibility of a visit.",
    "The envoy had been expected to resign in 2019.",
    "The will to win was strong.",
    "He explained what Peru will get in return.",
    "Peru refused to sign the treaty.",
    "The troops were unable to cross the river.",
    "Peru might be a small country.",
    "The coast guard may be a branch of the navy.",
    "Peru has not said that it will cancel the treaty.",
    "Each side is to help the other.",
    "The agreement says that Peru will open its ports.",
    "It would be his first trip to Lima in 24 years.",
    "That would be the first visit by a Peruvian president since 2001.",
    "“If I were a general, I would be asking questions,” the minister said.",
    "“We will look into the matter,” the minister said.",
    "Five years ago the two leaders vowed to deepen their ties.",
    "In 2019 Chile threatened to leave the bloc.",
    "Chile previously said it planned to leave the bloc.",
    "The minister planned to retire but stayed.",
    "Peru has not said what form, or on what scale, its response will take.",
    "The talks begin at noon on Mondays as a rule.",
    "The talks resumed in Oslo on Monday.",
    "A plan to win the war",
    "The war threatened regional peace.",
    "He signed a memorandum that will make Peru a member of the bloc.",
    "The occurrence of losses is highly likely, considering the reports.",
]


@pytest.mark.parametrize(("text", "words", "band", "sign"), FOUND, ids=[row[0][:50] for row in FOUND])
def test_a_prediction_has_words_a_band_and_a_polarity(read: Read, text: str, words: str, band: str, sign: str) -> None:
    forecast = one(read(text))
    assert words in forecast.evidence.quote
    assert forecast.hedge.band == band
    assert forecast.polarity is (Polarity.POSITIVE if sign == "+" else Polarity.NEGATIVE)


@pytest.mark.parametrize("text", NONE)
def test_what_predicts_nothing_is_no_forecast(read: Read, text: str) -> None:
    assert [forecast.evidence.quote for forecast in read(text).forecasts] == []


@pytest.mark.parametrize(
    ("text", "proposition"),
    [
        ("Russia might supply weapons to North Korea.", "Russia supplies weapons to North Korea."),
        ("Canada is unlikely to raise its tariffs.", "Canada raises Canada’s tariffs."),
        ("A new treaty might be signed.", "A new treaty is signed."),
        ("There will be no deal.", "There is a deal."),
        ("Brazil will not withdraw its troops.", "Brazil withdraws Brazil’s troops."),
        ("It is unlikely that Mali will join the bloc.", "Mali joins the bloc."),
        ("The foreign ministers are set to meet in Oslo.", "The foreign ministers meet in Oslo."),
        ("Diplomats fear a wider war.", "There is a wider war."),
        ("Whether Mali joins the bloc remains uncertain.", "Mali joins the bloc."),
        ("A stop in Mali is still only tentative.", "A stop in Mali takes place."),
        ("A ceasefire is expected in July.", "A ceasefire takes place in July 2024."),
        ("The leader will fly to Rome on Tuesday.", "The leader flies to Rome on 18 June 2024."),
        ("The leader is flying to Rome on Tuesday.", "The leader flies to Rome on 18 June 2024."),
        ("Border talks to restart as ministers voice doubts", "Border talks restart."),
        ("The president did not rule out sending tanks to Mali.", "The president sends tanks to Mali."),
        ("A wider regional war is a distinct possibility.", "A wider regional war takes place."),
        ("Peru threatened sanctions against Chile.", "There are sanctions against Chile by Peru."),
        ("Hopes of reviving the pact are fading.", "Reviving the pact succeeds."),
        ("Putin is still deciding if he will resign.", "Vladimir Putin resigns."),
        ("The forum, which is set to run until 3 July, is in Lima.", "The forum runs until 3 July 2024."),
        ("Peru has repeatedly vowed to leave the pact.", "Peru leaves the pact."),
        ("As such, more troops could be deployed.", "More troops are deployed."),
        ("Peru warned Chile of 'consequences' if it joins the pact.", "There are consequences."),
        ("Chile could declare a no-fly zone over Peru.", "Chile declares a no-fly zone over Peru."),
        ("Peru will not ratify it.", "Peru ratifies it."),
        ("Further sanctions are on the way.", "Further sanctions take place."),
        ("Gabriel Boric has been planning a trip to Peru.", "There is a trip to Peru by Gabriel Boric."),
        ("More delays could hamper any agreement.", "More delays hamper an agreement."),
        ("Peru plans to send a team to Lima later this week.", "Peru sends a team to Lima by 16 June 2024."),
        ("The raid could set back production by nine months.", "The raid sets back production by nine months."),
        ("On 20 June, ministers will decide, Jane Roe said.", "Ministers decide on 20 June 2024."),
        ("More: Chile will leave the pact.", "Chile leaves the pact."),
        ("SEOUL - North Korea is expected to launch a rocket.", "North Korea launches a rocket."),
        ("LIMA, Peru (Wire) — Chile is likely to leave the pact.", "Chile leaves the pact."),
        ("NATO – the alliance of 32 – will expand.", "NATO–the alliance of 32–expands."),
    ],
)
def test_a_proposition_is_affirmative_and_stands_alone(read: Read, text: str, proposition: str) -> None:
    assert one(read(text)).proposition == proposition


@pytest.mark.parametrize(
    ("text", "proposition"),
    [
        (
            "Peru expects Chilean President Gabriel Boric to travel to Peru. The visit will take place next week.",
            "Gabriel Boric’s visit to Peru takes place in the week of 17 June 2024.",
        ),
        (
            "Kenya and Uganda signed a border treaty in May. The treaty will enter into force.",
            "The border treaty between Kenya and Uganda enters into force.",
        ),
        ("“We will close the border,” Kenya said.", "Kenya closes the border."),
        ("Russia will send troops within two weeks.", "Russia sends troops by 28 June 2024."),
    ],
)
def test_what_the_visit_the_treaty_and_we_stand_for_is_said(read: Read, text: str, proposition: str) -> None:
    assert read(text).forecasts[-1].proposition == proposition


def test_a_treaty_that_could_be_one_of_two_keeps_its_words(read: Read) -> None:
    reading = read(
        "Kenya signed a border treaty with Uganda in May. It signed a fishing treaty with Tanzania in June. "
        "The treaty will help the poor."
    )
    assert reading.forecasts[-1].proposition == "The treaty helps the poor."


def test_pronouns_are_replaced_by_those_they_stand_for(read: Read) -> None:
    reading = read("Russia and North Korea are old partners. The two countries may sign a new treaty.")
    assert one(reading).proposition in {
        "Russia and North Korea sign a new treaty.",
        "North Korea and Russia sign a new treaty.",
    }


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Peru will sign the treaty.", HolderKind.AUTHOR, "author"),
        ("The visit is expected on Tuesday.", HolderKind.AUTHOR, "author"),
        ("Analysts predict that Peru will sign the treaty.", HolderKind.UNNAMED, "Analysts"),
        ("There are regional concerns that Peru might buy tanks.", HolderKind.UNNAMED, "regional concerns"),
        ("North Korea said that South Korea will regret the drill.", HolderKind.ACTOR, "PRK"),
        ("Jane Roe, a senior researcher, believes Peru will sign the treaty.", HolderKind.PERSON, "Jane Roe"),
        ("North Korea threatened to strike South Korea.", HolderKind.ACTOR, "PRK"),
        ('"It is new," Jane Roe said. "Peru may leave the pact," she said.', HolderKind.PERSON, "Jane Roe"),
        ("Jane Roe said that they expect Peru to leave the pact.", HolderKind.PERSON, "Jane Roe"),
        ("Lima (CNN) Local officials fear that Chile could close a port.", HolderKind.UNNAMED, "Local officials"),
        ("LIMA, Peru (Wire) — Chile is likely to leave the pact.", HolderKind.AUTHOR, "author"),
        ("Jane Roe added that Gabriel Boric is still deciding if he will resign.", HolderKind.PERSON, "Jane Roe"),
    ],
)  # fmt: skip
def test_a_forecast_is_its_speakers_else_the_authors(read: Read, text: str, kind: HolderKind, name: str) -> None:
    forecaster = one(read(text)).forecaster
    assert (forecaster.kind, forecaster.name.lower()) == (kind, name.lower())


@pytest.mark.parametrize(
    ("text", "horizon"),
    [
        ("Russia will send troops on 20 June 2024.", "2024-06-20"),
        ("Russia will send troops in July.", "2024-07"),
        ("Russia will send troops by 2026.", "2026"),
        ("Russia will send troops within two weeks.", "2024-06-14/2024-06-28"),
        ("Russia will send troops.", None),
        ("She would be the first Peruvian minister to visit Quito in 24 years.", None),
        ("The raid could set back production by at least nine months.", None),
        ("On 20 June, ministers will decide on the loan, Jane Roe said.", "2024-06-20"),
    ],
)
def test_a_horizon_comes_from_the_text_or_there_is_none(read: Read, text: str, horizon: str | None) -> None:
    until = one(read(text)).horizon
    assert (None if until is None else until.isoformat()) == horizon


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("If Norway closes the port, Denmark will send ships.", "Norway closes the port"),
        ("Denmark will send ships if Norway closes the port.", "Norway closes the port"),
        ("Denmark will send ships unless Norway opens the port.", "not: Norway opens the port"),
        ("Denmark will send ships in the event of a blockade.", "a blockade"),
        ("Denmark will send ships.", None),
        ("Norway warned Denmark of consequences if it closes the port.", "it closes the port"),
        ('"If Norway closes the port, we go back to court," Jane Roe said.', "Norway closes the port"),
    ],
)
def test_a_condition_is_kept_beside_the_forecast(read: Read, text: str, condition: str | None) -> None:
    assert one(read(text)).condition == condition


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Peru won't sign the treaty.", "won't"),
        ("Peru will never sign the treaty.", "will never"),
        ("The president did not rule out sending tanks to Mali.", "did not rule out"),
        ("Canada is highly unlikely to raise its tariffs.", "is highly unlikely"),
    ],
)
def test_the_hedge_is_told_in_whole_words(read: Read, text: str, phrase: str) -> None:
    assert one(read(text)).hedge.phrase == phrase


def test_one_clause_with_two_hedges_is_one_forecast(read: Read) -> None:
    assert len(read("While it is unlikely the clause will be restored, trade goes on.").forecasts) == 1


def test_two_clauses_are_two_forecasts(read: Read) -> None:
    reading = read("Peru will sign the treaty, and Chile may leave the bloc.")
    assert [forecast.hedge.band for forecast in reading.forecasts] == ["almost certain", "roughly even"]


def test_the_table_of_bands_is_the_settings(reader, read: Read) -> None:  # type: ignore[no-untyped-def]
    document = read("Canada is likely to raise its tariffs.").document
    kept = reader.settings
    try:
        reader.settings = Settings(bands="phia")
        assert reader.read(document).forecasts[0].hedge.table == "phia"
    finally:
        reader.settings = kept


def test_quotes_are_the_documents_words_and_ids_come_from_content(read: Read) -> None:
    text = "Peru will sign the treaty. Chile may leave the bloc within weeks."
    first, second = read(text, published=date(2024, 6, 14)), read(text, published=date(2024, 6, 14))
    assert first.forecasts == second.forecasts
    for forecast in first.forecasts:
        span = forecast.evidence.span
        assert text[span.start : span.end] == forecast.evidence.quote


@pytest.mark.parametrize(
    ("lemma", "singular"),
    [("sign", "signs"), ("supply", "supplies"), ("pass", "passes"), ("be", "is"), ("have", "has"), ("play", "plays")],
)  # fmt: skip
def test_the_present_of_a_verb(lemma: str, singular: str) -> None:
    assert present(lemma, plural=False) == singular
    assert present(lemma, plural=True) == ("are" if lemma == "be" else lemma)


def one(reading: Reading) -> Forecast:
    assert len(reading.forecasts) == 1, [forecast.evidence.quote for forecast in reading.forecasts]
    return reading.forecasts[0]
