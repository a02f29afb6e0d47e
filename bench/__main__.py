"""Every measurement, one after another: `make bench`."""

from bench import pages, search

pages.main()
search.main()
