"""A table for what is beyond Mermaid's limits: pages on GitHub show an error instead of it."""

from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams.errors import TooLarge
from wayout.diagrams.tables import TABLES, markdown
from wayout.diagrams.tables.markdown import escaped
from wayout.diagrams.viewing import part_of
from wayout.diagrams.views import View


def tabled(lifecycle: Lifecycle, reason: TooLarge, view: View | None = None) -> str:
    """Return the events of what a view shows as a Markdown table, below a comment that says why.

    Below it stands what the view leaves out.

    Raises:
        ViewError: as `part_of`.
    """
    part = part_of(lifecycle, view or View())
    (table,) = TABLES["events"](part.lifecycle)
    why = f"A table instead of a Mermaid diagram: {reason.found}, at most {reason.limit}"
    left_out = f"\n{escaped(' '.join(part.notes))}\n" if part.notes else ""
    return f"<!-- {why} -->\n\n{markdown(table)}{left_out}"
