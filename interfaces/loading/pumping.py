"""Take what comes on several channels as it comes: a thread reads each."""

import os
import queue
import threading


class Pump(threading.Thread):
    """Passes on what arrives; an empty chunk is the end. It holds no lock but that of `chunks`."""

    def __init__(
        self, descriptor: int, chunks: "queue.Queue[tuple[bool, bytes]]", *, is_answer: bool
    ) -> None:
        super().__init__(daemon=True)
        self._descriptor = descriptor
        self._chunks = chunks
        self._is_answer = is_answer

    def run(self) -> None:
        """Read up to the end."""
        chunk = b"?"
        while chunk:
            try:
                chunk = os.read(self._descriptor, _CHUNK)
            except OSError:
                chunk = b""
            self._chunks.put((self._is_answer, chunk))


_CHUNK = 1 << 16
