"""Agencies are let into a case, by a line of its ledger; not every agency of a country takes part by right.

Revision: 0014
After: 0013
Made: 2026-11-29
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the database."""
    op.add_column("agency", sa.Column("by_right", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("participation", sa.Column("sequence", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("participation", "sequence")
    op.drop_column("agency", "by_right")
