"""The style sheet inside an SVG: light, dark, forced colours and print, all by class.

It comes with its own ground, so that it is legible on pages of any colour. Besides the
reader's preference it follows the theme switches of furo and pydata (`data-theme`), Bootstrap
and Material for MkDocs when the SVG is inlined.
"""

from collections.abc import Iterable, Mapping

from wayout.diagrams.appearance import DARK, FONT, LIGHT
from wayout.machines.vocabulary import Kind, Role

CLASS = "wayout"

_SELECTED_DARK = ('[data-theme="dark"]', '[data-bs-theme="dark"]', '[data-md-color-scheme="slate"]')
_SELECTED_LIGHT = (
    '[data-theme="light"]',
    '[data-bs-theme="light"]',
    '[data-md-color-scheme="default"]',
)
_FORCED = {name: "Canvas" if "ground" in name or "fill" in name else "CanvasText" for name in LIGHT}
_FONTS = f'"{FONT}",Verdana,Geneva,sans-serif'
_HOLLOW = ':not([fill="none"]):not([fill="transparent"])'


def stylesheet() -> str:
    """Return the style sheet. It does not depend on the drawing."""
    return "\n".join(
        (
            _rule((f".{CLASS}",), _variables(LIGHT)),
            _media(
                "screen and (prefers-color-scheme:dark)", _rule((f".{CLASS}",), _variables(DARK))
            ),
            _rule(_inside(_SELECTED_LIGHT), _variables(LIGHT)),
            _rule(_inside(_SELECTED_DARK), _variables(DARK)),
            _media("print", _rule((f"svg.{CLASS}[role]",), _variables(LIGHT))),
            _media("(forced-colors:active)", _rule((f"svg.{CLASS}[role]",), _variables(_FORCED))),
            *_shapes(),
        )
    )


def _shapes() -> Iterable[str]:
    yield f".{CLASS}{{max-width:100%;height:auto}}"
    yield f".{CLASS} text{{fill:var(--ink);font-family:{_FONTS}}}"
    yield f".{CLASS} a text{{text-decoration:underline}}"
    yield f".{CLASS} .ground{{fill:var(--ground);stroke:none}}"
    yield f".{CLASS} .frame polygon{{fill:none;stroke:none}}"
    yield f".{CLASS} .compound path,.{CLASS} .compound polygon{{stroke:var(--faint);fill:none}}"
    yield f".{CLASS} .edge.lane path{{stroke:var(--faint)}}"
    yield f".{CLASS} .node.kept text{{fill:var(--faint)}}"
    yield f".{CLASS} .node.asked ellipse{{fill:var(--ground);stroke:var(--ink)}}"
    for dot in ("absent", "entry", "gone", "moved"):
        yield f".{CLASS} .{dot} ellipse{{fill:var(--ink);stroke:var(--ink)}}"
        yield f".{CLASS} .{dot} text{{fill:var(--ground)}}"
    yield f'.{CLASS} .gone ellipse[fill="none"]{{fill:none}}'
    yield f".{CLASS} .point ellipse{{fill:var(--faint);stroke:var(--faint)}}"
    for role in Role:
        box = f".{CLASS} .node.{role.value}"
        fill = f"fill:var(--{role.value}-fill);stroke:var(--{role.value})"
        yield f"{box} path,{box} polygon{{{fill}}}"
    yield f'.{CLASS} .node.final path[fill="none"]{{fill:none}}'
    for word in (*(kind.value for kind in Kind), "other"):
        line, color = f".{CLASS} .edge.{word}", f"var(--{word if word != 'other' else 'ink'})"
        yield f"{line} path,{line} polygon,{line} ellipse{{stroke:{color}}}"
        yield f"{line} polygon{_HOLLOW}{{fill:{color}}}"
        yield f"{line} text{{fill:{color}}}"


def _variables(colors: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{color}" for name, color in colors.items())


def _inside(selectors: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{selector} .{CLASS}" for selector in selectors)


def _rule(selectors: Iterable[str], declarations: str) -> str:
    return f"{','.join(selectors)}{{{declarations}}}"


def _media(query: str, rule: str) -> str:
    return f"@media {query}{{{rule}}}"
