"""What the pages and the workers may do in PostgreSQL: read and write rows, and no more."""

from sqlalchemy import text

from runtime.database import engine

RIGHTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
)
"""Not the owner's: no trigger that guards the ledger is turned off, no table emptied, altered or dropped by them."""


async def grant(url: str, role: str) -> None:
    """Give them to ``role``, an account that is there; asked as the owner of the tables. SQLite knows no accounts."""
    made = engine(url)
    try:
        if made.dialect.name != "postgresql":
            return
        async with made.begin() as connection:
            quoted = made.dialect.identifier_preparer.quote(role)
            for right in RIGHTS:
                await connection.execute(text(right.format(role=quoted)))
    finally:
        await made.dispose()
