"""What analysts are told of how many cases there are is kept for its month.

Revision: 0016
After: 0015
Made: 2026-11-29
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KEPT = "what was told of counts stays as it was told: it is never changed or deleted"

SQLITE = tuple(
    f"CREATE TRIGGER counts_told_{act} BEFORE {act.upper()} ON counts_told BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
    for act in ("update", "delete")
)
POSTGRESQL = tuple(
    f"CREATE TRIGGER counts_told_{name} BEFORE {act} ON counts_told "
    f"FOR EACH {each} EXECUTE FUNCTION refuse_change('{KEPT}')"
    for name, act, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
)


def upgrade() -> None:
    """Change the database."""
    op.create_table(
        "counts_told",
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("country", "month", name=op.f("pk_counts_told")),
    )
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back: what was told is lost."""
    op.drop_table("counts_told")
