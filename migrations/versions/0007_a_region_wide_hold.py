"""A closed border or a disaster holds every journey that it covers, until a supervisor lifts it.

Revision: 0007
After: 0006
Made: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the database."""
    op.create_table(
        "region_hold",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("other", sa.String(length=2), nullable=True),
        sa.Column(
            "directions", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("agency_id", sa.String(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(), nullable=True),
        sa.Column("why_lifted", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_region_hold_agency_id_agency")),
        sa.ForeignKeyConstraint(["lifted_by"], ["user_account.id"], name=op.f("fk_region_hold_lifted_by_user_account")),
        sa.ForeignKeyConstraint(["set_by"], ["user_account.id"], name=op.f("fk_region_hold_set_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_hold")),
    )
    op.create_index(op.f("ix_region_hold_country"), "region_hold", ["country"])
    op.create_index(op.f("ix_region_hold_lifted_at"), "region_hold", ["lifted_at"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_region_hold_lifted_at"), "region_hold")
    op.drop_index(op.f("ix_region_hold_country"), "region_hold")
    op.drop_table("region_hold")
