#!/usr/bin/env bash
# Replays the worst hours of recorded crash days through the oracle, round by round, by four validators. Prints how far the index was
# from the recorded median of the venues, how old it grew and what tripped the breaker, and draws
# docs/figures/crash-days.svg. The recordings are in TENOR_DATA, ../shared/data unless it is set.
source "$(dirname "$0")/lib.sh"
set_up
cd "$ROOT"
TENOR_DATA="$(realpath "${TENOR_DATA:-../shared/data}")"
TENOR_REPLAY="$(mktemp -d)"
export TENOR_DATA TENOR_REPLAY
trap 'rm -r "$TENOR_REPLAY"' EXIT
[ -d "$TENOR_DATA" ] || die "no recordings in $TENOR_DATA: set TENOR_DATA"
cargo test --quiet --release --lib -p pallet-oracle -- crash_days --ignored --nocapture | grep '^|'
# Nothing of this reaches the project's own environment.
venv="$CACHE/plot-python"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet matplotlib==3.11.2
mkdir -p docs/figures
"$venv/bin/python" -B scripts/oracle-replay.py "$TENOR_REPLAY" docs/figures/crash-days.svg
