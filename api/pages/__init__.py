"""The pages for people: server-rendered, in Spanish and English, whole without JavaScript."""

from typing import Any

from fastapi import Request, Response

from cases.errors import Refusal


async def refused(request: Request, refusal: Refusal, status: int) -> Response:
    """A refusal as a page, in the reader's language, with what was typed."""
    from api.pages.refusing import refused_page

    return await refused_page(request, refusal, status)


def __getattr__(name: str) -> Any:
    """``router``, made when the application asks for it: who is asking (api.dependencies) needs only our words."""
    if name != "router":
        raise AttributeError(name)
    from api.pages.site import router

    return router
