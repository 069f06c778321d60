"""``account``: who may sign in. Made by the operator of an installation, on the machine itself."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, TypeVar

import typer
from sqlalchemy.exc import IntegrityError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.acts.account_changes import changed
from cases.actor import Function, Role
from cases.passwords import GIVEN_FOR, drawn
from cases.repository.closing_account import close_account, left_alone
from cases.repository.operator_acts import To
from cases.repository.people import create_agency, create_user, user_by_email
from cases.repository.second_factor import turn_off
from cases.tables import Agency
from commands.asking import in_the_record
from commands.leaving import CannotRun
from commands.operator import noted
from guidelines.library import library

R = TypeVar("R")

app = typer.Typer(name="account", help="Accounts: who may sign in.", no_args_is_help=True)

Email = Annotated[str, typer.Option(prompt=True, help="The address to sign in with.")]
Name = Annotated[str, typer.Option(prompt=True, help="The name that colleagues see.")]
AgencyName = Annotated[str, typer.Option(prompt=True, help="The agency they work for; made if there is none yet.")]
Country = Annotated[str, typer.Option(prompt=True, help="The agency's country, e.g. MX.")]
RoleOf = Annotated[Role, typer.Option(prompt=True, help="What they work as.")]
FunctionOf = Annotated[
    Function,
    typer.Option(
        help="What the agency does in cases: it answers for the child (protection), says who the child is (consulate), "
        "cares for the child (shelter), or goes along on the journey (escort). Only the first reads whole cases."
    ),
]
ByRight = Annotated[
    bool,
    typer.Option(
        "--by-right/--let-in",
        help="Whether it takes part in the cases of its country's children without being let in by another.",
    ),
]
PostOf = Annotated[str, typer.Option(help="head_of_agency, foreign_ministry or liaison_network: whom ladders tell.")]


@app.command("create-administrator")
def create_administrator(email: Email, name: Name, agency: AgencyName, country: Country) -> None:
    """Make an administrator's account. A first password is drawn and printed; there is none by default."""
    create(email, name, agency, country, Role.ADMINISTRATOR)


@app.command("create")
def create(
    email: Email,
    name: Name,
    agency: AgencyName,
    country: Country,
    role: RoleOf,
    post: PostOf = "",
    function: FunctionOf = Function.PROTECTION,
) -> None:
    """Make an account. A first password is drawn and printed, which its owner changes at once."""
    if country.upper() not in library().countries:
        raise CannotRun(f"{country} is not one of the countries: {', '.join(sorted(library().countries))}.")
    if role is Role.ANALYST and post:
        raise CannotRun("An analyst knows of no case, and no ladder tells them of one: leave the post out.")
    password = drawn()

    async def made(session: AsyncSession) -> None:
        now = datetime.now(UTC)
        theirs = await _agency(session, agency, country.upper(), function, now)
        zone = library().countries[country.upper()].time_zone
        user = await create_user(
            session,
            agency=theirs,
            email=email,
            name=name,
            password=password,
            role=role,
            post=post or None,
            time_zone=zone,
            given_until=now + GIVEN_FOR,
        )
        await noted(session, "account_made", To(user=user), now, role.value)

    asyncio.run(in_the_database(made))
    typer.echo(f"The account is made.\n{told(password)}")


def told(password: str) -> str:
    """A first password as it is said to the operator, this once."""
    return (
        f"First password: {password}\nIt serves for {GIVEN_FOR.days} days, and they choose their own when they first "
        "sign in. Hand it over so that nobody else reads it; it is kept nowhere."
    )


@app.command("agency")
def agency(name: AgencyName, country: Country, function: FunctionOf, by_right: ByRight = True) -> None:
    """Say what an agency does in cases, and whether it takes part by right. Shelters and escorts are always let in."""

    async def said(session: AsyncSession) -> bool:
        query = select(Agency).where(Agency.name == name, Agency.country == country.upper())
        found = (await session.exec(query)).one_or_none()
        if found is not None:
            found.function, found.by_right = function, by_right
            session.add(found)
            detail = function.value if by_right else f"{function.value}:let_in"
            await noted(session, "agency_function", To(agency=found), datetime.now(UTC), detail)
        return found is not None

    if not asyncio.run(in_the_database(said)):
        raise CannotRun(f"There is no agency of that name in {country.upper()}.")
    typer.echo(f"{name} is known as: {function.value}.")


@app.command("close")
def close(email: Email) -> None:
    """Close an account: nobody signs in with it any more, and its sessions end. What they did stays on record.

    Prints the cases in which they own open steps, so that a supervisor gives these to somebody else, and the protected
    ones of which no supervisor may know any more.
    """

    async def closed(session: AsyncSession) -> dict[str, int] | None:
        user, owned = await user_by_email(session, email), await close_account(session, email)
        if user is not None:
            now = datetime.now(UTC)
            await changed(session, user, "closed", now)
            await noted(session, "account_closed", To(user=user), now)
        return owned

    owned = asyncio.run(in_the_database(closed))
    if owned is None:
        raise CannotRun("There is no account with that e-mail address.")
    typer.echo("The account is closed, and its sessions are over.")
    if owned:
        typer.echo(f"They own open steps: {sum(owned.values())}. A supervisor has to give them to somebody else:")
    for number, count in owned.items():
        typer.echo(f"  {number}  {count}")
    if left := asyncio.run(in_the_database(partial(left_alone, email=email))):
        typer.echo(
            "No supervisor may know of these protected cases any more; one of the agency's has to take them over:"
        )
        typer.echo("\n".join(f"  {number}" for number in left))


@app.command("reset-second-factor")
def reset_second_factor(email: Email) -> None:
    """Ask for no code and no passkey at sign-in any more: for who has lost them all, and the recovery codes.

    Make sure first, by another way than e-mail, that it is they who ask.
    """

    async def reset(session: AsyncSession) -> bool:
        user = await user_by_email(session, email)
        if user is not None:
            await turn_off(session, user.id)
            now = datetime.now(UTC)
            await changed(session, user, "factors_reset", now)
            await noted(session, "factors_reset", To(user=user), now)
        return user is not None

    if not asyncio.run(in_the_database(reset)):
        raise CannotRun("There is no account with that e-mail address.")
    typer.echo("The second factor is off, passkeys too. They set one up again on their account's page.")


async def _agency(session: AsyncSession, name: str, country: str, function: Function, now: datetime) -> Agency:
    query = select(Agency).where(Agency.name == name, Agency.country == country)
    found = (await session.exec(query)).one_or_none()
    if found is None:
        found = await create_agency(session, name=name, country=country, function=function.value)
        await noted(session, "agency_made", To(agency=found), now, function.value)
    return found


async def in_the_database(act: Callable[[AsyncSession], Awaitable[R]]) -> R:
    """Do something in one transaction. Raises CannotRun for an e-mail that is taken, and where there is no record."""

    async def whole(session: AsyncSession) -> R:
        found = await act(session)
        await session.commit()
        return found

    try:
        return await in_the_record(whole)
    except IntegrityError:
        raise CannotRun("There is an account with that e-mail address already.") from None
