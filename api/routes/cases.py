"""Cases: open one, list them, read one with its ledger and its letters."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query

from api.acts.acting import Doing
from api.acts.hidden import hidden
from api.acts.opening import Opening, open_case
from api.acts.past import AsKnown, known_then
from api.dependencies import Database, Now, Who
from api.explain import explain
from api.explain.lists import entries_shown, summary
from api.pages.language import spoken as language
from api.responses import ACTS, PAST, READS, problems
from api.schemas.answers import CaseOpened, CasesListed, LedgerListed, LetterShown, LettersListed
from api.schemas.case import CaseShown
from api.schemas.requests import Country, OpenCase, Word
from cases.numbers import spoken
from cases.repository.ledger import ledger_of
from cases.repository.parts import letters_of
from cases.repository.reading import CaseFilter, cases_page

router = APIRouter(prefix="/cases", tags=["cases"])

Number = Annotated[str, Path(alias="case", description="The case's number.", max_length=40, examples=["K7QM-4RTX-5"])]
Cursor = Annotated[str | None, Query(max_length=400, description="The `next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Rows a page.")]


@router.post("", status_code=201, responses=problems(*ACTS, "possible_duplicate", "key_reused", "no_such_guideline"))
async def open_(asked: OpenCase, acting: Doing) -> CaseOpened:
    """Open a case. Where the child may already have one, compare first, then send again with `confirmed_new`."""
    wanted = Opening(asked.host, asked.origin, asked.report, asked.confirmed_new)
    number = await open_case(acting, wanted)
    return CaseOpened(number=number, spoken=spoken(number))


def listed(
    host: Country | None = None,
    origin: Country | None = None,
    stage: Word | None = None,
    status: Literal["open", "closed"] | None = None,
    mine: bool = False,
) -> CaseFilter:
    """Which cases. `mine`: those with an open step of yours."""
    return CaseFilter(host, origin, stage, status, mine)


@router.get("", responses=problems("not_signed_in", "not_understood"))
async def cases(
    who: Who,
    session: Database,
    now: Now,
    wanted: Annotated[CaseFilter, Depends(listed)],
    cursor: Cursor = None,
    limit: Limit = 50,
) -> CasesListed:
    """The cases in which your agency takes part, newest first."""
    page = await cases_page(session, who.actor, now, wanted, cursor, limit)
    return CasesListed(cases=[summary(case, who.actor) for case in page.rows], next=page.next)


@router.get("/{case}", responses=problems(*READS, *PAST))
async def case(number: Number, acting: Doing, as_known: AsKnown = None) -> CaseShown:
    """One case: where it stands, what must be done, why the next thing is closed, what protects the child.

    With `as_known`, the same as it was known at that instant: by the facts, the rules and the clock of then.
    """
    asked = await acting.on_case(number, "read_whole" if as_known else "read")
    known = await known_then(acting, asked, as_known)
    reader = asked.reader(acting.actor)
    return await explain(acting.session, reader, asked.relation, asked.case, acting.now, language(), known)


@router.get("/{case}/ledger", responses=problems(*READS))
async def ledger(
    number: Number, acting: Doing, after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0, limit: Limit = 50
) -> LedgerListed:
    """Who did what, when, in which capacity, under which rule. Nothing in it is ever changed."""
    asked = await acting.on_case(number, "read_ledger")
    entries, next_ = await ledger_of(acting.session, asked.case, after, limit)
    shown = await entries_shown(acting.session, asked.case, entries, language(), await hidden(acting, asked))
    return LedgerListed(entries=shown, next=next_)


@router.get("/{case}/letters", responses=problems(*READS))
async def letters(number: Number, acting: Doing) -> LettersListed:
    """The letters that were rendered, ready to print, each with its hash."""
    asked = await acting.on_case(number, "read_whole")
    found = await letters_of(acting.session, asked.case)
    return LettersListed(letters=[LetterShown.model_validate(each.model_dump()) for each in found])
