"""How files are named in reports."""

import os
import sys


def shown_path(path: str, module: str) -> str:
    """Return how a file is named in reports, with `/` between its parts."""
    if module == "wayout" or module.startswith("wayout."):
        is_package = hasattr(sys.modules.get(module), "__path__")
        return module.replace(".", "/") + ("/__init__.py" if is_package else ".py")
    relative = os.path.relpath(path)
    shown = path if relative.startswith("..") else relative
    return shown.replace(os.sep, "/")
