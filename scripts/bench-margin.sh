#!/usr/bin/env bash
# Times portfolio margin over built pages natively: pricing a portfolio anew, its margin, an order's check.
# Fails if the check takes more than a hundredth of the pricing, or grows with the positions.
source "$(dirname "$0")/lib.sh"
set_up
cd "$ROOT/crates/risk/bench"
# A directory of its own, as the workspace is.
export CARGO_TARGET_DIR="${TENOR_RISK_TARGET_DIR:-$CACHE/risk}"

say "Building"
cargo build --quiet --release --locked
say "Natively, $(date -u +%F), $(nproc) cores of $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)"
"$CARGO_TARGET_DIR/release/tenor-risk-bench"
