"""What later reports are taken to say of forecasts; texts and readings are written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from answers.conftest import Viewer
from answers.reports import KOR, MOSCOW, PRK, PUTIN, RUS, USA, Report
from onrecord.answers.resolution import Proposal, proposal_rows, proposals
from onrecord.errors import BadQuery
from onrecord.record import View
from onrecord.types import EventType, Factuality, Hedge, Outcome, Tense

AHEAD = {"tense": Tense.FUTURE, "factuality": Factuality.POSSIBLE}
AGREE = {"type": EventType.AGREE}
AID = {"type": EventType.AID}
SUPPLY = "Russia supplies weapons to South Korea."


def preview(proposition: str = "Russia and South Korea sign a fishing treaty.", **more: object) -> Report:
    """A forecast that Russia and South Korea sign, published on 1 June."""
    report = Report("They may sign a fishing treaty.", published="2024-06-01").mention("They", RUS).mention("sign", KOR)
    return foretold(report, "sign", proposition, **({"type": EventType.AGREE} | more))


def foretold(report: Report, words: str, proposition: str, *, by: str | None = None, **more: object) -> Report:
    condition = more.pop("condition", None)
    recipients = more.pop("recipients", [KOR])
    report.event(words, [RUS], recipients, **({**AHEAD} | more))  # type: ignore[arg-type]
    report.forecast(words, by=by, event=True)
    made = replace(
        report.reading.forecasts[-1],
        proposition=proposition,
        condition=condition,  # type: ignore[arg-type]
        hedge=Hedge(phrase="may", band="roughly even", table="icd203"),
    )
    report.reading = replace(report.reading, forecasts=(*report.reading.forecasts[:-1], made))
    return report


def later(text: str, words: str, published: str = "2024-06-20", outlet: str = "Times", **more: object) -> Report:
    """A report of an event between Russia and South Korea, both of whom it names."""
    report = Report(text, published=published, outlet=outlet)
    actors, recipients = more.pop("actors", [RUS]), more.pop("recipients", [KOR])
    for word, who in (("Russia", RUS), ("South Korea", KOR), ("North Korea", PRK)):
        if word in text:
            report.mention(word, who)
    return report.event(words, actors, recipients, **more)  # type: ignore[arg-type]


SIGNED = ("Russia and South Korea signed a fishing treaty.", "signed")
NOT_SIGNED = ("Russia and South Korea did not sign the fishing treaty.", "sign")


def only(view: View, **asked: object) -> Proposal:
    (made,) = proposals(view, **asked)  # type: ignore[arg-type]
    return made


def test_a_report_of_the_act_is_proposed_as_yes_with_its_sentence(view_of: Viewer) -> None:
    made = only(view_of(preview(), later(*SIGNED, on="2024-06-19", **AGREE)))
    assert made.outcome is Outcome.YES
    assert made.probability > 0.8
    assert [one.evidence.quote for one in made.supporting] == [SIGNED[0]]
    assert made.opposing == ()


def test_the_day_of_the_event_is_not_that_of_its_report(view_of: Viewer) -> None:
    made = only(view_of(preview(), later(*SIGNED, on="2024-06-19", **AGREE)))
    assert made.happened is not None
    assert made.happened.isoformat() == "2024-06-19"
    assert made.settled == date(2024, 6, 20)


def test_nothing_is_decided(view_of: Viewer) -> None:
    view = view_of(preview(), later(*SIGNED, on="2024-06-19", **AGREE))
    proposals(view)
    assert view.resolutions() == {}


def test_words_for_one_thing_count_as_the_same(view_of: Viewer) -> None:
    made = only(view_of(preview(), later("Russia and South Korea inked a fisheries pact.", "inked", **AGREE)))
    assert made.outcome is Outcome.YES


@pytest.mark.parametrize(
    ("name", "report"),
    [
        ("what is only expected", later(*SIGNED, **AGREE, **AHEAD)),
        ("what was done before", later(*SIGNED, on="2023-02-01", **AGREE)),
        ("what was published before", later(*SIGNED, published="2024-05-01", **AGREE)),
        ("another act", later("Russia and South Korea raided fishermen.", "raided", type=EventType.ASSAULT)),
        (
            "another party",
            later("Russia and North Korea signed a fishing treaty.", "signed", recipients=[PRK], **AGREE),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_tell_of_it_is_not_proposed(view_of: Viewer, name: str, report: Report) -> None:
    made = only(view_of(preview(), report))
    assert made.outcome is None, name


def test_the_sides_of_an_act_must_be_the_right_way_round(view_of: Viewer) -> None:
    forecast = preview(SUPPLY, **AID)
    right = later("Russia supplied weapons to South Korea.", "supplied", **AID)
    wrong = later("South Korea supplied weapons to Russia.", "supplied", actors=[KOR], recipients=[RUS], **AID)
    assert only(view_of(forecast, right)).probability > 0.5
    assert only(view_of(forecast, wrong)).outcome is None


def test_a_denial_without_a_last_day_is_no_no(view_of: Viewer) -> None:
    denial = later(*NOT_SIGNED, factuality=Factuality.CERTAIN_NOT, **AGREE)
    made = only(view_of(preview(), denial), today=date(2030, 1, 1))
    assert made.outcome is None
    assert [one.stand for one in made.opposing] == ["against"]
    assert "can still happen" in made.why


def test_a_denial_after_the_last_day_is_proposed_as_no(view_of: Viewer) -> None:
    denial = later(*NOT_SIGNED, factuality=Factuality.CERTAIN_NOT, **AGREE)
    view = view_of(preview(by="2024-06-01/2024-06-25"), denial)
    assert only(view, today=date(2024, 6, 25)).outcome is None
    made = only(view, today=date(2024, 6, 26))
    assert (made.outcome, made.due) == (Outcome.NO, True)


def test_a_day_gone_by_without_a_report_is_no_no(view_of: Viewer) -> None:
    made = only(view_of(preview(by="2024-06-01/2024-06-25")), today=date(2030, 1, 1))
    assert (made.due, made.outcome, made.probability, made.why) == (True, None, 0.0, "nothing reported")


def test_what_happened_after_the_last_day_speaks_for_no(view_of: Viewer) -> None:
    made = only(view_of(preview(by="2024-06-15"), later(*SIGNED, on="2024-06-19", **AGREE)), today=date(2024, 7, 1))
    assert made.outcome is Outcome.NO
    assert made.probability <= 0.6
    assert [one.stand for one in made.opposing] == ["late"]


def test_what_is_told_both_ways_is_proposed_as_ambiguous(view_of: Viewer) -> None:
    denial = later(
        "Russia and South Korea signed no fishing treaty.",
        "signed",
        outlet="Post",
        factuality=Factuality.CERTAIN_NOT,
        **AGREE,
    )
    made = only(view_of(preview(), later(*SIGNED, **AGREE), denial))
    assert made.outcome is Outcome.AMBIGUOUS
    assert made.supporting
    assert made.opposing


def test_a_condition_that_was_not_met_annuls(view_of: Viewer) -> None:
    forecast = preview(condition="the parliament passes the fishing quota law")
    refused = later(
        "Russia and South Korea: the parliament did not pass the fishing quota law.",
        "pass",
        factuality=Factuality.CERTAIN_NOT,
        type=EventType.SUPPORT,
    )
    made = only(view_of(forecast, refused))
    assert (made.outcome, made.condition_state) == (Outcome.ANNULLED, "not met")


@pytest.mark.parametrize("words", ["confirmed", "did not rule out", "announced the upcoming"])
def test_what_is_only_announced_is_no_proof(view_of: Viewer, words: str) -> None:
    announced = later(f"Russia and South Korea {words} signing of a treaty.", "signing", **AGREE)
    assert only(view_of(preview(), announced)).supporting == ()


def without_event(text: str) -> Report:
    """A report of Russia and South Korea in which no event was read."""
    report = Report(text, published="2024-06-20", outlet="Times")
    report.mention("Russia", RUS)
    report.mention("South Korea", KOR)
    return report


def test_a_condition_is_denied_in_words_of_which_no_event_was_read(view_of: Viewer) -> None:
    forecast = preview(condition="the parliament passes the fishing quota law")
    refused = without_event("Russia and South Korea: the parliament did not pass the fishing quota law.")
    made = only(view_of(forecast, refused))
    assert (made.outcome, made.condition_state) == (Outcome.ANNULLED, "not met")
    assert "did not pass" in made.resting_on(Outcome.ANNULLED)[0].quote


@pytest.mark.parametrize("words", ["has not yet passed", "may not pass", "did not say whether it will pass"])
def test_a_condition_that_can_still_be_met_annuls_nothing(view_of: Viewer, words: str) -> None:
    forecast = preview(condition="the parliament passes the fishing quota law")
    made = only(
        view_of(forecast, without_event(f"Russia and South Korea: the parliament {words} the fishing quota law."))
    )
    assert made.outcome is None


def test_a_condition_of_which_nothing_is_told_leaves_doubt(view_of: Viewer) -> None:
    signed = later(*SIGNED, on="2024-06-19", **AGREE)
    plain = only(view_of(preview(), signed))
    doubtful = only(view_of(preview(condition="the parliament passes the fishing quota law"), signed))
    assert doubtful.condition_state == "not told"
    assert doubtful.probability < plain.probability


def test_of_reports_about_as_firm_the_first_settles_it(view_of: Viewer) -> None:
    reports = [
        later(*SIGNED, published=day, outlet=day, on="2024-06-19", **AGREE) for day in ("2024-06-21", "2024-06-20")
    ]
    made = only(view_of(preview(), *reports))
    assert [one.published.day for one in made.supporting] == [20, 21]


def test_the_first_report_that_probably_tells_of_it_settles_it_though_a_later_one_is_firmer(view_of: Viewer) -> None:
    faint = later(*SIGNED, published="2024-06-20", outlet="first", type=EventType.COOPERATE)
    firm = later(*SIGNED, published="2024-06-21", outlet="second", on="2024-06-21", **AGREE)
    made = only(view_of(preview(), faint, firm))
    assert [one.published.day for one in made.supporting] == [20, 21]
    assert made.supporting[1].probability > made.supporting[0].probability >= 0.5


def test_as_of_a_day_only_what_was_known_counts(view_of: Viewer) -> None:
    reports = (preview(), later(*SIGNED, on="2024-06-19", **AGREE))
    assert only(view_of(*reports, as_of="2024-06-19")).outcome is None
    assert only(view_of(*reports, as_of="2024-06-20")).outcome is Outcome.YES


def test_a_setting_is_not_what_is_foretold(view_of: Viewer) -> None:
    """That the visit took place says nothing of whether it lays a foundation."""
    report = Report("The visit could lay the foundation for years of trust.", published="2024-06-01")
    report.mention("The visit", RUS).event("visit", [PUTIN], [KOR], mode="visit", **AHEAD)
    report.forecast("visit could lay the foundation for years of trust", event=True)
    made = replace(report.reading.forecasts[-1], proposition="Putin’s visit lays the foundation for years of trust.")
    report.reading = replace(report.reading, forecasts=(made,))
    visited = later("Putin visited South Korea, Russia said.", "visited", mode="visit", actors=[PUTIN])
    assert only(view_of(report, visited)).probability < 0.5


def test_somebody_else_of_the_same_state_is_not_the_person_foretold(view_of: Viewer) -> None:
    other = replace(USA, id="RUS", person="Igor Roe")
    forecast = preview("Putin visits South Korea.", type=EventType.CONSULT, mode="visit")
    event = replace(forecast.reading.events[-1], actors=(PUTIN,))
    forecast.reading = replace(forecast.reading, events=(event,))
    text = "An envoy of Russia visited South Korea."
    same = later(text, "visited", actors=[PUTIN], mode="visit", type=EventType.CONSULT)
    another = later(text, "visited", actors=[other], mode="visit", type=EventType.CONSULT)
    assert only(view_of(forecast, same)).probability > only(view_of(forecast, another)).probability + 0.3


def test_proposals_can_be_asked_for_by_id_actor_and_forecaster(view_of: Viewer) -> None:
    view = view_of(preview(), later(*SIGNED, **AGREE))
    forecast = only(view).forecast["id"]
    assert only(view, forecast_ids=[forecast]).forecast["id"] == forecast
    assert only(view, actor="RUS").forecast["id"] == forecast
    assert proposals(view, actor="CHN") == []
    with pytest.raises(BadQuery, match="waits for a ruling"):
        proposals(view, forecast_ids=["forecast-0000000000000000"])


def test_due_only_leaves_out_what_can_still_happen(view_of: Viewer) -> None:
    view = view_of(preview(by="2024-12-31"), later(*SIGNED, **AGREE))
    assert proposals(view, today=date(2024, 7, 1), due_only=True) == []
    assert len(proposals(view, today=date(2025, 1, 1), due_only=True)) == 1


def test_proposals_become_rows(view_of: Viewer) -> None:
    rows = proposal_rows(proposals(view_of(preview(), later(*SIGNED, on="2024-06-19", **AGREE))))
    assert (rows[0]["outcome"], rows[0]["happened"], rows[0]["evidence_for"]) == ("yes", "2024-06-19", [SIGNED[0]])
    assert len(proposal_rows([])) == 0


def test_who_denies_weighs_less_than_the_report_itself(view_of: Viewer) -> None:
    text, denied = "Russia said that it had signed no fishing treaty with South Korea.", Factuality.CERTAIN_NOT
    told = only(view_of(preview(), later(text, "signed", factuality=denied, **AGREE)))
    claimed = only(view_of(preview(), later(text, "signed", factuality=denied, holder=MOSCOW, **AGREE)))
    assert claimed.opposing[0].probability < told.opposing[0].probability


def test_a_sentence_that_leaves_it_open_is_no_evidence(view_of: Viewer) -> None:
    said = "Russia and South Korea fishing treaty: officials know its contents."
    asked = "Russia and South Korea fishing treaty: officials do not know whether its contents hold."

    def silent(text: str) -> Report:
        return Report(text, published="2024-06-20", outlet="Times").mention("Russia", RUS).mention("South Korea", KOR)

    plain, open_ = (only(view_of(preview(), silent(text))) for text in (said, asked))
    assert plain.supporting[0].probability > 2 * max([one.probability for one in open_.supporting], default=0.0)
