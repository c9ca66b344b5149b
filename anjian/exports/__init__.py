"""Every file writer: tables → csv, xlsx, JSON. Knows neither Streamlit nor SQL."""
