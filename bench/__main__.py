"""Every measurement, one after another: `make bench`."""

from bench import curating, pages, search, words

pages.main()
search.main()
words.main()
curating.main()
