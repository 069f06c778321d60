"""An account may be linked with a person at the ministry's provider; sign-ins under way there are kept until they end.

Revision: 0015
After: 0014
Made: 2026-11-29
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the database. Nobody signs in through a provider until an operator says so."""
    op.add_column("user_account", sa.Column("single_sign_on", sa.String(), nullable=False, server_default="off"))
    op.create_table(
        "sign_on_link",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_sign_on_link_user_id_user_account")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_sign_on_link")),
        sa.UniqueConstraint("user_id", name=op.f("uq_sign_on_link_user_id")),
    )
    op.create_table(
        "sign_on_begun",
        sa.Column("state_hash", sa.String(length=64), nullable=False),
        sa.Column("browser_hash", sa.String(length=64), nullable=False),
        sa.Column("next", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_sign_on_begun")),
    )
    op.create_index(op.f("ix_sign_on_begun_expires_at"), "sign_on_begun", ["expires_at"])


def downgrade() -> None:
    """Take the change back: links are forgotten. Accounts without a password of their own are closed, not opened by it."""
    op.execute("UPDATE user_account SET active = false WHERE single_sign_on = 'only'")
    op.drop_index(op.f("ix_sign_on_begun_expires_at"), "sign_on_begun")
    op.drop_table("sign_on_begun")
    op.drop_table("sign_on_link")
    op.drop_column("user_account", "single_sign_on")
