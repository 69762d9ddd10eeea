"""Import users' modules: what they print or raise becomes no part of a report, nor a traceback."""

import hashlib
import importlib
import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import NoReturn

from wayout.analysis.reading import definition_error, validation_off
from wayout.analysis.suggesting import did_you_mean
from wayout.interfaces.errors import LoadError
from wayout.interfaces.loading.failure import describe
from wayout.machines import BUILTIN
from wayout.machines.systems import SYSTEMS


def import_file(path: Path, shown: str) -> ModuleType:
    """Import a Python file under a name of its own, whatever other modules there are.

    It finds what lies beside it as it would in a program: what is in its folder, or, where that
    is a package, the package, also by relative imports. What is installed comes first.

    Raises:
        LoadError: if it cannot be read, or raises when it is imported.
    """
    absolute = path.resolve()
    digest = hashlib.sha256(os.fsencode(absolute)).hexdigest()[:8]
    root, package = _home(absolute)
    own = f"_wayout_{digest}_{re.sub(r'[^0-9A-Za-z_]', '_', path.stem)}"
    name = f"{package}.{own}" if package else own
    spec = importlib.util.spec_from_file_location(
        name, absolute, loader=_Uncached(name, os.fspath(absolute))
    )
    if spec is None:
        message = f"{shown}: cannot be imported"
        raise LoadError(message)
    with _searched(root, first=False):
        return _execute(spec, shown)


def _home(file: Path) -> tuple[Path, str]:
    """Return the folder from which a file's neighbours are imported, and the file's package."""
    folder, parts = file.parent, []
    while folder.name.isidentifier() and (folder / "__init__.py").is_file():
        parts.append(folder.name)
        folder = folder.parent
    return folder, ".".join(reversed(parts))


def import_module(name: str) -> ModuleType:
    """Import a module by its name, from the working directory first.

    Raises:
        LoadError: if there is none, or it raises when it is imported.
    """
    with _searched(Path.cwd(), first=True):
        try:
            with guarded():
                spec = importlib.util.find_spec(name)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            if isinstance(error, ModuleNotFoundError) and _is_part(error.name, name):
                raise LoadError(_missing(name)) from error
            raise LoadError(describe(error, name, None, definition_error(error))) from error
        if spec is None:
            raise LoadError(_missing(name))
        if spec.origin is None and spec.submodule_search_locations is not None:
            message = f"{name}: a folder; name a file in it, or a module as {name}.module"
            raise LoadError(message)
        if name in sys.modules:
            return sys.modules[name]
        return _execute(spec, name)


class _Uncached(SourceFileLoader):
    """Compiles the file as it is now: a cached one may be of the same second and size."""

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - the loader's signature
        code: CodeType = self.source_to_code(self.get_data(self.path), self.path)
        return code


def _execute(spec: ModuleSpec, shown: str) -> ModuleType:
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        with guarded():
            if spec.loader is not None:
                spec.loader.exec_module(module)
    except KeyboardInterrupt:
        raise
    except MemoryError as error:
        sys.modules.pop(spec.name, None)
        raise LoadError(describe(error, shown, spec.origin)) from error
    except BaseException as error:
        sys.modules.pop(spec.name, None)
        message = definition_error(error)
        raise LoadError(describe(error, shown, spec.origin, message)) from error
    return module


def _is_part(missing: str | None, name: str) -> bool:
    return missing is not None and f"{name}.".startswith(f"{missing}.")


def _missing(name: str) -> str:
    what = "module" if "." in name else "built-in lifecycle or module"
    return f"{name}: no {what} of this name can be found{did_you_mean(name, (*BUILTIN, *SYSTEMS))}"


@contextmanager
def guarded() -> Iterator[None]:
    """Send what the code writes on stdout to stderr, its child processes' output as well."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.flush()
    with (
        validation_off(),
        _no_sudden_end(),
        _descriptor_to_stderr(),
        redirect_stdout(sys.stderr),
    ):
        yield


@contextmanager
def _no_sudden_end() -> Iterator[None]:
    """Turn `os._exit`, which would end wayout as if all were clean, into an exception."""
    end, process = os._exit, os.getpid()

    def refuse(status: int) -> NoReturn:
        if os.getpid() != process:
            end(status)
        raise SystemExit(status)

    os._exit = refuse
    try:
        yield
    finally:
        os._exit = end


@contextmanager
def _descriptor_to_stderr() -> Iterator[None]:
    try:
        saved = os.dup(1)
    except OSError:
        yield
        return
    try:
        with suppress(OSError):
            os.dup2(2, 1)
        yield
    finally:
        os.dup2(saved, 1)
        os.close(saved)


@contextmanager
def _searched(folder: Path, *, first: bool) -> Iterator[None]:
    """Import from a folder too: before all others, or after them."""
    here = os.fspath(folder)
    if not first and here in sys.path:
        yield
        return
    sys.path.insert(0 if first else len(sys.path), here)
    importlib.invalidate_caches()
    try:
        yield
    finally:
        with suppress(ValueError):
            sys.path.remove(here)
