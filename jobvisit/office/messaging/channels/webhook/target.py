"""Where a webhook may go: a host on the list, on the public internet, looked up once and then kept."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings


class BlockedError(ValueError):
    """We do not connect there; the message is a code."""


@dataclass(frozen=True)
class Target:
    """An address that was judged, and the name it was judged under."""

    scheme: str
    host: str
    port: int
    ip: str
    path: str

    @property
    def pinned_url(self) -> str:
        """The URL with the number in the place of the name."""
        bracketed = f"[{self.ip}]" if ":" in self.ip else self.ip
        return f"{self.scheme}://{bracketed}:{self.port}{self.path}"

    @property
    def host_header(self) -> str:
        """The name as the receiver expects it."""
        usual = {"https": 443, "http": 80}[self.scheme]
        return self.host if self.port == usual else f"{self.host}:{self.port}"


def target(url: str) -> Target:
    """Judge a URL. Raises `BlockedError` unless its host is on the list and every address it has is public.

    Plain http and private addresses pass only where `WEBHOOK_PRIVATE` is set, which is for tests and demos.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
    except ValueError:
        raise BlockedError("malformed") from None
    if parts.scheme not in ({"https", "http"} if settings.WEBHOOK_PRIVATE else {"https"}):
        raise BlockedError("scheme")
    if parts.username is not None or parts.password is not None:
        raise BlockedError("credentials")
    if host not in settings.WEBHOOK_HOSTS:
        raise BlockedError("host")
    port = port or {"https": 443, "http": 80}[parts.scheme]
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, _address(host, port), path)


def _address(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise BlockedError("unresolved") from None
    numbers = [str(entry[4][0]) for entry in found]
    if not settings.WEBHOOK_PRIVATE and not all(_public(number) for number in numbers):
        raise BlockedError("private")
    return numbers[0]


def _public(number: str) -> bool:
    """Public, also once an IPv6 address that carries an IPv4 one is taken apart."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return inner.is_global
        if address in ipaddress.ip_network("64:ff9b::/96"):
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF).is_global
    return address.is_global and not address.is_multicast
