# What people do with a checkout. "make" alone lists it.

GO       ?= go
FUZZTIME ?= 60s
VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
COMMIT   ?= $(shell git rev-parse HEAD 2>/dev/null || echo unknown)

# One static binary; the race detector and cgo parts of the standard library stay out.
export CGO_ENABLED = 0

# The commit comes in by LDFLAGS, so the go command need not ask git, which
# refuses in a checkout that another user owns.
export GOFLAGS += -buildvcs=false
LDFLAGS = -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT)

# What tests and demo run, and the Debian package that each is in.
COMMANDS = curl:curl ip:iproute2 nft:nftables ethtool:ethtool iperf3:iperf3 nsenter:util-linux
# What the tests in a browser need, which has to have letters for Japanese.
BROWSER = node:nodejs npm:npm chromium:chromium /usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf:fonts-ipaexfont-gothic

# The Debian packages whose text "make accuracy" reads.
TEXTS = manpages manpages-ja manpages-zh manpages-de manpages-fr manpages-es ieee-data perl-modules-5.36 python3 \
	debian-reference-ja debian-reference-zh-cn debian-faq-ko developers-reference-ja maint-guide-ja aptitude-doc-ja \
	edict skkdic hunspell-ko kicad-demos librecad-data tcllib node-lodash octave-common lua-penlight librust-regex-dev ghdl-common libeigen3-dev cl-ironclad \
	assimp-testmodels occt-misc slib golang-github-gorilla-mux-dev php-monolog php-twig vim-runtime nim elpa-magit

.DEFAULT_GOAL := help
.PHONY: help build ui ui-check deps demo root screenshots test lint fuzz bench accuracy geodata clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## make bin/sekisho
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o bin/sekisho ./cmd/sekisho

# Syslog daemons for tests and demo to ship to, with the libraries that they need here.
# As packages they exclude each other, and start as services: they are only unpacked.
bin/receivers:
	@echo "unpacking rsyslog and syslog-ng below $@"; rm -rf $@.new; mkdir -p $@.new/deb; cd $@.new/deb; \
	test "$$(id -u)" != 0 || timeout 300 apt-get update -qq; \
	for p in "rsyslog rsyslog-gnutls" syslog-ng-core; do \
	  needs=$$(apt-get install -s -qq --no-install-recommends $$p | sed -n 's/^Inst \([^ ]*\).*/\1/p'); \
	  timeout 300 apt-get download -qq -o APT::Sandbox::User=root $$(printf '%s\n' $$p $$needs | sort -u) || exit 1; \
	done; \
	for d in *.deb; do dpkg -x $$d .. || exit 1; done; \
	rm *.deb; cd ../..; rmdir $(@F).new/deb; mv $(@F).new $(@F)

# The web UI's sources need node's packages; what is built of them is committed, so that the program is built without.
UI = admin/web/ui

ui: $(UI)/node_modules/.package-lock.json ## build the web UI anew, which "make build" embeds
	$(GO) run ./$(UI)/build

ui-check: $(UI)/node_modules/.package-lock.json ## hold the built web UI to its sources, check types, run unit tests
	$(GO) run ./$(UI)/build -check
	$(GO) run ./$(UI)/build -test
	cd $(UI) && node_modules/.bin/tsc

$(UI)/node_modules/.package-lock.json: $(UI)/package-lock.json
	cd $(UI) && npm ci --silent && touch node_modules/.package-lock.json

deps: bin/receivers ## install what tests and demo run, where it is missing
	@missing=; for c in $(COMMANDS) $(BROWSER); do \
	  command -v $${c%%:*} >/dev/null || test -e $${c%%:*} || missing="$$missing $${c##*:}"; done; \
	test -z "$$missing" && exit 0; \
	test "$$(id -u)" = 0 || { echo "make: as root, run: apt-get install$$missing" >&2; exit 1; }; \
	echo "installing$$missing"; export DEBIAN_FRONTEND=noninteractive; \
	apt-get update -qq && apt-get install -qq -y --no-install-recommends $$missing >/dev/null

demo: BROWSER =
demo: root deps build ## see it block: a private lab in network namespaces
	bin/sekisho demo

root:
	@test "$$(id -u)" = 0 || { echo "make: network namespaces and packet queues need root" >&2; exit 1; }

screenshots: root deps ui ## take the README's pictures anew
	SEKISHO_UPDATE_SCREENSHOTS=1 $(GO) test -count=1 ./cmd/sekisho -run '^TestBrowser$$/^shots$$'

# -count=1: the go command can't know that the kernel or the tree has changed.
# -p 1: labs of several packages at a time would take the processors from each other.
# -timeout: much more than the longest package takes on two busy processors; what hangs is named, with all goroutines.
test: root deps ui-check lint ## all tests, those on the real kernel too
	$(GO) test -count=1 -p 1 -timeout 10m ./...

lint: ## gofmt, go vet, staticcheck
	@unformatted=$$(gofmt -l .); \
	test -z "$$unformatted" || { echo "make: gofmt these:" $$unformatted >&2; exit 1; }
	$(GO) vet ./... && $(GO) vet geo/geodata.go
	$(GO) tool staticcheck ./...

fuzz: ## every fuzz target in the tree for FUZZTIME each (60s)
	@for package in $$($(GO) list ./...); do \
	  for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz'); do \
	    echo "$$package $$target"; \
	    $(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 2s $$package || exit 1; \
	  done; \
	done

bench: root deps $(UI)/node_modules/.package-lock.json ## what gateway, detectors, pages, store, log formats and shipping cost, as ratios to doing without
	$(GO) test ./cmd/sekisho -run '^$$' -bench '^Benchmark(Gateway|Detect|Pages)$$' -benchtime 1x -timeout 30m
	$(GO) test ./admin/store -run '^$$' -bench '^BenchmarkStore$$' -benchtime 1x -timeout 30m
	$(GO) test ./admin/encode -run '^$$' -bench '^BenchmarkEncode$$' -benchtime 1x
	$(GO) test ./admin/siem -run '^$$' -bench '^Benchmark(Ship|Transports)$$' -benchtime 1x

# Clean text to be read without a false finding; what is missing is not read.
accuracy: ## how much is found, and how much is falsely found (UPDATE=1: write it down)
	@test "$$(id -u)" != 0 || dpkg -s $(TEXTS) >/dev/null 2>&1 || { \
	  echo "installing $(TEXTS)"; export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update -qq && apt-get install -qq -y --no-install-recommends $(TEXTS) >/dev/null; }
	SEKISHO_ACCURACY_UPDATE=$(UPDATE) $(GO) test ./cmd/sekisho -run '^$$' -bench '^BenchmarkAccuracy$$' -benchtime 1x -timeout 30m

geodata: ## make the embedded geo databases anew (needs npm)
	$(GO) run geo/geodata.go geo/data

clean: ## remove what was built
	rm -rf bin
