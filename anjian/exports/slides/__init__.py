"""What slides are made of.

``page`` and ``text`` say how much stands where, ``plan`` makes a document slides (``message``: paragraphs, ``tables``,
``charts``), ``drawing`` draws them, element by element (``elements``), on the house's own ``master``.
"""
