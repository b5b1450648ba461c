//! Medians, and targets that are met or missed.

use std::process::ExitCode;

/// The middle of these values.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
	let mut values: Vec<f64> = values.collect();
	values.sort_by(f64::total_cmp);
	values[values.len() / 2]
}

/// Which targets were met.
pub(crate) struct Gates {
	judging: bool,
	lines: Vec<String>,
	missed: usize,
}

impl Gates {
	/// That judge, or only tell.
	pub(crate) fn new(judging: bool) -> Self {
		Self { judging, lines: vec![], missed: 0 }
	}

	pub(crate) fn at_least(&mut self, name: &str, value: f64, least: f64) {
		self.note(name, value, &format!("at least {least}"), value >= least);
	}

	pub(crate) fn at_most(&mut self, name: &str, value: f64, most: f64) {
		self.note(name, value, &format!("at most {most}"), value <= most);
	}

	fn note(&mut self, name: &str, value: f64, target: &str, met: bool) {
		let verdict = if met { "met" } else { "missed" };
		self.lines.push(format!("   {name:56}{value:7.2}   {target:14}{verdict}"));
		self.missed += usize::from(!met);
	}

	/// Tells all of them; fails if one was missed.
	pub(crate) fn verdict(self) -> ExitCode {
		println!("Targets{}", if self.judging { "" } else { ", not judged in a run this small" });
		self.lines.iter().for_each(|line| println!("{line}"));
		if self.judging && self.missed > 0 {
			eprintln!("error: {} missed", self.missed);
			return ExitCode::FAILURE;
		}
		ExitCode::SUCCESS
	}
}
