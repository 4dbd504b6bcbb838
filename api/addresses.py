"""The address that a request came from, behind as many proxies as are trusted and no more."""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from api.services import ApiRequest, services_of
from application.settings import Network

Address = IPv4Address | IPv6Address

_OF_ONE_SUBSCRIBER = 64
"""Bits: whoever has an IPv6 address has all that share them."""


def address_of(request: ApiRequest) -> str:
    """As attempts are counted by it: an IPv4 address, or the network of an IPv6 address."""
    peer = request.client.host if request.client else ""
    forwarded = request.headers.getall("x-forwarded-for", [])
    return counted(peer, forwarded, services_of(request).settings.trusted_proxies)


def counted(peer: str, forwarded: Sequence[str], trusted: Sequence[Network]) -> str:
    """Each proxy writes at the end whom it heard, so that the list is believed from there on, as
    long as a trusted proxy wrote. What stands before it anybody may have made up."""
    known = _parsed(peer)
    if known is None:
        return peer
    for told in _from_the_end(forwarded):
        before = _parsed(told)
        if before is None or not _is_trusted(known, trusted):
            break
        known = before
    return _shown(known)


def _from_the_end(forwarded: Sequence[str]) -> Iterator[str]:
    return reversed([part.strip() for line in forwarded for part in line.split(",")])


def _is_trusted(address: Address, trusted: Sequence[Network]) -> bool:
    return any(address in network for network in trusted)


def _parsed(text: str) -> Address | None:
    """Some proxies add a port: 192.0.2.1:4711, [2001:db8::1]:4711."""
    bare = text.partition("]")[0].removeprefix("[") if text.startswith("[") else text
    bare = bare.partition(":")[0] if bare.count(":") == 1 else bare
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _shown(address: Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((address, _OF_ONE_SUBSCRIBER), strict=False))
