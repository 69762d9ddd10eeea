"""From TARGETs to lifecycles: built-ins, users' modules and files, data files."""

from wayout.interfaces.loading.load import load, load_lifecycles, load_sound, loading
from wayout.interfaces.loading.loaded import Loaded

__all__ = ["Loaded", "load", "load_lifecycles", "load_sound", "loading"]
