//! What operators watch.

use substrate_prometheus_endpoint::{
	register, Counter, CounterVec, Gauge, Opts, PrometheusError, Registry, U64,
};

#[derive(Clone)]
struct Registered {
	sent: Counter<U64>,
	heard: Counter<U64>,
	dropped: CounterVec<U64>,
	abstained: CounterVec<U64>,
	source_errors: CounterVec<U64>,
	last_round: Gauge<U64>,
}

/// The worker's metrics; a node without Prometheus counts nothing.
#[derive(Clone, Default)]
pub struct Metrics(Option<Registered>);

impl Metrics {
	/// Registers the metrics.
	///
	/// # Errors
	///
	/// A name that is registered already.
	pub fn register(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let Some(registry) = registry else { return Ok(Self::default()) };
		let counter = |name, help| register(Counter::new(name, help)?, registry);
		let by = |name, help, label| {
			register(CounterVec::new(Opts::new(name, help), &[label])?, registry)
		};
		Ok(Self(Some(Registered {
			sent: counter("tenor_oracle_reports_sent_total", "Own reports signed and gossiped")?,
			heard: counter("tenor_oracle_reports_heard_total", "Reports of others accepted")?,
			dropped: by(
				"tenor_oracle_reports_dropped_total",
				"Reports of others dropped, by reason",
				"reason",
			)?,
			abstained: by(
				"tenor_oracle_rounds_abstained_total",
				"Rounds without an own report, by reason",
				"reason",
			)?,
			source_errors: by(
				"tenor_oracle_source_errors_total",
				"Failed requests to a source, and its streams that ended",
				"source",
			)?,
			last_round: register(
				Gauge::new("tenor_oracle_last_round", "Last round of an own report")?,
				registry,
			)?,
		})))
	}

	pub(crate) fn sent(&self, round: u64) {
		if let Some(metrics) = &self.0 {
			metrics.sent.inc();
			metrics.last_round.set(round);
		}
	}

	pub(crate) fn heard(&self) {
		if let Some(metrics) = &self.0 {
			metrics.heard.inc();
		}
	}

	pub(crate) fn dropped(&self, reason: &str) {
		if let Some(metrics) = &self.0 {
			metrics.dropped.with_label_values(&[reason]).inc();
		}
	}

	pub(crate) fn abstained(&self, reason: &str) {
		if let Some(metrics) = &self.0 {
			metrics.abstained.with_label_values(&[reason]).inc();
		}
	}

	pub(crate) fn source_error(&self, source: &str) {
		if let Some(metrics) = &self.0 {
			metrics.source_errors.with_label_values(&[source]).inc();
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn drops_are_counted_by_reason() {
		let registry = Registry::new();
		let metrics = Metrics::register(Some(&registry)).unwrap();
		metrics.dropped("late");
		metrics.dropped("late");
		metrics.sent(7);
		let families = registry.gather();
		let value = |name: &str| {
			let family = families.iter().find(|family| family.get_name() == name).unwrap();
			let metric = &family.get_metric()[0];
			metric.get_counter().get_value().max(metric.get_gauge().get_value())
		};
		assert_eq!(value("tenor_oracle_reports_dropped_total"), 2.0);
		assert_eq!(value("tenor_oracle_last_round"), 7.0);
		assert!(Metrics::register(Some(&registry)).is_err());
		Metrics::register(None).unwrap().heard();
	}
}
