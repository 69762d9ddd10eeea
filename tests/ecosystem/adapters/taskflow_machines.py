"""The machines that taskflow's functions build."""

from unittest.mock import MagicMock

from taskflow.engines.action_engine.builder import MachineBuilder
from taskflow.engines.worker_based import protocol

request = protocol.build_a_machine()
engine, _ = MachineBuilder(MagicMock(), None).build({})
