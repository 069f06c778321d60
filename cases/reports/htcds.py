"""Codes of the Human Trafficking Case Data Standard 2.0 (24 December 2021) about persons and cases.

The values are the standard's own, spelt as it spells them ("Unaquainted"), so that an export needs no table.
"""

from cases.reports.coded import Coded
from cases.words import N_


class Gender(Coded):
    """prs_Gender."""

    FEMININE = "Feminine", N_("Feminine")
    MASCULINE = "Masculine", N_("Masculine")
    TRANSGENDER_FEMININE = "TransgenderFeminine", N_("Transgender feminine")
    TRANSGENDER_MASCULINE = "TransgenderMasculine", N_("Transgender masculine")
    NON_CONFORMING = "NonConforming", N_("Non-conforming")
    UNKNOWN = "NonSpecifiedUnknown", N_("Not specified or unknown")


class TraffickingStatus(Coded):
    """vic_TraffickingStatus."""

    POSSIBLE = "PossibleVictimOfTrafficking", N_("Possible victim of trafficking")
    ACTUAL = "ActualVictimOfTrafficking", N_("Actual victim of trafficking")
    NOT_A_VICTIM = "NotAVictimOfTrafficking", N_("Not a victim of trafficking")


class StatusDecidedBy(Coded):
    """vic_TraffickingStatusDecisionMakingOrg."""

    POLICE = "Police", N_("Police")
    NGO = "NGO", N_("Non-governmental organisation")
    COURT = "CourtOrProsecution", N_("Court or prosecution")
    GOVERNMENT = "NonPoliceGovernmentalOrganization", N_("Government body other than the police")
    OTHER = "Other", N_("Other")


class RelationshipToTrafficker(Coded):
    """vic_RelationshipToTrafficker."""

    FAMILIAL = "Familial", N_("Family")
    ACQUAINTED = "Acquainted", N_("Someone the child knew")
    UNACQUAINTED = "Unaquainted", N_("Someone the child did not know")


class RoleInProcess(Coded):
    """per_RoleInProcess."""

    TRAVELLING_PARTNER = "TravellingPartner", N_("Travelling partner")
    TRANSPORTER = "Transporter", N_("Transporter")
    RECRUITER = "RecruiterOrIntermediary", N_("Recruiter or intermediary")
    BROKER = "BrokerTravelAgent", N_("Broker or travel agent")
    TRANSFERRED = "TransferredIndividual", N_("Transferred the child")
    HARBOURED = "HarbouredIndividual", N_("Harboured the child")
    SOLD = "SoldIndividual", N_("Sold the child")
    BOUGHT = "BoughtIndividual", N_("Bought the child")
    RECEIVED = "ReceivedIndividual", N_("Received the child")
    CONTROLLED = "ControlledIndividual", N_("Controlled the child")
    SMUGGLER = "Smuggler", N_("Smuggler")
    ABUSER = "Abuser", N_("Abuser")
    KIDNAPPER = "Kidnapper", N_("Kidnapper")
    EXPLOITER = "Exploiter", N_("Exploiter")
    OTHER = "Other", N_("Other")


class EventType(Coded):
    """hte_Type."""

    RECRUITMENT = "Recruitment", N_("Recruitment")
    TRANSIT = "Transit", N_("Transit")
    EXPLOITATION = "Exploitation", N_("Exploitation")


class SupportType(Coded):
    """spl_Type."""

    EDUCATION = "Education", N_("Education")
    FINANCIAL = "Financial", N_("Financial")
    HEALTH = "Health", N_("Health")
    LABOUR = "LabourExploitationRehabilitation", N_("Recovery from labour exploitation")
    LEGAL = "Legal", N_("Legal")
    LIVELIHOOD = "Livelihood", N_("Livelihood")
    RIGHTS = "RightsBasedTraining", N_("Training on rights")
    SEXUAL = "SexualExploitationRehabilitation", N_("Recovery from sexual exploitation")
    SOCIAL = "SocialCare", N_("Social care")


class CaseStatus(Coded):
    """cas_Status of a case that is closed."""

    CLOSED = "Closed", N_("Closed")
    CLOSED_REFERRED = "ClosedReferred", N_("Closed and referred")


class ReferralReason(Coded):
    """cas_ReasonForOutgoingReferral."""

    SERVICES = "AdditionalServicesRequired", N_("Additional services are required")
    LOCATION = "MigrationOrChangeOfLocation", N_("Migration or change of location")
    OTHER = "Other", N_("Other")


class Education(Coded):
    """prs_HighestLevelOfEducation, as far as a child may have come."""

    EARLY = "EarlyChildhoodEducation", N_("Early childhood education")
    PRIMARY = "PrimaryEducation", N_("Primary education")
    LOWER_SECONDARY = "LowerSecondaryEducation", N_("Lower secondary education")
    UPPER_SECONDARY = "UpperSecondaryEducation", N_("Upper secondary education")
