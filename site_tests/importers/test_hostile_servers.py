"""Servers that redirect, change their mind, trickle and never end: each a named error in its time."""

from __future__ import annotations

import gzip
import http.client
import itertools
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from generator.importers.fetching import Fetcher
from generator.importers.sources import SourceError

SECONDS = 3.0
"""What the fetcher has here; thirty in use."""
HOST = "www.gov.cn"
HOSTS = frozenset({HOST})
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
Answer = Callable[[int], Iterator[bytes]]


def slowly(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece
        time.sleep(0.05)


def once(*pieces: bytes) -> Answer:
    return lambda _: iter(pieces)


def redirect(target: str) -> Answer:
    return once(f"HTTP/1.1 302 x\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode())


def endless(start: bytes, piece: bytes) -> Answer:
    return lambda _: itertools.chain([start], itertools.repeat(piece))


SERVERS: dict[str, tuple[Answer, str]] = {
    "to itself for ever": (redirect(f"https://{HOST}/x"), "more than 5 redirects"),
    "a longer address each time": (
        lambda n: redirect(f"https://{HOST}/{'x' * n}")(n),
        "more than 5 redirects",
    ),
    "to a machine inside": (redirect("https://127.0.0.1/"), "a machine's number"),
    "to another host": (redirect("https://evil.example/"), "not on the list"),
    "to another host in short": (redirect("//evil.example/"), "not on the list"),
    "to http": (redirect(f"http://{HOST}/"), "only https"),
    "to a file": (redirect("file:///etc/passwd"), "only https"),
    "to another port": (redirect(f"https://{HOST}:22/"), "port 22"),
    "to no address": (redirect("https://["), "not an address|cannot be read|Invalid"),
    "to an address with a line": (redirect(f"https://{HOST}/a b"), "characters that have no place"),
    "to a megabyte": (redirect(f"https://{HOST}/" + "x" * 1_000_000), "cannot be read"),
    "drops of a header": (lambda _: slowly(itertools.repeat(b"X")), "took longer|cannot be read"),
    "drops of headers": (
        lambda _: slowly(itertools.chain([b"HTTP/1.1 200 OK\r\n"], itertools.repeat(b"A: b\r\n"))),
        "took longer|cannot be read",
    ),
    "drops of a page": (
        lambda _: slowly(itertools.chain([OK, b"\r\n"], itertools.repeat(b"x"))),
        "took",
    ),
    "drops of chunks": (
        lambda _: slowly(
            itertools.chain(
                [OK, b"Transfer-Encoding: chunked\r\n\r\n"], itertools.repeat(b"1\r\nx\r\n")
            )
        ),
        "took",
    ),
    "silence": (lambda _: slowly(itertools.repeat(b"")), "took longer|cannot be read"),
    "many headers": (endless(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n" * 1000), "cannot be read"),
    "a long header": (endless(b"HTTP/1.1 200 OK\r\nA: ", b"x" * 65536), "cannot be read"),
    "continue for ever": (
        endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        "took|cannot be read",
    ),
    "a page without end": (endless(OK + b"\r\n", b"x" * 65536), "more than 8 MB"),
    "a length that is too large": (
        once(OK, b"Content-Length: 99999999999\r\n\r\nx"),
        "before the page's end",
    ),
    "chunks without end": (
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
        "more than 8 MB",
    ),
    "a chunk of no size": (once(OK, b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "cannot be read"),
    "a chunk less than none": (
        once(OK, b"Transfer-Encoding: chunked\r\n\r\n-5\r\nxx"),
        "cannot be read",
    ),
    "a chunk's size without end": (
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 65536),
        "cannot be read",
    ),
    "trailers without end": (
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", b"A: b\r\n" * 1000),
        "took|cannot be read",
    ),
    "gzip": (
        once(OK, b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"\0" * 50_000_000)),
        "more than 8 MB",
    ),
    "brotli": (once(OK, b"Content-Encoding: br\r\n\r\n", b"\x1b" * 1000), "sends the page packed"),
    "deflate of gzip": (
        once(OK, b"Content-Encoding: deflate, gzip\r\n\r\nx"),
        "sends the page packed",
    ),
    "no answer": (once(), "cannot be read"),
    "something else": (once(b"SSH-2.0-x\r\n"), "cannot be read"),
    "a status without end": (endless(b"HTTP/1.1 200 ", b"x" * 65536), "cannot be read"),
    "a status of thousands of digits": (
        once(b"HTTP/1.1 " + b"2" * 5000 + b" x\r\n"),
        "cannot be read",
    ),
    "what is no text": (once(b"\xff\xfe\0\x1b[2J" * 100 + b"\r\n\r\n"), "cannot be read"),
    "a length of no number": (once(OK, b"Content-Length: zz\r\n\r\nx"), "announces a page of 'zz'"),
    "a length of thousands of digits": (
        once(OK, b"Content-Length: " + b"9" * 5000 + b"\r\n\r\nx"),
        "announces a page of '99",
    ),
    "a length less than none": (
        once(OK, b"Content-Length: -5\r\n\r\nx"),
        "announces a page of '-5'",
    ),
    "half of gzip": (
        once(OK, b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"<p>x</p>" * 9)[:-9]),
        "before the packed page's end",
    ),
    "gzip of gzip": (once(OK, b"Content-Encoding: gzip, gzip\r\n\r\nx"), "sends the page packed"),
    "an odd status": (once(b"HTTP/1.1 999 x\r\nContent-Length: 0\r\n\r\n"), "answered 999"),
    "nothing more": (once(b"HTTP/1.1 204 x\r\n\r\n"), "answered 204"),
}


@pytest.fixture
def asked() -> Iterator[Callable[[Answer], str]]:
    """Serves one kind of answer on this machine, and gives what the fetcher says of it.

    Nothing is read any longer by then: a server that goes on and on finds nobody there.
    """
    ends, answering = threading.Event(), threading.Lock()
    listening = socket.create_server(("127.0.0.1", 0))

    def serve(answer: Answer) -> None:
        for number in itertools.count():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with answering, connection, suppress(OSError):
                connection.recv(1_100_000)
                for piece in answer(number):
                    if ends.is_set():
                        return
                    if not piece and select.select([connection], [], [], 0)[0]:
                        break  # whoever asked has gone
                    connection.sendall(piece)

    def connect(host: str, machine: str, seconds: float) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(*listening.getsockname(), timeout=seconds)

    def ask(answer: Answer) -> str:
        threading.Thread(target=serve, args=(answer,), daemon=True).start()
        fetcher = Fetcher(
            hosts=HOSTS, resolve=lambda _: ["203.0.114.1"], connect=connect, seconds=SECONDS
        )
        with pytest.raises(SourceError) as caught:
            fetcher.fetch(f"https://{HOST}/")
        assert answering.acquire(timeout=20 * SECONDS), "it still reads"
        answering.release()
        return str(caught.value)

    yield ask
    ends.set()
    listening.close()


@pytest.mark.parametrize("name", SERVERS)
def test_a_hostile_server(name: str, asked: Callable[[Answer], str]) -> None:
    """Whatever a server does, there is an error with a name, within the time and a little."""
    answer, message = SERVERS[name]
    begin = time.monotonic()
    told = asked(answer)
    assert any(part in told for part in message.split("|")), told
    said = told.partition("\n    hint: ")[0]
    assert said.isprintable() and len(said) < 300
    assert time.monotonic() - begin < 10 * SECONDS


def test_a_name_that_changes_its_mind() -> None:
    """A name that leads outside first and inside then is not asked again: each step is looked up anew."""
    answers = iter([["203.0.114.1"], ["127.0.0.1"]])
    asked: list[str] = []

    class Redirects(http.client.HTTPConnection):
        def connect(self) -> None:
            ours, theirs = socket.socketpair()
            self.sock = ours
            theirs.sendall(
                f"HTTP/1.1 302 x\r\nLocation: https://{HOST}/y\r\nContent-Length: 0\r\n\r\n".encode()
            )
            self.kept = theirs

        def close(self) -> None:
            super().close()
            self.kept.close()

    def connect(host: str, machine: str, seconds: float) -> http.client.HTTPConnection:
        asked.append(machine)
        return Redirects(host)

    fetcher = Fetcher(
        hosts=HOSTS, resolve=lambda _: next(answers), connect=connect, seconds=SECONDS
    )
    with pytest.raises(SourceError, match=r"leads to 127\.0\.0\.1"):
        fetcher.fetch(f"https://{HOST}/")
    assert asked == ["203.0.114.1"]
