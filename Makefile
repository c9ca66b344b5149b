PYTHON = .venv/bin/python

.PHONY: check fix test requirements screenshots

check:            ## changes nothing: style, imports, data
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	.venv/bin/lint-imports
	$(PYTHON) -m anjian check

fix:              ## repairs style and the form of the CSVs
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .
	$(PYTHON) -m anjian tidy

test:
	python3 run.py test

requirements:     ## writes the pins from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --no-emit-index-url --no-header -q pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --no-emit-index-url --no-header -q --extra test -c requirements.txt pyproject.toml -o requirements-test.txt
	sed -i '1i # Made by `make requirements` from pyproject.toml, pinned.' requirements.txt requirements-test.txt

screenshots:      ## makes the pictures of README and docs from the curated data
	$(PYTHON) docs/make_screenshots.py
