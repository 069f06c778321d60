"""From a refusal to its answer: a problem for programs, a page for people, always in the reader's language."""

from typing import Any, cast

import structlog
from fastapi import Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api import pages
from api.body_limit import OF_DOCUMENTS
from api.dependencies import chosen_language, settings_of
from api.errors import STATUS, NoSuchMethod, NotSignedIn, NotUnderstood, OurFault, TooLarge
from api.explain.fact_words import FACT_WORDS
from api.headers import FOR_ALL, OVER_TLS, POLICY
from api.pages.language import catalogue, speak, spoken
from api.problems import PROBLEMS
from api.refusals_noted import route_of, watch
from api.schemas.problem import Blocking, Fault, Problem
from api.schemas.verdicts import FactMissing
from cases.asking_errors import TooMuchAsked
from cases.document_errors import DocumentTooLarge
from cases.errors import KeysAway, NoRoomLeft, NotFound, Refusal
from cases.facts import suppliers
from cases.repository.reading import erased
from cases.sign_in_errors import TooManyAttempts
from guidelines.library import library
from runtime.keys.ring import Erased
from runtime.security_log import note

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"

BY_STATUS: dict[int, type[Refusal]] = {400: NotUnderstood, 404: NotFound, 405: NoSuchMethod, 413: TooLarge}
"""What the framework itself answers, in our words."""


def problem_of(refusal: Refusal, language: str) -> Problem:
    """The refusal in words, with the list of what is missing."""
    words = catalogue(language)
    title, sentence = PROBLEMS[refusal.code]
    details: dict[str, Any] = jsonable_encoder(refusal.details)
    return Problem(
        type=f"/problems/{refusal.code}",
        title=words.gettext(title),
        status=STATUS[refusal.code],
        detail=words.gettext(sentence),
        code=refusal.code,
        faults=[_fault(each, language) for each in details.pop("faults", [])],
        blocking=[_blocking(each, language) for each in details.get("verdicts", [])],
        evidence_missing=[_paper(kind, language) for kind in details.get("missing", [])],
        details=details,
    )


def _fault(fault: dict[str, Any], language: str) -> Fault:
    message = fault.get("message")
    return Fault(
        loc=fault["loc"],
        type=fault["type"],
        message=catalogue(language).gettext(message) if message else None,
    )


def _blocking(verdict: dict[str, Any], language: str) -> Blocking:
    sentences = {each.id: each.sentence.in_(language) for each in library().safeguards}
    return Blocking(
        id=verdict["id"],
        sentence=sentences.get(verdict["id"], verdict["id"]),
        state=verdict["state"],
        missing=[
            FactMissing(
                fact=fact,
                words=catalogue(language).gettext(FACT_WORDS.get(fact, fact)),
                report=suppliers().get(fact),
            )
            for fact in verdict.get("missing", [])
        ],
        against=[
            FactMissing(
                fact=fact, words=catalogue(language).gettext(FACT_WORDS.get(fact, fact)), report=suppliers().get(fact)
            )
            for fact in verdict.get("against", [])
        ],
    )


def _paper(kind: str, language: str) -> str:
    return {each.id: each.words.in_(language) for each in library().vocabulary.evidence}.get(kind, kind)


async def refused(request: Request, refusal: Refusal) -> Response:
    """The answer to ``refusal``, where it was asked for."""
    watch(request, refusal)
    if isinstance(refusal, NotSignedIn):
        speak(chosen_language(request))
    if not request.url.path.startswith("/api/"):
        return await pages.refused(request, refusal, STATUS[refusal.code])
    problem = problem_of(refusal, spoken())
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else {}
    if isinstance(refusal, TooManyAttempts | TooMuchAsked):
        headers["Retry-After"] = str(refusal.details["seconds"])
    return JSONResponse(problem.model_dump(mode="json"), problem.status, headers, MEDIA_TYPE)


async def on_refusal(request: Request, error: Exception) -> Response:
    """A refusal of ours."""
    return await refused(request, cast(Refusal, error))


async def on_invalid(request: Request, error: Exception) -> Response:
    """A request that does not have the documented shape; what was typed is not repeated."""
    invalid = cast(RequestValidationError, error).errors()
    faults = [{"loc": list(each["loc"]), "type": each["type"], "message": each["msg"]} for each in invalid]
    return await refused(request, NotUnderstood(faults=faults))


async def on_cursor(request: Request, error: Exception) -> Response:
    """A cursor that no list of ours made."""
    return await refused(request, NotUnderstood(faults=[{"loc": ["query", "cursor"], "type": "cursor"}]))


async def on_no_room(request: Request, error: Exception) -> Response:
    """The disk is full. A form that was sent is in the answer, with all that was typed."""
    return await refused(request, NoRoomLeft())


async def on_no_key(request: Request, error: Exception) -> Response:
    """What wraps the cases' keys is not to be had. The log says why."""
    log.error("no_key", error=str(error))
    return await refused(request, KeysAway())


async def on_erased(request: Request, error: Exception) -> Response:
    """The case was erased while it was read, or acted on: nothing of it is told."""
    gone = cast(Erased, error)
    async with request.app.state.sessions() as session:
        return await refused(request, await erased(session, gone.name, gone.at))


async def on_http(request: Request, error: Exception) -> Response:
    """What the framework refuses by itself: an unknown address, a method, a size."""
    by_framework = cast(HTTPException, error)
    refusal = BY_STATUS.get(by_framework.status_code, NotFound)()
    if isinstance(refusal, TooLarge) and OF_DOCUMENTS.match(request.url.path):
        refusal = DocumentTooLarge(mebibytes=settings_of(request).document_largest_mib)
    answer = await refused(request, refusal)
    answer.headers.update(by_framework.headers or {})
    return answer


async def on_fault(request: Request, error: Exception) -> Response:
    """A bug. The reader learns that it is ours; the log has the rest. This answer passes no middleware of ours."""
    note("fault", error=type(error).__name__, route=route_of(request))
    answer = await refused(request, OurFault())
    answer.headers.update(FOR_ALL | {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})
    answer.headers.update(OVER_TLS if settings_of(request).secure_cookies else {})
    return answer
