"""People who do whatever can be done, and now and then what cannot: acts chosen by number from what is open."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from cases.actor import Actor
from cases.errors import Refusal
from cases.refusals import REFUSALS
from cases.tables import Case, Step
from guidelines.procedure import Procedure
from tests.workflows.acting import Play
from tests.workflows.beyond import Beyond, Deed
from tests.workflows.invariants import Seen
from tests.workflows.people import PEOPLE
from tests.workflows.racing import Act, sent
from tests.workflows.varied import varied
from workflows import messages

WRONG_PERSON_EVERY = 9
"""One act in so many is tried by just anybody."""

SILENCES = (*[timedelta(hours=3)] * 3, *[timedelta(days=1)] * 2, timedelta(days=8), timedelta(days=40))


class Number(NamedTuple):
    """One wish: which act, whose variant of it, by whom."""

    act: int
    variant: int
    person: int

    @classmethod
    def drawn(cls, act: int, variant: int, person: int) -> "Number":
        """From numbers that hypothesis likes small: spread, so that every act has its weight."""
        return cls(*((each * 2_654_435_761 >> 8) % 1_000_003 for each in (act + 1, variant + 2, person + 3)))


class Choice(NamedTuple):
    """Something that could be done; ``weight`` says how often people would."""

    weight: int
    label: str
    act: Act


class Wanderer:
    """One case and the people around it. ``told``: what became of each act; ``done``: deeds beyond the steps.

    ``story``: the acts in order.
    """

    def __init__(self, play: Play, procedure: Procedure, beyond: Beyond) -> None:
        self.play, self.procedure, self.beyond = play, procedure, beyond
        self.told: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.story: list[str] = []

    async def wander(self, now: Seen, number: Number) -> bool:
        """Do one thing, or let time pass. Whatever is neither recorded nor refused with a type is a bug.

        Returns whether something may have changed: nothing has where somebody was refused.
        """
        choices = self._choices(now, number)
        time = 3
        at = number.act % (sum(choice.weight for choice in choices) + time)
        if at < time or not choices:
            await self._pass_time(number)
            return True
        at -= time
        for choice in choices:
            at -= choice.weight
            if at < 0:
                return await self._do(choice)
        raise AssertionError("weights must be positive")

    async def _do(self, choice: Choice | Deed) -> bool:
        by = choice.by if isinstance(choice, Deed) else choice.act[1].actor
        told = await (choice.do() if isinstance(choice, Deed) else sent(self.play, *choice.act))
        refused = isinstance(told, Refusal)
        answer = told.code if isinstance(told, Refusal) else "recorded"
        assert not refused or answer in REFUSALS
        self.told[answer] += 1
        self.story.append(f"{choice.label} by {by.user}: {answer}")
        if answer == "recorded" and isinstance(choice, Deed):
            self.done[" ".join(choice.label.split()[:2])] += 1
        return not refused

    async def _pass_time(self, number: Number) -> None:
        by = SILENCES[number.variant % len(SILENCES)]
        await self.play.wait(seconds=by.total_seconds())
        self.told["time"] += 1
        self.story.append(f"{by} pass")

    def _choices(self, now: Seen, number: Number) -> list[Choice | Deed]:
        choices: list[Choice | Deed] = []
        for row in now.steps.values():
            if row.status == "open":
                choices += self._on_open(now.case, row, number)
            elif row.status == "submitted":
                choices += self._on_submitted(row, number)
        finished = [row for row in now.steps.values() if row.status == "finished"]
        row = finished[number.variant % len(finished)]
        alone = number.variant % 3 == 0
        by = self._person(number, "origin_supervisor" if row.side == "origin" else "supervisor")
        again = messages.Reopen(actor=by, step=row.key, round=row.round, reason="A new fact.", alone=alone)
        choices.append(Choice(1, f"reopen {row.key}{' alone' if alone else ''}", ("reopen", again)))
        choices += self._events(now.case, number)
        choices += self._others(now, number)
        choices += self.beyond.deeds(now, number.variant, number.person, lambda right: self._person(number, right))
        return choices

    def _person(self, number: Number, right: str) -> Actor:
        if number.person % WRONG_PERSON_EVERY == 0:
            right = sorted(PEOPLE)[number.person // WRONG_PERSON_EVERY % len(PEOPLE)]
        return self.play.actor(right)

    def _worker(self, row: Step, number: Number) -> Actor:
        return self._person(number, "partner" if row.side == "origin" else "worker")

    def _on_open(self, case: Case, row: Step, number: Number) -> Iterator[Choice]:
        play, by, report = self.play, self._worker(row, number), row.view["report"]
        on = {"actor": by, "step": row.key, "round": row.round}
        if row.step == "handover":
            yield from self._at_the_border(case, number)
        elif report == "hold_review":
            renewed = messages.Renew(**on, report=varied(play, report, number.variant))
            yield Choice(1, f"renew {row.key}", ("renew", renewed))
        else:
            finish = messages.Finish(**on, report=varied(play, report, number.variant))
            yield Choice(30, f"finish {row.key} ({number.variant})", ("finish", finish))
        if row.step == "transit":
            yield Choice(1, "check in", ("renew", messages.Renew(**on, report=varied(play, "check_in", 0))))
        if row.due_at is not None and row.view["extension"] is None:
            until = max(row.due_at, play.now()) + timedelta(days=5)
            asked = messages.AskExtension(**on, until=until, reason="The court is closed.")
            yield Choice(1, f"ask for more time for {row.key}", ("ask_extension", asked))
        if row.view["extension"] is not None:
            right = ("supervisor", "origin_supervisor")[number.variant % 2]
            answer = messages.AnswerExtension(**on | {"actor": self._person(number, right)}, agreed=number.act % 3 > 0)
            yield Choice(3, f"answer about more time for {row.key}", ("answer_extension", answer))

    def _at_the_border(self, case: Case, number: Number) -> Iterator[Choice]:
        play, released = self.play, case.view["released_by"] is not None
        release = messages.Release(
            actor=self._person(number, "worker"), report=varied(play, "handover_release", number.variant)
        )
        yield Choice(1 if released else 30, "release", ("release", release))
        receive = messages.Receive(
            actor=self._person(number, "partner"), report=varied(play, "handover_receipt", number.variant)
        )
        yield Choice(30 if released else 3, f"receive ({number.variant})", ("receive", receive))
        refuse = messages.RefuseHandover(actor=self._person(number, "partner"), report=play.fresh("handover_refusal"))
        yield Choice(2, "refuse the handover", ("refuse_handover", refuse))

    def _on_submitted(self, row: Step, number: Number) -> Iterator[Choice]:
        wanted = self.procedure.step(row.step).approvals
        side = "origin_supervisor" if row.side == "origin" else "supervisor"
        by = self._person(number, "partner" if wanted == ("counterpart",) else side)
        for weight, approved in ((30, True), (2, False)):
            answer = messages.Approve(actor=by, step=row.key, round=row.round, approved=approved, reason="Unclear.")
            yield Choice(weight, f"{'approve' if approved else 'send back'} {row.key}", ("approve", answer))

    def _events(self, case: Case, number: Number) -> Iterator[Choice]:
        for kind in sorted(hold["kind"] for hold in case.view["holds"]):
            ends = [each.id for each in self.procedure.interruptions if each.lifts == kind]
            for first, end in enumerate(ends):
                yield self._event(5 if first else 12, end, number)
        if case.suppressed:
            yield self._event(5, "protection_need_cleared", number)
        kinds = sorted(each.id for each in self.procedure.interruptions)
        yield self._event(1, kinds[number.variant % len(kinds)], number)
        held = {hold["kind"] for hold in case.view["holds"]}
        possible = sorted(
            each.id
            for each in self.procedure.interruptions
            if case.stage in each.possible_in and each.id not in held and each.lifts in held | {None}
        )
        yield self._event(3, possible[number.variant % len(possible)], number)

    def _event(self, weight: int, kind: str, number: Number) -> Choice:
        rule = self.procedure.interruption(kind)
        right = "partner" if self.play.in_origin and "origin" in rule.reported_by else "worker"
        if rule.told_by == "supervisor":
            right = "origin_supervisor" if right == "partner" else "supervisor"
        event = messages.ReportEvent(
            actor=self._person(number, right), kind=kind, report=varied(self.play, kind, number.variant)
        )
        return Choice(weight, kind, ("report_event", event))

    def _others(self, now: Seen, number: Number) -> Iterator[Choice]:
        alerts = [each.id for each in now.alerts if each.cleared_at is None]
        if alerts:
            alert = alerts[number.variant % len(alerts)]
            seen = messages.Acknowledge(actor=self._person(number, "worker"), alert=alert)
            yield Choice(1, f"acknowledge {alert}", ("acknowledge", seen))
        if now.case.stage == "decision":
            back = messages.WithdrawReferral(actor=self._person(number, "supervisor"), reason="A new fact.")
            yield Choice(1, "withdraw the referral", ("withdraw_referral", back))
        guards = [each.id for each in self.procedure.safeguards_at("departure")]
        guard = guards[number.variant % len(guards)]
        ask = messages.AskOverride(
            actor=self._person(number, "supervisor"), safeguard=guard, gate="departure", reason="An order."
        )
        yield Choice(1, f"ask to set {guard} aside", ("ask_override", ask))
        for asked in now.case.view["overrides"]:
            confirm = messages.ConfirmOverride(
                actor=self._person(number, "head"), safeguard=asked["safeguard"], gate="departure", confirmed=True
            )
            yield Choice(1, f"confirm {asked['safeguard']} aside", ("confirm_override", confirm))
