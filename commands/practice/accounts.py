"""Writes the practice accounts into the database, and their password where its owner alone reads it."""

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.passwords import hashed
from cases.tables import Agency, User
from commands.practice.people import ADMINISTRATOR, AGENCIES, ANALYST, COUNTRIES, ENGLISH, PROTECTION, Post, email
from guidelines.library import library
from runtime.database import engine, sessions
from runtime.settings import Settings

PASSWORDS = "practice-accounts.txt"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are read as another on a screen (i, l, o, 0, 1)."""


class Accounts(NamedTuple):
    """The one password of the practice accounts, and when they were made: practice cases count their days from it."""

    password: str
    made: datetime


async def practice_accounts(ours: Settings) -> Accounts:
    """The practice accounts. On the first start they are made."""
    file = ours.var / PASSWORDS
    if file.exists():
        return kept(file.read_text(encoding="utf-8"))
    password = new_password()
    made = engine(ours.database_url)
    try:
        async with sessions(made)() as session:
            await add(session, await hashed(password))
            await session.commit()
    finally:
        await made.dispose()
    return keep(file, Accounts(password, datetime.now(UTC).replace(microsecond=0)))


def new_password() -> str:
    """Random, and short enough to type on a phone: 12 letters of 31 are 59 bits."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(12))
    return f"{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"


async def add(session: AsyncSession, password_hash: str) -> None:
    """Add agencies and people, or give those of a first start that was cut short the new password."""
    for country in COUNTRIES:
        for kind, name, function, posts in AGENCIES:
            agency = Agency(
                id=f"practice-{country.lower()}-{kind}",
                name=f"{name}, {country} (practice)",
                country=country,
                function=function,
            )
            await session.merge(agency)
            await session.flush()
            for post in posts:
                await session.merge(account(post, country, agency, password_hash))
    for post in (ANALYST, ADMINISTRATOR):
        await session.merge(account(post, "MX", agency_of("MX"), password_hash))


def agency_of(country: str) -> Agency:
    """The practice child-protection agency of a country (its id is all that is needed here)."""
    return Agency(id=f"practice-{country.lower()}-protection", name="", country=country)


def account(post: Post, country: str, agency: Agency, password_hash: str) -> User:
    """The account of a post."""
    return User(
        id=f"practice-{country.lower()}-{post.address}",
        email=email(post, country),
        name=post.name,
        password_hash=password_hash,
        agency_id=agency.id,
        role=post.role.value,
        post=post.post,
        locale="en" if country in ENGLISH else "es",
        time_zone=library().countries[country].time_zone,
    )


def keep(file: Path, made: Accounts) -> Accounts:
    """Write the accounts down, for their owner's eyes only."""
    lines = [f"Password: {made.password}  (the same for all; invented people, invented cases)", ""]
    lines += [f"  {country}  " + "  ".join(email(post, country) for post in PROTECTION[:3]) for country in COUNTRIES]
    lines += ["", "  whom the ladders tell: head, ministry and liaison in the place of caseworker"]
    lines += ["  who is told a part of a case: shelter, escort and, as the consulate, ministry in the same place"]
    lines += ["  who reads ledgers and who looked, and no report: auditor in the place of caseworker"]
    lines += [f"  who reads rounded counts, and knows of no case: {email(ANALYST, 'MX')}"]
    lines += [f"  administrator: {email(ADMINISTRATOR, 'MX')}", "", f"Made: {made.made.isoformat()}", ""]
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write("\n".join(lines))
    return made


def kept(text: str) -> Accounts:
    """What was written down."""
    found = dict(line.split(": ", 1) for line in text.splitlines() if line.startswith(("Password: ", "Made: ")))
    return Accounts(found["Password"].split()[0], datetime.fromisoformat(found["Made"]))
