"""Every file writer: tables → csv, xlsx; documents → docx, pptx, xlsx, text. Knows neither Streamlit nor SQL.

``tables`` and ``document`` say what is written, ``door`` looks at a document once before, ``writers`` picks the writer
by the file's ending. Writers: ``csv_file``, ``xlsx_file``, ``docx_file``, ``pptx_file``, ``brief_xlsx``, ``text_file``;
``own_template`` fills a bureau's own .docx. What they share: ``office``, ``labels``, ``native_chart``; what Word files
and slides are made of: ``word/``, ``slides/``.
"""
