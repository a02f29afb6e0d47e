"""Enquiries and feedback

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "enquiry",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("reference", sqlmodel.sql.sqltypes.AutoString(length=14), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_version", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column("area", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("district_code", sqlmodel.sql.sqltypes.AutoString(length=9), nullable=True),
        sa.Column("outcode", sqlmodel.sql.sqltypes.AutoString(length=4), nullable=True),
        sa.Column("place_label", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pathway", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "pathway IN ('advice', 'early_help', 'safeguarding', 'emergency')", name=op.f("ck_enquiry_pathway_known")
        ),
        sa.CheckConstraint("reference LIKE 'RD-_____-_____'", name=op.f("ck_enquiry_reference_shaped")),
        sa.CheckConstraint(
            "(completed_at IS NULL) = (pathway IS NULL)", name=op.f("ck_enquiry_completed_with_pathway")
        ),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_enquiry_point_whole")),
        sa.CheckConstraint("(pathway IS NULL) = (level IS NULL)", name=op.f("ck_enquiry_pathway_with_level")),
        sa.CheckConstraint(
            "ABS(latitude * 100 - ROUND(latitude * 100)) < 0.0001", name=op.f("ck_enquiry_latitude_coarse")
        ),
        sa.CheckConstraint(
            "ABS(longitude * 100 - ROUND(longitude * 100)) < 0.0001", name=op.f("ck_enquiry_longitude_coarse")
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name=op.f("ck_enquiry_level_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
        sa.UniqueConstraint("reference", name=op.f("uq_enquiry_reference")),
    )
    with op.batch_alter_table("enquiry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enquiry_updated_at"), ["updated_at"], unique=False)

    op.create_table(
        "feedback",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("enquiry_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("helped", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("agree", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("decided", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("comment", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.CheckConstraint("agree IN ('yes', 'higher', 'lower')", name=op.f("ck_feedback_agree_known")),
        sa.CheckConstraint(
            "decided IN ('rang 999', 'front door', 'early help', 'service', 'advice', 'keep watching', 'not decided')",
            name=op.f("ck_feedback_decided_known"),
        ),
        sa.CheckConstraint("helped IN ('yes', 'partly', 'no')", name=op.f("ck_feedback_helped_known")),
        sa.CheckConstraint("length(comment) <= 500", name=op.f("ck_feedback_comment_short")),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_feedback_enquiry_id_enquiry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("enquiry_id", name=op.f("uq_feedback_enquiry_id")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_enquiry_id"), ["enquiry_id"], unique=False)

    op.create_table(
        "enquiry_service",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("enquiry_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("fits", sa.Boolean(), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_enquiry_service_position_positive")),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_enquiry_service_enquiry_id_enquiry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_enquiry_service_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_service")),
        sa.UniqueConstraint("enquiry_id", "service_id", name=op.f("uq_enquiry_service_enquiry_id_service_id")),
    )
    with op.batch_alter_table("enquiry_service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enquiry_service_enquiry_id"), ["enquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enquiry_service_service_id"), ["service_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("enquiry_service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enquiry_service_service_id"))
        batch_op.drop_index(batch_op.f("ix_enquiry_service_enquiry_id"))

    op.drop_table("enquiry_service")
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_enquiry_id"))

    op.drop_table("feedback")
    with op.batch_alter_table("enquiry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enquiry_updated_at"))

    op.drop_table("enquiry")
