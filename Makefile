# `make` lists the targets. Set-up runs when it is needed: pip into .venv, pinned by constraints.txt.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip
IQTIBAS := $(BIN)/iqtibas

# Stamps, written last: they exist only in a .venv whose set-up was finished.
RUNTIME := .venv/.runtime
DEVELOPMENT := .venv/.development

# An index that holds torch builds, such as https://download.pytorch.org/whl/cpu; PyPI by default.
TORCH_INDEX ?=
TORCH_FROM := $(TORCH_INDEX:%=--index-url %)

# A .venv that does not run, or is a copy of another folder's, is made again.
SOUND := import os, pip, config; os.path.samefile("config", config.__path__[0]) or exit(1)
UNSOUND := $(shell $(BIN)/python -I -c '$(SOUND)' >/dev/null 2>&1 || echo unsound)

OLD := Python 3.11 or later is needed and this is %d.%d. Name another: make PYTHON=python3.12 demo
SPEC := import sys; v = sys.version_info; v >= (3, 11) or exit("$(OLD)" % v[:2])

# Beside the checkout where there are any; not ours to ship.
DEV_SETS := ../shared/data/eval

.DELETE_ON_ERROR:
.PHONY: help demo test check lint types docs fmt train eval eval-extraction hostile bot bot-demo bot-load bench bench-peers bench-copies torture unsound

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(RUNTIME) ## set up, index the sample articles, answer three questions
	$(IQTIBAS) index
	@$(call ask,ماذا طلب بوتين من ماسك بشأن تايوان؟)
	@$(call ask,what did Putin ask about Taiwan?)
	@$(call ask,who discovered penicillin?)

# 3 is "no article answers this", which is an answer too.
ask = echo; echo '$$ $(IQTIBAS) ask "$(1)"'; $(IQTIBAS) ask '$(1)' || test $$? -eq 3

test: $(DEVELOPMENT) ## set up, run the tests; ARGS="-k render -x" goes to pytest
	$(BIN)/python -m pytest $(ARGS)

check: lint types test ## all that .ci/run runs; whether the docs are current is among the tests

lint: $(DEVELOPMENT) ## ruff: rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(DEVELOPMENT) ## mypy, strict
	$(BIN)/mypy

fmt: $(DEVELOPMENT) ## let ruff rewrite what it can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: $(DEVELOPMENT) ## rewrite what is generated: docs/COMMANDS.md, the settings table of README.md
	$(BIN)/python -m docs.generate

train: $(RUNTIME) ## train the bundled encoder anew; ARGS="--help" tells its options
	$(BIN)/python -m index.encoder.training.train $(ARGS)

eval: $(if $(DATASET),$(RUNTIME),$(DEVELOPMENT)) ## measure DATASET=folder in the BEIR layout, or each part on the dev sets
	$(if $(DATASET),$(IQTIBAS) eval '$(DATASET)' $(ARGS),$(BIN)/python -m bot.ablation '$(DEV_SETS)')

# The others are installed beside .venv's own packages, and without what they would bring along: some
# ask for versions that our own dependencies do not.
EXTRACTORS := .venv/extractors
$(EXTRACTORS)/.installed: $(RUNTIME)
	rm -rf $(EXTRACTORS)
	$(PIP) install --quiet --no-compile --target $(EXTRACTORS) resiliparse==2.0.1 newspaper4k==0.9.6 goose3==3.1.22 nltk==3.10.4
	$(PIP) install --quiet --no-compile --upgrade --no-deps --target $(EXTRACTORS) readability-lxml==0.9 chardet==5.2.0 cssselect==1.3.0
	@touch $@

eval-extraction: $(RUNTIME) $(EXTRACTORS)/.installed ## main text of pages by us and by the libraries: F1 on shingles of 4 words
	$(BIN)/python -m bot.extraction '$(DEV_SETS)/extraction-dev' $(EXTRACTORS)

hostile: $(DEVELOPMENT) ## every hostile file, those too that take long to be given up
	HOSTILE=all $(BIN)/python -m pytest -q tests/index/reading/test_hostile.py

bench: $(RUNTIME) ## measure speed on made-up articles; SIZES=1000,1000000 names other numbers of passages
	$(IQTIBAS) bench $(if $(SIZES),--sizes $(SIZES)) $(ARGS)

# In an environment of their own, which takes some GB.
PEERS := build/peers
$(PEERS)/.installed:
	rm -rf $(PEERS) && $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet bm25s==0.3.16 PyStemmer rank-bm25==0.2.2 faiss-cpu==1.15.1 langchain-community==0.4.2 langchain-classic==1.0.8 haystack-ai==3.4.1 txtai==9.14.0
	@touch $@

bench-peers: $(RUNTIME) $(PEERS)/.installed ## bm25s, LangChain, Haystack and txtai beside ours: same passages and vectors
	$(BIN)/python -m tests.peers $(PEERS)/bin/python '$(DEV_SETS)'

bot: $(RUNTIME) ## run the Telegram bot; needs IQTIBAS_TELEGRAM_TOKEN
	$(IQTIBAS) bot

bot-demo: $(RUNTIME) ## the bot in a browser, over a fake Telegram: no token needed
	$(BIN)/python -m tests.demo $(ARGS)

bot-load: $(RUNTIME) ## twice 2,000 questions at 50 a second during reindexing; prints how long answers took
	$(BIN)/python -m tests.load

bench-copies: $(RUNTIME) ## take in a made-up wire of 20,000 articles, 30 % near-copies; WIRE=1000 for fewer
	$(IQTIBAS) bench --wire $(or $(WIRE),20000)

torture: $(DEVELOPMENT) ## kill, refuse and cut off indexing at every moment; prints what came of it
	$(BIN)/python -m tests.torture $(ARGS)

# A stamp that is there but old: the .venv is whole and is brought up to date. No stamp: from nothing,
# since an interrupted pip may leave half a package that it would then take for a whole one.
# torch comes first and alone, so that its index serves nothing else.
# --no-compile: most of torch is never imported, and compiling it all takes longer than unpacking it.
$(RUNTIME): pyproject.toml constraints.txt $(UNSOUND)
	@$(PYTHON) -c '$(SPEC)'
	@test -z '$(UNSOUND)' && test -f $@ || $(PYTHON) -m venv --clear .venv
	@rm -f $@
	@echo 'Installing into .venv; torch is large, and the first time takes minutes.'
	$(PIP) install --quiet --no-compile -c constraints.txt --no-deps $(TORCH_FROM) torch
	$(PIP) install --quiet --no-compile -c constraints.txt -e .
	@touch $@

$(DEVELOPMENT): $(RUNTIME)
	@rm -f $(RUNTIME)
	$(PIP) install --quiet --no-compile -c constraints.txt -e '.[dev]'
	@touch $(RUNTIME) $@
