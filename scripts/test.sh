#!/usr/bin/env bash
# Runs the checks: format, build, all Rust tests, client types.
#
#   scripts/test.sh          what continuous integration runs
#   scripts/test.sh full     also the client journey on a development node and the network smoke
source "$(dirname "$0")/lib.sh"
mode="${1:-checks}"
case "$mode" in checks | full) ;; *) die "usage: scripts/test.sh [full]" ;; esac

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

clients_check() { (cd clients/js && npm run --silent check); }

step "format" cargo fmt --all --check
step "build" cargo build --release --workspace
# Always the whole workspace: another selection changes features and compiles crates again.
step "tests" cargo test --release --workspace
step "client types" clients_check
if [ "$mode" = full ]; then
	step "client journey" "$ROOT/scripts/journey.sh"
	step "network smoke" "$ROOT/scripts/zombienet.sh" smoke
fi
say "All checks passed in $((SECONDS / 60)) min $((SECONDS % 60)) s"
