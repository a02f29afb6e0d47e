"""The walks through "Should I refer?" that tests take: what each person answers, page by page.

A question that stands alone on its page is answered by its option; `signs` are given by topic.
"""

TEACHING_ASSISTANT = {
    "danger": {"danger": "no"},
    "you": {"role": "school-staff"},
    "children": {"ages": "7", "place": "NG17 1AA"},
    "worries": {"topics": ["daily-care", "adult-troubles"]},
    "signs": {"signs:daily-care": ["often-hungry", "unwashed"], "signs:adult-troubles": ["end-of-tether"]},
    "risks": {"child-risks": ["none"], "earlier": ["none"], "adults": ["none"]},
    "family": {"help-now": ["school"], "view": "not-asked", "consent": "not-asked"},
    "judgement": {"judgement": "help"},
}
HEALTH_VISITOR = {
    "danger": {"danger": "no"},
    "you": {"role": "health-registered"},
    "children": {"ages": "10 weeks", "place": "S80 1AA"},
    "worries": {"topics": ["physical-harm"]},
    "signs": {"signs:physical-harm": ["bruise-not-mobile"]},
    "risks": {"moves": "no", "child-risks": ["none"], "earlier": ["none"], "adults": ["none"]},
    "family": {"help-now": ["health"], "view": "not-asked", "consent": "not-asked"},
    "judgement": {"judgement": "harm"},
}
GRANDFATHER = {
    "danger": {"danger": "no"},
    "you": {"role": "family"},
    "children": {"ages": "6, 4", "place": ""},
    "worries": {"topics": ["emotional-harm"]},
    "signs": {"signs:emotional-harm": ["not-sure"]},
    "risks": {"child-risks": ["not-sure"], "earlier": ["not-sure"], "adults": ["not-sure"]},
    "family": {"help-now": ["school"], "view": "not-asked", "consent": "unsafe"},
    "judgement": {"judgement": "not-sure"},
}
YOUTH_WORKER = {
    "danger": {"danger": "no"},
    "you": {"role": "voluntary"},
    "children": {"ages": "15", "place": "S80 1AA"},
    "worries": {"topics": ["exploitation", "missing"]},
    "signs": {
        "signs:exploitation": ["unexplained-things", "helping-someone-out"],
        "signs:missing": ["missing-from-home"],
    },
    "more": {"missing-detail": "not-sure"},
    "risks": {"child-risks": ["missing-more"], "earlier": ["not-sure"], "adults": ["none"]},
    "family": {"help-now": ["school"], "view": "not-asked", "consent": "not-asked"},
    "judgement": {"judgement": "harm"},
}
SOCIAL_WORKER = {
    "danger": {"danger": "no"},
    "you": {"role": "social-worker"},
    "children": {"ages": "9, 5", "place": "NG5 7AA"},
    "worries": {"topics": ["everyday"]},
    "signs": {"signs:everyday": ["ending-support"]},
    "risks": {"child-risks": ["none"], "earlier": ["ending"], "adults": ["none"]},
    "family": {"help-now": ["school"], "view": "wanted", "consent": "given"},
    "judgement": {"judgement": "help"},
}
PARENT_WITH_A_QUESTION = {
    "danger": {"danger": "no"},
    "you": {"role": "parent"},
    "children": {"ages": "2", "place": "Beeston"},
    "worries": {"topics": ["everyday"]},
    "signs": {"signs:everyday": ["everyday-toddlers"]},
    "risks": {"child-risks": ["none"], "earlier": ["none"], "adults": ["none"]},
    "family": {"help-now": ["none"], "view": "wanted"},
    "judgement": {"judgement": "advice"},
}


def field_of(question: str) -> str:
    """The name of a question's field on its page."""
    return "q-" + question.replace(":", "-")
