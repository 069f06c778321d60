"""Plays an invented case through the API: whoever may do something that is not to be left undone, does it."""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from commands.practice.adapt import report_of
from commands.practice.client import Api, Refused
from commands.practice.people import PROTECTION, email
from commands.practice.story import Chapter, Story

QUIET = 8
"""Looks at a case, a quarter of a second apart, after which nothing more is expected to open by itself."""

FILES = {
    "finish": "steps/{key}/finish",
    "accept_referral": "referral/{answer}",
    "release": "handover/release",
    "receive": "handover/receive",
    "approve": "steps/{key}/approval",
}
"""What is done in a practice case, and where it is sent."""

HALVES = {"release": "handover_release", "receive": "handover_receipt"}
"""Each side's half of the handover record."""

CHANGED = frozenset({"own_work", "already_answered", "case_moved", "nothing_to_answer", "stale_round", "step_not_open"})
"""What is answered when the case changed between the look and the act: then it is looked at again."""

LET_IN_FOR = timedelta(days=90)
REASONS = {"shelter": "The child lives there.", "escort": "They go along on the journey."}
"""How long a shelter and an escort take part in a practice case, and why."""

Step = dict[str, Any]


class Player:
    """One case, while it is told. ``anchor``: the moment of the first start; all days are counted from it."""

    def __init__(self, api: Api, told: Story, anchor: datetime) -> None:
        self.api, self.told = api, told
        self.shift = anchor - told.ago - told.moment
        self.number = ""
        caseworker, supervisor, partner, *_ = PROTECTION
        self.workers = (email(caseworker, told.host), email(partner, told.origin))
        self.supervisors = (email(supervisor, told.host), email(supervisor, told.origin))

    async def play(self) -> None:
        """The whole story. Played again, it goes on where it was. Raises Refused."""
        await self._open()
        for number, chapter in enumerate(self.told.chapters):
            await self._everything(chapter)
            if chapter.event:
                await self._happens(chapter.event, number)
        await self._take()

    async def link(self, other: "Player") -> None:
        """The other child is a brother or sister of this one: from now on they travel together. Raises Refused."""
        body = {"other": other.number, "kind": "sibling", "reason": "Same mother, by both birth records."}
        key = f"practice-{self.told.name}-{other.told.name}-link"
        await self.api.post(self.workers[0], f"/api/v1/cases/{self.number}/links", body, key)

    async def let_in(self) -> None:
        """The host's shelter and escort take part in a case that is open. Raises Refused."""
        case = await self.api.get(self.supervisors[0], f"/api/v1/cases/{self.number}")
        if case["status"] != "open" or case["custodian"] not in ("host", "escort"):
            return
        until = (datetime.now(UTC) + LET_IN_FOR).isoformat()
        for kind in ("shelter", "escort"):
            body = {"agency": f"practice-{self.told.host.lower()}-{kind}", "until": until, "reason": REASONS[kind]}
            address, key = f"/api/v1/cases/{self.number}/participants", f"practice-{self.told.name}-{kind}"
            await self.api.post(self.supervisors[0], address, body, key)

    async def _open(self) -> None:
        report = report_of(self.told, "detection", "detection", self.shift, {})
        body = {"host": self.told.host, "origin": self.told.origin, "report": report, "confirmed_new": True}
        opened = await self.api.post(self.workers[0], "/api/v1/cases", body, f"practice-{self.told.name}")
        self.number = opened["number"]

    async def _everything(self, chapter: Chapter) -> None:
        quiet = 0
        while quiet < QUIET:
            if await self._something(chapter):
                quiet = 0
            else:
                quiet += 1
                await asyncio.sleep(0.25)

    async def _something(self, chapter: Chapter) -> bool:
        """Whether anybody found something to do, and did it. Nobody approves their own work."""
        done = False
        seen = await self._steps(self.workers[0])
        for person, acts in self._called(seen):
            for step in seen if person == self.workers[0] else await self._steps(person):
                for act in () if left(chapter, step) else step["acts"]:
                    if act in acts:
                        done = await self._did(person, step, act, chapter) or done
        return done

    def _called(self, seen: list[Step]) -> Iterator[tuple[str, Iterable[str]]]:
        """Who may have something to do, as the host's caseworker sees the case, and which acts are theirs."""
        host, origin = self.workers
        yield host, FILES
        if any(step["side"] != "host" and step["status"] in ("open", "submitted") for step in seen):
            yield origin, FILES
        if any(step["status"] == "submitted" for step in seen):
            yield from ((person, ("approve",)) for person in self.supervisors)

    async def _did(self, person: str, step: Step, act: str, chapter: Chapter) -> bool:
        body: dict[str, Any] = {"round": step["round"], "approved": True}
        if act != "approve":
            name = HALVES.get(act, str(step["report"]))
            report = report_of(self.told, step["key"], name, self.shift, chapter.changes.get(step["key"], {}))
            if datetime.fromisoformat(report["done_at"]) > datetime.now(UTC):
                return False
            body = {"report": report} if act in HALVES else {"round": step["round"], "report": report}
        answer = "refuse" if body.get("report", {}).get("answer") == "refused" else "accept"
        path = FILES[act].format(key=step["key"], answer=answer)
        key = f"practice-{self.told.name}-{step['key']}-{step['round']}-{act}"
        try:
            await self._send(person, path, body, key)
        except Refused as refused:
            if refused.code in CHANGED:
                return False
            raise
        return True

    async def _send(self, person: str, path: str, body: dict[str, Any], key: str) -> None:
        """Send an act; where a country asks for a paper that the worked example does not have, name an invented one."""
        address = f"/api/v1/cases/{self.number}/{path}"
        try:
            await self.api.post(person, address, body, key)
        except Refused as refused:
            if refused.code != "evidence_missing":
                raise
            body["report"]["evidence"] += [paper(kind) for kind in refused.problem["details"]["missing"]]
            await self.api.post(person, address, body, f"{key}-with-papers")

    async def _happens(self, kind: str, chapter: int) -> None:
        """Something interrupts the case, half an hour ago."""
        report = report_of(self.told, kind, kind, timedelta(), {})
        late = datetime.now(UTC) - timedelta(minutes=30) - datetime.fromisoformat(report["done_at"])
        report = report_of(self.told, kind, kind, late, {})
        key = f"practice-{self.told.name}-{chapter}-{kind}"
        case = await self.api.get(self.workers[0], f"/api/v1/cases/{self.number}")
        if not any(hold["kind"] == kind for hold in case["holds"]):
            path = f"/api/v1/cases/{self.number}/events"
            await self.api.post(self.workers[0], path, {"kind": kind, "report": report}, key)

    async def _take(self) -> None:
        """Everybody takes what waits for their agency, so that each finds work on their own page."""
        for person in self.workers:
            me = (await self.api.get(person, "/api/v1/session"))["user"]
            for step in await self._steps(person):
                if "take" in step["acts"] and step["owner"] is None:
                    path = f"/api/v1/cases/{self.number}/steps/{step['key']}/assignment"
                    key = f"practice-{self.told.name}-{step['key']}-{step['round']}-take"
                    await self.api.post(person, path, {"round": step["round"], "owner": me}, key)

    async def _steps(self, person: str) -> list[Step]:
        """The steps of the case as this person sees them: none where they do not take part (yet)."""
        try:
            case = await self.api.get(person, f"/api/v1/cases/{self.number}")
        except Refused as refused:
            if refused.code == "not_found":
                return []
            raise
        return list(_begun(case))


def _begun(case: dict[str, Any]) -> Iterator[Step]:
    return (step for step in case["steps"] if step["begun"])


def left(chapter: Chapter, step: Step) -> bool:
    """Whether the chapter leaves this step undone: in every round, or (``decision#2``) in one."""
    return not chapter.leave.isdisjoint({step["key"], f"{step['key']}#{step['round']}"})


def paper(kind: str) -> dict[str, str]:
    """An invented paper of that kind."""
    return {"kind": kind, "reference": "EJEMPLO-1", "issued_by": "Autoridad de ejemplo"}
