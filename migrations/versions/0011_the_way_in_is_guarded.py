"""Failed sign-ins are counted for each typed e-mail and each address; an account may have a second factor.

Revision: 0011
After: 0010
Made: 2026-11-28
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the database."""
    op.create_table(
        "sign_in_attempts",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index(op.f("ix_sign_in_attempts_since"), "sign_in_attempts", ["since"])
    op.create_table(
        "second_factor",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("on_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_second_factor_user_id_user_account")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_recovery_code_user_id_user_account")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_user_id"), "recovery_code", ["user_id"])
    op.create_table(
        "half_signed_in",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_half_signed_in_user_id_user_account")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_half_signed_in")),
    )
    op.create_index(op.f("ix_half_signed_in_expires_at"), "half_signed_in", ["expires_at"])


def downgrade() -> None:
    """Take the change back: what failed is forgotten, and the password alone opens every account."""
    op.drop_index(op.f("ix_half_signed_in_expires_at"), "half_signed_in")
    op.drop_table("half_signed_in")
    op.drop_index(op.f("ix_recovery_code_user_id"), "recovery_code")
    op.drop_table("recovery_code")
    op.drop_table("second_factor")
    op.drop_index(op.f("ix_sign_in_attempts_since"), "sign_in_attempts")
    op.drop_table("sign_in_attempts")
