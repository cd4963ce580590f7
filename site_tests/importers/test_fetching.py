"""Fetching from the official sites: no other host, no machine inside, no endless answer."""

from __future__ import annotations

import contextlib
import http.client
import http.server
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from generator.importers.drafting import draft
from generator.importers.fetching import Fetcher, is_public
from generator.importers.sources import SourceError
from generator.notice.normal_text import normal_text
from site_tests.sources import TEXT, govcn_policy

HOSTS = frozenset({"www.gov.cn", "www.ndrc.gov.cn"})
"""The official sites of the trials."""
FORBIDDEN = [
    "",
    "http://www.gov.cn/x",
    "ftp://www.gov.cn/x",
    "file:///etc/passwd",
    "gopher://www.gov.cn/x",
    "data:text/html,x",
    "javascript:alert(1)",
    "//www.gov.cn/x",
    "www.gov.cn/x",
    "https:///x",
    "https://",
    "https://localhost/x",
    "https://127.0.0.1/x",
    "https://127.1/x",
    "https://2130706433/x",
    "https://0x7f000001/x",
    "https://0177.0.0.1/x",
    "https://0/x",
    "https://[::1]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://[fe80::1]/x",
    "https://10.0.0.1/x",
    "https://172.16.0.1/x",
    "https://192.168.1.1/x",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/x",
    "https://www.gov.cn.evil.example/x",
    "https://evil.example/www.gov.cn",
    "https://evil.example?www.gov.cn",
    "https://evil.example#www.gov.cn",
    "https://www.gov.cn@evil.example/x",
    "https://user@www.gov.cn/x",
    "https://user:secret@www.gov.cn/x",
    "https://www.gov.cn:8443/x",
    "https://www.gov.cn:22/x",
    "https://www.gov.cn:99999/x",
    "https://www.gov.cn:x/x",
    "https://www.gov.cn\\@evil.example/x",
    "https://www.gov.cn%2eevil.example/x",
    "https://www.gov.cn/x y",
    "https://www.gov.cn/文件",
    "https://\uff57ww.gov.cn/x",
    "https://xn--fiqs8s/x",
    "https://gov.cn/x",
    "https://api.github.com/x",
    "https://metadata.google.internal/x",
    "",
][1:-1]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_forbidden_address(address: str) -> None:
    """No socket is opened and no name looked up for an address that is not on the list."""

    def never(*_: object) -> None:
        raise AssertionError("the network was touched")

    with pytest.raises(SourceError):
        Fetcher(hosts=HOSTS, resolve=never, connect=never).fetch(address)  # type: ignore[arg-type]


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "240.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "2002:7f00:1::",
    "2001:db8::1",
    "64:ff9b:1::1",
    "fec0::1",
    "3ffe::1",
    "3fff::1",
    "3fff:fff:ffff::1",
    "192.88.99.1",
    "192.0.0.8",
    "192.0.0.9",
    "2a00::5efe:7f00:1",
    "2a00::200:5efe:808:808",
    "nonsense",
]


@pytest.mark.parametrize("machine", PRIVATE)
def test_a_name_that_leads_inside(machine: str) -> None:
    """A known host whose name leads to an address that is not public is not asked."""

    def never(*_: object) -> http.client.HTTPConnection:
        raise AssertionError("the network was touched")

    assert not is_public(machine)
    for found in ([machine], ["8.8.8.8", machine]):
        with pytest.raises(SourceError, match="no public address"):
            Fetcher(hosts=HOSTS, resolve=lambda _, f=found: f, connect=never).fetch(
                "https://www.gov.cn/x"
            )


@pytest.mark.parametrize("address", FORBIDDEN)
def test_no_socket_is_connected(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the real network code, the socket's own connect is never called, nor a name looked up."""
    touched: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda *a: touched.append(a))
    monkeypatch.setattr(socket.socket, "connect_ex", lambda *a: touched.append(a))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **_: touched.append(a))
    with pytest.raises(SourceError) as caught:
        Fetcher(hosts=HOSTS).fetch(address)
    assert touched == [] and caught.value.hint


def test_no_advice_to_allow_a_machine() -> None:
    """--allow-host is advised for sites' names alone, and a machine's number is refused with it."""
    for host in ("127.0.0.1", "10.0.0.1", "[::1]", "2130706433", "0x7f.1"):
        with pytest.raises(SourceError) as caught:
            Fetcher(hosts={host.strip("[]")}).fetch(f"https://{host}/x")
        assert "--allow-host" not in caught.value.hint


@pytest.mark.parametrize("late", ["names", "headers"])
def test_the_time_is_for_all_of_it(late: str) -> None:
    """Neither a name server nor headers that come drop by drop outlast the deadline."""
    stop = threading.Event()
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def drip() -> None:
            with contextlib.suppress(OSError):
                connection, _ = server.accept()
                with connection:
                    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                    while not stop.wait(0.05):
                        connection.sendall(b"a")

        def resolve(_: str) -> list[str]:
            if late == "names":
                stop.wait(20)
            return ["8.8.8.8"]

        def connect(*_: object) -> http.client.HTTPConnection:
            return http.client.HTTPConnection("127.0.0.1", server.getsockname()[1], timeout=20)

        thread = threading.Thread(target=drip)
        thread.start()
        begin = time.monotonic()
        with pytest.raises(SourceError, match=r"took longer than 0\.5 seconds"):
            Fetcher(hosts=HOSTS, resolve=resolve, connect=connect, seconds=0.5).fetch(
                "https://www.gov.cn/x"
            )
        assert time.monotonic() - begin < 15  # and not the twenty that the other side would take
        stop.set()
        if late == "names":
            with socket.create_connection(server.getsockname()):
                pass
        thread.join()


def test_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the real resolver, nothing but the resolver is called for a known host."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("10.0.0.1", 443))])
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    with pytest.raises(SourceError, match="no public address"):
        Fetcher(hosts=HOSTS).fetch("https://www.gov.cn/x")


class _Site(http.server.BaseHTTPRequestHandler):
    """Plays the official sites."""

    def do_GET(self) -> None:
        if self.path == "/notice.htm":
            self.answer(200, govcn_policy())
        elif self.path == "/moved":
            self.answer(302, b"", "/notice.htm")
        elif self.path == "/inside":
            self.answer(302, b"", "https://127.0.0.1/secret")
        elif self.path == "/elsewhere":
            self.answer(302, b"", "https://evil.example/x")
        elif self.path == "/down":
            self.answer(301, b"", "http://www.gov.cn/notice.htm")
        elif self.path == "/loop":
            self.answer(302, b"", "/loop")
        elif self.path == "/large":
            self.answer(200, b"x" * 9_000_000)
        else:
            self.answer(int(self.path.strip("/")), b"no")

    def answer(self, status: int, data: bytes, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def fetcher() -> Iterator[Fetcher]:
    """A fetcher whose network is a server on this machine."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()

        def connect(host: str, machine: str, seconds: float) -> http.client.HTTPConnection:
            assert (host, machine) == ("www.gov.cn", "8.8.8.8")
            return http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=seconds)

        yield Fetcher(hosts=HOSTS, resolve=lambda _: ["8.8.8.8"], connect=connect)
        server.shutdown()
        thread.join()


def test_fetching(fetcher: Fetcher) -> None:
    """A page, also behind a redirect, with the address asked and the one that answered."""
    got = fetcher.fetch("https://www.gov.cn/moved")
    assert (got.asked, got.final) == ("https://www.gov.cn/moved", "https://www.gov.cn/notice.htm")
    made = draft(got, notice_id="9002", series="yunyu")
    assert made.notice is not None and normal_text(made.notice) == TEXT


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("inside", "a machine's number"),
        ("elsewhere", "not on the list"),
        ("down", "only https"),
        ("loop", "redirects"),
        ("large", "more than 8 MB"),
        ("403", "refuses programs"),
        ("412", "refuses programs"),
        ("404", "answered 404"),
        ("500", "answered 500"),
    ],
)
def test_what_is_not_fetched(path: str, message: str, fetcher: Fetcher) -> None:
    """Redirects are checked like the first address; a refusal says what to do instead."""
    with pytest.raises(SourceError, match=message):
        fetcher.fetch(f"https://www.gov.cn/{path}")
