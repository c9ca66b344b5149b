"""Figures → Plotly figures as plain dicts: one module a form, what they share in `base`."""
