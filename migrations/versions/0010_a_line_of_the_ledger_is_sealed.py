"""Each line of the ledger is sealed: a digest over it and all before it, kept beside it.

Lines that exist get no seal of their own: the next one of their case covers them all.

Revision: 0010
After: 0009
Made: 2026-11-28
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEPT = "a seal of the ledger is only added: it is never changed or deleted"

SQLITE = tuple(
    f"CREATE TRIGGER ledger_seal_{act} BEFORE {act.upper()} ON ledger_seal BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
    for act in ("update", "delete")
)
POSTGRESQL = tuple(
    f"CREATE TRIGGER ledger_seal_{name} BEFORE {act} ON ledger_seal FOR EACH {each} "
    f"EXECUTE FUNCTION refuse_change('{KEPT}')"
    for name, act, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
)


def upgrade() -> None:
    """Change the database."""
    op.create_table(
        "ledger_seal",
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("case_number", "sequence", name=op.f("pk_ledger_seal")),
    )
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back: what shows that the ledger was changed is lost."""
    op.drop_table("ledger_seal")
