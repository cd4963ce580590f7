"""What `keytasks serve` answers: to its own names only, and every page with the policy."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from generator.publish.csp import POLICY
from generator.publish.serving import guarded, policy

PAGE = b"<html><script>a()</script><script>\nb()\n</script></html>"


def asked(host: str, kind: str = "text/html") -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body of what is answered to a request for `host`."""
    told: list[Any] = []

    def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", kind)])
        return [PAGE[:20], PAGE[20:]]

    body = guarded(app, "127.0.0.1")({"HTTP_HOST": host}, lambda *given: told.extend(given))
    return told[0], dict(told[1]), b"".join(body)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "192.168.1.5:8000"]
)
def test_our_own_names(host: str) -> None:
    """This machine's names and numbers are answered, with the policy and the page as it is."""
    status, headers, body = asked(host)
    assert (status, body) == ("200 OK", PAGE)
    assert headers["Content-Security-Policy"] == policy(PAGE)
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil", "x@y"],
)
def test_a_foreign_name(host: str) -> None:
    """A name that somebody lets lead here gets nothing of the site."""
    status, _, body = asked(host)
    assert status.startswith("403") and b"script" not in body


def test_the_policy_knows_the_scripts_of_the_page() -> None:
    """Each inline script has its hash; what is no page has no policy."""
    assert policy(PAGE).count("'sha256-") == 2
    assert policy(PAGE).startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert policy(b"") == POLICY
    assert "Content-Security-Policy" not in asked("localhost", "text/css")[1]
