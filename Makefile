# Every target explains itself: `make help`. Each one sets up what it needs; only system libraries ask for root.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PO := $(wildcard i18n/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)

.DEFAULT_GOAL := help
.PHONY: help run demo centre centre-code demo-exchange test lint types bench texts docs texts-update clean system

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(VENV)/.ready $(MO) ## open the counter on the demonstration organisation (without a display: play the demonstration)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" != Linux ]; then \
	  exec $(BIN)/kense run --demonstration --data build/data; \
	else \
	  echo "There is no display: the guided demonstration is played instead."; \
	  exec $(MAKE) --no-print-directory demo; \
	fi

demo: $(VENV)/.ready $(MO) ## play whole cases through the real screens; pictures and papers in build/demo/
	QT_QPA_PLATFORM=offscreen $(BIN)/kense demo --out build/demo

CENTRE := KENSE_INSECURE=1 KENSE_CENTRE_DATA=build/centre $(BIN)/kense-centre

centre: $(VENV)/.ready-centre $(MO) ## the district's centre with a demonstration district: http://127.0.0.1:8738/
	$(CENTRE) migrate --verbosity=0
	$(CENTRE) demonstrate --if-empty
	exec env $(CENTRE) serve

centre-code: $(VENV)/.ready-centre ## the second factor's code to sign in to the demonstration with
	@$(CENTRE) demonstration_code

demo-exchange: $(VENV)/.ready-centre $(MO) ## a counter and the centre against each other, over HTTP and over a file
	KENSE_INSECURE=1 KENSE_CENTRE_DATA=build/exchange/centre $(BIN)/kense-centre demonstrate_exchange --out build/exchange

test: $(VENV)/.ready-test $(MO) lint types ## lint, types and every test
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest
	KENSE_TEST_POSTGRESQL=1 $(BIN)/python -m pytest tests/server

lint: $(VENV)/.ready-test ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready-test ## mypy, strict
	$(BIN)/mypy

bench: $(VENV)/.ready-bench $(MO) ## every figure a ratio measured side by side in this run
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m bench

texts: $(MO) ## compile the catalogues
docs: $(VENV)/.ready $(MO) ## write docs/problems.md anew
	$(BIN)/python docs/write_problems.py

texts-update: $(VENV)/.ready ## extract messages and bring the catalogues up to date
	$(BIN)/python i18n/update.py

%.mo: %.po | $(VENV)/.ready
	$(BIN)/pybabel -q compile --input-file=$< --output-file=$@

system: ## system libraries (Debian): needs root, says so
	sh packaging/prepare-debian.sh

$(VENV)/.ready: pyproject.toml packaging/prepare-debian.sh
	sh packaging/prepare-debian.sh
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.ready-centre: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[centre]'
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready
	sh packaging/prepare-debian.sh test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

$(VENV)/.ready-bench: $(VENV)/.ready-test
	sh packaging/prepare-debian.sh bench
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,bench]'
	@touch $@

clean: ## remove everything built, the environment included
	rm -rf build dist $(VENV) $(MO)
