# Shared by all scripts: where things are, and how they speak. Sourced, never run.
# shellcheck shell=bash
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
CACHE="${TENOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/tenor}"
# Build output lives outside the checkout, so that another checkout reuses the compiled crates.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$CACHE/target}"
# shellcheck disable=SC2034 # used by the scripts that source this file
NODE_BIN="$CARGO_TARGET_DIR/release/tenor-node"
# A development node that replays recorded prices and answers about any past block, so that clients
# find the `archive` RPC and expired series on it. Its callers add where its data and ports are.
# shellcheck disable=SC2034 # used by the scripts that source this file
DEV_NODE=("$NODE_BIN" --dev --state-pruning archive --oracle-config "$ROOT/node/oracle/replay.toml")
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-auto}"

say() { printf '\033[1m== %s\033[0m\n' "$*"; }
die() {
	printf 'error: %s\n' "$*" >&2
	exit 1
}

# Runs a command as root: directly, or through sudo.
as_root() {
	if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# The Wasm toolchain chosen by setup.sh, if it is not the default one.
if [ -f "$CACHE/wasm-toolchain" ]; then
	WASM_BUILD_TOOLCHAIN="$(cat "$CACHE/wasm-toolchain")"
	export WASM_BUILD_TOOLCHAIN
fi
