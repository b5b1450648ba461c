#!/usr/bin/env bash
# Prints what prices cost a block by the measured weights: a report, a value, a spot round and a surface
# round, and how both grow with validators and expiries. Fails if a report takes more than 60 us and 1 us for
# each of its values, of which an expiry has 51, or, with the database, a spot round of 100 validators, 2 underlyings and 12
# expiries of each more than 3 % of a block of 350 ms or a surface round more than 20 %.
source "$(dirname "$0")/lib.sh"
set_up
cd "$ROOT"
say "By the weights in pallets/oracle/src/weights.rs: $(sed -n '3s,^//! ,,p' pallets/oracle/src/weights.rs)"
cargo test --quiet --release --lib -p pallet-oracle -- m10_prices_cost_a_block --nocapture |
	grep -E '^\||takes'
