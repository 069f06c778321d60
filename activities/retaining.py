"""Each day: what is kept no longer is thrown away; cases whose term is over are erased by law, or asked about."""

from datetime import datetime

import structlog
from pydantic import BaseModel, Field
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity

from activities.notices import put_notice
from cases.effects import NoticeWanted
from cases.record import CaseView
from cases.repository.addressees import addressees
from cases.repository.erasing import erase
from cases.repository.finishing import finish_erasures
from cases.repository.retention import Due, ask, due_cases, throw_away
from guidelines.library import library
from runtime.database import Sessions
from runtime.settings import settings

log = structlog.get_logger(__name__)


class Swept(BaseModel):
    """What was done: numbers only."""

    erased: int = 0
    asked: int = 0
    finished: int = 0
    """Erasures that were on record, and whose key was there all the same."""
    thrown_away: dict[str, int] = Field(default_factory=dict)


class Retaining:
    """The activity that keeps the terms of ``retention.yaml``."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    @activity.defn
    async def sweep(self) -> Swept:
        """Do what is due now; asked again, it finishes what was begun. A case is asked about once for each term."""
        done, rules, now = Swept(), library().retention, activity.info().started_time
        async with self._sessions() as session:
            done.finished = await finish_erasures(session)
            done.thrown_away = await throw_away(session, rules, now)
            for due in await due_cases(session, rules, now):
                cite = rules.of(due.case.host).cite
                if rules.of(due.case.host).by_itself:
                    reason = f"{cite.instrument}, {cite.provision}: the term was over on {due.at:%Y-%m-%d}"
                    await erase(session, due.case.number, "resguardo (retention)", reason, now)
                    done.erased += 1
                else:
                    done.asked += await self._ask(session, due, now)
        log.info("retention_kept", erased=done.erased, asked=done.asked, finished=done.finished)
        return done

    async def _ask(self, session: AsyncSession, due: Due, now: datetime) -> bool:
        if not await ask(session, due, now):
            return False
        view = CaseView.model_validate(due.case.view)
        for user in await addressees(
            session, view, NoticeWanted(kind="retention_due", side="host", role="supervisor"), now
        ):
            identity = f"{due.case.number}:retention:{due.at:%Y-%m-%d}:{user.id}"
            await put_notice(session, identity, due.case.number, "retention_due", user, now, settings().public_address)
        await session.commit()
        return True
