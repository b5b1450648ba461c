#!/usr/bin/env bash
# Prints how far the node's smiles are from recorded Deribit chains, in volatility points, by time to expiry:
# the root of the mean square distance from the middle of bid and ask over the options used. Fails beyond the
# bounds in node/oracle/tests/recorded_chains.rs. docs/spec/prices.md holds the table. The recordings are in
# TENOR_DATA, ../shared/data unless it is set.
source "$(dirname "$0")/lib.sh"
set_up
cd "$ROOT"
TENOR_DATA="$(realpath "${TENOR_DATA:-../shared/data}")"
export TENOR_DATA
[ -d "$TENOR_DATA" ] || die "no recordings in $TENOR_DATA: set TENOR_DATA"
cargo test --quiet --release -p tenor-oracle-worker --test recorded_chains -- --nocapture | grep '^|'
