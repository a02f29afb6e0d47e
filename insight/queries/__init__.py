"""What insight reads, added up by the database. Nothing here writes, and nothing that leaves here is suppressed yet:
only `insight.publications` may read it, and passes on what may be shown.
"""
