#!/usr/bin/env bash
# Installs what the build and the tests need, on Debian bookworm with rustup's stable toolchain.
# Idempotent: does only what is missing, says what it does; a second call takes under a second.
source "$(dirname "$0")/lib.sh"
mkdir -p "$CACHE"
# rustup and cargo read the checkout's toolchain and settings.
cd "$ROOT"

PACKAGES=(protobuf-compiler pkg-config libssl-dev mold gcc g++ make git curl ca-certificates
	python3-venv python3-pip iproute2 procps util-linux)
WASM_TARGET=wasm32v1-none
NODE_MAJOR=20

missing_packages() {
	comm -23 <(printf '%s\n' "${PACKAGES[@]}" | sort) \
		<(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${PACKAGES[@]}" 2>/dev/null |
			awk '$1 == "ii" { print $2 }' | sort)
}

install_packages() {
	local missing
	mapfile -t missing < <(missing_packages)
	[ ${#missing[@]} -eq 0 ] && return
	say "Installing Debian packages: ${missing[*]}"
	apt_install "${missing[@]}"
}

# What lib.sh reads of Debian's toolchain: its name, and the compiler that the libraries are of.
debian_toolchain() { echo "debian $(/usr/bin/rustc --version 2>/dev/null)"; }

# The standard way first; where rustup's downloads are out of reach, Debian's own current Rust
# (packages rustc-web and rust-web-src) builds the target's three libraries from source.
install_wasm_target() {
	local stamp="$CACHE/wasm-toolchain"
	[ -f "$stamp" ] && [ "$(<"$stamp")" = "$(debian_toolchain)" ] && return
	rm -f "$stamp"
	rustup target list --installed | grep -qx "$WASM_TARGET" && return
	say "Adding the Rust target $WASM_TARGET"
	rustup target add "$WASM_TARGET" && return
	say "rustup cannot fetch it: building it with Debian's Rust"
	install_wasm_target_from_debian
	debian_toolchain >"$stamp"
}

install_wasm_target_from_debian() {
	local host=/usr/lib/rustlib/x86_64-unknown-linux-gnu/bin work
	local libraries="/usr/lib/rustlib/$WASM_TARGET/lib"
	apt_install rustc-web cargo-web rust-web-src lld-22
	rustup toolchain link debian /usr
	as_root mkdir -p "$host" "$libraries"
	as_root ln -sf /usr/bin/lld-22 "$host/rust-lld"
	work=$(mktemp -d)
	cargo init --quiet --lib --name empty "$work"
	echo '#![no_std]' >"$work/src/lib.rs"
	(cd "$work" && RUSTC_BOOTSTRAP=1 RUSTUP_TOOLCHAIN=debian CARGO_TARGET_DIR="$work/target" \
		cargo build --quiet --release --target "$WASM_TARGET" -Zbuild-std=core,alloc)
	# Those of an older compiler would be found as well.
	as_root rm -f "$libraries"/*.rlib
	as_root cp "$work/target/$WASM_TARGET/release/deps/"lib{core,alloc,compiler_builtins}-*.rlib \
		"$libraries/"
	rm -rf "$work"
}

# Node packages for the client tests and the demo bots, by the committed lock file.
install_node_packages() {
	local lock="$ROOT/clients/js/package-lock.json" stamp="$ROOT/clients/js/node_modules/.tenor-stamp"
	[ -f "$lock" ] || return 0
	[ -f "$stamp" ] && cmp -s "$lock" "$stamp" && return
	say "Installing Node packages of clients/js"
	(cd "$ROOT/clients/js" && npm ci --no-audit --no-fund --loglevel=error)
	cp "$lock" "$stamp"
}

# Python packages for the client tests, in a virtual environment of their own.
install_python_packages() {
	local list="$ROOT/clients/python/requirements.txt" venv="$CACHE/python"
	[ -f "$list" ] || return 0
	[ -f "$venv/requirements.txt" ] && cmp -s "$list" "$venv/requirements.txt" && return
	say "Installing Python packages of clients/python"
	python3 -m venv "$venv"
	"$venv/bin/pip" install --quiet --disable-pip-version-check -r "$list"
	cp "$list" "$venv/requirements.txt"
}

# What is missing on a system that this script does not know.
missing_commands() {
	local command
	for command in protoc pkg-config mold gcc g++ make git curl python3 ip pgrep unshare npm; do
		command -v "$command" >/dev/null || printf '%s ' "$command"
	done
	rustup target list --installed 2>/dev/null | grep -qx "$WASM_TARGET" ||
		printf 'the Rust target %s (or what builds it) ' "$WASM_TARGET"
}

check_system() {
	local system missing
	command -v rustup >/dev/null || die "rustup is missing: install Rust's stable toolchain by rustup"
	system=$(. /etc/os-release 2>/dev/null && echo "${ID:-} ${VERSION_CODENAME:-}")
	[ "$system" = "debian bookworm" ] && return
	missing=$(missing_commands)
	[ -z "$missing" ] && return
	die "this is ${system:-an unknown system}, and set-up installs packages on Debian bookworm only. Install
  by hand what is missing: $missing
  Debian calls it ${PACKAGES[*]}; Node.js must be $NODE_MAJOR or newer"
}

node_is_new() {
	local version
	version=$(node --version 2>/dev/null) || return
	version=${version#v}
	[ "${version%%.*}" -ge "$NODE_MAJOR" ]
}

# Debian's, or where that is too old what its npm can fetch, with an npm that fits.
install_node() {
	if ! command -v npm >/dev/null; then
		say "Installing Node.js from Debian"
		apt_install nodejs npm
	fi
	node_is_new && return
	say "Installing Node.js 22 by npm: $NODE_MAJOR or newer is needed, found $(node --version)"
	npm install --prefix "$CACHE/node" --no-audit --no-fund --loglevel=error node@22 npm@10
	hash -r
	node_is_new || die "Node.js $NODE_MAJOR or newer is needed; found $(node --version)"
}

check_system
command -v apt-get >/dev/null && install_packages
install_wasm_target
install_node
install_node_packages
install_python_packages
