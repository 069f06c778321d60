"""One page out of one template: who reads it, in which language, and on which clock."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from api.csrf import FIELD
from api.dependencies import duty, idle_of, now, settings_of
from api.pages import countries, instants
from api.pages.done import DONE
from api.pages.forms.field import kinds
from api.pages.language import LANGUAGES, gettext, ngettext, spoken
from api.pages.navigation import links_for
from api.pages.saying import FILTERS
from cases.repository.signing_in import SignedIn
from cases.shown import as_read

TEMPLATES = Path(__file__).parents[2] / "templates"

NAMES = {"es": "Español", "en": "English"}


OURS: dict[str, Callable[..., Any]] = {
    "clock": instants.clock,
    "zoned": instants.zoned,
    "day": instants.day,
    "until": instants.until,
    "wait": instants.wait,
    "ago": instants.ago,
    "lasted": instants.lasted,
    "country": countries.country,
    "said": gettext,
    "kinds": kinds,
    **FILTERS,
}
"""Filters that say something in the language and on the clock of whoever reads."""


def asked_each_time(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, kept from being worked out once for all: of a constant, Jinja would keep the first reader's words."""

    @pass_context
    def said(_context: Context, *arguments: Any) -> Any:
        return filter_(*arguments)

    return said


@cache
def environment() -> Environment:
    """The templates, with our filters and the words of the catalogues. All is escaped, and turns no line round."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=as_read,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # of i18n
    made.filters |= {name: asked_each_time(each) for name, each in OURS.items()}
    made.globals |= {"country_names": countries.countries, "language_names": countries.languages}
    return made


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """``template`` for whoever reads. Its names: ``me`` (None: nobody is signed in), ``csrf``, ``now``, and yours."""
    who: SignedIn | None = getattr(request.state, "who", None)
    done = request.query_params.get("done", "") if request.method == "GET" else ""
    html = (
        environment()
        .get_template(template)
        .render(
            me=who,
            csrf=who.csrf if who else "",
            csrf_field=FIELD,
            links=links_for(who.actor if who and duty(request, who) is None else None, request.url.path),
            language=spoken(),
            languages=[(code, NAMES[code]) for code in LANGUAGES],
            here=getattr(request.state, "here", None) or _here(request),
            zone=instants.zone_name(),
            now=now(request),
            done=gettext(DONE.get(done, "")),
            practice=settings_of(request).mode == "practice",
            lasting=_lasting(request, who) if who else None,
            **context,
        )
    )
    return HTMLResponse(html, status_code=status)


@dataclass(frozen=True)
class Lasting:
    """How long the session goes on from this page, in ``seconds``; and without any other, in whole ``minutes``."""

    seconds: int
    minutes: int


def _lasting(request: Request, who: SignedIn) -> Lasting:
    idle = idle_of(request)
    left = min(idle, who.expires_at - now(request))
    return Lasting(max(0, int(left.total_seconds())), int(idle.total_seconds() // 60))


def _here(request: Request) -> str:
    """Where the language switch leads back to."""
    return request.url.path + (f"?{request.url.query}" if request.url.query and request.method == "GET" else "")
