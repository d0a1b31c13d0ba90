"""Lines of the log, written by a thread of their own."""

import logging
import os
import queue
import threading
import time

MOST_LINES = 10_000
LAST_LINES_SECONDS = 1.0


class NeverWaits(logging.StreamHandler):  # type: ignore[type-arg]  # not generic when it runs
    """Whoever collects the log may be full, gone or stuck: then lines are lost, and no page waits.

    With a plain StreamHandler one stuck pipe holds every thread that has something to say. The
    standard library's QueueHandler would say on that same pipe that its queue is full, and after a
    fork nobody would empty it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: queue.Queue[bytes] = queue.Queue(MOST_LINES)
        self._writer = 0
        """The process whose thread writes: a fork has no thread, and its parent's lines."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = self.format(record) + self.terminator
            if self._writer != os.getpid():
                self._writer, self._lines = os.getpid(), queue.Queue(MOST_LINES)
                threading.Thread(target=self._write, name="log", daemon=True).start()
            self._lines.put_nowait(line.encode(errors="backslashreplace"))
        except queue.Full:
            pass
        except Exception:
            self.handleError(record)

    def flush(self) -> None:
        """At exit: a moment for what is still to be written."""
        deadline = time.monotonic() + LAST_LINES_SECONDS
        while self._lines.unfinished_tasks and time.monotonic() < deadline:
            time.sleep(0.01)

    def _write(self) -> None:
        lines = self._lines
        while True:
            line = lines.get()
            try:
                while line:
                    line = line[os.write(self.stream.fileno(), line) :]
            except (OSError, ValueError, AttributeError):
                pass
            lines.task_done()
