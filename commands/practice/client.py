"""The JSON API as a program uses it: signed in as somebody, each act with a key, sent again if not confirmed."""

import asyncio
from http import HTTPStatus
from typing import Any

import httpx2

PATIENCE = 20
"""How often an act is sent again before it is given up; a second between."""


class Refused(Exception):
    """The API refused. ``code`` is stable; ``detail`` is its sentence; ``problem`` all that it said."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(problem.get("detail", ""))
        self.code = str(problem.get("code", ""))
        self.detail = str(problem.get("detail", ""))
        self.problem = problem


class Api:
    """One address, many people: each signs in once."""

    def __init__(self, client: httpx2.AsyncClient, password: str) -> None:
        self._client = client
        self._password = password
        self._tokens: dict[str, str] = {}
        self._door = asyncio.Lock()

    async def get(self, email: str, path: str) -> dict[str, Any]:
        """Read. Raises Refused."""
        return await self._send(email, "GET", path)

    async def post(self, email: str, path: str, body: dict[str, Any], key: str) -> dict[str, Any]:
        """Act, once, however often it has to be sent. Raises Refused."""
        return await self._send(email, "POST", path, body, key)

    async def _send(
        self, email: str, method: str, path: str, body: dict[str, Any] | None = None, key: str | None = None
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {await self._token(email)}"}
        if key is not None:
            headers["Idempotency-Key"] = key
        for _ in range(PATIENCE):
            try:
                answer = await self._client.request(method, path, json=body, headers=headers)
            except httpx2.TransportError:  # the service is being started again
                await asyncio.sleep(1)
                continue
            if answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
                return _understood(answer)
            await asyncio.sleep(1)
        raise Refused({"code": "no_answer", "detail": "The service did not confirm it."})

    async def _token(self, email: str) -> str:
        async with self._door:
            if email not in self._tokens:
                answer = await self._client.post("/api/v1/session", json={"email": email, "password": self._password})
                self._tokens[email] = str(_understood(answer)["token"])
            return self._tokens[email]


def _understood(answer: httpx2.Response) -> dict[str, Any]:
    if answer.is_success:
        said: dict[str, Any] = answer.json()
        return said
    if "json" in answer.headers.get("content-type", ""):
        raise Refused(answer.json())
    raise Refused({"code": str(answer.status_code), "detail": f"The service answered {answer.status_code}."})
