#!/usr/bin/env bash
# Runs the checks.
#
#   scripts/test.sh         format, build, all tests, client journeys, a network of four
#                           validators, lints, documentation, benchmarks in two steps; what
#                           continuous integration runs
#   scripts/test.sh quick   the inner loop: format, unit and property tests, no node
#   scripts/test.sh full    also licences and sources of dependencies, the benchmarks in the Wasm,
#                           and the workspaces beside the main one
#   scripts/test.sh properties   the property tests of auction, margin and book with 100,000 cases each,
#                           and the random journeys of accounts with as many steps, or as many as
#                           PROPTEST_CASES says
source "$(dirname "$0")/lib.sh"
mode="${1:-all}"
DENY_VERSION=0.20.2
case "$mode" in
all | quick | full | properties) ;;
*) die "usage: scripts/test.sh [quick|full|properties]" ;;
esac

set_up
cd "$ROOT"

# Runs one step, with its time; stops at the first failure.
step() {
	local title="$1" start=$SECONDS
	shift
	say "$title"
	"$@"
	printf '   %s: %d s\n' "$title" $((SECONDS - start))
}

# The workspaces beside the main one, with lock files of their own.
OTHERS=(zombienet crates/auction/bench crates/math/bench crates/math/fuzz crates/risk/bench)

format() {
	local workspace
	for workspace in . "${OTHERS[@]}"; do
		cargo fmt --all --check --manifest-path "$workspace/Cargo.toml"
	done
	clients/js/node_modules/.bin/taplo format --check --config .config/taplo.toml
}

# Always the whole workspace, in one profile: another selection changes features and compiles the
# SDK again.
lints() { cargo clippy --release --workspace --all-targets -- -D warnings; }
documentation() { RUSTDOCFLAGS="-D warnings" cargo doc --release --workspace --no-deps; }
tests() { cargo test --release --workspace; }
tests_without_node() {
	local tests
	mapfile -t tests < <(basename -s .rs crates/*/tests/*.rs node/oracle/tests/*.rs | sed 's/^/--test=/')
	cargo test --release --workspace --lib "${tests[@]}"
}
# Those of the mathematics come along, with cases of their own number.
properties() {
	export PROPTEST_CASES="${PROPTEST_CASES:-100000}"
	cargo test --release --workspace --test=properties
	cargo test --release --workspace --lib -- tests::permutation:: tests::sequences::a_window \
		tests::journey::m04_a_random_journey
}
client_types() { (cd clients/js && npm run --silent check); }

# What crates come from, and under which licence.
dependencies() {
	export PATH="$CACHE/tools/bin:$PATH"
	cargo deny --version 2>/dev/null | grep -q " $DENY_VERSION$" ||
		CARGO_TARGET_DIR="$CACHE/deny" cargo install cargo-deny --version "$DENY_VERSION" --locked \
			--root "$CACHE/tools"
	cargo deny check licenses bans sources
}
others() {
	local workspace
	for workspace in "${OTHERS[@]}"; do
		# Where the scripts that use them build them.
		CARGO_TARGET_DIR="$CACHE/$(basename "${workspace%/*}")" \
			cargo clippy --all-targets --manifest-path "$workspace/Cargo.toml" -- -D warnings
	done
}

if [ "$mode" = properties ]; then
	step "property tests" properties
	exit
fi
step "format" format
step "client types" client_types
if [ "$mode" = quick ]; then
	step "unit and property tests" tests_without_node
else
	step "build" build_all
	step "tests" tests
	step "client journeys" "$ROOT/scripts/journey.sh"
	step "network smoke" "$ROOT/scripts/zombienet.sh" smoke
	step "lints" lints
	step "documentation" documentation
	step "benchmarks in two steps" "$ROOT/scripts/bench.sh" smoke
fi
if [ "$mode" = full ]; then
	step "dependencies" dependencies
	step "benchmarks in the Wasm" "$ROOT/scripts/bench.sh" once
	step "other workspaces" others
	step "orders through blocks" "$ROOT/scripts/bench.sh" book smoke
fi
say "All checks passed in $((SECONDS / 60)) min $((SECONDS % 60)) s"
