"""The words by which a denial, a supposition, a general question and a far past are known.

Only lists and expressions of words; what they do to a clause is in clauses.py.
"""

import re

from directory.vocabulary.phrases import stem


def listed(words: str) -> frozenset[str]:
    """Words written in a row."""
    return frozenset(words.split())


def stems(words: str) -> frozenset[str]:
    """The stems of words written in a row."""
    return frozenset(map(stem, words.split()))


OPENERS = listed(
    """
    after although and bc because but cos coz except however plus since so then though when whereas while yet
    """
)
"""Words that begin a clause."""
PERSONS = listed(
    """
    aunt boyfriend brother dad daddy daughter father grandad he her hers him his i it mam man me mine mom mother
    mum mummy my nan our partner she sister son stepdad stepmum that their them they this uncle us we you
    """
)
DEFINITE = PERSONS - {"you", "it", "that", "this", "i", "we"}
"""Words for somebody in particular."""
SOMEBODY = listed("anyone child children kid kids parent people person pupil somebody someone student you")
NEVER = listed("not never")
DENIES = listed("denies denied denying")
UNDENIED = listed("longer more doubt new wonder further")
"""After "no": what then follows has happened."""
OWN = stems("suicide suicidal self end ending life hallucinations voices")
"""What people deny of themselves. What somebody denies having done to others stays an alarm."""
LIGHT = listed(
    """
    is are was were
    suggest suggests indicate a about actually allegation allegations an any anybody anyone around be been being
    cigarette concern concerns currently disclosure disclosures even ever evidence feeling feelings find found
    got had has have having her him history ideas ideation indication intent issue issues known made me nor
    notice noticed obvious of once or physically plan plans really report reports safeguarding see seen show
    shown sign significant signs suggestion suspicious the them thought thoughts to unexplained using visible
    wanting worries worry
    """
)
"""Words that may stand between "no", "not" or "never" and what it denies."""
TELLING = listed("suggest suggests indicate evidence indication suggestion signs sign")
WHOM = listed("that he she they child children anyone anybody")
"""Light as well behind a word of telling: "nothing to suggest that she"."""
HARMS = stems(
    """
    abduction abuse abused abuser abusing abusive afraid alcohol assault assaulted attack attacked beat beaten
    beating bit bite bitten bleeding blood bruise bruises bruising burn burned burns burnt choke choked concern
    concerns cut cuts cutting danger die died disclosed domestic drink drinking drinks drug drugs drunk dying
    emergency end ending exploitation exploited extremism extremist fgm fit fits fracture frightened gang gangs
    groomed grooming hallucinations harm harmed harmful harming harms hit hits hitting hurt hurting hurts
    injured injuries injury kick kicked kill killed knife knives laid lay life locked marac mark marks marriage
    missing mutilation naked neglect neglected nude nudes offender overdose overdosed pain physical pregnant
    psychosis psychotic punch punched radicalised raised rape raped restrained risk safeguarding scald scar
    scared scars seizure self selfharm sexual sexually shake shaken shook slap slapped smack smacked starved
    starving strangle strangled suicidal suicide threat threaten threatened threatens threats touch touched
    touching trafficked unconscious unsafe violence violent voices weapon weapons worries worry wound wounds
    """
)
"""What can be denied: a "not" before any other word leaves everything as it was."""
ONCE = re.compile(
    r"\b(any more|any longer|longer|now|since|lately|today|tonight|week|month|recently|again|yet|these days|moment|"
    r"so far|this time|before|until|till|except|unless|apart|hard|bad|badly|much|often|always|every|only|purpose|"
    r"front|days|months|other than|lot|for a|stop|stopped)\b"
)
"""After a denial: not now, not yet, not before, not that hard. What is left unsaid may have happened."""
DOUBT = re.compile(
    r"\b(not|never|cannot|rule out|sure|unsure|promise|know|knew|claim|claims|claimed|insist|insists|insisted|believe|"
    r"swear|swears|swore|lie|lied|lying|pretend|now says|now said|changed|took it back|retract\w*|admit\w*|until)\b"
)
"""Before a denial: it takes the denial back, or lets it be somebody's claim."""
ADULT = re.compile(
    r"\b(mum|mam|mom|dad|mother|father|parents?|carers?|stepdad|stepmum|stepfather|partner|boyfriend|husband|uncle|"
    r"grandad|grandfather|teacher|coach|he|they|family)\b"
)
SAYING = re.compile(r"\b(says?|said|saying|told|tells|telling|threat\w*|warn\w*|swears?|swore|keeps)\b")
THREAT = re.compile(r"\b(will|going to|kill|again|already)\b")
EVER = re.compile(r"\b(if|should|were) (\w+ ){1,3}ever\b|\bif ever\b")
GENERAL = re.compile(
    r"\b(how (do|can|would|could|should) (i|you|we|one|people|anyone|anybody|staff) (know|tell|spot|notice|recognise)|"
    r"what (would|will|should|do|does|can) (happen|happens|i do|we do|you do|staff do|a \w+ do)( \w+)? (if|when)|"
    r"what happens (if|when)|what if|suppose|supposing|imagine|in case|for example|hypothetically|"
    r"who (do|should|would) (i|we|you) (call|ring|tell|phone|contact) (if|when))\b"
)
READING = re.compile(
    r"\b(what (are|is) (the )?(\w+ )?(signs?|symptoms?|indicators?|definition|law|difference|meaning)|signs? (of|to)|"
    r"what is meant by|what does|definition of|meaning of|essay|dissertation|assignment|coursework|homework|project on|"
    r"project about|presentation|writing about|written about|reading about|read about|learning about|learn about|"
    r"lessons?|lesson on|lecture|course|courses|training|trained|workshop|webinar|assembly|awareness|policy|policies|"
    r"leaflets?|posters?|information about|information on|film|book|novel|play about|documentary|story about|programme|"
    r"statistics|research|study|studying|topic of|prevention|curriculum|resources|quiz|"
    r"conference|fundraising|charity)\b"
)
READING_AFTER = re.compile(
    r"\b(training|awareness|course|courses|policy|prevention|workshop|lessons?|lecture|essay|webinar|assembly|leaflet|"
    r"leaflets|poster|posters|curriculum|documentary|charity|campaign|statistics|research|conference|e learning|module|"
    r"resources|book|film)\b"
)
CHILDHOOD = re.compile(
    r"\b(when (i|he|she|they|mum|dad|mother|father) (was|were) (a |just a |only a )?(child|kid|children|kids|"
    r"growing up|young girl|young boy)|as a child|as a kid|as children|in (my|his|her|their) (own )?(childhood|youth)|"
    r"(my|his|her) own (childhood|upbringing)|adult survivor|back when i was (a )?(child|kid|at school)|years ago)\b"
)
