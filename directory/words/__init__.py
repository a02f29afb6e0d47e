"""Needs and words as people edit them in the browser: numbered editions laid over the files of `taxonomy/`."""
