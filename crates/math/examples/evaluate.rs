//! Evaluates the crate's functions on arguments from the standard input, one line each: the name of
//! the function and its arguments, the bits of [`Fixed`] and amounts as integers. Answers with the
//! bits of the results, or `none`. For scripts that compare with other implementations.
#![allow(missing_docs)]

use std::io::{self, BufRead, Write};
use tenor_math::{
	black76::Black76,
	functions::{mills_ratio, normal_cdf, normal_inverse_cdf, normal_pdf},
	greeks::{Greeks, Term},
	implied, Fixed,
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
	let mut line = format!("{} {}", value(Call)?, value(Put)?);
	let greeks = listed(&pair.call_greeks).into_iter().chain(listed(&pair.put_greeks));
	for number in [pair.call, pair.put].into_iter().chain(greeks) {
		line += &format!(" {}", number.to_bits());
	}
	Some(line)
}

/// Volatility from an undiscounted price, and its uncertainty.
fn implied(arguments: &mut Arguments<'_>) -> Option<String> {
	let kind = if arguments.0.next()? == "call" { Call } else { Put };
	let (forward, strike, price) =
		(arguments.integer()?, arguments.integer()?, arguments.integer()?);
	let found = implied::volatility(kind, forward, strike, price, arguments.integer()?).ok()?;
	Some(format!("{} {}", found.volatility.to_bits(), found.uncertainty.to_bits()))
}

/// Price of the call on strike over forward and total variance, to the nearest.
fn normalised(arguments: &mut Arguments<'_>) -> Option<String> {
	let terms = Black76::new(arguments.fixed()?, arguments.fixed()?)?;
	Some(format!("{} {}", terms.over_forward(Call).to_bits(), terms.delta(Call).to_bits()))
}

fn main() -> io::Result<()> {
	let mut output = io::BufWriter::new(io::stdout().lock());
	for line in io::stdin().lock().lines() {
		let line = line?;
		let mut arguments = Arguments(line.split_whitespace());
		let answer = match arguments.0.next().unwrap_or_default() {
			"black76" => black76(&mut arguments),
			"implied" => implied(&mut arguments),
			"normalised" => normalised(&mut arguments),
			name => {
				let found = arguments.fixed().and_then(|x| unary(name, x));
				found.map(|number| number.to_bits().to_string())
			},
		};
		writeln!(output, "{}", answer.as_deref().unwrap_or("none"))?;
	}
	output.flush()
}
