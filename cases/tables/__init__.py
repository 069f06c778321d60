"""The SQL tables of the record. Import from here: Alembic finds every table."""

from cases.tables.border import RegionHold
from cases.tables.case import Alert, Case, Custody, NamedPerson, Participation, Procedure, Step
from cases.tables.ciphering import cipher_all
from cases.tables.counted import CountsTold
from cases.tables.documents import Document
from cases.tables.emergency import EmergencyAccess
from cases.tables.erasing import Erasure, LegalHold, RetentionAsked
from cases.tables.exported import CaseExport, ListExport
from cases.tables.filed import Child, Draft, FiledReport, LedgerEntry, Letter
from cases.tables.guarding import AccountChange, HalfSignedIn, RecoveryCode, SecondFactor, SignInAttempts
from cases.tables.guideline import ProposalComment
from cases.tables.kept import StateKept, StepKept
from cases.tables.looked import Look, UnusualReading
from cases.tables.message import Notice, OpeningKey
from cases.tables.operated import OperatorAct
from cases.tables.passkeys import Passkey, PasskeyChallenge
from cases.tables.people import Agency, SignInSession, User
from cases.tables.sealed import LedgerSeal
from cases.tables.searched import PersonSearch, SearchMark, UnusualSearching
from cases.tables.sign_on import SignOnBegun, SignOnLink
from cases.tables.unneeded import ObjectUnneeded

cipher_all()

__all__ = [
    "AccountChange",
    "Agency",
    "Alert",
    "Case",
    "CaseExport",
    "Child",
    "CountsTold",
    "Custody",
    "Document",
    "Draft",
    "EmergencyAccess",
    "Erasure",
    "FiledReport",
    "HalfSignedIn",
    "LedgerEntry",
    "LedgerSeal",
    "LegalHold",
    "Letter",
    "ListExport",
    "Look",
    "NamedPerson",
    "Notice",
    "ObjectUnneeded",
    "OpeningKey",
    "OperatorAct",
    "Participation",
    "Passkey",
    "PasskeyChallenge",
    "PersonSearch",
    "Procedure",
    "ProposalComment",
    "RecoveryCode",
    "RegionHold",
    "RetentionAsked",
    "SearchMark",
    "SecondFactor",
    "SignInAttempts",
    "SignInSession",
    "SignOnBegun",
    "SignOnLink",
    "StateKept",
    "Step",
    "StepKept",
    "UnusualReading",
    "UnusualSearching",
    "User",
]
