"""What a record holds besides the reports of a case: each text that people type, with a payload in it.

Written as rows, past every check of a form: what is shown must be harmless however it came there.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String
from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.acts.attaching import about
from cases.actor import Function, Role
from cases.tables import (
    Agency,
    Document,
    Draft,
    EmergencyAccess,
    LegalHold,
    Participation,
    Passkey,
    ProposalComment,
    RegionHold,
    RetentionAsked,
    SignInSession,
    Step,
    UnusualReading,
    User,
)
from runtime.documents.shelf import Shelf
from tests.api.test_access import PROPOSAL
from tests.keys import KEYS
from tests.runtime.papers import png
from tests.script.payloads import MARKER, Scripter
from tests.secrecy.planted import Planted

STRANGERS = {
    "auditor": ("agency-MX", Role.AUDITOR),
    "analyst": ("agency-MX", Role.ANALYST),
    "administrator": ("agency-MX", Role.ADMINISTRATOR),
    "shelterer": ("agency-shelter", Role.CASEWORKER),
    "escort": ("agency-escort", Role.CASEWORKER),
    "consul": ("agency-consulate", Role.CASEWORKER),
    "neighbour": ("agency-other", Role.SUPERVISOR),
}
"""People besides those of tests/workflows/people.py, and where they work."""

BODIES = {
    "agency-shelter": ("MX", Function.SHELTER),
    "agency-escort": ("MX", Function.ESCORT),
    "agency-consulate": ("GT", Function.CONSULATE),
    "agency-other": ("MX", Function.PROTECTION),
}

NOBODY_TYPES = frozenset(
    "id number case_number host origin stage status decided closing custodian workflow edition country function month told "
    "act actor agency capacity step_key rule seal bound_hash challenge content key state_hash browser_hash next role side "
    "acknowledged_by step responsible owner kind born giver taker sha256 media_type evidence object_name attached_by scan "
    "withdrawn_by name_of_report author set_by language voided_by agency_id user_id email password_hash post locale "
    "time_zone single_sign_on what which reviewed_by token_hash recipient subject body failure body_hash public_key "
    "proposal code_hash cause other directions lifted_by secret csrf issuer released_by received_by".split()
)
"""Columns that our own code fills, with codes, ids, hashes, or what the guidelines say."""

BY_CODE = {("filed_report", "name"), ("participation", "reason"), ("legal_hold", "id")}
"""The same, where another table has a column of that name that people fill."""

NOT_PLANTED = """
Nobody has put a payload into these columns of the record: {columns}.
If people type what stands there, write a row with one in tests/script/rows.py, so that every page that shows it is read; if
only our own code fills it, name the column in NOBODY_TYPES there.
"""


async def people(session: AsyncSession, play: Planted) -> None:
    """The others, and payloads as the names of everybody."""
    for id_, (country, function) in BODIES.items():
        session.add(Agency(id=id_, name="-", country=country, function=function.value, by_right=False))
    await session.flush()
    for id_, (agency, role) in STRANGERS.items():
        session.add(User(id=id_, email=f"{id_}@example.org", name="-", password_hash="-", agency_id=agency, role=role))
    await session.flush()
    for table in (Agency, User):
        for row in (await session.exec(select(table))).all():
            row.name = play.reason(f"{table.__tablename__}.name")
            session.add(row)
    await session.commit()


async def sign_in(session: AsyncSession, play: Planted, until: datetime) -> None:
    """Everybody is."""
    for user in (await session.exec(select(User.id))).all():
        digest = hashlib.sha256(user.encode()).hexdigest()
        session.add(SignInSession(token_hash=digest, user_id=user, csrf="c", created_at=play.now(), expires_at=until))
    await session.commit()


async def plant(session: AsyncSession, play: Planted, shelf: Shelf) -> dict[str, str]:
    """Everything else that people type. The ids that pages are asked for."""
    now, day, new, number = play.now(), timedelta(days=1), play.reason, play.number
    for agency, side in (("agency-shelter", "host"), ("agency-escort", "host"), ("agency-consulate", "origin")):
        part = {"case_number": number, "agency_id": agency, "side": side, "since": now - day, "until": now + 400 * day}
        session.add(Participation(**part, reason="let_in"))
    reading = {"user_id": "worker", "agency_id": "agency-MX", "cases": 11, "hours": 24.0, "at": now}
    session.add(UnusualReading(id="ab", **reading))
    session.add(UnusualReading(id="cd", **reading, reviewed_at=now, reviewed_by="auditor", found=new("what was found")))
    entered = {"case_number": number, "user_id": "neighbour", "agency_id": "agency-other", "side": "host", "told": 1}
    session.add(
        EmergencyAccess(
            id="ab", **entered, reason=new("an emergency"), since=now, until=now + 400 * day, reviewed_at=now,
            reviewed_by="auditor", found=new("what was found of an emergency"),
        )
    )  # fmt: skip
    session.add(ProposalComment(proposal=PROPOSAL, author="worker", at=now, text=new("a comment")))
    session.add(Passkey(id="ab", user_id="worker", public_key="-", sign_count=0, name=new("a passkey"), made_at=now))
    border = {"cause": "closed", "country": "MX", "other": "BZ", "directions": ["into"], "agency_id": "agency-MX"}
    border |= {"set_at": now - day, "set_by": "supervisor"}
    session.add(RegionHold(id="ab", **border, reason=new("a border")))
    lifted = {"lifted_at": now, "lifted_by": "supervisor", "why_lifted": new("lifting a border")}
    session.add(RegionHold(id="cd", **border, reason=new("a border lifted"), **lifted))
    held = {"set_by": new("a legal hold, by"), "set_at": now - day, "lifted_at": now, "lifted_by": new("its end, by")}
    session.add(LegalHold(id="ab", case_number=number, reason=new("a legal hold"), **held))
    kept = {"kept_by": new("kept by"), "reason": new("kept"), "due_at": now, "asked_at": now}
    session.add(RetentionAsked(case_number=number, **kept))
    await _documents(session, play, shelf)
    for step in (await session.exec(select(Step).where(Step.case_number == number))).all():
        data = play.planter.report(step.view["report"])
        saved = {"case_number": number, "step_key": step.key, "user_id": "worker", "round": step.round, "saved_at": now}
        session.add(Draft(**saved, data=data))
    await session.commit()
    return {"hold": "ab", "reading": "ab", "document": "a" * 24}


async def _documents(session: AsyncSession, play: Planted, shelf: Shelf) -> None:
    """One that stands and one that was withdrawn, of a step that is done."""
    for letter, withdrawn in (("a", False), ("b", True)):
        row = Document(
            id=letter * 24,
            object_name=secrets.token_hex(20),
            case_number=play.number,
            step_key="urgent_measure",
            title=play.reason("a document's title"),
            file_name=play.reason("a document's name"),
            sha256=hashlib.sha256(png()).hexdigest(),
            media_type="image/png",
            size=len(png()),
            pages=1,
            attached_by="worker",
            attached_at=play.now(),
            sequence=2,
            scan="clean",
        )
        if withdrawn:
            row.withdrawn, row.withdrawn_at, row.withdrawn_by = 3, play.now(), "worker"
            row.reason = play.reason("withdrawing a document")
        await shelf.objects.put(row.object_name, KEYS.encipher(play.number, png(), about(row.id)))
        session.add(row)


async def not_planted(session: AsyncSession, script: Scripter) -> list[str]:
    """Columns of text in which no payload stands, and of which nobody says that nobody types there."""
    missing = []
    for table in SQLModel.__subclasses__():
        missing += [each async for each in _columns(session, table)] if hasattr(table, "__table__") else []
    return sorted(missing)


async def _columns(session: AsyncSession, table: Any) -> Any:
    rows = (await session.exec(select(table))).all()
    for column in _texts(table):
        told = (table.__tablename__, column)
        if column in NOBODY_TYPES or told in BY_CODE:
            continue
        if not any(MARKER.search(json.dumps(getattr(row, column), ensure_ascii=False)) for row in rows):
            yield ".".join(told)


def _texts(table: Any) -> Iterator[str]:
    for column in table.__table__.columns:
        if isinstance(column.type, String | JSON) or "JSON" in str(column.type).upper():
            yield column.name
