"""Closed cases whose term is over are asked about.

Revision: 0020
After: 0018
Made: 2026-11-29
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the database."""
    op.create_table(
        "retention_asked",
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["child_case.number"], name=op.f("fk_retention_asked_case_number_child_case")
        ),
        sa.PrimaryKeyConstraint("case_number", name=op.f("pk_retention_asked")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("retention_asked")
