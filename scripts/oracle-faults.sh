#!/usr/bin/env bash
# Prints what faulty validators can do to an index: n = 4 and 7, none to all of them faulty, by what they do.
# Fails if fewer than a third move it off the honest range, or a step beyond the jump threshold meets an open
# market. docs/spec/prices.md tells what it shows.
source "$(dirname "$0")/lib.sh"
set_up
cd "$ROOT"
cargo test --quiet --release --lib -p pallet-oracle -- fault_matrix --ignored --nocapture | grep '^|'
