"""`[tool.wayout]` in pyproject.toml, or wayout.toml: found, read, and applied to lifecycles."""

from wayout.interfaces.config.applying import apply, apply_to_systems
from wayout.interfaces.config.locating import find
from wayout.interfaces.config.obeying import obeyed
from wayout.interfaces.config.values import Config

__all__ = ["Config", "apply", "apply_to_systems", "find", "obeyed"]
