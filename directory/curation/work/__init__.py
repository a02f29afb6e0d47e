"""The work list: what there is to do, nearest deadline first, each figure opening the records behind it."""
