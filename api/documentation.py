"""The OpenAPI document: what refusals look like is said with their own media type."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from api.refused import MEDIA_TYPE

PROBLEM = "#/components/schemas/Problem"


def documented(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """What ``app.openapi`` answers: made once, problems as application/problem+json."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        made = plain()
        for path in made["paths"].values():
            for operation in path.values():
                for answer in operation.get("responses", {}).values():
                    content = answer.get("content", {})
                    if content.get("application/json", {}).get("schema", {}).get("$ref") == PROBLEM:
                        content[MEDIA_TYPE] = content.pop("application/json")
        return made

    return openapi
