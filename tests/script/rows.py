"""What a record holds besides the reports of a case: each text that people type, with a payload in it.

Written as rows, past every check of a form: what is shown must be harmless however it came there.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.acts.attaching import about
from cases.actor import Function, Role
from cases.repository.passwords import hashed
from cases.tables import (
    Agency,
    CaseExport,
    Document,
    Draft,
    EmergencyAccess,
    LegalHold,
    OperatorAct,
    Participation,
    Passkey,
    ProposalComment,
    RegionHold,
    RetentionAsked,
    SignInSession,
    Step,
    UnusualReading,
    UnusualSearching,
    User,
)
from cases.tables.columns import JSON_COLUMN
from runtime.documents.shelf import Shelf
from tests.api.test_access import PROPOSAL
from tests.keys import KEYS
from tests.runtime.papers import png
from tests.script.payloads import MARKER
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

_WORDS = """
id number case_number host origin stage status decided closing custodian workflow edition country function
month told act actor agency capacity step_key rule seal bound_hash challenge content key state_hash
browser_hash next role side acknowledged_by step responsible owner kind born giver taker sha256 media_type
evidence object_name attached_by scan withdrawn_by author set_by language voided_by agency_id user_id email
password_hash post locale time_zone single_sign_on what which reviewed_by token_hash recipient subject body
failure body_hash public_key proposal code_hash cause other directions lifted_by secret csrf issuer
released_by received_by device
"""

NOBODY_TYPES = frozenset(_WORDS.split())
"""Columns that our own code fills, with codes, ids, hashes, or what the guidelines say."""

BY_CODE = {
    ("case_export", "form"),
    ("case_export", "purpose"),
    ("filed_report", "name"),
    ("object_unneeded", "name"),
    ("operator_act", "detail"),
    ("participation", "reason"),
    ("case_step", "view"),
    ("search_mark", "mark"),
    ("search_mark", "search_id"),
    ("unusual_searching", "why"),
}
"""The same, where another table has a column of that name that people fill. A step's view holds a reason only while
more time is asked for: the pages are read then, and step_kept keeps it."""

NOT_PLANTED = """
Nobody has put a payload into these columns of the record: {columns}.
If people type what stands there, write a row with one in tests/script/rows.py, so that every page that shows it is
read; if only our own code fills it, name the column in NOBODY_TYPES there.
"""


async def people(session: AsyncSession, play: Planted) -> None:
    """The others, and payloads as the names of everybody."""
    for id_, (country, function) in BODIES.items():
        session.add(Agency(id=id_, name="-", country=country, function=function.value, by_right=False))
    await session.flush()
    for id_, (agency, role) in STRANGERS.items():
        session.add(User(id=id_, email=f"{id_}@example.org", name="-", password_hash="-", agency_id=agency, role=role))
    await session.flush()
    password = await hashed(play.number)
    for table in (Agency, User):
        for row in (await session.exec(select(table))).all():
            if isinstance(row, User):
                row.password_hash = password
            row.name = play.reason(f"{table.__tablename__}.name")
            session.add(row)
    await session.commit()


async def sign_in(session: AsyncSession, play: Planted, until: datetime) -> None:
    """Everybody is, here and elsewhere."""
    for user in (await session.exec(select(User.id))).all():
        for token in (user, f"{user} elsewhere"):
            digest = hashlib.sha256(token.encode()).hexdigest()
            row = SignInSession(token_hash=digest, user_id=user, csrf="c", created_at=play.now(), expires_at=until)
            session.add(row)
    await session.commit()


async def plant(session: AsyncSession, play: Planted, shelf: Shelf) -> dict[str, str]:
    """Everything else that people type. The ids that pages are asked for."""
    now, day, new, number = play.now(), timedelta(days=1), play.reason, play.number
    for agency, side in (("agency-shelter", "host"), ("agency-escort", "host"), ("agency-consulate", "origin")):
        part: dict[str, Any] = {
            "case_number": number,
            "agency_id": agency,
            "side": side,
            "since": now - day,
            "until": now + 400 * day,
        }
        session.add(Participation(**part, reason="let_in"))
    reading: dict[str, Any] = {"user_id": "worker", "agency_id": "agency-MX", "cases": 11, "hours": 24.0, "at": now}
    session.add(UnusualReading(id="ab", **reading))
    session.add(UnusualReading(id="cd", **reading, reviewed_at=now, reviewed_by="auditor", found=new("what was found")))
    operated: dict[str, Any] = {"what": "account_made", "detail": "supervisor", "by": new("who is at the machine")}
    session.add(OperatorAct(**operated, user_id="worker", agency_id="agency-MX", at=now))
    searching: dict[str, Any] = {
        "user_id": "worker",
        "agency_id": "agency-MX",
        "why": "often",
        "searches": 11,
        "hours": 1.0,
    }
    found = new("what was found of searching")
    session.add(UnusualSearching(id="ab", **searching, at=now, reviewed_at=now, reviewed_by="auditor", found=found))
    taken: dict[str, Any] = {"case_number": number, "user_id": "worker", "agency_id": "agency-MX", "side": "host"}
    taken |= {"purpose": "other_purpose", "words": new("what a file is for"), "recipient": new("to whom a file goes")}
    session.add(CaseExport(id="ab", **taken, addresses=True, form="json", seal="s", sha256="h", at=now))
    entered: dict[str, Any] = {
        "case_number": number,
        "user_id": "neighbour",
        "agency_id": "agency-other",
        "side": "host",
        "told": 1,
    }
    session.add(
        EmergencyAccess(
            id="ab", **entered, reason=new("an emergency"), since=now, until=now + 400 * day, reviewed_at=now,
            reviewed_by="auditor", found=new("what was found of an emergency"),
        )
    )  # fmt: skip
    session.add(ProposalComment(proposal=PROPOSAL, author="worker", at=now, text=new("a comment")))
    session.add(Passkey(id="ab", user_id="worker", public_key="-", sign_count=0, name=new("a passkey"), made_at=now))
    border: dict[str, Any] = {
        "cause": "closed",
        "country": "MX",
        "other": "BZ",
        "directions": ["into"],
        "agency_id": "agency-MX",
    }
    border |= {"set_at": now - day, "set_by": "supervisor"}
    session.add(RegionHold(id="ab", **border, reason=new("a border")))
    lifted: dict[str, Any] = {"lifted_at": now, "lifted_by": "supervisor", "why_lifted": new("lifting a border")}
    session.add(RegionHold(id="cd", **border, reason=new("a border lifted"), **lifted))
    held: dict[str, Any] = {
        "set_by": new("a legal hold, by"),
        "set_at": now - day,
        "lifted_at": now,
        "lifted_by": new("its end, by"),
    }
    session.add(LegalHold(id="ab", case_number=number, reason=new("a legal hold"), **held))
    kept: dict[str, Any] = {"kept_by": new("kept by"), "reason": new("kept"), "due_at": now, "asked_at": now}
    session.add(RetentionAsked(case_number=number, **kept))
    await _documents(session, play, shelf)
    for step in (await session.exec(select(Step).where(Step.case_number == number))).all():
        data = play.planter.report(step.view["report"])
        saved: dict[str, Any] = {
            "case_number": number,
            "step_key": step.key,
            "user_id": "worker",
            "round": step.round,
            "saved_at": now,
        }
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


async def planted(session: AsyncSession) -> tuple[list[str], list[str]]:
    """Columns of text in which a payload stands; and those in which none does, though nobody says that nobody types
    there."""
    found: tuple[list[str], list[str]] = [], []
    for table in SQLModel.__subclasses__():
        columns = [*_texts(table)] if hasattr(table, "__table__") else []
        rows: list[Any] = [*(await session.exec(select(table))).all()] if columns else []
        for column in columns:
            missing = not any(MARKER.search(json.dumps(getattr(row, column), ensure_ascii=False)) for row in rows)
            found[missing].append(f"{table.__tablename__}.{column}")
    return found


def _texts(table: Any) -> Iterator[str]:
    for column in table.__table__.columns:
        by_code = column.name in NOBODY_TYPES or (table.__tablename__, column.name) in BY_CODE
        if not by_code and (column.type is JSON_COLUMN or "CHAR" in str(column.type).upper()):
            yield column.name
