"""What the desk's pages say for the codes that the tables store. Pure."""

from directory.ages import BANDS
from directory.wording import Words, words
from matching.entries import PathwayId
from matching.following.models import Closing, ClosingReason, DemandKind, HandedBy
from matching.models import UNBORN, Channel

CHANNELS: dict[str, Words] = {
    Channel.PHONE: words("Phone"),
    Channel.EMAIL: words("E-mail"),
    Channel.IN_PERSON: words("In person"),
    Channel.LETTER: words("Letter"),
    Channel.ONLINE: words("Online"),
}

AGE_BANDS: dict[str, Words] = {UNBORN: words("Not born yet")} | {
    band: words("%(youngest)s to %(oldest)s", youngest=band.split()[0], oldest=band.split()[2]) for band in BANDS
}

PATHWAYS: dict[str, Words] = {
    PathwayId.ADVICE: words("Advice and information"),
    PathwayId.EARLY_HELP: words("Early help"),
    PathwayId.SAFEGUARDING: words("Safeguarding"),
    PathwayId.EMERGENCY: words("999"),
}

DEMAND: dict[str, Words] = {
    DemandKind.VALUE: words("What we are here for"),
    DemandKind.REPEAT: words("Repeat: asked before, not settled"),
    DemandKind.CHASING: words("Chasing: heard nothing"),
    DemandKind.MISDIRECTED: words("Wrong door: sent to us by mistake"),
    DemandKind.PREVENTABLE: words("Need not have rung"),
}

ASKED_BEFORE: dict[str, Words] = {
    "yes": words("Yes"),
    "no": words("No"),
    "not asked": words("Not asked"),
}

CLOSINGS: dict[str, Words] = {
    Closing.HELPED: words("The right help was given"),
    Closing.PARTLY: words("Some help was given"),
    Closing.INFORMATION: words("Information was enough"),
    Closing.PASSED_ON: words("Passed to social care"),
    Closing.NO_HELP: words("No help was given"),
    Closing.NOT_KNOWN: words("Nobody could tell us"),
}

CLOSING_REASONS: dict[str, Words] = {
    ClosingReason.STARTED: words("Help has started"),
    ClosingReason.ANSWERED: words("The question was answered"),
    ClosingReason.STATUTORY: words("Social care has it"),
    ClosingReason.NO_SERVICE: words("No service fits"),
    ClosingReason.FULL: words("Services are full"),
    ClosingReason.NO_CONSENT: words("The family does not want it"),
    ClosingReason.NOT_REACHED: words("Nobody could be reached"),
    ClosingReason.NO_LONGER: words("It is no longer needed"),
    ClosingReason.DUPLICATE: words("It belongs to another enquiry"),
    ClosingReason.OTHER: words("Another reason"),
}

HANDED: dict[str, Words] = {
    HandedBy.READ: words("Read out"),
    HandedBy.PRINT: words("Printed"),
    HandedBy.PDF: words("As a PDF"),
    HandedBy.EMAIL: words("By e-mail"),
    HandedBy.TEXT: words("As text"),
    HandedBy.LINK: words("As a link"),
    HandedBy.QR: words("As a QR code"),
}
