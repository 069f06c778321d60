"""The children who travel with one: what breaks off one journey breaks off all."""

from cases.actor import Actor
from guidelines.rule import Interruption
from workflows.errands import send
from workflows.file import CaseFile
from workflows.link_messages import Fellow

STOPPED = "fellow_stopped"
JOURNEY = "transfer"


def stop_fellows(file: CaseFile, rule: Interruption, actor: Actor) -> None:
    """Tell every child's case that travels along, if ``rule`` breaks off a journey that has begun.

    They come back into care together (MX Ley de Migracion 120: families travel together). Call it just before the
    write; word of another's stop goes no further.
    """
    if rule.id == STOPPED or not (JOURNEY in rule.void or rule.ends_duties) or file.case.custodian != "escort":
        return
    for number in file.case.together:
        send(file, number, STOPPED, Fellow(actor=actor, other=file.case.number))
