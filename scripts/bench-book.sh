#!/usr/bin/env bash
# Times crates/auction natively against matchcore and orderbook-rs on one recorded trace, and a block by
# the live orders of its series. Fails if an operation takes more than 5 % longer than orderbook-rs takes,
# in blocks of 1,024 than matchcore takes, or if the cost is not linear. crates/auction/bench/README.md says what is compared.
source "$(dirname "$0")/lib.sh"
set_up
cd "$ROOT/crates/auction/bench"
# A directory of its own, as the workspace is.
export CARGO_TARGET_DIR="${TENOR_AUCTION_TARGET_DIR:-$CACHE/auction}"

say "Building"
cargo build --quiet --release --locked
say "Natively, $(date -u +%F), $(nproc) cores of $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)"
"$CARGO_TARGET_DIR/release/tenor-auction-bench"
