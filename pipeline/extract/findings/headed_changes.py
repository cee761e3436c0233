"""Which rows of figures are amounts of change because a word before a whole list of them says so.

'平均降幅:低剂量组32.5%、高剂量组41.8%、安慰剂组18.6%', '较基线下降:细胞组1.4分,对照组4.3分;第6个月则为2.9分与5.8分': the word stands before the
groups, so it holds for all of them until another outcome is named or the sentence ends. A word beside one figure ('降低3.8分,…') is that
figure's alone; what a word makes of its own figure is `pipeline.extract.findings.statistic`.
"""

import re
from dataclasses import replace

from pipeline.extract.findings.cells import Run
from pipeline.extract.findings.in_force import leads_to_level, own_time
from pipeline.extract.findings.scope import Scope
from pipeline.extract.findings.statistic import Change, change_of
from pipeline.extract.mentions.gap import gap_between
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_KINDS = {"percent", "measure", "plain"}
_ENDS = re.compile(r"[。!?]")


def with_headed_changes(sheet: Sheet, sentence: Stretch, runs: list[Run], scope: Scope) -> list[Run]:
    """The runs of a sentence, with the word of change over those that one heads. `scope.change`: the word in force."""
    text = sheet.text
    if scope.change is not None and _ENDS.search(text, scope.change.end, sentence.start):
        scope.change = None
    told: list[Run] = []
    since = sentence.start
    beside: tuple[Run, Change] | None = None  # the run whose change was told last, and its word
    for run in runs:
        outcomes = sheet.within("outcome", since, run.start)
        since = run.end
        figure = run.cells[0].figures[0]
        own = None
        if figure.kind in _KINDS and not (run.chain or run.leads or run.follows):
            own = change_of(sheet, figure, outcomes[-1].end if outcomes else None)
        if own is not None:
            heads = own.end <= run.start and (
                ":" in text[own.start : run.start] or bool(sheet.within("group", own.start, run.start)) or own.noun
            )
            scope.change = own if heads else None
            beside = run, own
        elif beside is not None and not outcomes and _is_others(sheet, beside[0], run):
            told.append(replace(run, change=beside[1]))
            continue
        elif outcomes or not _may_follow(sheet, run):
            scope.change = None if outcomes else scope.change
        elif scope.change is not None:
            told.append(replace(run, change=scope.change))
            continue
        told.append(run)
    return told


def _is_others(sheet: Sheet, before: Run, run: Run) -> bool:
    """'胰岛素少了66.7%,对照32.1%': the other group's figure of the same kind, and nothing else, right behind a change."""
    alike = before.cells[0].figures[0].kind == run.cells[0].figures[0].kind == "percent"
    named = sheet.within("group", before.end, run.start)
    return (
        alike
        and bool(named)
        and gap_between(sheet, before.end, run.start, ("direction",)) <= 1
        and _may_follow(sheet, run)
    )


def _may_follow(sheet: Sheet, run: Run) -> bool:
    """Figures of the kind that a change has, which no words make a level, a start or an end."""
    figure = run.cells[0].figures[0]
    if figure.kind not in _KINDS or run.chain or run.leads or run.follows:
        return False
    time = own_time(sheet, run.cells[0])
    return not (time is not None and time.value == 0.0) and not leads_to_level(sheet, run)
