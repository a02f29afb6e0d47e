"""What the page says for the codes that the tables store. Nothing here touches the database, the clock or Flask."""

from directory.additions import Method, Provision, Role
from directory.models import Status
from directory.wording import Words, words

ROLES: dict[str, Words] = {
    Role.SELF: words("The family or young person"),
    Role.SCHOOL: words("A school or college"),
    Role.EARLY_YEARS: words("A nursery or childminder"),
    Role.HEALTH: words("A GP, health visitor or other health worker"),
    Role.SOCIAL_CARE: words("A social worker or family support worker"),
    Role.POLICE: words("The police"),
    Role.VOLUNTARY: words("A charity or community group"),
    Role.ANYONE: words("A friend, neighbour or anyone else"),
}

WHO_MAY_REFER: dict[str, Words] = ROLES | {Role.ANYONE: words("Anyone")}

PROVISION: dict[str, Words] = {
    Provision.UNIVERSAL: words("Open to every family"),
    Provision.COMMUNITY: words("Run by the community"),
    Provision.COMMISSIONED: words("Paid for by the council or NHS"),
    Provision.STATUTORY: words("Has to be there by law"),
}

METHODS: dict[str, Words] = {
    Method.PHONE: words("Ring"),
    Method.EMAIL: words("Send an email"),
    Method.ONLINE_FORM: words("Fill in the form on their website"),
    Method.PAPER_FORM: words("Fill in a paper form"),
    Method.DROP_IN: words("Drop in"),
    Method.LETTER: words("Write a letter"),
}

SEX: dict[str, Words] = {"female": words("Girls and women"), "male": words("Boys and men")}

SEND: dict[str, Words] = {
    "for": words("Only for children with special needs or a disability"),
    "welcomes": words("Welcomes children with special needs or a disability"),
    "cannot": words("Says it cannot meet special needs"),
}

PROBLEMS: dict[str, Words] = {
    "closed": words("It has closed, or is not what it says"),
    "contact": words("The phone number, email or website is wrong"),
    "eligibility": words("Who it is for, or who may refer, is wrong"),
    "place_or_time": words("The place or the times are wrong"),
    "other": words("Something else"),
}
"""The kinds of `ProblemReport`."""

STATUS: dict[str, Words] = {
    Status.ACTIVE: words("Open"),
    Status.TEMPORARILY_CLOSED: words("Closed for now"),
    Status.INACTIVE: words("Not running"),
    Status.DEFUNCT: words("Ended"),
}
