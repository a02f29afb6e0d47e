"""Every measurement, one after another: `make bench`."""

from bench import pages, search, words

pages.main()
search.main()
words.main()
