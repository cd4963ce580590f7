"""An official page from its address: https, known hosts, public machines, nothing else.

The host must be on the list; every address that its name resolves to must be public; the connection
goes to the very address that was checked, so that a name cannot change its mind; redirects are
checked like the first address. Sizes are limited, the time is for all of it together (names, headers,
redirects), and we say who we are.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import queue
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urljoin, urlsplit

from generator.importers.sources import RawSource, SourceError

LIBRARIES = frozenset({"zh.wikisource.org"})
"""Where a page is fetched from besides a series' official sites: what it shows is a copy."""
USER_AGENT = "keytasks-import/1 (one document at a time, by hand)"
MOST_BYTES = 8_000_000
GZIP = ("gzip", "x-gzip")
MOST_REDIRECTS = 5
SECONDS = 30
Resolve = Callable[[str], Sequence[str]]
Connect = Callable[[str, str, float], http.client.HTTPConnection]
RELAYS = (ipaddress.IPv4Network("192.88.99.0/24"), ipaddress.IPv4Network("192.0.0.0/24"))
"""Of IPv4 what leads on to others, and what is for protocols: some Pythons take single ones for public."""
GIVEN_OUT = ipaddress.IPv6Network("2000::/3")
"""The one part of IPv6 from which addresses of the public network are given out."""
NEVER_GIVEN = (ipaddress.IPv6Network("3ffe::/16"), ipaddress.IPv6Network("3fff::/20"))
"""Of it what was given back (RFC 3701), and is for documents (RFC 9637): unknown to Python 3.11."""
MOST_SENT = MOST_BYTES + 1_000_000
"""Bytes of an answer with its heads, however it is cut."""
MOST_SHOWN = 120
"""Characters of what a server has said in an error."""
SAVE = "open the page in a browser, save it, and import the file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Fetches pages of `hosts` alone; `resolve` and `connect` are the network, and a test's own in tests."""

    hosts: Collection[str] = ()
    resolve: Resolve | None = None
    connect: Connect | None = None
    seconds: float = SECONDS

    def fetch(self, address: str) -> RawSource:
        """The page at `address`; SourceError where it may not or cannot be had in time."""
        self.checked(address)
        answers: queue.SimpleQueue[RawSource | BaseException] = queue.SimpleQueue()

        def work() -> None:
            try:
                answers.put(self._fetch(address))
            except BaseException as error:  # it is raised again below
                answers.put(error)

        # No timeout of a socket bounds a name server or a header that comes drop by drop.
        threading.Thread(target=work, daemon=True).start()
        try:
            answer = answers.get(timeout=self.seconds)
        except queue.Empty:
            raise SourceError(
                f"{urlsplit(address).hostname} took longer than {self.seconds:g} seconds", SAVE
            ) from None
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _fetch(self, address: str) -> RawSource:
        end = time.monotonic() + self.seconds
        current = address
        for _ in range(MOST_REDIRECTS + 1):
            host, path = self.checked(current)
            machine = self._machine(host)
            status, headers, data = self._get(host, machine, path, end)
            target = headers.get("location")
            if status in (301, 302, 303, 307, 308) and target:
                current = _joined(current, target)
                continue
            if status != 200:
                raise SourceError(f"{host} answered {status} {_reason(status)}".strip(), SAVE)
            name = path.split("?")[0].rstrip("/").rpartition("/")[2] or "index.html"
            return RawSource(
                name=name,
                data=data,
                asked=address,
                final=current,
                status=status,
                charset=_charset(headers.get("content-type", "")),
            )
        raise SourceError(f"more than {MOST_REDIRECTS} redirects", SAVE)

    def checked(self, address: str) -> tuple[str, str]:
        """Host and path of an address that may be asked; SourceError for any other."""
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError as error:
            raise SourceError(f"not an address: {address[:80]!r}", SAVE) from error
        host = (parts.hostname or "").rstrip(".").lower()
        if parts.scheme != "https":
            raise SourceError(f"only https addresses are fetched, not {parts.scheme!r}", SAVE)
        if parts.username is not None or parts.password is not None or "@" in parts.netloc:
            raise SourceError("an address with a name or a password in it", SAVE)
        if port not in (None, 443):
            raise SourceError(f"port {port} is not fetched from", SAVE)
        if any(c in address for c in "\\\r\n\t \x00") or not address.isascii():
            raise SourceError("an address with characters that have no place in one", SAVE)
        if _is_machine(host):
            raise SourceError(f"{host!r} is a machine's number, not a site's name", SAVE)
        if host not in self.hosts:
            hint = f"known are {', '.join(sorted(self.hosts))}; --allow-host {host} adds it"
            hint = hint if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", host) else SAVE
            raise SourceError(f"{host!r} is not on the list of official hosts", hint)
        return host, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def _machine(self, host: str) -> str:
        try:
            found = list((self.resolve or _resolve)(host))
        except OSError as error:
            raise SourceError(f"{host} cannot be found: {error}", SAVE) from error
        for text in found:
            if not is_public(text):
                raise SourceError(f"{host} leads to {text}, which is no public address", SAVE)
        if not found:
            raise SourceError(f"{host} has no address", SAVE)
        return found[0]

    def _get(
        self, host: str, machine: str, path: str, end: float
    ) -> tuple[int, dict[str, str], bytes]:
        left = end - time.monotonic()
        if left <= 0:
            raise SourceError(f"{host} took too long", SAVE)
        try:
            connection = (self.connect or _connect)(host, machine, left)
            try:
                headers = {"Host": host, "User-Agent": USER_AGENT, "Accept": "text/html,*/*;q=0.5"}
                connection.response_class = partial(_Answer, end=end)  # type: ignore[assignment]
                connection.request("GET", path, headers=headers)
                with connection.getresponse() as response:
                    packed = response.getheader("Content-Encoding", "").strip().lower()
                    _refuse_packed(host, packed)
                    _refuse_length(host, response.getheader("Content-Length", "0"))
                    data = _read(response, host, end)
                    data = _unpacked(host, data) if packed in GZIP else data
                    return response.status, {k.lower(): v for k, v in response.getheaders()}, data
            finally:
                connection.close()
        except (OSError, http.client.HTTPException) as error:
            raise SourceError(f"{host} cannot be read: {_shown(error)}", SAVE) from error


class _Answer(http.client.HTTPResponse):
    """An answer that ends, as do its head, what comes before the head, and what follows the page."""

    def __init__(self, sock: socket.socket, *given: Any, end: float, **named: Any) -> None:
        super().__init__(sock, *given, **named)
        self.fp = io.BufferedReader(_Measured(self.fp.detach(), end))


class _Measured(io.RawIOBase):
    """What comes from a socket: no more than MOST_SENT, and nothing after the time `end`."""

    def __init__(self, source: io.RawIOBase, end: float) -> None:
        self.source, self.end, self.left = source, end, MOST_SENT

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int | None:
        if time.monotonic() > self.end:
            raise TimeoutError("it takes too long")
        count = self.source.readinto(into)
        self.left -= count or 0
        if self.left < 0:
            raise OSError(f"more than {MOST_SENT // 1_000_000} MB are sent")
        return count

    def close(self) -> None:
        self.source.close()
        super().close()


def _joined(address: str, target: str) -> str:
    """Where a redirect leads from an address; SourceError where that is none."""
    try:
        return urljoin(address, target)
    except ValueError as error:
        raise SourceError(f"a redirect to what is not an address: {target[:80]!r}", SAVE) from error


def _shown(error: Exception) -> str:
    """What went wrong, of which a server may have said any part: short, and of what can be seen."""
    seen = "".join(c if c.isprintable() else " " for c in str(error)[:MOST_SHOWN])
    return " ".join(seen.split())


def _refuse_length(host: str, length: str) -> None:
    """SourceError for a length that is none: half a page would be taken for the whole."""
    if not re.fullmatch(r"[0-9]{1,12}", length):
        raise SourceError(f"{host} announces a page of {length[:20]!r} bytes", SAVE)


def _refuse_packed(host: str, packed: str) -> None:
    """SourceError for a page that is packed though we did not say that we could unpack it."""
    if packed not in ("", "identity", *GZIP):
        raise SourceError(
            f"{host} sends the page packed ({packed[:20]!r}), which was not asked", SAVE
        )


def _unpacked(host: str, data: bytes) -> bytes:
    """What gzip has packed, as some sites and every archive send it unasked; not without bounds."""
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        whole = unpacker.decompress(data, MOST_BYTES + 1)
    except zlib.error as error:
        raise SourceError(f"{host} sends a packed page that is damaged: {error}", SAVE) from error
    if len(whole) > MOST_BYTES:
        raise SourceError(f"{host} sends more than {MOST_BYTES // 1_000_000} MB", SAVE)
    if data and not unpacker.eof:
        raise SourceError(f"{host} ended before the packed page's end", SAVE)
    return whole


def _read(response: http.client.HTTPResponse, host: str, end: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(65536):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            raise SourceError(f"{host} sends more than {MOST_BYTES // 1_000_000} MB", SAVE)
        if time.monotonic() > end:
            raise SourceError(f"{host} took too long", SAVE)
    if response.length:  # what was announced and did not come: half a page is none
        raise SourceError(f"{host} ended {response.length} bytes before the page's end", SAVE)
    return b"".join(pieces)


def is_public(text: str) -> bool:
    """Whether an address is one of the public network: not private, loopback, mapped or reserved."""
    try:
        address = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None,))[0]
        if inner is not None or address.is_site_local or _holds_another(address):
            return False
    elif any(address in part for part in RELAYS):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _holds_another(address: ipaddress.IPv6Address) -> bool:
    """Whether an address stands for one of IPv4 (ISATAP, NAT64), or is of no network given out."""
    isatap = (int(address) >> 32) & 0xFDFF_FFFF == 0x5EFE
    return isatap or address not in GIVEN_OUT or any(address in part for part in NEVER_GIVEN)


def _is_machine(host: str) -> bool:
    """Whether a host is an address in any of the spellings that a resolver takes."""
    return ":" in host or all(re.fullmatch(r"0x[0-9a-f]+|\d+", part) for part in host.split("."))


def _resolve(host: str) -> Sequence[str]:
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _connect(host: str, machine: str, seconds: float) -> http.client.HTTPConnection:
    """A connection to the very machine that was checked, with the host's certificate."""
    plain = socket.create_connection((machine, 443), timeout=min(seconds, 15))
    secure = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    connection = http.client.HTTPSConnection(host, timeout=seconds)
    connection.sock = secure
    return connection


def _reason(status: int) -> str:
    refused = status in (401, 403, 405, 412, 418, 429, 503, 521)
    return "(the site refuses programs)" if refused else ""


def _charset(content_type: str) -> str | None:
    _, mark, value = content_type.lower().partition("charset=")
    return value.strip(" \"'") or None if mark else None
