# make demo   a newcomer's first minute: from files to a deployed skill
# make test   everything the tests promise
# The rest is for working on Joinery itself; ‘make help’ lists it.

SWIFT  ?= swift
PREFIX ?= /usr/local
FROM   ?= templates/starter
checks  = --explicit-target-dependency-import-check error
static  = $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib -Xlinker -s)
release = .build/release/joinery
# The program that asks servers for vectors, a package of its own.
asker   = .build/http/release/joinery-embeddings-http
apart   = --package-path Plugins/HTTPEmbeddings --scratch-path .build/http

.PHONY: help setup model build http test test-http demo bench bench-search install clean format

help: ## Show what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 12

setup: ## Bring what the machine lacks
	@.ci/setup

model: ## Bring the model that finds sections by meaning (84 MB; MODEL=folder)
	@.ci/fetch-model $(MODEL)

build: setup ## Build for use
	@$(SWIFT) build -c release --product joinery $(static) $(checks)

http: setup ## Build the program that asks servers for vectors (minutes, once)
	@$(SWIFT) build -c release --product joinery-embeddings-http $(apart) $(static) $(checks)

test: setup ## Run the tests
	@.ci/fetch-mcp-client
	@$(SWIFT) build --build-tests $(checks)
	@SWIFT=$(SWIFT) .ci/test

test-http: setup ## Run the tests of what asks servers for vectors (minutes, once)
	@$(SWIFT) build --build-tests $(apart) $(checks)
	@SWIFT=$(SWIFT) .ci/test $(apart)

demo: build ## Ingest, search, compose, commit, deploy, in a temporary place (FROM=folder)
	@JOINERY=$(release) FROM="$(FROM)" .ci/demo

bench: build ## Measure against peers in one run
	@JOINERY=$(release) .ci/bench

bench-search: build ## Measure how well searches find, beside two baselines
	@JOINERY=$(release) .ci/bench-search

install: build ## Install under PREFIX
	install -d "$(PREFIX)/bin" "$(PREFIX)/share/joinery"
	install -m 755 $(release) "$(PREFIX)/bin/joinery"
	[ ! -e $(asker) ] || install -m 755 $(asker) "$(PREFIX)/bin/joinery-embeddings-http"
	cp -R templates "$(PREFIX)/share/joinery/"
	[ ! -d .deps/model ] || { mkdir -p "$(PREFIX)/share/joinery/models" \
	  && cp -R .deps/model/. "$(PREFIX)/share/joinery/models/all-MiniLM-L6-v2"; }

format: ## Format the sources
	@$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Plugins Tests

clean: ## Remove what was built
	rm -rf .build .deps
