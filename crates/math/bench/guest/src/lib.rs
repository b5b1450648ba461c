//! What is timed in Wasm: each export does one thing `n` times.
#![no_std]

extern crate alloc;

use core::hint::black_box;
use tenor_math::{
	black76::{Black76, Shock},
	greeks::Term,
	Deviation, Fixed,
	OptionKind::Call,
	Rounding,
};

const WAD: u128 = 1_000_000_000_000_000_000;
/// 63,250 and 60,000; 65 %; 3 %.
const FORWARD: u128 = 63_250 * WAD;
const STRIKE: u128 = 60_000 * WAD;
const VOLATILITY: i128 = 11_990_383_647_911_208_550;
const RATE: i128 = 553_402_322_211_286_548;

fn repeat<T>(n: u32, run: impl Fn() -> T) {
	for _ in 0..n {
		black_box(run());
	}
}

fn term() -> Option<Term> {
	Term::at_rate(black_box(1_000_000), Fixed::from_bits(black_box(RATE)))
}

fn option(deviation: Deviation) -> Option<Black76> {
	Black76::on(black_box(FORWARD), black_box(STRIKE), deviation)
}

/// The loop itself.
#[no_mangle]
pub extern "C" fn nothing(n: u32) {
	repeat(n, || black_box(FORWARD));
}

/// From raw inputs to prices and all greeks of call and put.
#[no_mangle]
pub extern "C" fn price_and_greeks(n: u32) {
	repeat(n, || {
		let term = term()?;
		Some(option(term.deviation(Fixed::from_bits(black_box(VOLATILITY)))?)?.pair(&term))
	});
}

/// From raw inputs to one price.
#[no_mangle]
pub extern "C" fn price(n: u32) {
	repeat(n, || {
		let volatility = Fixed::from_bits(black_box(VOLATILITY));
		let deviation = Deviation::from_volatility(volatility, black_box(1_000_000))?;
		Some(option(deviation)?.value(Call, Rounding::Down))
	});
}

/// One price under a shock of forward and volatility.
#[no_mangle]
pub extern "C" fn scenario(n: u32) {
	let deviation = Deviation::from_volatility(Fixed::from_bits(VOLATILITY), 1_000_000);
	let (Some(option), Some(shock)) = (
		deviation.and_then(option),
		Shock::new(Fixed::from_bits(15 << 60), Fixed::from_bits(20 << 60)),
	) else {
		return;
	};
	repeat(n, || Some(black_box(&option).under(black_box(&shock))?.value(Call, Rounding::Down)));
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
	core::arch::wasm32::unreachable()
}

/// The codec links `alloc`; nothing here allocates.
struct Nothing;

// SAFETY: null is the answer of an allocator that is out of memory.
unsafe impl core::alloc::GlobalAlloc for Nothing {
	unsafe fn alloc(&self, _: core::alloc::Layout) -> *mut u8 {
		core::ptr::null_mut()
	}

	unsafe fn dealloc(&self, _: *mut u8, _: core::alloc::Layout) {}
}

#[global_allocator]
static ALLOCATOR: Nothing = Nothing;
