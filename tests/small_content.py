"""A small content to test the mechanism with: one harm, one other worry, one everyday question, a qualifier.

`small_content(folder, **changes)` writes it to a folder and reads it, with whole files replaced or text put in.
"""

from pathlib import Path

from matching.content import Content, load_content

NEEDS = ("physical-abuse", "sleep", "low-mood", "play-groups")

FILES = {
    "topics.toml": """
[[topic]]
id = "hurt"
name = "Being hurt"
harm = true
needs = ["physical-abuse"]
[[topic]]
id = "feelings"
name = "Feelings"
needs = ["low-mood"]
[[topic]]
id = "everyday"
name = "An everyday question"
worry_level = 1
""",
    "facts.toml": """
[[fact]]
id = "unborn"
words = "Not born yet"
unborn = true
[[fact]]
id = "under-one"
words = "Under one"
under = 1
[[fact]]
id = "mark"
words = "A mark"
[[fact]]
id = "not-mobile"
words = "Not yet moving"
[[fact]]
id = "teacher"
words = "A teacher"
[[fact]]
id = "judged-less"
words = "You think it is nothing"
""",
    "indicators/hurt.toml": """
[[indicator]]
id = "hit-now"
words = "Is being hit now"
topic = "hurt"
level = 4
flags = ["emergency"]
reason = "Someone is being hurt."
[[indicator]]
id = "says-hurt"
words = "Says someone hurt them"
topic = "hurt"
level = 4
flags = ["safeguarding"]
needs = ["physical-abuse"]
reason = "A child's words are taken seriously."
watch_for = ["New marks."]
sources = [{ document = "threshold document", area = "Croydon", year = 2022, status = "seen" }]
[[indicator]]
id = "bruise"
words = "A bruise"
topic = "hurt"
level = 2
kinds = ["mark"]
qualifier = "bruise-detail"
disputed = "Documents differ."
[[indicator]]
id = "baby-bruise"
words = "A bruise on a baby who is not moving"
topic = "hurt"
level = 4
flags = ["safeguarding"]
ages = [0, 2]
reason = "A baby that young rarely bruises by accident."
[[indicator]]
id = "bruise-odd"
words = "A bruise nobody can explain"
topic = "hurt"
level = 4
flags = ["safeguarding"]
hidden = true
reason = "Somebody trained has to find out."
[[indicator]]
id = "danger-now"
words = "Someone is in danger"
topic = "hurt"
level = 4
flags = ["emergency"]
hidden = true
reason = "You told us so."
[[indicator]]
id = "judged-harm"
words = "You think a child is being harmed"
topic = "hurt"
level = 4
flags = ["safeguarding"]
hidden = true
reason = "Your judgement counts."
""",
    "indicators/feelings.toml": """
[[indicator]]
id = "very-low"
words = "Is low most days"
topic = "feelings"
level = 3
needs = ["low-mood"]
reason = "It has gone on for long."
[[indicator]]
id = "tired"
words = "Is often tired"
topic = "feelings"
level = 1
needs = ["sleep"]
""",
    "indicators/everyday.toml": """
[[indicator]]
id = "wants-group"
words = "Wants a play group"
topic = "everyday"
level = 1
needs = ["play-groups"]
""",
    "pages.toml": """
[[page]]
id = "danger"
title = "Is anyone in danger?"
why = "Help comes first."
[[page.question]]
id = "danger"
kind = "one"
required = true
[[page.question.option]]
id = "yes"
words = "Yes"
findings = ["danger-now"]
[[page.question.option]]
id = "no"
words = "No"
[[page]]
id = "you"
title = "Who are you?"
why = "Duties depend on it."
[[page.question]]
id = "role"
kind = "one"
[[page.question.option]]
id = "teacher"
words = "A teacher"
findings = ["teacher"]
[[page.question.option]]
id = "other"
words = "Someone else"
[[page]]
id = "children"
title = "Who are you worried about?"
why = "Age changes what is serious."
[[page.question]]
id = "ages"
kind = "ages"
if_unanswered = ["under-one"]
[[page.question]]
id = "place"
kind = "place"
[[page]]
id = "worries"
title = "What are you worried about?"
why = "It decides what we ask."
[[page.question]]
id = "topics"
kind = "topics"
required = true
[[page]]
id = "signs"
title = "What have you seen?"
why = "Your own facts."
[[page.question]]
id = "signs"
kind = "signs"
[[page]]
id = "more"
title = "A little more"
why = "It decides how serious it is."
[[page.question]]
id = "more"
kind = "qualifiers"
[[page]]
id = "risks"
title = "Things that raise the risk"
why = "Nobody thinks to mention them."
[[page.question]]
id = "moves"
words = "Does the baby move about?"
kind = "one"
asked_when = ["under-one"]
if_unanswered = ["not-mobile"]
[[page.question.option]]
id = "yes"
words = "Yes"
[[page.question.option]]
id = "no"
words = "No"
findings = ["not-mobile"]
[[page]]
id = "judgement"
title = "What do you think?"
why = "You know the child."
[[page.question]]
id = "judgement"
kind = "one"
[[page.question.option]]
id = "harm"
words = "A child is being harmed"
findings = ["judged-harm"]
[[page.question.option]]
id = "less"
words = "It is nothing"
findings = ["judged-less"]
""",
    "qualifiers.toml": """
[[question]]
id = "bruise-detail"
words = "What about the bruise?"
kind = "one"
if_unanswered = ["bruise-odd"]
[[question.option]]
id = "ordinary"
words = "Seen to happen"
findings = ["bruise"]
[[question.option]]
id = "not-sure"
words = "Not sure"
findings = ["bruise-odd"]
""",
    "combinations.toml": """
[[combination]]
id = "mark-on-baby"
all_of = ["mark", "not-mobile"]
gives = "baby-bruise"
""",
    "notices.toml": """
[[notice]]
id = "teacher-duty"
when_all = ["teacher", "says-hurt"]
title = "You must report this"
words = "The law asks you."
[[notice]]
id = "to-come"
when_all = ["says-hurt"]
title = "A new duty"
words = "Not in force."
in_force = false
""",
    "pathways.toml": "".join(
        f"""
[[pathway]]
id = "{name}"
name = "{name} name"
short = "{name} in short"
means = "What it means"
consent = "{name} consent"
who_acts = "Who acts"
come_back = "Come back"
gather = [{{ id = "child", words = "The child's name" }}]
"""
        for name in ("advice", "early_help", "safeguarding", "emergency")
    ),
    "areas/smallshire.toml": """
id = "smallshire"
name = "Smallshire"
codes = ["E10000024", "E06000018"]
police = "101"
emergency = "999"
[[level]]
level = 1
name = "Universal"
[[level]]
level = 2
name = "Early Help"
[[level]]
level = 3
name = "Targeted Early Help"
[[level]]
level = 4
name = "Specialist"
[escalation]
name = "If you do not agree"
words = "Say so."
[[front_door]]
id = "county"
name = "County front door"
covers = ["E10000024"]
day = "0115 496 0000"
day_hours = [["mon", "thu", "08:30", "17:00"], ["fri", "fri", "08:30", "16:30"]]
day_words = "Monday to Friday"
night = "0115 496 0001"
night_words = "Nights"
lado = { name = "Designated officer", phone = "0115 496 0020" }
[[front_door]]
id = "city"
name = "City front door"
covers = ["E06000018"]
day = "0115 496 0010"
day_hours = [["mon", "fri", "08:30", "17:00"]]
day_words = "Monday to Friday"
night = "0115 496 0011"
night_words = "Nights"
lado = { name = "Designated officer", phone = "0115 496 0021" }
[[neighbours]]
code = "E06000015"
name = "Derby"
say = "Ring Derby."
""",
}


def write_small_content(folder: Path, changes: dict[str, tuple[str, str]] | None = None) -> Path:
    """Write the files; `changes` gives, for a file, a piece of its text and what stands there instead."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, (old, new) in (changes or {}).items():
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not say {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def small_content(folder: Path, changes: dict[str, tuple[str, str]] | None = None) -> Content:
    return load_content(write_small_content(folder, changes), area="smallshire", needs=NEEDS)
