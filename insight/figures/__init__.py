"""The figures of insight: what may be shown, put into sentences, tables and pictures. One module for each page.

`catalogue` has them all by id. Every number in a sentence is one of the table beside it.
"""
