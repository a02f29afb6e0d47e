"""The desk and what became of enquiries

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BEFORE = ("administrator", "commissioner", "provider editor", "information officer", "safeguarding lead")


def upgrade() -> None:
    create_demand_reason()
    create_family_word()
    create_family_link()
    create_handling()
    create_handover()
    create_later_word()
    create_reminder()
    create_referral()
    create_state_change()
    create_quality_day()
    widen_enquiry()
    let_accounts_be(*BEFORE, "analyst")


def let_accounts_be(*roles: str) -> None:
    known = ", ".join(f"'{role}'" for role in roles)
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_account_role_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_account_role_known"), f"role IN ({known})")


def create_demand_reason() -> None:
    op.create_table(
        "demand_reason",
        sa.Column("id", AutoString(length=36), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("words", AutoString(length=120), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('value', 'repeat', 'chasing', 'misdirected', 'preventable')",
            name=op.f("ck_demand_reason_kind_known"),
        ),
        sa.CheckConstraint("trim(words) <> ''", name=op.f("ck_demand_reason_words_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand_reason")),
        sa.UniqueConstraint("kind", "words", name=op.f("uq_demand_reason_kind_words")),
    )
    with op.batch_alter_table("demand_reason", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_demand_reason_kind"), ["kind"], unique=False)


def create_family_word() -> None:
    op.create_table(
        "family_word",
        sa.Column("id", AutoString(length=36), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("need", AutoString(), nullable=True),
        sa.Column("district_code", AutoString(length=9), nullable=True),
        sa.Column("in_time", AutoString(), nullable=True),
        sa.Column("helped", AutoString(), nullable=True),
        sa.Column("told_once", AutoString(), nullable=True),
        sa.CheckConstraint("helped IN ('yes', 'partly', 'no')", name=op.f("ck_family_word_helped_known")),
        sa.CheckConstraint("in_time IN ('yes', 'partly', 'no')", name=op.f("ck_family_word_in_time_known")),
        sa.CheckConstraint("told_once IN ('yes', 'partly', 'no')", name=op.f("ck_family_word_told_once_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_word")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("family_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_word_need"), ["need"], unique=False)


def create_family_link() -> None:
    op.create_table(
        "family_link",
        sa.Column("token_hash", AutoString(length=64), nullable=False),
        sa.Column("enquiry_id", AutoString(length=40), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_family_link_enquiry_id_enquiry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_family_link")),
    )
    with op.batch_alter_table("family_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_link_enquiry_id"), ["enquiry_id"], unique=False)


def create_handling() -> None:
    op.create_table(
        "handling",
        sa.Column("id", AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("enquiry_id", AutoString(length=40), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", AutoString(length=36), nullable=True),
        sa.Column("demand", AutoString(), nullable=True),
        sa.Column("demand_reason_id", AutoString(), nullable=True),
        sa.Column("about_enquiry_id", AutoString(length=40), nullable=True),
        sa.Column("chase_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing", AutoString(), nullable=True),
        sa.Column("closing_reason", AutoString(), nullable=True),
        sa.CheckConstraint(
            "closing IN ('right help given', 'some help given', 'information was enough', 'passed to the front door', 'no help given', 'nobody could tell us')",
            name=op.f("ck_handling_closing_known"),
        ),
        sa.CheckConstraint(
            "closing_reason IN ('help has started', 'question answered', 'social care has it', 'no service fits', 'services full', 'family does not want it', 'nobody could be reached', 'no longer needed', 'belongs to another enquiry', 'another reason')",
            name=op.f("ck_handling_closing_reason_known"),
        ),
        sa.CheckConstraint(
            "demand IN ('value', 'repeat', 'chasing', 'misdirected', 'preventable')",
            name=op.f("ck_handling_demand_known"),
        ),
        sa.CheckConstraint("(closed_at IS NULL) = (closing IS NULL)", name=op.f("ck_handling_closed_with_outcome")),
        sa.CheckConstraint(
            "(closing IS NULL) = (closing_reason IS NULL)", name=op.f("ck_handling_outcome_with_reason")
        ),
        sa.CheckConstraint("closed_at IS NULL OR chase_on IS NULL", name=op.f("ck_handling_nothing_due_when_closed")),
        sa.ForeignKeyConstraint(
            ["about_enquiry_id"], ["enquiry.id"], name=op.f("fk_handling_about_enquiry_id_enquiry"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["demand_reason_id"], ["demand_reason.id"], name=op.f("fk_handling_demand_reason_id_demand_reason")
        ),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_handling_enquiry_id_enquiry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handling")),
        sa.UniqueConstraint("enquiry_id", name=op.f("uq_handling_enquiry_id")),
    )
    with op.batch_alter_table("handling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handling_about_enquiry_id"), ["about_enquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handling_chase_on"), ["chase_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_handling_closed_at"), ["closed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_handling_enquiry_id"), ["enquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handling_logged_at"), ["logged_at"], unique=False)


def create_handover() -> None:
    op.create_table(
        "handover",
        sa.Column("id", AutoString(length=36), nullable=False),
        sa.Column("enquiry_id", AutoString(length=40), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("how", AutoString(), nullable=False),
        sa.Column("service_ids", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "how IN ('read out', 'print', 'pdf', 'email', 'text', 'link', 'qr code')",
            name=op.f("ck_handover_how_known"),
        ),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_handover_enquiry_id_enquiry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_enquiry_id"), ["enquiry_id"], unique=False)


def create_later_word() -> None:
    op.create_table(
        "later_word",
        sa.Column("id", AutoString(length=36), nullable=False),
        sa.Column("enquiry_id", AutoString(length=40), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("came", AutoString(), nullable=True),
        sa.Column("was_right", AutoString(), nullable=True),
        sa.Column("people_told", sa.Integer(), nullable=True),
        sa.CheckConstraint("came IN ('yes', 'partly', 'not yet', 'no')", name=op.f("ck_later_word_came_known")),
        sa.CheckConstraint(
            "was_right IN ('yes', 'partly', 'no', 'too early to say')", name=op.f("ck_later_word_was_right_known")
        ),
        sa.CheckConstraint("people_told BETWEEN 0 AND 20", name=op.f("ck_later_word_people_told_countable")),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_later_word_enquiry_id_enquiry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_later_word")),
        sa.UniqueConstraint("enquiry_id", name=op.f("uq_later_word_enquiry_id")),
    )
    with op.batch_alter_table("later_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_later_word_enquiry_id"), ["enquiry_id"], unique=False)


def create_reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("enquiry_id", AutoString(length=40), nullable=False),
        sa.Column("sealed_email", AutoString(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_reminder_enquiry_id_enquiry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enquiry_id", name=op.f("pk_reminder")),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_next_on"), ["next_on"], unique=False)


def create_referral() -> None:
    op.create_table(
        "referral",
        sa.Column("id", AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("enquiry_id", AutoString(length=40), nullable=False),
        sa.Column("service_id", AutoString(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("answer", AutoString(), nullable=True),
        sa.Column("reason", AutoString(), nullable=True),
        sa.Column("offered_on", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "COALESCE(answer = 'declined', FALSE) = (reason IS NOT NULL)",
            name=op.f("ck_referral_reason_where_declined"),
        ),
        sa.CheckConstraint("answer IN ('accepted', 'declined', 'date offered')", name=op.f("ck_referral_answer_known")),
        sa.CheckConstraint(
            "offered_on IS NULL OR answer = 'date offered'", name=op.f("ck_referral_date_where_offered")
        ),
        sa.CheckConstraint(
            "reason IN ('service full', 'outside the area', 'outside the ages', 'needs more than this service gives', 'less help is enough', 'family does not want it', 'family could not be reached', 'help already in place', 'family moved away', 'service has closed', 'another reason')",
            name=op.f("ck_referral_reason_known"),
        ),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_referral_answered_with_moment")),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_referral_enquiry_id_enquiry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_referral_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("enquiry_id", "service_id", name=op.f("uq_referral_enquiry_id_service_id")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_enquiry_id"), ["enquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_service_id"), ["service_id"], unique=False)


def create_state_change() -> None:
    op.create_table(
        "state_change",
        sa.Column("id", AutoString(length=36), nullable=False),
        sa.Column("enquiry_id", AutoString(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=True),
        sa.Column("written_by", AutoString(), nullable=False),
        sa.Column("account_id", AutoString(length=36), nullable=True),
        sa.Column("service_id", AutoString(), nullable=True),
        sa.Column("note", AutoString(), nullable=True),
        sa.Column("note_state", AutoString(), nullable=True),
        sa.CheckConstraint(
            "(state = 'not possible') = (reason IS NOT NULL)", name=op.f("ck_state_change_reason_where_not_possible")
        ),
        sa.CheckConstraint(
            "note_state IN ('waiting', 'shown', 'refused')", name=op.f("ck_state_change_note_state_known")
        ),
        sa.CheckConstraint(
            "reason IN ('service full', 'outside the area', 'outside the ages', 'needs more than this service gives', 'less help is enough', 'family does not want it', 'family could not be reached', 'help already in place', 'family moved away', 'service has closed', 'another reason')",
            name=op.f("ck_state_change_reason_known"),
        ),
        sa.CheckConstraint(
            "state IN ('received', 'being looked at', 'pathway decided', 'help offered', 'help started', 'not possible')",
            name=op.f("ck_state_change_state_known"),
        ),
        sa.CheckConstraint("written_by IN ('front door', 'provider')", name=op.f("ck_state_change_written_by_known")),
        sa.CheckConstraint("(note IS NULL) = (note_state IS NULL)", name=op.f("ck_state_change_note_with_state")),
        sa.CheckConstraint("length(note) <= 200", name=op.f("ck_state_change_note_short")),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_state_change_enquiry_id_enquiry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_state_change_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_change")),
    )
    with op.batch_alter_table("state_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_state_change_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_state_change_enquiry_id"), ["enquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_state_change_note_state"), ["note_state"], unique=False)
        batch_op.create_index(batch_op.f("ix_state_change_service_id"), ["service_id"], unique=False)


def create_quality_day() -> None:
    op.create_table(
        "quality_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_quality_day")),
    )


def widen_enquiry() -> None:
    for column in (
        """channel VARCHAR DEFAULT 'online' NOT NULL CONSTRAINT ck_enquiry_channel_known
           CHECK (channel IN ('online', 'phone', 'email', 'in person', 'letter'))""",
        """caller_role VARCHAR CONSTRAINT ck_enquiry_caller_role_known
           CHECK (caller_role IN ('anyone', 'self', 'school', 'early_years', 'health', 'social_care',
           'police', 'voluntary'))""",
        "age_band VARCHAR(20)",
        "needs JSON DEFAULT '[]' NOT NULL",
        """advised VARCHAR CONSTRAINT ck_enquiry_advised_known
           CHECK (advised IN ('advice', 'early_help', 'safeguarding', 'emergency'))""",
        "asked_before BOOLEAN",
        "anonymised_on DATE",
    ):
        op.execute(f"ALTER TABLE enquiry ADD COLUMN {column}")  # as it stands, without a new table in its place
    op.create_index(op.f("ix_enquiry_anonymised_on"), "enquiry", ["anonymised_on"], unique=False)


def downgrade() -> None:
    op.execute(
        "UPDATE account SET role = 'information officer', disabled_at = COALESCE(disabled_at, CURRENT_TIMESTAMP) "
        "WHERE role = 'analyst'"
    )
    let_accounts_be(*BEFORE)
    op.drop_index(op.f("ix_enquiry_anonymised_on"), "enquiry")
    for column in ("anonymised_on", "asked_before", "advised", "needs", "age_band", "caller_role", "channel"):
        op.drop_column("enquiry", column)
    for table in (
        "state_change",
        "referral",
        "reminder",
        "later_word",
        "handover",
        "handling",
        "family_link",
        "family_word",
        "quality_day",
        "demand_reason",
    ):
        op.drop_table(table)
