"""The extract for the guardian: every line, nothing that was typed, nothing about a doubt of the guardian."""

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.record import Entry, Record
from cases.repository.record import apply
from cases.repository.sealing import seal_of_line
from tests.api.given import NOW, World, Written, opened
from tests.pages.conftest import SignedIn


async def case(session: AsyncSession, people: World) -> Written:
    """Somebody assigned a step with a reason; a doubt about the guardian was reported, and a claim of the child."""
    by = people.actor("mx.caseworker")
    made = await opened(session, by, {"guardian": {"status": "open"}}, reports=("detection", "guardian"), at=NOW)
    for details in (
        {"owner": by.user, "reason": "She cried."},
        {"kind": "guardian_impostor"},
        {"kind": "child_accused"},
    ):
        made.sequence += 1
        act = "assigned" if "owner" in details else "event_reported"
        entry = Entry(act=act, at=NOW, actor=by, step="guardian" if "owner" in details else None, details=details)
        await apply(session, Record(sequence=made.sequence, entry=entry, case=made.view))
    await session.commit()
    return made


async def test_what_is_on_it_and_what_is_not(in_browser: SignedIn, people: World, session: AsyncSession) -> None:
    made = await case(session, people)
    browser = await in_browser("mx.caseworker")
    said = (await browser.get(f"/cases/{made.number}/extract")).text
    assert "Gave the step to somebody: Guardian" in said
    assert "Clara Tutora Ejemplo" in said
    assert str(await seal_of_line(session, made.number, made.sequence)) in said
    for word in ("She cried.", "impostor", "accused"):
        assert word not in said
    main = said[said.index("What was done") :]
    assert "Caseworker MX" not in main, "who acted stands there by agency and capacity"
    assert "Agencia mx" in main


@pytest.mark.parametrize("who", ["gt.caseworker", "gt.supervisor"])
async def test_it_is_the_hosts_to_make(who: str, in_browser: SignedIn, people: World, session: AsyncSession) -> None:
    by = people.actor("mx.caseworker")
    made = await opened(session, by, {}, at=NOW, origin_takes_part=True)
    assert (await (await in_browser(who)).get(f"/cases/{made.number}/extract")).status_code == 403
