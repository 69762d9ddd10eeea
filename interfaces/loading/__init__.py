"""From TARGETs to lifecycles: built-ins, users' modules and files, data files."""

from wayout.interfaces.loading.load import Loaded, load, load_lifecycles, load_sound, loading

__all__ = ["Loaded", "load", "load_lifecycles", "load_sound", "loading"]
