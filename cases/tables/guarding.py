"""What guards the way in: failed sign-ins, counted for all processes together, and second factors."""

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


class SecondFactor(SQLModel, table=True):
    """A person's second factor: the secret that their telephone has too, enciphered.

    ``on_since``: None until a code confirmed it. ``last_step``: the newest half minute whose code was taken; none of it
    or before is taken again.
    """

    __tablename__ = "second_factor"

    user_id: str = Field(foreign_key="user_account.id", primary_key=True)
    secret: str
    on_since: datetime | None = instant(default=None, nullable=True)
    last_step: int = 0


class RecoveryCode(SQLModel, table=True):
    """A code for who has lost the telephone, as a hash. Used, it is gone."""

    __tablename__ = "recovery_code"

    code_hash: str = Field(primary_key=True, max_length=64)
    user_id: str = Field(foreign_key="user_account.id", index=True)


class AccountChange(SQLModel, table=True):
    """What guards an account was changed: ``what``, a code of cases.repository.account_changes. Only added to."""

    __tablename__ = "account_change"

    id: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    what: str
    at: datetime = instant()


class HalfSignedIn(SQLModel, table=True):
    """Somebody whose password was right and whose code is still to come. Only a hash of the opaque token is kept."""

    __tablename__ = "half_signed_in"

    token_hash: str = Field(primary_key=True, max_length=64)
    user_id: str = Field(foreign_key="user_account.id")
    expires_at: datetime = instant(index=True)
