"""From the reports that stand to the facts the guidelines ask about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.asylum import asylum_body_told
from cases.names import fold
from cases.reports import REPORTS, report_model
from cases.reports.base import Report
from cases.reports.consulate_silent import ConsulateSilent
from cases.reports.escort import Escort
from cases.reports.escort_replaced import EscortReplaced, goes_as_planned
from cases.reports.family_events import FamilyImplicated, FamilyOutcome, FamilySettled
from cases.reports.handover import Handover
from cases.reports.identity_events import IdentityFailed, IdentitySettled
from cases.reports.nationality import IdentityResult, Nationality
from cases.reports.repatriation_plan import RepatriationPlan
from cases.reports.risk_assessment import RiskAssessment
from cases.reports.risks import Level
from guidelines.facts import Facts


@dataclass(frozen=True)
class Others:
    """What other cases say of this one: whether the children who travel along may leave and are on the way (None: not
    known), and whether the same child was returned before."""

    ready: bool | None = True
    travelling: bool | None = True
    earlier_episode: bool = False


def facts_of(
    *,
    now: datetime,
    host: str,
    origin: str,
    suppressed: bool,
    holds: tuple[str, ...],
    reports: Mapping[str, Mapping[str, Any]],
    others: Others | None = None,
    withheld: tuple[str, ...] = (),
) -> Facts:
    """The case as the guidelines see it. ``reports``: by name, the latest one that stands, as JSON.
    ``others``: what other cases say of this one; None where there are none. ``withheld``: recipients from whom
    everything is kept back.

    Where two reports speak of the same fact (the urgent measure and the shelter both say where the child is), the one
    done later holds; a report that leaves it open takes nothing away. What one report claims and another contradicts
    does not hold.
    """
    models = {name: report_model(name) for name in reports}
    speaking = {name: model for name, model in models.items() if model.supplies or model is EscortReplaced}
    standing = [model.model_validate(reports[name]) for name, model in speaking.items()]
    supplied: dict[str, Any] = {}
    for report in sorted(standing, key=lambda report: report.done_at):
        supplied |= {fact: value for fact, value in report.facts(now).items() if value is not None}
    supplied |= dict.fromkeys(_contradicted(standing, {host, origin}), False)
    supplied |= dict(_told_by_events(standing, reports))
    supplied |= dict(_of_which_country(standing, reports, origin))
    supplied["asylum_body_told"] = asylum_body_told(reports)
    others = others or Others()
    return Facts(
        now=now,
        host=host,
        origin=origin,
        consulate_suppressed=suppressed,
        open_holds=holds,
        withheld_from=withheld,
        linked_children_ready=others.ready,
        linked_children_travelling=others.travelling,
        **({"earlier_return_reviewed": True} | supplied if not others.earlier_episode else supplied),
    )


def suppliers() -> dict[str, str]:
    """Which report supplies each fact: the first one on the path, where there are several."""
    found: dict[str, str] = {}
    for name, model in REPORTS.items():
        for fact in model.supplies:
            found.setdefault(fact, name)
    return found


def _contradicted(standing: list[Report], countries: set[str]) -> Iterator[str]:
    """Claims that the plan refutes: legs without their escort, a country crossed in silence, another receiver or hour.

    ``countries``: host and origin, which nobody must ask for transit.
    """
    plan = next((report for report in standing if isinstance(report, RepatriationPlan)), None)
    if plan is None:
        return
    agreed = {each.country for each in plan.crossings}
    if not {leg.country for leg in plan.legs} - countries <= agreed:
        yield "crossed_states_agreed"
    changed = next((report for report in standing if isinstance(report, EscortReplaced)), None)
    for report in standing:
        if isinstance(report, Escort) and not goes_as_planned(report, plan, changed):
            yield "escort_specialised_on_every_leg"
        if isinstance(report, Handover):
            named = {fold(plan.receiver.paper), fold(plan.backup_receiver.paper)}
            if fold(report.receiver.paper) not in named:
                yield "receiver_is_the_one_named"
            if not plan.handover.within_hours(report.passed_at):
                yield "handover_in_agreed_hours"


def _told_by_events(standing: list[Report], reports: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """What an event of the case takes away from a report.

    A family that had a part makes the risk red, unless other relatives or care are named (domain section 7). Other
    proof of the nationality counts only where the consulate was asked in vain, and that was reported.
    """
    settled = reports.get(FamilySettled.name, {})
    implicated = FamilyImplicated.name in reports and settled.get("result") != FamilyOutcome.REFUTED
    for report in standing:
        if implicated and isinstance(report, RiskAssessment) and report.level != Level.RED and not report.other_kin:
            yield "risk_level", Level.RED.value
        otherwise = isinstance(report, Nationality) and report.result == IdentityResult.OTHER_PROOF
        if otherwise and ConsulateSilent.name not in reports:
            yield "nationality_confirmed", False


def _of_which_country(
    standing: list[Report], reports: Mapping[str, Mapping[str, Any]], origin: str
) -> Iterator[tuple[str, bool]]:
    """Whether the country of origin of this case is the child's own (MX Ley de Migracion 111.I).

    A nationality that is proved counts only if it is this country's. An identity settled in another country, or
    nowhere, leaves the origin in doubt until a new inquiry is under way, which shuts everything by itself.
    """
    found = next((report for report in standing if isinstance(report, Nationality)), None)
    settled = next((report for report in standing if isinstance(report, IdentitySettled)), None)
    failed = reports.get(IdentityFailed.name)
    elsewhere = found is not None and found.proved and not found.proves(origin)
    doubt = elsewhere and found is not None and found.nationality is not None
    if settled is not None and (failed is None or settled.done_at >= datetime.fromisoformat(failed["done_at"])):
        doubt = doubt or settled.facts(settled.done_at)["origin_in_doubt"] or settled.country not in (None, origin)
    yield "origin_in_doubt", doubt
    if doubt or elsewhere:
        yield "nationality_confirmed", False
