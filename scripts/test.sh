#!/usr/bin/env bash
# Runs the checks.
#
#   scripts/test.sh         format, build, all tests, client journeys, a network of four
#                           validators; what continuous integration runs
#   scripts/test.sh quick   the inner loop: format, unit and property tests, no node
#   scripts/test.sh full    also lints, documentation, one run of every benchmark
source "$(dirname "$0")/lib.sh"
mode="${1:-all}"
case "$mode" in all | quick | full) ;; *) die "usage: scripts/test.sh [quick|full]" ;; esac

"$ROOT/scripts/setup.sh"
cd "$ROOT"

# Runs one step, with its time; stops at the first failure.
step() {
	local title="$1" start=$SECONDS
	shift
	say "$title"
	"$@"
	printf '   %s: %d s\n' "$title" $((SECONDS - start))
}

format() {
	cargo fmt --all --check
	cargo fmt --all --check --manifest-path zombienet/Cargo.toml
	clients/js/node_modules/.bin/taplo format --check --config .config/taplo.toml
}

# Always the whole workspace, in one profile: another selection changes features and compiles the
# SDK again.
build() { cargo build --release --workspace; }
lints() { cargo clippy --release --workspace --all-targets -- -D warnings; }
documentation() { RUSTDOCFLAGS="-D warnings" cargo doc --release --workspace --no-deps; }
tests() { cargo test --release --workspace; }
tests_without_node() { cargo test --release --workspace --lib --test '*properties*' --test vectors; }
client_types() { (cd clients/js && npm run --silent check); }

step "format" format
step "client types" client_types
if [ "$mode" = quick ]; then
	step "unit and property tests" tests_without_node
else
	step "build" build
	step "tests" tests
	step "client journeys" "$ROOT/scripts/journey.sh"
	step "network smoke" "$ROOT/scripts/zombienet.sh" smoke
fi
if [ "$mode" = full ]; then
	step "lints" lints
	step "documentation" documentation
	step "benchmark smoke" "$ROOT/scripts/bench.sh" smoke
fi
say "All checks passed in $((SECONDS / 60)) min $((SECONDS % 60)) s"
