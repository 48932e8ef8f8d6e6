"""From where a request came."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The visitor's address; behind our proxy the last of the list, which it added: anybody may write the others."""
    told = str(request.META.get("REMOTE_ADDR") or "")
    if settings.BEHIND_PROXY:
        told = request.META.get("HTTP_X_FORWARDED_FOR", told).rpartition(",")[2].strip()
    try:
        found = ip_address(told)
    except ValueError:
        return None
    # A socket for both kinds tells an address of IPv4 within IPv6.
    return str((found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found)


def house_of(address: str) -> str:
    """What limits count by: the address, of IPv6 the part that names a house, for whoever is there has the rest."""
    return str(ip_network(f"{address}/64", strict=False).network_address) if ":" in address else address
