# Dunning Desk. `make` alone lists what can be made; `make run` and `make test` are all that most people need.

SHELL         := bash
.SHELLFLAGS   := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# clang compiles the OpenGL binding in 13 seconds where gcc takes nearly three minutes (docs/decisions/0001).
# Looked up each time it is needed, because `make deps-build` may have installed it a moment ago.
ifeq ($(origin CC),default)
CC = $(shell command -v clang >/dev/null 2>&1 && echo clang || echo gcc)
endif
export CC

# One set of flags for every command: another set is another build cache, and a cold build costs minutes.
GOFLAGS ?= -trimpath -buildvcs=false
export GOFLAGS

EXE       := $(if $(filter Windows_NT,$(OS)),.exe,)
VERSION   := $(shell sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)
COMMIT    := $(shell git rev-parse --short HEAD 2>/dev/null)
LDFLAGS    = -X main.version=$(VERSION)$(if $(COMMIT),+$(COMMIT),)

# Every folder of connectors/ that holds a main.go is one program.
CONNECTORS := $(patsubst connectors/%/main.go,%,$(wildcard connectors/*/main.go))

# Packages where goroutines share state; they run a second time under the race detector.
RACE_ROOMS := scheduler app/secret app/courier/outbox app/ui/runner app/store/sqlite plugin/host plugin/sdk
RACE       := $(addprefix ./,$(foreach room,$(RACE_ROOMS),$(if $(wildcard $(room)/*_test.go),$(room))))

BENCHTIME ?= 1s

.PHONY: help
help: ## Show this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1|\2/p' Makefile | while IFS='|' read -r name does; do printf '  make %-14s %s\n' $$name "$$does"; done

.PHONY: run
run: build ## Install what is missing, build, and open the program on a demo company
	@bash .ci/first-run

.PHONY: test
test: deps-test build ## Install what is missing, build, and run every test
	go vet ./...
ifneq ($(RACE),)
	go test -race -timeout 15m $(RACE)
endif
	go test -timeout 15m ./...

.PHONY: conformance
conformance: deps-build ## Hold every connector to the protocol, and print a line for each
	@mkdir -p build
	@go test -json -run Conformance -timeout 15m ./connectors/... >build/conformance.json || true
	@go run ./plugin/conformance/table <build/conformance.json

.PHONY: build
build: deps-build connectors ## Build the program and its connectors into build/
	@mkdir -p build
	go build -ldflags "$(LDFLAGS)" -o build/dunningdesk$(EXE) ./app

.PHONY: connectors
connectors: deps-build ## Build the connectors into build/connectors/
	@mkdir -p build/connectors
	@for kind in $(CONNECTORS); do echo "go build -o build/connectors/$$kind$(EXE) ./connectors/$$kind"; \
	  go build -ldflags "$(LDFLAGS)" -o "build/connectors/$$kind$(EXE)" "./connectors/$$kind"; done

.PHONY: lint
lint: deps-build ## Check the code with the linters
	@bash .ci/tools golangci-lint
	.tools/golangci-lint run

.PHONY: fmt
fmt: ## Format the Go code
	@bash .ci/tools gofumpt
	.tools/gofumpt -l -w .

.PHONY: gen
gen: ## Generate code again (protocol messages)
	@bash .ci/deps gen
	@bash .ci/tools protoc-gen-go protoc-gen-go-grpc
	PATH="$(CURDIR)/.tools:$$PATH" go generate ./plugin/... ./assets/...

.PHONY: screenshots
screenshots: build ## Draw every screen of the demo book into out/screens, light and dark
	@bash .ci/first-run screens

.PHONY: bench
bench: build ## Measure sync, plan and filtering against the bare database
	@packages=$$(grep -rl --include='*_test.go' '^func Benchmark' app plugin scheduler connectors 2>/dev/null | xargs -r -n1 dirname | sort -u | sed 's|^|./|'); \
	if [ -z "$$packages" ]; then echo "There is no benchmark."; exit 0; fi; \
	go test -run '^$$' -bench . -benchmem -benchtime $(BENCHTIME) -timeout 30m -p 1 $$packages

.PHONY: fire
fire: build ## Send a wave of ten thousand mails under five kills, and print what became of each
	DUNNINGDESK_FIRE=10000 go test -run TestALargeWaveWithFiveRestarts -v -timeout 60m ./app

.PHONY: package
package: build ## Make the packages to hand out into build/package/
	@bash .ci/deps package
	@bash .ci/package "$(VERSION)" "$(LDFLAGS)"

.PHONY: deps deps-build deps-test
deps: deps-test ## Install the system packages that building and testing need

deps-build:
	@bash .ci/deps build
	@if [ "$$(basename -- "$(CC)")" = gcc ]; then echo "Building with gcc: the first build takes some minutes longer than with clang."; fi

deps-test: deps-build
	@bash .ci/deps test

.PHONY: clean
clean: ## Remove what was built (books and letters in out/ stay)
	rm -rf build
