"""The machine that PyEZ parses a device's tables with, without what it talks to devices with."""

import runpy
import sys
from types import SimpleNamespace
from unittest.mock import MagicMock

sys.modules["jnpr.junos.factory.safe_eval"] = MagicMock()
module = runpy.run_path("jnpr/junos/factory/state_machine.py")
parser = module["StateMachine"](SimpleNamespace(VIEW=None))
