"""Every measurement, one after another: `make bench`."""

from bench import curating, desk, pages, search, understanding, words

pages.main()
desk.main()
search.main()
words.main()
curating.main()
understanding.main()
