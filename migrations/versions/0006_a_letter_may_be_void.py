"""A letter that rests on a wrong identity or an impostor guardian is void, and says since when and why.

Revision: 0006
After: 0005
Made: 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the database."""
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("voided_by", sa.String(), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_column("voided_by")
        batch_op.drop_column("voided_at")
