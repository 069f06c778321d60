"""By what somebody signed in, in two words: their sessions can be known apart.

Revision: 0027
After: 0026
Made: 2026-11-29
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the database."""
    op.add_column("sign_in_session", sa.Column("device", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("sign_in_session", "device")
