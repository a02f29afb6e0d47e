"""Put the need taxonomy into the directory's tables, so that services can be tagged with it."""

from sqlmodel import Session, select

from directory.models import Taxonomy, TaxonomyTerm
from directory.vocabulary import Need

NEEDS = "needs"
NEED_LINK = "need"
DESCRIPTION = "What children, young people and families need help with, in plain words."


def load_terms(session: Session, needs: tuple[Need, ...]) -> dict[str, str]:
    """Add the needs that are missing and bring names and descriptions up to date; returns need id -> term row id."""
    taxonomy = session.exec(select(Taxonomy).where(Taxonomy.name == NEEDS)).one_or_none()
    if taxonomy is None:
        taxonomy = Taxonomy(name=NEEDS, description=DESCRIPTION)
        session.add(taxonomy)
        session.flush()
    known = {term.code: term for term in session.exec(select(TaxonomyTerm))}
    for need in needs:
        term = known.get(need.id) or TaxonomyTerm(code=need.id, taxonomy_id=taxonomy.id, name="", description="")
        term.name, term.description = need.name, need.description
        session.add(term)
        known[need.id] = term
    session.flush()
    return {code: term.id for code, term in known.items()}
