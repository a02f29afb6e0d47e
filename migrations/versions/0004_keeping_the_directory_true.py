"""Keeping the directory true

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("question", sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("drawn_from", sa.JSON(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing_note", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "contact_check",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("value", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("detail", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failing_since", sa.Date(), nullable=True),
        sa.Column("times_failed", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('link', 'phone', 'email')", name=op.f("ck_contact_check_kind_known")),
        sa.CheckConstraint(
            "outcome IN ('works', 'broken', 'odd', 'unsure')", name=op.f("ck_contact_check_outcome_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_check")),
        sa.UniqueConstraint("kind", "value", name=op.f("uq_contact_check_kind_value")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("record_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("account_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("account_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("copied_from", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('service', 'organization', 'location')", name=op.f("ck_draft_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_draft_record_id"), ["record_id"], unique=False)

    op.create_table(
        "import_run",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("file_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("upload", sa.LargeBinary(), nullable=True),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("mapping", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("account_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("plan_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("change_id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.CheckConstraint(
            "state IN ('previewed', 'applied', 'undone', 'dropped')", name=op.f("ck_import_run_state_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_sent_at"), ["sent_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_run_state"), ["state"], unique=False)

    op.create_table(
        "proposal",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("record_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("approved", sa.JSON(), nullable=True),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("account_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("reply_to", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("decision_reason", sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=True),
        sa.CheckConstraint("kind IN ('service', 'organization', 'location')", name=op.f("ck_proposal_kind_known")),
        sa.CheckConstraint(
            "state IN ('waiting', 'approved', 'refused', 'withdrawn')", name=op.f("ck_proposal_state_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_proposed_at"), ["proposed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_record_id"), ["record_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_state"), ["state"], unique=False)

    op.create_table(
        "source_record",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("source_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("record_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("import_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=True),
        sa.CheckConstraint("kind IN ('service', 'organization', 'location')", name=op.f("ck_source_record_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_record")),
        sa.UniqueConstraint("source", "kind", "source_id", name=op.f("uq_source_record_source_kind_source_id")),
    )
    with op.batch_alter_table("source_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_record_record_id"), ["record_id"], unique=False)

    op.create_table(
        "import_change",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("import_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("record_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("action", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.CheckConstraint("action IN ('add', 'change', 'retire')", name=op.f("ck_import_change_action_known")),
        sa.CheckConstraint("kind IN ('service', 'organization', 'location')", name=op.f("ck_import_change_kind_known")),
        sa.ForeignKeyConstraint(["import_id"], ["import_run.id"], name=op.f("fk_import_change_import_id_import_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_change")),
    )
    with op.batch_alter_table("import_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_change_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_change_record_id"), ["record_id"], unique=False)

    op.create_table(
        "audit_item",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("audit_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("result", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("wrong_fields", sa.JSON(), nullable=False),
        sa.Column("finding", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.CheckConstraint("result IN ('right', 'wrong', 'cannot tell')", name=op.f("ck_audit_item_result_known")),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_audit_item_audit_id_audit")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_audit_item_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_item")),
        sa.UniqueConstraint("audit_id", "service_id", name=op.f("uq_audit_item_audit_id_service_id")),
    )
    with op.batch_alter_table("audit_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_item_audit_id"), ["audit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_item_service_id"), ["service_id"], unique=False)

    op.create_table(
        "duplicate_verdict",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("first_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("second_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("verdict", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("decided_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("verdict IN ('merged', 'different')", name=op.f("ck_duplicate_verdict_verdict_known")),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_duplicate_verdict_in_order")),
        sa.ForeignKeyConstraint(["first_id"], ["service.id"], name=op.f("fk_duplicate_verdict_first_id_service")),
        sa.ForeignKeyConstraint(["second_id"], ["service.id"], name=op.f("fk_duplicate_verdict_second_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_verdict")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_duplicate_verdict_first_id_second_id")),
    )
    op.create_table(
        "review_request",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("sent_to", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("last_sent_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("answer_note", sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.CheckConstraint("answer IN ('correct', 'change', 'closed')", name=op.f("ck_review_request_answer_known")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_review_request_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_request")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_review_request_token_hash")),
    )
    with op.batch_alter_table("review_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_request_answered_on"), ["answered_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_request_service_id"), ["service_id"], unique=False)

    op.create_table(
        "corrective_action",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("audit_item_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("action", sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
        sa.Column("owner", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=True),
        sa.Column("carried_because", sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=True),
        sa.ForeignKeyConstraint(
            ["audit_item_id"], ["audit_item.id"], name=op.f("fk_corrective_action_audit_item_id_audit_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrective_action")),
    )
    with op.batch_alter_table("corrective_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_corrective_action_audit_item_id"), ["audit_item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_corrective_action_due_on"), ["due_on"], unique=False)

    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("position", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("cost_option", schema=None) as batch_op:
        batch_op.add_column(sa.Column("position", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("phone", schema=None) as batch_op:
        batch_op.add_column(sa.Column("position", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("problem_report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reply_to", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column("decided_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("decided_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column("decision", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column("decision_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.create_check_constraint("decision_known", "decision IN ('changed', 'right already', 'cannot tell')")
        batch_op.create_index(batch_op.f("ix_problem_report_decided_on"), ["decided_on"], unique=False)

    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("change_id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=True))
        batch_op.create_index(batch_op.f("ix_revision_change_id"), ["change_id"], unique=False)

    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("position", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.add_column(sa.Column("successor_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column("unconfirmed_since", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("service", "unconfirmed_since")
    op.drop_column("service", "successor_id")

    op.drop_column("schedule", "position")

    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_change_id"))
        batch_op.drop_column("change_id")

    with op.batch_alter_table("problem_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_problem_report_decided_on"))
        batch_op.drop_constraint(op.f("ck_problem_report_decision_known"), type_="check")
        batch_op.drop_column("decision_reason")
        batch_op.drop_column("decision")
        batch_op.drop_column("decided_by")
        batch_op.drop_column("decided_on")
        batch_op.drop_column("reply_to")

    op.drop_column("phone", "position")

    op.drop_column("cost_option", "position")

    op.drop_column("contact", "position")

    with op.batch_alter_table("corrective_action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_corrective_action_due_on"))
        batch_op.drop_index(batch_op.f("ix_corrective_action_audit_item_id"))

    op.drop_table("corrective_action")
    with op.batch_alter_table("review_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_request_service_id"))
        batch_op.drop_index(batch_op.f("ix_review_request_answered_on"))

    op.drop_table("review_request")
    op.drop_table("duplicate_verdict")
    with op.batch_alter_table("audit_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_item_service_id"))
        batch_op.drop_index(batch_op.f("ix_audit_item_audit_id"))

    op.drop_table("audit_item")
    with op.batch_alter_table("import_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_change_record_id"))
        batch_op.drop_index(batch_op.f("ix_import_change_import_id"))

    op.drop_table("import_change")
    with op.batch_alter_table("source_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_record_record_id"))

    op.drop_table("source_record")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_state"))
        batch_op.drop_index(batch_op.f("ix_proposal_record_id"))
        batch_op.drop_index(batch_op.f("ix_proposal_proposed_at"))
        batch_op.drop_index(batch_op.f("ix_proposal_account_id"))

    op.drop_table("proposal")
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_run_state"))
        batch_op.drop_index(batch_op.f("ix_import_run_sent_at"))

    op.drop_table("import_run")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_record_id"))
        batch_op.drop_index(batch_op.f("ix_draft_account_id"))

    op.drop_table("draft")
    op.drop_table("contact_check")
    op.drop_table("audit")
