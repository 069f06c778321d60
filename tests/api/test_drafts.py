"""What somebody typed is kept over what was kept before, whatever another page of theirs does in the same instant."""

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.drafts import delete_draft, load_draft, save_draft
from runtime.database import Sessions
from tests.api.given import NOW, World, opened

STEP, WHO = "guardian", "user-mx-caseworker"


@pytest.mark.parametrize("meanwhile", ["thrown away", "kept by another", "nothing"])
async def test_it_is_kept_whatever_happens_meanwhile(
    database: Sessions, session: AsyncSession, people: World, meanwhile: str
) -> None:
    """This page knows of the draft (or of none) from before; another one throws it away, or keeps one."""
    number = (await opened(session, people.actor("mx.caseworker"), {})).number
    if meanwhile != "kept by another":
        await save_draft(session, number, STEP, WHO, 1, {"words": "before"}, NOW)
    known = await load_draft(session, number, STEP, WHO)
    assert (known is None) == (meanwhile == "kept by another")
    await session.commit()
    async with database() as other:
        if meanwhile == "thrown away":
            await delete_draft(other, number, STEP, WHO)
        if meanwhile == "kept by another":
            await save_draft(other, number, STEP, WHO, 1, {"words": "of another page"}, NOW)
    kept = await save_draft(session, number, STEP, WHO, 2, {"words": "now"}, NOW)
    assert (kept.round, kept.data) == (2, {"words": "now"})
    async with database() as other:
        found = await load_draft(other, number, STEP, WHO)
    assert found is not None and (found.round, found.data) == (2, {"words": "now"})
