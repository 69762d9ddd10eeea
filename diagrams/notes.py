"""The notes under a picture, in Graphviz' HTML-like labels: what is listed and not drawn.

https://graphviz.org/doc/info/shapes.html#html
"""

import html
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from textwrap import wrap

from wayout.diagrams.drawing import Drawing, Rule
from wayout.diagrams.wording import counted

_CELL_WIDTH = 64
_LINE_WIDTH = 110
_ROWS_IN_ONE_COLUMN = 14
_UNIVERSAL = "Not drawn, because they start in many states"
_STAYING = "Not drawn, because they leave the state as it is"


def notes(drawing: Drawing) -> str:
    """Return the summary and the rules as one HTML-like label, angle brackets included.

    Two columns where there are many rules.
    """
    universal = list(_universal([rule for rule in drawing.rules if rule.targets]))
    staying = list(_staying([rule for rule in drawing.rules if not rule.targets]))
    rows = [_cell(" ".join((*drawing.summary, *drawing.signs)), columns=7, width=_LINE_WIDTH)]
    if len(universal) + len(staying) > _ROWS_IN_ONE_COLUMN:
        gap = '<TD WIDTH="24"></TD>'
        empty = [_cell("", columns=4)] if universal else [""]
        for left, right in zip_longest(universal, staying):
            rows.append((left or empty[0]) + gap + (right or _cell("", columns=2)))
    else:
        rows += universal + staying
    table = "\n".join(f"<TR>{row}</TR>" for row in rows)
    return f'<<TABLE BORDER="0" CELLSPACING="0" CELLPADDING="2">\n{table}\n</TABLE>>'


def _universal(rules: Sequence[Rule]) -> Iterator[str]:
    """Rows of four columns: from where, by which events, to where, how many transitions."""
    if rules:
        yield _cell(_heading(_UNIVERSAL, rules), columns=4, bold=True)
    for origins, group in groupby(rules, key=lambda rule: rule.origins):
        for index, rule in enumerate(group):
            first = "" if index else f"from {origins}"
            texts = (first, _by(rule), f"→ {rule.targets}", f"{len(rule.transitions):,}")
            yield "".join(map(_cell, texts))


def _staying(rules: Sequence[Rule]) -> Iterator[str]:
    """Rows of two columns: where, and which events."""
    if rules:
        yield _cell(_heading(_STAYING, rules), columns=2, bold=True)
    for origins, group in groupby(rules, key=lambda rule: rule.origins):
        for index, rule in enumerate(group):
            yield "".join(map(_cell, ("" if index else f"in {origins}", _by(rule))))


def _heading(text: str, rules: Sequence[Rule]) -> str:
    total = sum(len(rule.transitions) for rule in rules)
    return f"{text}: {counted(total, 'transition')}"


def _by(rule: Rule) -> str:
    kind = f" ({rule.kind.value})" if rule.kind else ""
    return ", ".join(rule.events) + kind


def _cell(text: str, *, columns: int = 1, bold: bool = False, width: int = _CELL_WIDTH) -> str:
    lines = "".join(
        f'{html.escape(line)}<BR ALIGN="LEFT"/>'
        for line in wrap(text, width, break_on_hyphens=False)
    )
    content = f"<B>{lines}</B>" if bold else lines
    span = f' COLSPAN="{columns}"' if columns > 1 else ""
    return f'<TD ALIGN="LEFT" VALIGN="TOP"{span}>{content}</TD>'
