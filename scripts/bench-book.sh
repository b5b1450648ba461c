#!/usr/bin/env bash
# Times the book.
#
#   scripts/bench.sh book         crates/auction natively against matchcore and orderbook-rs on one recorded
#                                 trace, and a block by the live orders of its series; then orders and quotes
#                                 through the import of blocks against transfers, what other series and
#                                 orders add, and what a day of blocks writes to the database
#   scripts/bench.sh book smoke   a small run of the latter, which judges nothing
#
# Fails if an operation takes more than 5 % longer than orderbook-rs takes, in blocks of 256 and more than matchcore
# takes, if the cost is not linear, or if a target of the blocks is missed. crates/auction/bench/README.md
# and node/benches/book/README.md say what is compared.
source "$(dirname "$0")/lib.sh"
set_up
case "${1:-}" in
"" | smoke) ;;
*) die "usage: scripts/bench.sh book [smoke]" ;;
esac

# The whole workspace, as in scripts/test.sh: another selection compiles the SDK again.
blocks() { (cd "$ROOT" && cargo bench --quiet --locked --workspace --bench book -- "$@"); }
if [ "${1:-}" = smoke ]; then
	blocks --smoke
	exit
fi

machine="$(date -u +%F), $(nproc) cores of $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)"
failed=
say "Building"
# A directory of its own, as the workspace is.
native="${TENOR_AUCTION_TARGET_DIR:-$CACHE/auction}"
(cd "$ROOT/crates/auction/bench" && CARGO_TARGET_DIR="$native" cargo build --quiet --release --locked)
say "Natively, $machine"
"$native/release/tenor-auction-bench" || failed=1
say "In blocks, $machine"
blocks || failed=1
[ -z "$failed" ] || die "a target was missed"
