"""Prove systems with our engines and with peers, side by side: same models, same questions.

`python -m bench.proofs [WORD...]` asks the rows whose question or model is one of the words, and
prints a line for each cell, then each goal. Without words it asks all, in a quarter of an hour, and
writes the page of the docs.

A cell is a process of its own. Its CPU seconds (user and system) are those from the model loaded
to the answer, and those of the whole process. SPIN's are those of its search, and with making and
compiling the program. A contender is stopped after 30 CPU seconds; `-` says why it has no answer.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bench.proofs.cells import Cell, cell, one
from bench.proofs.contenders import answers
from bench.proofs.goals import goals
from bench.proofs.page import figures, growth, written
from bench.proofs.questions import Asked
from bench.proofs.rows import rows


def main(wanted: Sequence[str]) -> int:
    """Ask, print and write; 1 if two of those that were asked do not say the same."""
    cells: dict[tuple[Asked, str, str], Cell] = {}
    print(_line("question", "model", "who", "answer", "CPU s", "whole", "MB", "growth"))
    for row in rows():
        if wanted and not {row.asked, row.model} & set(wanted):
            continue
        for who in row.who:
            if not answers(who, row.asked):
                continue
            key = row.asked, row.model, who
            cells[key] = cell(who, row.asked, row.model)
            grown = growth(cells, *key)
            print(_line(row.asked, row.model, who, *figures(cells[key], grown)), flush=True)
    found = list(goals(cells))
    for goal in found:
        said = {True: "reached", False: "missed", None: "not asked"}[goal.reached]
        print(f"{said}: {goal.aim}: {goal.found}{goal.why and f' ({goal.why})'}")
    if not wanted:
        written(cells, found)
    return _differing(cells)


def _line(*columns: str) -> str:
    widths = (22, 9, 9, 22, 8, 7, 5, 16)
    return " ".join(
        f"{text:{'<' if place < 4 else '>'}{width}}"
        for place, (text, width) in enumerate(zip(columns, widths, strict=True))
    ).rstrip()


def _differing(cells: dict[tuple[Asked, str, str], Cell]) -> int:
    """Print where verdicts differ; counts are floating-point numbers with some peers."""
    said: dict[tuple[Asked, str], dict[str, str]] = {}
    for (asked, model, who), found in cells.items():
        if found.answered:
            word = found.answer.split()[0]
            known = word if word.isalpha() else f"{float(word):.4e}"
            said.setdefault((asked, model), {})[who] = known
    wrong = {key: by for key, by in said.items() if len({*by.values()} - {"undetermined"}) > 1}
    for (asked, model), by in wrong.items():
        print(f"NOT THE SAME: {asked} {model}: {by}")
    return int(bool(wrong))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        who, asked, model = sys.argv[2:]
        one(who, Asked[asked], model)
    else:
        sys.exit(main(sys.argv[1:]))
