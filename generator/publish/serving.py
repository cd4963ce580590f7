"""What a served page is given besides: the policy of the built site, and only to who asks for us.

A page elsewhere can have its own name lead to this machine; what it asks for then names that host.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
from collections.abc import Callable, Iterable
from typing import Any

from generator.publish.csp import POLICY

App = Callable[..., Iterable[bytes]]
SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def guarded(app: App, host: str) -> App:
    """The application that serves at `host`, for requests to that host or to this machine alone.

    Every page has the policy, in which its own inline scripts are known: who builds has refused all
    that are not the theme's, and MkDocs puts one that reloads the page.
    """

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if not _is_ours(environ.get("HTTP_HOST", ""), host):
            start("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"this site is served at its own address only\n"]
        told: list[Any] = []
        body = app(environ, lambda *given: told.extend(given))
        status, headers = told[0], list(told[1])
        headers.append(("X-Content-Type-Options", "nosniff"))
        if dict(headers).get("Content-Type", "").startswith("text/html"):
            page = b"".join(body)
            headers.append(("Content-Security-Policy", policy(page)))
            body = [page]
        start(status, headers)
        return body

    return answer


def policy(page: bytes) -> str:
    """The policy of the built site, and the inline scripts of a page while it is worked on.

    MkDocs writes the one that loads a page anew into it as it is sent.
    """
    digests = (hashlib.sha256(body).digest() for body in SCRIPT.findall(page))
    hashes = "".join(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return POLICY.replace("script-src 'self'", f"script-src 'self'{hashes}")


def _is_ours(given: str, host: str) -> bool:
    """Whether a Host header names where we serve: the host itself, this machine, or a number."""
    name = re.sub(r":\d*\Z", "", given).lower().strip("[]")
    if name in ("localhost", host.lower()):
        return True
    try:
        ipaddress.ip_address(name)  # a name can be made to lead here, a number cannot
    except ValueError:
        return False
    return True
