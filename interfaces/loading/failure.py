"""Say in one line why importing a user's module failed, and where."""

from pathlib import Path
from types import TracebackType

from wayout.analysis.paths import shown_path
from wayout.interfaces.layout import visible


def describe(
    error: BaseException, shown: str, origin: str | None = None, refused: str | None = None
) -> str:
    """Return one line. `shown` names the TARGET, `origin` is the file that was imported.

    `refused` is what python-statemachine says of a definition that it refuses.
    """
    if isinstance(error, SyntaxError):
        return _syntax(error, shown)
    line = _line(error, origin)
    where = f"{shown_path(origin, '')}:{line}" if origin and line else shown
    if refused is not None:
        return f"{where}: python-statemachine refuses this: {_first_line(refused)}{_REST}"
    if isinstance(error, OSError) and where == shown:
        return f"{where}: cannot be read: {error.strerror or _text(error)}"
    if isinstance(error, MemoryError):
        return out_of_memory(where)
    return f"{where}: importing it {_failed(error)}"


def out_of_memory(where: str) -> str:
    """Return the line for a module that reaches the limit on memory."""
    return f"{where}: importing it takes more memory than it may have (--limit-memory)"


def _failed(error: BaseException) -> str:
    match error:
        case SystemExit():
            return f"ends the program ({_named(error)})"
        case ImportError():
            return f"failed: {_text(error)}{_hint(error)}"
        case _:
            return f"raised {_named(error)}"


def _named(error: BaseException) -> str:
    return ": ".join(filter(None, (type(error).__name__, _text(error))))


def _syntax(error: SyntaxError, shown: str) -> str:
    path = shown
    if error.filename and Path(error.filename).name != Path(shown).name:
        path = shown_path(error.filename, "")
    place = f"{path}:{error.lineno}:{max(error.offset or 1, 1)}" if error.lineno else path
    return f"{place}: not Python: {_first_line(error.msg or '')}"


def _line(error: BaseException, origin: str | None) -> int | None:
    """Return the last line of the imported file that was run, or None."""
    lines = [
        trace.tb_lineno
        for trace in _traces(error.__traceback__)
        if trace.tb_frame.f_code.co_filename == origin
    ]
    return lines[-1] if lines else None


def _traces(trace: TracebackType | None) -> list[TracebackType]:
    traces = []
    while trace is not None:
        traces.append(trace)
        trace = trace.tb_next
    return traces


def _hint(error: ImportError) -> str:
    if "relative import" in str(error):
        return "; name it as package.module, from the folder above the package"
    if isinstance(error, ModuleNotFoundError):
        return "; is it installed, or does the file belong to a package (then: package.module)?"
    return ""


def _text(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 - users' exceptions may do anything
        text = "(its message cannot be shown)"
    return _first_line(text)


def _first_line(text: str) -> str:
    lines = text.strip().splitlines() or [""]
    return visible(lines[0][:_LONGEST]) + ("..." if len(lines) > 1 else "")


_LONGEST = 500
_REST = " (nothing in the file was checked)"
