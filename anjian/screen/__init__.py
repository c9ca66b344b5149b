"""The Streamlit side: filter bar, `show(figure)`, source panel, downloads. Knows no SQL.

Caching across sessions stands here alone, keyed by data version.
"""
