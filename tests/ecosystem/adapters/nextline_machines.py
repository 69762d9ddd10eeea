"""The machine that nextline makes of its configuration."""

from nextline.fsm.config import CONFIG
from transitions.extensions.asyncio import AsyncMachine

machine = AsyncMachine(model=None, **CONFIG)
