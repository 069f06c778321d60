"""The application: routes, who may ask, refusals in words, headers. Made once a process by whoever serves it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from temporalio.client import Client

from api import pages
from api.body_limit import BodyLimit
from api.dependencies import Clock, addressed, wall_clock
from api.documentation import documented
from api.engine import Engine
from api.headers import SecurityHeaders
from api.limits import Limits
from api.refused import on_cursor, on_erased, on_fault, on_http, on_invalid, on_no_key, on_no_room, on_refusal
from api.routes import (
    borders,
    cases,
    codec,
    consents,
    corrections,
    disclosures,
    documents,
    editions,
    events,
    exports,
    guideline,
    health,
    links,
    looks,
    participants,
    session,
    statistics,
    steps,
    work,
)
from api.single_sign_on.provider import Provider
from cases.errors import Refusal
from cases.repository.cursor import CursorUnreadable
from guidelines.library import library
from runtime.database import Sessions
from runtime.documents.shelf import shelf
from runtime.keys.ring import Erased
from runtime.keys.wrapping import NoKey
from runtime.room import NoRoom
from runtime.settings import Settings

STATIC = Path(__file__).resolve().parent.parent / "templates" / "static"
"""Sent compressed, for slow lines. Pages are not: what answers a form stands beside its secrets (BREACH)."""

PARTS = (
    session,
    guideline,
    cases,
    editions,
    steps,
    documents,
    corrections,
    events,
    disclosures,
    consents,
    looks,
    exports,
    links,
    participants,
    borders,
    work,
    statistics,
)
"""What programs may ask for, in the order in which the documentation tells it."""

TELEMETRY: Any = {"logs": False, "operation_spans": False}
"""FastAPI's own would write faults with what was typed."""


def create_app(settings: Settings, *, sessions: Sessions, client: Client, clock: Clock = wall_clock) -> FastAPI:
    """The application over a database and a Temporal client. ``clock`` is given by tests."""
    practice = settings.mode == "practice"
    make = FastAPIOffline if practice else FastAPI
    app = make(
        title="Resguardo",
        summary="The safe repatriation of child victims of trafficking.",
        version="1",
        docs_url="/docs" if practice else None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json" if practice else None,
        telemetry=TELEMETRY,
        dependencies=[Depends(addressed)],
    )
    app.state.settings, app.state.sessions, app.state.clock = settings, sessions, clock
    app.state.provider = Provider(settings) if settings.oidc_issuer else None
    app.state.engine = Engine(client, timedelta(seconds=settings.update_timeout_seconds))
    app.state.documents = shelf(settings)
    app.state.limits = Limits(library().oversight.asking) if settings.asking_limited else None
    app.include_router(v1())
    app.include_router(health.router)
    app.include_router(codec.router)
    app.include_router(pages.router, include_in_schema=False)
    app.mount("/static", GZipMiddleware(StaticFiles(directory=STATIC, check_dir=False)), name="static")
    app.add_middleware(BodyLimit, of_documents=app.state.documents.largest)
    app.add_middleware(SecurityHeaders, tls=settings.secure_cookies)
    app.add_exception_handler(Refusal, on_refusal)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(CursorUnreadable, on_cursor)
    app.add_exception_handler(NoRoom, on_no_room)
    app.add_exception_handler(NoKey, on_no_key)
    app.add_exception_handler(Erased, on_erased)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(Exception, on_fault)
    app.openapi = documented(app)  # type: ignore[method-assign]  # as FastAPI says to extend it
    return app


def v1() -> APIRouter:
    """Everything for programs."""
    router = APIRouter(prefix="/api/v1")
    for part in PARTS:
        router.include_router(part.router)
    return router
