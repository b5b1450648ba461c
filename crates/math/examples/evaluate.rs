//! Evaluates the crate's functions on arguments from the standard input, one line each: the name of
//! the function and its arguments, the bits of [`Fixed`] and amounts as integers. Answers with the
//! bits of the results, or `none`. For scripts that compare with other implementations.
#![allow(missing_docs)]

use std::io::{self, BufRead, Write};
use tenor_math::{
	averaging,
	black76::Black76,
	exotics::{
		asian::geometric, barrier, touch::touch, Barrier, Digital, Fixings, Knock, Market, Side,
		Touch,
	},
	functions::{mills_ratio, normal_cdf, normal_inverse_cdf, normal_pdf},
	greeks::{Greeks, Term},
	implied,
	surface::{Curvature, Smile, Ssvi, Svi},
	Deviation, Fixed, OptionKind,
	OptionKind::{Call, Put},
	Rounding,
};

/// The arguments of one line.
struct Arguments<'a>(std::str::SplitWhitespace<'a>);

impl Arguments<'_> {
	fn integer<T: std::str::FromStr>(&mut self) -> Option<T> {
		self.0.next()?.parse().ok()
	}

	fn fixed(&mut self) -> Option<Fixed> {
		self.integer().map(Fixed::from_bits)
	}

	fn kind(&mut self) -> Option<OptionKind> {
		Some(if self.0.next()? == "Call" { Call } else { Put })
	}

	fn side(&mut self) -> Option<Side> {
		Some(if self.0.next()? == "Down" { Side::Down } else { Side::Up })
	}

	/// Volatility and seconds.
	fn deviation(&mut self) -> Option<Deviation> {
		Deviation::from_volatility(self.fixed()?, self.integer()?)
	}

	/// Spot, carry, discount, volatility and seconds.
	fn market(&mut self) -> Option<Market> {
		Some(Market {
			spot: self.integer()?,
			carry: self.fixed()?,
			discount: self.fixed()?,
			deviation: self.deviation()?,
		})
	}

	fn svi(&mut self) -> Option<Svi> {
		Some(Svi {
			a: self.fixed()?,
			b: self.fixed()?,
			rho: self.fixed()?,
			m: self.fixed()?,
			sigma: self.fixed()?,
		})
	}
}

fn line(numbers: &[Fixed]) -> String {
	let bits: Vec<String> = numbers.iter().map(|number| number.to_bits().to_string()).collect();
	bits.join(" ")
}

fn unary(name: &str, x: Fixed) -> Option<Fixed> {
	match name {
		"exp" => x.exp(),
		"ln" => x.ln(),
		"sqrt" => x.sqrt(),
		"pdf" => Some(normal_pdf(x)),
		"cdf" => Some(normal_cdf(x)),
		"mills" => mills_ratio(x),
		"inverse_cdf" => normal_inverse_cdf(x),
		_ => None,
	}
}

fn listed(greeks: &Greeks) -> [Fixed; 8] {
	let Greeks { delta, gamma, vega, theta, rho, vanna, volga, charm } = *greeks;
	[delta, gamma, vega, theta, rho, vanna, volga, charm]
}

/// Price of call and put in the unit of the forward, both over the forward, and their greeks.
fn black76(arguments: &mut Arguments<'_>) -> Option<String> {
	let (forward, strike) = (arguments.integer()?, arguments.integer()?);
	let seconds = arguments.integer()?;
	let volatility = arguments.fixed()?;
	let term = Term::at_rate(seconds, arguments.fixed()?)?;
	let terms = Black76::on(forward, strike, term.deviation(volatility)?)?;
	let value = |kind| terms.present_value(kind, &term, Rounding::Down);
	let pair = terms.pair(&term);
	let greeks = listed(&pair.call_greeks).into_iter().chain(listed(&pair.put_greeks));
	let numbers: Vec<Fixed> = [pair.call, pair.put].into_iter().chain(greeks).collect();
	Some(format!("{} {} {}", value(Call)?, value(Put)?, line(&numbers)))
}

/// Volatility from an undiscounted price, and its uncertainty.
fn implied(arguments: &mut Arguments<'_>) -> Option<String> {
	let kind = arguments.kind()?;
	let (forward, strike, price) =
		(arguments.integer()?, arguments.integer()?, arguments.integer()?);
	let found = implied::volatility(kind, forward, strike, price, arguments.integer()?).ok()?;
	Some(format!("{} {}", found.volatility.to_bits(), found.uncertainty.to_bits()))
}

/// Price on the average of the settlement's window.
fn averaged(arguments: &mut Arguments<'_>) -> Option<String> {
	let kind = arguments.kind()?;
	let (forward, strike) = (arguments.integer()?, arguments.integer()?);
	let (volatility, left) = (arguments.fixed()?, arguments.integer()?);
	let average = arguments.integer()?;
	averaging::price(kind, forward, strike, volatility, left, average, Rounding::Down)
		.map(|price| price.to_string())
}

/// Variance with its derivatives, Durrleman's `g` and the density at `k`.
fn smile(smile: &impl Smile, k: Fixed) -> Option<String> {
	let local = smile.at(k)?;
	let (g, density) = (local.durrleman(k)?, local.density(k)?);
	Some(line(&[local.variance, local.slope, local.curvature, g, density]))
}

fn ssvi(arguments: &mut Arguments<'_>) -> Option<String> {
	let slice =
		Ssvi { theta: arguments.fixed()?, rho: arguments.fixed()?, phi: arguments.fixed()? };
	smile(&slice, arguments.fixed()?)
}

/// Jump wings and least variance of raw SVI.
fn wings(arguments: &mut Arguments<'_>) -> Option<String> {
	let slice = arguments.svi()?;
	let wings = slice.to_jump_wings(arguments.fixed()?)?;
	let jump = [wings.variance, wings.skew, wings.put, wings.call, wings.least];
	Some(format!("{} {}", line(&jump), line(&[slice.least_variance()?])))
}

fn curvature(arguments: &mut Arguments<'_>) -> Option<String> {
	let theta = arguments.fixed()?;
	let curvature = match arguments.0.next()? {
		"power" => Curvature::PowerLaw { eta: arguments.fixed()?, gamma: arguments.fixed()? },
		"heston" => Curvature::Heston { lambda: arguments.fixed()? },
		_ => Curvature::SquareRoot { eta: arguments.fixed()? },
	};
	curvature.at(theta).map(|phi| line(&[phi]))
}

/// Shares of calls, their delta and vega, and the cash on a smile with a slope.
fn digital(arguments: &mut Arguments<'_>) -> Option<String> {
	let (forward, strike) = (arguments.integer()?, arguments.integer()?);
	let digital = Digital::on(forward, strike, arguments.deviation()?)?;
	let on_smile = digital.cash_on_smile(Call, arguments.fixed()?);
	let shares = [digital.cash(Call), digital.asset(Call)];
	Some(line(&[shares, [digital.cash_delta(Call), digital.cash_vega(Call)]].concat()))
		.map(|shares| format!("{shares} {}", on_smile.to_bits()))
}

/// Rounded down and up.
fn asian(arguments: &mut Arguments<'_>) -> Option<String> {
	let market = arguments.market()?;
	let (kind, strike) = (arguments.kind()?, arguments.integer()?);
	let fixings = match arguments.integer()? {
		0 => Fixings::Continuous,
		count => Fixings::Every(count),
	};
	let of = |rounding| geometric(&market, kind, strike, fixings, rounding);
	Some(format!("{} {}", of(Rounding::Down)?, of(Rounding::Up)?))
}

/// All payments of one unit, or of the asset.
fn touches(arguments: &mut Arguments<'_>) -> Option<String> {
	let market = arguments.market()?;
	let (side, level, unit) = (arguments.side()?, arguments.integer()?, arguments.integer()?);
	let mut found = Vec::new();
	for what in [
		Touch::CashAtTouch,
		Touch::CashAtEnd,
		Touch::CashUntouched,
		Touch::AssetAtEnd,
		Touch::AssetUntouched,
	] {
		found.push(touch(&market, side, level, what, unit, Rounding::Down)?.to_string());
	}
	Some(found.join(" "))
}

/// Knock-in, knock-out, and knock-out with a rebate.
fn barriers(arguments: &mut Arguments<'_>) -> Option<String> {
	let market = arguments.market()?;
	let (kind, strike) = (arguments.kind()?, arguments.integer()?);
	let (side, level, rebate) = (arguments.side()?, arguments.integer()?, arguments.integer()?);
	let of = |knock, rebate| {
		let barrier = Barrier { level, side, knock, rebate };
		barrier::price(&market, kind, strike, &barrier, Rounding::Down)
	};
	Some(format!("{} {} {}", of(Knock::In, 0)?, of(Knock::Out, 0)?, of(Knock::Out, rebate)?))
}

fn answer(name: &str, arguments: &mut Arguments<'_>) -> Option<String> {
	match name {
		"black76" => black76(arguments),
		"implied" => implied(arguments),
		"averaging" => averaged(arguments),
		"svi" => smile(&arguments.svi()?, arguments.fixed()?),
		"ssvi" => ssvi(arguments),
		"wings" => wings(arguments),
		"curvature" => curvature(arguments),
		"digital" => digital(arguments),
		"asian" => asian(arguments),
		"touch" => touches(arguments),
		"barrier" => barriers(arguments),
		_ => unary(name, arguments.fixed()?).map(|number| line(&[number])),
	}
}

fn main() -> io::Result<()> {
	let mut output = io::BufWriter::new(io::stdout().lock());
	for line in io::stdin().lock().lines() {
		let line = line?;
		let mut arguments = Arguments(line.split_whitespace());
		let name = arguments.0.next().unwrap_or_default();
		let answer = answer(name, &mut arguments);
		writeln!(output, "{}", answer.as_deref().unwrap_or("none"))?;
	}
	output.flush()
}
