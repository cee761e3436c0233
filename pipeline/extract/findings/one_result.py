"""Makes a result of a figure whose outcome, time and group are known: its statistic, its sign, its unit.

Which outcome, time and group a figure has is decided in `pipeline.extract.findings.results` for sentences, in
`pipeline.extract.tables.figures` for cells.
"""

import re
from dataclasses import replace

from pipeline.extract.findings.cells import Run
from pipeline.extract.findings.statistic import Change, change_of, median_behind, statistic_of
from pipeline.extract.mentions.found import Found, ResultFound
from pipeline.extract.mentions.gap import gap_between
from pipeline.extract.mentions.quantity import POINTS, Quantity
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_A_DAY = re.compile(r"(?:每[天日]|[1一][天日]|1日量|日量)\s?(?:は|が|に|あたり|当たり|约|平均|有|为)?\s?$")
A_DAY = {"g/(24.h)", "mg/(24.h)"}


def change_of_run(sheet: Sheet, run: Run, outcome: TermHit) -> Change | None:
    """What makes a run amounts of change: a word before the first holds for all ('分别下降1.3%和0.6%'); along an arrow there are levels."""
    if run.chain or run.leads or run.follows:
        return None
    changes = (change_of(sheet, cell.figures[-1], outcome.end) for cell in run.cells)
    return next((change for change in changes if change is not None), run.change)


def result_of(
    sheet: Sheet,
    outcome: TermHit,
    figure: Quantity,
    time: Found | None,
    group: Found | None,
    run: Run,
    change: Change | None,
    before: ResultFound | None,
) -> ResultFound:
    """One figure of a run as a result.

    `change`: what makes the run amounts of change (`change_of_run`). `before`: the result told before it in its sentence.
    """
    if (
        change is None
        and not (run.chain or run.leads or run.follows)
        and before is not None
        and _goes_with(sheet, before, outcome, figure, group)
    ):
        return replace(
            before, value=abs(figure.value) * (-1 if before.value < 0 else 1), figure=figure, time=time, group=group
        )
    if outcome.code == "proteinuria" and (figure.unit in A_DAY or _in_a_day(sheet, figure)):
        outcome = replace(outcome, code="proteinuria_24h", rule="results.a_day")
    statistic, sign = statistic_of(sheet, outcome, figure, change)
    told_by = (change.start, change.end) if change and statistic.endswith("change") else None
    unit = _unit(outcome, figure, statistic)
    result = ResultFound(outcome, sign * figure.value, statistic, figure, time, group, unit, told_by=told_by)
    behind = median_behind(sheet, figure) if statistic == "median" else None
    if behind is None:
        return result
    return replace(result, head=Found("median", *behind, "results.median_behind"), rule="results.median_behind")


def told_again(
    told: ResultFound, figure: Quantity, time: Found | None, group: Found | None, run: Run
) -> ResultFound | None:
    """'LVEF增加4.8%、步行增加38米;对照组依次为1.1%和9米': what the other group's figures in a row are is what the first's were, changes too.

    `told`: what was told of the first group; None where the figure is not of its kind, or tells otherwise itself.
    """
    same = (told.told_by is not None or told.statistic == "percent") and told.figure.kind == figure.kind
    other = group is not None and told.group is not None and told.group.value != group.value
    if not (same and other) or run.chain or run.leads or run.follows:
        return None
    value = abs(figure.value) * (-1 if told.value < 0 else 1)
    return replace(told, value=value, figure=figure, time=time, group=group, p=None)


def _goes_with(sheet: Sheet, before: ResultFound, outcome: TermHit, figure: Quantity, group: Found | None) -> bool:
    """'提高了8.4分,对照组3.1分': the other group's figure beside a change is a change too."""
    return (
        before.told_by is not None
        and before.outcome is outcome
        and before.figure.kind == figure.kind
        and group is not None
        and (before.group is None or before.group.start != group.start)
        and gap_between(sheet, before.figure.end, figure.start) <= 1
    )


def _in_a_day(sheet: Sheet, figure: Quantity) -> bool:
    """'尿蛋白は1日3.2g': what is lost in a day."""
    return figure.unit in {"g", "mg"} and bool(_A_DAY.search(sheet.text[max(0, figure.start - 8) : figure.start]))


def _unit(outcome: TermHit, figure: Quantity, statistic: str) -> str | None:
    if statistic == "count":
        return figure.unit or "{patients}"
    implied = outcome.attributes.get("unit")
    if figure.unit in {"g", "mg"} and isinstance(implied, str) and implied.endswith("/(24.h)"):
        return f"{figure.unit}/(24.h)"
    if figure.rule == POINTS and implied == "%":
        return "%"
    return figure.unit or (implied if figure.kind == "measure" or statistic == "percent" else None)
