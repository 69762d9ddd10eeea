"""`wayout prove`: one temporal property of one lifecycle or system, with the run that shows it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import one_target, output_file, projected
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.settings import configured

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.analysis.limits import Limits
    from wayout.analysis.proof import Proof
    from wayout.analysis.systems.bounds import Progress
    from wayout.analysis.systems.declared import DeclaredSystem
    from wayout.diagrams.pictures import AnyFormat
    from wayout.interfaces.config import Config
    from wayout.machines.vocabulary import Claim


@click.command()
@one_target
@click.argument("formula")
@click.option(
    "--fair",
    metavar="ASSUMPTION",
    multiple=True,
    help="Count fair runs only: `service` (a service at work finishes some day), or "
    "`weak|strong [each] STEPS`, such as 'strong event(retry)'. May be repeated.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "textbook", "explicit", "symbolic", "bounded"]),
    default="auto",
    show_default=True,
    help="Of a system: what proves it. All answer alike; auto takes the one that fits.",
)
@click.option(
    "-f",
    "--output-format",
    type=click.Choice(["concise", "full", "json"]),
    default="full",
    show_default=True,
)
@output_file
@click.option(
    "--draw",
    "picture",
    metavar="FILE",
    help="Draw the run, too; the suffix says the format, as for `wayout draw`.",
)
@projected
@configured
def prove(  # noqa: PLR0913 - one parameter per option
    target: str,
    formula: str,
    *,
    fair: tuple[str, ...],
    engine: str,
    output_format: str,
    output_file: str | None,
    picture: str | None,
    projected: bool,
    config: "Config",
) -> ExitCode:
    """Prove or refute a FORMULA.

    It is about the lifecycle or system of the TARGET.

    CTL (AG EF deleted, A[p U q]), LTL (G (p -> F q)), or a readable form (transient leads to
    stable). Atoms are states, roles, and of the last step event(...), kind(...), actor(...); of a
    system member.state and member.role. E{user,service}F deleted asks for a run of these actors'
    steps alone. Exits with 0 if it holds, 1 if it fails or holds vacuously, 3 if a limit leaves
    it undetermined.
    """
    from wayout.analysis.proof import Verdict
    from wayout.interfaces.cli.output import deliver
    from wayout.interfaces.cli.seen import subject_alone
    from wayout.interfaces.cli.sheets import form_of

    subject = subject_alone(config, target, projected=projected)
    from wayout.analysis.logic.errors import FormulaError
    from wayout.interfaces.errors import UsageError
    from wayout.machines.vocabulary import Claim

    if not formula.strip():
        message = "the formula is empty; write one such as 'AG EF deleted'"
        raise UsageError(message)
    form = None if picture is None else form_of(Path(picture), "--draw")
    claim = Claim("formula", formula, "asked on the command line", tuple(fair))
    try:
        proof = _proved(subject, claim, engine, config.limits)
    except FormulaError as error:
        what = "formula" if error.text == formula else "--fair"
        refusal = UsageError(f"{what}, {error}")
        refusal.excerpt = error.excerpt
        raise refusal from error
    deliver(_text(proof, output_format, is_file=output_file is not None), output_file)
    if picture is not None and form is not None:
        _draw(subject, proof, picture, form)
    if proof.verdict is Verdict.UNDETERMINED:
        return ExitCode.UNDETERMINED
    return ExitCode.CLEAN if proof.verdict is Verdict.HOLDS else ExitCode.FINDINGS


def _proved(
    subject: "Lifecycle | DeclaredSystem", claim: "Claim", engine: str, limits: "Limits"
) -> "Proof":
    from wayout.analysis.logic.claims import prove_claim
    from wayout.analysis.systems import proving
    from wayout.analysis.systems.bounds import bounds_of
    from wayout.analysis.systems.declared import DeclaredSystem
    from wayout.analysis.systems.engine import EngineError, UnfitError
    from wayout.interfaces.errors import UsageError

    if not isinstance(subject, DeclaredSystem):
        if engine not in {"auto", "textbook"}:
            message = f"--engine: {engine} is for systems, and {subject.name} is a lifecycle"
            raise UsageError(message)
        bounds = bounds_of(limits)
        return prove_claim(subject, claim, most=limits.states, go_on=bounds.go_on)
    bounds = bounds_of(limits, _progress())
    try:
        return proving.prove_claim(subject, claim, engine=engine, bounds=bounds)
    except EngineError as error:
        more = "; write auto, which tries all of them" if isinstance(error, UnfitError) else ""
        message = f"--engine: {error}{more}"
        raise UsageError(message) from error


def _draw(
    subject: "Lifecycle | DeclaredSystem", proof: "Proof", path: str, form: "AnyFormat"
) -> None:
    """Draw the run of a proof: where there is none, say so."""
    from wayout.analysis.systems.declared import DeclaredSystem
    from wayout.diagrams import View
    from wayout.interfaces.cli.draw import draw_sheet
    from wayout.interfaces.cli.sheets import Sheet
    from wayout.interfaces.cli.views import ShownLifecycle, ShownRun
    from wayout.interfaces.viewing import Wanted

    if proof.witness is None:
        click.echo(f"wayout: {path}: not drawn, since no run shows the verdict", err=True)
        return
    said = replace(proof.claim, meaning=proof.claim.formula)
    shown = (
        ShownRun(subject, replace(proof, claim=said))
        if isinstance(subject, DeclaredSystem)
        else ShownLifecycle(subject, Wanted(View(witness=proof.witness)))
    )
    draw_sheet(Sheet(shown, form, Path(path)))


def _progress() -> "Progress":
    """Return what tells on a terminal how far a long proof is; elsewhere it says nothing."""
    import sys
    import time

    began = told = time.monotonic()

    def tell(states: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= 1 and sys.stderr is not None and sys.stderr.isatty():
            told = now
            found = f"{states:,} found after" if states else "at work for"
            click.echo(f"\rwayout: {found} {now - began:.0f} s", err=True, nl=False)

    return tell


def _text(proof: "Proof", output_format: str, *, is_file: bool) -> str:
    import sys

    from wayout.interfaces.cli.output import screen_of
    from wayout.interfaces.layout import Line, Span, paint
    from wayout.interfaces.reporters.claims import in_full, in_short

    if output_format == "json":
        from wayout.interfaces.exchange.encoding import encode
        from wayout.interfaces.exchange.proofs import proof_value

        return encode(proof_value(proof))
    if output_format == "concise":
        return paint((Line((Span(in_short(proof)),)),), None)
    return paint(tuple(in_full(proof)), None if is_file else screen_of(sys.stdout))
