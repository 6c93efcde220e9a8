# liblabelf. `make` alone lists what there is to type.

PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DESTDIR ?=
PLACES = PREFIX="$(PREFIX)" LIBDIR="$(LIBDIR)" INCLUDEDIR="$(INCLUDEDIR)" DESTDIR="$(DESTDIR)"
CC ?= cc
CFLAGS ?= -O2 -g

C_FLAGS := -std=c99 -Wall -Wextra -Wpedantic -Werror $(CFLAGS) -Ibuild/include
# Programs in build/bin find the library beside them, wherever the directory is moved.
C_LIBS := -Lbuild/lib -llabelf -Wl,-rpath,'$$ORIGIN/../lib'

C_SOURCES := $(wildcard bindings/c/*.c Benchmarks/*.[ch] Tests/ABI/*.c Tests/Command/*.c Tests/Conformance/*.[ch] \
    bindings/cpp/*.cpp Tests/Cpp/*.?pp include/*.hpp include/labelf/*.hpp)
SHELL_SOURCES := $(shell grep -s -l '^\#!/bin/sh' scripts/* .ci/* Tests/*/* Benchmarks/* Benchmarks/*/* debian/tests/*)
SWIFT_SOURCES := Package.swift Sources Tests
LIBRARY_SOURCES := $(addprefix Sources/,Labelf LabelfClient LabelfCore LabelfTransport LabelfWire)

.DEFAULT_GOAL := help
.PHONY: help demo test torture bench library sandbox command examples loops programs deb deb-test deb-twice tools install install-tools uninstall format pictures options lint lint-swift lint-c lint-shell lint-python lint-options lint-layers clean deps deps-build toolchain

help: ## this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: programs ## classify real-looking messages through the library against a local service
	@scripts/with-sandbox --rpm 6000 -- build/bin/demo bindings/c/messages.txt

test: toolchain deps ## every test; the last line is `N passed, N failed`
	@scripts/test

torture: programs ## kill `labelf classify` a thousand times and look at what is left
	@Tests/Command/run test_kill.py --kills 1000 --rows 100000 --seed 2 -s

bench: library build/bin/bench-floor build/bin/bench-classify build/bin/bench-limited ## speed beside a program by hand, and under limits
	@scripts/build-sandbox --optimized
	@LABELF_SANDBOX=build/bin/labelf-sandbox-optimized Benchmarks/run
	@LABELF_SANDBOX=build/bin/labelf-sandbox-optimized Benchmarks/limits
	@LABELF_SANDBOX=build/bin/labelf-sandbox-optimized Benchmarks/python/run
	@scripts/build-command
	@LABELF_SANDBOX=build/bin/labelf-sandbox-optimized Benchmarks/command

library: toolchain deps-build ## build/lib/liblabelf.so and build/include/labelf.h
	@scripts/build-library

sandbox: toolchain deps-build ## build/bin/labelf-sandbox, the emulated service
	@scripts/build-sandbox

examples: build/bin/simple build/bin/poll build/bin/demo ## the C examples, in build/bin

loops: build/bin/libuv build/bin/glib build/bin/asio build/bin/coroutine ## the examples in event loops, in build/bin (needs what `make deps` installs)

command: library ## build/bin/labelf, the command line
	@scripts/build-command

# The two long builds at the same time.
programs: toolchain deps-build
	@$(MAKE) --no-print-directory -j2 library sandbox
	@scripts/build-command
	@$(MAKE) --no-print-directory examples

deb: toolchain ## the Debian packages of the commit, in build/deb
	@scripts/deps deb
	@scripts/deb

deb-test: deb ## the Debian packages, installed and tested in a fresh system of their own (as root)
	@scripts/deb-test

deb-twice: deb ## the Debian packages built once more, elsewhere: are they the same bytes?
	@scripts/deb-twice

tools: library ## build/standalone: labelf-sandbox and labelf, with the Swift runtime linked in
	@scripts/build-sandbox --standalone
	@scripts/build-command --standalone

install: library ## install the library under PREFIX (/usr/local), LIBDIR and INCLUDEDIR, below DESTDIR
	@scripts/build-manual library
	@$(PLACES) scripts/install library
	@if [ -z "$(DESTDIR)" ] && [ "$$(id -u)" -eq 0 ]; then ldconfig; fi

install-tools: tools ## install the tools too, with their manuals and shell completions
	@scripts/build-manual tools
	@$(PLACES) scripts/install tools

uninstall: ## remove what install and install-tools put there
	@$(PLACES) scripts/install remove

format: ## put Swift, C and Python into the house's layout
	swift format --in-place --parallel --recursive $(SWIFT_SOURCES)
	clang-format -i $(C_SOURCES)
	scripts/lint-python --fix

lint: lint-swift lint-c lint-shell lint-python lint-options lint-layers ## complain about layout and about what the linters find

# Strings are read as bytes, in Bytes.swift: the standard library's own ways bring tables of Unicode into what is shipped.
lint-swift:
	swift format lint --strict --parallel --recursive $(SWIFT_SOURCES)
	@! grep -rnE '\.utf8\b|\.unicodeScalars|hasPrefix|hasSuffix|Substring|String\(describing|_modify \{' $(LIBRARY_SOURCES) | grep -v '/Bytes.swift:'

lint-c:
	clang-format --dry-run -Werror $(C_SOURCES)

lint-shell:
	shellcheck -x $(SHELL_SOURCES)

lint-python:
	scripts/lint-python

pictures: ## draw docs/images/flow.svg from flow.dot (needs graphviz)
	dot -Tsvg docs/images/flow.dot -o docs/images/flow.svg

options: ## write what is made from include/options.toml: the header's table, the Swift values, Python's keywords, docs/options.md
	@python3 scripts/options

lint-options:
	@python3 scripts/options --check

lint-layers:
	@scripts/lint-layers

clean: ## remove everything that was built
	rm -rf build .build .build-command .build-command-standalone .build-library .build-sandbox .build-sandbox-standalone .build-thread \
	    bindings/python/build bindings/python/src/*.egg-info

deps: ## install the Debian packages that building and testing need (as root; else say how)
	@scripts/deps test

deps-build:
	@scripts/deps build

toolchain:
	@scripts/check-toolchain

build/lib/liblabelf.so:
	@$(MAKE) --no-print-directory library

build/bin/%: bindings/c/%.c include/labelf.h | build/lib/liblabelf.so
	@mkdir -p build/bin
	$(CC) $(C_FLAGS) -o $@ $< $(C_LIBS) $(if $(LOOP_LIBRARY),$$(pkg-config --cflags --libs $(LOOP_LIBRARY)))

build/bin/libuv: LOOP_LIBRARY = libuv
build/bin/glib: LOOP_LIBRARY = glib-2.0

build/bin/asio build/bin/coroutine: build/bin/%: bindings/cpp/%.cpp include/labelf.hpp | build/lib/liblabelf.so
	@mkdir -p build/bin
	$(CXX) -std=c++20 -Wall -Wextra -Wpedantic -Werror $(CFLAGS) -pthread -Ibuild/include -o $@ $< $(C_LIBS)

build/bin/bench-classify build/bin/bench-limited: build/bin/bench-%: Benchmarks/%.c Benchmarks/bench.h include/labelf.h | build/lib/liblabelf.so
	@mkdir -p build/bin
	$(CC) $(C_FLAGS) -o $@ $< $(C_LIBS)

build/bin/bench-floor: Benchmarks/floor.c Benchmarks/bench.h | deps-build
	@mkdir -p build/bin
	$(CC) $(C_FLAGS) -o $@ $< $$(pkg-config --cflags --libs libcurl jansson)
