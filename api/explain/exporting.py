"""A case as a file: what this reader may read of it now, answer by answer, and nothing besides."""

from dataclasses import dataclass, replace
from datetime import UTC

from api.acts.acting import Acting, Asked
from api.acts.hidden import hidden
from api.explain import explained
from api.explain.consents import consents_shown
from api.explain.disclosures import disclosures_shown
from api.explain.exported_steps import exported_steps
from api.explain.lists import entries_shown
from api.explain.telling import Telling, telling
from api.explain.withheld import kept_from_guardians
from api.pages.child import child_of
from api.pages.instants import zone
from api.pages.language import gettext, spoken
from api.pages.words import CUSTODIANS, OUTCOMES
from api.schemas.answers import EntryShown
from api.schemas.case import CaseShown
from api.schemas.consents import ConsentsListed
from api.schemas.disclosures import DisclosuresListed
from api.schemas.exports import (
    CaseExported,
    ExportedChild,
    ExportedHead,
    ExportedHold,
    ExportedLine,
    ExportedPaper,
    TakenBy,
)
from api.schemas.journey import CareChain, CareShown
from cases.access import may
from cases.exporting import ExportAsked, Purpose
from cases.record import CaseView
from cases.reports.detection import Detection
from cases.repository.houses import unnamed_houses
from cases.repository.ledger import whole_ledger
from cases.repository.parts import letters_of
from cases.words import N_

CONFIDENTIAL = N_(
    "Confidential: data of a child. If it is not meant for you, do not read or copy it, and tell the agency named here."
)
NO_CONTACT = N_(
    "There are signs of a need for international protection: nothing of this may reach the child’s country."
)
NOT_WHERE = N_("The family may have had a part in the trafficking: nobody over there is to learn where the child is.")
NOBODY_ELSE = N_("Tell nothing of this case to anybody who is not named here: ask the host country first.")
NOT_TO = N_("The consent was withdrawn: nothing may be told to: %(whom)s.")


@dataclass(frozen=True)
class Marks:
    """How the file is called on the record, and the word that stands where its seal will."""

    export: str
    seal: str


async def exported(acting: Acting, asked: Asked, wanted: ExportAsked, marks: Marks) -> CaseExported:
    """The file's content. The caller has asked who may."""
    session, case, me, language = acting.session, asked.case, acting.actor, spoken()
    told = await telling(session, me, asked.relation, case, acting.now, language)
    linked = frozenset(each.number for each in CaseView.model_validate(case.view).links)
    kept_back = kept_from_guardians(told.procedure) if wanted.purpose is Purpose.CHILD_OR_GUARDIAN else frozenset()
    untold = (await hidden(acting, asked)).without(linked, kept_back)
    if not wanted.addresses:
        houses = await unnamed_houses(session, case.number, None)
        told, untold = replace(told, houses=houses), replace(untold, houses=houses)
    shown = await explained(session, told)
    consents = await consents_shown(session, told)
    lines = await entries_shown(session, case, await whole_ledger(session, case), language, untold)
    discloses = may(me, "read_disclosures", asked.relation)
    return CaseExported(
        resguardo_export=marks.export,
        confidential=gettext(CONFIDENTIAL),
        warnings=warnings(shown, consents),
        language=language,
        time_zone=zone().key,
        taken=_taken(acting, asked, wanted),
        case=_head(shown),
        child=_child(told),
        holds=[
            ExportedHold(title=each.title, since=each.since, by=each.by)
            for each in shown.holds
            if each.kind not in kept_back
        ],
        steps=await exported_steps(
            acting, told, [each for each in shown.steps if each.key not in kept_back], wanted.addresses
        ),
        story=[_line(each) for each in lines],
        care=shown.care if wanted.addresses else _without_houses(shown.care),
        participants=shown.participants,
        consents=consents.model_copy(
            update={"consents": [each for each in consents.consents if not (kept_back and each.state == "impostor")]}
        ),
        disclosures=_without_marks(await disclosures_shown(session, case, language), kept_back) if discloses else None,
        letters=[
            ExportedPaper(
                title=f"{each.kind}, {each.round} ({each.language})",
                kind=each.kind,
                sha256=each.sha256,
                at=each.rendered_at,
                withdrawn=each.voided_at is not None,
            )
            for each in await letters_of(session, case)
        ],
        resguardo_seal=marks.seal,
    )


def warnings(shown: CaseShown, consents: ConsentsListed) -> list[str]:
    """What whoever gives it on must know first: to whom nothing of this case may be told."""
    found = [gettext(NO_CONTACT)] if shown.suppressed else []
    found += [gettext(NOT_WHERE)] if shown.location_withheld else []
    found += [gettext(NOBODY_ELSE)] if consents.nobody_else else []
    return found + [gettext(NOT_TO) % {"whom": each.recipient_words} for each in consents.withheld]


def _taken(acting: Acting, asked: Asked, wanted: ExportAsked) -> TakenBy:
    return TakenBy(
        name=acting.who.user.name,
        agency=acting.who.agency.name,
        country=acting.actor.country,
        role=acting.actor.role.value,
        side=asked.relation,
        at=acting.now.astimezone(UTC),
        purpose=wanted.purpose.value,
        purpose_words=gettext(wanted.purpose.label),
        words=wanted.words,
        recipient=wanted.recipient,
        addresses=wanted.addresses,
    )


def _head(shown: CaseShown) -> ExportedHead:
    said = shown.model_dump(include=set(ExportedHead.model_fields))
    stages = {each.stage: each.title for each in shown.stages}
    return ExportedHead(
        **said,
        stage_words=stages.get(shown.stage, shown.stage),
        decided_words=gettext(OUTCOMES.get(shown.decided or "", shown.decided or "")),
        closing_words=gettext(OUTCOMES.get(shown.closing or "", shown.closing or "")),
        custodian_words=gettext(CUSTODIANS.get(shown.custodian, shown.custodian)),
    )


def _child(told: Telling) -> ExportedChild | None:
    found = child_of(told.reports, told.now) if told.reader.of(Detection.name, "host") else None
    return ExportedChild.model_validate(found, from_attributes=True) if found else None


def _line(entry: EntryShown) -> ExportedLine:
    """Without the ids of accounts."""
    said = entry.model_dump(include={"sequence", "at", "act", "step", "sentence", "said", "who"})
    return ExportedLine(**said, rule=entry.rule_title, source=entry.rule_source)


def _without_marks(listed: DisclosuresListed, kept_back: frozenset[str]) -> DisclosuresListed:
    return listed.model_copy(update={"marks": [each for each in listed.marks if each.kind not in kept_back]})


def _without_houses(care: CareChain) -> CareChain:
    """Who had the child and who signed would say where the child is: their names and houses are left out."""
    return care.model_copy(update={"stretches": [_bare(each) for each in care.stretches]})


def _bare(stretch: CareShown) -> CareShown:
    unnamed = {"name": None, "agency": None}
    signed = {
        each: signature.model_copy(update=unnamed)
        for each, signature in (("gave", stretch.gave), ("took", stretch.took))
        if signature is not None
    }
    return stretch.model_copy(update={**unnamed, **signed})
