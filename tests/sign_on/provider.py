"""``python -m tests.sign_on.provider PORT``: a small OpenID provider, which behaves or not as a test tells it to.

It checks what a provider has to: client and secret, redirect address, code once, PKCE. Its tokens are signed with keys
that can be rotated; ``fault`` names what is wrong with the next one (tests.sign_on.hostile, tests.sign_on.tokens).
"""

import asyncio
import base64
import hashlib
import secrets
import sys
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlencode

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from joserfc.jwk import ECKey, RSAKey

from tests.sign_on import hostile, tokens

CLIENT, SECRET = "resguardo-test", tokens.SHARED


@dataclass
class State:
    """What the provider knows, and what a test told it."""

    issuer: str
    now: int = 0
    person: dict[str, Any] = field(default_factory=dict)
    fault: str = ""
    algorithm: str = "RS256"
    authentication: str = "client_secret_basic"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    keys: dict[str, RSAKey | ECKey] = field(default_factory=dict)
    """By algorithm: the one that signs now."""
    withdrawn: dict[str, RSAKey | ECKey] = field(default_factory=dict)

    def rotate(self) -> None:
        """Sign with new keys; the old ones are published no more."""
        self.withdrawn = self.keys
        rsa = RSAKey.generate_key(2048, {"use": "sig", "kid": secrets.token_hex(4)})
        self.keys = {"RS256": rsa, "PS256": rsa}
        self.keys["ES256"] = ECKey.generate_key("P-256", {"use": "sig", "kid": secrets.token_hex(4), "alg": "ES256"})

    def counted(self, what: str) -> None:
        """One more request of that kind."""
        self.asked[what] = self.asked.get(what, 0) + 1


def published(state: State) -> dict[str, Any]:
    """The public keys; beside them one of a kind that nobody here knows."""
    known = {key.kid: key for key in state.keys.values()}.values()
    return {
        "keys": [{"kty": "AKP", "kid": "later", "alg": "ML-DSA-44"}, *(key.as_dict(private=False) for key in known)]
    }


def made(issuer: str) -> FastAPI:
    """The provider."""
    app, state = FastAPI(), State(issuer)
    state.rotate()

    @app.post("/control")
    async def control(told: dict[str, Any]) -> dict[str, int]:
        if told.pop("rotate", False):
            state.rotate()
        for name, value in told.items():
            setattr(state, name, value)
        return state.asked

    @app.get("/.well-known/openid-configuration")
    async def discovery() -> Response:
        state.counted("discovery")
        if state.fault == "discovery_elsewhere":
            return RedirectResponse(issuer.replace("127.0.0.1", "localhost") + "/elsewhere")
        said: dict[str, Any] = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize?tenant=1",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
            "token_endpoint_auth_methods_supported": [state.authentication],
            "code_challenge_methods_supported": ["S256"],
        }
        return JSONResponse(hostile.discovery(said, state.fault))

    @app.get("/elsewhere")
    async def elsewhere() -> Response:
        state.counted("elsewhere")
        return JSONResponse({"issuer": issuer})

    @app.get("/keys")
    async def keys() -> Response:
        state.counted("keys")
        if state.fault == "keys_elsewhere":
            return RedirectResponse(issuer.replace("127.0.0.1", "localhost") + "/elsewhere")
        return JSONResponse(hostile.keys(published(state), state.fault))

    @app.get("/authorize")
    async def authorize(request: Request) -> Response:
        asked = dict(request.query_params)
        wrong = asked.get("client_id") != CLIENT or asked.get("code_challenge_method") != "S256"
        if wrong or "openid" not in asked["scope"].split() or asked.get("response_type") != "code":
            return JSONResponse({"error": "invalid_request"}, 400)
        if state.fault == "says_no":
            back = {"error": "access_denied", "error_description": "<script>alert(1)</script>"}
        else:
            code = secrets.token_urlsafe(16)
            state.codes[code] = asked
            back = {"code": code}
        return RedirectResponse(
            f"{asked['redirect_uri']}?{urlencode(back | {'state': asked['state'], 'iss': issuer})}", 303
        )

    @app.post("/token")
    async def token(request: Request) -> Response:
        state.counted("token")
        if state.fault == "hangs":
            await asyncio.sleep(30)
        form = dict(await request.form())
        if not known(request, form):
            return JSONResponse({"error": "invalid_client"}, 401)
        asked = state.codes.pop(str(form.get("code")), None)
        challenge = hashlib.sha256(str(form.get("code_verifier")).encode()).digest()
        proved = base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()
        if (
            asked is None
            or form.get("grant_type") != "authorization_code"
            or form.get("redirect_uri") != asked["redirect_uri"]
            or proved != asked["code_challenge"]
        ):
            return JSONResponse({"error": "invalid_grant", "error_description": "<script>alert(2)</script>"}, 400)
        return answered(state, asked)

    def known(request: Request, form: dict[str, Any]) -> bool:
        if state.authentication == "client_secret_post":
            return form.get("client_id") == CLIENT and form.get("client_secret") == SECRET
        kind, _, said = request.headers.get("authorization", "").partition(" ")
        name, _, secret = base64.b64decode(said).decode().partition(":")
        return kind == "Basic" and (unquote(name), secret) == (CLIENT, SECRET)

    return app


def answered(state: State, asked: dict[str, str]) -> Response:
    """The answer with the ID token."""
    claims = {
        "iss": state.issuer,
        "aud": CLIENT,
        "iat": state.now,
        "exp": state.now + 300,
        "nonce": asked["nonce"],
        **state.person,
    }
    key = (state.withdrawn if state.fault == "withdrawn_key" else state.keys)[state.algorithm]
    good = {"alg": state.algorithm, "kid": key.kid}
    token = tokens.token(tokens.Good(good, claims, key), state.fault)
    answer = {"access_token": secrets.token_urlsafe(8), "token_type": "Bearer", "expires_in": 60, "id_token": token}
    return hostile.answer(answer, state.fault)


if __name__ == "__main__":
    port = int(sys.argv[1])
    uvicorn.run(
        made(f"http://127.0.0.1:{port}"), port=port, log_level="warning", access_log=False, timeout_graceful_shutdown=1
    )
