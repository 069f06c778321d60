"""Where passkeys of this installation belong, and whether the page that is asked for is there."""

from fastapi import Request

from api.dependencies import settings_of
from cases.passkeys import Site, site_of


def site(request: Request) -> Site | None:
    """By the public address of the settings; None where that has no name."""
    ours = settings_of(request)
    return site_of(ours.public_address, ours.mode == "practice")


def site_here(request: Request) -> Site | None:
    """The same, where this page was asked for under that name: under another no device would answer."""
    found = site(request)
    return found if found is not None and request.url.hostname == found.name else None
