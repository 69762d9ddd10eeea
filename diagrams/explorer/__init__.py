"""Pages that people explore lifecycles in, each a single file that asks for nothing.

The tables are the content, and complete without any script; the script finds ways through them.
"""

from wayout.diagrams.explorer.pages import explorer, index
from wayout.diagrams.explorer.recording import recording
from wayout.diagrams.explorer.systems import system_page

__all__ = ["explorer", "index", "recording", "system_page"]
