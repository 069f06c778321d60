"""The reports of the steps: one strict Pydantic model for each, found by the name that the guidelines give it."""

import json
from functools import cache
from typing import Any

from cases.reports.acceptance import Acceptance
from cases.reports.accusation_events import AccusationEnded, ChildAccused
from cases.reports.age_assessment import AgeAssessment
from cases.reports.agreement import Agreement
from cases.reports.base import Evidence, Part, Report
from cases.reports.best_interests_assessment import BestInterestsAssessment
from cases.reports.best_interests_determination import BestInterestsDetermination
from cases.reports.birth_events import BirthRegistered, BirthUnregistered
from cases.reports.border_events import BorderClosed, BorderReopened, BorderWait
from cases.reports.child_preparation import ChildPreparation
from cases.reports.closure import Closure
from cases.reports.consent_withdrawn import ConsentWithdrawn
from cases.reports.consular_notification import ConsularNotification
from cases.reports.consulate_silent import ConsulateSilent
from cases.reports.court_events import CourtStay, CourtStayLifted
from cases.reports.death_events import ChildDied, DeathClosed
from cases.reports.decision import Decision
from cases.reports.deferral_review import DeferralReview
from cases.reports.detection import Detection
from cases.reports.disability_events import DisabilitySupport, DisabilitySupported
from cases.reports.disagreement_events import Disagreement, DisagreementSettled
from cases.reports.episode_events import EpisodeReview, Retrafficked
from cases.reports.escort import Escort
from cases.reports.escort_replaced import EscortReplaced
from cases.reports.family_events import FamilyImplicated, FamilySettled
from cases.reports.family_tracing import FamilyTracing
from cases.reports.fellow_stopped import FellowStopped
from cases.reports.follow_up import FollowUp
from cases.reports.guardian import Guardian
from cases.reports.handover import Handover, HandoverReceipt, HandoverRelease
from cases.reports.handover_refusal import HandoverRefusal
from cases.reports.hearing import Hearing
from cases.reports.hold_review import HoldReview
from cases.reports.home_study import HomeStudy
from cases.reports.host_closure import HostClosure
from cases.reports.identity_events import IdentityFailed, IdentitySettled
from cases.reports.impostor_events import GuardianImpostor, GuardianReplaced
from cases.reports.interpreter_events import InterpreterFound, NoInterpreter
from cases.reports.leg_failed import LegFailed, WaitEnded
from cases.reports.medical_events import MedicalClearance, MedicalReturn, MedicalSuspension
from cases.reports.missing_events import ChildFound, ChildMissing, SearchClosed
from cases.reports.national_act import NationalAct
from cases.reports.nationality import Nationality
from cases.reports.nationality_events import NationalityDisputed, NationalityResolved
from cases.reports.placement import Placement
from cases.reports.pregnancy_events import PregnancyOrChild, PregnancyOrChildPlanned
from cases.reports.protection_events import AsylumBodyTold, ProtectionClaim, ProtectionNeedCleared
from cases.reports.protection_screening import ProtectionScreening
from cases.reports.receiver_events import ReceiverAbsent, ReceiverArrived, ReturnToHost
from cases.reports.reception import Reception
from cases.reports.refer_elsewhere import ReferElsewhere
from cases.reports.referral import Referral
from cases.reports.reintegration_plan import ReintegrationPlan
from cases.reports.repatriation_plan import RepatriationPlan
from cases.reports.return_to_care import ReturnToCare
from cases.reports.risk_assessment import RiskAssessment
from cases.reports.separation import Separation
from cases.reports.sharing_events import SharingConsented, SharingReviewed, SharingWithdrawn
from cases.reports.shelter import Shelter
from cases.reports.stay_arrangement import StayArrangement
from cases.reports.transit import CheckIn, Transit
from cases.reports.transition_plan import TransitionPlan
from cases.reports.travel_documents import TravelDocuments
from cases.reports.trial_events import TrialOpen, TrialReleased
from cases.reports.undoing import CancelBookings, ConfirmPlacement, TellInPerson
from cases.reports.urgent_measure import UrgentMeasure

__all__ = ["REPORTS", "Evidence", "Part", "Report", "form_schema", "report_model"]

IN_ORDER: tuple[type[Report], ...] = (
    Detection,
    UrgentMeasure,
    AgeAssessment,
    Guardian,
    Shelter,
    Hearing,
    ProtectionScreening,
    ConsularNotification,
    Nationality,
    FamilyTracing,
    RiskAssessment,
    HomeStudy,
    BestInterestsAssessment,
    BestInterestsDetermination,
    Decision,
    StayArrangement,
    DeferralReview,
    Referral,
    Acceptance,
    HostClosure,
    TravelDocuments,
    RepatriationPlan,
    Agreement,
    ChildPreparation,
    Escort,
    CheckIn,
    Transit,
    HandoverRelease,
    HandoverReceipt,
    Handover,
    HandoverRefusal,
    ReturnToCare,
    CancelBookings,
    ConfirmPlacement,
    TellInPerson,
    Reception,
    Placement,
    ReintegrationPlan,
    FollowUp,
    Closure,
    NationalAct,
    HoldReview,
    ProtectionClaim,
    AsylumBodyTold,
    ProtectionNeedCleared,
    CourtStay,
    CourtStayLifted,
    ConsentWithdrawn,
    SharingConsented,
    SharingWithdrawn,
    SharingReviewed,
    ChildMissing,
    ChildFound,
    SearchClosed,
    MedicalSuspension,
    MedicalClearance,
    MedicalReturn,
    ReceiverAbsent,
    ReceiverArrived,
    ReturnToHost,
    IdentityFailed,
    IdentitySettled,
    ReferElsewhere,
    GuardianImpostor,
    GuardianReplaced,
    FamilyImplicated,
    FamilySettled,
    NationalityDisputed,
    NationalityResolved,
    BirthUnregistered,
    BirthRegistered,
    ConsulateSilent,
    NoInterpreter,
    InterpreterFound,
    TrialOpen,
    TrialReleased,
    ChildAccused,
    AccusationEnded,
    PregnancyOrChild,
    PregnancyOrChildPlanned,
    DisabilitySupport,
    DisabilitySupported,
    Disagreement,
    DisagreementSettled,
    ChildDied,
    DeathClosed,
    BorderClosed,
    BorderReopened,
    BorderWait,
    FellowStopped,
    Separation,
    TransitionPlan,
    EpisodeReview,
    Retrafficked,
    EscortReplaced,
    LegFailed,
    WaitEnded,
)

REPORTS: dict[str, type[Report]] = {model.name: model for model in IN_ORDER}
"""Every report, in the order of the path; interruptions come last."""

LAST_ON_THE_FORM = ("evidence", "remarks")


def report_model(name: str) -> type[Report]:
    """The model of the report ``name``."""
    if name not in REPORTS:
        raise KeyError(f"There is no report {name!r}. Reports: {', '.join(REPORTS)}")
    return REPORTS[name]


def form_schema(name: str) -> dict[str, Any]:
    """The JSON schema of the report ``name``, its fields as a form asks them: evidence and remarks last."""
    schema = report_model(name).model_json_schema()
    fields = schema["properties"]
    for field in LAST_ON_THE_FORM:
        fields[field] = fields.pop(field)
    return schema


@cache
def keeps_secrets(name: str) -> bool:
    """Whether an answer of the report is where the child sleeps (cases.reports.text.SecretLine)."""
    return '"secret": true' in json.dumps(report_model(name).model_json_schema())
