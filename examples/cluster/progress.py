"""How far a question is, in one line on standard error, which is only drawn on a terminal."""

import sys
import threading
import time

WIDTH = 30
EVERY = 0.2
# Nothing is drawn for what is over at once.
PATIENCE = 0.5


class Progress:
    """Asks every fifth of a second how far things are: `share()` is a number from 0 to 1 or None, and a text."""

    def __init__(self, share, stream=None):
        self.share = share
        self.stream = stream or sys.stderr
        self.done = threading.Event()
        self.drawn = False
        self.thread = threading.Thread(target=self._draw, daemon=True)

    def __enter__(self):
        if self.stream.isatty():
            self.thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        if self.thread.is_alive():
            self.thread.join()
        if self.drawn:
            print("\r\x1b[K", end="", file=self.stream, flush=True)

    def _draw(self):
        begin = time.monotonic()
        self.done.wait(PATIENCE)
        while not self.done.wait(EVERY):
            share, text = self.share()
            seconds = time.monotonic() - begin
            self.drawn = True
            print(f"\r\x1b[K{bar(share)} {text}  {seconds:.0f} s", end="", file=self.stream, flush=True)


def bar(share):
    if share is None:
        return ""
    full = round(WIDTH * min(max(share, 0.0), 1.0))
    return f"[{'#' * full}{'.' * (WIDTH - full)}] {100 * min(max(share, 0.0), 1.0):3.0f} %"
