"""A static server as a host of pages has it: text gzipped, bytes counted, slow if wished."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

TEXT = {".css", ".html", ".js", ".json", ".map", ".mjs", ".svg", ".txt", ".xml"}
CHUNK = 8192
KEPT = 64
"""Compressed files are kept up to this number, so that compressing is not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a reader's connection is like: seconds before each answer, bytes a second for all."""

    delay: float = 0.0
    rate: float = float("inf")


FAST = Line()
SLOW = Line(delay=0.25, rate=200_000)


@dataclass(slots=True)
class Traffic:
    """The files that were sent, with the bytes of their bodies as sent."""

    sent: list[tuple[str, int]] = field(default_factory=list)

    def bytes(self, counts: Callable[[str], bool] = lambda _: True) -> int:
        """The bytes of the paths that `counts` accepts."""
        return sum(size for path, size in list(self.sent) if counts(path))


@dataclass(slots=True)
class Server:
    """A running server; `line` may be changed, `traffic` read and replaced, at any time."""

    address: str
    folder: Path
    line: Line = FAST
    traffic: Traffic = field(default_factory=Traffic)
    _compressed: dict[Path, bytes] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _free: float = 0.0

    def body(self, path: Path) -> tuple[bytes, bool]:
        """A file as it is sent, and whether that is gzip."""
        if path.suffix not in TEXT:
            return path.read_bytes(), False
        if path not in self._compressed:
            if len(self._compressed) >= KEPT:
                self._compressed.pop(next(iter(self._compressed)), None)
            self._compressed[path] = gzip.compress(path.read_bytes(), 6)
        return self._compressed[path], True

    def pace(self, size: int) -> None:
        """Waits until `size` more bytes have passed the line, which all requests share."""
        if self.line.rate == float("inf"):
            return
        with self._lock:
            self._free = max(self._free, time.monotonic()) + size / self.line.rate
            until = self._free
        time.sleep(max(0.0, until - time.monotonic()))

    def forget(self) -> None:
        """Begins to count anew, on a line that is free."""
        self.traffic = Traffic()
        self._free = 0.0


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    shared: Server

    def do_GET(self) -> None:
        server, traffic = self.shared, self.shared.traffic
        name = unquote(urlsplit(self.path).path).lstrip("/")
        path = server.folder / name
        if path.is_dir():
            path = path / "index.html"
        time.sleep(server.line.delay)
        if not path.is_file():
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body, compressed = server.body(path)
        self.send_response(200)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if compressed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        for start in range(0, len(body), CHUNK):
            server.pace(min(CHUNK, len(body) - start))
            if start + CHUNK >= len(body):
                traffic.sent.append((name, len(body)))  # before the reader can have all of it
            self.wfile.write(body[start : start + CHUNK])

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class _Quiet(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader who leaves is no error."""


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """Serves `folder` until the block ends."""
    handler = type("Handler", (_Handler,), {})
    with _Quiet(("127.0.0.1", 0), handler) as listening:
        server = Server(address=f"http://127.0.0.1:{listening.server_port}/", folder=folder)
        handler.shared = server
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()
