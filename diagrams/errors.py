"""What can go wrong on the way to a picture."""


class DiagramError(Exception):
    """A picture cannot be made."""


class NoRenderer(DiagramError):  # noqa: N818 - it says what is missing
    """Neither the program `dot` nor pygraphviz, which bundles Graphviz, is there."""

    def __init__(self) -> None:
        super().__init__(
            "no renderer: the program 'dot' is not on PATH and pygraphviz is not installed; "
            "install one of them: 'pip install wayout[render]', or Graphviz from graphviz.org. "
            "The formats dot and mermaid need neither"
        )


class RendererFailed(DiagramError):  # noqa: N818 - it says who failed
    """Graphviz refused the drawing or crashed; `said` is what it printed."""

    def __init__(self, renderer: str, status: int, said: str) -> None:
        self.status, self.said = status, said
        how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
        super().__init__(f"{renderer} {how}: {said or 'it said nothing'}")


class LimitReached(DiagramError, TimeoutError):  # noqa: N818 - the word of the design
    """Graphviz took longer than it may."""

    def __init__(self, renderer: str, limit: float, of: str = "") -> None:
        super().__init__(f"{renderer} was stopped: it took longer than {limit:g} s{of}")


class TooLarge(DiagramError):  # noqa: N818 - it says what the drawing is
    """A drawing is larger than what its format allows: it has what was `found`."""

    def __init__(self, name: str, found: str, limit: str) -> None:
        self.found, self.limit = found, limit
        super().__init__(f"{name} is too large: it has {found}, and at most {limit} are shown")
