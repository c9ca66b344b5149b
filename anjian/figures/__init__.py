"""A figure id and a selection → what a page shows and a file prints: title, marks, tables, source line.

Everything here is text and numbers taken from Results and queries; how it is drawn is `charts`' and `screen`'s.
One module a form; what several forms share stands in `setting` and `cited`.
"""
