"""What a provider, or somebody between, could do wrong beside the token itself: each fault by its name."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from typing import Any

from fastapi.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

LARGE = 300 * 1024

UNFIT = (
    "discovery_elsewhere",
    "discovery_of_another",
    "discovery_to_plain_http",
    "discovery_without_keys",
    "discovery_too_large",
    "keys_elsewhere",
    "keys_too_large",
    "keys_are_none",
    "token_elsewhere",
    "token_too_large",
    "token_packed",
    "token_not_json",
    "token_is_a_list",
    "token_fails",
    "token_is_deep",
    "token_drips",
    "hangs",
)
"""What cannot be used as an answer at all."""


async def drops() -> AsyncIterator[bytes]:
    """A byte now and then: each in time, and all together never."""
    for _ in range(50):
        await asyncio.sleep(0.2)
        yield b" "


def discovery(said: dict[str, Any], fault: str) -> dict[str, Any]:
    """The discovery document with that fault."""
    match fault:
        case "discovery_of_another":
            said["issuer"] = "https://another.example"
        case "discovery_to_plain_http":
            said["token_endpoint"] = "http://another.example/token"
        case "discovery_without_keys":
            del said["jwks_uri"]
        case "discovery_too_large":
            said["filling"] = "f" * LARGE
    return said


def keys(said: dict[str, Any], fault: str) -> dict[str, Any]:
    """The keys with that fault."""
    match fault:
        case "keys_too_large":
            said["filling"] = "f" * LARGE
        case "keys_are_none":
            said = {"keys": "none"}
    return said


def answer(said: dict[str, Any], fault: str) -> Response:
    """The answer of the token endpoint with that fault."""
    match fault:
        case "no_token":
            del said["id_token"]
        case "token_elsewhere":
            return RedirectResponse("http://localhost/elsewhere", 307)
        case "token_too_large":
            said["filling"] = "f" * LARGE
        case "token_packed":
            return Response(gzip.compress(b"{}" * LARGE), headers={"Content-Encoding": "gzip"})
        case "token_not_json":
            return Response("<script>alert(4)</script>", media_type="text/html")
        case "token_is_a_list":
            return JSONResponse([said])
        case "token_fails":
            return JSONResponse({"error": "server_error"}, 503)
        case "token_is_deep":
            return Response("[" * 100_000, media_type="application/json")
        case "token_drips":
            return StreamingResponse(drops(), media_type="application/json")
    return JSONResponse(said)
