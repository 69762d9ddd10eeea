"""The machine that Conviso's scanners run in; making one starts no container."""

from unittest.mock import MagicMock

from convisoappsec.common.box import ScannerEntity, SCSCommon

ScannerEntity._on_waiting = MagicMock()
scanner = ScannerEntity("token", MagicMock(spec=SCSCommon))
