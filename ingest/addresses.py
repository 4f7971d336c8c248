"""Addresses: which of the internet's may be fetched from, and which lie within somebody's own network.

What is checked is the number that is connected to. A name says nothing: it may resolve to anything, and to something
else the next time.
"""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from ingest.document import Unreadable

Resolve = Callable[[str, int], Sequence[str]]
"""From a host and a port to the numeric addresses of that name, in the order to try them."""

SCHEMES = {"http": 80, "https": 443}
_LONGEST = 2048  # characters of an address
_EMBEDDING = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address behind a translator
_OWN_NAMES = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home.arpa",
    "localdomain",
)  # RFC 6761, 6762, 8375


def parse(text: str, seen_from: httpx.URL | None = None) -> httpx.URL:
    """An address that could be fetched, without its fragment; a relative one is seen from another.

    Raises:
        Unreadable: it is none, or it carries a password.
    """
    try:
        url = seen_from.join(text) if seen_from else httpx.URL(text.strip())
        url = url.copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise Unreadable("网址写得不对，请从浏览器地址栏整条复制过来。") from None
    if url.scheme not in SCHEMES:
        raise Unreadable("只能读 http:// 或 https:// 开头的网址。")
    if not url.host or len(text) > _LONGEST or not 0 < port(url) < 2**16:
        raise Unreadable("网址写得不对，请从浏览器地址栏整条复制过来。")
    if url.userinfo:
        raise Unreadable("网址里不能带用户名和密码，请去掉再试。")
    return url


def port(url: httpx.URL) -> int:
    """The port that an address means."""
    return url.port if url.port is not None else SCHEMES[url.scheme]


def resolve(host: str, at: int) -> Sequence[str]:
    """The numeric addresses of a name, as this machine resolves it.

    Raises:
        Unreadable: there are none.
    """
    try:
        found = socket.getaddrinfo(host, at, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreadable("找不到这个网站，请检查网址和网络。") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(numeric: str) -> bool:
    """Whether a numeric address lies in the public internet, and so does what it wraps."""
    try:
        address = ip_address(numeric.partition("%")[0])
    except ValueError:
        return False
    inner = _wrapped(address)
    return _is_public(address) and all(map(_is_public, inner))


def may_be_named(host: str) -> bool:
    """Whether a host may be asked of a proxy, which resolves it out of our sight.

    A number in any spelling is looked at as what it is; names that mean something only in a network of one's own may not.
    """
    bare = host.rstrip(".").lower()
    try:
        # As resolvers read numbers: decimal, octal, hexadecimal, with fewer than four parts.
        return is_public(socket.inet_ntoa(socket.inet_aton(bare)))
    except OSError:
        pass
    if ":" in bare:
        return is_public(bare)
    return "." in bare and not any(bare == name or bare.endswith(f".{name}") for name in _OWN_NAMES)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    site_local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not address.is_multicast and not site_local


def _wrapped(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _EMBEDDING or int(address) < 2**32:  # the latter: IPv4-compatible, long abandoned
        found.append(IPv4Address(int(address) & (2**32 - 1)))
    return [inner for inner in found if inner is not None]
