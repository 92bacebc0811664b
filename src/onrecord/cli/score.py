"""``onrecord score``: who foretold how well."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.asking import Question, asked
from onrecord.cli.options import answering, ended_everywhere, involved, period, tables_of_hedges

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.answers import Rows

GROUPINGS = ("all", "forecaster", "institute", "outlet", "topic", "relationship")
PLOTS = (".png", ".svg")


@click.command("score", short_help="Who foretold how well.")
@involved
@period
@click.option("--forecaster", metavar="ACTOR", help="Only forecasts of these.")
@click.option("--by", type=click.Choice(GROUPINGS), default="forecaster", show_default=True, help="What to group by.")
@tables_of_hedges
@click.option("--plot", metavar="FILE", help="Draw the calibration curve, and scores beside it, as .png or .svg.")
@answering
@asked
def command(
    question: Question,
    forecaster: str | None,
    by: str,
    bands: str | None,
    plot: str | None,
) -> None:
    """Who foretold how well: Brier, logarithmic and baseline scores, over forecasts that were ruled yes or no and
    whose last day has passed. How many stay out, and why, stands beside.

    A score is that of the middle of each band, with the interval that it has over the bands.

    \b
    onrecord score --by forecaster --plot scores.svg
    """
    if plot is not None and Path(plot).suffix.casefold() not in PLOTS:
        raise click.UsageError(f"The ending of {plot!r} tells no kind of picture; use .png or .svg.")
    from onrecord.answers import calibration, scores

    wanted: dict[str, Any] = {
        **question.scope,
        "forecaster": forecaster,
        "bands": bands,
        "today": ended_everywhere(),
    }
    with question.view() as view:
        rows = scores(view, by=by, limit=question.limit, **wanted)
        curve = calibration(view, **wanted) if plot else None
    question.put(rows, _table)
    if plot is not None and curve is not None:
        from onrecord.answers.score_charts import calibration_chart, scores_chart

        _draw({"hconcat": [calibration_chart(curve), scores_chart(rows)]}, Path(plot))


def _draw(spec: dict[str, Any], file: Path) -> None:
    """Draw a Vega-Lite specification."""
    import vl_convert

    from onrecord.cli.answering import write_file

    if file.suffix.casefold() == ".svg":
        write_file(str(file), vl_convert.vegalite_to_svg(spec, vl_version="5.21").encode("utf-8"))
    else:
        write_file(str(file), vl_convert.vegalite_to_png(spec, vl_version="5.21", scale=2))


def _table(rows: Rows) -> RenderableType:
    from rich.text import Text

    from onrecord.cli.cells import cell, dim, new_table

    if not len(rows):
        return Text(f"{rows.title}: no forecasts in the record.", style="dim")
    table = new_table(rows.title, ("Who or what", 4), ("Scored", 2), ("Brier", 3), ("Beside", 4))
    for row in rows:
        table.add_row(
            cell(row["group"]),
            cell(f"{row['scored']} of {row['forecasts']}", dim(_share("came true", row["happened"]))),
            cell(*_scores(row)),
            cell(*(dim(one) for one in _beside(row))),
        )
    return table


def _scores(row: dict[str, Any]) -> list[str]:
    if not row["scored"]:
        return ["-"]
    told = [f"{row['brier']:.3f}  ({row['brier_low']:.3f} to {row['brier_high']:.3f})"]
    told.append(f"log {row['log']:.3f}, baseline {row['baseline']:.0f}")
    if row["skill"] is not None:
        told.append(f"skill {row['skill']:.2f}")
    if row["ranking"] is not None:
        told.append(f"ranking {row['ranking']:.2f}")
    if row["adjusted_brier"] is not None:
        told.append(f"adjusted for difficulty {row['adjusted_brier']:.3f}")
    return told


def _beside(row: dict[str, Any]) -> list[str]:
    """What is not scored, and why."""
    names = {
        "open": "open",
        "due": "due, not ruled on",
        "early": "resolved before its day",
        "no_deadline": "resolved, names no day",
        "ambiguous": "ambiguous",
        "annulled": "annulled",
        "unstated": "with an unknown band",
    }
    told = [f"{row[name]} {words}" for name, words in names.items() if row[name]]
    return [*told, f"{row['vague_share']:.0%} name no day"]


def _share(words: str, share: float | None) -> str | None:
    return None if share is None else f"{share:.0%} {words}"
