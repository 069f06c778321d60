"""An exported case as bytes: JSON for programs, or a page that stands alone; and the answer that gives a file out."""

from fastapi.responses import Response

from api.document_answers import SEALED
from api.pages.rendering import environment
from api.schemas.exports import CaseExported
from cases.exporting import FileForm
from cases.seal_of_a_file import Sealed, sealed


def bytes_of(content: CaseExported, form: FileForm, seal: str) -> Sealed:
    """The file, with its seal where ``seal`` stands."""
    if form is FileForm.JSON:
        return sealed(content.model_dump_json(indent=1, by_alias=True) + "\n", seal)
    html = environment().get_template("exported/case.html").render(file=content, language=content.language)
    return sealed(html, seal)


def as_attachment(name: str, content: bytes, media_type: str = "application/octet-stream") -> Response:
    """A file of ours on its way out: to be kept, never shown by the browser, and no copy left in it."""
    named = f'attachment; filename="{name}"'
    return Response(content, media_type=media_type, headers=SEALED | {"Content-Disposition": named})
