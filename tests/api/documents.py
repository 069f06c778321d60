"""An engine that writes what the case would write of a document, and documents that were attached so."""

import hashlib
from typing import Any

import httpx2
from sqlmodel.ext.asyncio.session import AsyncSession

from api.acts.attaching import about
from cases.effects import DocumentNoted
from cases.record import Entry, Record
from cases.repository.record import apply
from cases.tables import Document
from runtime.database import Sessions
from runtime.documents.shelf import Shelf
from tests.api.conftest import Recorder
from tests.api.given import NOW, World, Written, opened
from tests.keys import KEYS
from tests.runtime.papers import png
from workflows.document_messages import Attach
from workflows.messages import Receipt

TITLE, NAME = "Acta de Luz Ejemplo", "luz ejemplo acta.png"

OPEN = {"status": "open", "opened_at": NOW}
FINISHED = {"status": "finished", "opened_at": NOW, "finished_at": NOW, "done_at": NOW}
STEPS = {
    "guardian": OPEN,
    "shelter": OPEN,
    "urgent_measure": OPEN,
    "decision": FINISHED,
    "referral": FINISHED,
    "acceptance": OPEN,
    "agreement": OPEN,
}


class Attaching(Recorder):
    """Writes to the record as workflows/documents.py does."""

    def __init__(self, database: Sessions) -> None:
        super().__init__()
        self.database = database
        self.cases: dict[str, Written] = {}

    async def send(self, workflow_id: str, update: str, message: Any, update_id: str | None = None) -> Receipt:
        await super().send(workflow_id, update, message, update_id)
        made = self.cases[workflow_id]
        made.sequence += 1
        attached = isinstance(message, Attach)
        noted = DocumentNoted(id=message.document, withdrawn=not attached, reason=getattr(message, "reason", ""))
        act = "document_attached" if attached else "document_withdrawn"
        entry = Entry(act=act, at=NOW, actor=message.actor, step=message.step, details={"document": message.document})
        async with self.database() as session:
            await apply(session, Record(sequence=made.sequence, entry=entry, case=made.view, document=noted))
            await session.commit()
        return Receipt(sequence=made.sequence)


async def case_of(engine: Attaching, session: AsyncSession, people: World, **view: Any) -> Written:
    """A case of MX in which GT takes part; some steps are open, some finished."""
    fields: dict[str, Any] = {"origin_takes_part": True, "stage": "decision"} | view
    made = await opened(session, people.actor("mx.caseworker"), STEPS, at=NOW, **fields)
    engine.cases[made.view.workflow] = made
    return made


def place(made: Written, step: str = "guardian") -> str:
    """Where the API has the documents of a step."""
    return f"/api/v1/cases/{made.number}/steps/{step}/documents"


async def attach(
    client: httpx2.AsyncClient,
    made: Written,
    content: bytes | None = None,
    name: str = NAME,
    step: str = "guardian",
    **more: Any,
) -> httpx2.Response:
    """As a program sends it."""
    files = {"file": (name, png() if content is None else content, "text/html")}
    headers = more.pop("headers", {})
    return await client.post(place(made, step), data={"title": TITLE} | more, files=files, headers=headers)


async def kept(session: AsyncSession, shelf: Shelf, made: Written, by: str) -> str:
    """The id of a document of the guardian's step, as it lies once it was attached."""
    row = Document(
        id="0" * 24,
        case_number=made.number,
        step_key="guardian",
        title=TITLE,
        file_name=NAME,
        sha256=hashlib.sha256(png()).hexdigest(),
        media_type="image/png",
        size=len(png()),
        pages=1,
        object_name="f" * 40,
        attached_by=by,
        attached_at=NOW,
        sequence=1,
        scan="clean",
    )
    await shelf.objects.put(row.object_name, KEYS.encipher(made.number, png(), about(row.id)))
    session.add(row)
    await session.commit()
    return row.id
