"""Every measurement, one after another: `make bench`."""

from bench import curating, pages, search, understanding, words

pages.main()
search.main()
words.main()
curating.main()
understanding.main()
