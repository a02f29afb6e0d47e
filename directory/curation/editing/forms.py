"""The questions of each kind of record, in the order of the public page. Nothing here touches the database or Flask."""

from collections.abc import Mapping
from dataclasses import dataclass

from directory.curation.editing.answers import read_pounds, say_pounds
from directory.curation.editing.questions import (
    Ages,
    Boxes,
    Choice,
    Levels,
    Line,
    Needs,
    Question,
    Text,
    YesNo,
    day,
    number,
    pounds,
    weeks,
)
from directory.curation.editing.rows import Areas, Column, OrganizationNamed, Places, Rows, Texts, Times
from directory.curation.models import Kind
from directory.labels import METHODS, PROVISION, SEND, SEX, WHO_MAY_REFER
from directory.models import LocationType
from directory.snapshots.snapshot import (
    CONTRACT,
    AccessHeld,
    AddressHeld,
    ContactHeld,
    CostHeld,
    IdentifierHeld,
    LanguageHeld,
    PhoneHeld,
)
from directory.wording import Words, words


@dataclass(frozen=True)
class Section:
    id: str
    title: Words
    questions: tuple[Question, ...]


SERVICE: tuple[Section, ...] = (
    Section(
        "q-what",
        words("What is it?"),
        (
            Line("name", words("Name"), must=words("Give the service a name")),
            Line("alternate_name", words("Also called")),
            OrganizationNamed(
                "organization_id", words("Organisation that runs it"), must=words("Say which organisation runs it")
            ),
            Text(
                "description",
                words("What happens there, in plain words"),
                words("Start with what a family gets. Short sentences."),
                rows=5,
            ),
            Needs("needs", words("What does it help with?")),
            Choice("provision", words("Kind of service"), options=PROVISION),
            Line("alert", words("Notice at the top of the page"), words("For example: no sessions over Easter")),
            Line("accreditations", words("Awards and checks")),
        ),
    ),
    Section(
        "q-reach",
        words("How do people reach it?"),
        (
            Rows(
                "phones",
                words("Numbers to ring"),
                words("The one to ring first goes first."),
                part=PhoneHeld,
                columns=(
                    Column("number", words("Number"), "tel"),
                    Column("description", words("What it is for"), width=30),
                ),
                must={"number": words("Give the number, or take out what it is for")},
            ),
            Rows(
                "contacts",
                words("Who to ask for"),
                part=ContactHeld,
                columns=(
                    Column("name", words("Name")),
                    Column("title", words("Job")),
                    Column("email", words("Email"), "email"),
                ),
            ),
            Line("email", words("Email of the service"), type="email"),
            Line("url", words("Website of the service"), words("It starts with https://"), type="url"),
        ),
    ),
    Section(
        "q-who",
        words("Who is it for?"),
        (
            Ages("ages", words("Ages"), words("For example 5 to 11, 11+, under 5 or all ages")),
            Areas("areas", words("Where do families live?")),
            Levels("levels", words("Level of need")),
            Choice("sex", words("Girls or boys only?"), options=SEX, blank=words("Not known, or both")),
            Choice("send", words("Special needs or disability"), options=SEND),
            Text("excludes", words("Who can it not take?"), rows=2),
        ),
    ),
    Section(
        "q-refer",
        words("How do they refer, and who may?"),
        (
            Text("application_process", words("What to do, step by step"), rows=3),
            Boxes("referral_roles", words("Who may refer"), offers=WHO_MAY_REFER),
            Boxes("referral_methods", words("Ways to ask"), offers=METHODS),
            YesNo("consent_needed", words("Does the family need to agree first?")),
        ),
    ),
    Section(
        "q-when",
        words("When?"),
        (
            Times(
                "schedules",
                words("Opening times"),
                words("A line for each, as you would say it: Mon-Fri 9am to 5pm, term time"),
            ),
        ),
    ),
    Section("q-where", words("Where?"), (Places("places", words("Places")),)),
    Section(
        "q-cost",
        words("What does it cost, and in which languages?"),
        (
            Rows(
                "cost_options",
                words("What it costs"),
                part=CostHeld,
                columns=(
                    Column("option", words("In words"), width=30),
                    Column("amount", words("Pounds"), width=5, reads=read_pounds, says=say_pounds),
                    Column("amount_description", words("For what"), width=20),
                ),
            ),
            Line("fees", words("More about cost")),
            Rows(
                "languages",
                words("Languages spoken there"),
                part=LanguageHeld,
                columns=(Column("name", words("Language")), Column("note", words("Note"), width=30)),
                must={"name": words("Give the language, or take out the note")},
            ),
            YesNo("interpretation_services", words("Does it work with interpreters?")),
        ),
    ),
    Section(
        "q-waiting",
        words("Waiting time and room"),
        (
            day("told_on", words("Told on"), words("The day somebody told you. You can write “today”")),
            YesNo("taking_referrals", words("Is it taking new people?")),
            weeks("waiting_weeks", words("Weeks to wait"), words("For example 6, 3 months, or 0 for no waiting")),
            number("free_places", words("Places free"), whole=True),
        ),
    ),
    Section(
        "q-contract",
        words("Contract and money"),
        (
            Line("commissioner", words("Commissioner")),
            Texts("funding", words("Paid for by"), columns=(Column("source", words("Who pays"), width=30),)),
            day("contract_start", words("Contract starts")),
            day("contract_end", words("Contract ends")),
            day("contract_review", words("Contract review")),
            number("funded_places", words("Places paid for"), whole=True),
            Line("evidence_base", words("What it rests on"), words("Studies or standards. Shown to everybody")),
            pounds("unit_cost", words("Cost for each child, in pounds"), words("Never shown to the public")),
        ),
    ),
)

ORGANIZATION: tuple[Section, ...] = (
    Section(
        "q-what",
        words("Who are they?"),
        (
            Line("name", words("Name"), must=words("Give the organisation a name")),
            Line("kind", words("Kind of organisation"), words("For example charity, council, NHS trust")),
            Text("description", words("What they do"), rows=3),
            OrganizationNamed("parent_organization_id", words("Part of"), words("Another organisation, if any")),
        ),
    ),
    Section(
        "q-reach",
        words("How do people reach them?"),
        (
            Line("email", words("Email"), type="email"),
            Line("website", words("Website"), words("It starts with https://"), type="url"),
        ),
    ),
    Section(
        "q-numbers",
        words("Registered numbers"),
        (
            Rows(
                "identifiers",
                words("Registered numbers"),
                words("For example a charity number"),
                part=IdentifierHeld,
                columns=(
                    Column("identifier_type", words("Kind"), width=30),
                    Column("identifier", words("Number")),
                ),
                must={
                    "identifier_type": words("Say what kind of number this is"),
                    "identifier": words("Give the number, or take out its kind"),
                },
            ),
        ),
    ),
)

LOCATION_TYPES: Mapping[str, Words] = {
    LocationType.PHYSICAL: words("A place to go to"),
    LocationType.POSTAL: words("An address to write to only"),
    LocationType.VIRTUAL: words("Online only"),
}

LOCATION: tuple[Section, ...] = (
    Section(
        "q-what",
        words("What is it?"),
        (
            Line("name", words("Name of the place")),
            Line("description", words("How to find it")),
            Choice("location_type", words("Kind of place"), options=LOCATION_TYPES, blank=None),
            YesNo(
                "sensitive",
                words("Must the address stay private?"),
                words("A refuge, for example. Its address and map are never shown."),
                blank=None,
            ),
        ),
    ),
    Section(
        "q-address",
        words("Where is it?"),
        (
            Rows(
                "addresses",
                words("Address"),
                part=AddressHeld,
                columns=(
                    Column("address_1", words("Street"), width=30),
                    Column("city", words("Town")),
                    Column("postal_code", words("Postcode"), width=10),
                    Column("attention", words("Care of")),
                ),
            ),
            number("latitude", words("Latitude"), words("Leave both blank to use the postcode’s own point")),
            number("longitude", words("Longitude")),
        ),
    ),
    Section(
        "q-access",
        words("Can everybody get in?"),
        (
            Rows(
                "accessibility",
                words("Access"),
                words("For example step-free, hearing loop, changing place"),
                part=AccessHeld,
                columns=(
                    Column("description", words("What there is"), width=30),
                    Column("details", words("More"), width=30),
                ),
            ),
        ),
    ),
)

SECTIONS: Mapping[str, tuple[Section, ...]] = {
    Kind.SERVICE: SERVICE,
    Kind.ORGANIZATION: ORGANIZATION,
    Kind.LOCATION: LOCATION,
}


def sections_for(kind: str, *, costs: bool) -> tuple[Section, ...]:
    """The sections of a kind of record; what the commissioner holds only for those who may see costs."""
    return tuple(section for section in SECTIONS[kind] if costs or section.id != "q-contract")


def questions_of(sections: tuple[Section, ...]) -> tuple[Question, ...]:
    return tuple(question for section in sections for question in section.questions)


NEVER_COPIED = CONTRACT | {
    "assured_date",
    "assurer_email",
    "told_on",
    "taking_referrals",
    "waiting_weeks",
    "free_places",
    "reopens_on",
    "retired_because",
    "successor_id",
    "funding",
}
"""What a copy of a service does not say: nobody has checked it, nobody has told its waiting time or pays for it."""
