"""The directory

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "directory_fact",
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("value", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_directory_fact")),
    )
    op.create_table(
        "organization",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("website", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("logo", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("uri", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("parent_organization_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_organization_name_not_blank")),
        sa.ForeignKeyConstraint(
            ["parent_organization_id"],
            ["organization.id"],
            name=op.f("fk_organization_parent_organization_id_organization"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
    )
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organization_name"), ["name"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_organization_parent_organization_id"), ["parent_organization_id"], unique=False
        )

    op.create_table(
        "place_name",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("district_code", sqlmodel.sql.sqltypes.AutoString(length=9), nullable=False),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_place_name_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_name")),
        sa.UniqueConstraint("name", "district_code", name=op.f("uq_place_name_name_district_code")),
    )
    with op.batch_alter_table("place_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_name_name"), ["name"], unique=False)

    op.create_table(
        "postcode",
        sa.Column("postcode", sqlmodel.sql.sqltypes.AutoString(length=7), nullable=False),
        sa.Column("outcode", sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("district_code", sqlmodel.sql.sqltypes.AutoString(length=9), nullable=False),
        sa.PrimaryKeyConstraint("postcode", name=op.f("pk_postcode")),
    )
    with op.batch_alter_table("postcode", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_postcode_district_code"), ["district_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_postcode_outcode"), ["outcode"], unique=False)

    op.create_table(
        "revision",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("action", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("table_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("row_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.CheckConstraint("action IN ('add', 'change', 'remove')", name=op.f("ck_revision_action_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_changed_at"), ["changed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_revision_row_id"), ["row_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_revision_service_id"), ["service_id"], unique=False)

    op.create_table(
        "search_dirty",
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("token", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_search_dirty")),
    )
    op.create_table(
        "taxonomy",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("uri", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("taxonomy_version", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy")),
        sa.UniqueConstraint("name", name=op.f("uq_taxonomy_name")),
    )
    op.create_table(
        "unmet_need",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("need", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("district_code", sqlmodel.sql.sqltypes.AutoString(length=9), nullable=True),
        sa.Column("age_band", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.CheckConstraint("source IN ('search', 'plan')", name=op.f("ck_unmet_need_source_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmet_need")),
    )
    with op.batch_alter_table("unmet_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unmet_need_need"), ["need"], unique=False)

    op.create_table(
        "location",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("location_type", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("external_identifier", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("external_identifier_type", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "location_type IN ('physical', 'postal', 'virtual')", name=op.f("ck_location_location_type_known")
        ),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_location_latitude_in_range")),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name=op.f("ck_location_longitude_in_range")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_location_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
    )
    with op.batch_alter_table("location", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_location_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "organization_identifier",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("identifier_scheme", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("identifier_type", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("identifier", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_organization_identifier_organization_id_organization"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization_identifier")),
    )
    with op.batch_alter_table("organization_identifier", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organization_identifier_organization_id"), ["organization_id"], unique=False
        )

    op.create_table(
        "service",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("alternate_name", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("url", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("status", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("fees", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("accreditations", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("application_process", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("interpretation_services", sa.Boolean(), nullable=True),
        sa.Column("minimum_age", sa.Float(), nullable=True),
        sa.Column("maximum_age", sa.Float(), nullable=True),
        sa.Column("assured_date", sa.Date(), nullable=True),
        sa.Column("assurer_email", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("alert", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("provision", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("reopens_on", sa.Date(), nullable=True),
        sa.Column("retired_because", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.CheckConstraint(
            "provision IN ('statutory', 'commissioned', 'community', 'universal')",
            name=op.f("ck_service_provision_known"),
        ),
        sa.CheckConstraint(
            "status IN ('active', 'inactive', 'defunct', 'temporarily closed')", name=op.f("ck_service_status_known")
        ),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_service_name_not_blank")),
        sa.CheckConstraint("maximum_age >= 0 AND maximum_age <= 130", name=op.f("ck_service_maximum_age_in_range")),
        sa.CheckConstraint("minimum_age <= maximum_age", name=op.f("ck_service_ages_in_order")),
        sa.CheckConstraint("minimum_age >= 0 AND minimum_age <= 130", name=op.f("ck_service_minimum_age_in_range")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_service_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
    )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_status"), ["status"], unique=False)

    op.create_table(
        "taxonomy_term",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taxonomy_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("parent_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("term_uri", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["taxonomy_term.id"], name=op.f("fk_taxonomy_term_parent_id_taxonomy_term")
        ),
        sa.ForeignKeyConstraint(["taxonomy_id"], ["taxonomy.id"], name=op.f("fk_taxonomy_term_taxonomy_id_taxonomy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy_term")),
        sa.UniqueConstraint("taxonomy_id", "code", name=op.f("uq_taxonomy_term_taxonomy_id_code")),
    )
    with op.batch_alter_table("taxonomy_term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taxonomy_term_taxonomy_id"), ["taxonomy_id"], unique=False)

    op.create_table(
        "accessibility",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("location_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("details", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("url", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_accessibility_location_id_location")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accessibility")),
    )
    with op.batch_alter_table("accessibility", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accessibility_location_id"), ["location_id"], unique=False)

    op.create_table(
        "address",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("location_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("attention", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("address_1", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("city", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("region", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("state_province", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("postal_code", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("country", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("address_type", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "address_type IN ('physical', 'postal', 'virtual')", name=op.f("ck_address_address_type_known")
        ),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_address_location_id_location")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
    )
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_address_location_id"), ["location_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_address_postal_code"), ["postal_code"], unique=False)

    op.create_table(
        "availability",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("taking_referrals", sa.Boolean(), nullable=True),
        sa.Column("waiting_weeks", sa.Float(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.CheckConstraint("places >= 0", name=op.f("ck_availability_places_not_negative")),
        sa.CheckConstraint("waiting_weeks >= 0", name=op.f("ck_availability_waiting_not_negative")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_availability_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability")),
        sa.UniqueConstraint("service_id", name=op.f("uq_availability_service_id")),
    )
    with op.batch_alter_table("availability", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_availability_service_id"), ["service_id"], unique=False)

    op.create_table(
        "commissioning",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("commissioner", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("contract_start", sa.Date(), nullable=True),
        sa.Column("contract_end", sa.Date(), nullable=True),
        sa.Column("review_date", sa.Date(), nullable=True),
        sa.Column("funded_places", sa.Integer(), nullable=True),
        sa.Column("evidence_base", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("unit_cost", sa.Float(), nullable=True),
        sa.CheckConstraint("contract_start <= contract_end", name=op.f("ck_commissioning_contract_in_order")),
        sa.CheckConstraint("funded_places >= 0", name=op.f("ck_commissioning_funded_places_not_negative")),
        sa.CheckConstraint("unit_cost >= 0", name=op.f("ck_commissioning_unit_cost_not_negative")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_commissioning_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commissioning")),
        sa.UniqueConstraint("service_id", name=op.f("uq_commissioning_service_id")),
    )
    with op.batch_alter_table("commissioning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commissioning_review_date"), ["review_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_commissioning_service_id"), ["service_id"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_contact_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_service_id"), ["service_id"], unique=False)

    op.create_table(
        "cost_option",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("option", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("amount_description", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_cost_option_amount_not_negative")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_cost_option_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_option")),
    )
    with op.batch_alter_table("cost_option", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cost_option_service_id"), ["service_id"], unique=False)

    op.create_table(
        "eligibility",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sex", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("send", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("excludes", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("consent_needed", sa.Boolean(), nullable=True),
        sa.CheckConstraint("send IN ('for', 'welcomes', 'cannot')", name=op.f("ck_eligibility_send_known")),
        sa.CheckConstraint("sex IN ('female', 'male')", name=op.f("ck_eligibility_sex_known")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_eligibility_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eligibility")),
        sa.UniqueConstraint("service_id", name=op.f("uq_eligibility_service_id")),
    )
    with op.batch_alter_table("eligibility", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_eligibility_service_id"), ["service_id"], unique=False)

    op.create_table(
        "funding",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_funding_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding")),
    )
    with op.batch_alter_table("funding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_funding_service_id"), ["service_id"], unique=False)

    op.create_table(
        "problem_report",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("comment", sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('closed', 'contact', 'eligibility', 'place_or_time', 'other')",
            name=op.f("ck_problem_report_kind_known"),
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_problem_report_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_report")),
    )
    with op.batch_alter_table("problem_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_problem_report_service_id"), ["service_id"], unique=False)

    op.create_table(
        "referral_method",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("method", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "method IN ('phone', 'email', 'online form', 'paper form', 'drop in', 'letter')",
            name=op.f("ck_referral_method_method_known"),
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_referral_method_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_method")),
        sa.UniqueConstraint("service_id", "method", name=op.f("uq_referral_method_service_id_method")),
    )
    with op.batch_alter_table("referral_method", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_method_service_id"), ["service_id"], unique=False)

    op.create_table(
        "referral_role",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "role IN ('anyone', 'self', 'school', 'early_years', 'health', 'social_care', 'police', 'voluntary')",
            name=op.f("ck_referral_role_role_known"),
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_referral_role_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_role")),
        sa.UniqueConstraint("service_id", "role", name=op.f("uq_referral_role_service_id_role")),
    )
    with op.batch_alter_table("referral_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_role_service_id"), ["service_id"], unique=False)

    op.create_table(
        "service_area",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("extent", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("extent_type", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("uri", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("area_code", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_area_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_area")),
    )
    with op.batch_alter_table("service_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_area_area_code"), ["area_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_area_service_id"), ["service_id"], unique=False)

    op.create_table(
        "service_at_location",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("location_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_service_at_location_location_id_location")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_at_location_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_at_location")),
        sa.UniqueConstraint("service_id", "location_id", name=op.f("uq_service_at_location_service_id_location_id")),
    )
    with op.batch_alter_table("service_at_location", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_at_location_location_id"), ["location_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_at_location_service_id"), ["service_id"], unique=False)

    op.create_table(
        "service_level",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_service_level_level_known")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_level_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_level")),
        sa.UniqueConstraint("service_id", "level", name=op.f("uq_service_level_service_id_level")),
    )
    with op.batch_alter_table("service_level", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_level_service_id"), ["service_id"], unique=False)

    op.create_table(
        "attribute",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taxonomy_term_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("link_type", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("organization_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("location_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("address_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("accessibility_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("contact_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("organization_identifier_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN service_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN organization_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN location_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN address_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN accessibility_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN organization_identifier_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_attribute_one_owner"),
        ),
        sa.ForeignKeyConstraint(
            ["accessibility_id"], ["accessibility.id"], name=op.f("fk_attribute_accessibility_id_accessibility")
        ),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_attribute_address_id_address")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_attribute_contact_id_contact")),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_attribute_location_id_location")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_attribute_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["organization_identifier_id"],
            ["organization_identifier.id"],
            name=op.f("fk_attribute_organization_identifier_id_organization_identifier"),
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_attribute_service_id_service")),
        sa.ForeignKeyConstraint(
            ["taxonomy_term_id"], ["taxonomy_term.id"], name=op.f("fk_attribute_taxonomy_term_id_taxonomy_term")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute")),
        sa.UniqueConstraint(
            "service_id",
            "taxonomy_term_id",
            "link_type",
            name=op.f("uq_attribute_service_id_taxonomy_term_id_link_type"),
        ),
    )
    with op.batch_alter_table("attribute", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attribute_service_id"), ["service_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attribute_taxonomy_term_id"), ["taxonomy_term_id"], unique=False)

    op.create_table(
        "phone",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("location_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("organization_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("contact_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("number", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_phone_contact_id_contact")),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_phone_location_id_location")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_phone_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_phone_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
    )
    with op.batch_alter_table("phone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phone_service_id"), ["service_id"], unique=False)

    op.create_table(
        "schedule",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("service_at_location_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("dtstart", sa.Date(), nullable=True),
        sa.Column("freq", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("interval", sa.Integer(), nullable=True),
        sa.Column("byday", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("bymonthday", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("opens_at", sa.Time(), nullable=True),
        sa.Column("closes_at", sa.Time(), nullable=True),
        sa.Column("schedule_link", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("attending_type", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("notes", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.CheckConstraint("freq IN ('WEEKLY', 'MONTHLY')", name=op.f("ck_schedule_freq_known")),
        sa.CheckConstraint("interval >= 1", name=op.f("ck_schedule_interval_positive")),
        sa.ForeignKeyConstraint(
            ["service_at_location_id"],
            ["service_at_location.id"],
            name=op.f("fk_schedule_service_at_location_id_service_at_location"),
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_schedule_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
    )
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_schedule_service_id"), ["service_id"], unique=False)

    op.create_table(
        "language",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("phone_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["phone_id"], ["phone.id"], name=op.f("fk_language_phone_id_phone")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_language_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_language")),
    )
    with op.batch_alter_table("language", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_language_service_id"), ["service_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("language", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_language_service_id"))

    op.drop_table("language")
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_schedule_service_id"))

    op.drop_table("schedule")
    with op.batch_alter_table("phone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_phone_service_id"))

    op.drop_table("phone")
    with op.batch_alter_table("attribute", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attribute_taxonomy_term_id"))
        batch_op.drop_index(batch_op.f("ix_attribute_service_id"))

    op.drop_table("attribute")
    with op.batch_alter_table("service_level", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_level_service_id"))

    op.drop_table("service_level")
    with op.batch_alter_table("service_at_location", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_at_location_service_id"))
        batch_op.drop_index(batch_op.f("ix_service_at_location_location_id"))

    op.drop_table("service_at_location")
    with op.batch_alter_table("service_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_area_service_id"))
        batch_op.drop_index(batch_op.f("ix_service_area_area_code"))

    op.drop_table("service_area")
    with op.batch_alter_table("referral_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_role_service_id"))

    op.drop_table("referral_role")
    with op.batch_alter_table("referral_method", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_method_service_id"))

    op.drop_table("referral_method")
    with op.batch_alter_table("problem_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_problem_report_service_id"))

    op.drop_table("problem_report")
    with op.batch_alter_table("funding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_funding_service_id"))

    op.drop_table("funding")
    with op.batch_alter_table("eligibility", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_eligibility_service_id"))

    op.drop_table("eligibility")
    with op.batch_alter_table("cost_option", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cost_option_service_id"))

    op.drop_table("cost_option")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_service_id"))

    op.drop_table("contact")
    with op.batch_alter_table("commissioning", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commissioning_service_id"))
        batch_op.drop_index(batch_op.f("ix_commissioning_review_date"))

    op.drop_table("commissioning")
    with op.batch_alter_table("availability", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_availability_service_id"))

    op.drop_table("availability")
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_address_postal_code"))
        batch_op.drop_index(batch_op.f("ix_address_location_id"))

    op.drop_table("address")
    with op.batch_alter_table("accessibility", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accessibility_location_id"))

    op.drop_table("accessibility")
    with op.batch_alter_table("taxonomy_term", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_taxonomy_term_taxonomy_id"))

    op.drop_table("taxonomy_term")
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_status"))
        batch_op.drop_index(batch_op.f("ix_service_organization_id"))
        batch_op.drop_index(batch_op.f("ix_service_name"))

    op.drop_table("service")
    with op.batch_alter_table("organization_identifier", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organization_identifier_organization_id"))

    op.drop_table("organization_identifier")
    with op.batch_alter_table("location", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_location_organization_id"))

    op.drop_table("location")
    with op.batch_alter_table("unmet_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unmet_need_need"))

    op.drop_table("unmet_need")
    op.drop_table("taxonomy")
    op.drop_table("search_dirty")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_service_id"))
        batch_op.drop_index(batch_op.f("ix_revision_row_id"))
        batch_op.drop_index(batch_op.f("ix_revision_changed_at"))

    op.drop_table("revision")
    with op.batch_alter_table("postcode", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_postcode_outcode"))
        batch_op.drop_index(batch_op.f("ix_postcode_district_code"))

    op.drop_table("postcode")
    with op.batch_alter_table("place_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_name_name"))

    op.drop_table("place_name")
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organization_parent_organization_id"))
        batch_op.drop_index(batch_op.f("ix_organization_name"))

    op.drop_table("organization")
    op.drop_table("directory_fact")
