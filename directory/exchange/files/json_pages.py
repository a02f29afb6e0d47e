"""Whether a JSON file says that it is one page of many: then the rest must be fetched too, or services go missing."""

from typing import Any

from directory.wording import Words, words

TOTALS = ("totalElements", "total_items", "totalItems", "total_count", "totalCount", "total", "@odata.count", "count")
PAGES = ("totalPages", "total_pages", "pageCount", "last_page", "lastPage")
NEXT = ("next", "@odata.nextLink", "nextLink", "next_page_url")
AROUND = ("meta", "links", "pagination", "page", "paging")
"""Keys of an object beside the list, in which some feeds keep this."""


def more_pages(around: dict[str, Any], found: int) -> list[Words]:
    """A note where what stands round the list tells of more records than the list holds."""
    told = [around, *(inner for key in AROUND if isinstance(inner := around.get(key), dict))]
    total = max((_counted(each, TOTALS) for each in told), default=0)
    if total > found:
        said = words(
            "This file says there are %(total)s records, and holds %(found)s: it is one page of them.",
            total=total,
            found=found,
        )
        return [said]
    if any(_counted(each, PAGES) > 1 for each in told) or any(_has_next(each) for each in told):
        return [words("This file says it is one page of several: send the others too.")]
    return []


def _counted(told: dict[str, Any], keys: tuple[str, ...]) -> int:
    return max((told[key] for key in keys if type(told.get(key)) is int), default=0)


def _has_next(told: dict[str, Any]) -> bool:
    return any(isinstance(told.get(key), str) and told[key] for key in NEXT)
