"""A case taken away as a file, from its page: what it means, the form, and the file."""

from typing import Any

from fastapi import Request, Response

from api.acts.exporting import Given, export, may_export
from api.explain import explained, telling
from api.explain.consents import consents_shown
from api.explain.exporting import warnings
from api.exported_file import as_attachment
from api.pages.forms.sheet import Sheet, handed_in, sheet
from api.pages.language import spoken
from api.pages.rendering import page
from api.pages.route import Doing, Posted, pages
from cases.exporting import ExportAsked

router = pages()


@router.get("/cases/{number}/export")
async def ask(request: Request, number: str, acting: Doing) -> Response:
    """The form."""
    return await _form(request, number, acting, sheet(ExportAsked, {"form": "html", "addresses": False}))


@router.post("/cases/{number}/export")
async def give(request: Request, number: str, acting: Doing, form: Posted) -> Response:
    """The file; the form again where something is missing."""
    given: list[Given] = []

    async def act(data: dict[str, Any]) -> None:
        given.append(await export(acting, number, ExportAsked.model_validate(data)))

    result = await handed_in(ExportAsked, form, act)
    if isinstance(result, Sheet):
        return await _form(request, number, acting, result)
    return as_attachment(given[0].name, given[0].content)


async def _form(request: Request, number: str, acting: Doing, filled: Sheet) -> Response:
    await may_export(acting, number)
    asked = await acting.on_case(number, "export")
    told = await telling(acting.session, acting.actor, asked.relation, asked.case, acting.now, spoken())
    shown, consents = await explained(acting.session, told), await consents_shown(acting.session, told)
    return page(
        request,
        "export.html",
        filled.status,
        case=asked.case,
        sheet=filled,
        warnings=warnings(shown, consents),
        extract=asked.relation == "host",
    )
