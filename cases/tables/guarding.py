"""What guards the way in: failed sign-ins, counted for all processes together."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cases.tables.columns import instant


class SignInAttempts(SQLModel, table=True):
    """Sign-ins that failed for one typed e-mail, or from one address. ``key`` is a hash; nobody need have that e-mail.

    ``since``: when the first of them was counted; ``next_at``: no other try is looked at before.
    """

    __tablename__ = "sign_in_attempts"

    key: str = Field(primary_key=True, max_length=64)
    failures: int
    since: datetime = instant(index=True)
    next_at: datetime = instant()
